"""The lists an archive proposal is signed on: what moves, what is destroyed, what stays for ever."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal
from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.kearsipan import Usul

_JUDUL = {
    "inaktif": ("Usul Pindah", "DAFTAR ARSIP USUL PINDAH"),
    "musnah": ("Usul Musnah", "DAFTAR ARSIP USUL MUSNAH"),
    "permanen": ("Usul Permanen", "DAFTAR ARSIP USUL SERAH (PERMANEN)"),
    "nilai kembali": ("Dinilai Kembali", "DAFTAR ARSIP YANG DINILAI KEMBALI"),
}
_KOLOM = (
    ("No.", 5), ("ID", 11), ("Kode Klasifikasi", 13), ("Jenis Arsip", 30), ("Nomor Surat", 22),
    ("Tanggal Surat", 13), ("Uraian", 38), ("Lokasi", 18), ("Aktif s.d.", 12), ("Inaktif s.d.", 12),
    ("Nasib Akhir", 14), ("Keterangan", 16),
)  # fmt: skip
_F4 = 14  # openpyxl's "folio", the paper nearest to F4 that every driver knows
_TANGGAL = "dd-mm-yyyy"


def tulis(kantor: Kantor, usul: Sequence[Usul], path: Path) -> Path:
    """Write the lists, a sheet for each kind of proposal, ready for signature.

    Raises:
        BerkasGagal: there is a file already (it may be signed), or it cannot be written.
    """
    if path.exists():
        raise BerkasGagal(f"Berkas {path} sudah ada.", "Tulis nama berkas yang lain.")
    from openpyxl import Workbook

    buku = Workbook()
    buku.remove(buku.worksheets[0])
    for macam, (nama, judul) in _JUDUL.items():
        milik = [u for u in usul if u.usul == macam]
        if milik or (macam == "inaktif" and not usul):
            _lembar(buku.create_sheet(nama), kantor, judul, milik)
    keluar = io.BytesIO()
    buku.save(keluar)
    berkas.tulis_atomik(path, keluar.getvalue())
    return path


def _lembar(lembar: Any, kantor: Kantor, judul: str, usul: Sequence[Usul]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    instansi, garis = kantor.tatanan.instansi, Side(style="thin")
    for ke, teks in enumerate((judul, instansi.nama.upper()), start=1):
        _teks(lembar.cell(ke, 1), teks)
        lembar.cell(ke, 1).font = Font(bold=True, size=13)
        lembar.cell(ke, 1).alignment = Alignment(horizontal="center")
        lembar.merge_cells(start_row=ke, end_row=ke, start_column=1, end_column=len(_KOLOM))
    for k, (nama, lebar) in enumerate(_KOLOM, start=1):
        _teks(lembar.cell(4, k), nama)
        lembar.cell(4, k).font = Font(bold=True)
        lembar.cell(4, k).fill = PatternFill("solid", fgColor="DDE7F0")
        lembar.column_dimensions[lembar.cell(4, k).column_letter].width = lebar
    for ke, satu in enumerate(usul, start=1):
        _baris(lembar, ke + 4, ke, satu)
    for baris in lembar.iter_rows(min_row=4, max_row=max(4, lembar.max_row), max_col=len(_KOLOM)):
        for sel in baris:
            sel.border = Border(left=garis, right=garis, top=garis, bottom=garis)
            sel.alignment = Alignment(wrap_text=True, vertical="top")
    _tanda_tangan(lembar, kantor, lembar.max_row + 2)
    lembar.freeze_panes = "A5"
    lembar.print_title_rows = "4:4"
    lembar.page_setup.paperSize = _F4
    lembar.page_setup.orientation = "landscape"
    lembar.page_setup.fitToHeight = 0
    lembar.sheet_properties.pageSetUpPr.fitToPage = True


def _baris(lembar: Any, ke: int, nomor: int, satu: Usul) -> None:
    n, s = satu.naskah, satu.simpanan
    lembar.cell(ke, 1, nomor)
    teks = {2: n.id, 3: s.klas, 4: satu.uraian, 5: n.nomor, 7: n.hal, 8: s.lokasi, 11: s.nasib}
    for k, isi in teks.items():
        _teks(lembar.cell(ke, k), isi)
    for k, hari in ((6, n.tanggal), (9, s.aktif_sampai), (10, s.inaktif_sampai)):
        if hari is not None:
            lembar.cell(ke, k, hari).number_format = _TANGGAL


def _tanda_tangan(lembar: Any, kantor: Kantor, ke: int) -> None:
    """Room for the one who proposes and the one who agrees."""
    tempat = kantor.tatanan.instansi.tempat
    _teks(lembar.cell(ke, 9), f"{tempat}, {tanggal_panjang(kantor.hari_ini())}")
    for k, peran in ((2, "Yang mengusulkan,"), (9, "Menyetujui,")):
        _teks(lembar.cell(ke + 1, k), peran)
        _teks(lembar.cell(ke + 6, k), "(………………………………)")
        _teks(lembar.cell(ke + 7, k), "NIP.")


def _teks(sel: Any, nilai: str) -> None:
    """Text is text, whatever it begins with."""
    sel.value = nilai or None
    if nilai:
        sel.data_type = "s"
