"""What a sync works with, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from registers.dasar.temuan import Temuan
from registers.dasar.waktu import Clock
from registers.definisi import Buku
from registers.entri import Terima
from registers.hitungan import BarisData, Hitung

if TYPE_CHECKING:
    from registers.ledger import Ledger


@dataclass(frozen=True)
class Meja:
    """What syncing needs of an office.

    Attributes:
        ledger: the office's ledger.
        folder: where the workbooks lie.
        buku: every definition by id.
        kepala: the office's heading lines for a new workbook, top first.
        clock: tells the age of lock files.
        zona: IANA name of the office's zone, for moments people read.
        pelaku: who syncs; edits are recorded under this name.
        terima: kind of event → what enters a typed row of that kind.
        hitung: name → computation of a column.
        data: id and year of a book → its rows from master data; None for a book that has none.
        jeda: seconds between two writings of one book, in which rows gather.
    """

    ledger: Ledger
    folder: Path
    buku: Mapping[str, Buku]
    kepala: tuple[str, ...]
    clock: Clock
    zona: str
    pelaku: str = "naskah"
    terima: Mapping[str, Terima] = field(default_factory=dict[str, Terima])
    hitung: Mapping[str, Hitung] = field(default_factory=dict[str, Hitung])
    data: Callable[[str, int], Sequence[BarisData] | None] = lambda _buku, _tahun: None
    jeda: float = 0.0


@dataclass(frozen=True)
class HasilBuku:
    """What one sync did, or with `coba` would do.

    Attributes:
        buku: id of the book.
        tahun: its year.
        berkas: name of its file.
        diambil: cells of people taken into the ledger, as "row, column: old → new".
        masuk: typed rows that were entered, each with the address and the key it has now.
        ditolak: typed rows that stay as typed, each with the reason.
        konflik: cells where both values are kept.
        dikembalikan: rows people had deleted.
        ditulis: rows appended or changed in the file.
        dibuat: the file was made anew.
        menunggu: why nothing could be written; "" when all is done.
        sibuk: another process is at it, and writes what waits before it goes.
        catatan: what else people should know.
    """

    buku: str
    tahun: int
    berkas: str
    diambil: tuple[str, ...] = ()
    masuk: tuple[str, ...] = ()
    ditolak: tuple[Temuan, ...] = ()
    konflik: tuple[str, ...] = ()
    dikembalikan: tuple[str, ...] = ()
    ditulis: int = 0
    dibuat: bool = False
    menunggu: str = ""
    sibuk: bool = False
    catatan: tuple[str, ...] = ()
