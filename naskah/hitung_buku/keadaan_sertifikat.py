"""How a certificate stands: asked for, at the ministry, issued, handed over (SOP 28, 37, 39)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import LENGKAP, lewat, teks
from naskah.hitung_buku.tenggat_sertifikat import paling_lambat
from registers.dasar.isian import Nilai


def keadaan_sertifikat(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Where it is: batal, selesai (handed over), terbit, terlambat, diajukan, diproses, menunggu berkas."""
    if teks(isi, "status") == "batal":
        return "batal"
    if teks(isi, "nomor"):
        return "selesai" if teks(isi, "tanggal_kirim") else "terbit"
    if lewat(paling_lambat(isi, hari), hari):
        return "terlambat"
    if teks(isi, "tanggal_diajukan"):
        return "diajukan"
    return "diproses" if teks(isi, "kelengkapan").casefold() == LENGKAP else "menunggu berkas"


HITUNG = keadaan_sertifikat
