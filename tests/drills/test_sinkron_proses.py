"""Scenario 6: kill -9 at any moment, two syncs at once, a full disk."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from naskah import buku, issue
from naskah.kantor import Kantor as KantorNaskah
from naskah.penomoran import celah
from registers import sinkron
from registers.berkas_buku import BerkasBuku
from tests.bahan.kantor import nota
from tests.bahan.sinkron import (
    AWAL,
    Kantor,
    akhir,
    disinkronkan,
    excel,
    kantor_kecil,
    ketik,
    menurut_kunci,
    nomor,
    pastikan,
    pastikan_tenang,
    semua_teks,
    tulis,
)
from tests.conftest import AKAR

PEKERJA = Path(__file__).with_name("pekerja_sinkron.py")
AGENDA = "agenda-surat-keluar"


@pytest.fixture
def kecil(tmp_path: Path) -> Iterator[Kantor]:
    """A book of five letters in step with the ledger."""
    yield from kantor_kecil(tmp_path)


@contextmanager
def pekerja(*kata: object) -> Generator[subprocess.Popen[str]]:
    """A worker that has loaded everything; it ends with the block."""
    proses = subprocess.Popen(
        [sys.executable, str(PEKERJA), *map(str, kata)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        env={**os.environ, "PYTHONPATH": str(AKAR)},
    )  # fmt: skip
    assert proses.stdout
    assert proses.stdin
    try:
        assert proses.stdout.readline() == "siap\n"
        yield proses
    finally:
        proses.stdin.close()
        assert proses.wait(timeout=120) == 0
        proses.stdout.close()


def suruh(proses: subprocess.Popen[str], kata: object) -> str:
    assert proses.stdin
    assert proses.stdout
    proses.stdin.write(f"{kata}\n")
    return proses.stdout.readline()


def test_killed_at_random_moments_every_row_is_entered_once_and_no_cell_is_lost(kecil: Kantor) -> None:
    acak, ketikan, ubahan = random.Random(4), list[str](), dict[int, int]()
    kecil.ledger.tutup()
    mati = 0
    with pekerja("mati", kecil.folder.parent) as proses:
        for putaran in range(25):
            baru = [f"rapat {putaran}-{n}" for n in range(3)]
            ketikan += baru
            ketik(kecil.path, *({"hal": hal, "catatan": f"cat {hal}"} for hal in baru))
            with excel(kecil.path) as lembar:
                baris = acak.randrange(AWAL, AWAL + 5)
                tulis(lembar, baris, catatan=f"ubah {putaran}", hal=f"konflik {putaran}")
                ubahan[baris] = putaran
            kecil.bukukan(f"N-x{putaran}")
            kecil.ledger.tutup()
            mati += suruh(proses, acak.random() * 0.12) == "-9\n"
    assert mati > 10
    sebelum, bernomor = kecil.path.read_bytes(), nomor(kecil)
    kecil.sinkron()
    orang = [*ketikan, *(f"cat {h}" for h in ketikan)]
    orang += [f"{apa} {putaran}" for putaran in ubahan.values() for apa in ("ubah", "konflik")]
    pastikan(kecil, sebelum, bernomor, orang)
    hal = Counter(str(b.nilai["hal"]) for b in kecil.baris().values())
    assert {h: hal[h] for h in ketikan} == dict.fromkeys(ketikan, 1)
    assert len(menurut_kunci(kecil.path)) == len(kecil.baris()) == 5 + 25 + 75
    assert all(k.nilai_buku.startswith("konflik") for k in kecil.konflik())
    assert len({k.nilai_buku for k in kecil.konflik()}) == len(kecil.konflik())
    with kecil.ledger.baca() as baca:
        assert baca.periksa_rantai() == []


def test_killed_at_random_moments_no_letter_is_entered_twice(kantor: KantorNaskah) -> None:
    acak = random.Random(7)
    issue.buat(kantor, nota())
    kantor.tutup()
    path = kantor.folder / "buku" / f"{AGENDA}-2026.xlsx"
    hal: list[str] = []
    with pekerja("mati", kantor.folder) as proses:
        for putaran in range(10):
            isi = openpyxl.load_workbook(path)
            lembar = isi.worksheets[0]
            kolom = {str(sel.value): sel.column for sel in lembar[1] if sel.value}
            for ke in range(3):
                baris = akhir(lembar) + 1
                hal.append(f"Surat {putaran}-{ke}")
                lembar.cell(baris, kolom["hal"]).value = hal[-1]
                lembar.cell(baris, kolom["klas"]).value = "500.3"
            isi.save(path)
            suruh(proses, acak.random() * 0.25)
    buku.sinkron(kantor, [AGENDA])
    with kantor.ledger.baca() as baca:
        tangan = [n for n in baca.cari(batas=None) if n.id_permintaan]
    assert Counter(n.hal for n in tangan) == Counter(hal)
    assert len({n.id_permintaan for n in tangan}) == len({n.nomor for n in tangan}) == len(hal)
    assert celah(kantor) == []
    assert set(hal) | {n.nomor for n in tangan} <= semua_teks(path)
    assert len([1 for satu in openpyxl.load_workbook(path).worksheets[0]["A"] if satu.value]) == 3 + 1 + len(
        hal
    )


def test_two_syncs_at_once_enter_every_row_once(kecil: Kantor) -> None:
    ketik(kecil.path, *({"hal": f"rapat {n}", "catatan": f"c{n}"} for n in range(40)))
    sebelum, bernomor = kecil.path.read_bytes(), nomor(kecil)
    folder = kecil.folder.parent
    with pekerja("terus", folder, 5) as a, pekerja("terus", folder, 5) as b:
        for satu in (a, b):
            assert satu.stdin
            satu.stdin.write("\n")
        baris = [satu.stdout.readline().split() for _ in range(5) for satu in (a, b) if satu.stdout]
    assert sum(int(satu[0]) for satu in baris) == 40
    assert {satu[1] for satu in baris} <= {"True", "False"}
    kecil.sinkron()
    pastikan(kecil, sebelum, bernomor, [f"c{n}" for n in range(40)])
    assert len(kecil.baris()) == 45


def test_letters_issued_by_two_processes_are_all_in_the_book_and_nobody_is_told_to_wait(
    kecil: Kantor,
) -> None:
    folder = kecil.folder.parent
    with pekerja("surat", folder, 15) as a, pekerja("surat", folder, 15) as b:
        for satu in (a, b):
            assert satu.stdin
            satu.stdin.write("\n")
        assert a.stdout
        assert b.stdout
        assert a.stdout.read() + b.stdout.read() == ""
    with kecil.ledger.baca() as baca:
        assert baca.buku_menunggu() == []
    assert len(menurut_kunci(kecil.path)) == 35
    pastikan_tenang(kecil)


def test_a_row_booked_while_another_process_writes_is_written_by_that_one(
    kecil: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli, sisa = BerkasBuku.ganti, ["N-8", "N-7"]

    def ganti(self: BerkasBuku, lama: bytes, baru: bytes) -> None:
        if sisa:
            kecil.bukukan(sisa.pop())
            assert kecil.sinkron().sibuk  # the other process does not wait, and need not come back
        asli(self, lama, baru)

    monkeypatch.setattr(BerkasBuku, "ganti", ganti)
    kecil.bukukan("N-6")
    assert sinkron.tulis_menunggu(kecil.meja) == []
    assert {"N-6", "N-7", "N-8"} <= set(menurut_kunci(kecil.path))
    pastikan_tenang(kecil)


@contextmanager
def cakram_penuh(sisa: int) -> Generator[None]:
    """No file may grow beyond `sisa` bytes: the kernel fails the write half-way, as a full disk does."""
    lunak, keras = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (sisa, keras))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (lunak, keras))


@pytest.mark.parametrize("sisa", [0, 2_000, 6_000])
def test_a_full_disk_waits_and_nothing_is_half_done(kecil: Kantor, sisa: int) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="titip", hal="diubah")
    ketik(kecil.path, {"hal": "rapat", "catatan": "c"})
    kecil.bukukan("N-6")
    sebelum, bernomor = kecil.path.read_bytes(), nomor(kecil)
    with cakram_penuh(sisa):
        for _ in range(2):
            hasil = kecil.sinkron()
            assert hasil.menunggu
            assert "rusak" not in hasil.menunggu
    assert kecil.path.read_bytes() == sebelum
    assert [p.name for p in kecil.folder.rglob("*.tmp")] == []
    with disinkronkan(kecil, milik_orang=["titip", "diubah", "rapat", "c"]) as (hasil,):
        assert len(hasil.masuk) == 1
    assert bernomor.items() <= nomor(kecil).items()
    assert "N-6" in menurut_kunci(kecil.path)


def test_a_file_that_is_still_being_copied_here_is_not_taken_for_damaged(
    kecil: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="dari flashdisk")
    utuh = kecil.path.read_bytes()
    kecil.path.write_bytes(utuh[:5000])
    monkeypatch.setattr("time.sleep", lambda _: kecil.path.write_bytes(utuh))
    assert len(kecil.sinkron().diambil) == 1
    assert not (kecil.folder / ".rusak").exists()
    pastikan_tenang(kecil)
