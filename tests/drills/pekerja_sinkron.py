"""A worker process for drills of the sync. Usage: pekerja_sinkron.py JOB FOLDER [ARGUMENT …]

mati FOLDER     for every number on stdin: sync in a child, killed (SIGKILL) after so many seconds
terus FOLDER N  syncs N times; says what was entered
surat FOLDER N  books N letters and writes what waits after each, as issuing does
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from registers import sinkron
from registers.dasar.waktu import FixedClock
from tests.bahan.sinkron import Kantor, buka_ledger


def _sinkron(folder: Path) -> Callable[[], object]:
    """Sync of the small book, or of the agenda of a whole office."""
    if not (folder / "kantor.toml").exists():
        return lambda: Kantor(buka_ledger(folder / "naskah.db"), folder / "buku").sinkron()

    from naskah import buku
    from naskah.kantor import Kantor as KantorNaskah

    jam = FixedClock(datetime(2026, 11, 23, 2, tzinfo=UTC))
    return lambda: buku.sinkron(
        KantorNaskah.buka(folder, clock=jam, pelaku="Pekerja"), ["agenda-surat-keluar"]
    )


def mati(folder: Path) -> None:
    kerja = _sinkron(folder)
    kerja()  # imports everything
    print("siap", flush=True)
    for baris in sys.stdin:
        if (anak := os.fork()) == 0:
            kerja()
            os._exit(0)
        time.sleep(float(baris))
        os.kill(anak, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.waitpid(anak, 0)[1]), flush=True)


def terus(folder: Path, kali: str) -> None:
    kantor = Kantor(buka_ledger(folder / "naskah.db"), folder / "buku")
    print("siap", flush=True)
    sys.stdin.readline()
    for _ in range(int(kali)):
        hasil = kantor.sinkron()
        print(len(hasil.masuk), hasil.sibuk, hasil.menunggu, flush=True)


def surat(folder: Path, kali: str) -> None:
    kantor = Kantor(buka_ledger(folder / "naskah.db"), folder / "buku")
    print("siap", flush=True)
    sys.stdin.readline()
    for ke in range(int(kali)):
        kantor.bukukan(f"N-{os.getpid()}-{ke}")
        for peringatan in sinkron.tulis_menunggu(kantor.meja):
            print(peringatan, flush=True)


if __name__ == "__main__":
    {"mati": mati, "terus": terus, "surat": surat}[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
