"""What has been spent of a kode rekening: LS, UP/GU and TU together."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._kartu import realisasi
from naskah.hitung_buku._uang import rupiah
from registers.dasar.isian import Nilai


def realisasi_kartu(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Their sum as decimal text."""
    return rupiah(realisasi(isi))


HITUNG = realisasi_kartu
