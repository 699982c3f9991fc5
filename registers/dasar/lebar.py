"""How many lines a text takes, without a printer: Arial's widths, estimated on the safe side."""

from __future__ import annotations

from functools import lru_cache

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
_AMAN = 1.04  # printers and screens set text a little wider than the font says


def jumlah_baris(teks: str, lebar: float, ukuran: float) -> int:
    """Lines of greedily wrapped text; words longer than a line are broken.

    Args:
        teks: the text; a new line begins a new paragraph.
        lebar: room for a line.
        ukuran: font size, in the same unit as `lebar`.

    >>> jumlah_baris("Undangan rapat", 200, 10), jumlah_baris("Undangan rapat", 50, 10)
    (1, 2)
    """
    muat = lebar / (ukuran * _AMAN) * 1000
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


@lru_cache(maxsize=4096)
def _panjang(kata: str) -> int:
    return sum(_LEBAR_HURUF[ord(h) - 32] if 32 <= ord(h) < 127 else _LEBAR_LAIN for h in kata)
