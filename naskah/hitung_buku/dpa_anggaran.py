"""The DPA of a kode rekening as data/anggaran.xlsx has it, while nobody typed one."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._kartu import pos
from naskah.hitung_buku._uang import rupiah
from registers.dasar.isian import Nilai


def dpa_anggaran(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """As decimal text; None where the list does not say."""
    ada = pos(isi, hari.anggaran())
    return rupiah(ada.dpa) if ada else None


HITUNG = dpa_anggaran
