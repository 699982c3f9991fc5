"""Computed columns of the registers: due dates in working days, states, completeness, attendance."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from naskah import checks, hari_kerja, hitung_buku
from naskah.hitung_buku import Hari
from naskah.kantor import Kantor
from naskah.tatanan import TenggatBuku
from registers.dasar.galat import DataTidakSah
from registers.definisi import muat_buku

ATUR = TenggatBuku().model_dump(exclude={"bup_jabatan"})
NATAL = frozenset({date(2026, 12, 25), date(2027, 1, 1)})
HARI = Hari(date(2026, 11, 23), NATAL, ATUR)  # a Monday


def hitung(nama: str, hari: Hari = HARI, /, **isi: object) -> object:
    return hitung_buku.daftar()[nama](isi, hari)


def pada(tanggal: date) -> Hari:
    return Hari(tanggal, NATAL, ATUR)


def test_a_request_for_information_has_ten_working_days() -> None:
    assert hitung("tenggat_informasi", tanggal_masuk="2026-11-23") == "2026-12-07"


def test_an_extension_adds_seven_and_holidays_do_not_count() -> None:
    assert hitung("tenggat_informasi", tanggal_masuk="2026-12-14") == "2026-12-29"
    assert hitung("tenggat_informasi", tanggal_masuk="2026-12-14", perpanjangan="ya") == "2027-01-08"
    assert hitung("tenggat_informasi", tanggal_masuk="2026-12-14", perpanjangan="Tidak") == "2026-12-29"


def test_an_objection_has_thirty_working_days() -> None:
    assert hitung("tenggat_keberatan", tanggal_masuk="2026-11-23") == "2027-01-06"


@pytest.mark.parametrize("nama", ["tenggat_informasi", "tenggat_keberatan", "tenggat_rat"])
@pytest.mark.parametrize("tertulis", [None, "", "besok", "9999-12-31", 20261123, "31-02-2026"])
def test_what_is_no_day_of_receipt_gives_no_due_date(nama: str, tertulis: object) -> None:
    assert hitung(nama, tanggal_masuk=tertulis, tanggal_terima=tertulis) is None


@pytest.mark.parametrize("nama", ["informasi", "keberatan"])
@pytest.mark.parametrize(
    ("hari", "jawab", "keadaan"),
    [
        (date(2026, 11, 24), "", "menunggu"),
        (date(2027, 1, 6), "", "menunggu"),  # the last day of an objection
        (date(2027, 1, 7), "", "terlambat"),
        (date(2027, 1, 7), "2026-12-01", "selesai"),
        (date(2027, 2, 1), "2027-01-07", "selesai terlambat"),
        (date(2026, 11, 24), "minggu depan", "periksa tanggal"),
    ],
)
def test_how_a_request_stands(nama: str, hari: date, jawab: str, keadaan: str) -> None:
    perpanjangan = "ya" if nama == "informasi" else ""
    isi = {"tanggal_masuk": "2026-11-23", "tanggal_jawab": jawab, "perpanjangan": perpanjangan}
    if nama == "informasi":  # 17 working days end on 16 December
        isi["tanggal_masuk"] = "2026-12-10"  # … so that both end on 6 January
    assert hitung(f"tenggat_{nama}", **isi) == "2027-01-06"
    assert hitung(f"keadaan_{nama}", pada(hari), **isi) == keadaan


def test_without_a_day_of_receipt_there_is_nothing_to_wait_for() -> None:
    assert hitung("keadaan_informasi", nama="Pemohon Contoh") is None


def test_the_papers_of_a_rat_book() -> None:
    assert hitung("kelengkapan_rat") == "belum diperiksa"
    satu = {"permohonan": "Lengkap", "buku_rat": "perlu perbaikan"}
    assert hitung("kelengkapan_rat", **satu) == "1 dari 3 lengkap; kurang: Buku RAT, persyaratan"
    penuh = dict.fromkeys(("permohonan", "buku_rat", "persyaratan"), "lengkap")
    assert hitung("kelengkapan_rat", **penuh) == "lengkap"


@pytest.mark.parametrize(
    ("isi", "keadaan"),
    [
        ({}, "menunggu"),
        ({"tanggal_terima": "2026-10-01"}, "terlambat"),
        ({"tanggal_terima": "2026-10-01", "tanggal_periksa": "2026-10-05"}, "diperiksa"),
        ({"tanggal_terima": "2026-10-01", "tahap": "dikembalikan"}, "dikembalikan"),
        ({"tanggal_terima": "2026-10-01", "tahap": "Selesai"}, "selesai"),
        ({"tanggal_terima": "2026-10-01", "tanggal_selesai": "2026-11-01"}, "selesai"),
    ],
)
def test_how_a_rat_book_stands(isi: dict[str, str], keadaan: str) -> None:
    assert hitung("keadaan_rat", **isi) == keadaan


def test_a_recommendation_is_due_three_working_days_after_its_papers_are_complete() -> None:
    assert hitung("tenggat_rekomendasi", tanggal_lengkap="2026-11-20") == "2026-11-25"
    assert hitung("tenggat_rekomendasi", kelengkapan="lengkap") is None


@pytest.mark.parametrize(
    ("isi", "keadaan"),
    [
        ({"kelengkapan": "belum lengkap"}, "menunggu berkas"),
        ({"kelengkapan": "lengkap"}, "diproses"),
        ({"tanggal_lengkap": "2026-11-20"}, "diproses"),
        ({"tanggal_lengkap": "2026-11-10"}, "terlambat"),
        ({"tanggal_lengkap": "2026-11-10", "nomor": "500.3.2.1/7/DKUKM"}, "terbit"),
        ({"nomor": "500.3.2.1/7/DKUKM", "tanggal_kirim": "2026-11-12", "status": "terbit"}, "selesai"),
        ({"nomor": "500.3.2.1/7/DKUKM", "status": "batal"}, "batal"),
    ],
)
def test_how_a_recommendation_stands(isi: dict[str, str], keadaan: str) -> None:
    assert hitung("keadaan_rekomendasi", **isi) == keadaan


def test_the_ministry_has_seven_working_days_for_a_nik_certificate() -> None:
    assert hitung("tenggat_sertifikat", tanggal_diajukan="2026-11-23") == "2026-12-02"


@pytest.mark.parametrize(
    ("isi", "keadaan"),
    [
        ({}, "menunggu berkas"),
        ({"kelengkapan": "lengkap"}, "diproses"),
        ({"tanggal_diajukan": "2026-11-20"}, "diajukan"),
        ({"tanggal_diajukan": "2026-11-02"}, "terlambat"),
        ({"tanggal_diajukan": "2026-11-02", "nomor": "53/NIK/1"}, "terbit"),
        ({"nomor": "53/NIK/1", "tanggal_kirim": "2026-11-12"}, "selesai"),
        ({"nomor": "53/NIK/1", "status": "batal"}, "batal"),
    ],
)
def test_how_a_certificate_stands(isi: dict[str, str], keadaan: str) -> None:
    assert hitung("keadaan_sertifikat", **isi) == keadaan


ODS = {
    "jabatan": "Ketua", "npwp": "lengkap", "ktp": "lengkap", "akta": "lengkap",
    "nik": "5371010010001", "telepon": "0380123456", "posel": "koperasi@contoh.example",
}  # fmt: skip


def test_a_ketua_needs_no_surat_kuasa_and_all_others_do() -> None:
    assert hitung("kelengkapan_ods", **ODS) == "lengkap"
    assert (
        hitung("kelengkapan_ods", **{**ODS, "jabatan": "Pengurus"}) == "6 dari 7 lengkap; kurang: surat kuasa"
    )
    assert hitung("kelengkapan_ods", **{**ODS, "posel": ""}) == "5 dari 6 lengkap; kurang: email"
    assert hitung("kelengkapan_ods", koperasi="Koperasi Contoh") == "belum diperiksa"


@pytest.mark.parametrize(
    ("isi", "keadaan"),
    [
        ({"ktp": "belum ada"}, "menunggu berkas"),
        (ODS, "siap diajukan"),
        ({**ODS, "tanggal_kembali": "2026-11-02"}, "dikembalikan"),
        ({**ODS, "tanggal_kembali": "2026-11-02", "tanggal_diajukan": "2026-11-05"}, "diajukan"),
        ({**ODS, "tanggal_diajukan": "2026-11-05", "tanggal_selesai": "2026-11-06"}, "selesai"),
    ],
)
def test_how_a_request_for_a_user_id_stands(isi: dict[str, str], keadaan: str) -> None:
    assert hitung("keadaan_ods", **isi) == keadaan


def test_a_month_has_its_weekdays_without_the_holidays() -> None:
    assert hitung("hari_kerja_bulan", tahun="2026", bulan="Desember") == 22
    assert hitung("hari_kerja_bulan", tahun=2026, bulan="november") == 21
    assert hitung("hari_kerja_bulan", tahun="2028", bulan="Februari") == 21


@pytest.mark.parametrize(
    "isi", [{}, {"tahun": "2026"}, {"tahun": "26", "bulan": "Mei"}, {"tahun": "2026", "bulan": "Mey"}]
)
def test_a_month_that_cannot_be_read_has_no_days(isi: dict[str, str]) -> None:
    assert hitung("hari_kerja_bulan", **isi) is None
    assert hitung("periksa_kehadiran", hadir="20", **isi) is None


@pytest.mark.parametrize(
    ("isi", "jumlah", "periksa"),
    [
        ({"hadir": "18", "cuti": "2", "dinas_luar": "1", "terlambat": "3"}, 21, "cocok"),
        ({"hadir": "18"}, 18, "kurang"),
        ({"hadir": "20", "sakit": "2"}, 22, "lebih"),
        ({"hadir": "1", "izin": "20", "terlambat": "2"}, 21, "lebih"),
        ({"hadir": "-", "catatan": "x"}, None, None),
        ({"hadir": "dua puluh"}, None, None),
        ({"tanpa_keterangan": "21"}, 21, "cocok"),
    ],
)
def test_typed_days_are_held_against_the_calendar(
    isi: dict[str, str], jumlah: int | None, periksa: str | None
) -> None:
    isi = {"tahun": "2026", "bulan": "November", **isi}
    assert hitung("jumlah_kehadiran", **isi) == jumlah
    assert hitung("periksa_kehadiran", **isi) == periksa


@pytest.mark.parametrize("nama", hitung_buku.daftar())
def test_no_computation_stumbles_over_what_people_type(nama: str) -> None:
    kunci = {k.kunci for b in muat_buku().values() for k in b.kolom} | {"status", "surat", "ganda", "tahun"}
    for nilai in (
        None,
        "",
        " ",
        "-",
        "entah",
        "2026-13-45",
        "9999-12-31",
        "0001-01-01",
        "٣",
        "1e9",
        3.5,
        True,
        [1],
    ):
        hasil = hitung(nama, **dict.fromkeys(kunci, nilai))
        assert hasil is None or isinstance(hasil, str | int)


def test_the_numbers_are_the_offices_own(folder_kantor: Path) -> None:
    path = folder_kantor / "kantor.toml"
    path.write_text(
        path.read_text("utf-8").replace("[tenggat_buku]", "[tenggat_buku]\ninformasi_hari_kerja = 3"), "utf-8"
    )
    (folder_kantor / "data" / "libur.csv").write_text("tanggal;keterangan\n24-11-2026;Hari Contoh\n", "utf-8")
    kantor = Kantor.buka(folder_kantor, pelaku="Contoh")
    assert hitung_buku.semua(kantor)["tenggat_informasi"]({"tanggal_masuk": "2026-11-23"}) == "2026-11-27"


def test_a_holiday_that_cannot_be_read_is_told_and_the_others_count(kantor: Kantor) -> None:
    path = kantor.folder / "data" / "libur.csv"
    path.write_text("tanggal,keterangan\n2026-11-24,Hari Contoh\n24 Nopembr 2026,Salah\n\n", "utf-8")
    hari, temuan = hari_kerja.baca(kantor)
    assert hari == {date(2026, 11, 24)}
    assert [t.tempat for t in temuan] == ["libur.csv baris 3"]
    with pytest.raises(DataTidakSah, match=r"libur\.csv baris 3"):
        hari_kerja.libur(kantor)
    assert hitung_buku.semua(kantor)["tenggat_keberatan"]({"tanggal_masuk": "2026-11-23"}) is not None
    (milik,) = [t for nama, t in checks.periksa(kantor).temuan if nama == "Hari libur"]
    assert [t.nilai for t in milik] == ["24 Nopembr 2026"]


def test_an_office_without_a_list_has_no_holidays(kantor: Kantor) -> None:
    (kantor.folder / "data" / "libur.csv").unlink()
    assert hari_kerja.libur(kantor) == frozenset()
