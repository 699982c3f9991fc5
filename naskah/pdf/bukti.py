"""Whose words stand on a page: read from the PDF that LibreOffice made and held against the letter's text.

pypdf's own extraction takes as long as LibreOffice takes for the letter. LibreOffice writes plainly (one
font, then one string of glyphs, every glyph with its letters beside the font), so this reads just that; where
it fails to read, the letter counts as not proven and is converted alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

_TULISAN = re.compile(rb"/(\w+) [\d.]+ Tf|\[([^\]]*)\]\s*TJ|<([0-9A-Fa-f]+)>\s*Tj")
_HEKSA = re.compile(rb"<([0-9A-Fa-f]+)>")
_BAGIAN = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)

Huruf = dict[bytes, str]  # glyph in hexadecimal digits → its letters


def inti(teks: str) -> str:
    """The letters and digits of a text: what line breaks, tabs and capitals by style cannot change."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", teks).casefold()))


def terbukti(tulisan: Iterable[str], teks: str) -> bool:
    """Whether a page carries every word of the letter and no word that is not its own.

    Args:
        tulisan: the strings the page shows.
        teks: the letter's text. The page's number need not be in it.
    """
    surat = inti(teks)
    tampak: Counter[str] = Counter()
    for satu in map(inti, tulisan):
        if satu not in surat and not satu.isdigit():
            return False
        tampak.update(satu)
    return not Counter(surat) - tampak


def tulisan_halaman(halaman: Any, huruf: dict[int, Huruf]) -> list[str]:
    """The strings a page shows, in the order they are drawn.

    Args:
        halaman: a page of pypdf.
        huruf: the fonts read so far, by object number; grows.
    """
    isi = halaman.get_contents()
    if isi is None:
        return []
    ada = halaman["/Resources"].get("/Font", {})
    font = {n: _huruf(ada, n, huruf) for n in ada}
    return list(_tulisan(isi.get_data(), font))


def _tulisan(isi: bytes, font: dict[str, Huruf]) -> Iterator[str]:
    kini: Huruf = {}
    lebar = 2
    for nama, banyak, satu in _TULISAN.findall(isi):
        if nama:
            kini = font.get(f"/{nama.decode()}", {})
            lebar = max(map(len, kini), default=2)
            continue
        glif = b"".join(_HEKSA.findall(banyak)) if banyak else satu
        yield "".join(
            # an unknown glyph is a letter nobody wrote, so it proves nothing
            kini.get(glif[n : n + lebar].upper(), "?")
            for n in range(0, len(glif), lebar)
        )


def _huruf(semua: Any, nama: str, huruf: dict[int, Huruf]) -> Huruf:
    nomor = semua.raw_get(nama).idnum
    if nomor not in huruf:
        peta = semua[nama].get("/ToUnicode")
        huruf[nomor] = {} if peta is None else _peta(peta.get_object().get_data())
    return huruf[nomor]


def _peta(cmap: bytes) -> Huruf:
    hasil: Huruf = {}
    for jenis, isi in _BAGIAN.findall(cmap):
        kode = [k.upper() for k in _HEKSA.findall(isi)]
        if jenis == b"bfchar":
            hasil |= {a: _urai(b) for a, b in zip(kode[::2], kode[1::2], strict=True)}
            continue
        for awal, akhir, tujuan in zip(kode[::3], kode[1::3], kode[2::3], strict=True):
            pertama = int(tujuan, 16)
            for geser in range(int(akhir, 16) - int(awal, 16) + 1):
                glif = b"%0*X" % (len(awal), int(awal, 16) + geser)
                hasil[glif] = _urai(b"%0*X" % (len(tujuan), pertama + geser))
    return hasil


def _urai(heksa: bytes) -> str:
    return bytes.fromhex(heksa.decode()).decode("utf-16-be", "replace")
