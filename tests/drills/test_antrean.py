"""Several machines on one merge that share nothing but database and file store, and what befalls them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from naskah.kantor import Kantor
from naskah.massal import antrean, pantauan, pembatalan, potongan, rampung
from registers.ledger import Tx
from registers.ledger.antrean import Potongan
from tests.bahan.antrean import (
    antre,
    antrekan,
    kantor_berantrean,
    keadaan,
    pekerja,
    salinan,
    sql,
    tunggu,
)
from tests.bahan.massal import berkas, mulai, nomor, pastikan_utuh, undangan

POTONG = 5


@pytest.fixture
def kantor(
    folder_kantor: Path, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kantor]:
    yield from kantor_berantrean(folder_kantor, basis_data_baru(), monkeypatch, potong=POTONG)


def pastikan_sekali(kantor: Kantor, id_: str, jumlah: int) -> None:
    """Every row once, numbered in order; every letter one document; every one of the store registered."""
    assert keadaan(kantor, id_) == {"selesai": jumlah}
    assert nomor(kantor, id_) == [(n, n) for n in range(1, jumlah + 1)]
    with kantor.ledger.baca() as baca:
        semua = baca.semua_berkas()
        cetak = [p.naskah_id for p in baca.peristiwa() if p.jenis == "cetak"]
    assert len({b.naskah_id for b in semua}) == len(semua) == jumlah
    assert len(cetak) == len(set(cetak)) == jumlah
    gudang = kantor.folder.parent / "gudang"
    ada = {p.relative_to(gudang).as_posix() for p in gudang.rglob("*") if p.is_file()}
    assert ada - {"arsip/.simpanan"} == {b.path for b in semua}
    rampung.rampungkan(kantor, id_)
    pastikan_utuh(kantor)


def test_of_three_workers_one_is_killed_and_nothing_is_lost_or_made_twice(kantor: Kantor):
    id_ = antre(kantor, 40)
    mesin = [salinan(kantor, f"mesin-{n}") for n in range(3)]
    with pekerja(*mesin, lambat=0.2) as proses:
        assert proses[0].stdout is not None
        assert proses[0].stdout.readline().startswith("mulai")
        proses[0].kill()
        tunggu(lambda: keadaan(kantor, id_).get("selesai") == 40, proses)
    with kantor.ledger.baca() as baca:
        assert baca.keadaan_antrean(id_).diulang >= 1
    pastikan_sekali(kantor, id_, 40)


def test_a_database_that_is_gone_for_seconds_is_waited_out(
    kantor: Kantor, basis_data_baru: Callable[[], str]
):
    id_ = antre(kantor, 20)
    lain, ini = basis_data_baru(), psycopg.conninfo.conninfo_to_dict(kantor.tatanan.database)["dbname"]
    with pekerja(salinan(kantor, "mesin-1"), salinan(kantor, "mesin-2"), lambat=0.2) as proses:
        tunggu(lambda: keadaan(kantor, id_).get("selesai", 0) >= 5, proses)
        kantor.tutup()
        sql(lain, f"ALTER DATABASE {ini} ALLOW_CONNECTIONS false")
        sql(lain, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{ini}'")
        threading.Event().wait(4)  # longer than the first tries to come back
        sql(lain, f"ALTER DATABASE {ini} ALLOW_CONNECTIONS true")
        tunggu(lambda: keadaan(kantor, id_).get("selesai") == 20, proses)
        assert [p.poll() for p in proses] == [None, None]
    pastikan_sekali(kantor, id_, 20)


def test_a_worker_told_to_stop_finishes_its_chunk(kantor: Kantor):
    id_ = antre(kantor, 20)
    with pekerja(salinan(kantor, "mesin-1"), lambat=0.3) as proses:
        tunggu(lambda: bool(sql(kantor.tatanan.database, _SEDANG)), proses)
        proses[0].send_signal(signal.SIGTERM)
        assert proses[0].wait(30) == 0, proses[0].communicate()
    assert keadaan(kantor, id_) == {"selesai": POTONG, "bernomor": 20 - POTONG}
    with kantor.ledger.baca() as baca:
        k = baca.keadaan_antrean(id_)
    assert (k.menunggu, k.dikerjakan, k.macet, k.diulang) == (3, 0, 0, 0)


_SEDANG = "SELECT 1 FROM procrastinate_jobs WHERE status = 'doing'"


def test_a_chunk_done_twice_at_the_same_time_makes_each_letter_once(kantor: Kantor):
    id_ = antre(kantor, POTONG)
    ((isi,),) = sql(kantor.tatanan.database, "SELECT args FROM procrastinate_jobs")
    mesin = [Kantor.buka(salinan(kantor, f"mesin-{n}"), clock=kantor.clock) for n in range(2)]
    galat: list[BaseException] = []

    def kerja(k: Kantor) -> None:
        try:
            potongan.kerjakan(k, Potongan(**isi), 0)
        except BaseException as g:
            galat.append(g)

    benang = [threading.Thread(target=kerja, args=(k,)) for k in mesin]
    for b in benang:
        b.start()
    for b in benang:
        b.join()
    for k in mesin:
        k.tutup()
    assert galat == []
    pastikan_sekali(kantor, id_, POTONG)


def test_the_processes_of_one_command_share_the_work_and_stop_together(kantor: Kantor):
    id_ = antre(kantor, 40)
    folder = salinan(kantor, "mesin-1")
    program = "from naskah.commands import main; main()"
    kata = [sys.executable, "-c", program, "pekerja", "--proses", "2", "--kantor", str(folder)]
    with subprocess.Popen(kata, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as proses:
        tunggu(lambda: keadaan(kantor, id_).get("selesai") == 40, [proses])
        proses.send_signal(signal.SIGTERM)
        keluar, galat = proses.communicate(timeout=60)
    assert proses.returncode == 0, galat
    assert "Selesai: 8 potongan dikerjakan di sini." in keluar
    pastikan_sekali(kantor, id_, 40)


def test_an_enqueuer_that_is_killed_leaves_whole_chunks_and_is_gone_on_with(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
):
    data = berkas(kantor.folder.parent, undangan(12))
    id_ = mulai(kantor, data, antre=True)
    antrean.siapkan(kantor, kantor.katalog.jenis("surat-undangan"))
    if (anak := os.fork()) == 0:  # a fork: the chunk is as small there as here
        asli, kali = Tx.antrekan, []

        def mati(self: Tx, satu: Potongan) -> None:
            asli(self, satu)
            kali.append(satu)
            if len(kali) == 2:
                os.kill(os.getpid(), signal.SIGKILL)  # numbers taken, chunk deferred, nothing committed

        Tx.antrekan = mati
        antrekan(kantor, id_)
    assert os.waitstatus_to_exitcode(os.waitpid(anak, 0)[1]) == -signal.SIGKILL
    assert keadaan(kantor, id_) == {"bernomor": POTONG, "menunggu": 12 - POTONG}
    antrekan(kantor, id_)
    with pekerja(salinan(kantor, "mesin-1")) as proses:
        tunggu(lambda: keadaan(kantor, id_).get("selesai") == 12, proses)
    pastikan_sekali(kantor, id_, 12)


def test_a_merge_voided_while_workers_print_it_leaves_no_letter_and_nothing_to_do(kantor: Kantor):
    id_ = antre(kantor, 24)
    with pekerja(salinan(kantor, "mesin-1"), salinan(kantor, "mesin-2"), lambat=0.2) as semua:
        tunggu(lambda: keadaan(kantor, id_).get("selesai", 0) > 0, semua)
        assert pembatalan.batalkan(kantor, id_, alasan="salah orang").keadaan == {"batal": 24}
        tunggu(lambda: not sisa_potongan(kantor, id_), semua)
    assert keadaan(kantor, id_) == {"batal": 24}
    with kantor.ledger.baca() as baca:
        assert {baca.naskah(b.naskah_id).status for b in baca.alur_pekerjaan(id_)} == {"batal"}
        assert baca.pekerjaan(id_).keadaan == "batal"
    pastikan_utuh(kantor)


def sisa_potongan(kantor: Kantor, id_: str) -> list[tuple[int, int]]:
    """Chunks that wait or are being worked on."""
    with kantor.ledger.baca() as baca:
        return baca.potongan_hidup(id_)


def test_a_letter_that_kills_every_worker_costs_five_of_them_and_holds_up_no_other(kantor: Kantor):
    id_ = antre(kantor, 3 * POTONG)
    folder, mati = salinan(kantor, "mesin-1"), 0
    while keadaan(kantor, id_).get("bernomor"):
        assert mati < 8
        with pekerja(folder, maut=" 7") as proses:
            (satu,) = proses
            while satu.poll() is None and keadaan(kantor, id_).get("bernomor"):
                time.sleep(0.1)
            mati += satu.poll() == -signal.SIGKILL
    assert mati == 5
    assert keadaan(kantor, id_) == {"selesai": 3 * POTONG - 1, "gagal": 1}
    with kantor.ledger.baca() as baca:
        (gagal,) = baca.baris_pekerjaan(id_, ["gagal"])
    assert gagal.nomor == 7
    (kini,) = pantauan.lihat(kantor, id_)
    assert kini.gagal_sebut == ("baris 7: gagal dicetak: pekerja mati setiap kali mencetaknya",)
    rampung.rampungkan(kantor, id_)
    pastikan_utuh(kantor)
