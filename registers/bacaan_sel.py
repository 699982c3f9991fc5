"""What people read in a cell: its canonical text in the format that Excel gives the column. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from registers.dasar import angka


def bacaan(isi: str, jenis: str) -> str:
    """The cell as it is read; text that is no such value stays as it was typed.

    >>> bacaan("2026-11-05", "tanggal"), bacaan("1250000.5", "rupiah"), bacaan("lusa", "tanggal")
    ('05-11-2026', '1.250.000,50', 'lusa')
    """
    cetak = _CETAK.get(jenis)
    try:
        return cetak(isi) if cetak and isi else isi
    except (ValueError, ArithmeticError):
        return isi


def _tanggal(isi: str) -> str:
    return date.fromisoformat(isi).strftime("%d-%m-%Y")


def _rupiah(isi: str) -> str:
    return angka.pecahan(_angka(isi), 2)


def _persen(isi: str) -> str:
    return f"{_angka(isi):f}".replace(".", ",") + "%"


def _angka(isi: str) -> Decimal:
    nilai = Decimal(isi)
    if not nilai.is_finite():
        raise ValueError(isi)
    return nilai


_CETAK: Mapping[str, Callable[[str], str]] = {"tanggal": _tanggal, "rupiah": _rupiah, "persen": _persen}
"""As the formats in `registers.workbook.rancang`."""
