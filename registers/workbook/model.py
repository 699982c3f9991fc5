"""What goes into a book and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from registers.dasar.temuan import Temuan

NilaiSel = str | int | float | bool | date | None
"""What a cell holds once read; None when it is blank."""

Rantai = tuple[int, str]
"""Head of the ledger's chain: number and hash of its last event."""


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


@dataclass(frozen=True)
class BarisIsi:
    """One row as it stands in a book.

    Attributes:
        kunci: value of the hidden key column; empty for a row typed by hand.
        nomor: row number on the sheet.
        nilai: by column key; dates in columns of kind tanggal and in date-formatted cells are dates.
    """

    kunci: str
    nomor: int
    nilai: Mapping[str, NilaiSel]


@dataclass(frozen=True)
class Isi:
    """A book as read.

    Attributes:
        buku: id of the book, from its hidden sheet.
        tahun: its year.
        rantai: the ledger's chain as far as it has been written into this file.
        lembar: name of the sheet, as people call it now.
        kolom_hilang: keys of columns that are no longer there.
        baris: every row that is not blank, in sheet order.
    """

    buku: str
    tahun: int
    rantai: Rantai
    lembar: str
    kolom_hilang: tuple[str, ...]
    baris: tuple[BarisIsi, ...]


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
