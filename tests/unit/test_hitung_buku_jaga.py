"""The buku jaga: next KGB, pangkat and pension, their deadlines and lights (SOP 16, 17, 18)."""

from __future__ import annotations

from datetime import date

import pytest

from naskah import hitung_buku
from naskah.data_buku.jaga_kgb_pangkat_pensiun import bup, jaga_kgb, jaga_pangkat, jaga_pensiun
from naskah.hitung_buku import Hari
from naskah.tabel import Rujukan
from naskah.tatanan import TenggatBuku
from registers import hitungan

ATUR = TenggatBuku()
RUJUKAN = Rujukan(date(2026, 11, 23))
AGNES = {
    "nama": "Agnes Teladan, S.E.",
    "nip": "198507122010012001",
    "status": "PNS",
    "golongan": "III/c",
    "jabatan": "Pengelola Data",
    "tmt_kgb": "2025-03-01",
    "mkg_tahun": "14",
    "tmt_pangkat": "2024-06-01",
}


def tanpa(*kunci: str) -> dict[str, str]:
    return {k: v for k, v in AGNES.items() if k not in kunci}


def tunjuk(nama: str, hari: date, **isi: object) -> object:
    baris = {
        "perihal": "KGB", "nama": "Agnes", "terakhir": "2025-03-01", "jatuh_tempo": "2027-03-01",
        "mulai": "2027-01-01", "batas": "2027-02-01", "tahun": str(hari.year), **isi,
    }  # fmt: skip
    return hitung_buku.daftar()[f"{nama}_jaga"](baris, Hari(hari))


# --- what comes next --------------------------------------------------------------------------------------


def test_the_next_kgb_is_two_years_on_and_due_one_month_before() -> None:
    nilai = jaga_kgb(AGNES, RUJUKAN, ATUR).nilai()
    assert nilai["terakhir"] == "2025-03-01"
    assert nilai["jatuh_tempo"] == "2027-03-01"
    assert nilai["mulai"] == "2027-01-01"  # PP 7/1977 Pasal 12: two months ahead
    assert nilai["batas"] == "2027-02-01"  # SOP 18: one month ahead at the paying office
    assert nilai["keterangan"] == ""


def test_the_first_step_of_ii_a_is_one_year() -> None:
    nilai = jaga_kgb({**AGNES, "golongan": "II/a", "mkg_tahun": "0"}, RUJUKAN, ATUR).nilai()
    assert nilai["jatuh_tempo"] == "2026-03-01"


def test_what_the_master_data_lack_is_said_by_heading() -> None:
    nilai = jaga_kgb(tanpa("tmt_kgb", "mkg_tahun"), RUJUKAN, ATUR).nilai()
    assert nilai["keterangan"] == "belum diisi di data pegawai: TMT KGB, MKG Tahun"
    assert (nilai["jatuh_tempo"], nilai["batas"]) == ("", "")


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"golongan": "IV/c", "mkg_tahun": "32"}, "gaji tidak naik lagi"),
        ({"golongan": "III/x"}, "tidak ada di tabel gaji"),
        ({"tmt_kgb": "2025-03-15"}, "TMT gaji selalu tanggal 1"),
        ({"tmt_kgb": "Maret 2025"}, "TMT KGB"),
        ({"mkg_tahun": "empat belas"}, "MKG Tahun"),
        ({"status": "Honorer"}, "PNS atau PPPK"),
    ],
)
def test_what_cannot_be_counted_is_a_note_and_no_date(ubah: dict[str, str], pesan: str) -> None:
    nilai = jaga_kgb({**AGNES, **ubah}, RUJUKAN, ATUR).nilai()
    assert pesan in str(nilai["keterangan"])
    assert nilai["jatuh_tempo"] == ""


def test_an_issued_pkgb_is_named_and_two_of_them_are_pointed_out() -> None:
    kunci = (AGNES["nip"], date(2027, 3, 1))
    satu = jaga_kgb(AGNES, RUJUKAN, ATUR, {kunci: ["800/1/DK"]}).nilai()
    assert (satu["surat"], satu["ganda"], satu["keterangan"]) == ("PKGB 800/1/DK", "", "")
    dua = jaga_kgb(
        {**AGNES, "nip": "19850712 201001 2 001"}, RUJUKAN, ATUR, {kunci: ["800/1/DK", "800/9/DK"]}
    )
    assert dua.nilai()["ganda"] == "ya"
    assert dua.nilai()["keterangan"] == "ada 2 PKGB untuk TMT ini: 800/1/DK, 800/9/DK"
    lain = jaga_kgb(AGNES, RUJUKAN, ATUR, {(AGNES["nip"], date(2025, 3, 1)): ["800/1/DK"]}).nilai()
    assert lain["surat"] == ""


def test_the_next_regular_pangkat_is_four_years_on() -> None:
    nilai = jaga_pangkat(AGNES, ATUR).nilai()
    assert nilai["jatuh_tempo"] == "2028-06-01"
    assert (nilai["mulai"], nilai["batas"]) == ("2028-02-01", "2028-04-01")
    kabisat = jaga_pangkat({**AGNES, "tmt_pangkat": "2024-02-29"}, TenggatBuku(pangkat_tahun=3))
    assert kabisat.nilai()["jatuh_tempo"] == "2027-03-01"


def test_a_functional_post_rises_by_its_credits_so_it_has_no_deadline() -> None:
    nilai = jaga_pangkat({**AGNES, "jabatan": "Pengawas Koperasi Ahli Muda"}, ATUR).nilai()
    assert (nilai["jatuh_tempo"], nilai["mulai"], nilai["batas"]) == ("2026-06-01", "", "")
    assert "angka kredit" in str(nilai["keterangan"])


@pytest.mark.parametrize(
    ("pegawai", "pesan"),
    [(tanpa("tmt_pangkat"), "belum diisi"), ({**AGNES, "tmt_pangkat": "juni"}, "tidak terbaca")],
)
def test_a_pangkat_without_a_day_is_a_note(pegawai: dict[str, str], pesan: str) -> None:
    nilai = jaga_pangkat(pegawai, ATUR).nilai()
    assert nilai["keterangan"] == f"TMT Pangkat {pesan} di data pegawai"


@pytest.mark.parametrize(
    ("nip", "usia", "tmt"),
    [
        ("196904071994031001", "58", "2027-05-01"),
        ("196812311994031001", "60", "2029-01-01"),
        ("196802291994031001", "65", "2033-03-01"),
    ],
)
def test_the_pension_begins_on_the_first_after_the_month_of_the_bup(nip: str, usia: str, tmt: str) -> None:
    nilai = jaga_pensiun({"nip": nip, "bup": usia}, ATUR).nilai()
    assert nilai["jatuh_tempo"] == tmt
    assert nilai["keterangan"] == f"BUP {usia} tahun"


def test_the_papers_are_at_bkd_six_months_before_the_pension() -> None:
    nilai = jaga_pensiun({"nip": "196904071994031001"}, ATUR).nilai()
    assert (nilai["mulai"], nilai["batas"]) == ("2026-08-01", "2026-11-01")  # SOP 16


@pytest.mark.parametrize(
    ("jabatan", "usia"),
    [
        ("Kepala Dinas", 60),
        ("KEPALA DINAS Koperasi dan UKM", 60),
        ("Ajudan Kepala Dinas", 58),
        ("Sekretaris Dinas", 58),
        ("Kepala Bidang Kelembagaan", 58),
        ("Pengawas Koperasi Ahli Madya", 60),
        ("Pengawas Koperasi Ahli  Utama pada Dinas", 65),
        ("Pengawas Koperasi Ahli Muda", 58),
        ("", 58),
    ],
)
def test_the_age_of_retirement_goes_by_the_post(jabatan: str, usia: int) -> None:
    assert bup({"jabatan": jabatan}, ATUR) == (usia, ())


def test_the_age_in_the_master_data_wins_and_nonsense_there_is_told() -> None:
    assert bup({"jabatan": "Kepala Dinas", "bup": "62"}, ATUR)[0] == 62
    usia, catatan = bup({"jabatan": "Kepala Dinas", "bup": "enam puluh"}, ATUR)
    assert usia == 60
    assert catatan == ("BUP tidak terbaca di data pegawai: enam puluh",)
    assert bup({"bup": "7"}, TenggatBuku(bup=56, bup_jabatan={}))[0] == 56


@pytest.mark.parametrize(
    ("pegawai", "pesan"),
    [
        ({"nip": "196902301994031001"}, "bukan tanggal lahir"),
        ({"nip": "19690407199403100"}, "17 angka"),
        ({}, "NIP belum diisi"),
    ],
)
def test_without_a_birth_date_there_is_no_pension_but_a_note(pegawai: dict[str, str], pesan: str) -> None:
    nilai = jaga_pensiun(pegawai, ATUR).nilai()
    assert nilai["jatuh_tempo"] == ""
    assert pesan in str(nilai["keterangan"])


def test_a_typed_birth_date_helps_out_and_one_that_differs_from_the_nip_is_told() -> None:
    tanpa_nip = jaga_pensiun({"tanggal_lahir": "07-04-1969"}, ATUR).nilai()
    assert (tanpa_nip["jatuh_tempo"], tanpa_nip["keterangan"]) == (
        "2027-05-01",
        "NIP belum diisi; BUP 58 tahun",
    )
    beda = jaga_pensiun({"nip": "196904071994031001", "tanggal_lahir": "1969-07-04"}, ATUR).nilai()
    assert beda["jatuh_tempo"] == "2027-05-01"
    assert "tanggal lahir 04-07-1969 berbeda dari NIP" in str(beda["keterangan"])


# --- the lights -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hari", "lampu"),
    [
        (date(2026, 12, 31), "hijau"),
        (date(2027, 1, 1), "kuning"),
        (date(2027, 1, 31), "kuning"),
        (date(2027, 2, 1), "merah"),
        (date(2027, 6, 1), "merah"),
    ],
)
def test_the_light_turns_on_the_first_day_of_each_stretch(hari: date, lampu: str) -> None:
    assert tunjuk("lampu", hari) == lampu


def test_a_letter_that_is_issued_turns_the_light_green_and_ends_the_reminder() -> None:
    surat = {"surat": "PKGB 800/1/DK"}
    assert tunjuk("lampu", date(2027, 2, 5), **surat) == "hijau"
    assert tunjuk("selesai", date(2027, 2, 5), **surat) == "PKGB 800/1/DK"
    assert tunjuk("tindakan", date(2027, 2, 5), **surat) is None


def test_two_letters_for_one_rise_stay_red() -> None:
    ganda = {"surat": "PKGB 800/1/DK, 800/9/DK", "ganda": "ya"}
    assert tunjuk("lampu", date(2026, 11, 1), **ganda) == "merah"
    assert "Batalkan salah satu PKGB" in str(tunjuk("tindakan", date(2026, 11, 1), **ganda))


def test_a_settled_rise_that_has_come_asks_for_new_master_data() -> None:
    surat = {"surat": "PKGB 800/1/DK"}
    assert tunjuk("lampu", date(2027, 3, 1), **surat) == "kuning"
    assert tunjuk("tindakan", date(2027, 3, 1), **surat) == "Perbarui TMT KGB Agnes di data pegawai"
    pensiun = {"perihal": "Pensiun", "usul_diajukan": "2026-08-01"}
    assert "sesudah keputusan pensiunnya terbit" in str(tunjuk("tindakan", date(2027, 3, 1), **pensiun))


def test_what_people_sent_themselves_counts_until_the_next_round() -> None:
    kirim = {"usul_diajukan": "2027-01-10"}
    assert tunjuk("lampu", date(2027, 2, 5), **kirim) == "hijau"
    assert tunjuk("selesai", date(2027, 2, 5), **kirim) == "diajukan 10-01-2027"
    putaran_lalu = {"usul_diajukan": "2025-01-10"}
    assert tunjuk("lampu", date(2027, 2, 5), **putaran_lalu) == "merah"
    assert tunjuk("selesai", date(2027, 2, 5), usul_diajukan="sudah") is None


def test_whoever_is_not_to_be_proposed_is_left_in_peace() -> None:
    assert tunjuk("selesai", date(2027, 2, 5), tidak_diusulkan="ya") == "tidak diusulkan"
    assert tunjuk("lampu", date(2027, 2, 5), tidak_diusulkan="ya") == "hijau"
    assert tunjuk("tindakan", date(2027, 4, 5), tidak_diusulkan="ya") is None


@pytest.mark.parametrize(
    ("isi", "tindakan"),
    [
        ({}, "Buat PKGB Agnes"),
        ({"perihal": "Pangkat"}, "Ajukan usul kenaikan pangkat Agnes ke BKD (SOP 17)"),
        ({"perihal": "Pensiun"}, "Ajukan usul pensiun Agnes ke BKD (SOP 16)"),
        (
            {"perihal": "Pangkat", "mulai": "", "batas": ""},
            "Periksa angka kredit Agnes; paling cepat 1 Maret 2027",
        ),
        ({"jatuh_tempo": "", "mulai": "", "batas": ""}, None),
    ],
)
def test_the_row_says_what_to_do(isi: dict[str, str], tindakan: str | None) -> None:
    assert tunjuk("tindakan", date(2027, 2, 5), **isi) == tindakan


def test_what_is_far_away_asks_for_nothing() -> None:
    assert tunjuk("tindakan", date(2026, 11, 30)) is None
    assert tunjuk("tindakan", date(2026, 12, 1)) == "Buat PKGB Agnes"


def test_a_row_without_a_deadline_has_no_light() -> None:
    assert tunjuk("lampu", date(2027, 6, 1), mulai="", batas="") is None


def test_a_row_of_last_years_book_points_to_this_years() -> None:
    assert tunjuk("selesai", date(2027, 2, 5), tahun="2026") == "lihat buku 2027"
    for nama in ("lampu", "tindakan", "sisa"):
        assert tunjuk(nama, date(2027, 2, 5), tahun="2026") is None


def test_a_row_whose_employee_is_gone_from_the_master_data_reminds_of_nothing() -> None:
    hilang = {"keterangan": hitungan.HILANG}
    assert tunjuk("selesai", date(2027, 2, 5), **hilang) == "tidak ada lagi dalam data"
    for nama in ("lampu", "tindakan", "sisa"):
        assert tunjuk(nama, date(2027, 2, 5), **hilang) is None


@pytest.mark.parametrize(
    ("hari", "sisa"),
    [
        (date(2024, 3, 1), "3 tahun"),
        (date(2025, 1, 15), "2 tahun 1 bulan"),
        (date(2026, 12, 1), "3 bulan"),
        (date(2026, 12, 31), "60 hari"),
        (date(2027, 3, 1), "0 hari"),
        (date(2027, 3, 2), "lewat 1 hari"),
        (date(2027, 6, 30), "lewat 3 bulan"),
    ],
)
def test_the_time_left_is_told_in_days_only_when_it_is_short(hari: date, sisa: str) -> None:
    assert tunjuk("sisa", hari) == sisa
