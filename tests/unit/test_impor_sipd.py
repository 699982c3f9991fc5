"""Exports of SIPD: known by their headings, checked cell by cell, made the isian of a paket."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from naskah import sipd_rincian
from naskah.catalog import folder_templat
from naskah.commands import jalankan
from naskah.kantor import Kantor
from registers.dasar.galat import BerkasGagal, DataTidakSah
from tests.bahan.sipd import ATK, JALAN, KEPALA, KERTAS, LAIN, SUB, baca, gabung, rincian_kotor, tolak, xlsx


def isi_rincian(kantor: Kantor, path: Path) -> dict[str, object]:
    return sipd_rincian.susun(baca(kantor, path)).isi


def test_a_printed_spp_becomes_rows_deductions_and_its_sub_kegiatan(kantor: Kantor, tmp_path: Path):
    assert isi_rincian(kantor, rincian_kotor(tmp_path / "spp.xlsx")) == {
        "sub_kegiatan": SUB,
        "rincian": [
            {"kode_rekening": ATK, "uraian": "Belanja Alat Tulis", "jumlah": Decimal(12500000)},
            {"kode_rekening": KERTAS, "uraian": "Belanja Kertas", "jumlah": Decimal(7250000)},
        ],
        "potongan": [
            {"uraian": "PPN", "jumlah": Decimal(1957207)},
            {"uraian": "PPh Pasal 22", "jumlah": Decimal(98874)},
        ],
    }


@pytest.mark.parametrize(
    ("pemisah", "sandi", "angka"),
    [(";", "cp1252", "1.250.000,50"), (",", "utf-8-sig", '"1.250.000,50"'), ("\t", "utf-16", "1250000.50")],
)
def test_a_csv_is_read_with_the_separator_and_letters_excel_used(
    kantor: Kantor, tmp_path: Path, pemisah: str, sandi: str, angka: str
):
    baris = ['"DINAS KOPERASI, USAHA KECIL, DAN MENENGAH"', "", "Kode Rekening|Uraian|Nilai",
             f"{ATK} - Belanja ATK|Belanja “ATK”|{angka}", f"|Total|{angka}"]  # fmt: skip
    path = tmp_path / "spp.csv"
    path.write_bytes("\r\n".join(b.replace("|", pemisah) for b in baris).encode(sandi))
    assert isi_rincian(kantor, path) == {
        "rincian": [
            {"kode_rekening": ATK, "uraian": "Belanja “ATK”", "jumlah": Decimal("1250000.50")},
        ]
    }


def test_deductions_may_stand_below_the_accounts(kantor: Kantor, tmp_path: Path):
    path = xlsx(
        tmp_path / "spp.xlsx",
        ["Kode Rekening", "Uraian", "Jumlah"],
        [ATK, "ATK", 1000],
        ["Jumlah", None, 1000],
        ["Potongan-potongan"],
        ["7.1.01.05.01.0001", "PPh Pasal 21", 50],
        [None, "Jumlah potongan", 50],
    )
    assert isi_rincian(kantor, path)["potongan"] == [{"uraian": "PPh Pasal 21", "jumlah": Decimal(50)}]


def test_every_cell_that_cannot_be_used_is_named_at_once(kantor: Kantor, tmp_path: Path):
    path = xlsx(
        tmp_path / "spp.xlsx",
        ["Kode Rekening", "Uraian", "Nilai"],
        ["5.1.2.01.01.0024", "tingkat", 5],
        [ATK, "koma", "1,000,000"],
        [ATK, "dua kali", 7],
        [None, "tanpa kode", 9],
        [KERTAS, None, 9],
        [JALAN, "rumus", "=1/0"],
        ["5.1.02.04.01.0002", "kosong", None],
        ["Jumlah", None, 99],
    )
    temuan = tolak(kantor, path)
    assert {k: p.split(",")[0] for k, p in temuan.items()} == {
        "SIPD!A2": "tingkat 3 (jenis) tertulis “2”",
        "SIPD!C3": "koma dipakai di antara ribuan",
        "SIPD!A4": "sudah tertulis di sel SIPD!A3",
        "SIPD!C5": "ada jumlah tanpa kode rekening",
        "SIPD!A6": "uraian kode rekening ini kosong",
        "SIPD!C7": "rumusnya belum dihitung",
        "SIPD!A8": "jumlah kode rekening ini kosong",
    }


def test_a_total_that_does_not_add_up_is_refused_at_its_cell(kantor: Kantor, tmp_path: Path):
    kepala = ["Kode Rekening", "Uraian", "Nilai"]
    path = xlsx(tmp_path / "a.xlsx", kepala, [ATK, "ATK", 100], [KERTAS, "K", 100], ["Jumlah", None, 250])
    assert tolak(kantor, path) == {"SIPD!C4": "jumlahnya Rp250,00, padahal baris-barisnya berjumlah Rp200,00"}
    xlsx(path, kepala, [ATK, "ATK", 100], ["Jumlah", None, "=SUM(C2:C2)"])
    assert "sel SIPD!C3 tidak terbaca" in baca(kantor, path).peringatan[0]
    xlsx(path, kepala, [ATK, "ATK", 100], ["Jumlah", None, 100], [KERTAS, "K", 70], ["Jumlah", None, 70])
    assert len(baca(kantor, path).tabel.baris) == 2


def test_accounts_of_two_sub_kegiatan_are_no_single_spp(kantor: Kantor, tmp_path: Path):
    kepala = ["Sub Kegiatan", "Kode Rekening", "Uraian", "Nilai"]
    path = xlsx(tmp_path / "a.xlsx", kepala, [SUB, ATK, "ATK", 1], [LAIN, ATK, "ATK", 2])
    with pytest.raises(DataTidakSah) as galat:
        isi_rincian(kantor, path)
    assert [t.tempat for t in galat.value.temuan] == ["SIPD!B2", "SIPD!B3"]


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("kosong.csv", b"", "kosong"),
        ("lama.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), ".xls lama"),
        ("laman.xls", b"<html></html>", "bukan berkas Office"),
        ("kutip.csv", b'Kode Rekening;Nilai\r\n"' + b"x" * 200_000, "tanda kutip"),
    ],
)
def test_what_is_no_table_is_told_so(kantor: Kantor, tmp_path: Path, nama: str, isi: bytes, kata: str):
    (tmp_path / nama).write_bytes(isi)
    assert kata in next(iter(tolak(kantor, tmp_path / nama).values()))


def test_a_workbook_without_headings_names_its_sheets(kantor: Kantor, tmp_path: Path):
    assert "SIPD" in tolak(kantor, xlsx(tmp_path / "a.xlsx", [ATK, "ATK", 100]))


def test_the_isian_takes_the_rincian_and_keeps_everything_else(kantor: Kantor, tmp_path: Path):
    dasar = folder_templat() / "_paket" / "spp-gu" / "contoh.toml"
    ekspor = baca(kantor, rincian_kotor(tmp_path / "spp.xlsx"))
    ke = tmp_path / "isian.toml"
    sipd_rincian.tulis(sipd_rincian.susun(ekspor), "spp.xlsx", ke, dasar, ganti=False, coba=False)
    teks = ke.read_text("utf-8")
    lama, baru = tomllib.loads(dasar.read_text("utf-8")), tomllib.loads(teks)
    assert {k: v for k, v in baru.items() if k not in ("rincian", "potongan")} == {
        k: v for k, v in lama.items() if k != "rincian"
    }
    assert [b["jumlah"] for b in baru["rincian"]] == [12500000, 7250000]
    assert teks.startswith("# Contoh; semua nama")
    with pytest.raises(BerkasGagal, match="sudah ada"):
        sipd_rincian.tulis(sipd_rincian.susun(ekspor), "spp.xlsx", ke, None, ganti=False, coba=False)
    assert ke.read_text("utf-8") == teks


def test_the_isian_of_another_sub_kegiatan_is_refused(kantor: Kantor, tmp_path: Path):
    rincian = sipd_rincian.susun(baca(kantor, rincian_kotor(tmp_path / "spp.xlsx")))
    dasar = tmp_path / "dasar.toml"
    dasar.write_text(f'sub_kegiatan = "{LAIN}"\n', "utf-8")
    with pytest.raises(DataTidakSah, match="Rincian ini bukan untuk isian itu"):
        sipd_rincian.tulis(rincian, "spp.xlsx", tmp_path / "x.toml", dasar, ganti=False, coba=False)
    assert not (tmp_path / "x.toml").exists()


def test_a_heading_named_once_is_remembered(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "spp.csv"
    path.write_text(f"Akun;Nama Akun;Duit\n{ATK};ATK;1.000\n", "utf-8")
    perintah = ["impor-sipd", str(path), "--kantor", str(kantor.folder), "--ganti", "--json"]
    assert jalankan(perintah) == 3
    assert "Jumlah: tidak ada di antara: Akun, Nama Akun, Duit" in capsys.readouterr().err
    assert jalankan([*perintah, "--kolom", "kode_rekening=Akun", "--kolom", "jumlah=Duit"]) == 0
    hasil = json.loads(capsys.readouterr().out)
    assert (hasil["sebagai"], hasil["jumlah"], hasil["judul_diingat"]) == ("rincian", "1000.00", True)
    assert jalankan(perintah) == 0
    assert not json.loads(capsys.readouterr().out)["judul_diingat"]
    assert 'jumlah = ["Duit"]' in (kantor.folder / "kantor.toml").read_text("utf-8")


def test_a_terminal_is_asked_which_heading_is_meant(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "spp.csv"
    path.write_text(f"Akun;Isi;Duit\n{ATK};ATK;1.000\n", "utf-8")
    jawaban = iter(["9", "1", "3", "2"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *a, **k: next(jawaban))
    assert jalankan(["impor-sipd", str(path), "--kantor", str(kantor.folder)]) == 0
    assert "Tulis nomor 1 sampai 3" in capsys.readouterr().err
    assert tomllib.loads((tmp_path / "spp-isian.toml").read_text("utf-8"))["rincian"] == [
        {"kode_rekening": ATK, "uraian": "ATK", "jumlah": 1000}
    ]


def test_what_fits_both_asks_which_it_is_and_options_of_the_other_are_refused(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = xlsx(tmp_path / "a.xlsx", ["Kode Rekening", "Uraian", "Anggaran", "Nilai"], [ATK, "ATK", 100, 5])
    perintah = ["impor-sipd", str(path), "--kantor", str(kantor.folder), "--coba"]
    assert jalankan(perintah) == 3
    assert "memuat Nilai dan Anggaran" in capsys.readouterr().err
    assert jalankan([*perintah, "--sebagai", "anggaran", "--ganti"]) == 3
    assert "--ganti: hanya untuk rincian" in capsys.readouterr().err
    assert jalankan([*perintah, "--sebagai", "rincian"]) == 0
    assert not (tmp_path / "a-isian.toml").exists()
    assert jalankan([*perintah, "--kolom", "x=y", "--kolom", "jumlah="]) == 3
    assert capsys.readouterr().err.count("--kolom") == 2


def test_an_spp_is_made_from_the_isian_and_held_against_the_budget(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    gabung(kantor, xlsx(tmp_path / "a.xlsx", KEPALA, [SUB, ATK, "ATK", 12000000, 20000000, 0]))
    dasar = folder_templat() / "_paket" / "spp-ls-barang-jasa" / "contoh.toml"
    di = ["--kantor", str(kantor.folder)]
    spp, ke = str(rincian_kotor(tmp_path / "spp.xlsx")), str(tmp_path / "isian.toml")
    assert jalankan(["impor-sipd", spp, "--isi", str(dasar), "--ke", ke, *di]) == 0
    assert "Jumlah 2 kode rekening: Rp19.750.000,00" in capsys.readouterr().out
    assert jalankan(["paket", "buat", "spp-ls-barang-jasa", "--isi", ke, "--coba", *di]) == 0
    keluar = capsys.readouterr().out
    assert "Rp17.693.919,00" in keluar  # netto
    assert "melebihi DPA Rp12.000.000,00 sebesar Rp500.000,00" in " ".join(keluar.split())


@pytest.mark.parametrize("kode", [510201010025, True])
def test_a_code_that_excel_took_for_a_number_is_no_group_that_is_passed_over(
    kantor: Kantor, tmp_path: Path, kode: object
):
    judul, benar = ["Kode Rekening", "Uraian", "Jumlah"], [ATK, "Belanja Alat Tulis", 1000]
    path = xlsx(tmp_path / "angka.xlsx", judul, [5, "BELANJA", 3000], benar, [kode, "Belanja Kertas", 2000])
    assert [*tolak(kantor, path)] == ["SIPD!A4"]


def test_an_account_below_the_title_of_the_deductions_is_no_deduction(kantor: Kantor, tmp_path: Path):
    judul, potongan = ["Kode Rekening", "Uraian", "Jumlah"], ["7.1.01.05.01.0001", "PPN", 100]
    isi = [ATK, "Belanja Alat Tulis", 1000], [None, "Potongan"], potongan
    benar = xlsx(tmp_path / "benar.xlsx", judul, *isi)
    assert [b.uraian for b in baca(kantor, benar).tabel.potongan] == ["PPN"]
    salah = xlsx(tmp_path / "salah.xlsx", judul, *isi, [KERTAS, "Belanja Kertas", 2000])
    assert tolak(kantor, salah) == {"SIPD!A5": "rekening belanja di bawah judul potongan"}
