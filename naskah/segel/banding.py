"""A text held against the one that was sealed: what is missing, what was written instead, what was added.

A docx says its lines in order: they are compared one by one. A PDF has lost the lines and often the blanks,
and prints capitals where Word only shows them: there every sealed piece must be found, whatever its blanks
and case, and nothing may be left over.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_DIAMBIL = "\0"  # stands for every letter that was taken away
_PISAH = re.compile(r" / ")  # between the paragraphs of one table cell
_NOMOR_HALAMAN = re.compile(r"\d{1,4}")
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


def pdf(asli: Sequence[str], kini: Sequence[str], *, halaman: int = 1) -> list[Beda]:
    """The differences of the text of a PDF; a page number alone on its line is none where there are pages.

    >>> pdf(["SEHAT"], ["SANGAT", "SEHAT"])
    [Beda(semestinya='', tertulis='SANGAT')]
    """
    baris = [b for b in kini if halaman < 2 or not _NOMOR_HALAMAN.fullmatch(b)]
    sisa = _Sisa(baris)
    potong = [p for satu in asli for p in _PISAH.split(satu)]
    terpanjang = sorted(potong, key=lambda p: -len(_rapat(p)))
    hilang = [p for p in terpanjang if not sisa.ambil(_rapat(p))]
    if halaman > 1:  # every page repeats its header
        for satu in terpanjang:
            sisa.ambil_semua(_rapat(satu))
    return _pasangkan(sorted(hilang, key=potong.index), sisa.tersisa())[:_BATAS]


def _rapat(teks: str) -> str:
    return "".join(teks.split()).upper()


class _Sisa:
    """The lines of a text, of which pieces are taken away."""

    def __init__(self, baris: Sequence[str]) -> None:
        self._teks = "\n".join(baris)
        self._letak = [i for i, h in enumerate(self._teks) if not h.isspace() for _ in h.upper()]
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
