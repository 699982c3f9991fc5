"""A move killed at every step leaves one ledger that counts, and the same command finishes it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from naskah import issue
from naskah.checks import periksa
from registers.dasar.galat import BukuBesarDitolak
from registers.ledger.mesin import buat_mesin
from tests.bahan.kantor import nota
from tests.bahan.pindah import buka, pindahkan, semua_baris
from tests.conftest import AKAR

PEKERJA = Path(__file__).with_name("pekerja_pindah.py")


def mulai(*kata: object) -> subprocess.Popen[str]:
    """Start a worker process."""
    return subprocess.Popen(
        [sys.executable, str(PEKERJA), *map(str, kata)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=AKAR,
        env={"PYTHONPATH": str(AKAR)},
    )


def pindah_mati(folder: Path, tujuan: str, saat: str) -> None:
    """A move that is killed at a step."""
    proses = mulai("pindah", folder, tujuan, saat)
    keluar = proses.communicate(timeout=120)
    assert proses.returncode == -9, keluar


@pytest.fixture(params=["ke postgresql", "ke sqlite"])
def perjalanan(
    request: pytest.FixtureRequest, folder_kantor: Path, basis_data_baru: Callable[[], str]
) -> tuple[str | Path, str, str | Path]:
    """An office with one letter: where its ledger is, where it shall go as typed, and where that is."""
    kantor = buka(folder_kantor)
    issue.buat(kantor, nota())
    kantor.tutup()
    berkas, url = folder_kantor / "naskah.db", basis_data_baru()
    if request.param == "ke postgresql":
        return berkas, url, url
    pindahkan(folder_kantor, url)
    return url, "naskah.db", berkas


def terbit(folder: Path) -> str:
    kantor = buka(folder)
    try:
        return issue.buat(kantor, nota())[0].urut
    finally:
        kantor.tutup()


def pastikan_utuh(folder: Path) -> None:
    kantor = buka(folder)
    assert [str(t) for _, temuan in periksa(kantor, menyeluruh=True).temuan for t in temuan] == []
    kantor.tutup()


@pytest.mark.parametrize("saat", ["salin", "tersalin"])
def test_killed_before_the_old_ledger_is_marked_it_counts_and_goes_on(
    saat: str, folder_kantor: Path, perjalanan: tuple[str | Path, str, str | Path]
) -> None:
    asal, tujuan, tiba = perjalanan
    sebelum = semua_baris(asal)
    pindah_mati(folder_kantor, tujuan, saat)
    assert semua_baris(asal) == sebelum
    assert terbit(folder_kantor) == "2"  # the copy, if there is one, is outdated now
    baris = semua_baris(asal)
    assert pindahkan(folder_kantor, tujuan).salinan is not None
    assert semua_baris(tiba) == baris
    pastikan_utuh(folder_kantor)
    assert terbit(folder_kantor) == "3"


@pytest.mark.parametrize("saat", ["ditandai", "berlaku"])
def test_killed_after_that_nobody_writes_anywhere_until_the_move_is_finished(
    saat: str, folder_kantor: Path, perjalanan: tuple[str | Path, str, str | Path]
) -> None:
    asal, tujuan, tiba = perjalanan
    baris = semua_baris(asal)
    pindah_mati(folder_kantor, tujuan, saat)
    with pytest.raises(BukuBesarDitolak, match="sudah pindah ke") as galat:
        terbit(folder_kantor)
    perintah = galat.value.hint.split("naskah pindah-database ")[1]
    assert semua_baris(asal) == baris
    pindahkan(folder_kantor, perintah)
    assert semua_baris(tiba) == baris
    pastikan_utuh(folder_kantor)
    assert terbit(folder_kantor) == "2"


def test_killed_at_the_very_end_only_the_old_file_lies_where_it_was(
    folder_kantor: Path, perjalanan: tuple[str | Path, str, str | Path]
) -> None:
    asal, tujuan, _ = perjalanan
    pindah_mati(folder_kantor, tujuan, "selesai")
    assert terbit(folder_kantor) == "2"
    hasil = pindahkan(folder_kantor, tujuan)
    assert hasil.salinan is None
    assert bool(hasil.cadangan) == isinstance(asal, Path)
    pastikan_utuh(folder_kantor)


def test_a_copy_that_does_not_count_yet_is_refused_to_who_names_it_in_kantor_toml(
    folder_kantor: Path, basis_data_baru: Callable[[], str]
) -> None:
    tujuan = basis_data_baru()
    terbit(folder_kantor)
    pindah_mati(folder_kantor, tujuan, "tersalin")
    tata = folder_kantor / "kantor.toml"
    asli = tata.read_text("utf-8")
    tata.write_text(asli.replace('database = ""', f'database = "{tujuan}"'), "utf-8")
    with pytest.raises(BukuBesarDitolak, match=r"belum selesai dipindahkan; .* ada di naskah\.db"):
        terbit(folder_kantor)
    tata.write_text(asli, "utf-8")
    pindahkan(folder_kantor, tujuan)
    assert terbit(folder_kantor) == "2"


def test_a_copy_that_somebody_changed_before_it_counted_is_made_anew(
    folder_kantor: Path, basis_data_baru: Callable[[], str]
) -> None:
    tujuan = basis_data_baru()
    terbit(folder_kantor)
    baris = semua_baris(folder_kantor / "naskah.db")
    pindah_mati(folder_kantor, tujuan, "ditandai")
    with buat_mesin(tujuan, tunggu=1).begin() as koneksi:
        koneksi.execute(text("UPDATE naskah SET hal = 'lain'"))
    pindahkan(folder_kantor, tujuan)
    assert semua_baris(tujuan) == baris


def test_a_target_that_is_gone_after_the_ledger_left_is_not_filled_with_an_old_state(
    folder_kantor: Path, basis_data_baru: Callable[[], str]
) -> None:
    tujuan = basis_data_baru()
    terbit(folder_kantor)
    pindah_mati(folder_kantor, tujuan, "berlaku")
    with buat_mesin(tujuan, tunggu=1).begin() as koneksi:
        koneksi.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    with pytest.raises(BukuBesarDitolak, match="tidak ada apa-apa") as galat:
        pindahkan(folder_kantor, tujuan)
    assert "cadangan" in galat.value.hint


@pytest.mark.parametrize("arah", ["ke postgresql", "ke sqlite"])
def test_a_running_program_that_had_the_old_ledger_open_is_told(
    arah: str, folder_kantor: Path, basis_data_baru: Callable[[], str]
) -> None:
    tujuan: list[str] = [basis_data_baru(), "naskah.db"]
    terbit(folder_kantor)
    if arah == "ke sqlite":
        pindahkan(folder_kantor, tujuan.pop(0))
    lain = mulai("buka", folder_kantor)
    assert lain.stdout is not None
    assert lain.stdout.readline() == "siap\n"
    pindahkan(folder_kantor, tujuan[0])
    assert terbit(folder_kantor) == "2"
    keluar, galat = lain.communicate("terbit\n", timeout=60)
    assert (keluar, lain.returncode) == ("", BukuBesarDitolak.exit_code), galat
    assert "sudah pindah ke" in galat
    assert terbit(folder_kantor) == "3"
    pastikan_utuh(folder_kantor)


def test_two_who_move_the_same_office_at_once_move_it_once(
    folder_kantor: Path, perjalanan: tuple[str | Path, str, str | Path]
) -> None:
    asal, tujuan, tiba = perjalanan
    baris = semua_baris(asal)
    berdua = [mulai("pindah", folder_kantor, tujuan, "tanpa") for _ in range(2)]
    hasil = [p.communicate(timeout=120) for p in berdua]
    assert 0 in [p.returncode for p in berdua], hasil
    assert {p.returncode for p in berdua} <= {0, BukuBesarDitolak.exit_code, 13}, hasil
    assert semua_baris(tiba) == baris
    pastikan_utuh(folder_kantor)
    assert terbit(folder_kantor) == "2"
