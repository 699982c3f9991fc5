"""The Excel books as files: the only room that knows xlsx.

A book is an ordinary workbook. Two things in it are ours: the hidden sheet `_naskah`, which says whose book
this is and how far the ledger has been written into it, and on the book's sheet a hidden marker row, which
carries each column's key and the cell style of new rows. Both travel with whatever people do in Excel or
LibreOffice: renamed and moved sheets, reordered and inserted columns, sorting, colours. Where naskah has to
tell people something, there is a column of messages, and a sheet of conflicts.

    buka_buku ─┬─ PembacaBaris, selisih   what people left            → Isi
               └─ Suntingan, konflik      what the ledger says to it  ← Perubahan

Other workbooks of the office (data/pegawai.xlsx) are changed by `tulis_sel`, cell by cell.

Writing splices bytes into these sheets and leaves every other part of the archive as it was; only a new
sheet of conflicts adds its line to the parts that list sheets and styles.
"""

from __future__ import annotations

from registers.workbook.bacaan import baca, baca_isi, rantai, rantai_isi
from registers.workbook.banding import banding
from registers.workbook.biasa import IsiBaris, tulis_sel
from registers.workbook.model import (
    KOLOM_PESAN,
    Baris,
    BarisIsi,
    BarisKonflik,
    Isi,
    NilaiSel,
    Perubahan,
    Rantai,
    Ringkasan,
)
from registers.workbook.paket import BukuAsing
from registers.workbook.sunting import buat, buat_isi, sunting, terapkan
from registers.workbook.terbuka import pembuka

__all__ = [
    "KOLOM_PESAN",
    "Baris",
    "BarisIsi",
    "BarisKonflik",
    "BukuAsing",
    "Isi",
    "IsiBaris",
    "NilaiSel",
    "Perubahan",
    "Rantai",
    "Ringkasan",
    "baca",
    "baca_isi",
    "banding",
    "buat",
    "buat_isi",
    "pembuka",
    "rantai",
    "rantai_isi",
    "sunting",
    "terapkan",
    "tulis_sel",
]
