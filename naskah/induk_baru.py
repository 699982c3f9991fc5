"""The master data files of a new office: empty ones with the right columns, or those of the example."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from registers.dasar import berkas
from registers.dasar.tulisan import satu_baris

_DATA = Path(__file__).resolve().parent / "data"
_TEKS = "@"
_TANGGAL = "dd-mm-yyyy"
_BARIS_SIAP = 500  # rows below the data that already have the format of their column

# Field, heading, width, format.
_PEGAWAI = (
    ("nama", "Nama", 34, ""),
    ("nip", "NIP", 22, _TEKS),
    ("status", "Status", 9, ""),
    ("pangkat", "Pangkat", 24, ""),
    ("golongan", "Golongan", 10, _TEKS),
    ("jabatan", "Jabatan", 42, ""),
    ("unit", "Unit Kerja", 42, ""),
    ("tanggal_lahir", "Tanggal Lahir", 14, _TANGGAL),
    ("tmt_kgb", "TMT KGB", 12, _TANGGAL),
    ("mkg_tahun", "MKG Tahun", 11, "0"),
    ("mkg_bulan", "MKG Bulan", 11, "0"),
    ("tmt_pangkat", "TMT Pangkat", 13, _TANGGAL),
    ("bup", "BUP", 7, "0"),
)
_KOPERASI = (
    ("nama", "Nama Koperasi", 40, ""),
    ("nik", "NIK", 20, _TEKS),
    ("badan_hukum", "Nomor Badan Hukum", 36, _TEKS),
    ("tanggal_badan_hukum", "Tanggal Badan Hukum", 21, _TANGGAL),
    ("alamat", "Alamat", 34, ""),
    ("desa", "Desa/Kelurahan", 20, ""),
    ("kecamatan", "Kecamatan", 20, ""),
    ("kabupaten", "Kabupaten/Kota", 26, ""),
    ("bentuk", "Bentuk", 18, ""),
    ("jenis", "Jenis", 16, ""),
    ("ketua", "Ketua", 26, ""),
)
_LIBUR_KOSONG = "tanggal,keterangan\n"


def tulis_contoh(folder: Path) -> None:
    """Write pegawai.xlsx, koperasi.xlsx and libur.csv of the example office, all of it invented.

    Raises:
        BerkasGagal: `folder` cannot be written.
    """
    _tulis(folder / "pegawai.xlsx", "Pegawai", _PEGAWAI, _contoh("pegawai-contoh.csv"))
    _tulis(folder / "koperasi.xlsx", "Koperasi", _KOPERASI, _contoh("koperasi-contoh.csv"))
    _simpan(folder / "libur.csv", berkas.baca(_DATA / "libur-contoh.csv"))


def tulis_kosong(folder: Path) -> None:
    """Write the same files with headings only; what the office already has there stays.

    Raises:
        BerkasGagal: `folder` cannot be written.
    """
    _tulis(folder / "pegawai.xlsx", "Pegawai", _PEGAWAI, [])
    _tulis(folder / "koperasi.xlsx", "Koperasi", _KOPERASI, [])
    _simpan(folder / "libur.csv", _LIBUR_KOSONG.encode())


def _contoh(nama: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(berkas.baca(_DATA / nama).decode("utf-8"))))


def _simpan(path: Path, data: bytes) -> None:
    if not path.exists():
        berkas.tulis_atomik(path, data)


def _tulis(
    path: Path, judul: str, kolom: Sequence[tuple[str, str, int, str]], baris: Sequence[dict[str, str]]
) -> None:
    """One workbook: headings that stay in view, filters, identity numbers as text, dates as dates."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    buku = Workbook()
    lembar: Any = buku.active
    lembar.title = judul
    for ke, (_, kepala, lebar, _) in enumerate(kolom, start=1):
        sel = lembar.cell(1, ke, kepala)
        sel.font = Font(bold=True)
        sel.fill = PatternFill("solid", fgColor="DDE7F0")
        sel.alignment = Alignment(vertical="center", wrap_text=True)
        lembar.column_dimensions[sel.column_letter].width = lebar
    for ke in range(len(baris) + _BARIS_SIAP):
        isi = baris[ke] if ke < len(baris) else {}
        for k, (nama, _, _, format_) in enumerate(kolom, start=1):
            if format_ or isi.get(nama):
                sel = lembar.cell(ke + 2, k, _nilai(isi.get(nama, ""), format_))
                sel.number_format = format_ or "General"
    lembar.freeze_panes = "B2"
    lembar.auto_filter.ref = f"A1:{lembar.cell(1, len(kolom)).column_letter}{len(baris) + 1}"
    lembar.page_setup.orientation = "landscape"
    lembar.page_setup.fitToHeight = 0
    lembar.sheet_properties.pageSetUpPr.fitToPage = True
    lembar.print_title_rows = "1:1"
    keluar = io.BytesIO()
    buku.save(keluar)
    _simpan(path, keluar.getvalue())


def _nilai(teks: str, format_: str) -> object:
    if not teks:
        return None
    if format_ == _TANGGAL:
        return date.fromisoformat(teks)
    return int(teks) if format_ == "0" else satu_baris(teks)
