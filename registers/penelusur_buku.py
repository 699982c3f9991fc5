"""Rows of a book found and sorted in memory: for each a text of what its cells show, kept fresh.

What a cell shows is said by `bacaan_sel` alone. Fresh means: at every question the rows changed since the
last one are read, in the very view of the ledger that the answer is for. That suffices because a row never
changes without an event of the same transaction (`Tx.bukukan`).
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from registers.bacaan_sel import JENIS_ANGKA, angka_sel, bacaan, berbacaan, isi_sel
from registers.definisi import Buku, Kolom

if TYPE_CHECKING:
    from registers.ledger.lihat_buku import BacaHalaman
    from registers.ledger.model import Baris

URUTAN = "urutan"
SEKALIGUS = 8  # books of one year each; 10,000 rows take 5 MB, and 0.4 MB for each column they are sorted by
_BATAS = "\0"  # between cells; `kanonik` lets none pass
_RIBUAN = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?|[0-9]+,[0-9]{1,2}")


@dataclass(frozen=True)
class Carian:
    """What is looked for.

    Attributes:
        kata: words that must all occur in what the row's cells show, in any case.
        saring: column key → text that must occur in that cell.
        urut: key of the column to sort by; "" the book's own order. Blank cells come last, and so does text
            in a column of numbers.
        turun: the other way round; rows alike in the column stay in the book's order.
    """

    kata: Sequence[str] = ()
    saring: Mapping[str, str] = field(default_factory=dict[str, str])
    urut: str = ""
    turun: bool = False


class Penelusur:
    """The indexes of one ledger: of the books asked for last, each for one year. Safe between threads.

    Args:
        batas: so many are kept; whichever was not used for longest goes first.
    """

    def __init__(self, batas: int = SEKALIGUS) -> None:
        self._batas = batas
        self._gembok = threading.Lock()
        self._rak: OrderedDict[tuple[str, int], _Terkini] = OrderedDict()

    def cari(self, baca: BacaHalaman, buku: Buku, tahun: int, minta: Carian) -> list[str]:
        """The keys of the rows that fit, in the order asked for, as the ledger stands in this view."""
        return self._untuk(buku, tahun).cari(baca, minta)

    def _untuk(self, buku: Buku, tahun: int) -> _Terkini:
        with self._gembok:
            ada = self._rak.get((buku.id, tahun))
            if ada is None or ada.buku != buku:  # a new definition shows other cells
                ada = self._rak[buku.id, tahun] = _Terkini(buku, tahun)
            self._rak.move_to_end((buku.id, tahun))
            while len(self._rak) > self._batas:
                self._rak.popitem(last=False)
            return ada


class _Terkini:
    """One index and the last event it knows of."""

    def __init__(self, buku: Buku, tahun: int) -> None:
        self.buku = buku
        self._tahun = tahun
        self._gembok = threading.Lock()
        self._indeks = Indeks(buku)
        self._kepala: tuple[int, str] | None = None

    def cari(self, baca: BacaHalaman, minta: Carian) -> list[str]:
        # Both engines take their view at its first query. When that is the one made here, under the lock,
        # no view is older than the index.
        with self._gembok:
            self._perbarui(baca)
            return self._indeks.cari(minta)

    def _perbarui(self, baca: BacaHalaman) -> None:
        kepala = baca.kepala()
        if kepala == self._kepala:
            return
        if self._kepala is not None and baca.hash_ke(self._kepala[0]) == self._kepala[1]:
            self._indeks.catat(baca.baris_sejak(self.buku.id, self._tahun, self._kepala[0]))
        else:  # new, or its events are not in this view: an older view, or a backup that was put back
            baru = Indeks(self.buku)
            baru.catat(baca.alur_baris(self.buku.id, self._tahun))
            self._indeks = baru
        self._kepala = kepala


class Indeks:
    """What the cells of a book's rows show, to be searched. Pure; not safe between threads.

    A row is one text without case: its cells with `_BATAS` between them. A kind that is read otherwise than
    it is kept has two places, the second blank where both are alike.
    """

    def __init__(self, buku: Buku) -> None:
        self._kolom = {k.kunci: k for k in buku.kolom}
        self._letak = _letak(buku.kolom)
        self._baris: dict[str, tuple[int, str]] = {}  # key → number in the book, text
        self._kunci: list[str] = []  # both in the book's order
        self._teks: list[str] = []
        self._susunan: dict[tuple[str, bool], Sequence[int]] = {}

    def catat(self, baris: Iterable[Baris]) -> None:
        """Take in rows that are new or have changed."""
        baru = {b.kunci: (b.urutan, _teks(self._kolom.values(), b)) for b in baris}
        if not baru:
            return
        self._baris |= baru
        semua = sorted(self._baris.items(), key=lambda satu: satu[1][0])
        self._kunci = [kunci for kunci, _ in semua]
        self._teks = [teks for _, (_, teks) in semua]
        self._susunan.clear()

    def cari(self, minta: Carian) -> list[str]:
        """The keys of the rows that fit, in the order asked for."""
        teks, cocok = self._teks, self._urutan(minta.urut, turun=minta.turun)
        for kata in sorted(minta.kata, key=len, reverse=True):
            cocok = _memuat(teks, cocok, kata)
        for kunci, isi in minta.saring.items():
            ada, letak = _ada(isi), self._letak[kunci]
            # Most rows do not have it anywhere; only the others are worth taking apart.
            cocok = [i for i in _memuat(teks, cocok, isi) if any(map(ada, _sel(teks[i], letak)))]
        return [self._kunci[i] for i in cocok]

    def _urutan(self, kunci: str, *, turun: bool) -> Sequence[int]:
        """The rows' places in the book, sorted; kept until a row changes."""
        if (kunci, turun) not in self._susunan:
            self._susunan[kunci, turun] = self._susun(self._kolom.get(kunci), turun=turun)
        return self._susunan[kunci, turun]

    def _susun(self, kolom: Kolom | None, *, turun: bool) -> Sequence[int]:
        semua = range(len(self._teks))
        if kolom is None or kolom.dari == URUTAN:
            return semua[::-1] if turun else semua
        letak, nilai = self._letak[kolom.kunci], _nilai(kolom)
        isi = {i: n for i in semua if (n := nilai(_sel(self._teks[i], letak)[0])) is not None}
        return [*sorted(isi, key=isi.__getitem__, reverse=turun), *(i for i in semua if i not in isi)]


def _letak(semua: Iterable[Kolom]) -> dict[str, slice]:
    """Where the cells of each column stand in a row's text."""
    hasil: dict[str, slice] = {}
    awal = 0
    for kolom in semua:
        akhir = awal + (2 if berbacaan(kolom.jenis) else 1)
        hasil[kolom.kunci], awal = slice(awal, akhir), akhir
    return hasil


def _teks(semua: Iterable[Kolom], baris: Baris) -> str:
    sel: list[str] = []
    for kolom in semua:
        sel.append(isi := isi_sel(kolom, baris.nilai, baris.orang))
        if berbacaan(kolom.jenis):
            dibaca = bacaan(isi, kolom.jenis)
            sel.append(dibaca if dibaca != isi else "")
    return _BATAS.join(sel).casefold()


def _sel(teks: str, letak: slice) -> list[str]:
    """The one or two texts of a cell: as kept, as read."""
    return teks.split(_BATAS, letak.stop)[letak]


def _nilai(kolom: Kolom) -> Callable[[str], Any]:
    """What a cell sorts as; None: nothing."""
    return angka_sel if kolom.jenis in JENIS_ANGKA else lambda isi: isi or None


def _memuat(teks: Sequence[str], calon: Sequence[int], dicari: str) -> list[int]:
    """Those of the rows that have what is looked for."""
    satu, *lain = _ejaan(dicari)
    if lain:
        return [i for i in calon if satu in teks[i] or any(e in teks[i] for e in lain)]
    return [i for i in calon if satu in teks[i]]  # a call for each of 10,000 rows would take twice as long


def _ada(dicari: str) -> Callable[[str], bool]:
    """Whether a text without case has what is looked for."""
    ejaan = _ejaan(dicari)
    return lambda teks: any(e in teks for e in ejaan)


def _ejaan(dicari: str) -> list[str]:
    """What is looked for, without case; an amount also as it is kept.

    >>> _ejaan("rapat"), _ejaan("1.250.000,50")
    (['rapat'], ['1.250.000,50', '1250000.5'])
    """
    teks = dicari.replace(_BATAS, "\ufffd").casefold()
    if not _RIBUAN.fullmatch(teks):
        return [teks]
    utuh, _, sen = teks.replace(".", "").partition(",")
    return [teks, f"{utuh}.{sen}".rstrip("0").rstrip(".") if sen else utuh]
