"""Eight workers, killed processes, full and read-only disks: a whole office with real processes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from naskah import issue
from naskah.checks import periksa
from naskah.kantor import Kantor
from registers.dasar.waktu import FixedClock
from tests.bahan.kantor import baris_buku, jejak, nota
from tests.conftest import AKAR, SAAT

PEKERJA = Path(__file__).with_name("pekerja_kantor.py")
# Root may write everywhere; a root without that power is like anybody else.
TANPA_KUASA = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
BUKU = ("agenda-surat-keluar", "pengendali-keluar")


def mulai(*kata: object, awalan: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Start a worker process."""
    return subprocess.Popen(
        [*awalan, sys.executable, str(PEKERJA), *map(str, kata)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(AKAR)},
    )


def jalankan(*kata: object, awalan: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run a worker process to its end."""
    proses = mulai(*kata, awalan=awalan)
    keluar, galat = proses.communicate(timeout=120)
    return subprocess.CompletedProcess(kata, proses.returncode, keluar, galat)


@pytest.fixture(params=["sqlite", "postgresql"])
def kantor_proses(request: pytest.FixtureRequest, folder_kantor: Path) -> Iterator[Kantor]:
    """An office that processes share, on either engine."""
    if request.param == "postgresql":
        url = request.getfixturevalue("basis_data_baru")()
        tata = folder_kantor / "kantor.toml"
        tata.write_text(tata.read_text("utf-8").replace('database = ""', f'database = "{url}"'), "utf-8")
    kantor = Kantor.buka(folder_kantor, clock=FixedClock(SAAT), pelaku="Penguji")
    kantor.siap_bernomor()
    yield kantor
    kantor.tutup()


def pastikan_utuh(kantor: Kantor, dicetak: list[str]) -> None:
    """No double, no gap, every file in its place, every row in every book."""
    hasil = periksa(kantor, menyeluruh=True)
    assert [str(t) for _, semua in hasil.temuan for t in semua] == []
    with kantor.ledger.baca() as baca:
        surat = baca.cari(batas=None)
        assert baca.celah() == []
    assert sorted(s.urut for s in surat) == list(range(1, len(surat) + 1))
    assert len(set(dicetak)) == len(dicetak)
    assert set(dicetak) <= {s.nomor for s in surat}
    for buku in BUKU:
        assert sorted(b["_id"] for b in baris_buku(kantor, buku)) == sorted(s.id for s in surat)


def test_eight_workers_make_no_double_and_no_gap_and_fill_the_books(kantor_proses: Kantor) -> None:
    hasil = jalankan("serentak", kantor_proses.folder, 6, 8)
    assert hasil.returncode == 0, hasil
    dicetak = hasil.stdout.split()
    assert len(dicetak) == 48
    assert 0 < dicetak.count("gagal") < 30
    pastikan_utuh(kantor_proses, [n for n in dicetak if n != "gagal"])


def test_the_same_request_from_two_processes_gives_one_letter(kantor_proses: Kantor) -> None:
    pekerja = [mulai("ulang", kantor_proses.folder, "klik-dua-kali") for _ in range(2)]
    hasil = [p.communicate(timeout=120) for p in pekerja]
    assert [p.returncode for p in pekerja] == [0] * 2, hasil
    assert len({keluar for keluar, _ in hasil}) == 1
    with kantor_proses.ledger.baca() as baca:
        assert len(baca.cari(batas=None)) == 3


def test_killed_before_commit_the_letter_never_was(kantor_proses: Kantor) -> None:
    sebelum = jejak(kantor_proses)
    assert jalankan("mati", kantor_proses.folder, "sebelum").returncode == -9
    hasil = periksa(kantor_proses, perbaiki=True, menyeluruh=True)
    assert not hasil.rusak
    assert "dibuang" in hasil.diperbaiki[0]
    assert jejak(kantor_proses) == sebelum
    assert issue.buat(kantor_proses, nota())[0].urut == "1"


def test_killed_after_commit_the_letter_is_finished_by_repair(kantor_proses: Kantor) -> None:
    assert jalankan("mati", kantor_proses.folder, "sesudah").returncode == -9
    assert periksa(kantor_proses).rusak
    hasil = periksa(kantor_proses, perbaiki=True)
    assert not hasil.rusak
    assert "dipindahkan ke tempatnya" in hasil.diperbaiki[0]
    assert hasil.diperbaiki[-1] == "2 baris buku ditulis"
    pastikan_utuh(kantor_proses, ["1/ND/DKUKM/XI/2026"])


def test_killed_at_random_moments_an_office_is_whole_after_repair(
    folder_kantor: Path, kantor: Kantor
) -> None:
    kantor.siap_bernomor()
    acak, dicetak = random.Random(3), list[str]()
    for putaran in range(3):
        pekerja = [mulai("terbit", folder_kantor, 10_000, putaran * 10 + i) for i in range(2)]
        for p in pekerja:
            assert p.stdout is not None
            dicetak.append(p.stdout.readline().strip())
        time.sleep(acak.random() * 0.5)
        for p in pekerja:
            p.kill()
        for p in pekerja:
            dicetak += p.communicate(timeout=60)[0].split()
    periksa(kantor, perbaiki=True)
    pastikan_utuh(kantor, [n for n in dicetak if n != "gagal"])


@pytest.mark.parametrize("batas", [0, 2_000, 20_000])
def test_a_full_disk_takes_no_number_and_leaves_nothing(kantor: Kantor, batas: int) -> None:
    issue.buat(kantor, nota())
    sebelum = jejak(kantor)
    hasil = jalankan("penuh", kantor.folder, batas)
    assert hasil.returncode == 8, hasil
    assert "penuh" in hasil.stderr or "cakram" in hasil.stderr
    assert jejak(kantor) == sebelum
    assert not periksa(kantor, menyeluruh=True).rusak


def test_a_read_only_archive_takes_no_number_and_leaves_nothing(kantor: Kantor) -> None:
    issue.buat(kantor, nota())
    sebelum = jejak(kantor)
    folder = [kantor.folder / "arsip", *(p for p in (kantor.folder / "arsip").rglob("*") if p.is_dir())]
    for satu in folder:
        satu.chmod(0o555)
    try:
        hasil = jalankan("ulang", kantor.folder, "", awalan=TANPA_KUASA)
    finally:
        for satu in folder:
            satu.chmod(0o755)
    assert hasil.returncode == 8, hasil
    assert "tidak ada izin" in hasil.stderr
    assert jejak(kantor) == sebelum
