"""A book opened: its archive, its hidden sheet, and our sheet with the map of its columns."""

from __future__ import annotations

from dataclasses import dataclass

from registers.definisi import KOLOM_KUNCI, Buku
from registers.workbook.lembar import Lembar, Peta
from registers.workbook.paket import LEMBAR_TANDA, BukuAsing, Paket, Tanda
from registers.workbook.tanda import baca_tanda


@dataclass(frozen=True)
class Bukaan:
    """An open book.

    Attributes:
        paket: the archive.
        tanda: what the hidden sheet says.
        bagian: part of our sheet.
        lembar: our sheet.
        peta: where its columns are.
    """

    paket: Paket
    tanda: Tanda
    bagian: str
    lembar: Lembar
    peta: Peta


def buka_buku(
    data: bytes, nama: str, buku: Buku, tahun: int | None = None, *, sesudah: Paket | None = None
) -> Bukaan:
    """Open the book of these bytes; `sesudah` is the same book later on, whose texts may spare reading these.

    Our sheet is the one with the marker row, whatever it is called; of several, the one we wrote last.

    Raises:
        BukuAsing: not this book (of `tahun`, if given), damaged, or without its markers.
    """
    paket = Paket(data, nama)
    if sesudah and sesudah.string and paket.string:
        paket.string.pinjam(sesudah.string)
    tanda = baca_tanda(paket, buku.id, tahun)
    for satu in sorted(paket.lembar, key=lambda satu: satu.nama != tanda.lembar):
        if satu.nama == LEMBAR_TANDA:
            continue
        lembar = Lembar(paket.isi(satu.bagian), paket, satu.nama)
        if peta := lembar.peta(buku):
            return Bukaan(paket, tanda, satu.bagian, lembar, peta)
    raise BukuAsing(nama, f"tidak ada lembar dengan baris penanda kolom ({KOLOM_KUNCI})")
