"""One row of a book, three ways: as it was written, as the ledger has it now, as people left it. Pure.

Values are compared as text in one spelling per kind (`bacaan_sel.kanonik`), so that 12 and 12.0, or a date
cell and an ISO date, are the same. Whose column it is decides what wins; what does not win is kept as a
conflict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from registers.bacaan_sel import isi_sel, kanonik
from registers.dasar.isian import Nilai
from registers.definisi import Buku, Kolom
from registers.ledger.model import Baris

Tampilan = Mapping[str, str]
"""A row as a book shows it: column key → text in one spelling; blank cells are left out."""


@dataclass(frozen=True)
class Beda:
    """One cell about which book and ledger disagree."""

    kolom: Kolom
    di_buku: str
    di_buku_besar: str


@dataclass(frozen=True)
class Gabungan:
    """What comes of a row.

    Attributes:
        orang: people's half as it shall be from now on.
        diambil: cells people changed that the ledger takes over (`di_buku_besar` is the value before).
        konflik: cells where the ledger's value stays in the book and the other is kept aside.
        tulis: column keys of cells in which the book does not show what it shall show.
    """

    orang: Mapping[str, Nilai]
    diambil: tuple[Beda, ...] = ()
    konflik: tuple[Beda, ...] = ()
    tulis: frozenset[str] = field(default_factory=frozenset[str])


def tampilan(buku: Buku, nilai: Mapping[str, Nilai], orang: Mapping[str, Nilai]) -> dict[str, str]:
    """The row as the book shows it, from the ledger's and people's halves."""
    return {k.kunci: isi for k in buku.kolom if (isi := isi_sel(k, nilai, orang))}


def terlihat(buku: Buku, nilai: Mapping[str, object], rumus: Mapping[str, str]) -> dict[str, str]:
    """The row as people left it; a formula in a column of the ledger counts by its text, not its result."""
    hasil: dict[str, str] = {}
    for kolom in buku.kolom:
        di_sel = rumus.get(kolom.kunci, "") if kolom.milik == "buku_besar" else ""
        if isi := di_sel or kanonik(nilai.get(kolom.kunci), kolom.jenis):
            hasil[kolom.kunci] = isi
    return hasil


def gabung(buku: Buku, dasar: Tampilan, kini: Baris, mereka: Tampilan, tanpa: Sequence[str] = ()) -> Gabungan:
    """Merge one row.

    Args:
        buku: the definition.
        dasar: the row as it was last written into this very file.
        kini: the ledger's row now.
        mereka: the row as people left it.
        tanpa: keys of columns the sheet no longer has; they are left out of the comparison.
    """
    kami = tampilan(buku, kini.nilai, kini.orang)
    if mereka == kami:
        return Gabungan(kini.orang)
    orang = dict(kini.orang)
    diambil: list[Beda] = []
    konflik: list[Beda] = []
    tulis: set[str] = set()
    for kolom in buku.kolom:
        kunci = kolom.kunci
        m, d, o = (satu.get(kunci, "") for satu in (mereka, dasar, kami))
        if m == o or kunci in tanpa:
            continue
        if m != d and kolom.milik != "buku_besar" and (d == o or (m and _hanya_besar(kolom, kini))):
            _ambil(orang, kolom, m)
            diambil.append(Beda(kolom, m, o))
            continue
        if m != d:
            konflik.append(Beda(kolom, m, o))
        tulis.add(kunci)
    if diambil:  # a shared cell that was emptied shows the ledger's value again
        sesudah = tampilan(buku, kini.nilai, orang)
        tulis |= {b.kolom.kunci for b in diambil if sesudah.get(b.kolom.kunci, "") != b.di_buku}
    return Gabungan(orang, tuple(diambil), tuple(konflik), frozenset(tulis))


def _hanya_besar(kolom: Kolom, kini: Baris) -> bool:
    """Whether a shared cell shows the ledger's value only because nobody had typed one: theirs stands."""
    return kolom.milik == "bersama" and not kini.orang.get(kolom.kunci)


def _ambil(orang: dict[str, Nilai], kolom: Kolom, isi: str) -> None:
    if isi:
        orang[kolom.kunci] = isi
    else:
        orang.pop(kolom.kunci, None)
