"""Workbooks people fill, read cell by cell. Nothing is computed: formulas count by their stored results."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from registers.dasar import zipan
from registers.dasar.tulisan import ANGKA_EKSAK
from registers.dasar.zipan import ZipSalah

_UKURAN_MAKS = 30 * 1024 * 1024
_BARIS_MAKS = 250_000
_KOLOM_MAKS = 200
_RUJUKAN = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')


class LembarSalah(ValueError):
    """The bytes are not a workbook we read; the message (Indonesian) says why."""


@dataclass(frozen=True)
class SelRusak:
    """The value of a cell that shows an error, or a formula nobody has computed."""

    pesan: str
    saran: str


@dataclass(frozen=True)
class Sel:
    """A filled cell: its address with the sheet ("Lembar1!B7") and its value as Python has it."""

    alamat: str
    nilai: object


Baris = Mapping[int, Sel]
"""The filled cells of a row by column number, from 1."""


Gabungan = tuple[int, int, int, int]
"""Merged cells: first row, first column, last row, last column; from 1."""


@dataclass(frozen=True)
class Lembar:
    """One worksheet: its rows that hold anything, from the top.

    Attributes:
        nama: its name.
        baris: its rows; of merged cells only the first one holds the value.
        gabungan: its merged cells, when they were asked for.
        hari_nol: the day that the date number 0 means in this workbook (1900 or 1904 system).
    """

    nama: str
    baris: tuple[Baris, ...]
    gabungan: tuple[Gabungan, ...] = ()
    hari_nol: date = date(1899, 12, 30)


def baca(data: bytes, *, gabungan: bool = False) -> list[Lembar]:
    """The worksheets of an .xlsx file, in order.

    Whole numbers come as int, from 16 digits on as float, since their digits are not exact; percentages as
    text.

    Args:
        data: the file.
        gabungan: also look for merged cells.

    Raises:
        LembarSalah: not a workbook, too large, a zip bomb, or XML with a DOCTYPE.
    """
    rumus = pastikan_aman(data)
    try:
        letak = _letak_rumus(data) if rumus else {}
        buku = _buka(data, hasil=True)
        return [
            Lembar(
                satu.title,
                tuple(_baris(satu.title, satu.iter_rows(), letak.get(satu.title, frozenset()))),
                _gabungan(data, satu) if gabungan else (),
                buku.epoch.date(),
            )
            for satu in buku.worksheets
        ]
    except LembarSalah:
        raise
    except Exception as galat:  # openpyxl raises whatever its parser meets in a damaged file
        raise LembarSalah("bukan buku kerja Excel (.xlsx) yang utuh") from galat


def letak_rumus(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Row and column of every formula of a workbook that `baca` takes, by sheet."""
    return _letak_rumus(data) if pastikan_aman(data) else {}


def pastikan_aman(data: bytes) -> bool:
    """Refuse what is unsafe to parse; tell whether there are formulas.

    Raises:
        LembarSalah: not a workbook, too large, a zip bomb, or XML with a DOCTYPE.
    """
    if len(data) > _UKURAN_MAKS:
        raise LembarSalah(f"berkas lebih dari {_UKURAN_MAKS // 1024**2} MB")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise LembarSalah(
            "berkas .xls lama atau berkata sandi; simpan sebagai Excel Workbook (.xlsx) tanpa sandi"
        )
    rumus = False
    try:
        for anggota in zipan.baca(data).values():
            if anggota.nama.endswith((".xml", ".rels")):
                isi = anggota.isi()
                if b"<!DOCTYPE" in isi or b"<!ENTITY" in isi:
                    raise LembarSalah(f"bagian {anggota.nama} memuat DOCTYPE, tidak aman dibaca")
                rumus = rumus or (
                    "worksheets/" in anggota.nama and re.search(rb"<(\w+:)?f[ >/]", isi) is not None
                )
    except ZipSalah as galat:
        raise LembarSalah(str(galat)) from galat
    return rumus


def _buka(data: bytes, *, hasil: bool) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # parts openpyxl does not know are none of our concern here
        return load_workbook(io.BytesIO(data), read_only=True, data_only=hasil, keep_links=False)


def _letak_rumus(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Row and column of every formula, by sheet: read apart, since beside results no formula is shown."""
    return {
        lembar.title: frozenset(
            (ke, kolom)
            for ke, baris in _bernomor(lembar.title, lembar.iter_rows())
            for kolom, sel in enumerate(baris, start=1)
            if getattr(sel, "data_type", "") == "f"
        )
        for lembar in _buka(data, hasil=False).worksheets
    }


def _gabungan(data: bytes, lembar: Any) -> tuple[Gabungan, ...]:
    """The merged cells of a sheet: openpyxl does not show them while it only reads."""
    bagian = zipan.baca(data).get(str(lembar._worksheet_path).lstrip("/"))
    isi = bagian.isi() if bagian else b""
    return tuple(
        (int(m[2]), _kolom(m[1].decode()), int(m[4]), _kolom(m[3].decode())) for m in _RUJUKAN.finditer(isi)
    )


def _kolom(huruf: str) -> int:
    nomor = 0
    for satu in huruf:
        nomor = nomor * 26 + ord(satu) - 64
    return nomor


def _baris(lembar: str, semua: Iterable[Any], rumus: frozenset[tuple[int, int]]) -> list[Baris]:
    hasil: list[Baris] = []
    for ke, baris in _bernomor(lembar, semua):
        isi = {
            kolom: Sel(f"{lembar}!{_huruf(kolom)}{ke}", terisi)
            for kolom, sel in enumerate(baris, start=1)
            if (terisi := _isi(sel, rumus=(ke, kolom) in rumus)) is not None
        }
        if isi:
            hasil.append(isi)
    return hasil


def _bernomor(lembar: str, semua: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Rows with their numbers; openpyxl also makes every blank one up to a row that says it is far below."""
    for ke, baris in enumerate(semua, start=1):
        if ke > _BARIS_MAKS or len(baris) > _KOLOM_MAKS:
            raise LembarSalah(f"lembar {lembar} melebihi {_BARIS_MAKS} baris atau {_KOLOM_MAKS} kolom")
        yield ke, baris


def _isi(sel: Any, *, rumus: bool) -> object:
    """The value of a cell; None when it is blank."""
    nilai = sel.value
    if nilai is None or (isinstance(nilai, str) and not nilai.strip()):
        if rumus:
            return SelRusak(
                "rumusnya belum dihitung", "buka di Excel, simpan, lalu ulangi; atau ketik nilainya"
            )
        return None
    if sel.data_type == "e":
        return SelRusak(f"selnya berisi galat {nilai}", "perbaiki rumusnya, atau ketik nilainya")
    if isinstance(nilai, int) and not isinstance(nilai, bool) and abs(nilai) >= ANGKA_EKSAK:
        return float(nilai)
    if isinstance(nilai, int | float) and not isinstance(nilai, bool) and "%" in (sel.number_format or ""):
        return f"{(Decimal(str(nilai)) * 100).normalize():f}%".replace(".", ",")
    if isinstance(nilai, float) and nilai.is_integer() and abs(nilai) < ANGKA_EKSAK:
        return int(nilai)  # Excel stores 5371010010001 as 5.371010010001E+12 too
    return nilai


def _huruf(kolom: int) -> str:
    huruf = ""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf
