"""Scenarios 4 and 7: whatever people do to the sheet and the workbook, in whichever program."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Gambar

from tests.bahan.sinkron import (
    AWAL,
    KOLOM,
    Kantor,
    bagian,
    buku_kerja,
    disinkronkan,
    excel,
    ganti_bagian,
    isi_lembar,
    kantor_kecil,
    ketik,
    libreoffice,
    menurut_kunci,
    pastikan_tenang,
    tulis,
)

BUTUH_LO = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
ABAIKAN = pytest.mark.filterwarnings("ignore:Print area cannot be set", "ignore:.*not supported")
pytestmark = ABAIKAN  # openpyxl about LibreOffice's $A:$P


@pytest.fixture
def kecil(tmp_path: Path) -> Iterator[Kantor]:
    """A book of five letters in step with the ledger."""
    yield from kantor_kecil(tmp_path)


def urutkan(lembar: Worksheet) -> None:
    """Turn the rows upside down, as sorting does: values move, formats stay."""
    isi = [[sel.value for sel in baris] for baris in lembar.iter_rows(min_row=AWAL, max_row=AWAL + 4)]
    for nomor, satu in enumerate(reversed(isi), AWAL):
        for kolom, nilai in enumerate(satu, 1):
            lembar.cell(nomor, kolom).value = nilai


def saring(lembar: Worksheet) -> None:
    """Filter: two rows are hidden."""
    lembar.auto_filter.add_filter_column(2, ["Undangan rapat 1"])
    for nomor in (AWAL + 1, AWAL + 3):
        lembar.row_dimensions[nomor].hidden = True


def sembunyikan(lembar: Worksheet) -> None:
    lembar.column_dimensions["C"].hidden = True
    lembar.column_dimensions["D"].width = 50


def warnai(lembar: Worksheet) -> None:
    for sel in lembar[AWAL + 2]:
        sel.fill = PatternFill("solid", "FFFF00")
    lembar.row_dimensions[AWAL + 2].height = 60


def sisip_kosong(lembar: Worksheet) -> None:
    lembar.insert_rows(AWAL + 2, 3)


def ganti_nama(lembar: Worksheet) -> None:
    lembar.title = "Agenda kami"


def catat(lembar: Worksheet) -> None:
    """Edit a cell of the row that is N-2 now, wherever it is."""
    for nomor in range(AWAL, lembar.max_row + 1):
        if lembar.cell(nomor, _kolom(lembar, "_id")).value == "N-2":
            lembar.cell(nomor, _kolom(lembar, "catatan")).value = "titip"


def _kolom(lembar: Worksheet, kunci: str) -> int:
    return next(sel.column for sel in lembar[1] if sel.value == kunci)


def kolom_kini(path: Path) -> dict[str, int]:
    """Where the columns are now."""
    lembar = openpyxl.load_workbook(path).worksheets[0]
    return {str(sel.value): sel.column for sel in lembar[1] if sel.value}


def sisip_kolom(lembar: Worksheet) -> None:
    """A column of their own between ours."""
    lembar.insert_cols(3)
    lembar.cell(AWAL - 2, 3).value = "Kotak"
    lembar.cell(AWAL + 1, 3).value = "kotak dua"


def tukar_kolom(lembar: Worksheet) -> None:
    """Notes to the front, subject to the end."""
    for nomor in range(1, AWAL + 5):
        if nomor in range(2, AWAL - 2):
            continue
        a, b = lembar.cell(nomor, KOLOM["hal"]), lembar.cell(nomor, KOLOM["biaya"])
        a.value, b.value = b.value, a.value


ULAH: dict[str, Callable[[Worksheet], None]] = {
    f.__name__: f
    for f in (urutkan, saring, sembunyikan, warnai, sisip_kosong, ganti_nama, sisip_kolom, tukar_kolom)
}


@pytest.mark.parametrize("ulah", ULAH.values(), ids=ULAH)
def test_what_people_do_to_the_sheet_is_no_edit_of_a_row_and_stays(
    kecil: Kantor, ulah: Callable[[Worksheet], None]
) -> None:
    with excel(kecil.path) as lembar:
        ulah(lembar)
    dilihat = menurut_kunci(kecil.path, kolom=kolom_kini(kecil.path))
    with disinkronkan(kecil) as (hasil,):
        assert hasil.diambil == hasil.konflik == hasil.masuk == hasil.dikembalikan == ()
    assert menurut_kunci(kecil.path, kolom=kolom_kini(kecil.path)) == dilihat
    with excel(kecil.path) as lembar:
        catat(lembar)
    kecil.bukukan("N-6", hal="Surat baru")
    kecil.bukukan("N-3", hal="Undangan yang diubah")
    with disinkronkan(kecil, milik_orang=["titip"]) as (hasil,):
        assert len(hasil.diambil) == 1
    kini = menurut_kunci(kecil.path, kolom=kolom_kini(kecil.path))
    assert list(kini)[:5] == list(dilihat)  # where they put the rows
    assert (kini["N-2"]["catatan"], kini["N-3"]["hal"]) == ("titip", "Undangan yang diubah")
    assert kini["N-6"]["hal"] == "Surat baru"


def test_colours_heights_and_hidden_rows_stay_when_rows_are_written(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        warnai(lembar)
        saring(lembar)
    kecil.bukukan("N-3", hal="Undangan yang diubah")
    kecil.bukukan("N-6")
    kecil.sinkron()
    lembar = openpyxl.load_workbook(kecil.path).worksheets[0]
    assert lembar.cell(AWAL + 2, 3).fill.fgColor.rgb == "00FFFF00"
    assert lembar.row_dimensions[AWAL + 2].height == 60
    assert lembar.row_dimensions[AWAL + 1].hidden


def test_a_deleted_row_comes_back_with_people_s_columns_and_a_note(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 1, catatan="milik saya", lokasi="lemari", biaya=5)
    kecil.sinkron()
    with excel(kecil.path) as lembar:
        lembar.delete_rows(AWAL + 1)
    with disinkronkan(kecil, milik_orang=["milik saya", "lemari", 5]) as (hasil,):
        assert hasil.dikembalikan == ("No. 2 (2/2026)",)
    kini = menurut_kunci(kecil.path)["N-2"]
    assert (kini["catatan"], kini["lokasi"], kini["biaya"]) == ("milik saya", "lemari", 5)
    assert "naskah batal" in str(kini["_pesan"])
    with excel(kecil.path) as lembar:
        lembar.delete_rows(AWAL + 4)  # again, with its note
    with disinkronkan(kecil, milik_orang=["milik saya", "lemari", 5]):
        pass
    assert "N-2" in menurut_kunci(kecil.path)
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 4, _pesan=None)
    with disinkronkan(kecil, milik_orang=["milik saya"]) as (hasil,):
        assert hasil.diambil == ()
    assert "_pesan" not in menurut_kunci(kecil.path)["N-2"]


def test_a_row_emptied_cell_by_cell_comes_back_too(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        for sel in lembar[AWAL + 1]:
            sel.value = None
    with disinkronkan(kecil) as (hasil,):
        assert len(hasil.dikembalikan) == 1
    assert set(menurut_kunci(kecil.path)) == {f"N-{n}" for n in range(1, 6)}


def test_all_rows_deleted_come_back(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        lembar.delete_rows(AWAL, 5)
    with disinkronkan(kecil) as (hasil,):
        assert len(hasil.dikembalikan) == 5
    assert len(menurut_kunci(kecil.path)) == 5


def test_a_deleted_column_loses_nothing_and_rebuilding_brings_it_back(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="tercatat", biaya=7)
    kecil.sinkron()
    with excel(kecil.path) as lembar:
        lembar.delete_cols(KOLOM["catatan"])
    with disinkronkan(kecil, milik_orang=["tercatat", 7]) as (hasil,):
        assert hasil.diambil == hasil.konflik == ()
    kecil.bukukan("N-1", hal="Masih ditulis")
    kecil.sinkron()
    assert menurut_kunci(kecil.path, kolom=kolom_kini(kecil.path))["N-1"]["hal"] == "Masih ditulis"
    kecil.bangun()
    assert menurut_kunci(kecil.path)["N-1"]["catatan"] == "tercatat"
    pastikan_tenang(kecil)


def test_own_sheets_charts_pictures_and_comments_stay(kecil: Kantor) -> None:
    with buku_kerja(kecil.path) as isi:
        isi.worksheets[0]["C9"].comment = Comment("cek lagi", "Arsiparis")
        rekap = isi.create_sheet("Rekap", 0)
        for urut, jumlah in enumerate((3, 5, 8), 1):
            rekap.cell(urut, 1, jumlah)
        rekap["B1"] = "=SUM(A1:A3)"
        bagan = BarChart()
        bagan.add_data(Reference(rekap, min_col=1, min_row=1, max_row=3))
        rekap.add_chart(bagan, "D2")
        wadah = io.BytesIO()
        Gambar.new("RGB", (8, 8), "red").save(wadah, "PNG")
        rekap.add_image(Image(wadah), "D20")
        agenda = isi.worksheets[1]
        tulis(agenda, AWAL, catatan="titip", hal="diubah")
        tulis(agenda, AWAL + 5, hal="Rapat baru")
        tulis(agenda, AWAL + 6, jumlah="tujuh")
    with disinkronkan(kecil, milik_orang=["titip", "diubah", "Rapat baru", "tujuh"]) as (hasil,):
        assert (len(hasil.diambil), len(hasil.konflik), len(hasil.masuk)) == (1, 1, 1)
    sesudah = openpyxl.load_workbook(kecil.path)
    assert sesudah.sheetnames == ["Rekap", "Kecil", "_naskah", "Konflik"]
    assert sesudah["Kecil"]["C9"].comment.text == "cek lagi"
    assert sesudah["Rekap"]["B1"].value == "=SUM(A1:A3)"


def test_a_book_saved_with_macros_keeps_them_and_its_suffix(kecil: Kantor) -> None:
    makro = kecil.path.rename(kecil.path.with_suffix(".xlsm"))

    def jadi_makro(isi: dict[str, bytes]) -> None:
        isi["xl/vbaProject.bin"] = bytes(range(256)) * 40
        jenis = isi["[Content_Types].xml"]
        jenis = jenis.replace(b"spreadsheetml.sheet.main+xml", b"X", 1)
        jenis = jenis.replace(
            b"application/vnd.openxmlformats-officedocument.X",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        isi["[Content_Types].xml"] = jenis.replace(
            b"</Types>",
            b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        )

    ganti_bagian(makro, jadi_makro)
    with excel(makro) as lembar:
        tulis(lembar, AWAL, catatan="titip", hal="diubah")
    vba = bagian(makro)["xl/vbaProject.bin"]
    kecil.bukukan("N-6")
    assert kecil.path == makro
    with disinkronkan(kecil, milik_orang=["titip", "diubah"]) as (hasil,):
        assert len(hasil.diambil) == 1
    assert bagian(makro)["xl/vbaProject.bin"] == vba
    assert not makro.with_suffix(".xlsx").exists()
    assert "N-6" in menurut_kunci(makro)


# --- what other programs write ----------------------------------------------------------------------------


_SS = b"http://schemas.openxmlformats.org/spreadsheetml/2006"
_REL = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sebagai_string_bersama(isi: dict[str, bytes]) -> None:
    """Every inline string of the book's sheet into the shared table, as Excel saves it."""
    nama, xml = next((n, x) for n, x in isi.items() if b">_pesan<" in x and n.startswith("xl/worksheets/"))
    tabel: list[bytes] = []

    def ganti(cocok: re.Match[bytes]) -> bytes:
        tabel.append(cocok[2])
        return b'%b t="s"><v>%d</v></c>' % (cocok[1], len(tabel) - 1)

    pola = rb'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is>(<t[^>]*>[^<]*</t>)</is></c>'
    isi[nama] = re.sub(pola, ganti, xml)
    assert tabel
    assert "xl/sharedStrings.xml" not in isi
    si = b"".join(b"<si>%b</si>" % t for t in tabel)
    ruang = _SS + b"/main"
    isi["xl/sharedStrings.xml"] = b'<?xml version="1.0" encoding="UTF-8"?><sst xmlns="%b">%b</sst>' % (
        ruang,
        si,
    )
    jenis = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    sisip = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % jenis
    isi["[Content_Types].xml"] = isi["[Content_Types].xml"].replace(b"</Types>", sisip)
    rel = (
        b'<Relationship Id="rIdS" Type="%b/sharedStrings" Target="sharedStrings.xml"/></Relationships>' % _REL
    )
    nama = "xl/_rels/workbook.xml.rels"
    isi[nama] = isi[nama].replace(b"</Relationships>", rel)


def sejak_1904(isi: dict[str, bytes]) -> None:
    """The Mac's date system; every date moves 1462 days."""
    xml = isi["xl/workbook.xml"]
    isi["xl/workbook.xml"] = (
        xml.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)
        if b"<workbookPr" in xml
        else re.sub(rb"(<workbook[^>]*>)", rb'\1<workbookPr date1904="1"/>', xml, count=1)
    )
    nama, lembar = next((n, x) for n, x in isi.items() if b">_pesan<" in x and n.startswith("xl/worksheets/"))
    isi[nama] = re.sub(rb"<v>(46\d\d\d)</v>", lambda m: b"<v>%d</v>" % (int(m[1]) - 1462), lembar)


@pytest.mark.parametrize("ubah", [sebagai_string_bersama, sejak_1904])
def test_shared_strings_and_the_macs_dates_are_the_same_book(
    kecil: Kantor, ubah: Callable[[dict[str, bytes]], None]
) -> None:
    ganti_bagian(kecil.path, ubah)
    with disinkronkan(kecil) as (hasil,):
        assert hasil.diambil == hasil.konflik == ()
        assert hasil.ditulis == 0
    kecil.bukukan("N-1", tanggal="2026-11-30")
    kecil.bukukan("N-6", tanggal="2026-12-24")
    kecil.sinkron()
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="titip", janji=date(2026, 12, 1))
        tulis(lembar, AWAL + 6, hal="Rapat", tanggal=date(2026, 12, 2))
    with disinkronkan(kecil, milik_orang=["titip", date(2026, 12, 1), "Rapat"]) as (hasil,):
        assert len(hasil.masuk) == 1
        assert hasil.konflik == ()
    kini = menurut_kunci(kecil.path)
    assert (kini["N-1"]["tanggal"], kini["N-6"]["tanggal"]) == (date(2026, 11, 30), date(2026, 12, 24))
    assert kecil.baris()["N-1"].orang["janji"] == "2026-12-01"


@BUTUH_LO
def test_libreoffice_saves_the_book_and_nothing_is_an_edit(kecil: Kantor, tmp_path: Path) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="dua\nbaris", biaya=12500.5, janji=date(2026, 12, 1), lokasi="rak")
    kecil.sinkron()
    libreoffice(kecil.path, tmp_path)
    with disinkronkan(kecil) as (hasil,):
        assert hasil.diambil == hasil.konflik == hasil.dikembalikan == hasil.masuk == ()
        assert hasil.ditulis == 0


@BUTUH_LO
def test_edits_typed_rows_and_conflicts_saved_by_libreoffice(kecil: Kantor, tmp_path: Path) -> None:
    with excel(kecil.path) as lembar:
        urutkan(lembar)
        sisip_kolom(lembar)
        ganti_nama(lembar)
        catat(lembar)
        kolom = {str(s.value): s.column for s in lembar[1] if s.value}
        lembar.cell(AWAL, kolom["hal"]).value = "diubah"
        lembar.cell(AWAL + 5, kolom["hal"]).value = "Rapat baru"
        lembar.cell(AWAL + 5, kolom["tanggal"]).value = date(2026, 11, 30)
        lembar.cell(AWAL + 6, kolom["jumlah"]).value = "tujuh"
    libreoffice(kecil.path, tmp_path)
    kecil.bukukan("N-6", hal="Surat baru")
    with disinkronkan(kecil, milik_orang=["titip", "diubah", "Rapat baru", "tujuh", "kotak dua"]) as (hasil,):
        assert (len(hasil.diambil), len(hasil.konflik), len(hasil.masuk), len(hasil.ditolak)) == (1, 1, 1, 1)
    libreoffice(kecil.path, tmp_path)
    with disinkronkan(kecil, milik_orang=["titip", "diubah", "Rapat baru", "tujuh", "kotak dua"]) as (hasil,):
        assert hasil.diambil == hasil.konflik == hasil.masuk == ()
    kini = isi_lembar(kecil.path, kolom=kolom_kini(kecil.path))
    assert [b["hal"] for b in kini if "hal" in b][-2:] == ["Rapat baru", "Surat baru"]


@BUTUH_LO
def test_a_book_with_a_conflict_sheet_saved_by_libreoffice_shows_new_conflicts_in_it(
    kecil: Kantor, tmp_path: Path
) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, hal="satu")
    kecil.sinkron()
    libreoffice(kecil.path, tmp_path)
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 1, hal="dua")
    with disinkronkan(kecil, milik_orang=["satu", "dua"]):
        pass
    isi = openpyxl.load_workbook(kecil.path)
    assert [n for n in isi.sheetnames if n.startswith("Konflik")] == ["Konflik"]
    assert [isi["Konflik"].cell(n, 4).value for n in (3, 4)] == ["satu", "dua"]


def test_rows_copied_by_the_thousand_are_taken_in_one_go(kecil: Kantor) -> None:
    ketik(kecil.path, *({"hal": f"Rapat {n}", "catatan": f"c{n}"} for n in range(600)))
    with disinkronkan(kecil, milik_orang=[f"c{n}" for n in range(600)]) as (hasil,):
        assert len(hasil.masuk) == 600
    assert [b.urutan for b in kecil.baris().values()] == list(range(1, 606))
