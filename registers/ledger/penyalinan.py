"""The rows of a ledger on their way into another database: read in parts, hashed, checked for what fits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Connection, LargeBinary, Table, func, inspect, select, text

from registers.dasar.temuan import Temuan
from registers.ledger import skema, tempat

Baris: TypeAlias = dict[str, Any]
_SEKALIGUS = 1000  # rows in memory
_SEKALIGUS_BERKAS = 16  # of a table with whole files in its rows
_BATAS_BILANGAN = 2**31  # what PostgreSQL's integer holds; SQLite's holds more
_RUANG_SIDIK = 2**256


@dataclass(frozen=True)
class IsiTabel:
    """What one table holds: how many rows, and a hash over all of them that knows no order."""

    nama: str
    baris: int
    sidik: str


@dataclass
class Penyidik:
    """Sums up a table. No order is asked for: two databases sort text by different rules."""

    nama: str
    _baris: int = field(default=0, init=False)
    _jumlah: int = field(default=0, init=False)

    def tambah(self, bagian: Sequence[Baris]) -> None:
        """Take in some rows."""
        self._baris += len(bagian)
        self._jumlah = (self._jumlah + sum(map(_sidik, bagian))) % _RUANG_SIDIK

    def hasil(self) -> IsiTabel:
        """The table as far as it was taken in."""
        return IsiTabel(self.nama, self._baris, f"{self._jumlah:064x}")


def _sidik(baris: Baris) -> int:
    nilai = [hashlib.sha256(v).digest() if isinstance(v, bytes) else v for v in baris.values()]
    return int.from_bytes(hashlib.sha256(repr(nilai).encode()).digest())


def bagian(koneksi: Connection, tabel: Table) -> Iterator[list[Baris]]:
    """The rows of a table, some at a time; the marks of a move belong to a place, not to the ledger."""
    perintah = select(tabel)
    if tabel is skema.meta:
        perintah = perintah.where(tabel.c.kunci.not_in(tempat.TANDA))
    berat = any(isinstance(k.type, LargeBinary) for k in tabel.columns)
    perintah = perintah.execution_options(yield_per=_SEKALIGUS_BERKAS if berat else _SEKALIGUS)
    for satu in koneksi.execute(perintah).mappings().partitions():
        yield [dict(baris) for baris in satu]


def jumlah_baris(koneksi: Connection) -> int:
    """How many rows all tables have together."""
    return sum(
        koneksi.execute(select(func.count()).select_from(tabel)).scalar_one()
        for tabel in skema.metadata.sorted_tables
    )


def tak_muat(tabel: Table, baris: Mapping[str, object]) -> Iterator[Temuan]:
    """What SQLite keeps and PostgreSQL refuses: NUL in a text, an integer beyond 32 bits."""
    kunci = ", ".join(str(baris[k.name]) for k in tabel.primary_key)
    for kolom, nilai in baris.items():
        if isinstance(nilai, str) and "\0" in nilai:
            pesan = f"{kolom} memuat tanda NUL, yang tidak dapat ditulis"
        elif isinstance(nilai, int) and not -_BATAS_BILANGAN <= nilai < _BATAS_BILANGAN:
            pesan = f"{kolom} terlalu besar: {nilai}"
        else:
            continue
        yield Temuan(f"tabel {tabel.name}, {kunci}".replace("\0", "\ufffd"), pesan)


def lanjutkan_nomor_baris(koneksi: Connection) -> None:
    """Let PostgreSQL count on behind the copied rows; SQLite does so by itself."""
    if koneksi.dialect.name != "postgresql":
        return
    for tabel in skema.metadata.sorted_tables:
        if (kolom := tabel.autoincrement_column) is None:
            continue
        urutan = func.pg_get_serial_sequence(tabel.name, kolom.name)
        terakhir = koneksi.execute(select(func.max(kolom))).scalar()
        koneksi.execute(select(func.setval(urutan, terakhir or 1, terakhir is not None)))


def kosongkan(koneksi: Connection) -> None:
    """Take down a copy that never counted."""
    skema.metadata.drop_all(koneksi)
    koneksi.execute(text("DROP TABLE alembic_version"))
    if koneksi.dialect.name == "postgresql":
        koneksi.execute(text("DROP FUNCTION peristiwa_kekal()"))


def tabel_yang_ada(koneksi: Connection) -> list[str]:
    """The names of all tables in the database, ours or not."""
    return sorted(inspect(koneksi).get_table_names())
