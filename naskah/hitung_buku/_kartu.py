"""A row of the kartu kendali kegiatan: one kode rekening of a sub kegiatan (SOP 9, 11). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from naskah.hitung._sisa_anggaran import Anggaran, PosAnggaran
from naskah.hitung_buku._nilai import teks
from naskah.hitung_buku._uang import NOL, pasti, uang
from registers.dasar.isian import Nilai

REALISASI = {
    "realisasi_ls": "Realisasi LS",
    "realisasi_up": "Realisasi UP/GU",
    "realisasi_tu": "Realisasi TU",
}


def realisasi(isi: Mapping[str, Nilai]) -> Decimal:
    """What has been spent, however it was paid."""
    return sum((pasti(isi, kunci) for kunci in REALISASI), NOL)


def sisa(isi: Mapping[str, Nilai], kunci: str) -> Decimal | None:
    """What is left of an amount, below zero when more was spent; None while it is blank or no amount."""
    batas = uang(isi, kunci) if teks(isi, kunci) else None
    return None if batas is None else batas - realisasi(isi)


def pos(isi: Mapping[str, Nilai], anggaran: Anggaran | None) -> PosAnggaran | None:
    """The account of a row in the office's list; None when it has none, or the row does not say which."""
    cocok = anggaran.cari(teks(isi, "kegiatan"), teks(isi, "kode_rekening")) if anggaran else ()
    return cocok[0] if len(cocok) == 1 else None
