"""Merges with real processes: killed, stopped, two at once, a rendering process that dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from naskah.kantor import Kantor
from tests.bahan.massal import JENIS, berkas, lanjut, mulai, nomor, pastikan_utuh, undangan

JUMLAH = 600  # several chunks: whoever is killed in the second one leaves some
MAIN = "from naskah.commands import main; main()"


def jalankan(folder: Path, *kata: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, "massal", *map(str, kata), "--kantor", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def satu_id(kantor: Kantor) -> str:
    with kantor.ledger.baca() as baca:
        (pekerjaan,) = baca.semua_pekerjaan()
    return pekerjaan.id


def tunggu_terbit(kantor: Kantor, jumlah: int) -> None:
    """Until so many letters are issued."""
    batas = time.monotonic() + 60
    while time.monotonic() < batas:
        with kantor.ledger.baca() as baca:
            if sum(baca.jumlah_jenis().values()) >= jumlah:
                return
        time.sleep(0.02)
    raise AssertionError("tidak ada yang terbit")


def anak(pid: int) -> list[int]:
    """Processes that stem from this one."""
    keluar = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout
    pasangan = [tuple(map(int, b.split())) for b in keluar.splitlines()[1:]]
    langsung = [p for p, induk in pasangan if induk == pid]
    return [*langsung, *(c for p in langsung for c in anak(p))]


def periksa_akhir(kantor: Kantor, id_: str, jumlah: int = JUMLAH) -> None:
    assert [n for n, _ in nomor(kantor, id_)] == list(range(1, jumlah + 1))
    urut = [u for _, u in nomor(kantor, id_)]
    assert sorted(urut) == urut
    with kantor.ledger.baca() as baca:
        assert baca.celah() == []
    pastikan_utuh(kantor)


@pytest.mark.parametrize("proses", [1, 2])
def test_killed_anywhere_it_is_finished_by_lanjut(
    kantor: Kantor, folder_kantor: Path, tmp_path: Path, proses: int
) -> None:
    data = berkas(tmp_path, undangan(JUMLAH))
    jalan = jalankan(folder_kantor, "jalan", JENIS, data, "--proses", proses)
    tunggu_terbit(kantor, 30)
    pekerja = anak(jalan.pid)
    jalan.send_signal(signal.SIGKILL)
    jalan.communicate()
    id_ = satu_id(kantor)
    sudah = nomor(kantor, id_)
    assert 0 < len(sudah) < JUMLAH
    lagi = jalankan(folder_kantor, "lanjut", id_, "--proses", proses)
    keluar, galat = lagi.communicate(timeout=120)
    assert lagi.returncode == 0, galat
    assert f"{JUMLAH} selesai" in keluar
    assert nomor(kantor, id_)[: len(sudah)] == sudah
    periksa_akhir(kantor, id_)
    batas = time.monotonic() + 10
    while time.monotonic() < batas and any(Path(f"/proc/{p}").exists() for p in pekerja):
        time.sleep(0.1)
    assert not [p for p in pekerja if Path(f"/proc/{p}").exists()], "pekerja tanpa induk masih hidup"


def test_ctrl_c_finishes_the_chunk_and_says_how_to_go_on(
    kantor: Kantor, folder_kantor: Path, tmp_path: Path
) -> None:
    jalan = jalankan(folder_kantor, "jalan", JENIS, berkas(tmp_path, undangan(JUMLAH)), "--proses", 1)
    tunggu_terbit(kantor, 30)
    jalan.send_signal(signal.SIGINT)
    keluar, galat = jalan.communicate(timeout=60)
    assert (jalan.returncode, "Traceback" in galat) == (130, False)
    id_ = satu_id(kantor)
    assert f"naskah massal lanjut {id_}" in keluar
    assert 0 < len(nomor(kantor, id_)) < JUMLAH
    with kantor.ledger.baca() as baca:
        assert baca.pekerjaan(id_).keadaan == "berhenti"
        assert baca.jumlah_menunggu("agenda-surat-keluar", 2026) == 0
    pastikan_utuh(kantor)


def test_two_at_once_both_finish_and_share_one_sequence(
    kantor: Kantor, folder_kantor: Path, tmp_path: Path
) -> None:
    data = [berkas(tmp_path, undangan(150, pakaian=p), f"{p}.json") for p in ("batik", "tenun")]
    semua = [jalankan(folder_kantor, "jalan", JENIS, d, "--proses", 1) for d in data]
    for satu in semua:
        _, galat = satu.communicate(timeout=180)
        assert satu.returncode == 0, galat
    with kantor.ledger.baca() as baca:
        ids = [p.id for p in baca.semua_pekerjaan()]
        urut = sorted(n.urut for n in baca.cari(batas=None))
    assert [len(nomor(kantor, id_)) for id_ in ids] == [150, 150]
    assert urut == list(range(1, 301))
    pastikan_utuh(kantor)


def test_a_rendering_process_that_dies_takes_its_chunk_with_it_and_no_number(
    kantor: Kantor, folder_kantor: Path, tmp_path: Path
) -> None:
    jalan = jalankan(folder_kantor, "jalan", JENIS, berkas(tmp_path, undangan(JUMLAH)), "--proses", 2)
    tunggu_terbit(kantor, 30)
    korban = [p for p in anak(jalan.pid) if "spawn_main" in Path(f"/proc/{p}/cmdline").read_text("utf-8")]
    os.kill(korban[0], signal.SIGKILL)
    keluar, galat = jalan.communicate(timeout=120)
    assert jalan.returncode == 15, galat  # letters are issued, not all
    assert "Proses yang mencetak mati" in keluar
    id_ = satu_id(kantor)
    with kantor.ledger.baca() as baca:
        assert baca.celah() == []
    lagi = jalankan(folder_kantor, "lanjut", id_, "--proses", 1)
    assert lagi.wait(timeout=120) == 0
    periksa_akhir(kantor, id_)


def test_voiding_that_is_killed_is_asked_for_again_and_voids_each_letter_once(
    kantor: Kantor, folder_kantor: Path, tmp_path: Path
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(JUMLAH)))
    lanjut(kantor, id_)
    perintah = ("batal", id_, "--alasan", "salah tanggal", "--ya")
    mati = jalankan(folder_kantor, *perintah)
    batas = time.monotonic() + 60
    while not batal(kantor, id_):
        assert time.monotonic() < batas
        time.sleep(0.01)
    mati.send_signal(signal.SIGKILL)
    mati.communicate()
    assert 0 < batal(kantor, id_) < JUMLAH
    daftar, _ = jalankan(folder_kantor, "daftar").communicate(timeout=60)
    assert "berhenti" in daftar
    assert "batalkan sekali lagi" in daftar
    lagi = jalankan(folder_kantor, *perintah)
    keluar, galat = lagi.communicate(timeout=120)
    assert (lagi.returncode, f"{JUMLAH} batal" in keluar) == (0, True), galat
    with kantor.ledger.baca() as baca:
        sudah = [p.naskah_id for p in baca.peristiwa() if p.jenis == "batal"]
        assert baca.jumlah_menunggu("agenda-surat-keluar", 2026) == 0
    assert len(sudah) == len(set(sudah)) == JUMLAH
    pastikan_utuh(kantor)


def batal(kantor: Kantor, id_: str) -> int:
    """How many rows are void."""
    with kantor.ledger.baca() as baca:
        return baca.hitung_baris(id_).get("batal", 0)
