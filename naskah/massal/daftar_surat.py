"""The workbook that lists what became of a merge: every row, its letter, the letters that derive from it."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from naskah.massal.hasil import KATA
from registers.dasar.lebar import jumlah_baris

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from naskah.kantor import Kantor
    from registers.ledger.pekerjaan import BarisTerdaftar, Pekerjaan

JUDUL = ("Baris", "Nomor", "Naskah", "Tanggal", "Hal", "Kepada", "Keadaan", "Pesan", "Berkas", "PDF")
_LEBAR = (6, 27, 22, 11, 40, 30, 14, 30, 60, 60)
_CETAK = "H"  # the last column on paper: behind it stand files, which are a click away
_KEPALA, _ISI, _TANGGAL, _BERKAS = "Kepala", "Isi", "Tanggal", "Berkas"  # styles
_HURUF, _UKURAN = "Arial", 10
_PT = 5.0  # room for text that a unit of a column's width gives
_TAUTAN = 60_000  # Excel takes no more than 65,530 of them on a sheet
_KE_KANTOR = "../../"  # from massal/ID/ to the folder of the office


def susun(kantor: Kantor, pekerjaan: Pekerjaan) -> bytes:
    """The workbook, ready to be filtered and printed."""
    from openpyxl import Workbook

    keluar, wb = io.BytesIO(), Workbook(write_only=True)
    lembar: Worksheet = wb.create_sheet("Daftar")
    _gaya(wb)
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


def _gaya(wb: Workbook) -> None:
    """The clothes of cells, by name: that is cheaper than dressing each cell."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    tipis = Side(style="thin", color="BFBFBF")
    garis = Border(tipis, tipis, tipis, tipis)
    bagi, huruf = Alignment(vertical="top", wrap_text=True), Font(name=_HURUF, size=_UKURAN)
    kepala = Font(name=_HURUF, size=_UKURAN, bold=True)
    tautan = Font(name=_HURUF, size=_UKURAN, color="0563C1", underline="single")
    latar = PatternFill("solid", fgColor="DDEBF7")
    for gaya in (
        NamedStyle(_KEPALA, font=kepala, fill=latar, border=garis, alignment=bagi),
        NamedStyle(_ISI, font=huruf, border=garis, alignment=bagi),
        NamedStyle(_TANGGAL, font=huruf, border=garis, alignment=bagi, number_format="dd/mm/yyyy"),
        NamedStyle(_BERKAS, font=tautan, border=garis, alignment=Alignment(vertical="top")),
    ):
        wb.add_named_style(gaya)


class _Tulisan:
    """Rows of the sheet; text stays text, whatever it begins with."""

    def __init__(self, lembar: Worksheet, *, taut: bool) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._baru = WriteOnlyCell
        self._lembar, self._sisa = lembar, _TAUTAN if taut else 0
        self._gaya = {nama: self._contoh(nama) for nama in (_KEPALA, _ISI, _TANGGAL, _BERKAS)}

    def kepala(self) -> list[Cell]:
        """The headings."""
        return [self._sel(1, ke, judul, _KEPALA) for ke, judul in enumerate(JUDUL, start=1)]

    def baris(self, nomor: int, satu: BarisTerdaftar) -> list[Cell]:
        """A letter."""
        surat = (satu.nomor, satu.surat, satu.judul, satu.tanggal, satu.hal, satu.kepada)
        nilai = (*surat, KATA[satu.keadaan], satu.pesan)
        terbagi = [(n, lebar) for n, lebar in zip(nilai, _LEBAR, strict=False) if isinstance(n, str)]
        garis = max(jumlah_baris(n, _PT * lebar, _UKURAN) for n, lebar in terbagi)
        if garis > 1:  # not every program finds the height by itself
            self._lembar.row_dimensions[nomor].height = 1.35 * _UKURAN * garis
        sel = [
            self._sel(nomor, ke, apa, _TANGGAL if isinstance(apa, date) else _ISI)
            for ke, apa in enumerate(nilai, start=1)
        ]
        berkas = enumerate((satu.docx, satu.pdf), start=len(sel) + 1)
        return [*sel, *(self._tautan(nomor, ke, path) for ke, path in berkas)]

    def _contoh(self, gaya: str) -> Any:
        """The clothes of a cell that wears this style: looked up once, since every cell takes them."""
        sel = self._baru(self._lembar)
        sel.style = gaya
        return sel._style

    def _sel(self, baris: int, kolom: int, nilai: str | int | date | None, gaya: str) -> Cell:
        sel = self._baru(self._lembar)
        sel.value = nilai
        sel.row, sel.column, sel._style = baris, kolom, self._gaya[gaya]
        if isinstance(nilai, str):
            sel.data_type = "s"
        return sel

    def _tautan(self, baris: int, kolom: int, path: str) -> Cell:
        if not path or not self._sisa:
            return self._sel(baris, kolom, path, _ISI)
        self._sisa -= 1
        sel = self._sel(baris, kolom, path, _BERKAS)
        sel.hyperlink = f"{_KE_KANTOR}{quote(path)}"
        sel._style = self._gaya[_BERKAS]
        return sel
