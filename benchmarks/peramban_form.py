"""A browser for `form.py`, and the server it speaks to."""

from __future__ import annotations

import http.client
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

AKAR = Path(__file__).resolve().parents[1]
CLI = AKAR / "cli.py"
# An installed program keeps its bytecode; some containers forbid it, which would triple every start.
LINGKUNGAN = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


class Peramban:
    """A browser that keeps its connection and its cookies.

    Args:
        asal: "http://127.0.0.1:PORT".
    """

    def __init__(self, asal: str) -> None:
        self._asal = asal
        self._sambungan = http.client.HTTPConnection(urlsplit(asal).netloc, timeout=60)
        self._kuki: dict[str, str] = {}

    def minta(
        self, metode: str, url: str, isi: Sequence[tuple[str, str]] = (), **kepala: str
    ) -> tuple[int, str, str]:
        """Status, where a redirect leads, and the page."""
        semua = {
            "cookie": "; ".join(f"{k}={v}" for k, v in self._kuki.items()),
            "origin": self._asal,
            **kepala,
        }
        badan = urlencode(isi) if metode == "POST" else None
        if badan is not None:
            semua["content-type"] = "application/x-www-form-urlencoded"
        try:
            self._sambungan.request(metode, url, badan, semua)
            jawab = self._sambungan.getresponse()
        except (
            http.client.RemoteDisconnected,
            ConnectionError,
        ):  # it rested too long; browsers ask again too
            self._sambungan.close()
            self._sambungan.request(metode, url, badan, semua)
            jawab = self._sambungan.getresponse()
        data = jawab.read()
        for nama, nilai in jawab.getheaders():
            if nama.lower() == "set-cookie":
                kuki, _, isi_kuki = nilai.split(";")[0].partition("=")
                self._kuki[kuki] = isi_kuki
        return jawab.status, jawab.getheader("location") or "", data.decode("utf-8", "replace")

    def masuk(self, *isi: tuple[str, str], tautan: str = "/masuk") -> None:
        """Come in through the door, over a link or with a name."""
        laman = self.minta("GET", tautan.removeprefix(self._asal))[2]
        status, _, jawab = self.minta("POST", "/masuk", [("_csrf", token(laman)), *isi, *_kunci(laman)])
        assert status == 303, jawab


def _kunci(laman: str) -> Iterator[tuple[str, str]]:
    if kena := re.search(r'name="kunci" value="([^"]+)"', laman):
        yield "kunci", kena[1]


def token(laman: str) -> str:
    """The token of a page's forms."""
    kena = re.search(r'name="_csrf" value="([^"]+)"', laman)
    assert kena, laman[:500]
    return kena[1]


@contextmanager
def server(folder: Path, *pilihan: str) -> Iterator[str]:
    """One `naskah form` process; gives its first line: the link, or with --lan the address."""
    kata = [sys.executable, str(CLI), "form", "--tanpa-peramban", "--kantor", str(folder), *pilihan]
    proses = subprocess.Popen(kata, stdout=subprocess.PIPE, text=True, env=LINGKUNGAN)
    try:
        assert proses.stdout is not None
        kena = re.search(r"http://\S+", proses.stdout.readline())
        assert kena, "server tidak jalan"
        yield kena[0]
    finally:
        proses.terminate()
        proses.wait()


@contextmanager
def peramban(folder: Path) -> Iterator[Peramban]:
    """A browser on one PC that has come in over the link."""
    with server(folder) as tautan:
        satu = Peramban(f"http://{urlsplit(tautan).netloc}")
        satu.masuk(tautan=tautan)
        time.sleep(5)  # LibreOffice is being started beside it
        yield satu


def p95(waktu: Sequence[float]) -> float:
    if len(waktu) < 2:
        return waktu[0] if waktu else float("inf")
    return statistics.quantiles(waktu, n=20)[-1]
