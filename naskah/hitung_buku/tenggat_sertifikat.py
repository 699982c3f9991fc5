"""By when the ministry's Sertifikat NIK is expected, in working days since its data were sent (SOP 37)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import batas, iso, tanggal
from registers.dasar.isian import Nilai


def paling_lambat(isi: Mapping[str, Nilai], hari: Hari) -> date | None:
    """The last working day for the certificate; None while nothing was sent to the ministry."""
    return batas(tanggal(isi, "tanggal_diajukan"), hari.atur["sertifikat_nik_hari_kerja"], hari)


def tenggat_sertifikat(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """The due date as ISO text; None while nothing was sent to the ministry."""
    return iso(paling_lambat(isi, hari))


HITUNG = tenggat_sertifikat
