"""What an SPP pays out: its amount without the deductions that reduce the SPM (rules 3.5)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import teks
from naskah.hitung_buku._uang import rupiah, uang
from registers.dasar.isian import Nilai


def netto_spp(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """As decimal text; None while the amount is blank or one of the two is no amount."""
    nilai, potongan = uang(isi, "nilai"), uang(isi, "potongan")
    if nilai is None or potongan is None or not teks(isi, "nilai"):
        return None
    return rupiah(nilai - potongan)


HITUNG = netto_spp
