"""Values from files: strict where a slip would be silent, exact in numbers, findings at the cell."""

import io
import json
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook

from naskah.catalog import Katalog, folder_templat
from naskah.isi import baca_isi, butir_json, kumpulkan, urai_json
from registers.dasar.galat import BerkasGagal, DataTidakSah

SPT = Katalog.buka([folder_templat()]).jenis("spt")
PENDIRIAN = Katalog.buka([folder_templat()]).jenis("surat-rekomendasi-pendirian")


def dari(teks: bytes | str, **lain):
    data = teks if isinstance(teks, bytes) else teks.encode()
    return kumpulkan(SPT, "-", stdin=io.BytesIO(data), **lain)


def tolak(teks):
    with pytest.raises(DataTidakSah) as galat:
        dari(teks)
    return str(galat.value)


def buku(tmp_path, lembar, nama="isi.xlsx"):
    wb = Workbook()
    wb.remove(wb.active)
    for judul, baris in lembar.items():
        ws = wb.create_sheet(judul)
        for satu in baris:
            ws.append(satu)
    wb.save(tmp_path / nama)
    return tmp_path / nama


def test_toml_and_json_come_by_suffix_or_by_their_first_letter(tmp_path):
    assert dari('maksud = "x"') == dari('{"maksud": "x"}') == {"maksud": "x"}
    (tmp_path / "a.json").write_text('{"maksud": "x"}')
    (tmp_path / "a.toml").write_bytes("\ufeffmaksud = 'x'".encode())
    assert (
        kumpulkan(SPT, str(tmp_path / "a.json"))
        == kumpulkan(SPT, str(tmp_path / "a.toml"))
        == {"maksud": "x"}
    )


def test_decimals_are_exact():
    assert dari('{"a": 0.1}')["a"] == dari("a = 0.1")["a"] == Decimal("0.1")


@pytest.mark.parametrize(
    ("teks", "pesan"),
    [
        ('{"maksud": "a", "maksud": "b"}', "isian 'maksud' tertulis dua kali"),
        ('{"a": {"b": 1, "b": 2}}', "isian 'b' tertulis dua kali"),
        ('{"a": NaN}', "NaN bukan angka"),
        ('{"a": -Infinity}', "bukan angka"),
        ('{\n"a": \n}', "periksa baris 3"),
        ('maksud = "a"\nmaksud = "b"', "bukan TOML yang sah"),
        ("a = ", "periksa"),
        ('{"a": ' + "[" * 50_000 + "]" * 50_000 + "}", "terlalu dalam"),
        ("a = " + "[" * 5_000 + "]" * 5_000, "terlalu dalam"),
        ('{"a": ' + "9" * 5000 + "}", "tidak dapat dibaca"),
        (b"maksud = '\xff'", "bukan teks UTF-8"),
        (b"#" * (10 * 1024 * 1024 + 1), "terlalu besar"),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(teks, pesan):
    assert pesan in tolak(teks)


@pytest.mark.parametrize(
    ("baris", "pesan"),
    [
        ("tanggal = 2026-02-31", "baris 2: tidak ada tanggal 31 Februari 2026 (tertulis: 2026-02-31)"),
        ("tanggal = [2026-01-01, 2026-04-31]  # x", "baris 2: tidak ada tanggal 31 April 2026"),
        ("tanggal = 2026-13-01", "baris 2: tidak ada bulan ke-13"),
        ("tanggal = 31/02/2026", "baris 2: tidak ada tanggal 31 Februari 2026"),
        ("tanggal = 23-11-2026", "bukan TOML yang sah"),
        ("nomor = '31-02-2026' '", "bukan TOML yang sah"),
    ],
)
def test_a_day_the_calendar_does_not_have_is_named_not_blamed_on_quotation_marks(baris, pesan):
    assert pesan in tolak(f'maksud = "x"\n{baris}\n')


def test_an_amount_with_points_and_no_quotation_marks_is_told_how_to_write_it():
    kata = tolak('maksud = "x"\njumlah = 12.750.000\n')
    assert "baris 2: angka bertitik tanpa tanda kutip (tertulis: 12.750.000)" in kata
    assert 'tulis 12750000, atau dengan tanda kutip: "12.750.000"' in kata


def test_other_files_are_refused_with_those_we_read(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(DataTidakSah, match=r"pakai \.toml, \.json, atau \.xlsx"):
        kumpulkan(SPT, str(tmp_path / "a.docx"))
    with pytest.raises(BerkasGagal):
        kumpulkan(SPT, str(tmp_path / "tidak-ada.toml"))


def test_the_file_wins_over_an_earlier_letter_and_set_over_both():
    lama = {"maksud": "lama", "tempat_tujuan": "Ende", "gaji_lama": "tak dipakai"}
    hasil = dari('maksud = "baru"\nuntuk = "a"', set_=["untuk=b", "alat_angkut = Kapal "], lama=lama)
    assert hasil == {"maksud": "baru", "tempat_tujuan": "Ende", "untuk": "b", "alat_angkut": " Kapal "}


def test_set_reaches_into_tables_and_rows_and_leaves_the_earlier_letter_alone():
    lama = {"pegawai": [{"pegawai": "A"}]}
    hasil = kumpulkan(
        SPT, "", ["pegawai[1].pegawai=B", "pegawai[2].pegawai=C", "pegawai[2].tingkat_biaya=D"], lama
    )
    assert hasil == {"pegawai": [{"pegawai": "B"}, {"pegawai": "C", "tingkat_biaya": "D"}]}
    assert lama == {"pegawai": [{"pegawai": "A"}]}


@pytest.mark.parametrize(
    "satu", ["maksud", "=x", "a[1][2]=x", "a b=x", "pegawai[3].x=1", "pegawai[0]=1", "maksud.x=1"]
)
def test_an_assignment_that_leads_nowhere_is_refused(satu):
    with pytest.raises(DataTidakSah) as galat:
        kumpulkan(SPT, "", [satu], {"maksud": "m"})
    assert "--set" in galat.value.temuan[0].tempat


def test_an_input_sheet_gives_fields_rows_and_the_cell_of_each(tmp_path):
    path = buku(
        tmp_path,
        {
            "Isian": [
                ["Isian", "Nilai", "Keterangan"],
                ["Maksud perjalanan dinas", "Melatih", "label atau nama"],
                ["tanggal_berangkat", datetime(2026, 12, 7)],  # noqa: DTZ001
                ["Dasar", "DPA"],
                [None, "Nota dinas"],
                [],
                ["kode_rekening", None],
            ],
            "Pegawai": [["No", "Pegawai", "Tingkat biaya"], [1, "Agnes", "B"], [], [2, "Markus", "C"]],
        },
    )
    hasil = kumpulkan(SPT, str(path))
    assert hasil == {
        "maksud": "Melatih",
        "tanggal_berangkat": datetime(2026, 12, 7),  # noqa: DTZ001
        "dasar": ["DPA", "Nota dinas"],
        "pegawai": [{"pegawai": "Agnes", "tingkat_biaya": "B"}, {"pegawai": "Markus", "tingkat_biaya": "C"}],
    }
    assert hasil.sel["maksud"] == "Isian!B2"
    assert hasil.sel["pegawai[2].pegawai"] == "Pegawai!B4"
    assert hasil.temuan == ()


def test_a_checklist_has_a_sheet_of_its_own(tmp_path):
    path = buku(
        tmp_path,
        {
            "Isian": [["ketua", "Yuliana"]],
            "Kelengkapan": [["Butir", "Keadaan", "Keterangan"], ["Surat permohonan", "lengkap", "asli"]],
        },
    )
    hasil = kumpulkan(PENDIRIAN, str(path))
    assert hasil["kelengkapan"] == [{"butir": "Surat permohonan", "keadaan": "lengkap", "keterangan": "asli"}]


def test_broken_cells_unknown_headings_and_sheets_travel_with_their_cells(tmp_path):
    wb = Workbook()
    ws = wb.active
    ws.title = "Isian"
    for satu in (["maksud", "=1/0"], ["untuk", "#N/A"], ["dasar", "a"], ["dasar", "b"]):
        ws.append(satu)
    ws["B2"].data_type = "e"
    for judul in ("pegawai", "pegawei"):
        wb.create_sheet(judul).append(["Pegawai", "Warna"])
    wb["pegawai"].append(["Agnes", "merah", "lebih"])
    wb.save(tmp_path / "isi.xlsx")
    hasil = kumpulkan(SPT, str(tmp_path / "isi.xlsx"))
    assert [t.tempat for t in hasil.temuan] == [
        "maksud", "untuk", "Isian!A4", "pegawai!B1", "pegawai!C2", "lembar pegawei",
    ]  # fmt: skip
    assert "rumusnya belum dihitung" in hasil.temuan[0].pesan
    assert "#N/A" in hasil.temuan[1].pesan
    diganti = kumpulkan(SPT, str(tmp_path / "isi.xlsx"), ["maksud=x"])
    assert diganti.temuan[0].tempat == "untuk"


def test_digits_that_excel_lost_never_pass_for_exact_and_percentages_stay_what_is_seen(tmp_path):
    wb = Workbook()
    wb.active.append(["maksud", 198001012005011001])
    wb.active.append(["untuk", 0.125])
    wb.active["B2"].number_format = "0.0%"
    wb.save(tmp_path / "isi.xlsx")
    hasil = kumpulkan(SPT, str(tmp_path / "isi.xlsx"))
    assert isinstance(hasil["maksud"], float)
    assert hasil["untuk"] == "12,5%"


@pytest.mark.parametrize("data", [b"bukan zip", b"PK\x03\x04rusak", b"\xd0\xcf\x11\xe0lama", b""])
def test_what_is_no_workbook_is_refused(tmp_path, data):
    (tmp_path / "isi.xlsx").write_bytes(data)
    with pytest.raises(DataTidakSah, match=r"isi\.xlsx"):
        kumpulkan(SPT, str(tmp_path / "isi.xlsx"))


def test_a_workbook_with_a_doctype_is_refused_before_it_is_parsed(tmp_path):
    import zipfile

    path = buku(tmp_path, {"Isian": [["maksud", "x"]]})
    with zipfile.ZipFile(path, "a") as arsip:
        arsip.writestr("xl/jahat.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(DataTidakSah, match="DOCTYPE"):
        kumpulkan(SPT, str(path))


def test_a_damaged_sheet_inside_a_whole_archive_is_refused(tmp_path):
    import zipfile

    path = buku(tmp_path, {"Isian": [["maksud", "=A2"]]})
    with zipfile.ZipFile(path) as asal, zipfile.ZipFile(tmp_path / "rusak.xlsx", "w") as tujuan:
        for nama in asal.namelist():
            isi = asal.read(nama)
            tujuan.writestr(nama, isi[: len(isi) // 2] if "sheet1" in nama else isi)
    with pytest.raises(DataTidakSah, match=r"rusak\.xlsx"):
        kumpulkan(SPT, str(tmp_path / "rusak.xlsx"))


def test_a_file_can_be_read_without_a_type(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"kepala_nama": "Contoh"}))
    assert baca_isi(tmp_path / "a.json").nilai == {"kepala_nama": "Contoh"}
    assert baca_isi(buku(tmp_path, {"Isian": [["kepala_nama", "Contoh"]]})).nilai == {"kepala_nama": "Contoh"}
    with pytest.raises(DataTidakSah):
        baca_isi(buku(tmp_path, {"Isian": [["kepala_nama", "=A1"]]}))


@pytest.mark.parametrize(
    "teks", ["[]", " [ ] ", "[1]", "[1, 2]\n", '[{"a": 1.50} ,\t{"b": [2]}]', '["é", null]', "[[], {}]"]
)
def test_a_list_taken_apart_is_the_list_and_each_piece_stands_where_it_says(teks):
    semua = list(butir_json(teks))
    assert [isi for isi, _, _ in semua] == urai_json(teks)
    assert [urai_json(teks[awal:akhir]) for _, awal, akhir in semua] == urai_json(teks)


@pytest.mark.parametrize(
    "teks",
    ["", "[", "[1", "[1,]", "[1]]", "[1] x", "[1 2]", "[,1]", "x", '{"a": 1}', '[{"a": 1, "a": 2}]', "[NaN]"],
)
def test_what_is_no_list_is_refused_piece_by_piece_too(teks):
    with pytest.raises(ValueError):
        list(butir_json(teks))
