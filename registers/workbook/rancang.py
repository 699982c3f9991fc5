"""A new, empty book: the page an arsiparis lives in. Made once per book and year, with openpyxl.

Row 1 is the hidden marker row: each cell holds its column's key and wears the style of new cells. The
filter, the drop-down lists and the highlights reach to the last row of the sheet, so no later write has to
touch them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from registers.dasar import zipan
from registers.dasar.zipan import Anggota
from registers.definisi import KOLOM_KUNCI, Buku, Gaya, Kolom
from registers.workbook.lembar import BARIS_MAKS
from registers.workbook.model import JUDUL_PESAN, KOLOM_PESAN
from registers.workbook.paket import LEMBAR_TANDA, Paket, Tanda
from registers.workbook.sel import lolos
from registers.workbook.tanda import xml_tanda

_HURUF = "Arial"
_KERTAS = {"A4": 9, "F4": 14}  # Excel's codes; 14 is Folio, 8.5 × 13 inch = 215.9 × 330.2 mm
_FORMAT = {"tanggal": "dd-mm-yyyy", "bilangan": "0", "rupiah": "#,##0.00", "persen": '0.##"%"'}
_RATA = {"kiri": "left", "tengah": "center", "kanan": "right"}
_TINTA, _REDUP, _GARIS, _MERAH = "1F2933", "7B8794", "9AA5B1", "9B1C1C"
_KEPALA, _KEPALA_ORANG, _NOMOR = "DCE6F1", "FFF2CC", "F5F7FA"
_SOROT: dict[Gaya, DifferentialStyle] = {
    "coret": DifferentialStyle(font=Font(strike=True, color=_REDUP)),
    "merah": DifferentialStyle(fill=PatternFill(bgColor="F8D7DA")),
    "kuning": DifferentialStyle(fill=PatternFill(bgColor="FFF3CD")),
    "hijau": DifferentialStyle(fill=PatternFill(bgColor="D4EDDA")),
}
_HURUF_PESAN = Font(_HURUF, 10, i=True, color=_MERAH)
_RATA_PESAN = Alignment(horizontal="left", vertical="top", wrap_text=True)
# The workbook's default font; column widths are counted in its digits.
_HURUF_BAWAAN = (
    f'<font><name val="{_HURUF}"/><family val="2"/><sz val="10"/></font>'.encode()
)  # sets column widths
_PETUNJUK = "Kolom berkepala kuning untuk diisi. Kolom lain diisi naskah dari buku besar."
_PETUNJUK_ENTRI = (
    "Kolom berkepala kuning untuk diisi. Baris baru: ketik di bawah baris terakhir; nomor diberi naskah "
    "saat buku disinkronkan. Kolom bertanda * wajib."
)
_LEBAR_PESAN = 22
_DAFTAR_MAKS = 255  # characters of a drop-down list that stands in its rule; Excel refuses more
_JUDUL_MAKS, _BANTUAN_MAKS = 32, 255  # characters of a prompt
_INTI = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxml'
    b'formats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b"<dc:creator>naskah</dc:creator></cp:coreProperties>"
)


@dataclass(frozen=True)
class _Tata:
    """Where things stand on the sheet: row numbers from the top, last column of the table.

    The column of messages follows it, outside of what is printed.
    """

    kepala: tuple[str, ...]
    judul: int  # row of the title; the year follows
    tabel: int  # row of the headings; column numbers, with the filter buttons, follow
    kolom_akhir: int

    @property
    def isi(self) -> int:
        return self.tabel + 2

    @property
    def kolom_pesan(self) -> int:
        return self.kolom_akhir + 1

    def rentang(self, kolom: int | None = None) -> str:
        """Every row a book can hold, in one column or all visible ones."""
        awal, akhir = (kolom, kolom) if kolom else (2, self.kolom_akhir)
        return f"{get_column_letter(awal)}{self.isi}:{get_column_letter(akhir)}{BARIS_MAKS}"


def rancang(buku: Buku, tahun: int, kepala: Sequence[str]) -> bytes:
    """The book without rows, as the bytes of an .xlsx; same arguments, same bytes."""
    tata = _Tata(tuple(kepala), 2 + len(kepala), 5 + len(kepala), 1 + len(buku.kolom))
    buku_kerja = Workbook()
    lembar = buku_kerja.worksheets[0]
    lembar.title = buku.lembar
    _kepala(lembar, buku, tahun, tata)
    _tabel(lembar, buku, tata)
    _penanda(lembar, buku)
    _bantuan(lembar, buku, tata)
    _cetak(lembar, buku, tata)
    buku_kerja.create_sheet(LEMBAR_TANDA).sheet_state = "veryHidden"
    wadah = io.BytesIO()
    buku_kerja.save(wadah)
    return _rapikan(wadah.getvalue(), buku, tahun, tata)


def _kepala(lembar: Worksheet, buku: Buku, tahun: int, tata: _Tata) -> None:
    """Office lines, title, year: merged and centred over the table; then the hint for people."""
    baris = [(teks, 12, True, 17) for teks in tata.kepala]
    baris += [(buku.judul.upper(), 14, True, 24), (f"TAHUN {tahun}", 12, True, 17)]
    for nomor, (teks, ukuran, tebal, tinggi) in enumerate(baris, 2):
        _gabung(lembar, nomor, tata, teks, Font(_HURUF, ukuran, b=tebal, color=_TINTA), "center")
        lembar.row_dimensions[nomor].height = tinggi
    nomor = tata.tabel - 1
    petunjuk = _PETUNJUK_ENTRI if buku.entri else _PETUNJUK
    _gabung(lembar, nomor, tata, petunjuk, Font(_HURUF, 8, i=True, color=_REDUP), "left")
    lembar.row_dimensions[nomor].height = 15


def _gabung(lembar: Worksheet, nomor: int, tata: _Tata, teks: str, huruf: Font, rata: str) -> None:
    lembar.merge_cells(start_row=nomor, end_row=nomor, start_column=2, end_column=tata.kolom_akhir)
    sel = lembar.cell(nomor, 2, teks)
    sel.font, sel.alignment = huruf, Alignment(horizontal=rata, vertical="center")


def _tabel(lembar: Worksheet, buku: Buku, tata: _Tata) -> None:
    """Headings (people's columns in their own colour) and the row of column numbers below them."""
    bingkai = _bingkai()
    for nomor in (tata.tabel, tata.tabel + 1):
        lembar.cell(nomor, 1, KOLOM_KUNCI)  # data begin below the last row that says so
    for nomor, kolom in enumerate(buku.kolom, 2):
        judul = f"{kolom.judul} *" if buku.entri and kolom.wajib else kolom.judul
        warna = _KEPALA if kolom.milik == "buku_besar" else _KEPALA_ORANG
        _judul(lembar.cell(tata.tabel, nomor, judul), warna, _TINTA)
        angka = lembar.cell(tata.tabel + 1, nomor, nomor - 1)
        angka.font, angka.border = Font(_HURUF, 8, i=True, color=_REDUP), bingkai
        angka.fill = PatternFill("solid", _NOMOR)
        angka.alignment = Alignment(horizontal="center", vertical="center")
        _lebar(lembar, nomor, kolom)
    _kolom_pesan(lembar, tata)
    lembar.column_dimensions["A"].hidden = True
    lembar.row_dimensions[tata.tabel].height = 32
    lembar.row_dimensions[tata.tabel + 1].height = 15


def _judul(sel: Cell | MergedCell, warna: str, tinta: str) -> None:
    sel.font, sel.border = Font(_HURUF, 10, b=True, color=tinta), _bingkai()
    sel.fill = PatternFill("solid", warna)
    sel.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _kolom_pesan(lembar: Worksheet, tata: _Tata) -> None:
    """The last column: what naskah tells people about a row."""
    _judul(lembar.cell(tata.tabel, tata.kolom_pesan, JUDUL_PESAN), _NOMOR, _MERAH)
    ukuran = lembar.column_dimensions[get_column_letter(tata.kolom_pesan)]
    ukuran.width = _LEBAR_PESAN
    ukuran.font, ukuran.alignment = _HURUF_PESAN, _RATA_PESAN
    ukuran.number_format = "@"
    penanda = lembar.cell(1, tata.kolom_pesan, KOLOM_PESAN)
    penanda.font, penanda.alignment = _HURUF_PESAN, _RATA_PESAN
    penanda.number_format = "@"


def _lebar(lembar: Worksheet, nomor: int, kolom: Kolom) -> None:
    """Width, and the format that rows typed by hand get: a NIP typed there stays text, a date a date."""
    ukuran = lembar.column_dimensions[get_column_letter(nomor)]
    ukuran.width = kolom.lebar
    ukuran.font, ukuran.alignment = Font(_HURUF, 10), _perataan(kolom)
    ukuran.number_format = _FORMAT.get(kolom.jenis, "@")


def _bingkai() -> Border:
    garis = Side("thin", _GARIS)
    return Border(garis, garis, garis, garis)


def _perataan(kolom: Kolom) -> Alignment:
    rata = (
        "tengah"
        if kolom.jenis == "tanggal"
        else "kanan"
        if kolom.jenis in ("rupiah", "persen")
        else kolom.rata
    )
    return Alignment(horizontal=_RATA[rata], vertical="top", wrap_text=True)


def _penanda(lembar: Worksheet, buku: Buku) -> None:
    lembar.cell(1, 1, KOLOM_KUNCI).number_format = "@"
    for nomor, kolom in enumerate(buku.kolom, 2):
        sel = lembar.cell(1, nomor, kolom.kunci)
        sel.font, sel.alignment = Font(_HURUF, 10, color=_TINTA), _perataan(kolom)
        sel.number_format = _FORMAT.get(kolom.jenis, "@")
        sel.border = _bingkai()
    lembar.row_dimensions[1].hidden = True


def _bantuan(lembar: Worksheet, buku: Buku, tata: _Tata) -> None:
    """Filter, panes, drop-down lists, date checks, highlights, and borders of rows typed by hand."""
    if buku.saring:
        lembar.auto_filter.ref = f"A{tata.tabel + 1}:{get_column_letter(tata.kolom_pesan)}{BARIS_MAKS}"
    lembar.freeze_panes = f"{get_column_letter(2 + buku.beku)}{tata.isi}"
    for nomor, kolom in enumerate(buku.kolom, 2):
        if aturan := _aturan(kolom):
            aturan.add(tata.rentang(nomor))
            lembar.add_data_validation(aturan)
    huruf = {k.kunci: get_column_letter(n) for n, k in enumerate(buku.kolom, 2)}
    for sorot in buku.sorot:
        nilai = sorot.nilai.replace('"', '""')
        rumus = f'${huruf[sorot.kolom]}{tata.isi}="{nilai}"'
        gaya = _SOROT[sorot.gaya]
        lembar.conditional_formatting.add(
            tata.rentang(), FormulaRule([rumus], font=gaya.font, fill=gaya.fill)
        )
    tipis = Side("thin", _GARIS)
    akhir = get_column_letter(tata.kolom_akhir)
    lembar.conditional_formatting.add(
        tata.rentang(),
        FormulaRule(
            [f"COUNTA($B{tata.isi}:${akhir}{tata.isi})>0"], border=Border(tipis, tipis, tipis, tipis)
        ),
    )


def _aturan(kolom: Kolom) -> DataValidation | None:
    """What Excel says when something else is typed (a warning, never a refusal), and beside the cell."""
    daftar = ",".join(kolom.pilihan).replace('"', '""')
    if kolom.pilihan and _muat_daftar(kolom):
        aturan = DataValidation("list", formula1=f'"{daftar}"', allow_blank=True)
        aturan.error = "Pilih salah satu dari daftar."
    elif kolom.jenis == "tanggal":
        aturan = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
        aturan.error = "Tulis tanggal seperti 23-11-2026."
    elif kolom.bantuan:
        aturan = DataValidation(allow_blank=True)
    else:
        return None
    if aturan.error:
        aturan.errorTitle, aturan.errorStyle = kolom.judul[:_JUDUL_MAKS], "warning"
        aturan.showErrorMessage = True
    if kolom.bantuan:
        aturan.promptTitle, aturan.prompt = kolom.judul[:_JUDUL_MAKS], kolom.bantuan[:_BANTUAN_MAKS]
        aturan.showInputMessage = True
    return aturan


def _muat_daftar(kolom: Kolom) -> bool:
    """Whether the choices can stand in the rule itself: not too long, and no comma in them."""
    return len(",".join(kolom.pilihan)) <= _DAFTAR_MAKS and not any("," in satu for satu in kolom.pilihan)


def _cetak(lembar: Worksheet, buku: Buku, tata: _Tata) -> None:
    halaman = buku.halaman
    lembar.page_setup.paperSize = _KERTAS[halaman.kertas]
    lembar.page_setup.orientation = "landscape" if halaman.mendatar else "portrait"
    lembar.page_setup.fitToWidth, lembar.page_setup.fitToHeight = 1, 0
    lembar.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    tepi = lembar.page_margins
    tepi.top, tepi.bottom, tepi.left, tepi.right = (
        round(mm / 25.4, 3) for mm in (halaman.atas, halaman.bawah, halaman.kiri, halaman.kanan)
    )
    tepi.header = tepi.footer = 0.25
    lembar.print_area = f"A1:{get_column_letter(tata.kolom_akhir)}{BARIS_MAKS}"
    lembar.print_title_rows = f"{tata.tabel}:{tata.tabel + 1}"
    lembar.print_options.horizontalCentered = True


def _rapikan(data: bytes, buku: Buku, tahun: int, tata: _Tata) -> bytes:
    """What openpyxl cannot say: default font, footer, no green triangles on text, no time of making."""
    paket = Paket(data, buku.id)
    utama = paket.lembar[0].bagian
    huruf = f'&"{_HURUF},Regular"&8'
    kaki = f"&L{huruf}{buku.judul.replace('&', '&&')} {tahun}&R{huruf}Halaman &P dari &N"
    ekor = b"<headerFooter><oddFooter>%b</oddFooter></headerFooter>" % lolos(kaki)
    abaikan = f'<ignoredError sqref="{tata.rentang()}" numberStoredAsText="1"/>'
    ekor += f"<ignoredErrors>{abaikan}</ignoredErrors>".encode()
    xml = re.sub(rb"<pageSetup [^>]*/>", lambda cocok: cocok[0] + ekor, paket.isi(utama), count=1)
    ganti = {
        utama: xml,
        paket.bagian_gaya: re.sub(rb"<font>.*?</font>", _HURUF_BAWAAN, paket.gaya, count=1, flags=re.DOTALL),
        paket.bagian_tanda: xml_tanda(Tanda(buku.id, tahun, 0, "", buku.lembar)),
        "docProps/core.xml": _INTI,
    }
    return zipan.tulis(Anggota.dari(n, ganti[n]) if n in ganti else a for n, a in paket.anggota.items())
