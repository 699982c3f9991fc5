"""The ledger: series, numbers, letters, events, files and book rows. The only room that knows SQL.

    from registers.ledger import Ledger

    ledger = Ledger.buka(Path("naskah.db"), kantor_id="…", zona="Asia/Makassar", clock=SystemClock())
    with ledger.tulis("Pelaku") as tx:
        nomor = tx.alokasi("surat-keluar", date(2026, 11, 23), klas="500.3.2.1")

Values and the check of series are cheap to import; what needs the database is loaded when first named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from registers.ledger.model import (
    Baris,
    Berkas,
    Celah,
    Disposisi,
    KeadaanBuku,
    Konflik,
    Naskah,
    Nomor,
    Pengguna,
    Peristiwa,
    Seri,
    SimpananArsip,
)
from registers.ledger.seri import periksa_seri

if TYPE_CHECKING:
    from registers.ledger.besar import Baca, Ledger, Tx

__all__ = [
    "Baca",
    "Baris",
    "Berkas",
    "Celah",
    "Disposisi",
    "KeadaanBuku",
    "Konflik",
    "Ledger",
    "Naskah",
    "Nomor",
    "Pengguna",
    "Peristiwa",
    "Seri",
    "SimpananArsip",
    "Tx",
    "periksa_seri",
]


def __getattr__(nama: str) -> object:
    """Load the room behind Ledger, Baca and Tx on first use: it costs SQLAlchemy's import time."""
    if nama in ("Ledger", "Baca", "Tx"):
        from registers.ledger import besar

        return getattr(besar, nama)
    raise AttributeError(f"module {__name__!r} has no attribute {nama!r}")
