"""By when a recommendation is drafted, in working days since its papers are complete (SOP 30 step 4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import batas, iso, tanggal
from registers.dasar.isian import Nilai


def paling_lambat(isi: Mapping[str, Nilai], hari: Hari) -> date | None:
    """The last working day for the draft; None while papers are missing."""
    return batas(tanggal(isi, "tanggal_lengkap"), hari.atur["rekomendasi_hari_kerja"], hari)


def tenggat_rekomendasi(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """The due date as ISO text; None while papers are missing."""
    return iso(paling_lambat(isi, hari))


HITUNG = tenggat_rekomendasi
