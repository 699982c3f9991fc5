"""Processes that render side by side, or none: then the work is done where it is asked for."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from registers.dasar.galat import NaskahError
from registers.dasar.waktu import Clock

if TYPE_CHECKING:
    from naskah.kantor import Kantor

T = TypeVar("T")
H = TypeVar("H")
Kerja = Callable[["Kantor", T], H]

_KANTOR: list[Kantor] = []  # of a rendering process: the office it has opened


class PekerjaMati(NaskahError):
    """A rendering process died; nothing of what it was doing counts."""


class Kelompok:
    """Does one kind of work on many things, in their order."""

    def __init__(self, kantor: Kantor, kolam: ProcessPoolExecutor | None, jumlah: int) -> None:
        self._kantor, self._kolam, self.jumlah = kantor, kolam, jumlah

    def kerjakan(self, kerja: Kerja[T, H], semua: Iterable[T]) -> Iterator[H]:
        """The results, in the order of what was given; processes have begun when this returns.

        Raises:
            PekerjaMati: a process was killed.
        """
        if self._kolam is None:
            return (kerja(self._kantor, satu) for satu in semua)
        with _hidup():
            return self._tunggu(self._kolam.map(_di_sana, ((kerja, satu) for satu in semua)))

    @staticmethod
    def _tunggu(hasil: Iterator[H]) -> Iterator[H]:
        with _hidup():
            yield from hasil


@contextmanager
def _hidup() -> Generator[None]:
    """Says in the office's words that a process has died."""
    try:
        yield
    except BrokenProcessPool as galat:
        raise PekerjaMati(
            "Proses yang mencetak mati di tengah jalan (kehabisan memori, atau dihentikan).",
            "Lanjutkan dengan: naskah massal lanjut, bila perlu dengan --proses 1",
        ) from galat


@contextmanager
def kelompok(kantor: Kantor, jumlah: int) -> Generator[Kelompok]:
    """So many processes, each with the office open; 1 works right here."""
    if jumlah <= 1:
        with _sampah_lama_dibiarkan():
            yield Kelompok(kantor, None, 1)
        return
    kolam = ProcessPoolExecutor(
        jumlah,
        mp_context=get_context("spawn"),
        initializer=_buka,
        initargs=(kantor.folder, kantor.pelaku, kantor.clock),
    )
    try:
        for _ in range(jumlah):
            kolam.submit(_mulai)  # all start now; left to itself the pool starts one when the others are busy
        with _sampah_lama_dibiarkan():
            yield Kelompok(kantor, kolam, jumlah)
    finally:
        kolam.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _sampah_lama_dibiarkan() -> Generator[None]:
    """What is there already is not searched for garbage again and again while thousands of letters pass."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def jumlah_bawaan(baris: int) -> int:
    """As many processes as there are processors, where there is enough to do for the start to pay."""
    return max(1, min(os.cpu_count() or 1, baris // 100))


def _buka(folder: Path, pelaku: str, clock: Clock) -> None:
    """Ctrl-C is the parent's to answer; without a parent there is nobody to work for."""
    from naskah.kantor import Kantor

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bila_sendiri(lambda: os._exit(1))
    _KANTOR[:] = [Kantor.buka(folder, clock=clock, pelaku=pelaku)]
    gc.freeze()


def bila_sendiri(kerja: Callable[[], object]) -> None:
    """Do this once the parent of this process is gone."""

    def tunggu() -> None:
        if induk := parent_process():
            connection.wait([induk.sentinel])
            kerja()

    threading.Thread(target=tunggu, daemon=True).start()


def _mulai() -> None:
    """The first task of a process."""


def _di_sana(apa: tuple[Callable[[Kantor, Any], Any], Any]) -> Any:
    kerja, satu = apa
    return kerja(_KANTOR[0], satu)
