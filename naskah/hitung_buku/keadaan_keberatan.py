"""How an objection stands (SOP 25)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import keadaan
from naskah.hitung_buku.tenggat_keberatan import paling_lambat
from registers.dasar.isian import Nilai


def keadaan_keberatan(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """One of menunggu, terlambat, selesai, selesai terlambat, periksa tanggal."""
    return keadaan(isi, "tanggal_jawab", paling_lambat(isi, hari), hari)


HITUNG = keadaan_keberatan
