"""Scenario 5: the file is open, held, missing or damaged."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from registers.berkas_buku import BerkasBuku
from tests.bahan.sinkron import (
    AWAL,
    Kantor,
    dibuka_excel,
    disinkronkan,
    excel,
    kantor_kecil,
    ketik,
    menurut_kunci,
    nomor,
    pastikan,
    pastikan_tenang,
    tulis,
)
from tests.drills.test_gangguan import TANPA_KUASA


@pytest.fixture
def kecil(tmp_path: Path) -> Iterator[Kantor]:
    """A book of five letters in step with the ledger."""
    yield from kantor_kecil(tmp_path)


# --- open somewhere -----------------------------------------------------------------------------------


@contextmanager
def dibuka_calc(path: Path) -> Generator[None]:
    """LibreOffice on this PC: a living process that has the file open."""
    kunci = path.with_name(f".~lock.{path.name}#")
    kunci.write_text(f",arsiparis,{platform.node()},23.11.2026 08:00,file:///profil;", "utf-8")
    perintah = "import sys,time; f=open(sys.argv[1],'r+b'); print(1,flush=True); time.sleep(60)"
    proses = subprocess.Popen([sys.executable, "-c", perintah, str(path)], stdout=subprocess.PIPE)
    assert proses.stdout
    proses.stdout.readline()
    try:
        yield
    finally:
        proses.kill()
        proses.wait()
        kunci.unlink()


@pytest.mark.parametrize("dibuka", [dibuka_excel, dibuka_calc])
def test_an_open_book_is_not_written_but_what_was_saved_in_own_columns_comes_in(
    kecil: Kantor, dibuka: Callable[[Path], Generator[None]]
) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="sudah disimpan", hal="diubah")
        tulis(lembar, AWAL + 5, hal="baris baru")
    kecil.bukukan("N-6", hal="Surat baru")
    data = kecil.path.read_bytes()
    with dibuka(kecil.path):  # type: ignore[attr-defined]
        hasil = kecil.sinkron()
        assert "sedang dibuka di" in hasil.menunggu
        assert len(hasil.diambil) == 1
        assert kecil.path.read_bytes() == data
        assert kecil.baris()["N-1"].orang == {"catatan": "sudah disimpan"}
        kepala = kecil.kepala()
        assert kecil.sinkron().diambil == ()  # looking twice takes nothing twice
        assert kecil.kepala() == kepala
        with excel(kecil.path) as lembar:
            tulis(lembar, AWAL, catatan="disimpan lagi")
        kecil.sinkron()
        assert kecil.baris()["N-1"].orang == {"catatan": "disimpan lagi"}
    with disinkronkan(kecil, milik_orang=["disimpan lagi", "diubah", "baris baru"]) as (hasil,):
        assert (len(hasil.masuk), len(hasil.konflik), hasil.diambil) == (1, 1, ())
    assert "N-6" in menurut_kunci(kecil.path)


def test_an_edit_taken_from_an_open_book_takes_back_nothing_that_was_changed_elsewhere(kecil: Kantor) -> None:
    baris = kecil.baris()["N-2"]
    with kecil.ledger.tulis("peramban") as tx:  # not through this file
        peristiwa = tx.catat("ubah", "", {})
        tx.bukukan("mini", 2026, "N-2", baris.nilai, peristiwa.urut, orang={"catatan": "dari peramban"})
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="diketik di buku")
    with dibuka_excel(kecil.path):
        assert len(kecil.sinkron().diambil) == 1
    with disinkronkan(kecil, milik_orang=["diketik di buku", "dari peramban"]) as (hasil,):
        assert (hasil.diambil, hasil.konflik) == ((), ())
    assert kecil.baris()["N-2"].orang == {"catatan": "dari peramban"}


def test_a_stale_lock_of_this_pc_blocks_nobody(kecil: Kantor) -> None:
    kunci = kecil.path.with_name(f".~lock.{kecil.path.name}#")
    kunci.write_text(f",arsiparis,{platform.node()},23.11.2026 08:00,file:///profil;", "utf-8")
    kecil.bukukan("N-6")
    assert kecil.sinkron().menunggu == ""
    assert "N-6" in menurut_kunci(kecil.path)


def test_a_file_windows_does_not_let_go_waits(kecil: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that is open; simulated, since Linux does not."""

    def tolak(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(target))

    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="titip", hal="diubah")
        lembar.delete_rows(AWAL + 4)
    sebelum, bernomor = kecil.path.read_bytes(), nomor(kecil)
    with monkeypatch.context() as tambalan:
        tambalan.setattr(Path, "replace", tolak)
        assert "sedang dibuka di program lain" in kecil.sinkron().menunggu
        kepala = kecil.kepala()
        assert "sedang dibuka di program lain" in kecil.sinkron().menunggu
        assert kecil.kepala() == kepala  # what is taken in already is not taken in again
        ketik(kecil.path, {"hal": "baris baru"})
        sebelum = kecil.path.read_bytes()
        assert "sedang dibuka di program lain" in kecil.sinkron().menunggu
    assert kecil.path.read_bytes() == sebelum
    assert sorted(p.name for p in kecil.folder.iterdir() if p.is_file()) == [kecil.path.name]
    kecil.sinkron()
    pastikan(kecil, sebelum, bernomor, ["titip", "diubah", "baris baru"])
    assert len(kecil.baris()) == 6
    assert len(kecil.konflik()) == 1


def test_a_read_only_folder_waits(kecil: Kantor) -> None:
    ketik(kecil.path, {"hal": "baris baru"})
    kecil.ledger.tutup()
    folder = [kecil.folder, kecil.folder / ".kunci", kecil.folder / ".terakhir"]
    for satu in folder:
        satu.chmod(0o555)
    perintah = (
        "import sys; from pathlib import Path; from tests.bahan.sinkron import *;"
        "k = Kantor(buka_ledger(Path(sys.argv[1])/'naskah.db'), Path(sys.argv[1])/'buku');"
        "print(k.sinkron().menunggu)"
    )
    try:
        hasil = subprocess.run(
            [*TANPA_KUASA, sys.executable, "-c", perintah, str(kecil.folder.parent)],
            capture_output=True, text=True, check=True, timeout=60,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
    finally:
        for satu in folder:
            satu.chmod(0o755)
    assert "hanya-baca" in hasil.stdout or "tidak ada izin" in hasil.stdout
    assert len(kecil.baris()) == 5
    with disinkronkan(kecil, milik_orang=["baris baru"]) as (lagi,):
        assert len(lagi.masuk) == 1


def test_a_file_saved_again_while_we_work_is_read_again(
    kecil: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli, sisa = BerkasBuku.ganti, [1, 1]

    def ganti(self: BerkasBuku, lama: bytes, baru: bytes) -> None:
        if sisa:
            sisa.pop()
            with excel(self.path) as lembar:
                tulis(lembar, AWAL + 1 + len(sisa), catatan=f"belakangan {len(sisa)}")
        asli(self, lama, baru)

    monkeypatch.setattr(BerkasBuku, "ganti", ganti)
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="lebih dulu")
    ketik(kecil.path, {"hal": "baris baru"})
    bernomor = nomor(kecil)
    kecil.sinkron()
    assert sisa == []
    pastikan(kecil, b"", bernomor, ["lebih dulu", "belakangan 0", "belakangan 1", "baris baru"])
    assert len(kecil.baris()) == 6


# --- gone or damaged --------------------------------------------------------------------------------------


def test_a_missing_file_comes_back_as_it_was_with_all_that_was_theirs(kecil: Kantor) -> None:
    with excel(kecil.path) as lembar:
        lembar.title = "Agenda kami"
        tulis(lembar, AWAL, catatan="titip")
        tulis(lembar, AWAL + 5, jumlah="belum benar")
    kecil.sinkron()
    sebelum = kecil.path.read_bytes()
    kecil.path.unlink()
    assert kecil.sinkron(buat=False).menunggu == ""
    assert not kecil.path.exists()  # an office may keep old years elsewhere
    hasil = kecil.sinkron()
    assert "dikembalikan dari salinan terakhir" in hasil.catatan[0]
    assert kecil.path.read_bytes() == sebelum
    pastikan_tenang(kecil)
    kecil.path.unlink()
    kecil.bukukan("N-6")
    kecil.sinkron(buat=False)
    assert "N-6" in menurut_kunci(kecil.path)
    pastikan_tenang(kecil)


@pytest.mark.parametrize("rusak", [None, b"", b"rusak"], ids=["hilang", "kosong", "sampah"])
def test_without_a_good_copy_the_book_is_made_anew_from_the_ledger(
    kecil: Kantor, rusak: bytes | None
) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="titip", lokasi="rak")
    kecil.sinkron()
    (salinan,) = (kecil.folder / ".terakhir").iterdir()
    salinan.unlink() if rusak is None else salinan.write_bytes(rusak)
    kecil.path.unlink()
    assert kecil.sinkron().dibuat
    kini = menurut_kunci(kecil.path)
    assert (len(kini), kini["N-1"]["catatan"], kini["N-1"]["lokasi"]) == (5, "titip", "rak")
    pastikan_tenang(kecil)


def potong(data: bytes) -> bytes:
    return data[: len(data) // 2]


def balik_bita(data: bytes) -> bytes:
    tengah = len(data) // 3
    return data[:tengah] + bytes(b ^ 0xFF for b in data[tengah : tengah + 64]) + data[tengah + 64 :]


@pytest.mark.parametrize(
    "rusakkan", [potong, balik_bita, lambda _: b"", lambda _: b"PK\x03\x04", lambda _: b"\0" * 4096]
)
def test_a_damaged_file_is_kept_aside_and_the_last_good_one_comes_back(
    kecil: Kantor, rusakkan: Callable[[bytes], bytes]
) -> None:
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan="titip")
    kecil.sinkron()
    baik = kecil.path.read_bytes()
    for ke in (1, 2):
        kecil.path.write_bytes(rusakkan(baik))
        rusak = kecil.path.read_bytes()
        hasil = kecil.sinkron(buat=False)
        assert hasil.menunggu
        assert kecil.path.read_bytes() == rusak  # nobody asked for a new one
        hasil = kecil.sinkron()
        assert hasil.menunggu == ""
        assert (kecil.folder / ".rusak" / f"mini-2026-{ke}.xlsx").read_bytes() == rusak
        assert kecil.path.read_bytes() == baik
    pastikan_tenang(kecil)


def test_another_book_under_this_name_stays_where_it_is_and_waits(kecil: Kantor) -> None:
    lain = Kantor(kecil.ledger, kecil.folder, {"mini": replace(kecil.buku["mini"], id="lain")})
    lain.bukukan("L-1", buku="lain")
    from registers import sinkron

    sinkron.sinkron(lain.meja, lain.buku["mini"], 2026, buat=True)
    shutil.copy(sinkron.lokasi(kecil.folder, "lain", 2026), kecil.path)
    sebelum = kecil.path.read_bytes()
    hasil = kecil.sinkron()
    assert "isinya buku lain" in hasil.menunggu
    assert kecil.path.read_bytes() == sebelum


def test_a_book_saved_with_macros_beside_the_old_file_waits_until_one_is_moved(kecil: Kantor) -> None:
    shutil.copy(kecil.path, kecil.path.with_suffix(".xlsm"))
    assert "ada dua berkas" in kecil.sinkron().menunggu
    kecil.path.unlink()
    assert kecil.sinkron().menunggu == ""


def test_an_older_copy_over_the_book_keeps_the_newer_one_aside(kecil: Kantor, tmp_path: Path) -> None:
    lama = tmp_path / "lama.xlsx"
    shutil.copy(kecil.path, lama)
    kecil.bukukan("N-6")
    assert kecil.sinkron().menunggu == ""
    terbaru = kecil.path.read_bytes()
    shutil.copy(lama, kecil.path)
    hasil = kecil.sinkron()
    assert "salinan lama" in " ".join(hasil.catatan)
    assert (kecil.path.parent / ".lama" / "mini-2026-1.xlsx").read_bytes() == terbaru
    assert len(menurut_kunci(kecil.path)) == 6


def test_a_book_of_a_ledger_that_was_set_back_waits(kecil: Kantor, tmp_path: Path) -> None:
    kecil.ledger.tutup()
    cadangan = tmp_path / "cadangan.db"
    shutil.copy(tmp_path / "naskah.db", cadangan)
    kecil.bukukan("N-6")
    kecil.sinkron()
    kecil.ledger.tutup()
    for sisa in tmp_path.glob("naskah.db*"):
        sisa.unlink()
    shutil.copy(cadangan, tmp_path / "naskah.db")
    ketik(kecil.path, {"hal": "jangan hilang"})
    data = kecil.path.read_bytes()
    assert "cadangan" in kecil.sinkron().menunggu
    assert kecil.path.read_bytes() == data
