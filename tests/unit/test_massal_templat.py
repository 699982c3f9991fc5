"""The input workbook: what it offers, and that its example comes back as it was."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from naskah.catalog import Jenis
from naskah.commands import jalankan
from naskah.kantor import Kantor
from naskah.massal.kepala import daftar_bernama, nama_lembar
from naskah.massal.masukan import baca
from naskah.massal.templat_masukan import pilihan_kantor, templat
from naskah.validate import periksa
from registers.dasar.galat import DataTidakSah
from tests.unit.test_massal_masukan import KATALOG, LHPKK, SPT


@pytest.mark.parametrize("jenis", KATALOG.semua(), ids=lambda j: j.id)
def test_the_example_of_every_type_comes_back_as_it_was(jenis: Jenis, kantor: Kantor, tmp_path: Path) -> None:
    path = tmp_path / "isian.xlsx"
    path.write_bytes(templat(jenis, pilihan_kantor(kantor)))
    with pytest.raises(DataTidakSah, match="tidak ada baris yang terisi"):
        baca(path, jenis)
    [satu] = baca(path, jenis, contoh=True).baris
    assert not satu.temuan
    hari = kantor.hari_ini()
    contoh = tomllib.loads((jenis.folder / "contoh.toml").read_text("utf-8"), parse_float=Decimal)
    sah = [periksa(jenis, isi, kantor.acuan(hari), kantor.rujukan(hari)) for isi in (contoh, satu.isi)]
    assert sah[0].nilai == sah[1].nilai
    assert sah[0].hasil == sah[1].hasil


def test_identity_numbers_are_text_columns_and_choices_are_lists(kantor: Kantor, tmp_path: Path) -> None:
    path = tmp_path / "isian.xlsx"
    path.write_bytes(templat(LHPKK, pilihan_kantor(kantor)))
    buku = load_workbook(path)
    lembar: Any = buku["Isian"]
    judul = {str(sel.value).rstrip(" *"): sel for sel in lembar[4] if sel.value}
    assert lembar.freeze_panes == "B5"
    assert buku["_pilihan"].sheet_state == "hidden"
    assert buku.sheetnames[0] == "Isian"
    huruf = judul["Tahun buku yang diperiksa"].column_letter
    assert lembar.column_dimensions[huruf].number_format == "@"
    assert judul["Koperasi"].value == "Koperasi *"
    menurut = {
        str(d.sqref).split(":")[0].rstrip("0123456789"): d for d in lembar.data_validations.dataValidation
    }
    koperasi = menurut[judul["Koperasi"].column_letter]
    kolom, baris = koperasi.formula1.removeprefix("_pilihan!$").split("$1:$")[0], 1
    assert str(buku["_pilihan"][f"{kolom}{baris}"].value).startswith("Koperasi")
    assert {d.type for d in menurut.values()} == {"list", "date"}


def test_the_command_writes_a_workbook_and_overwrites_only_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert jalankan(["massal", "templat", "spt"]) == 0
    path = tmp_path / "isian-spt.xlsx"
    assert len(baca(path, SPT, contoh=True).baris) == 1
    path.write_bytes(b"isian orang")
    assert jalankan(["massal", "templat", "spt"]) == 8
    assert path.read_bytes() == b"isian orang"
    assert "sudah ada" in capsys.readouterr().err
    assert jalankan(["massal", "templat", "spt", "--ganti", "--json"]) == 0
    assert '"berkas": "isian-spt.xlsx"' in capsys.readouterr().out
    assert jalankan(["massal", "templat", "spt", "--keluaran", "a.csv"]) == 8
    assert jalankan(["massal", "templat", "tidak-ada"]) == 11
    assert jalankan(["massal", "templat", "spt", "--keluaran", "b.xlsx", "--kantor", str(tmp_path)]) == 10


def test_the_office_offers_its_own_people(kantor: Kantor, tmp_path: Path) -> None:
    assert (
        jalankan(
            [
                "massal",
                "templat",
                "spt",
                "--keluaran",
                str(tmp_path / "a.xlsx"),
                "--kantor",
                str(kantor.folder),
            ]
        )
        == 0
    )
    teks = {str(s.value) for b in load_workbook(tmp_path / "a.xlsx")["_pilihan"].iter_rows() for s in b}
    assert "kepala-dinas" in teks
    tabel = kantor.induk.tabel("pegawai")
    assert tabel
    assert str(tabel.baris[0]["nama"].nilai) in teks


def test_a_workbook_comes_with_the_rows_that_are_wanted(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tujuan = tmp_path / "pkgb.xlsx"
    perintah = ["massal", "templat", "pkgb", "--sumber", "pegawai", "--keluaran", str(tujuan)]
    saring = ["--saring", "KGB berikutnya<=31 Januari 2027", "--set", "dasar_pejabat=Gubernur"]
    assert jalankan([*perintah, *saring, "--kantor", str(kantor.folder)]) == 0
    assert "baris dari data pegawai" in capsys.readouterr().out
    baris = list(baca(tujuan, kantor.katalog.jenis("pkgb")).baris)
    assert {"Elisabeth Umpama, S.Sos."} <= {b.isi["pegawai"] for b in baris}
    assert all(b.isi["dasar_pejabat"] == "Gubernur" for b in baris)
    acuan = kantor.acuan(kantor.hari_ini())
    assert all(acuan.pegawai(b.isi["pegawai"]) for b in baris)
    assert jalankan(["massal", "templat", "pkgb", "--saring", "a=b", "--kantor", str(kantor.folder)]) == 3


def test_the_workbook_is_ready_to_print_and_says_what_blank_cells_mean() -> None:
    buku = load_workbook(BytesIO(templat(KATALOG.jenis("pkgb"))))
    satu: Any = buku.worksheets[0]
    cetak = satu.page_setup
    assert (cetak.paperSize, cetak.orientation) == (9, "landscape")
    assert satu.sheet_properties.pageSetUpPr.fitToPage
    assert cetak.fitToWidth >= 1
    assert satu.print_title_rows == "$4:$4"
    petunjuk = {str(satu.cell(4, s.column).value).rstrip(" *"): str(s.value) for s in satu[5]}
    assert ".." not in petunjuk["Pegawai"]
    assert "Kosong: Kepala Biro Keuangan Sekretariat Daerah" in petunjuk["Kantor pembayar (Yth.)"]
    lain = load_workbook(BytesIO(templat(KATALOG.jenis("surat-undangan"))))
    semua = [str(s.value) for s in lain.worksheets[0][5]]
    assert any(s.startswith("Kosong: Demikian disampaikan, atas perhatian") for s in semua)


def test_names_of_sheets_end_with_a_whole_word() -> None:
    nama = nama_lembar(KATALOG.jenis("lhpkk"))["pengurus"]
    assert nama == "Pengurus, pengawas"
    assert daftar_bernama(KATALOG.jenis("lhpkk"), "Pengurus, pengawas, dan pengelo")  # as Excel cuts it
    for jenis in KATALOG.semua():
        semua = nama_lembar(jenis)
        for i in (i for i in jenis.isian if i.nama in semua):
            assert daftar_bernama(jenis, semua[i.nama]) == i
