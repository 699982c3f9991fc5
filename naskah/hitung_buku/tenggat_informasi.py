"""Due date of an answer to a request for public information, in working days (SOP 24; UU 14/2008)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import batas, iso, tanggal, ya
from registers.dasar.isian import Nilai


def paling_lambat(isi: Mapping[str, Nilai], hari: Hari) -> date | None:
    """The last working day for the answer, later once the applicant was told that it takes longer."""
    tambahan = hari.atur["informasi_perpanjangan"] if ya(isi, "perpanjangan") else 0
    return batas(tanggal(isi, "tanggal_masuk"), hari.atur["informasi_hari_kerja"] + tambahan, hari)


def tenggat_informasi(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """The due date as ISO text; None while no day of receipt is known."""
    return iso(paling_lambat(isi, hari))


HITUNG = tenggat_informasi
