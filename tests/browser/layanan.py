"""One real uvicorn server on a free port, in a thread of the test."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from naskah.web.aplikasi import bangun
from naskah.web.peladen import Peladen
from naskah.web.pratinjau import Pratinjau
from registers.dasar.waktu import Clock


@dataclass
class Layanan:
    """A server of one office; `nyala` again after `mati` takes the same port.

    Args:
        folder: the office.
        clock: its clock.
        pratinjau: pictures, shared between servers so that LibreOffice starts once.
        port: 0 is a free one.
    """

    folder: Path
    clock: Clock
    pratinjau: Pratinjau
    port: int = 0

    def nyala(self) -> None:
        """Listen and answer."""
        self.peladen = Peladen(self.folder, clock=self.clock, pratinjau=self.pratinjau)
        self.soket = socket.socket()
        self.soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.soket.bind(("127.0.0.1", self.port))
        self.soket.listen(128)
        self.port = self.soket.getsockname()[1]
        atur = uvicorn.Config(bangun(self.peladen), log_level="error", lifespan="off", proxy_headers=False)
        self.server = uvicorn.Server(atur)
        self.benang = threading.Thread(target=self.server.run, kwargs={"sockets": [self.soket]}, daemon=True)
        self.benang.start()
        batas = time.monotonic() + 20
        while not self.server.started and time.monotonic() < batas:
            time.sleep(0.01)

    def mati(self) -> None:
        """Stop without waiting for anybody."""
        self.server.should_exit = self.server.force_exit = True
        self.benang.join(20)
        self.soket.close()
        self.peladen.penggarap.tutup()
        self.peladen.kantor.tutup()

    @property
    def asal(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def tautan(self) -> str:
        """A fresh one-time link."""
        return f"{self.asal}/masuk?kunci={self.peladen.tautan.buat()}"
