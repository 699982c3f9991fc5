"""What a cell shows: the canonical text it is compared and kept as, and how people read it in Excel. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from registers.dasar import angka
from registers.dasar.isian import Nilai
from registers.definisi import Kolom

JENIS_ANGKA = frozenset({"bilangan", "rupiah", "persen"})
_DIGIT_MAKS = 15  # longer numbers are text in a cell, as they are in ours


def kanonik(nilai: object, jenis: str) -> str:
    """A value in the one spelling used for comparing and keeping; "" for a blank.

    >>> kanonik(12.0, "bilangan"), kanonik("12", "bilangan"), kanonik(date(2026, 11, 5), "teks")
    ('12', '12', '05-11-2026')
    """
    if type(nilai) is str and jenis not in JENIS_ANGKA and "\r" not in nilai and "\0" not in nilai:
        return nilai  # nearly all cells
    if nilai is None or nilai == "":
        return ""
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, date):
        return nilai.isoformat()[:10] if jenis == "tanggal" else nilai.strftime("%d-%m-%Y")
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = f"{nilai:.0f}"
    teks = str(nilai).replace("\r\n", "\n").replace("\r", "\n")
    teks = teks.replace("\0", "\ufffd")  # PostgreSQL keeps no NUL
    return _bilangan(teks) if jenis in JENIS_ANGKA else teks


def _bilangan(teks: str) -> str:
    try:
        nilai = Decimal(teks)
    except InvalidOperation:
        return teks
    if (
        not nilai.is_finite()
        or len(nilai.as_tuple().digits) > _DIGIT_MAKS
        or abs(nilai.adjusted()) > _DIGIT_MAKS
    ):
        return teks
    return f"{nilai.normalize():f}"


def isi_sel(kolom: Kolom, nilai: Mapping[str, Nilai], orang: Mapping[str, Nilai]) -> str:
    """What a cell shows: people's value where the column is not the ledger's alone, else the ledger's."""
    isi = kanonik(orang.get(kolom.kunci), kolom.jenis) if kolom.milik != "buku_besar" else ""
    if not isi and kolom.milik != "orang":
        isi = kanonik(nilai.get(kolom.dari), kolom.jenis)
    return isi


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


def berbacaan(jenis: str) -> bool:
    """Whether cells of this kind may be read otherwise than they are kept."""
    return jenis in _CETAK


def angka_sel(isi: str) -> Decimal | None:
    """The number a cell holds; None of a blank one and of text that is none.

    >>> angka_sel("1250000.5"), angka_sel("gratis")
    (Decimal('1250000.5'), None)
    """
    try:
        return _angka(isi)
    except (ValueError, ArithmeticError):
        return None


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
