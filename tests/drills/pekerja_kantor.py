"""A worker process on an office. Usage: pekerja_kantor.py JOB FOLDER [ARGUMENT …]

terbit FOLDER JUMLAH BENIH   issues letters; every fifth has a render that fails; prints numbers
serentak FOLDER JUMLAH N     the same in N processes at once, forked after the imports
ulang FOLDER ID              sends one request
mati FOLDER SAAT             issues a letter and is killed (SIGKILL) at SAAT: sebelum | sesudah COMMIT
penuh FOLDER                 issues a letter on a disk without room (RLIMIT_FSIZE)
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from naskah import arsip, issue
from naskah.draf import Draf
from naskah.kantor import Kantor
from registers.dasar.galat import NaskahError, TemplatSalah
from registers.dasar.waktu import FixedClock
from tests.bahan.kantor import nota, spt

JAM = FixedClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))


def bunuh(*_: object, **__: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _pemanggil() -> Iterator[FrameType]:
    bingkai: FrameType | None = sys._getframe(1)
    while bingkai:
        yield bingkai
        bingkai = bingkai.f_back


def terbit(kantor: Kantor, jumlah: str, benih: str) -> None:
    acak, asli = random.Random(int(benih)), Draf.render
    gagal = False

    def render(self: Draf, *kata: Any, **pilihan: Any) -> Any:
        """The render with the real number, inside the transaction, fails now and then."""
        if gagal and "terbitkan" in {bingkai.f_code.co_name for bingkai in _pemanggil()}:
            raise TemplatSalah("Templat gagal di tengah jalan.")
        return asli(self, *kata, **pilihan)

    Draf.render = render
    for _ in range(int(jumlah)):
        gagal = acak.random() < 0.2
        try:
            kata = issue.buat(kantor, nota())[0].nomor
        except TemplatSalah:
            kata = "gagal"
        os.write(1, f"{kata}\n".encode())  # one call: many processes share the pipe


def serentak(kantor: Kantor, jumlah: str, proses: str) -> None:
    issue.coba(kantor, nota())  # imports everything
    for benih in range(int(proses)):
        if os.fork() == 0:
            anak = Kantor.buka(kantor.folder, clock=JAM, pelaku=f"Pekerja {benih}")
            try:
                terbit(anak, jumlah, str(benih))
            except BaseException as galat:
                print(repr(galat), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
    if any(os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(int(proses))):
        sys.exit(1)


def ulang(kantor: Kantor, id_: str) -> None:
    print(*(s.id for s in issue.buat(kantor, replace(spt(), id_permintaan=id_))))


def mati(kantor: Kantor, saat: str) -> None:
    if saat == "sesudah":
        arsip.Tunggu.pindahkan = bunuh
    else:
        kantor.siap_bernomor()
        from registers.ledger import Tx

        Tx.selesai = bunuh
    issue.buat(kantor, nota())


def penuh(kantor: Kantor, batas: str) -> None:
    import resource

    kantor.siap_bernomor()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(batas), int(batas)))
    issue.buat(kantor, nota())


KERJA: dict[str, Callable[..., None]] = {
    "terbit": terbit,
    "serentak": serentak,
    "ulang": ulang,
    "mati": mati,
    "penuh": penuh,
}

if __name__ == "__main__":
    terbuka = Kantor.buka(Path(sys.argv[2]), clock=JAM, pelaku=f"Pekerja {os.getpid()}")
    try:
        KERJA[sys.argv[1]](terbuka, *sys.argv[3:])
    except NaskahError as galat:
        print(f"{type(galat).__name__}: {galat}", file=sys.stderr)
        sys.exit(galat.exit_code)
