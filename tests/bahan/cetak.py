"""Booked rows for tests of what is printed from them."""

from __future__ import annotations

from naskah.kantor import Kantor
from registers.ledger import Baris

PENGENDALI = "pengendali-masuk"


def bukukan(kantor: Kantor, kunci: str, *, buku: str = PENGENDALI, tahun: int = 2026, **nilai: object) -> int:
    """Book one row; its own number in the book."""
    isi = {"id": kunci, "hal": f"Hal {kunci}", "tanggal": "2026-11-16", "status": "diterima", **nilai}
    with kantor.ledger.tulis("Penguji") as tx:
        peristiwa = tx.catat("uji", kunci, {})
        return tx.bukukan(buku, tahun, kunci, isi, peristiwa.urut)


def baris(kunci: str = "M-aaa", urutan: int = 1, *, buku: str = PENGENDALI, **nilai: object) -> Baris:
    """A row as the ledger gives it."""
    return Baris(buku, 2026, kunci, {"id": kunci, "urutan": urutan, **nilai}, 1, urutan)
