"""`python -m tests.browser.proses FOLDER PORT [PESAN]`: a server in its own process, to be killed.

Prints its link. With "mati:JALUR" it kills itself as the answer to a POST whose path ends in JALUR begins:
everything is done by then, and nobody is told.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import uvicorn

from naskah.web.aplikasi import bangun
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from tests.conftest import SAAT


def main(folder: str, port: str, pesan: str = "") -> None:
    peladen = Peladen(Path(folder), clock=FixedClock(SAAT))
    app = bangun(peladen)
    jalur = pesan.removeprefix("mati:") if pesan else ""

    async def berjaga(scope: Any, receive: Any, send: Any) -> None:
        async def kirim(isi: Any) -> None:
            if jalur and scope["method"] == "POST" and scope["path"].endswith(jalur):
                os.kill(os.getpid(), signal.SIGKILL)
            await send(isi)

        await app(scope, receive, kirim)

    print(f"http://127.0.0.1:{port}/masuk?kunci={peladen.tautan.buat()}", flush=True)
    uvicorn.run(berjaga, host="127.0.0.1", port=int(port), log_level="error", lifespan="off")


if __name__ == "__main__":
    main(*sys.argv[1:])
