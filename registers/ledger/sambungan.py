"""What every reading and every writing part of the ledger stands on: one open transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy import Connection, RowMapping, Table
from sqlalchemy.sql import Executable

from registers.dasar.waktu import Clock


@dataclass(frozen=True)
class Pelaku:
    """Who acts, where and by which clock."""

    nama: str
    zona: str
    clock: Clock

    def saat(self) -> str:
        """Now, as the ledger writes moments: UTC, ISO 8601, microseconds."""
        return self.clock.now().astimezone(UTC).isoformat(timespec="microseconds")


class Pembaca:
    """Reads within one transaction; what it sees does not change under it."""

    def __init__(self, koneksi: Connection) -> None:
        self._koneksi = koneksi

    def _satu(self, perintah: Executable) -> RowMapping | None:
        return self._koneksi.execute(perintah).mappings().first()

    def _semua(self, perintah: Executable) -> list[RowMapping]:
        return list(self._koneksi.execute(perintah).mappings())


class Penulis(Pembaca):
    """Also writes; holds the ledger's one write lock, so what it read cannot be outdated."""

    def __init__(self, koneksi: Connection, pelaku: Pelaku) -> None:
        super().__init__(koneksi)
        self._pelaku = pelaku

    def _sisipkan(self, tabel: Table, *nilai: Mapping[str, object]) -> None:
        """Insert rows. The statement is the same every time, which SQLAlchemy compiles once."""
        if nilai:
            self._koneksi.execute(tabel.insert(), [dict(satu) for satu in nilai])

    def _jalankan(self, perintah: Executable) -> int:
        """Execute a statement; how many rows it changed."""
        return self._koneksi.execute(perintah).rowcount
