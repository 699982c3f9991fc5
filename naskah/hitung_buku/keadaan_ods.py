"""How a request for a User ID of the Online Data System stands (SOP 36)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import LENGKAP, teks
from naskah.hitung_buku.kelengkapan_ods import kelengkapan_ods
from registers.dasar.isian import Nilai


def keadaan_ods(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Where it is: selesai (User ID received), diajukan, dikembalikan, siap diajukan, menunggu berkas."""
    for kunci, sebutan in (
        ("tanggal_selesai", "selesai"),
        ("tanggal_diajukan", "diajukan"),
        ("tanggal_kembali", "dikembalikan"),
    ):
        if teks(isi, kunci):
            return sebutan
    return "siap diajukan" if kelengkapan_ods(isi, hari) == LENGKAP else "menunggu berkas"


HITUNG = keadaan_ods
