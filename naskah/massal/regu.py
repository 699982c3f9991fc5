"""The workers of one machine: one process each, all stopped together, the first refusal told."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing import connection, get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from naskah.massal.kelompok import bila_sendiri
from registers.dasar.galat import BukuBesarDitolak, NaskahError
from registers.ledger.antrean_pekerja import Pekerja

if TYPE_CHECKING:
    from naskah.kantor import Kantor

Lapor = Callable[[str], None]


def pastikan_siap(kantor: Kantor) -> None:
    """See that workers of this office can find anything to do.

    Raises:
        BukuBesarDitolak: the ledger is no PostgreSQL, or procrastinate is missing.
    """
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        tx.siapkan_antrean()


def jalankan(folder: Path, jumlah: int, *, sekali: bool = False, lapor: Lapor = lambda _: None) -> int:
    """Work with so many processes until told to stop; how many chunks they did.

    Args:
        folder: the office as this machine has it.
        jumlah: how many processes.
        sekali: end when nothing is left to take.
        lapor: told what happens.

    Raises:
        PekerjaBerbeda: this machine's office is not the one the letters were validated with.
        BukuBesarDitolak: as `pastikan_siap`, or with `sekali` the database is gone.
        NaskahError: a process died.
    """
    if jumlah == 1:
        return _satu(folder, sekali=sekali, lapor=lapor)
    konteks = get_context("spawn")
    proses: list[tuple[Any, Any]] = []
    for _ in range(jumlah):
        sini, sana = konteks.Pipe()
        satu = konteks.Process(target=_di_sana, args=(folder, sekali, sana))
        satu.start()
        sana.close()
        proses.append((satu, sini))

    def teruskan(sinyal: int, _: object) -> None:
        for satu, _pipa in proses:
            if satu.pid and satu.is_alive():
                os.kill(satu.pid, sinyal)

    lama = {s: signal.signal(s, teruskan) for s in (signal.SIGTERM, signal.SIGINT)}
    try:
        return _tunggu(proses, lapor)
    finally:
        for s, penangan in lama.items():
            signal.signal(s, penangan)


def _satu(folder: Path, *, sekali: bool, lapor: Lapor) -> int:
    from naskah.kantor import Kantor
    from naskah.massal import potongan

    kantor = Kantor.buka(folder)
    if not kantor.tatanan.database:
        raise BukuBesarDitolak("Kantor ini tidak memakai PostgreSQL.", "Lihat: naskah pindah-database")
    pekerja = Pekerja(
        kantor.tatanan.database,
        lambda satu, ke: potongan.kerjakan(kantor, satu, ke),
        sekali=sekali,
        lapor=lapor,
    )
    try:
        pekerja.jalankan()
    finally:
        kantor.tutup()
    return pekerja.selesai


def _tunggu(proses: list[tuple[Any, Any]], lapor: Lapor) -> int:
    """Tell what they tell, until all have ended."""
    selesai, galat, hidup = 0, None, {pipa: satu for satu, pipa in proses}
    while hidup:
        siap: list[Any] = list(connection.wait(list(hidup)))
        for pipa in siap:
            try:
                kabar = pipa.recv()
            except EOFError:
                hidup.pop(pipa).join()
                continue
            if isinstance(kabar, str):
                lapor(kabar)
            elif isinstance(kabar, int):
                selesai += kabar
            else:
                galat = galat or kabar
    if galat is not None:
        raise galat
    if any(satu.exitcode for satu, _ in proses):
        raise NaskahError(
            "Sebuah pekerja mati di tengah jalan (kehabisan memori, atau dihentikan).",
            "Potongannya dikerjakan pekerja lain; jalankan lagi: naskah pekerja",
        )
    return selesai


def _di_sana(folder: Path, sekali: bool, pipa: Any) -> None:
    """Without the parent there is nobody to tell, and a service manager that would start another one."""
    bila_sendiri(lambda: os.kill(os.getpid(), signal.SIGTERM))
    try:
        pipa.send(_satu(folder, sekali=sekali, lapor=pipa.send))
    except NaskahError as galat:
        pipa.send(galat)
