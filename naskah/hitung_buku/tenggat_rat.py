"""By when the papers of a Buku RAT are examined, in working days since it came (SOP 28 step 3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import batas, iso, tanggal
from registers.dasar.isian import Nilai


def paling_lambat(isi: Mapping[str, Nilai], hari: Hari) -> date | None:
    """The last working day for the examination of the papers."""
    return batas(tanggal(isi, "tanggal_terima"), hari.atur["rat_hari_kerja"], hari)


def tenggat_rat(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """The due date as ISO text; None while no day of receipt is known."""
    return iso(paling_lambat(isi, hari))


HITUNG = tenggat_rat
