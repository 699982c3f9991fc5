"""What is left of the budget (DPA) of a kode rekening."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._kartu import sisa
from naskah.hitung_buku._uang import rupiah
from registers.dasar.isian import Nilai


def sisa_dpa(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """As decimal text, below zero when more was spent; None without a DPA."""
    return rupiah(sisa(isi, "dpa"))


HITUNG = sisa_dpa
