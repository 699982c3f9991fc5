"""One cell: ledger value → XML bytes, XML bytes → value. Nothing here knows rows or files.

Text is written as inline strings, so the shared string table stays as it was and a value that begins with
``= + - @`` can never become a formula.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from math import isfinite

from registers.dasar import tulisan
from registers.dasar.galat import NilaiSalah

ANGKA_JENIS = frozenset({"bilangan", "rupiah", "persen"})
"""Kinds kept as numbers; dates are serials, everything else is text."""

_ANGKA_MAKS = 15  # digits; Excel rounds longer numbers
_EPOK = date(1899, 12, 30)  # day 0 for every date from 1 March 1900 on
_AWAL = date(1900, 3, 1)
_SELISIH_1904 = 1462  # days between the two date systems of Excel
_TERLARANG = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MIRIP_LOLOS = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LOLOS = re.compile(r"_x([0-9A-CE-Fa-ce-f][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2})_")  # no half surrogates
_RUJUKAN = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_BUKAN_KARAKTER = "\ufffd"
_NAMA = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@dataclass(frozen=True, slots=True)
class Sel:
    """What a cell holds, before anyone interprets it.

    Attributes:
        teks: text, or a number as it is written in the file; empty for a blank cell.
        angka: whether it is a number.
        rumus: the cell computes its value.
    """

    teks: str = ""
    angka: bool = False
    rumus: bool = False

    def sama(self, lain: Sel) -> bool:
        """Whether both show the same value (1 and 1.0 are the same number)."""
        if self.angka and lain.angka:
            return float(self.teks) == float(lain.teks)
        return (self.teks, self.angka and self.teks != "") == (lain.teks, lain.angka and lain.teks != "")

    def xml(self, ref: bytes, gaya: bytes, awalan: bytes) -> bytes:
        """The cell element at `ref` with style id `gaya` (may be empty) and namespace prefix `awalan`."""
        kepala = b'<%bc r="%b"%b' % (awalan, ref, b' s="%b"' % gaya if gaya else b"")
        if not self.teks:
            return kepala + b"/>"
        if self.angka:
            return b"%b><%bv>%b</%bv></%bc>" % (kepala, awalan, self.teks.encode(), awalan, awalan)
        ruang = b' xml:space="preserve"' if self.teks != self.teks.strip() or "\n" in self.teks else b""
        return b'%b t="inlineStr"><%bis><%bt%b>%b</%bt></%bis></%bc>' % (
            kepala, awalan, awalan, ruang, lolos(self.teks), awalan, awalan, awalan,
        )  # fmt: skip


def dari_nilai(nilai: object, jenis: str, *, sejak_1904: bool) -> Sel:
    """A ledger value as the cell of a column of kind `jenis`.

    A value that does not fit its kind (a number with a letter in it, "123.a") is kept as text.

    Raises:
        NilaiSalah: text no cell can hold: control characters, longer than 32,767, or not one value.
    """
    if nilai is None or nilai == "":
        return Sel()
    if isinstance(nilai, bool):
        return Sel("Ya" if nilai else "Tidak")
    if isinstance(nilai, datetime):
        nilai = nilai.date()
    if isinstance(nilai, date):
        nilai = nilai.isoformat()
    if not isinstance(nilai, str | int | float | Decimal):
        raise NilaiSalah("bukan satu nilai", "satu sel memuat satu teks, angka, atau tanggal")
    teks = str(nilai)
    if jenis == "tanggal" and (serial := _serial(teks, sejak_1904)):
        return Sel(serial, angka=True)
    if jenis in ANGKA_JENIS and (angka := _angka(teks)):
        return Sel(angka, angka=True)
    return Sel(_teks(teks))


def dari_orang(nilai: object, jenis: str, *, sejak_1904: bool) -> Sel:
    """What a person typed, as it was read from a cell: it fits into one, whatever it is."""
    if isinstance(nilai, int | float) and not isinstance(nilai, bool) and isfinite(nilai):
        return Sel(repr(nilai), angka=True)
    try:
        return dari_nilai(nilai, jenis, sejak_1904=sejak_1904)
    except NilaiSalah:
        return Sel(potong(str(nilai)))


def potong(teks: str) -> str:
    """As much of the text as one cell takes; control characters are kept and escaped when written."""
    if tulisan.muat(teks):
        return teks
    return teks.encode("utf-16-le", "surrogatepass")[: tulisan.PANJANG_MAKS * 2].decode("utf-16-le", "ignore")


def _serial(teks: str, sejak_1904: bool) -> str:
    try:
        hari = date.fromisoformat(teks)
    except ValueError:
        return ""
    if hari < _AWAL or (sejak_1904 and hari.year < 1904):
        return ""
    return str((hari - _EPOK).days - (_SELISIH_1904 if sejak_1904 else 0))


def _angka(teks: str) -> str:
    try:
        angka = Decimal(teks)
    except InvalidOperation:
        return ""
    if (
        not angka.is_finite()
        or len(angka.as_tuple().digits) > _ANGKA_MAKS
        or abs(angka.adjusted()) > _ANGKA_MAKS
    ):
        return ""
    return f"{angka.normalize():f}"


def _teks(teks: str) -> str:
    if cocok := _TERLARANG.search(teks):
        raise NilaiSalah(f"memuat karakter kendali U+{ord(cocok[0]):04X}", "hapus karakter itu dari isian")
    rapi = teks.replace("\r\n", "\n").replace("\r", "\n")
    tulisan.pastikan_muat(rapi)
    return rapi


def lolos(teks: str) -> bytes:
    """Text as the content of an XML element; ``_x0041_`` typed by a person stays what it is in Excel."""
    teks = _MIRIP_LOLOS.sub("_x005F_", teks)
    teks = _TERLARANG.sub(lambda m: f"_x{ord(m[0]):04X}_", teks)  # as Excel does
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def buka(isi: bytes) -> str:
    """The text of an XML element's content: `lolos` undone; what is no character becomes U+FFFD."""
    return bersihkan(isi.decode(errors="replace"))


def bersihkan(teks: str) -> str:
    """`buka` of content that is decoded already."""
    if "&" in teks:
        teks = _RUJUKAN.sub(_karakter, teks)
    if "_x" in teks:
        teks = _LOLOS.sub(lambda m: chr(int(m[1], 16)), teks)
    return teks.replace("\r\n", "\n").replace("\r", "\n")


def _karakter(cocok: re.Match[str]) -> str:
    if cocok[3]:
        return _NAMA[cocok[3]]
    try:
        teks = chr(int(cocok[1], 16) if cocok[1] else int(cocok[2]))
    except (ValueError, OverflowError):
        return _BUKAN_KARAKTER
    return _BUKAN_KARAKTER if "\ud800" <= teks <= "\udfff" else teks


def bilangan(isi: bytes) -> bool:
    """Whether a cell of type number holds one; a damaged cell is told and mended like any other text."""
    try:
        return isfinite(float(isi))
    except ValueError:
        return False


def tanggal(serial: float, *, sejak_1904: bool) -> date | None:
    """The date a serial number shows; None when it is none (negative, or past the year 9999)."""
    hari = int(serial) + (_SELISIH_1904 if sejak_1904 else 0)
    if not 0 < hari < 2_958_466:
        return None
    return _EPOK + timedelta(days=hari if hari > 60 else hari + 1)


def huruf(kolom: int) -> bytes:
    """Column letters of the 1-based column number.

    >>> huruf(1), huruf(27), huruf(16384)
    (b'A', b'AA', b'XFD')
    """
    hasil = b""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        hasil = bytes([65 + sisa]) + hasil
    return hasil


def kolom_dari(ref: bytes) -> int:
    """The 1-based column number of a cell reference.

    >>> kolom_dari(b"A7"), kolom_dari(b"XFD1048576")
    (1, 16384)
    """
    kolom = 0
    for satu in ref:
        if satu < 65:
            break
        kolom = kolom * 26 + satu - 64
    return kolom
