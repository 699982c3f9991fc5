"""How high a row must be so that its wrapped text shows, in print too.

Excel measures rows when they are edited, not when a file is opened that another program wrote; LibreOffice
trusts the file. So rows are given the height their text needs, estimated on the safe side; both programs
measure anew as soon as someone edits the row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Advance widths of Arial for the characters 32..126, in thousandths of the font size.
_LEBAR_HURUF = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    *(556,) * 10, 278, 278, 584, 584, 584, 556, 1015,
    667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667,
    778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333,
    556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
    556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_LEBAR_LAIN = 1000
_UKURAN = 10 * 96 / 72  # the books' 10-point text, in pixels
_AMAN = 1.04  # printers and screens set text a little wider than the font says
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


def tinggi(teks: Mapping[int, str], lebar: Mapping[int, float]) -> float:
    """Points a row needs for these texts by column number; 0 when one line is enough for all."""
    baris = max((_jumlah_baris(isi, lebar[n]) for n, isi in teks.items() if isi and n in lebar), default=1)
    return min(baris * _BARIS + _TEPI, TINGGI_MAKS) if baris > 1 else 0


def _jumlah_baris(teks: str, lebar: float) -> int:
    """Lines of greedily wrapped text in a column this wide; words longer than a line are broken."""
    muat = max(lebar * _PIKSEL_HURUF - _BANTALAN, _PIKSEL_HURUF) / (_UKURAN * _AMAN) * 1000
    if len(teks) * 1015 < muat and "\n" not in teks:
        return 1
    jumlah = 0
    for paragraf in teks.split("\n"):
        jumlah += 1
        sisa = muat
        for kata in paragraf.split(" "):
            panjang = _panjang(kata)
            if panjang > sisa and sisa < muat:
                jumlah, sisa = jumlah + 1, muat
            jumlah += int(panjang // muat)
            sisa -= panjang % muat + _LEBAR_HURUF[0]
    return jumlah


def _panjang(kata: str) -> int:
    return sum(_LEBAR_HURUF[ord(h) - 32] if 32 <= ord(h) < 127 else _LEBAR_LAIN for h in kata)
