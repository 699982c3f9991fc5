import tomllib
from datetime import date
from pathlib import Path

import pytest

from naskah.mulai import mulai
from naskah.tatanan import Masa, Pejabat, baca_tatanan
from registers.dasar.galat import DataTidakSah, KantorSalah

JAWABAN = {"kepala_nama": "Contoh Kepala, S.E.", "gubernur_nama": "CONTOH GUBERNUR"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    mulai(tmp_path / "kantor", JAWABAN)
    return tmp_path / "kantor"


def ganti(folder: Path, lama: str, baru: str) -> None:
    path = folder / "kantor.toml"
    teks = path.read_text("utf-8")
    assert lama in teks
    path.write_text(teks.replace(lama, baru), "utf-8")


def test_a_new_office_is_valid_and_has_its_folders(folder: Path):
    tatanan = baca_tatanan(folder)
    assert tatanan.instansi.tempat == "Kupang"
    assert {p.name for p in folder.iterdir()} >= {"data", "buku", "arsip", "konsep", "kantor.toml"}


def test_two_offices_never_share_an_identity(tmp_path: Path):
    for nama in ("a", "b"):
        mulai(tmp_path / nama, JAWABAN)
    assert baca_tatanan(tmp_path / "a").kantor_id != baca_tatanan(tmp_path / "b").kantor_id


def test_an_office_is_never_made_over_another(folder: Path):
    sebelum = (folder / "kantor.toml").read_bytes()
    with pytest.raises(KantorSalah, match="sudah ada kantor"):
        mulai(folder, JAWABAN)
    assert (folder / "kantor.toml").read_bytes() == sebelum


def test_answers_with_quotes_and_newlines_stay_one_value(tmp_path: Path):
    mulai(tmp_path, {**JAWABAN, "alamat": 'Jalan "Contoh"\\ Nomor 1\n[instansi]'})
    assert baca_tatanan(tmp_path).instansi.alamat == 'Jalan "Contoh"\\ Nomor 1 [instansi]'


def test_missing_and_unknown_answers_are_all_named_at_once(tmp_path: Path):
    with pytest.raises(DataTidakSah) as salah:
        mulai(tmp_path, {"warna": "biru"})
    assert {t.tempat for t in salah.value.temuan} == {"warna", "kepala_nama", "gubernur_nama"}
    assert not (tmp_path / "kantor.toml").exists()


def test_every_mistake_of_kantor_toml_is_reported_at_once(folder: Path):
    ganti(folder, 'zona_waktu = "Asia/Makassar"', 'zona_waktu = "Asia/Kupang"')
    ganti(folder, 'tempat = "Kupang"', "temapt = 3")
    with pytest.raises(KantorSalah) as salah:
        baca_tatanan(folder)
    tempat = {t.tempat for t in salah.value.temuan}
    assert tempat == {"zona_waktu", "instansi.tempat", "instansi.temapt"}
    assert all(t.pesan for t in salah.value.temuan)


@pytest.mark.parametrize("isi", [b"\xff\xfe", b"[instansi", b""])
def test_an_unreadable_kantor_toml_is_an_office_error(tmp_path: Path, isi: bytes):
    (tmp_path / "kantor.toml").write_bytes(isi)
    with pytest.raises(KantorSalah):
        baca_tatanan(tmp_path)


def test_two_series_with_one_id_are_refused(folder: Path):
    ganti(folder, 'id = "nota-dinas"', 'id = "surat-keluar"')
    with pytest.raises(KantorSalah, match="surat-keluar"):
        baca_tatanan(folder)


def test_the_default_kantor_toml_is_read_by_anyone(folder: Path):
    assert tomllib.loads((folder / "kantor.toml").read_text("utf-8"))["seri"][0]["id"] == "surat-keluar"


MASA = (
    Masa(nama="Lama", dari=date(2020, 1, 1), sampai=date(2026, 6, 30)),
    Masa(nama="Pelaksana Tugas", dari=date(2026, 7, 1), sampai=date(2026, 12, 31), sebagai="Plt."),
    Masa(nama="Harian", dari=date(2026, 3, 1), sampai=date(2026, 3, 14), sebagai="Plh."),
    Masa(nama="Baru", dari=date(2027, 1, 1)),
)


@pytest.mark.parametrize(
    ("hari", "nama"),
    [
        (date(2020, 1, 1), "Lama"),
        (date(2026, 3, 14), "Harian"),
        (date(2026, 3, 15), "Lama"),
        (date(2026, 6, 30), "Lama"),
        (date(2026, 7, 1), "Pelaksana Tugas"),
        (date(2030, 1, 1), "Baru"),
    ],
)
def test_a_post_is_held_by_the_one_whose_period_covers_the_day(hari: date, nama: str):
    masa = Pejabat(id="kepala-dinas", jabatan="Kepala Dinas", masa=MASA).pada(hari)
    assert masa is not None
    assert masa.nama == nama


def test_before_its_first_holder_a_post_is_empty():
    assert Pejabat(id="x", jabatan="X", masa=MASA).pada(date(2019, 12, 31)) is None


@pytest.mark.parametrize("pola", ["{nip:>999999999}", "{nip.__class__}", "{lain}", "{nip", "{nip!r}", "{}"])
def test_a_print_format_knows_plain_names_only(folder: Path, pola: str):
    ganti(folder, '"NIP. {nip}"', f'"{pola}"')
    with pytest.raises(KantorSalah, match=r"format\.nip"):
        baca_tatanan(folder)


def test_a_kantor_toml_nested_beyond_reason_is_an_office_error(folder: Path):
    ganti(folder, 'zona_waktu = "Asia/Makassar"', "zona_waktu = " + "[" * 5000)
    with pytest.raises(KantorSalah):
        baca_tatanan(folder)


def test_a_hidden_character_in_the_letterhead_is_refused(folder: Path):
    ganti(folder, 'tempat = "Kupang"', 'tempat = "Kupang\\u202e"')
    with pytest.raises(KantorSalah, match=r"instansi\.tempat"):
        baca_tatanan(folder)
