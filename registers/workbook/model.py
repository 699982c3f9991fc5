"""What goes into a book and what comes out of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from registers.dasar.temuan import Temuan

KOLOM_PESAN = "_pesan"
"""Key of the last column of every new book: what naskah tells people about a row. `definisi` holds `_id`."""

JUDUL_PESAN = "Pesan naskah"
"""Heading of that column."""

NilaiSel = str | int | float | bool | date | None
"""What a cell holds once read (never a bool then: "Ya" or "Tidak"); None when it is blank."""

Rantai = tuple[int, str]
"""Head of the ledger's chain: number and hash of its last event."""

TANPA_RUMUS: Mapping[str, str] = MappingProxyType({})


class Baris(Protocol):
    """One ledger row on its way into a book. The ledger's own rows fit."""

    @property
    def kunci(self) -> str:
        """The row's key; never changes, never shown."""
        ...

    @property
    def nilai(self) -> Mapping[str, object]:
        """Values by booking key (`dari` of the columns): text, numbers, ISO dates."""
        ...

    @property
    def orang(self) -> Mapping[str, object]:
        """By column key: cells of people's and shared columns to be written over; None blanks a cell.

        Numbers stay numbers; text becomes a number or a date where the column's kind asks for one.
        """
        ...

    @property
    def pesan(self) -> str:
        """What the row's message cell shall say; empty clears it."""
        ...


@dataclass(frozen=True, slots=True)
class BarisIsi:
    """One row as it stands in a book.

    Attributes:
        kunci: value of the hidden key column; empty for a row typed by hand.
        nomor: row number on the sheet.
        nilai: by column key, `_pesan` among them; blank cells are absent. Dates in columns of kind tanggal
            and in date-formatted cells are dates; whole numbers below 10^15 are int; a tick is "Ya"/"Tidak".
        rumus: by column key, the formula of cells that compute their value, with its "="; only "=" where
            the file keeps the text at another cell (shared formulas).
        tampak: what cells of a sheet that is no book show beside their value: a number as its format shows
            it, where that is something else; of cells without a value the name of an error, or "" of a
            formula that shows nothing.
    """

    kunci: str
    nomor: int
    nilai: Mapping[str, NilaiSel]
    rumus: Mapping[str, str] = field(default_factory=lambda: TANPA_RUMUS)
    tampak: Mapping[str, str] = field(default_factory=lambda: TANPA_RUMUS)


@dataclass(frozen=True)
class Isi:
    """A book as read.

    Attributes:
        buku: id of the book, from its hidden sheet.
        tahun: its year.
        rantai: the ledger's chain as far as it has been written into this file.
        lembar: name of the sheet, as people call it now.
        kolom_hilang: keys of columns that are no longer there.
        baris: every row that is not blank, in sheet order; unless `penuh`, only rows that are not, to the
            byte, among those of the earlier file, and rows that carry the key of such a row.
        penuh: whether `baris` holds all rows.
        kunci_hilang: keys of rows of the earlier file that no row carries any more; empty when `penuh`.
    """

    buku: str
    tahun: int
    rantai: Rantai
    lembar: str
    kolom_hilang: tuple[str, ...]
    baris: tuple[BarisIsi, ...]
    penuh: bool = True
    kunci_hilang: frozenset[str] = frozenset()


@dataclass(frozen=True)
class BarisKonflik:
    """One row of the sheet of conflicts: a ledger cell that was changed by hand.

    Attributes:
        waktu: when it was noticed, as people read it.
        kunci: key of the row; not shown.
        baris: what the row is about.
        kolom: heading of the column.
        nilai_buku: what was typed.
        nilai_besar: what the ledger says.
        status: what became of it.
    """

    waktu: str
    kunci: str
    baris: str
    kolom: str
    nilai_buku: str
    nilai_besar: str
    status: str


@dataclass(frozen=True)
class Perubahan:
    """What one write shall change. Row numbers are those of the file as it was read.

    Attributes:
        baris: by key: a new one becomes a row at the end, a known one is brought up to date.
        kunci: row number → key to put there; "" clears it. Counts before `baris` is looked up.
        pesan: row number → message, for rows without a key; "" clears it.
        konflik: all rows the sheet of conflicts shall show; None leaves that sheet as it is. An empty one
            makes no sheet, and lets an existing one say that there are none.
        baru: keys of `baris` that surely stand in no row of the sheet; they are not looked for.
    """

    baris: Sequence[Baris] = ()
    kunci: Mapping[int, str] = field(default_factory=dict[int, str])
    pesan: Mapping[int, str] = field(default_factory=dict[int, str])
    konflik: Sequence[BarisKonflik] | None = None
    baru: Collection[str] = ()


@dataclass(frozen=True)
class Ringkasan:
    """What a write did.

    Attributes:
        ditambah: rows appended.
        diubah: rows of which a cell changed.
        tetap: rows that already said what the ledger says.
        ditulis: False when nothing had to change; the file was then not touched.
        temuan: cells left alone, each with the reason.
    """

    ditambah: int = 0
    diubah: int = 0
    tetap: int = 0
    ditulis: bool = False
    temuan: tuple[Temuan, ...] = ()
