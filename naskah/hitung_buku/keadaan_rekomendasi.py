"""How a request for a recommendation stands, or the letter that answers it (SOP 30, 38, 43)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import LENGKAP, lewat, teks
from naskah.hitung_buku.tenggat_rekomendasi import paling_lambat
from registers.dasar.isian import Nilai


def keadaan_rekomendasi(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Where it is: batal, selesai (handed over), terbit, terlambat, diproses, menunggu berkas."""
    if teks(isi, "status") == "batal":
        return "batal"
    if teks(isi, "nomor"):
        return "selesai" if teks(isi, "tanggal_kirim") else "terbit"
    if lewat(paling_lambat(isi, hari), hari):
        return "terlambat"
    lengkap = teks(isi, "tanggal_lengkap") or teks(isi, "kelengkapan").casefold() == LENGKAP
    return "diproses" if lengkap else "menunggu berkas"


HITUNG = keadaan_rekomendasi
