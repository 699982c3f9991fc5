"""A ledger that is lost, emptied or replaced by an old copy must not give numbers a second time."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from naskah import issue
from naskah.checks import periksa
from naskah.kantor import Kantor
from registers.dasar.galat import BukuBesarDitolak
from registers.dasar.waktu import FixedClock
from tests.bahan.kantor import nota
from tests.conftest import SAAT


def buka(folder: Path) -> Kantor:
    return Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Penguji")


def terbit(folder: Path) -> str:
    """Issue a letter as one run of the program does."""
    kantor = buka(folder)
    try:
        return issue.buat(kantor, nota())[0].nomor
    finally:
        kantor.tutup()


def temuan(folder: Path, *, menyeluruh: bool = False) -> str:
    kantor = buka(folder)
    try:
        hasil = periksa(kantor, menyeluruh=menyeluruh)
        return "\n".join(str(t) for _, semua in hasil.temuan for t in semua)
    finally:
        kantor.tutup()


def hapus_ledger(folder: Path) -> None:
    for satu in folder.glob("naskah.db*"):
        satu.unlink()


@pytest.mark.parametrize("sisa", ["arsip", "buku"])
@pytest.mark.parametrize("nol_bita", [False, True], ids=["hilang", "nol bita"])
def test_a_lost_ledger_is_not_silently_made_anew(folder_kantor: Path, sisa: str, nol_bita: bool) -> None:
    terbit(folder_kantor)
    hapus_ledger(folder_kantor)
    if nol_bita:
        (folder_kantor / "naskah.db").touch()
    shutil.rmtree(folder_kantor / {"arsip": "buku", "buku": "arsip"}[sisa])
    with pytest.raises(BukuBesarDitolak, match=r"naskah\.db hilang") as galat:
        terbit(folder_kantor)
    assert "cadangan" in galat.value.hint
    assert sum(p.stat().st_size for p in folder_kantor.glob("naskah.db*")) == 0


def test_an_empty_server_database_is_not_taken_for_the_ledger_of_an_office_with_letters(
    folder_kantor: Path, basis_data_baru: Callable[[], str]
) -> None:
    terbit(folder_kantor)
    tata = folder_kantor / "kantor.toml"
    asli = tata.read_text("utf-8")
    tata.write_text(asli.replace('database = ""', f'database = "{basis_data_baru()}"'), "utf-8")
    with pytest.raises(BukuBesarDitolak, match="kosong, padahal") as galat:
        terbit(folder_kantor)
    assert "naskah pindah-database" in galat.value.hint


@pytest.mark.parametrize("sesudahnya", [0, 3], ids=["tertinggal", "bercabang"])
def test_an_older_copy_of_the_ledger_gives_no_numbers_and_periksa_says_why(
    folder_kantor: Path, sesudahnya: int
) -> None:
    terbit(folder_kantor)
    lama = (folder_kantor / "naskah.db").read_bytes()
    simpanan = shutil.copytree(folder_kantor / "buku", folder_kantor / "simpanan")
    terbit(folder_kantor)
    baru = shutil.copytree(folder_kantor / "buku", folder_kantor / "baru")
    hapus_ledger(folder_kantor)
    (folder_kantor / "naskah.db").write_bytes(lama)
    if sesudahnya:  # the old copy went on giving numbers while the newer books were away
        shutil.copytree(simpanan, folder_kantor / "buku", dirs_exist_ok=True)
        for _ in range(sesudahnya):
            terbit(folder_kantor)
        shutil.copytree(baru, folder_kantor / "buku", dirs_exist_ok=True)
    with pytest.raises(BukuBesarDitolak, match="lebih lama daripada buku Excel"):
        terbit(folder_kantor)
    assert "tidak ada dalam buku besar" in temuan(folder_kantor)
    assert "tidak dikenal buku besar" in temuan(folder_kantor)


def test_an_older_copy_of_a_book_or_an_unreadable_one_hinders_nobody(folder_kantor: Path) -> None:
    terbit(folder_kantor)
    simpanan = shutil.copytree(folder_kantor / "buku", folder_kantor / "simpanan")
    pertama = terbit(folder_kantor)
    shutil.copytree(simpanan, folder_kantor / "buku", dirs_exist_ok=True)
    kedua = terbit(folder_kantor)
    (folder_kantor / "buku" / "agenda-surat-keluar-2026.xlsx").write_bytes(b"rusak")
    assert len({pertama, kedua, terbit(folder_kantor)}) == 3


def test_only_files_named_as_naskah_names_them_are_missed_by_the_ledger(folder_kantor: Path) -> None:
    terbit(folder_kantor)
    (arsip := folder_kantor / "arsip" / "2026").mkdir(exist_ok=True)
    (arsip / "foto-rapat.jpg").write_bytes(b"x")
    assert temuan(folder_kantor, menyeluruh=True) == ""
    (arsip / "Nota-Dinas_N-aaaaaa-r2.pdf").write_bytes(b"x")
    assert "arsip/2026/Nota-Dinas_N-aaaaaa-r2.pdf: tidak dikenal buku besar" in temuan(folder_kantor)


def test_a_damaged_page_of_the_database_is_found_by_a_thorough_check(folder_kantor: Path) -> None:
    terbit(folder_kantor)
    koneksi = sqlite3.connect(folder_kantor / "naskah.db")
    koneksi.execute("PRAGMA writable_schema=ON")
    koneksi.execute(
        "UPDATE sqlite_master SET sql = replace(sql, '(teks)', '(seri)') WHERE name = 'nomor_teks'"
    )
    koneksi.commit()
    koneksi.close()
    assert temuan(folder_kantor) == ""
    assert "naskah.db" in temuan(folder_kantor, menyeluruh=True)
