"""Threads of one process write in turn; a forked child does not wait for a thread it does not have."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from registers.dasar.galat import BukuBesarSibuk
from registers.ledger import Ledger
from tests.conftest_ledger import SERI, buka


@contextmanager
def dipegang(ledger: Ledger) -> Generator[threading.Event]:
    """Another thread is writing until the event it gives is set, at the latest until the end of the block."""
    di_dalam, lepas = threading.Event(), threading.Event()

    def pegang() -> None:
        with ledger.tulis("Pemegang"):
            di_dalam.set()
            assert lepas.wait(20)

    pemegang = threading.Thread(target=pegang)
    pemegang.start()
    assert di_dalam.wait(20)
    try:
        yield lepas
    finally:
        lepas.set()
        pemegang.join()


def test_threads_queue_and_each_of_them_writes(ledger: Ledger) -> None:
    def tulis(ke: int) -> None:
        with ledger.tulis("Penguji") as tx:
            tx.catat("uji", "", {"ke": ke})

    utas = [threading.Thread(target=tulis, args=(ke,)) for ke in range(30)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    with ledger.baca() as baca:
        assert sorted(p.isi["ke"] for p in baca.peristiwa() if p.jenis == "uji") == list(range(30))


def test_who_waits_too_long_in_the_queue_is_told_and_the_next_one_writes(lokasi: str | Path) -> None:
    ledger = buka(lokasi, tunggu=0.2)
    with dipegang(ledger), pytest.raises(BukuBesarSibuk), ledger.tulis("Penguji"):
        pytest.fail("gilirannya belum tiba")
    with ledger.tulis("Penguji") as tx:
        tx.catat("uji", "", {})
    ledger.tutup()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="sistem ini tidak mengenal fork")
@pytest.mark.parametrize("lokasi", ["postgresql"], indirect=True)  # SQLite itself keeps the parent's lock
def test_a_child_forked_while_a_thread_writes_gets_its_own_turn(
    lokasi: str | Path, pasang_seri: Callable[..., Ledger]
) -> None:
    ledger = pasang_seri(SERI)
    with dipegang(ledger) as lepas:
        if (anak := os.fork()) == 0:
            kode = 1
            try:
                with ledger.tulis("Anak") as tx:
                    tx.catat("uji", "", {"siapa": "anak"})
                kode = 0
            finally:
                os._exit(kode)
        time.sleep(0.3)
        lepas.set()
    assert os.waitstatus_to_exitcode(os.waitpid(anak, 0)[1]) == 0
    with ledger.baca() as baca:
        assert [p.isi for p in baca.peristiwa() if p.jenis == "uji"] == [{"siapa": "anak"}]
