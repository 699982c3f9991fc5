"""What people put into a book survives our writes byte for byte; openpyxl's load and save loses some."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import DataBarRule
from PIL import Image as Gambar

from registers import workbook
from registers.definisi import urai

AGENDA = urai("agenda-surat-keluar", (Path(__file__).parent / "test_workbook_agenda.toml").read_bytes())
KOTAK_TEKS = (
    b'<absoluteAnchor><pos x="0" y="0"/><ext cx="900000" cy="300000"/><sp macro="" textlink=""><nvSpPr>'
    b'<cNvPr id="99" name="Kotak"/><cNvSpPr txBox="1"/></nvSpPr><spPr/><txBody xmlns:a="http://schemas.openxml'
    b'formats.org/drawingml/2006/main"><a:bodyPr/><a:p><a:r><a:t>Catatan arsiparis</a:t></a:r></a:p></txBody>'
    b"</sp><clientData/></absoluteAnchor></wsDr>"
)
BATANG_X14 = (
    b'<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/'
    b'spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    b"<x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>Rekap!A1:A3</xm:f><xm:sqref>C1</xm:sqref></x14:sparkline>"
    b"</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)  # fmt: skip


@dataclass(frozen=True)
class Baris:
    kunci: str
    nilai: dict[str, object]
    orang: dict[str, object] = field(default_factory=dict)
    pesan: str = ""


def baris(urut: int, hal: str = "Undangan") -> Baris:
    return Baris(f"N{urut}", {"urutan": urut, "tanggal": "2026-11-23", "hal": hal, "status": "terbit"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book an office has lived in: own sheet, chart, picture, comment, data bars, macro, text box."""
    path = tmp_path / "agenda-surat-keluar-2026.xlsm"
    workbook.buat(path, AGENDA, 2026, ["DINAS CONTOH"], [baris(1), baris(2)], (2, "ab"))
    _hiasi(path)
    _sisipkan_mentah(path)
    return path


def _hiasi(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    agenda, rekap = buku_kerja.worksheets[0], buku_kerja.create_sheet("Rekap")
    agenda["F8"].comment = Comment("cek lagi", "Arsiparis")
    for urut, jumlah in enumerate((3, 5, 8), 1):
        rekap.cell(urut, 1, jumlah)
    rekap["B1"] = "=SUM(A1:A3)"
    rekap.conditional_formatting.add("A1:A3", DataBarRule("min", None, "max", None, "FF00B050"))
    bagan = BarChart()
    bagan.add_data(Reference(rekap, min_col=1, min_row=1, max_row=3))
    rekap.add_chart(bagan, "D2")
    wadah = io.BytesIO()
    Gambar.new("RGB", (8, 8), "red").save(wadah, "PNG")
    rekap.add_image(Image(wadah), "D20")
    buku_kerja.save(path)


def _sisipkan_mentah(path: Path) -> None:
    """What openpyxl cannot make: parts and markup straight from Excel."""
    with ZipFile(path) as arsip:
        isi = {nama: arsip.read(nama) for nama in arsip.namelist()}
    isi["xl/vbaProject.bin"] = bytes(range(256)) * 8
    isi["customXml/item1.xml"] = b"<arsip><lemari>3</lemari></arsip>"
    jenis = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    isi["[Content_Types].xml"] = isi["[Content_Types].xml"].replace(b"</Types>", jenis)
    gambar = next(n for n in isi if n.startswith("xl/drawings/drawing"))
    isi[gambar] = isi[gambar].replace(b"</wsDr>", KOTAK_TEKS)
    isi["xl/worksheets/sheet3.xml"] = isi["xl/worksheets/sheet3.xml"].replace(
        b"</worksheet>", BATANG_X14 + b"</worksheet>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as arsip:
        for nama, satu in isi.items():
            arsip.writestr(nama, satu)


def bagian(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def test_every_part_that_is_not_ours_stays_byte_identical_and_in_its_place(path: Path) -> None:
    sebelum = bagian(path)
    workbook.terapkan(path, AGENDA, [baris(1, "Diubah"), baris(3)], (3, "cd"))
    sesudah = bagian(path)
    assert list(sebelum) == list(sesudah)
    berubah = {nama for nama in sebelum if sebelum[nama] != sesudah[nama]}
    assert berubah == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert {"xl/vbaProject.bin", "customXml/item1.xml", "xl/media/image1.png"} <= set(sesudah)


def test_our_sheet_changes_only_where_rows_are_written(path: Path) -> None:
    sebelum = bagian(path)["xl/worksheets/sheet1.xml"]
    workbook.terapkan(path, AGENDA, [baris(3)], (3, "cd"))
    sesudah = bagian(path)["xl/worksheets/sheet1.xml"]
    awal, baru, akhir = sesudah.partition(b'<row r="10"')
    assert awal.replace(b'ref="A1:P10"', b'ref="A1:P9"', 1) == sebelum[: sebelum.index(b"</sheetData>")]
    assert baru
    assert (baru + akhir).endswith(sebelum[sebelum.index(b"</sheetData>") :])


def test_plain_openpyxl_loses_what_we_keep(path: Path) -> None:
    """The reason this room exists: measured on the workbook above, openpyxl's load, append, save."""
    sebelum = bagian(path)
    with pytest.warns(UserWarning, match="not supported"):
        buku_kerja = openpyxl.load_workbook(path)
    buku_kerja.worksheets[0].append(["N3"])
    buku_kerja.save(path)
    sesudah = bagian(path)
    assert {"xl/vbaProject.bin", "customXml/item1.xml"} <= set(sebelum) - set(sesudah)
    semua = b"".join(sesudah.values())
    assert b"Catatan arsiparis" not in semua
    assert b"sparkline" not in semua
