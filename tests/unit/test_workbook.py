"""The books as files: made, appended to, changed, read back, whatever program saved them in between."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from registers import workbook
from registers.dasar import zipan
from registers.dasar.galat import BerkasGagal, DataTidakSah
from registers.definisi import Buku, muat_buku, urai
from registers.workbook import BukuAsing
from registers.workbook.rancang import rancang

KEPALA = ["PEMERINTAH PROVINSI CONTOH", "DINAS CONTOH"]
AGENDA = urai("agenda-surat-keluar", (Path(__file__).parent / "test_workbook_agenda.toml").read_bytes())
LEMBAR = "xl/worksheets/sheet1.xml"
TANDA = "xl/worksheets/sheet2.xml"


@dataclass(frozen=True)
class Baris:
    kunci: str
    nilai: dict[str, object]
    orang: dict[str, object] = field(default_factory=dict)
    pesan: str = ""


def baris(urut: int, **nilai: object) -> Baris:
    isi = {
        "urutan": urut,
        "tanggal": "2026-11-23",
        "nomor": f"500/{urut}/DK",
        "hal": "Undangan",
        "status": "terbit",
    }
    return Baris(f"N{urut}", isi | nilai)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "agenda-surat-keluar-2026.xlsx"
    workbook.buat(path, AGENDA, 2026, KEPALA, [baris(1), baris(2)], (2, "ab"))
    return path


def bagian(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def ganti_bagian(path: Path, nama: str, ubah: Callable[[bytes], bytes]) -> None:
    anggota = zipan.baca(path.read_bytes())
    anggota[nama] = zipan.Anggota.dari(nama, ubah(anggota[nama].isi()))
    path.write_bytes(zipan.tulis(anggota.values()))


def nilai(path: Path, buku: Buku = AGENDA) -> dict[str, dict[str, object]]:
    return {b.kunci: dict(b.nilai) for b in workbook.baca(path, buku).baris}


def test_a_new_book_is_a_page_an_office_can_print(path: Path) -> None:
    lembar = openpyxl.load_workbook(path).worksheets[0]
    judul = [lembar.cell(n, 2).value for n in range(2, 6)]
    assert judul == [*KEPALA, "BUKU AGENDA SURAT KELUAR", "TAHUN 2026"]
    assert {str(r) for r in lembar.merged_cells.ranges} >= {"B2:O2", "B5:O5"}
    assert (lembar.page_setup.paperSize, lembar.page_setup.orientation) == (14, "landscape")
    assert lembar.page_setup.fitToHeight == 0
    assert lembar.print_title_rows == "$7:$8"
    assert lembar.freeze_panes == "C9"
    assert lembar.auto_filter.ref.startswith("A8:P")
    assert lembar.column_dimensions["A"].hidden
    assert lembar.row_dimensions[1].hidden
    assert lembar["C9"].value.date() == date(2026, 11, 23)
    assert lembar["C9"].number_format == "dd-mm-yyyy"
    assert lembar["D9"].number_format == "@"
    assert "Halaman &P dari &N" in lembar.oddFooter.right.text


def test_the_same_book_is_made_of_the_same_bytes() -> None:
    assert rancang(AGENDA, 2026, KEPALA) == rancang(AGENDA, 2026, KEPALA)


def test_a_new_key_becomes_the_last_row_in_the_style_of_its_columns(path: Path) -> None:
    assert workbook.terapkan(path, AGENDA, [baris(3, kepada="Koperasi Contoh Maju")], (3, "cd")).ditambah == 1
    lembar = openpyxl.load_workbook(path).worksheets[0]
    assert [lembar.cell(11, n).value for n in (1, 2, 4, 5)] == ["N3", 3, "500/3/DK", "Koperasi Contoh Maju"]
    for kolom in range(2, 15):
        atas, bawah = lembar.cell(9, kolom), lembar.cell(11, kolom)
        assert atas.style_id == bawah.style_id
    assert workbook.rantai(path, AGENDA) == (3, "cd")


def test_only_our_two_parts_change(path: Path) -> None:
    sebelum = bagian(path)
    workbook.terapkan(path, AGENDA, [baris(3), baris(1, status="batal")], (4, "ef"))
    sesudah = bagian(path)
    assert list(sebelum) == list(sesudah)
    assert [n for n in sebelum if sebelum[n] != sesudah[n]] == [LEMBAR, TANDA]


def test_a_known_key_changes_its_ledger_cells_and_nothing_people_typed(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    lembar = buku_kerja.worksheets[0]
    lembar["K9"], lembar["L9"], lembar["O9"] = date(2026, 11, 24), "Lemari 3", "sudah diantar"
    lembar["D9"].fill = openpyxl.styles.PatternFill("solid", "FFFF00")
    buku_kerja.save(path)
    sebelum = bagian(path)[LEMBAR]
    hasil = workbook.terapkan(path, AGENDA, [baris(1, status="batal", keterangan="salah alamat")], (5, ""))
    assert (hasil.diubah, hasil.ditambah) == (1, 0)
    isi = nilai(path)["N1"]
    assert isi["status"] == "batal"
    assert (isi["tanggal_kirim"], isi["lokasi_arsip"]) == (date(2026, 11, 24), "Lemari 3")
    assert (isi["keterangan"], isi["catatan"]) == ("salah alamat", "sudah diantar")
    assert openpyxl.load_workbook(path).worksheets[0]["D9"].fill.fgColor.rgb == "00FFFF00"
    sesudah = bagian(path)[LEMBAR]
    kita = rb'<c r="[MN]9"[^>]*?(/>|>.*?</c>)'
    assert re.sub(kita, b"", sesudah) == re.sub(kita, b"", sebelum)


def test_a_shared_column_is_filled_while_it_is_blank(path: Path) -> None:
    bersama = replace(
        AGENDA,
        kolom=tuple(replace(k, milik="bersama") if k.kunci == "keterangan" else k for k in AGENDA.kolom),
    )
    workbook.terapkan(path, bersama, [baris(1, keterangan="salah alamat")], (5, ""))
    workbook.terapkan(path, bersama, [baris(1, keterangan="lain lagi")], (6, ""))
    assert nilai(path)["N1"]["keterangan"] == "salah alamat"


def test_doing_it_twice_writes_nothing_the_second_time(path: Path) -> None:
    workbook.terapkan(path, AGENDA, [baris(3)], (3, "cd"))
    cap = path.stat()
    hasil = workbook.terapkan(path, AGENDA, [baris(3)], (3, "cd"))
    assert (hasil.tetap, hasil.ditulis) == (1, False)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (cap.st_ino, cap.st_mtime_ns)


def test_ten_rows_at_once_keep_their_order(path: Path) -> None:
    workbook.terapkan(path, AGENDA, [baris(n) for n in range(3, 13)], (12, ""))
    assert [b.kunci for b in workbook.baca(path, AGENDA).baris] == [f"N{n}" for n in range(1, 13)]


def test_a_changed_text_that_needs_more_lines_makes_its_row_higher(path: Path) -> None:
    workbook.terapkan(path, AGENDA, [baris(1, hal="Undangan rapat " * 12)], (3, ""))
    assert openpyxl.load_workbook(path).worksheets[0].row_dimensions[9].height > 30


def test_a_formula_typed_over_a_ledger_cell_gives_way_to_the_ledger(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    buku_kerja.worksheets[0]["F9"] = "=1+1"
    buku_kerja.save(path)
    hasil = workbook.terapkan(path, AGENDA, [baris(1, hal="Lain")], (3, ""))
    assert (hasil.diubah, hasil.temuan) == (1, ())
    assert b"<f>" not in bagian(path)[LEMBAR]
    assert nilai(path)["N1"]["hal"] == "Lain"


def test_rows_are_found_after_sorting_renaming_and_moving_sheets_and_columns(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    lembar = buku_kerja.worksheets[0]
    lembar.title = "Agenda 2026 (baru)"
    buku_kerja.create_sheet("Catatan saya", 0)["A1"] = "_id bukan di sini"
    for kolom in range(1, 15):
        lembar.cell(9, kolom).value, lembar.cell(10, kolom).value = (
            lembar.cell(10, kolom).value,
            lembar.cell(9, kolom).value,
        )
    lembar.insert_cols(3)
    buku_kerja.save(path)
    hasil = workbook.terapkan(path, AGENDA, [baris(1, hal="Diubah"), baris(3)], (3, ""))
    assert (hasil.diubah, hasil.ditambah) == (1, 1)
    isi = workbook.baca(path, AGENDA)
    assert (isi.lembar, [b.kunci for b in isi.baris]) == ("Agenda 2026 (baru)", ["N2", "N1", "N3"])
    assert openpyxl.load_workbook(path)["Agenda 2026 (baru)"]["G10"].value == "Diubah"


def test_a_removed_column_is_skipped_and_named(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    buku_kerja.worksheets[0].delete_cols(8)
    buku_kerja.save(path)
    workbook.terapkan(path, AGENDA, [baris(3, sifat="Segera")], (3, ""))
    isi = workbook.baca(path, AGENDA)
    assert isi.kolom_hilang == ("sifat",)
    (temuan,) = workbook.banding(path, AGENDA, [], sel=True)
    assert temuan.pesan == "kolom 'Sifat' tidak ada lagi"
    assert "naskah buku bangun" in temuan.saran


def test_without_the_marker_row_the_headings_still_name_the_columns(path: Path) -> None:
    ganti_bagian(path, LEMBAR, lambda xml: re.sub(rb'<row r="1" .*?</row>', b"", xml, count=1))
    workbook.terapkan(path, AGENDA, [baris(3)], (3, ""))
    assert nilai(path)["N3"]["nomor"] == "500/3/DK"
    assert openpyxl.load_workbook(path).worksheets[0]["D11"].border.left.style == "thin"


def test_rows_go_below_what_people_typed_and_into_blank_formatted_rows(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    lembar = buku_kerja.worksheets[0]
    lembar["F11"] = "diketik tangan"
    lembar["F12"].fill = openpyxl.styles.PatternFill("solid", "00FF00")
    lembar.row_dimensions[13].hidden = True
    lembar["F40"].fill = openpyxl.styles.PatternFill("solid", "00FF00")
    buku_kerja.save(path)
    workbook.terapkan(path, AGENDA, [baris(3), baris(4)], (4, ""))
    isi = {b.nomor: b.kunci for b in workbook.baca(path, AGENDA).baris}
    assert isi == {9: "N1", 10: "N2", 11: "", 12: "N3", 13: "N4"}
    lembar = openpyxl.load_workbook(path).worksheets[0]
    assert lembar["F12"].fill.fgColor.rgb == lembar["F40"].fill.fgColor.rgb == "0000FF00"
    assert not lembar.row_dimensions[13].hidden


def test_of_a_duplicated_row_the_first_is_changed(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    lembar = buku_kerja.worksheets[0]
    for kolom in range(1, 15):
        lembar.cell(11, kolom).value = lembar.cell(9, kolom).value
    buku_kerja.save(path)
    workbook.terapkan(path, AGENDA, [baris(1, hal="Diubah")], (3, ""))
    assert [b.nilai["hal"] for b in workbook.baca(path, AGENDA).baris] == ["Diubah", "Undangan", "Undangan"]


def test_a_prefixed_sheet_stays_prefixed(path: Path) -> None:
    def beri_awalan(xml: bytes) -> bytes:
        kepala, _, isi = xml.rpartition(b"?>")
        isi = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", isi).replace(b"xmlns=", b"xmlns:x=", 1)
        return kepala + (b"?>" if kepala else b"") + isi

    ganti_bagian(path, LEMBAR, beri_awalan)
    ganti_bagian(path, TANDA, beri_awalan)
    workbook.terapkan(path, AGENDA, [baris(1, hal="Diubah"), baris(3)], (3, "x"))
    assert b"<x:row r=" in bagian(path)[LEMBAR]
    assert re.search(rb"<(?!/?x:|\?)", bagian(path)[LEMBAR]) is None
    assert (nilai(path)["N1"]["hal"], nilai(path)["N3"]["urutan"]) == ("Diubah", 3)


def test_a_book_counting_dates_from_1904_gets_dates_of_its_own(path: Path) -> None:
    ganti_bagian(
        path, "xl/workbook.xml", lambda xml: xml.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    )
    workbook.terapkan(path, AGENDA, [baris(3)], (3, ""))
    assert nilai(path)["N3"]["tanggal"] == date(2026, 11, 23)


def seperti_excel(path: Path) -> None:
    """Save the way Excel does: every text in the shared string table, the first of them rich."""
    anggota = {nama: satu.isi() for nama, satu in zipan.baca(path.read_bytes()).items()}
    teks: list[bytes] = []

    def bersama(cocok: re.Match[bytes]) -> bytes:
        teks.append(cocok[2])
        return b'<c %b t="s"><v>%d</v></c>' % (cocok[1], len(teks) - 1)

    for nama in (LEMBAR, TANDA):
        pola = rb'<c ([^>]*?) t="inlineStr"><is><t[^>]*>(.*?)</t></is></c>'
        anggota[nama] = re.sub(pola, bersama, anggota[nama])
    isi = b"".join(b"<si>%b</si>" % _kaya(t) for t in teks)
    sst = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%b</sst>' % isi
    anggota["xl/sharedStrings.xml"] = sst
    jenis = b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
    rel = b'<Relationship Id="rIdS" Type=%b Target="sharedStrings.xml"/></Relationships>' % jenis
    nama = "xl/_rels/workbook.xml.rels"
    anggota[nama] = re.sub(rb"<Relationship [^>]*sharedStrings[^>]*/>", b"", anggota[nama])
    anggota[nama] = anggota[nama].replace(b"</Relationships>", rel)
    if b"sharedStrings" not in anggota["[Content_Types].xml"]:
        macam = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        tambah = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%b"/></Types>' % macam
        anggota["[Content_Types].xml"] = anggota["[Content_Types].xml"].replace(b"</Types>", tambah)
    path.write_bytes(zipan.tulis(zipan.Anggota.dari(n, i) for n, i in anggota.items()))


def _kaya(teks: bytes) -> bytes:
    """Two runs and a phonetic hint, as Excel writes a cell with one bold letter."""
    if teks != b"Undangan":
        return b"<t>%b</t>" % teks
    return b"<r><rPr><b/></rPr><t>Und</t></r><r><t>angan</t></r><rPh sb='0' eb='1'><t>X</t></rPh>"


def test_a_book_saved_with_shared_strings_is_read_changed_and_appended_to(path: Path) -> None:
    sebelum = nilai(path)
    seperti_excel(path)
    assert nilai(path) == sebelum
    tabel = bagian(path)["xl/sharedStrings.xml"]
    hasil = workbook.terapkan(path, AGENDA, [baris(1), baris(2, hal="Diubah"), baris(3)], (3, "cd"))
    assert (hasil.tetap, hasil.diubah, hasil.ditambah) == (1, 1, 1)
    assert bagian(path)["xl/sharedStrings.xml"] == tabel
    assert nilai(path)["N2"]["hal"] == "Diubah"
    assert workbook.rantai(path, AGENDA) == (3, "cd")
    assert openpyxl.load_workbook(path).worksheets[0]["A11"].value == "N3"


def test_a_date_typed_into_a_text_column_is_read_as_a_date(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    sel = buku_kerja.worksheets[0]["L9"]
    sel.value, sel.number_format = date(2026, 1, 2), "d mmmm yyyy"
    buku_kerja.save(path)
    assert nilai(path)["N1"]["lokasi_arsip"] == date(2026, 1, 2)


def test_values_no_cell_can_hold_are_refused_together_and_nothing_is_written(path: Path) -> None:
    sebelum = path.read_bytes()
    with pytest.raises(DataTidakSah) as galat:
        workbook.terapkan(path, AGENDA, [baris(3, hal="a\x01"), baris(4, kepada="x" * 40_000)], (4, ""))
    assert [t.tempat for t in galat.value.temuan] == ["N3: Isi Ringkas", "N4: Dikirim Kepada"]
    assert path.read_bytes() == sebelum


def test_the_ledger_and_the_book_are_compared_cell_by_cell(path: Path) -> None:
    assert workbook.banding(path, AGENDA, [baris(1), baris(2)], sel=True) == []
    assert [t.pesan for t in workbook.banding(path, AGENDA, [baris(9)], sel=False)] == [
        "baris N9 tidak ada di buku"
    ]
    beda = workbook.banding(path, AGENDA, [baris(1, hal="Lain")], sel=True)
    assert [(t.tempat, t.nilai) for t in beda] == [("Agenda Surat Keluar!F9", "Undangan")]


def _anggota_rusak(path: Path) -> None:
    anggota = zipan.baca(path.read_bytes())
    satu = anggota[LEMBAR]
    anggota[LEMBAR] = replace(satu, mentah=bytes(len(satu.mentah)))
    path.write_bytes(zipan.tulis(anggota.values()))


def _teks_hilang(path: Path) -> None:
    lama, baru = b't="inlineStr"><is><t>_id</t></is>', b't="s"><v>9</v>'
    ganti_bagian(path, LEMBAR, lambda xml: xml.replace(lama, baru))


def _tanpa_tanda(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    del buku_kerja["_naskah"]
    buku_kerja.save(path)


def _tanpa_id(path: Path) -> None:
    buku_kerja = openpyxl.load_workbook(path)
    buku_kerja.worksheets[0].delete_cols(1)
    buku_kerja.save(path)


def _isi_buku_lain(path: Path) -> None:
    workbook.buat(path, muat_buku()["pengendali-keluar"], 2026, KEPALA)


def _lebih_baru(path: Path) -> None:
    ganti_bagian(
        path,
        TANDA,
        lambda xml: xml.replace(
            b'skema</t></is></c><c r="B3" t="inlineStr"><is><t>1',
            b'skema</t></is></c><c r="B3" t="inlineStr"><is><t>2',
        ),
    )


@pytest.mark.parametrize(
    ("ubah", "sebab", "rusak"),
    [
        (lambda p: p.write_bytes(p.read_bytes()[:3000]), "rusak", True),
        (lambda p: p.write_bytes(b"bukan zip"), "arsip zip", True),
        (lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)), "kata sandi", False),
        (_anggota_rusak, "sheet1.xml rusak", True),
        (_tanpa_tanda, "_naskah tidak ada", False),
        (_tanpa_id, "baris penanda kolom", False),
        (_isi_buku_lain, "isinya buku pengendali-keluar", False),
        (_lebih_baru, "versi lebih baru", False),
        (lambda p: ganti_bagian(p, LEMBAR, lambda x: x[: len(x) // 2]), "penanda", False),
        (_teks_hilang, "teks bersama", True),
        (lambda p: ganti_bagian(p, "xl/workbook.xml", lambda x: b"<!DOCTYPE a>" + x), "XML", False),
        (lambda p: ganti_bagian(p, "xl/workbook.xml", lambda x: x[:200]), "XML", True),
        (lambda p: ganti_bagian(p, "_rels/.rels", lambda x: x.replace(b"Document", b"")), "Excel", True),
    ],
)  # fmt: skip
def test_a_file_that_is_not_our_book_is_refused_untouched(
    path: Path, ubah: Callable[[Path], object], sebab: str, *, rusak: bool
) -> None:
    ubah(path)
    sebelum = path.read_bytes()
    with pytest.raises(BukuAsing, match=sebab) as galat:
        workbook.terapkan(path, AGENDA, [baris(3)], (3, ""))
    assert isinstance(galat.value, BerkasGagal)
    assert galat.value.hint
    assert galat.value.rusak is rusak
    assert path.read_bytes() == sebelum
