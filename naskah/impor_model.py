"""What becomes of an old agenda, row by row: values between reading, deciding, writing and reporting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from naskah.impor_baca import BarisLama, Dilewati
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.ledger import Nomor

Nasib = Literal["ambil", "sudah", "tolak"]


@dataclass(frozen=True)
class Pilihan:
    """How an old agenda is to be taken.

    Attributes:
        buku: id of the book; "" to guess it from the headings.
        tahun: only rows of this year, which is also the year of dates without one; 0 for every year.
        seri: series that goes on where the book ends (outgoing letters); "" to guess it from the numbers.
        lembar: only this sheet; "" for every one that has the headings.
        ketat: take nothing when any row is refused.
        berjalan_sejak: incoming letters received from that day on are still open; None: all are finished.
    """

    buku: str = ""
    tahun: int = 0
    seri: str = ""
    lembar: str = ""
    ketat: bool = False
    berjalan_sejak: date | None = None


@dataclass(frozen=True)
class Terbaca:
    """A row with its cells as canonical values.

    Attributes:
        asal: the row as it stands in the file.
        isi: values by column key; "klas" also where the book has no such column.
        tanggal: the day that says which year's book it belongs to; None when it says none.
        temuan: why it cannot be taken, each with the address of its cell.
        perhatian: what somebody should look at though it is taken.
        tahun_lembar: the year its sheet says; 0 when it says none.
    """

    asal: BarisLama
    isi: Mapping[str, Nilai]
    tanggal: date | None
    temuan: tuple[Temuan, ...] = ()
    perhatian: tuple[Temuan, ...] = ()
    tahun_lembar: int = 0

    def sel(self, *kolom: str) -> str:
        """The address of the first of these columns that is filled, else of the row's first cell."""
        return next((self.asal.sel[k].alamat for k in kolom if k in self.asal.sel), self.asal.alamat)


@dataclass(frozen=True)
class Putusan:
    """What becomes of a row.

    Attributes:
        terbaca: the row.
        nasib: ambil, sudah (taken by an earlier import), tolak.
        tahun: year of the book.
        permintaan: id of the request, the same whenever the same row is imported again.
        urutan: its own number in the book.
        nomor: the number it takes in a series; None for none.
        batal: whether the old book says that the letter was voided.
        catatan: what is added to people's notes.
        temuan: why it is refused.
        perhatian: what somebody should look at.
    """

    terbaca: Terbaca
    nasib: Nasib
    tahun: int
    permintaan: str = ""
    urutan: int = 0
    nomor: Nomor | None = None
    batal: bool = False
    catatan: tuple[str, ...] = ()
    temuan: tuple[Temuan, ...] = ()
    perhatian: tuple[Temuan, ...] = ()


@dataclass(frozen=True)
class Rencana:
    """The plan for a whole file.

    Attributes:
        berkas: the file.
        buku: id of the book its rows go to.
        seri: series that goes on where the book ends; "" for none.
        lembar: sheets that are read.
        putusan: what becomes of each row, in order.
        dilewati: rows that are no letters.
        peringatan: what somebody should know about the whole file.
        penghalang: why nothing may be taken at all.
        berikut: (series or book, year) = the number that comes next after the import.
        judul: what the headings are taken for, a sentence for each way they stand on the sheets.
    """

    berkas: Path
    buku: str
    seri: str
    lembar: tuple[str, ...]
    putusan: Sequence[Putusan]
    dilewati: Sequence[Dilewati]
    peringatan: tuple[str, ...] = ()
    penghalang: tuple[Temuan, ...] = ()
    berikut: Mapping[tuple[str, int], int] | None = None
    judul: tuple[str, ...] = ()

    def dengan(self, nasib: Nasib) -> list[Putusan]:
        """The rows of that fate."""
        return [p for p in self.putusan if p.nasib == nasib]

    @property
    def temuan(self) -> list[Temuan]:
        """Why rows are refused, cell by cell."""
        return [t for p in self.dengan("tolak") for t in p.temuan]
