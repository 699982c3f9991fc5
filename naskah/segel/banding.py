"""A text held against the one that was sealed: what is missing, what was written instead, what was added.

A docx says its lines in order: they are compared one by one. A PDF has lost the lines and often the blanks,
and prints capitals where Word only shows them: there every sealed piece must be found, whatever its blanks
and case, and nothing may be left over. Some letters no PDF gives back as they were (emoji, Devanagari, a
letter its font lacks): those are only counted.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_DIAMBIL = "\0"  # stands for every letter that was taken away
_PISAH = re.compile(r" / ")  # between the paragraphs of one table cell
_STRIP = frozenset("\u2010\u2011")  # hyphens that print as the plain one
_SULIT_MULAI = 0x0590  # behind Latin, Greek and Cyrillic: letters that are joined, stacked or turned around
_MUDAH_LAGI = range(0x1E00, 0x3000)  # more Latin and Greek, and signs
_MIRIP = 0.4  # of two lines that are taken for the right and the wrong one
_BATAS = 200  # differences told, and letters compared: a file with more is another letter


@dataclass(frozen=True)
class Beda:
    """One difference.

    Attributes:
        semestinya: what was sealed; "" for what was added.
        tertulis: what stands in the file instead; "" for what is missing.
    """

    semestinya: str
    tertulis: str


def docx(asli: Sequence[str], kini: Sequence[str]) -> list[Beda]:
    """The differences of two texts line by line.

    >>> docx(["Kepada", "Koperasi A"], ["Kepada", "Koperasi B"])
    [Beda(semestinya='Koperasi A', tertulis='Koperasi B')]
    """
    hasil: list[Beda] = []
    banding = difflib.SequenceMatcher(None, asli, kini, autojunk=False)
    for apa, a, b, c, d in banding.get_opcodes():
        if apa != "equal":
            hasil += _pasangkan(list(asli[a:b]), list(kini[c:d]))
    return hasil[:_BATAS]


def pdf(
    asli: Sequence[str], kini: Sequence[str], *, halaman: int = 1, nomor: Sequence[str] = ()
) -> list[Beda]:
    """The differences of the text of a PDF.

    Args:
        asli: what was sealed.
        kini: the lines of the PDF.
        halaman: its pages; where it has several, headers may be there again.
        nomor: lines that may be page numbers, each once.

    >>> pdf(["SEHAT"], ["SANGAT", "SEHAT"])
    [Beda(semestinya='', tertulis='SANGAT')]
    """
    sisa = _Sisa(kini)
    potong = [p for satu in asli for p in _PISAH.split(satu) if _rapat(p)]
    terpanjang = sorted(potong, key=lambda p: -len(_rapat(p)))
    hilang = [p for p in terpanjang if not sisa.ambil(_rapat(p))]
    if halaman > 1:  # every page repeats its header
        for satu in terpanjang:
            sisa.ambil_semua(_rapat(satu))
    for satu in nomor:
        sisa.ambil_baris(_rapat(satu))
    baru = sisa.tersisa()
    if not _sulit(asli) and (sulit := _sulit(kini)):
        baru.append("".join(sulit))
    return _pasangkan(sorted(hilang, key=potong.index), baru)[:_BATAS]


def tak_terbanding(asli: Sequence[str], kini: Sequence[str], *, halaman: int = 1) -> str:
    """Letters of the sealed text that this PDF does not give back as they are; "" when it has them all.

    >>> tak_terbanding(["Koperasi ไทย"], ["KOPERASI ไไไ"])
    'ไทย'
    """
    a, b = _sulit(asli), _sulit(kini)
    sama = a == b or (halaman > 1 and a <= b and set(a) == set(b))
    return "" if sama else "".join(a)


@lru_cache(maxsize=4096)
def lipat(huruf: str) -> str:
    """A letter as it is compared: what is not seen and what cannot be told from another is the same.

    It is taken apart (NFKD), so that letters in a row give what they give alone.
    """
    if huruf in _STRIP:
        return "-"
    if huruf.isspace() or unicodedata.category(huruf) == "Cf":
        return ""
    return "".join(h for h in _terurai(huruf) if _mudah(h) and not h.isspace())


def _terurai(teks: str) -> str:
    # Capitals first: Word's capitals print ß as ẞ or SS and ŉ as ʼN.
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", teks).upper().casefold())


def _mudah(huruf: str) -> bool:
    return ord(huruf) < _SULIT_MULAI or ord(huruf) in _MUDAH_LAGI


def _sulit(baris: Iterable[str]) -> Counter[str]:
    """How often each letter stands in a text that a PDF may not give back."""
    polos = _terurai("".join(baris))
    return Counter(h for h in polos if not _mudah(h) and unicodedata.category(h) != "Cf")


def _rapat(teks: str) -> str:
    return "".join(map(lipat, teks))


class _Sisa:
    """The lines of a text, of which pieces are taken away."""

    def __init__(self, baris: Sequence[str]) -> None:
        self._teks = "\n".join(baris)
        self._letak = [i for i, h in enumerate(self._teks) for _ in lipat(h)]
        self._rapat = _rapat(self._teks)
        panjang = accumulate((len(_rapat(b)) for b in baris), initial=0)
        self._batas = frozenset(panjang)

    def ambil(self, potong: str) -> bool:
        """Take one occurrence away, one that ends where lines end before one inside a line.

        Returns:
            Whether there was one.
        """
        if not potong:
            return False
        semua = [m.start() for m in re.finditer(re.escape(potong), self._rapat)]
        nilai = [(self._batas_di(awal) + self._batas_di(awal + len(potong)), -awal) for awal in semua]
        if not nilai:
            return False
        awal = -max(nilai)[1]
        self._rapat = f"{self._rapat[:awal]}{_DIAMBIL * len(potong)}{self._rapat[awal + len(potong) :]}"
        return True

    def ambil_semua(self, potong: str) -> None:
        """Take every occurrence away that ends where lines end; in one go, however often it is there."""

        def ganti(m: re.Match[str]) -> str:
            utuh = self._batas_di(m.start()) and self._batas_di(m.end())
            return _DIAMBIL * len(potong) if utuh else m[0]

        if potong:
            self._rapat = re.sub(re.escape(potong), ganti, self._rapat)

    def ambil_baris(self, potong: str) -> None:
        """Take away the first whole line that says just this."""
        for m in re.finditer(re.escape(potong), self._rapat) if potong else ():
            if {m.start(), m.end()} <= self._batas:
                self._rapat = f"{self._rapat[: m.start()]}{_DIAMBIL * len(potong)}{self._rapat[m.end() :]}"
                return

    def _batas_di(self, letak: int) -> bool:
        return letak in self._batas or _DIAMBIL in self._rapat[max(letak - 1, 0) : letak + 1]

    def tersisa(self) -> list[str]:
        """What is left, with its blanks."""
        semua = re.finditer(f"[^{_DIAMBIL}]+", self._rapat)
        potong = (self._teks[self._letak[m.start()] : self._letak[m.end() - 1] + 1] for m in semua)
        return [" ".join(p.split()) for p in potong if p != "/"]


def _mirip(satu: str, dua: str) -> float:
    """How much two lines look alike, 0 to 1, by their first letters."""
    return difflib.SequenceMatcher(None, satu[:_BATAS].upper(), dua[:_BATAS].upper()).ratio()


def _pasangkan(hilang: Sequence[str], baru: Sequence[str]) -> list[Beda]:
    """Each missing line with the new one that looks most like it; the rest alone."""
    bebas = list(baru)
    hasil: list[Beda] = []
    for satu in hilang:
        nilai = [(_mirip(satu, b), b) for b in bebas[:_BATAS]]
        terbaik = max(nilai, default=(0.0, ""))
        cocok = terbaik[1] if terbaik[0] >= _MIRIP or (len(hilang) == 1 and len(baru) == 1) else ""
        if cocok:
            bebas.remove(cocok)
        hasil.append(Beda(satu, cocok))
    return [*hasil, *(Beda("", b) for b in bebas)]
