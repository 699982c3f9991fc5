"""The workbook that lists what became of a merge: every row, its letter, the letters that derive from it."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from naskah.massal.hasil import KATA
from registers.dasar.lebar import jumlah_baris

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from naskah.kantor import Kantor
    from registers.ledger.pekerjaan import BarisTerdaftar, Pekerjaan

JUDUL = ("Baris", "Nomor", "Naskah", "Tanggal", "Hal", "Kepada", "Keadaan", "Pesan", "Berkas", "PDF")
_LEBAR = (6, 27, 22, 11, 40, 30, 14, 30, 60, 60)
_CETAK = "H"  # the last column on paper: behind it stand files, which are a click away
_BERKAS = (9, 10)
_HURUF, _UKURAN = "Arial", 10
_PT = 5.0  # room for text that a unit of a column's width gives
_TAUTAN = 60_000  # Excel takes no more than 65,530 of them on a sheet
_KE_KANTOR = "../../"  # from massal/ID/ to the folder of the office


def susun(kantor: Kantor, pekerjaan: Pekerjaan) -> bytes:
    """The workbook, ready to be filtered and printed."""
    from openpyxl import Workbook

    keluar, wb = io.BytesIO(), Workbook(write_only=True)
    lembar: Worksheet = wb.create_sheet("Daftar")
    _tata(lembar, f"{pekerjaan.id}: {pekerjaan.jenis} dari {pekerjaan.sumber}")
    tulisan = _Tulisan(lembar, taut=not kantor.tatanan.berkas.simpanan)
    lembar.append(tulisan.kepala())
    akhir = 1
    with kantor.ledger.baca() as baca:
        for akhir, satu in enumerate(baca.daftar_pekerjaan(pekerjaan.id), start=2):
            lembar.append(tulisan.baris(akhir, satu))
    lembar.auto_filter.ref = f"A1:J{akhir}"
    lembar.print_area = f"A1:{_CETAK}{akhir}"
    wb.save(keluar)
    return keluar.getvalue()


def _tata(lembar: Worksheet, judul: str) -> None:
    """A4 across, all of a row on the page, the title and the page number on each."""
    from openpyxl.worksheet.properties import PageSetupProperties

    lembar.freeze_panes = "C2"
    lembar.page_setup.orientation = "landscape"
    lembar.page_setup.paperSize = 9  # A4
    lembar.page_setup.fitToWidth, lembar.page_setup.fitToHeight = 1, 0
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    lembar.print_title_rows = "1:1"
    if lembar.oddHeader is not None and lembar.oddFooter is not None:  # blank ones count as false
        lembar.oddHeader.center.text = judul.replace("&", "&&")
        lembar.oddFooter.right.text = "Halaman &P dari &N"
    for ke, lebar in enumerate(_LEBAR):
        lembar.column_dimensions["ABCDEFGHIJ"[ke]].width = lebar


class _Tulisan:
    """Cells in the office's clothes; text stays text, whatever it begins with."""

    def __init__(self, lembar: Worksheet, *, taut: bool) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._lembar, self._sisa = lembar, _TAUTAN if taut else 0
        tipis = Side(style="thin", color="BFBFBF")
        self._garis = Border(tipis, tipis, tipis, tipis)
        self._rata, self._sebaris = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
        self._huruf, self._tebal = Font(name=_HURUF, size=_UKURAN), Font(name=_HURUF, size=_UKURAN, bold=True)
        self._tautan = Font(name=_HURUF, size=_UKURAN, color="0563C1", underline="single")
        self._latar = PatternFill("solid", fgColor="DDEBF7")

    def kepala(self) -> list[Cell]:
        """The headings."""
        sel = [self._sel(1, ke, judul) for ke, judul in enumerate(JUDUL, start=1)]
        for satu in sel:
            satu.font, satu.fill = self._tebal, self._latar
        return sel

    def baris(self, nomor: int, satu: BarisTerdaftar) -> list[Cell]:
        """A letter."""
        surat = (satu.nomor, satu.surat, satu.judul, satu.tanggal, satu.hal, satu.kepada)
        nilai = (*surat, KATA[satu.keadaan], satu.pesan, satu.docx, satu.pdf)
        terbagi = zip(nilai[: _BERKAS[0] - 1], _LEBAR, strict=False)
        garis = max(jumlah_baris(n, _PT * lebar, _UKURAN) for n, lebar in terbagi if isinstance(n, str))
        if garis > 1:  # not every program finds the height by itself
            self._lembar.row_dimensions[nomor].height = 1.35 * _UKURAN * garis
        return [self._sel(nomor, ke, apa) for ke, apa in enumerate(nilai, start=1)]

    def _sel(self, baris: int, kolom: int, nilai: str | int | date | None) -> Cell:
        from openpyxl.cell import WriteOnlyCell

        sel = WriteOnlyCell(self._lembar)
        sel.value = nilai
        sel.row, sel.column, sel.font = baris, kolom, self._huruf
        if isinstance(nilai, str):
            sel.data_type = "s"
            if nilai and baris > 1 and kolom in _BERKAS and self._sisa:
                self._sisa -= 1
                sel.hyperlink, sel.font = f"{_KE_KANTOR}{quote(nilai)}", self._tautan
        elif isinstance(nilai, date):
            sel.number_format = "dd/mm/yyyy"
        sel.border, sel.alignment = self._garis, self._sebaris if kolom in _BERKAS else self._rata
        return sel
