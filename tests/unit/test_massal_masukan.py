"""The input of a merge as offices fill it in: workbooks, .csv, .json, master data."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import numbers

from naskah.catalog import Jenis, Katalog, folder_templat
from naskah.massal.masukan import Masukan, baca, baca_isi
from naskah.massal.templat_masukan import templat
from registers.dasar.galat import DataTidakSah
from tests.bahan.lembar import tulis

KATALOG = Katalog.buka([folder_templat()])
SPT = KATALOG.jenis("spt")
LHPKK = KATALOG.jenis("lhpkk")
NOTA = KATALOG.jenis("nota-dinas")
UNDANGAN = KATALOG.jenis("surat-undangan")


def ganti(path: Path, bagian: str, lama: bytes, baru: bytes) -> None:
    """Change bytes inside one part of a workbook."""
    with zipfile.ZipFile(path) as zip_:
        semua = {nama: zip_.read(nama) for nama in zip_.namelist()}
    assert lama in semua[bagian]
    semua[bagian] = semua[bagian].replace(lama, baru)
    with zipfile.ZipFile(path, "w") as zip_:
        for nama, data in semua.items():
            zip_.writestr(nama, data)


def temuan(jenis: Jenis, path: Path) -> list[str]:
    with pytest.raises(DataTidakSah) as galat:
        baca(path, jenis)
    return [str(t) for t in galat.value.temuan]


def isi(masukan: Masukan) -> list[Any]:
    return [dict(satu.isi) for satu in masukan.baris]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "isian.xlsx"


def test_headings_are_labels_or_names_under_title_rows_and_blank_rows_are_skipped(path: Path) -> None:
    tulis(path, {"Data": [
        ["DAFTAR NOTA DINAS 2026"],
        [],
        ["No", "Kepada *", "HAL", "isi"],
        [1, "Kepala Bidang", "Rapat", "Mohon hadir."],
        [2, None, None, None],
        [],
        [3, "Sekretaris", "Cuti", date(2026, 11, 23)],
    ]})  # fmt: skip
    hasil = baca(path, NOTA)
    assert [b.nomor for b in hasil.baris] == [4, 7]
    assert hasil.baris[0].isi == {"kepada": "Kepala Bidang", "hal": "Rapat", "isi": "Mohon hadir."}
    assert hasil.baris[1].isi["isi"] == date(2026, 11, 23)
    assert hasil.baris[1].sel["hal"] == "Data!C7"
    assert hasil.sumber == "isian.xlsx"
    assert hasil.data == path.read_bytes()


def test_only_the_rows_that_were_asked_for_are_read(path: Path) -> None:
    tulis(path, {"Data": [["Hal"], *([f"hal {n}"] for n in range(2, 12))]})
    assert [b.nomor for b in baca(path, NOTA, baris=(4, 6)).baris] == [4, 5, 6]
    with pytest.raises(DataTidakSah, match="tidak ada baris yang terisi di antara baris 40 dan 60"):
        baca(path, NOTA, baris=(40, 60))


def test_unknown_double_and_missing_headings_are_named_all_at_once(path: Path) -> None:
    tulis(path, {"Data": [
        ["Hal", "Perihalan", "hal", "Kepada", None],
        ["a", "b", "c", "d", "e"],
    ]})  # fmt: skip
    semua = temuan(NOTA, path)
    assert [s.split(":")[0] for s in semua] == ["Data!B1", "Data!C1", "Data!E2"]
    assert "tidak dikenal" in semua[0]
    assert "sama dengan yang di Data!A1" in semua[1]
    assert "tidak berjudul" in semua[2]


def test_a_person_may_be_one_column_or_typed_in_full_under_a_merged_heading(path: Path) -> None:
    baris = [
        ["Ketua tim pemeriksa", "Koperasi", None, "tahun_buku"],
        [None, "Nama koperasi", "Alamat", None],
        ["Agnes Teladan, S.E.", "Koperasi Baru", "Jalan Contoh", "2025"],
    ]
    tulis(path, {"Data": baris}, ["B1:C1"])
    [satu] = baca(path, LHPKK).baris
    assert satu.isi["koperasi"] == {"nama": "Koperasi Baru", "alamat": "Jalan Contoh"}
    assert satu.isi["ketua_tim"] == "Agnes Teladan, S.E."
    assert satu.isi["tahun_buku"] == "2025"
    assert satu.nomor == 3


def test_dotted_columns_make_one_table_and_a_key_beside_them_is_refused_by_its_kind(path: Path) -> None:
    tulis(
        path,
        {
            "Data": [
                ["koperasi.nama", "Koperasi: Alamat", "Koperasi"],
                ["Maju", "Jalan", None],
                ["Maju", None, "X"],
            ]
        },
    )
    assert isi(baca(path, LHPKK)) == [
        {"koperasi": {"nama": "Maju", "alamat": "Jalan"}},
        {"koperasi": {"nama": "Maju", "": "X"}},
    ]


def test_a_heading_merged_over_several_columns_without_headings_below_is_named(path: Path) -> None:
    tulis(path, {"Data": [["Hal", "Kepada", None], ["a", "b", "c"]]}, ["B1:C1"])
    assert "Data!B1: judul ini menutupi 2 kolom" in temuan(NOTA, path)[0]


def test_headings_merged_downwards_are_understood(path: Path) -> None:
    tulis(path, {"Data": [["Kepada", "Hal"], ["Sdr.", None], ["a", "b"]]}, ["B1:B2"])
    assert isi(baca(path, NOTA))[-1] == {"kepada": "a", "hal": "b"}


def test_checklist_columns_hold_state_and_remark(path: Path) -> None:
    tulis(path, {"Data": [
        ["kelengkapan.surat_permohonan", "kelengkapan.surat_permohonan.keterangan"],
        ["lengkap", None],
        ["belum ada", "menyusul"],
        [None, "menyusul"],
    ]})  # fmt: skip
    jenis = KATALOG.jenis("surat-rekomendasi-pendirian")
    assert isi(baca(path, jenis)) == [
        {"kelengkapan": {"surat_permohonan": "lengkap"}},
        {"kelengkapan": {"surat_permohonan": {"keadaan": "belum ada", "keterangan": "menyusul"}}},
        {"kelengkapan": {"surat_permohonan": {"keterangan": "menyusul"}}},
    ]


def test_identity_numbers_stay_text_and_those_excel_has_cut_are_refused_by_cell(path: Path) -> None:
    tulis(path, {"Data": [["Hal", "Isi"], ["0012", 3174051201900001], [5371010010001, "x"]]})
    baris = list(baca(path, NOTA).baris)
    assert baris[0].isi["hal"] == "0012"
    assert baris[1].isi["hal"] == 5371010010001
    [satu] = baris[0].temuan
    assert (satu.tempat, baris[0].sel[satu.tempat]) == ("isi", "Data!B2")
    assert "digit terakhirnya hilang" in satu.pesan


def test_errors_and_formulas_nobody_computed_are_named_by_cell(path: Path) -> None:
    tulis(path, {"Data": [["Hal", "Isi", "Kepada"], ["=1+1", "#N/A", "x"]]})
    [baris] = baca(path, NOTA).baris
    assert baris.isi == {"kepada": "x"}
    assert {t.tempat: t.pesan for t in baris.temuan} == {
        "hal": "rumusnya belum dihitung",
        "isi": "selnya berisi galat #N/A",
    }


def test_formulas_count_by_what_excel_has_computed(path: Path) -> None:
    """A formula that shows nothing on purpose is a blank cell; Excel says so by the cell's type."""
    with xlsxwriter.Workbook(path) as buku:
        lembar = buku.add_worksheet("Data")
        lembar.write_row(0, 0, ["Hal", "Isi", "Kepada"])
        lembar.write_formula(1, 0, "=1+1", value=2)
        lembar.write_formula(1, 1, '=IF(A9="","","x")', value="")
        lembar.write_formula(1, 2, "=NA()", value="#N/A")
    ganti(path, "xl/worksheets/sheet1.xml", b'<c r="B2">', b'<c r="B2" t="str">')
    [baris] = baca(path, NOTA).baris
    assert baris.isi == {"hal": 2}
    assert [t.tempat for t in baris.temuan] == ["kepada"]


def test_percentages_are_text_and_dates_are_dates(path: Path) -> None:
    buku = Workbook()
    lembar: Any = buku.active
    lembar.append(["Hal", "Isi"])
    lembar.append([0.125, date(2026, 2, 3)])
    lembar["A2"].number_format = numbers.FORMAT_PERCENTAGE_00
    buku.save(path)
    assert isi(baca(path, NOTA)) == [{"hal": "12,5%", "isi": date(2026, 2, 3)}]


def test_rows_of_a_daftar_find_their_letter_by_no_and_a_blank_no_is_the_one_above(path: Path) -> None:
    tulis(path, {
        "Data": [["No", "Maksud"], [1, "Rapat"], ["2.", "Latihan"], [3, "Sendiri"]],
        "Pegawai yang diperintah": [
            ["No", "pegawai", "Tingkat biaya"],
            ["01", "Agnes", "B"],
            [None, "Markus", "C"],
            [],
            [2, "Petrus", None],
        ],
    })  # fmt: skip
    baris = list(baca(path, SPT).baris)
    assert baris[0].isi["pegawai"] == [
        {"pegawai": "Agnes", "tingkat_biaya": "B"},
        {"pegawai": "Markus", "tingkat_biaya": "C"},
    ]
    assert baris[1].isi["pegawai"] == [{"pegawai": "Petrus"}]
    assert "pegawai" not in baris[2].isi
    assert baris[0].sel["pegawai[2].tingkat_biaya"] == "Pegawai yang diperintah!C3"
    assert baris[1].sel["pegawai[1].pegawai"] == "Pegawai yang diperintah!B5"


def test_rows_of_a_daftar_that_belong_to_no_letter_are_named(path: Path) -> None:
    tulis(path, {
        "Data": [["No", "Maksud"], [1, "Rapat"], [1, "Lagi"]],
        "pegawai": [["No", "Pegawai"], [None, "Agnes"], [1, "Budi"], [9, "Markus"]],
    })  # fmt: skip
    semua = temuan(SPT, path)
    assert [s.split(":")[0] for s in semua] == ["pegawai!A2", "pegawai!A4", "Data!A3"]


def test_a_daftar_without_no_on_either_sheet_is_named(path: Path) -> None:
    tulis(path, {"Data": [["Maksud"], ["Rapat"]], "pegawai": [["No", "Pegawai"], [1, "Agnes"], [1, "B"]]})
    assert temuan(SPT, path) == [
        "Data!A1: lembar ini tidak punya kolom No → No di lembar pegawai menunjuk No di lembar Data"
    ]


def test_a_misspelled_sheet_of_a_daftar_is_named_and_other_sheets_are_left_alone(path: Path) -> None:
    tulis(path, {"Data": [["Maksud"], ["Rapat"]], "Catatan saya": [["apa saja"]]})
    assert len(baca(path, SPT).baris) == 1
    tulis(path, {"Data": [["Maksud"], ["Rapat"]], "Pegawai yg diperintah": [["No", "Pegawai"]]})
    assert "bukan nama daftar naskah ini" in temuan(SPT, path)[0]


def test_the_wrong_first_sheet_is_named_with_the_right_one(path: Path) -> None:
    tulis(path, {"Sampul": [["apa"]], "Data": [["Hal", "Isi"], ["a", "b"]]})
    assert "judulnya ada di lembar Data" in temuan(NOTA, path)[0]


def test_an_empty_sheet_an_old_xls_and_a_damaged_file_are_refused_with_what_to_do(path: Path) -> None:
    tulis(path, {"Data": []})
    assert "tidak punya baris judul kolom" in temuan(NOTA, path)[0]
    tulis(path, {"Data": [["Hal"]]})
    assert "tidak ada baris yang terisi" in temuan(NOTA, path)[0]
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert ".xls lama" in temuan(NOTA, path)[0]
    for rusak in (b"", b"bukan zip", b"PK\x03\x04rusak"):
        path.write_bytes(rusak)
        assert temuan(NOTA, path)
    lain = path.with_suffix(".ods")
    lain.write_bytes(b"x")
    assert "tidak dikenal" in temuan(NOTA, lain)[0]


def test_help_and_example_rows_are_no_letters_unless_asked_for(path: Path) -> None:
    tulis(path, {
        "Data": [["No", "Maksud"], ["petunjuk", "tulis maksudnya"], ["contoh", "Rapat"], [1, "Latihan"]],
        "pegawai": [["No", "Pegawai"], ["contoh", "Agnes"], [1, "Markus"]],
    })  # fmt: skip
    assert isi(baca(path, SPT)) == [{"maksud": "Latihan", "pegawai": [{"pegawai": "Markus"}]}]
    dengan = baca(path, SPT, contoh=True)
    assert dengan.baris[0].isi == {"maksud": "Rapat", "pegawai": [{"pegawai": "Agnes"}]}
    assert [b.nomor for b in dengan.baris] == [3, 4]


def test_the_remarks_of_an_earlier_report_are_no_values(path: Path) -> None:
    tulis(path, {"Data": [["Hal", "Yang perlu diperbaiki"], ["a", "isi: belum diisi"]]})
    assert isi(baca(path, NOTA)) == [{"hal": "a"}]


@pytest.mark.parametrize(
    ("teks", "sandi"),
    [
        ('Hal;Kepada\r\n"a;""b""\r\nc";Jalan Ñ\r\n\r\nx;\r\n', "utf-8-sig"),
        ('Hal,Kepada\n"a;""b""\nc",Jalan Ñ\n\nx,\n', "cp1252"),
        ('\nHal\tKepada\n"a;""b""\nc"\tJalan Ñ\nx\n', "utf-16"),
    ],
)
def test_csv_is_read_as_spreadsheets_write_it(tmp_path: Path, teks: str, sandi: str) -> None:
    path = tmp_path / "isian.csv"
    path.write_bytes(teks.encode(sandi))
    hasil = baca(path, NOTA)
    awal = 3 if sandi == "utf-16" else 2
    assert [b.nomor for b in hasil.baris] == [awal, 4]  # the rows as Excel numbers them, blank ones counted
    assert hasil.baris[0].isi["kepada"] == "Jalan Ñ"
    assert hasil.baris[0].isi["hal"].replace("\r\n", "\n") == 'a;"b"\nc'
    assert hasil.baris[1].isi == {"hal": "x"}
    assert [b.nomor for b in baca(path, NOTA, baris=(4, 5)).baris] == [4]


def test_csv_headings_are_checked_like_those_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "isian.csv"
    path.write_text("Hal;Entah;hal\na;b;c;d\n")
    assert [s.split(":")[0] for s in temuan(NOTA, path)] == ["B1", "C1", "D2"]


def test_json_is_a_list_of_objects_with_tables_and_all_unknown_fields_are_named(tmp_path: Path) -> None:
    path = tmp_path / "isian.json"
    path.write_text(
        '[{"maksud": "a", "pegawai": [{"pegawai": "Agnes"}]}, {"Maksud": "b", "koperasi.nama": 1}]'
    )
    assert "[2].koperasi.nama: isian tidak dikenal" in temuan(SPT, path)[0]
    path.write_text('[{"maksud": "a", "pegawai": [{"pegawai": "Agnes"}]}, {}, {"maksud": "b"}]')
    hasil = baca(path, SPT)
    assert [b.nomor for b in hasil.baris] == [1, 3]
    assert hasil.baris[0].isi == {"maksud": "a", "pegawai": [{"pegawai": "Agnes"}]}
    for salah in ("{}", "[1]", "[", '[{"a": 1, "a": 2}]', "[NaN]", "[" * 100_000, "[]"):
        path.write_text(salah)
        assert temuan(SPT, path)


def test_headings_are_guessed_only_when_they_are_meant(path: Path) -> None:
    tulis(path, {"Data": [["Kepada", "Nama Undangan", "Kecamatan", "Judul", "Tgl acara", "Pakayan"]]})
    saran = [s.split("→ ")[1] for s in temuan(UNDANGAN, path)]
    assert [s.split(" Bila")[0] for s in saran] == [
        "pakai judul dari berkas isian.",
        "pakai judul dari berkas isian.",
        "pakai judul dari berkas isian.",
        "maksudnya tanggal acara?",
        "maksudnya pakaian?",
    ]
    assert saran[1].endswith("Bila kolom sendiri, beri kurung: (Kecamatan)")


def test_columns_in_parentheses_or_after_a_hash_are_peoples_own(path: Path) -> None:
    tulis(path, {"Data": [["Hal", "(Kepada)", "# catatan"], ["a", "b", "c"]]})
    assert isi(baca(path, NOTA)) == [{"hal": "a"}]


def test_a_workbook_for_another_type_is_named_as_that_and_nothing_else(path: Path) -> None:
    path.write_bytes(templat(SPT))
    assert temuan(UNDANGAN, path) == [
        "isian.xlsx: berkas ini isian Surat Perintah Tugas, bukan Surat Undangan → "
        "pakai untuk Surat Perintah Tugas: naskah massal jalan spt isian.xlsx"
    ]


def test_a_wrong_no_on_the_second_sheet_is_told_there(path: Path) -> None:
    tulis(path, {
        "Data": [["No", "Maksud"], [1, "Rapat"], [99, None]],
        "pegawai": [["No", "Pegawai"], [1, "Agnes"], [99, "Budi"]],
    })  # fmt: skip
    with pytest.raises(DataTidakSah) as galat:
        baca(path, SPT, umum=())
    assert [str(t).split(" →")[0] for t in galat.value.temuan] == [
        "pegawai!A3: No 99 tidak ada isinya di lembar Data"
    ]
    perlu = {i.nama for i in SPT.isian if i.wajib and i.jenis != "daftar"}
    assert [b.nomor for b in baca(path, SPT, umum=perlu).baris] == [2, 3]


def test_the_same_bytes_are_read_without_a_file(path: Path) -> None:
    tulis(path, {"Data": [["Hal"], ["a"]]})
    assert isi(baca_isi("isian.xlsx", path.read_bytes(), NOTA)) == isi(baca(path, NOTA))


def test_a_row_of_a_daftar_that_only_says_no_makes_no_letter(path: Path) -> None:
    tulis(path, {
        "Data": [["No", "Maksud"], [1, "Rapat"], [2, None]],
        "pegawai": [["No", "Pegawai"], [1, "Agnes"], [2, None]],
    })  # fmt: skip
    assert [b.nomor for b in baca(path, SPT).baris] == [2]


def test_a_letter_with_nothing_but_rows_of_a_daftar_is_still_a_letter(path: Path) -> None:
    tulis(path, {"Data": [["No", "Maksud"], [1, None]], "pegawai": [["No", "Pegawai"], [1, "Agnes"]]})
    assert isi(baca(path, SPT)) == [{"pegawai": [{"pegawai": "Agnes"}]}]
