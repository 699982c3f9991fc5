"""Rows of the buku jaga from data/pegawai.xlsx: all employees, damaged rows, letters issued, the new year."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from naskah import data_buku, issue, perubahan
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah
from registers.dasar.waktu import FixedClock

JAGA = "jaga-kgb-pangkat-pensiun"
AGNES = "198507122010012001"


def baris(kantor: Kantor) -> dict[str, dict[str, object]]:
    hasil = data_buku.sumber(kantor, JAGA)
    assert hasil is not None
    semua = dict(hasil)
    assert len(semua) == len(hasil), "setiap baris berkunci sendiri"
    return semua


def isi_sel(kantor: Kantor, ubah: dict[str, object], *tambah: list[object]) -> None:
    path = kantor.folder / "data" / "pegawai.xlsx"
    buku = load_workbook(path)
    lembar = buku.worksheets[0]
    for alamat, nilai in ubah.items():
        lembar[alamat] = nilai
    for satu in tambah:
        ke = next(
            n
            for n in range(2, lembar.max_row + 2)
            if not lembar.cell(n, 1).value and not lembar.cell(n, 2).value
        )
        for kolom, nilai in enumerate(satu, start=1):
            lembar.cell(ke, kolom, nilai)
    buku.save(path)


def terbitkan(kantor: Kantor) -> str:
    contoh = kantor.katalog.jenis("pkgb").folder / "contoh.toml"
    return issue.buat(kantor, Permintaan("pkgb", tomllib.loads(contoh.read_text("utf-8"))))[0].nomor


def test_every_employee_has_a_row_for_each_matter_and_a_pppk_no_pangkat(kantor: Kantor) -> None:
    semua = baris(kantor)
    assert {k.split("/")[1] for k in semua if k.startswith(AGNES)} == {"kgb", "pangkat", "pensiun"}
    pppk = {k.split("/")[1] for k in semua if k.startswith("199204142022211001")}
    assert pppk == {"kgb", "pensiun"}
    agnes = semua[f"{AGNES}/kgb"]
    assert (agnes["nama"], agnes["pangkat"]) == ("Agnes Teladan, S.E.", "Penata (III/c)")
    assert (agnes["terakhir"], agnes["jatuh_tempo"]) == ("2025-03-01", "2027-03-01")


def test_other_books_have_no_rows_from_master_data(kantor: Kantor) -> None:
    assert data_buku.sumber(kantor, "agenda-surat-keluar") is None


def test_an_issued_pkgb_stands_in_its_row_until_it_is_voided(kantor: Kantor) -> None:
    nomor = terbitkan(kantor)
    assert baris(kantor)[f"{AGNES}/kgb"]["surat"] == f"PKGB {nomor}"
    with kantor.ledger.baca() as baca:
        (surat,) = baca.cari(jenis="pkgb")
    perubahan.batal(kantor, surat.id, alasan="salah golongan")
    assert baris(kantor)[f"{AGNES}/kgb"]["surat"] == ""


def test_two_pkgb_for_one_rise_are_pointed_out(kantor: Kantor) -> None:
    satu, dua = terbitkan(kantor), terbitkan(kantor)
    agnes = baris(kantor)[f"{AGNES}/kgb"]
    assert agnes["keterangan"] == f"ada 2 PKGB untuk TMT ini: {satu}, {dua}"
    assert agnes["ganda"] == "ya"


def test_a_damaged_row_stays_a_row_with_a_note(kantor: Kantor) -> None:
    isi_sel(kantor, {"B7": 198507122010012001.0, "I8": "#N/A"})
    semua = baris(kantor)
    rusak = semua["agnes teladan, s.e./pensiun"]
    assert "sel Pegawai!B7" in str(rusak["keterangan"])
    assert "digitnya hilang" in str(rusak["keterangan"])
    assert rusak["nip"] == ""
    assert rusak["jatuh_tempo"] == "2043-08-01"  # by the birth date in its own column
    assert semua["agnes teladan, s.e./kgb"]["jatuh_tempo"] == "2027-03-01"
    assert semua["199002282015031001/kgb"]["jatuh_tempo"] == ""


def test_an_employee_who_is_listed_twice_is_told(kantor: Kantor) -> None:
    isi_sel(kantor, {}, ["Agnes Teladan, S.E.", AGNES, "PNS"], ["Tanpa Nip"], [None, None, "PNS"])
    semua = baris(kantor)
    assert f"{AGNES} tertulis 2 kali" in str(semua[f"{AGNES}#2/kgb"]["keterangan"])
    assert "NIP belum diisi" in str(semua["tanpa nip/pensiun"]["keterangan"])


def test_a_file_that_cannot_be_read_leaves_the_book_as_it_is(kantor: Kantor) -> None:
    path = kantor.folder / "data" / "pegawai.xlsx"
    path.write_bytes(b"bukan xlsx")
    with pytest.raises(DataTidakSah, match=r"data/pegawai\.xlsx"):
        data_buku.sumber(kantor, JAGA)
    path.unlink()
    assert data_buku.sumber(kantor, JAGA) == []


def test_what_people_wrote_goes_on_into_the_next_years_book(kantor: Kantor) -> None:
    kunci = f"{AGNES}/pangkat"
    with kantor.ledger.tulis("Contoh") as tx:
        urut = tx.catat("hitung", "", {}).urut
        orang = {"usul_diajukan": "2026-12-20", "catatan": "berkas lengkap"}
        tx.bukukan(JAGA, 2026, kunci, {"nama": "Agnes"}, urut, orang=orang)
        assert "catatan" not in dict(data_buku.sumber(kantor, JAGA) or ())[kunci]  # read beside a write
    lusa = Kantor.buka(kantor.folder, clock=FixedClock(datetime(2027, 1, 4, 2, tzinfo=UTC)), pelaku="Contoh")
    baru = baris(lusa)[kunci]
    assert (baru["usul_diajukan"], baru["catatan"], baru["tahun"]) == ("2026-12-20", "berkas lengkap", "2027")
    lusa.tutup()
