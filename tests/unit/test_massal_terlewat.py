"""Nothing a person typed into an input is left out, or printed as something else, without being told."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from naskah.catalog import Jenis, Katalog, folder_templat
from naskah.massal.laporan import simpan
from naskah.massal.masukan import Masukan, baca_isi
from naskah.massal.templat_masukan import templat
from registers.dasar import zipan
from registers.workbook.deret import buka_biasa
from tests.bahan.massal import temuan

KATALOG = Katalog.buka([folder_templat()])
NOTA = KATALOG.jenis("nota-dinas")
SPT = KATALOG.jenis("spt")
LEMBAR1, LEMBAR2 = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
Ubah = Callable[[Any], None]


def buku(*lembar: tuple[str, list[list[Any]]], ubah: Ubah | None = None) -> bytes:
    """A workbook with these sheets, changed as a person would in Excel."""
    hasil = Workbook()
    hasil.remove(hasil.worksheets[0])
    for nama, baris in lembar:
        satu = hasil.create_sheet(nama)
        for isi in baris:
            satu.append(isi)
    if ubah:
        ubah(hasil)
    keluar = io.BytesIO()
    hasil.save(keluar)
    return keluar.getvalue()


def ganti(data: bytes, bagian: str, pola: str, baru: str) -> bytes:
    """Change what a pattern finds inside one part of a workbook."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as lama, zipfile.ZipFile(keluar, "w", 8) as zip_:
        for nama in lama.namelist():
            isi = lama.read(nama).decode()
            if nama == bagian:
                isi, banyak = re.subn(pola, baru, isi, count=1)
                assert banyak, isi
            zip_.writestr(nama, isi)
    return keluar.getvalue()


def nota(*baris: list[Any], ubah: Ubah | None = None) -> Masukan:
    data = buku(("Data", [["Kepada", "Hal", "Isi"], *baris]), ubah=ubah)
    return baca_isi("isian.xlsx", data, NOTA)


def daftar(no: object) -> bytes:
    pegawai = [["No", "Pegawai"], [1, "Agnes"], [no, "Markus"], [2, "Petrus"]]
    return buku(("Data", [["No", "Maksud"], [1, "Rapat"], [2, "Latihan"]]), ("pegawai", pegawai))


# --- rows of tables ---------------------------------------------------------------------------------


def test_a_formula_in_the_column_no_that_nobody_computed_is_no_blank_cell() -> None:
    assert "pegawai!A3: rumusnya belum dihitung" in temuan(SPT, daftar("=Data!A3"))[0]


def test_a_formula_in_the_column_no_that_gives_nothing_is_no_blank_cell() -> None:
    hampa = '<c r="A3" t="str"><f>IF(1=1,"","")</f><v></v></c>'
    data = ganti(daftar(2), LEMBAR2, r'<c r="A3".*?</c>', hampa)
    assert "pegawai!A3: rumusnya tidak menghasilkan nomor" in temuan(SPT, data)[0]
    assert baca_isi("isian.xlsx", daftar(None), SPT).baris[0].isi["pegawai"] == [
        {"pegawai": "Agnes"},
        {"pegawai": "Markus"},
    ]


def test_formulas_in_the_column_no_matter_only_where_a_table_asks_for_them() -> None:
    data = buku(("Data", [["No", "Maksud"], ["=ROW()-1", "Rapat"]]))
    assert len(baca_isi("isian.xlsx", data, SPT).baris) == 1


# --- rows and sheets that are not read --------------------------------------------------------------


def test_rows_that_a_sort_has_put_above_the_headings_are_named() -> None:
    data = buku(("Data", [["Bupati", "Rapat", "x"], ["Kepada", "Hal", "Isi"], ["Camat", "Rapat", "y"]]))
    assert "Data!A1: baris ini berisi, tetapi berdiri di atas judul kolom (baris 2)" in temuan(NOTA, data)[0]
    csv = b"Bupati;Rapat;x\nKepada;Hal;Isi\nCamat;Rapat;y\n"
    assert "A1: baris ini berisi" in temuan(NOTA, csv, "isian.csv")[0]


def test_titles_above_the_headings_are_none_of_them_and_other_words_there_are_noted() -> None:
    judul = [["DAFTAR NOTA"], [None], ["Kepada", "Hal", "Isi", "Tembusan", "Sifat"], ["a", "b", "c"]]
    assert baca_isi("isian.xlsx", buku(("Data", judul)), NOTA).catatan == ()
    judul[0] = ["DINAS CONTOH", "TAHUN 2026"]
    assert baca_isi("isian.xlsx", buku(("Data", judul)), NOTA).catatan == (
        "Lembar Data: baris 1 di atas judul kolom tidak dibaca.",
    )


@pytest.mark.parametrize(
    "jenis", [j for j in KATALOG.semua() if not j.id.startswith("_")], ids=lambda j: j.id
)
def test_of_our_own_template_there_is_nothing_to_note(jenis: Jenis) -> None:
    assert baca_isi("isian.xlsx", templat(jenis), jenis, contoh=True).catatan == ()


def test_a_second_sheet_of_letters_is_refused_by_its_name_unless_it_is_hidden() -> None:
    lain = ("Ende", [["Kepada", "Hal", "Isi"], ["c", "d", "e"]])
    lembar = (("Data", [["Kepada", "Hal", "Isi"], ["a", "b", "c"]]), lain)
    assert "Ende: lembar Ende berjudul kolom seperti lembar Data" in temuan(NOTA, buku(*lembar))[0]

    def sembunyi(hasil: Any) -> None:
        hasil["Ende"].sheet_state = "hidden"

    hasil = baca_isi("isian.xlsx", buku(*lembar, ubah=sembunyi), NOTA)
    assert [b.isi["kepada"] for b in hasil.baris] == ["a"]
    assert hasil.catatan == ()


def test_sheets_that_are_not_read_are_noted_and_one_like_a_table_says_which() -> None:
    data = buku(
        ("Data", [["No", "Maksud"], [1, "Rapat"]]),
        ("Sheet2", [["No", "Pegawai"], [1, "Agnes"]]),
        ("Rekap", [["apa saja"]]),
        ("Kosong", []),
    )
    seperti, lain = baca_isi("isian.xlsx", data, SPT).catatan
    assert seperti.startswith("Lembar Sheet2 tidak dibaca. Judul kolomnya seperti lembar Pegawai yang")
    assert lain == "Lembar yang tidak dibaca: Rekap."


def test_contoh_in_the_first_cell_is_a_value_where_the_template_does_not_put_it() -> None:
    hasil = nota(["a", "b", "c"], ["Contoh", "d", "e"])
    assert [b.isi["kepada"] for b in hasil.baris] == ["a", "Contoh"]
    hasil = nota(["Contoh", "b", "c"], ["a", "d", "e"])
    assert [b.isi["kepada"] for b in hasil.baris] == ["a"]
    assert "Lembar Data: baris 2 tidak dibaca, karena sel pertamanya “contoh”" in hasil.catatan[0]


@pytest.mark.parametrize("nama", ["isian.xlsx", "isian.csv"])
def test_contoh_in_the_column_no_is_noted_where_the_template_does_not_put_it(nama: str) -> None:
    baris: list[list[Any]] = [["No", "Hal"], ["petunjuk", "x"], ["contoh", "x"], [1, "a"], ["contoh", "b"]]
    teks = "\n".join(";".join(map(str, satu)) for satu in baris)
    data = teks.encode() if nama.endswith("csv") else buku(("Data", baris))
    hasil = baca_isi(nama, data, NOTA)
    assert [b.isi["hal"] for b in hasil.baris] == ["a"]
    (kata,) = hasil.catatan
    assert "aris 5 tidak dibaca" in kata


def test_a_cell_too_far_to_the_right_is_refused() -> None:
    def jauh(hasil: Any) -> None:
        hasil["Data"].cell(2, 405, "hilang")

    data = buku(("Data", [["Hal"], ["a"]]), ubah=jauh)
    assert "Data!OO2: kolom sejauh ini tidak dibaca" in temuan(NOTA, data)[0]


def test_the_first_sheet_is_the_first_that_people_see() -> None:
    def sembunyi(hasil: Any) -> None:
        hasil["Lama"].sheet_state = "hidden"
        hasil.active = 1

    data = buku(("Lama", [["Hal"], ["lama"]]), ("Baru", [["Hal"], ["baru"]]), ubah=sembunyi)
    assert [b.isi["hal"] for b in baca_isi("isian.xlsx", data, NOTA).baris] == ["baru"]


def test_rows_that_nobody_sees_are_counted_and_named() -> None:
    def saring(hasil: Any) -> None:
        for nomor in (3, 4, 6, 9):
            hasil["Data"].row_dimensions[nomor].hidden = True

    data = buku(("Data", [["Hal"], *([f"hal {n}"] for n in range(2, 8))]), ubah=saring)
    (kata,) = baca_isi("isian.xlsx", data, NOTA).catatan
    assert "3 baris yang disembunyikan atau tersaring ikut dibaca (baris 3–4, 6)" in kata
    assert "--baris" in kata
    assert baca_isi("isian.xlsx", data, NOTA, baris=(5, 5)).catatan == ()


def test_cells_merged_over_several_rows_are_named_since_only_the_first_row_has_them() -> None:
    def gabung(hasil: Any) -> None:
        hasil["Data"].merge_cells("B2:B4")

    hasil = nota(["a", "b", "c"], ["d", None, "e"], ["f", None, "g"], ubah=gabung)
    assert hasil.catatan == ("Isi sel gabungan hanya untuk barisnya yang pertama: Data!B2.",)
    data = buku(
        ("Data", [["No", "Maksud"], [1, "Rapat"]]),
        ("pegawai", [["No", "Pegawai"], [1, "Agnes"], [None, "Markus"]]),
        ubah=lambda hasil: hasil["pegawai"].merge_cells("A2:A3"),
    )
    assert baca_isi("isian.xlsx", data, SPT).catatan == ()


def test_a_hidden_table_that_is_read_is_noted() -> None:
    def sembunyi(hasil: Any) -> None:
        hasil["pegawai"].sheet_state = "hidden"

    data = buku(
        ("Data", [["No", "Maksud"], [1, "Rapat"]]),
        ("pegawai", [["No", "Pegawai"], [1, "Agnes"]]),
        ubah=sembunyi,
    )
    hasil = baca_isi("isian.xlsx", data, SPT)
    assert hasil.catatan == ("Lembar pegawai tersembunyi, tetapi isinya ikut dibaca.",)
    assert hasil.baris[0].isi["pegawai"] == [{"pegawai": "Agnes"}]


# --- what the sheet shows ---------------------------------------------------------------------------


def berformat(nilai: object, format_: str) -> Masukan:
    def ubah(hasil: Any) -> None:
        hasil["Data"]["B2"].number_format = format_

    return nota(["a", nilai, "c"], ubah=ubah)


@pytest.mark.parametrize(
    ("nilai", "format_", "terlihat"),
    [
        (123, "000000", "000123"),
        (7, '00" / "', "07 /"),
        (81234567890, "0000-0000-0000", "menurut format 0000-0000-0000"),
    ],
)
def test_zeros_that_only_the_format_shows_are_refused(nilai: int, format_: str, terlihat: str) -> None:
    [baris] = berformat(nilai, format_).baris
    assert [(t.tempat, t.pesan) for t in baris.temuan] == [
        ("hal", f"di Excel terlihat {terlihat}, isinya {nilai}")
    ]
    assert "hal" not in baris.isi


@pytest.mark.parametrize(
    ("nilai", "format_", "terlihat"),
    [
        (2.6666666, "0.0", "2,7"),
        (5, '0" orang"', "5 orang"),
        (1500000.5, '"Rp"#,##0.00', "Rp1.500.000,50"),
        (-4, "#,##0;(#,##0)", "(4)"),
        (0.125, "0%", "13%"),
        (0.5, "# ?/?", "menurut format # ?/?"),
    ],
)
def test_a_number_that_looks_different_in_excel_is_noted_with_its_cell(
    nilai: float, format_: str, terlihat: str
) -> None:
    hasil = berformat(nilai, format_)
    (kata,) = hasil.catatan
    assert kata.startswith(f"Data!B2: di Excel terlihat {terlihat}, isinya ")
    assert hasil.baris[0].temuan == ()


@pytest.mark.parametrize(
    ("nilai", "format_"), [(5, "0"), (5, "General"), (5, "@"), (2.5, "0.0"), (-5, "#,##0;-#,##0"), (5, "0;;")]
)
def test_a_number_that_looks_as_it_is_needs_no_note(nilai: float, format_: str) -> None:
    assert berformat(nilai, format_).catatan == ()


def test_many_such_cells_of_a_column_are_one_note() -> None:
    def ubah(hasil: Any) -> None:
        for nomor in range(2, 7):
            hasil["Data"].cell(nomor, 2).number_format = "0.0"

    (kata,) = nota(*([f"a{n}", n / 3, "c"] for n in (1, 2, 4, 5, 7)), ubah=ubah).catatan
    assert kata.endswith("Begitu juga 4 sel lain di kolom itu.")


def test_numbers_that_are_printed_in_their_own_way_are_noted_only_when_their_digits_differ() -> None:
    rekening = KATALOG.jenis("surat-rekomendasi-lpdb")
    rupiah = next(i for i in rekening.isian if i.jenis == "rupiah")

    def ubah(hasil: Any) -> None:
        hasil["Data"]["A2"].number_format = hasil["Data"]["A3"].number_format = '"Rp"#,##0'

    data = buku(("Data", [[rupiah.nama], [1500000], [1500000.5]]), ubah=ubah)
    (kata,) = baca_isi("isian.xlsx", data, rekening).catatan
    assert kata.startswith("Data!A3: di Excel terlihat Rp1.500.001, isinya 1500000,5")
    assert "Begitu juga" not in kata


@pytest.mark.parametrize("nama", ["#BLOCKED!", "#FIELD!", "#BUSY!", "#GETTING_DATA", "#BARU!", "#N/A"])
def test_every_cell_of_an_error_is_one_whatever_it_is_called(nama: str) -> None:
    data = buku(("Data", [["Hal", "Isi"], ["a", "b"]]))
    data = ganti(data, LEMBAR1, r'<c r="B2".*?</c>', f'<c r="B2" t="e"><f>X()</f><v>{nama}</v></c>')
    [baris] = baca_isi("isian.xlsx", data, NOTA).baris
    assert [(t.tempat, t.pesan) for t in baris.temuan] == [("isi", f"selnya berisi galat {nama}")]
    assert "isi" not in baris.isi


@pytest.mark.parametrize("nama", ["#BLOCKED!", "#CONNECT!", "#SPILL!", "#GETTING_DATA", "Err:508"])
def test_the_name_of_an_error_typed_or_pasted_is_one_too(nama: str) -> None:
    data = buku(("Data", [["Hal", "Isi"], ["a", "b"]]))
    data = ganti(data, LEMBAR1, r'<c r="B2".*?</c>', f'<c r="B2" t="str"><v>{nama}</v></c>')
    [baris] = baca_isi("isian.xlsx", data, NOTA).baris
    assert [t.pesan for t in baris.temuan] == [f"selnya berisi galat {nama}"]


def test_both_ways_of_reading_a_row_agree_on_what_cells_show() -> None:
    isi = [123, 2.66, 0.5, 0.125, -4, "x", None]

    def ubah(hasil: Any) -> None:
        for kolom, format_ in enumerate(["000000", "0.0", "# ?/?", "0%", "#,##0;(#,##0)"], 1):
            hasil["Data"].cell(1, kolom).number_format = format_

    data = buku(("Data", [isi]), ubah=ubah)
    sel = '<c r="F1" t="e"><v>#BUSY!</v></c><c r="G1" t="str"><f>""</f><v></v></c><c r="H1"><f>1</f></c>'
    [lembar] = buka_biasa(ganti(data, LEMBAR1, r'<c r="F1".*?</c>', sel), "isian.xlsx")
    deret = lembar.deret({huruf: n for n, huruf in enumerate("abcdefgh", 1)}, 0)
    [(awal, cepat)] = deret.baris()
    assert deret.pembaca.teliti(deret.lembar.baris_di(awal).xml) == cepat
    assert dict(cepat.tampak) == {
        "a": "000123", "b": "2,7", "c": "… # ?/?", "d": "13%", "e": "(4)", "f": "#BUSY!", "g": "",
    }  # fmt: skip
    assert dict(cepat.rumus) == {"h": "=1"}
    assert "f" not in cepat.nilai


def test_a_letter_that_was_damaged_before_is_named_at_its_cell() -> None:
    [baris] = baca_isi("isian.csv", "Kepada;Hal\nJos�;b\n".encode(), NOTA).baris
    assert [(t.tempat, t.pesan) for t in baris.temuan] == [("kepada", "memuat huruf yang sudah rusak")]
    [baris] = nota(["Jos�", "b", "c"]).baris
    assert [t.tempat for t in baris.temuan] == ["kepada"]


# --- files as no spreadsheet writes them ------------------------------------------------------------


def test_two_rows_of_one_number_are_named() -> None:
    data = ganti(buku(("Data", [["Hal"], ["a"], ["b"]])), LEMBAR1, '<row r="3"', '<row r="2"')
    assert "Data!A2: berkas ini memuat dua baris bernomor 2" in temuan(NOTA, data)[0]


@pytest.mark.parametrize("nomor", ["0", "1048577", "99999999999999999999"])
def test_a_row_that_no_sheet_has_is_refused(nomor: str) -> None:
    data = ganti(buku(("Data", [["Hal"], ["a"]])), LEMBAR1, '<row r="2"', f'<row r="{nomor}"')
    assert f"memuat baris bernomor {nomor}" in temuan(NOTA, data)[0]


def test_hundreds_of_thousands_of_blank_rows_are_passed_over() -> None:
    kosong = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(3, 300_000))
    data = buku(("Data", [["Hal"], ["a"]]))
    data = ganti(data, LEMBAR1, "</sheetData>", f"{kosong}</sheetData>")
    mulai = time.perf_counter()
    assert len(baca_isi("isian.xlsx", data, NOTA).baris) == 1
    assert time.perf_counter() - mulai < 3


# --- the report beside the input --------------------------------------------------------------------


def test_a_report_is_written_over_only_while_nobody_has_touched_it(tmp_path: Path) -> None:
    asal, laporan = tmp_path / "kor.xlsx", buku(("Data", [["Hal"], ["a"]]))
    pertama = simpan(asal, laporan)
    assert pertama == tmp_path / "kor-periksa.xlsx"
    assert simpan(asal, buku(("Data", [["Hal"], ["b"]]))) == pertama
    koreksi = buku(("Data", [["Hal"], ["koreksi saya"]]))
    pertama.write_bytes(koreksi)
    assert simpan(asal, laporan) == tmp_path / "kor-periksa-2.xlsx"
    assert pertama.read_bytes() == koreksi
    (tmp_path / "kor-periksa-2.xlsx").write_bytes(b"berkas lain")
    assert simpan(pertama, laporan) == tmp_path / "kor-periksa-3.xlsx"
    assert simpan(tmp_path / "kor-periksa-3.xlsx", laporan) == tmp_path / "kor-periksa-3.xlsx"
    assert (tmp_path / "kor-periksa-2.xlsx").read_bytes() == b"berkas lain"


def test_a_marked_archive_reads_as_before_and_a_changed_one_is_known() -> None:
    data = buku(("Data", [["Hal"], ["a"]]))
    bertanda = zipan.tandai(data)
    assert zipan.bertanda(bertanda)
    assert not zipan.bertanda(data)
    assert not zipan.bertanda(bertanda.replace(b"PK\x03\x04", b"PK\x03\x05", 1))
    assert not zipan.bertanda(b"")
    assert zipan.baca(bertanda) == zipan.baca(data)
    assert baca_isi("isian.xlsx", bertanda, NOTA).baris[0].isi == {"hal": "a"}
