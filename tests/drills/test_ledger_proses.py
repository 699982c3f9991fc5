"""Many processes, killed processes, held locks: what an office does to its ledger, with real processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from registers.dasar.galat import BerkasGagal, BukuBesarSibuk
from registers.ledger import Ledger
from tests.conftest_ledger import SERI, buka, terbitkan
from tests.drills.pekerja_ledger import HARI

PEKERJA = Path(__file__).with_name("pekerja_ledger.py")


def mulai(*kata: object) -> subprocess.Popen[str]:
    """Start a worker process."""
    return subprocess.Popen(
        [sys.executable, str(PEKERJA), *map(str, kata)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def pemegang_kunci(lokasi: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the write lock meanwhile."""
    with mulai("pegang", lokasi, 60) as proses:
        assert proses.stdout is not None
        assert proses.stdout.readline() == "dipegang\n"
        try:
            yield proses
        finally:
            proses.kill()


def periksa_utuh(ledger: Ledger, dicetak: list[str]) -> None:
    """No double, no gap, nothing lost, and the books and the chain agree with the letters."""
    with ledger.baca() as baca:
        surat = baca.cari(batas=None)
        assert sorted(s.urut for s in surat) == list(range(1, len(surat) + 1))
        assert set(dicetak) <= {s.nomor for s in surat}
        assert len(set(dicetak)) == len(dicetak)
        assert baca.celah() == []
        assert baca.periksa_rantai() == []
        baris = baca.semua_baris("agenda", 2026)
        assert sorted(b.kunci for b in baris) == sorted(s.id for s in surat)
        assert [b.urutan for b in baris] == list(range(1, len(surat) + 1))


def test_eight_processes_with_failing_renders_make_no_double_and_no_gap(
    lokasi: str | Path, pasang_seri: Callable[..., Ledger]
) -> None:
    ledger = pasang_seri(SERI)
    pekerja = [mulai("terbit", lokasi, 15, benih) for benih in range(8)]
    hasil = [p.communicate(timeout=120) for p in pekerja]
    assert [p.returncode for p in pekerja] == [0] * 8, hasil
    dicetak = [nomor for keluar, _ in hasil for nomor in keluar.split()]
    assert len(dicetak) == 120
    periksa_utuh(ledger, dicetak)


def test_processes_may_make_a_new_ledger_at_the_same_moment(lokasi_kosong: str | Path) -> None:
    pekerja = [mulai("terbit", lokasi_kosong, 0, benih) for benih in range(4)]
    hasil = [p.communicate(timeout=120) for p in pekerja]
    assert [p.returncode for p in pekerja] == [0] * 4, hasil
    buka(lokasi_kosong).tutup()


def test_processes_killed_in_the_middle_leave_whole_letters_only(
    lokasi: str | Path, pasang_seri: Callable[..., Ledger]
) -> None:
    ledger = pasang_seri(SERI)
    dicetak: list[str] = []
    for putaran in range(3):
        pekerja = [mulai("terbit", lokasi, 10_000, benih) for benih in (putaran, putaran + 100)]
        for p in pekerja:
            assert p.stdout is not None
            dicetak += [p.stdout.readline().strip() for _ in range(5 + putaran)]
        for p in pekerja:
            p.kill()
        for p in pekerja:
            with p:  # not communicate(): it would skip what readline has buffered already
                assert p.stdout is not None
                dicetak += p.stdout.read().split()
    with ledger.tulis("Penguji") as tx:
        naskah = terbitkan(tx, HARI)
        tx.bukukan("agenda", 2026, naskah.id, {}, tx.kepala()[0])
    periksa_utuh(ledger, [*dicetak, naskah.nomor])


def test_a_held_lock_is_waited_for_and_then_reported_as_busy(lokasi: str | Path) -> None:
    buka(lokasi).tutup()
    ledger = buka(lokasi, tunggu=0.3)
    with pemegang_kunci(lokasi) as proses:
        mulai_ = time.monotonic()
        with pytest.raises(BukuBesarSibuk) as galat, ledger.tulis("Penguji"):
            pytest.fail("kunci seharusnya tidak didapat")
        assert 0.25 < time.monotonic() - mulai_ < 5
        assert "ulangi" in galat.value.hint
        with ledger.baca() as baca:
            assert baca.kepala() == (0, "")
        proses.kill()
        proses.wait()
        # The dead hold nothing. PostgreSQL notices a lost connection a moment later.
        for _ in range(50):
            try:
                with ledger.tulis("Penguji") as tx:
                    tx.catat("uji", "", {})
                break
            except BukuBesarSibuk:
                time.sleep(0.1)
        with ledger.baca() as baca:
            assert baca.kepala()[0] == 1
    ledger.tutup()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="sistem ini tidak mengenal fork")
def test_a_forked_worker_does_not_share_its_parents_connection(
    lokasi: str | Path, pasang_seri: Callable[..., Ledger]
) -> None:
    ledger = pasang_seri(SERI)
    with mulai("cabang", lokasi) as proses:
        dicetak = proses.communicate(timeout=60)[0].split()
    assert proses.returncode == 0
    assert len(dicetak) == 20
    periksa_utuh(ledger, dicetak)


def test_a_full_disk_takes_nothing_and_says_so(tmp_path: Path) -> None:
    ledger = buka(tmp_path / "naskah.db")
    with ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([SERI])
    with ledger._mesin.connect() as koneksi:
        penuh = koneksi.exec_driver_sql("PRAGMA page_count").scalar_one()
        koneksi.exec_driver_sql(f"PRAGMA max_page_count={penuh}")
    with pytest.raises(BerkasGagal, match="Buku besar"), ledger.tulis("Penguji") as tx:
        tx.simpan_isi(b"x" * 1_000_000)
    with ledger.baca() as baca:
        assert baca.kepala()[0] == 1
    ledger.tutup()
