"""What is left of the released funds (SPD, Surat Penyediaan Dana) of a kode rekening."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._kartu import sisa
from naskah.hitung_buku._uang import rupiah
from registers.dasar.isian import Nilai


def sisa_spd(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """As decimal text, below zero when more was spent; None without a SPD."""
    return rupiah(sisa(isi, "spd"))


HITUNG = sisa_spd
