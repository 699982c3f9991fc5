"""Master data in Excel: found by number or name, wrong cells named, read only when asked."""

import os

import pytest
from openpyxl import Workbook, load_workbook

from naskah import fields
from naskah.induk import DataInduk, tulis_contoh, tulis_kosong
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian


@pytest.fixture(scope="module")
def contoh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contoh") / "data"
    folder.mkdir()
    tulis_contoh(folder)
    return folder


def tulis(folder, *baris, nama="pegawai.xlsx"):
    folder = folder / "data"
    folder.mkdir(exist_ok=True)
    wb = Workbook()
    for satu in baris:
        wb.active.append(satu)
    wb.active.title = "Pegawai"
    wb.save(folder / nama)
    return DataInduk(folder)


def tolak(induk, kunci):
    with pytest.raises(NilaiSalah) as galat:
        induk.pegawai(kunci)
    return f"{galat.value.pesan} → {galat.value.saran}"


@pytest.mark.parametrize(
    "kunci",
    [
        "Agnes Teladan, S.E.",
        "agnes  teladan, s.e.",
        "AGNES TELADAN",
        "198507122010012001",
        "19850712 201001 2 001",
    ],
)
def test_an_employee_is_found_by_name_with_or_without_titles_and_by_nip(contoh, kunci):
    agnes = DataInduk(contoh).pegawai(kunci)
    assert (agnes["nip"], agnes["tanggal_lahir"], agnes["mkg_tahun"]) == (
        "198507122010012001",
        "1985-07-12",
        "14",
    )


def test_a_koperasi_is_found_by_name_and_nik(contoh):
    induk = DataInduk(contoh)
    assert induk.koperasi("koperasi contoh maju") == induk.koperasi("5371010010001")
    assert induk.koperasi("Koperasi Contoh Maju")["tanggal_badan_hukum"] == "2020-02-10"


def test_nobody_is_none_and_somebody_alike_is_suggested(contoh):
    induk = DataInduk(contoh)
    assert induk.pegawai("Zzz") is None
    assert induk.pegawai("999") is None
    assert induk.pegawai("x" * 10_000) is None
    assert "maksudnya Agnes Teladan, S.E.?" in tolak(induk, "Agnes Teladn, SE")


def test_two_of_one_name_are_listed_with_their_numbers(tmp_path):
    induk = tulis(
        tmp_path,
        ["Nama", "NIP"],
        ["Contoh, S.E.", "198001012005011001"],
        ["Contoh, S.H.", "198101012005011001"],
    )
    pesan = tolak(induk, "contoh")
    assert "198001012005011001" in pesan
    assert "198101012005011001" in pesan
    assert induk.pegawai("Contoh, S.H.")["nip"] == "198101012005011001"


def test_one_number_written_twice_is_named_by_its_cells(tmp_path):
    induk = tulis(tmp_path, ["Nama", "NIP"], ["A", "198001012005011001"], ["B", "198001012005011001"])
    assert "Pegawai!B2, Pegawai!B3" in tolak(induk, "198001012005011001")


def test_a_number_that_excel_made_a_figure_is_named_by_its_cell(tmp_path):
    induk = tulis(
        tmp_path, ["Nama", "NIP"], ["Contoh Satu", 198001012005011001], ["Contoh Dua", "198101012005011001"]
    )
    assert "sel Pegawai!B2 di data/pegawai.xlsx: NIP berupa angka" in tolak(induk, "Contoh Satu")
    assert "sel Pegawai!B2" in tolak(induk, "198001012005011001")
    assert induk.pegawai("Contoh Dua")["nip"] == "198101012005011001"


def test_a_finding_about_the_master_data_names_cell_and_number_not_the_person(tmp_path):
    induk = tulis(
        tmp_path, ["Nama", "NIP"], ["Contoh Satu", 198001012005011001], ["Contoh Dua", "19810101200501100"]
    )

    def temuan(kunci):
        (satu,) = fields.baca([Isian("x", "pegawai")], {"x": kunci}, induk).temuan
        return str(satu)

    assert "sel Pegawai!B2 di data/pegawai.xlsx: NIP berupa angka 198001012005011000" in temuan("Contoh Satu")
    assert "sel Pegawai!B3: nip NIP berisi 17 angka (tertulis: '19810101200501100')" in temuan("Contoh Dua")
    assert "Contoh" not in temuan("Contoh Satu") + temuan("Contoh Dua")


@pytest.mark.parametrize("nik", [5371010010001, 5371010010001.0])
def test_a_nik_that_excel_keeps_whole_is_accepted_as_a_number(tmp_path, nik):
    induk = tulis(tmp_path, ["Nama", "NIK"], ["Koperasi Contoh", nik], nama="koperasi.xlsx")
    terbaca = fields.baca([Isian("x", "koperasi")], {"x": "5371010010001"}, induk)
    assert not terbaca.temuan
    assert terbaca.nilai["x"]["nik"] == "5371010010001"


def test_a_number_too_short_for_its_kind_is_a_finding_at_its_cell(tmp_path):
    induk = tulis(tmp_path, ["Nama", "NIP"], ["Contoh", 198001012005], ["Lain", "-"])
    (temuan,) = fields.baca([Isian("x", "pegawai")], {"x": "Contoh"}, induk).temuan
    assert "sel Pegawai!B2: nip NIP berisi 12 angka" in temuan.pesan
    (temuan,) = fields.baca([Isian("x", "pegawai")], {"x": "Lain"}, induk).temuan
    assert "sel Pegawai!B3: nip NIP hanya boleh berisi angka" in temuan.pesan


def test_headings_may_stand_lower_and_be_called_otherwise(tmp_path):
    induk = tulis(
        tmp_path, ["DAFTAR PEGAWAI"], [],
        ["No.", "NAMA LENGKAP", "N I P", "NIP Baru", "Gol. Ruang", "Unit Kerja", "Hobi"],
        [1, "Contoh", None, "198001012005011001", "III/c", "Sekretariat", "x"],
    )  # fmt: skip
    assert induk.pegawai("Contoh") == {
        "nama": "Contoh", "nip": "198001012005011001", "golongan": "III/c", "unit": "Sekretariat",
    }  # fmt: skip


def test_an_error_in_a_cell_is_named_only_when_that_row_is_asked_for(tmp_path):
    induk = tulis(tmp_path, ["Nama", "Golongan"], ["Rusak", "=1/0"], ["Utuh", "III/c"])
    assert "Pegawai!B2" in tolak(induk, "Rusak")
    assert induk.pegawai("Utuh")["golongan"] == "III/c"


def test_missing_data_knows_nobody_and_damaged_data_says_so(tmp_path):
    assert DataInduk(tmp_path).pegawai("Contoh") is None
    (tmp_path / "pegawai.xlsx").write_bytes(b"rusak")
    assert "tidak terbaca" in tolak(DataInduk(tmp_path), "Contoh")
    assert "tidak punya baris judul" in tolak(tulis(tmp_path, ["a", "b"]), "Contoh")


def test_a_changed_file_is_read_again_and_an_unchanged_one_is_not(tmp_path, monkeypatch):
    induk = tulis(tmp_path, ["Nama", "Golongan"], ["Contoh", "III/c"])
    assert induk.pegawai("Contoh")["golongan"] == "III/c"
    tulis(tmp_path, ["Nama", "Golongan"], ["Contoh", "III/d"])
    os.utime(tmp_path / "data" / "pegawai.xlsx", ns=(1, 1))
    assert induk.pegawai("Contoh")["golongan"] == "III/d"
    monkeypatch.setattr("naskah.lembar.baca", lambda _: pytest.fail("read again"))
    assert induk.pegawai("Contoh")["golongan"] == "III/d"


def test_the_example_files_keep_numbers_as_text_and_dates_as_dates(contoh):
    lembar = load_workbook(contoh / "pegawai.xlsx").active
    kolom = {sel.value: sel.column for sel in lembar[1]}
    assert isinstance(lembar.cell(2, kolom["NIP"]).value, str)
    assert lembar.cell(2, kolom["NIP"]).number_format == "@"
    assert lembar.cell(400, kolom["NIP"]).number_format == "@"
    assert lembar.cell(2, kolom["Tanggal Lahir"]).is_date
    assert lembar.freeze_panes == "B2"
    assert (contoh / "libur.csv").read_text("utf-8").startswith("tanggal,keterangan\n2026-01-01")


def test_every_example_employee_and_koperasi_is_valid(contoh):
    induk = DataInduk(contoh)
    for jenis, cari, nama in (
        ("pegawai", induk.pegawai, "pegawai.xlsx"),
        ("koperasi", induk.koperasi, "koperasi.xlsx"),
    ):
        isi = [b[0].value for b in load_workbook(contoh / nama).active.iter_rows(min_row=2) if b[0].value]
        assert len(isi) >= 8
        for kunci in isi:
            assert not fields.baca([Isian("x", jenis)], {"x": kunci}, induk).temuan
            assert cari(kunci)["nama"] == kunci


def test_empty_files_have_the_headings_and_what_is_there_stays(tmp_path):
    (tmp_path / "libur.csv").write_text("milik kantor")
    tulis_kosong(tmp_path)
    assert [s.value for s in load_workbook(tmp_path / "koperasi.xlsx").active[1]][:2] == [
        "Nama Koperasi",
        "NIK",
    ]
    assert (tmp_path / "libur.csv").read_text() == "milik kantor"
    assert DataInduk(tmp_path).pegawai("Contoh") is None
