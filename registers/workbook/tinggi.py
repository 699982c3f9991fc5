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
# How wide each character is, rounded up and asked for once: how many of the narrowest lines it would fill.
_HALUS = 240  # of these make the font size; the widest character takes no more than a byte can tell
_LEBAR = bytes(min(jumlah_baris(chr(n), 1 / _HALUS, 1), 255) for n in range(128)) + bytes([255] * 128)
_SPASI = _LEBAR[ord(",")]  # as wide as a comma; lines are broken there, so it stands for itself
_LEBAR_HURUF = _LEBAR[: ord(" ")] + b"\0" + _LEBAR[ord(" ") + 1 :]
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
    """`jumlah_baris` of 10-point text in so many pixels, but fast; never fewer than it says."""
    muat = int(ruang / _UKURAN * _HALUS)
    return sum(_paragraf(satu, muat) for satu in teks.split("\n")) if "\n" in teks else _paragraf(teks, muat)


def _paragraf(teks: str, muat: int) -> int:
    """Lines of greedily wrapped text where a line takes `muat`; words longer than a line are broken."""
    kata = teks.encode("latin-1", "replace").translate(_LEBAR_HURUF).split(b"\0")
    panjang = list(map(sum, kata))
    if sum(panjang) + _SPASI * len(panjang) <= muat:
        return 1
    jumlah, sisa = 1, muat
    for satu in panjang:
        if satu > sisa and sisa < muat:
            jumlah, sisa = jumlah + 1, muat
        if satu > muat:
            jumlah += satu // muat
            sisa -= satu % muat + _SPASI
        else:
            sisa -= satu + _SPASI
    return jumlah
