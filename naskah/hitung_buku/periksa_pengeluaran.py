"""What to look at in a row of the BKU pengeluaran: cells without sense, a balance below zero (SOP 9, 11)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import teks
from naskah.hitung_buku._uang import pasti, rekening_sah, sebut, tak_terbaca
from registers.bacaan_sel import angka_sel
from registers.dasar.isian import Nilai

_UANG = {"penerimaan": "Penerimaan", "pengeluaran": "Pengeluaran"}


def periksa_pengeluaran(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """The findings in words; None when there are none. The balance is the one that stands in the row."""
    salah = tak_terbaca(isi, _UANG, {"tanggal": "Tanggal"})
    terisi = [kunci for kunci in _UANG if pasti(isi, kunci)]
    if len(terisi) > 1:
        salah.append("penerimaan dan pengeluaran sekaligus")
    elif not terisi and not salah:
        salah.append("tanpa jumlah")
    if not rekening_sah(isi, "kode_rekening"):
        salah.append("periksa Kode Rekening")
    if (angka_sel(teks(isi, "saldo")) or 0) < 0:
        salah.append("saldo minus")
    return sebut(salah)


HITUNG = periksa_pengeluaran
