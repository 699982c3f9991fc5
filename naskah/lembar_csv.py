"""Text tables (.csv) as sheets, and files that may be either: the one place that knows how Excel writes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from naskah import lembar
from naskah.lembar import Lembar, Sel
from registers.dasar.galat import NilaiSalah

_BARIS_MAKS = 50_000
_BARIS_CONTOH = 50  # lines that tell which separator is used
_AKHIRAN = (".csv", ".txt")
_BUKU_KERJA = (b"PK", b"\xd0\xcf\x11\xe0")  # .xlsx and the old .xls, whatever the file is called
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # "Unicode Text" of Excel


def baca_berkas(data: bytes, nama: str, *, gabungan: bool = False) -> list[Lembar]:
    """The sheets of a workbook, or the one of a .csv; its content decides before its name.

    Raises:
        LembarSalah: as `lembar.baca`.
        NilaiSalah: as `dari_csv`.
    """
    if data.startswith(_BUKU_KERJA) or not nama.casefold().endswith(_AKHIRAN):
        return lembar.baca(data, gabungan=gabungan)
    return [dari_csv(data)]


def dari_csv(data: bytes, nama: str = "csv") -> Lembar:
    """A .csv as Excel writes it here: UTF-8 or Windows-1252, with semicolons, commas or tabs.

    Raises:
        NilaiSalah: too many rows, or a quote that is never closed.
    """
    teks = _teks(data)
    pemisah = "\t" if data.startswith(_UTF16) else _pemisah(teks)
    baris: list[dict[int, Sel]] = []
    ke = 0
    try:
        for ke, satu in enumerate(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah), start=1):
            if ke > _BARIS_MAKS:
                raise NilaiSalah(f"lebih dari {_BARIS_MAKS} baris", "bagi berkas itu")
            isi = {k: Sel(f"{nama}!{huruf(k)}{ke}", v) for k, v in enumerate(satu, start=1) if v.strip()}
            if isi and not (ke == 1 and satu[0].casefold().startswith("sep=")):
                baris.append(isi)
    except csv.Error as galat:
        raise NilaiSalah(  # what the module says is English
            f"bukan .csv yang utuh: baris {ke + 1} memuat sel yang terlalu panjang, biasanya karena ada "
            "tanda kutip yang tidak ditutup",
            "betulkan tanda kutipnya, atau buka dengan Excel lalu simpan sebagai .xlsx",
        ) from galat
    return Lembar(nama, tuple(baris))


def huruf(kolom: int) -> str:
    """The letters of a column.

    >>> huruf(28)
    'AB'
    """
    hasil = ""
    while kolom:
        kolom, sisa = divmod(kolom - 1, 26)
        hasil = chr(65 + sisa) + hasil
    return hasil


def _teks(data: bytes) -> str:
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _pemisah(teks: str) -> str:
    """The separator most lines have equally often: commas in titles and amounts vary."""
    contoh = [re.sub(r'"[^"]*"', "", satu) for satu in teks.splitlines()[:_BARIS_CONTOH]]

    def bobot(calon: str) -> int:
        kali = Counter(n for satu in contoh if (n := satu.count(calon)))
        return max((n * banyak for n, banyak in kali.items()), default=0)

    return max(";,\t", key=bobot)
