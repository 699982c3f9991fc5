"""How high a row must be so that its wrapped text shows, in print too.

Excel measures rows when they are edited, not when a file is opened that another program wrote; LibreOffice
trusts the file. So rows are given the height their text needs, estimated on the safe side; both programs
measure anew as soon as someone edits the row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from registers.dasar.lebar import jumlah_baris

_UKURAN = 10 * 96 / 72  # the books' 10-point text, in pixels
# How wide a character is, asked for once: how many of the narrowest lines it would fill.
_HALUS = 100_000
_LEBAR_ASCII = tuple(jumlah_baris(chr(n), 1 / _HALUS, 1) - 1 for n in range(128))
_LEBAR_LAIN = jumlah_baris("é", 1 / _HALUS, 1) - 1
_SPASI = _LEBAR_ASCII[ord(",")]  # as wide as a comma; at a space itself lines are broken
_TERLEBAR = 1.1  # no character takes more of the font size, on the safe side
_PIKSEL_HURUF, _BANTALAN = 7, 5  # one unit of column width, and what of a cell is not for text
_BARIS, _TEPI, TINGGI_MAKS = 12.75, 2.25, 409.0  # points
_KOLOM = re.compile(rb"<(?:[\w.-]+:)?col\b([^>]*?)/?>")
_ATRIBUT = re.compile(rb'\b(min|max|width)="([\d.]+)"')


def lebar_kolom(kepala: bytes) -> dict[int, float]:
    """Column number → width in characters, from the part of a sheet before its rows."""
    hasil: dict[int, float] = {}
    for cocok in _KOLOM.finditer(kepala):
        nilai = {nama: float(isi) for nama, isi in _ATRIBUT.findall(cocok[1])}
        if len(nilai) == 3:
            awal, akhir = int(nilai[b"min"]), int(nilai[b"max"])
            hasil |= dict.fromkeys(range(awal, min(akhir, awal + 256) + 1), nilai[b"width"])
    return hasil


def ruang(lebar: float) -> float:
    """Pixels a line of text has in a column this wide."""
    return max(lebar * _PIKSEL_HURUF - _BANTALAN, _PIKSEL_HURUF)


def pasti_sebaris(lebar: float) -> int:
    """Texts up to this many characters, without line breaks, need one line for sure."""
    return int(ruang(lebar) / (_UKURAN * _TERLEBAR))


def tinggi(teks: Mapping[int, str], lebar: Mapping[int, float]) -> float:
    """Points a row needs for these texts by column number; 0 when one line is enough for all."""
    return setinggi(
        max((hitung_baris(isi, ruang(lebar[n])) for n, isi in teks.items() if isi and n in lebar), default=1)
    )


def setinggi(baris: int) -> float:
    """Points a row of so many lines needs; 0 for one line."""
    return min(baris * _BARIS + _TEPI, TINGGI_MAKS) if baris > 1 else 0


@lru_cache(maxsize=8192)  # offices repeat themselves: "Kepala Dinas", "1 (satu) berkas"
def hitung_baris(teks: str, ruang: float) -> int:
    """`jumlah_baris` of 10-point text in so many pixels, but fast."""
    muat = ruang / _UKURAN * _HALUS
    if len(teks) * _TERLEBAR * _HALUS < muat and "\n" not in teks:
        return 1
    jumlah = 0
    for paragraf in teks.split("\n"):
        jumlah += 1
        sisa = muat
        for kata in paragraf.split(" "):
            panjang = _panjang(kata)
            if panjang > sisa and sisa < muat:
                jumlah, sisa = jumlah + 1, muat
            if panjang > muat:
                jumlah += int(panjang // muat)
                panjang %= muat
            sisa -= panjang + _SPASI
    return jumlah


@lru_cache(maxsize=8192)
def _panjang(kata: str) -> float:
    if kata.isascii():
        return sum(map(_LEBAR_ASCII.__getitem__, kata.encode()))
    return sum(_LEBAR_ASCII[ord(h)] if h.isascii() else _LEBAR_LAIN for h in kata)
