"""A served office in a process of its own. Usage: pekerja_web.py FOLDER [mati | penuh BYTES]

Prints the one-time link. `mati` is killed (SIGKILL) after COMMIT, before anybody is answered; `penuh` has a
disk without room (RLIMIT_FSIZE) from the first request on.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn

from naskah import arsip
from naskah.web.aplikasi import bangun
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from tests.conftest import SAAT


def bunuh(*_: object, **__: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, cara: str = "", batas: str = "") -> None:
    peladen = Peladen(Path(folder), clock=FixedClock(SAAT))
    peladen.kantor.untuk("").siap_bernomor()
    if cara == "mati":
        arsip.Tunggu.pindahkan = bunuh
    soket = socket.socket()
    soket.bind(("127.0.0.1", 0))
    soket.listen(16)
    alamat = f"http://127.0.0.1:{soket.getsockname()[1]}/masuk?kunci={peladen.tautan.buat()}"
    print(alamat, flush=True)
    if cara == "penuh":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(batas), int(batas)))
    atur = uvicorn.Config(bangun(peladen), log_level="error", lifespan="off", http="h11", ws="none")
    uvicorn.Server(atur).run(sockets=[soket])


if __name__ == "__main__":
    main(*sys.argv[1:])
