"""What tests of merges in the browser share: rows sent as a file, the question answered, the end awaited."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from typing import Any

from naskah.web.peladen import Peladen
from tests.bahan.massal import JENIS
from tests.web.conftest import Peramban

BARU = f"/massal/baru/{JENIS}"


def isi(baris: Sequence[dict[str, Any]], nama: str = "undangan.json") -> dict[str, Any]:
    """The rows as a form sends their file."""
    return {"berkas": (nama, json.dumps(list(baris), default=str).encode())}


def kirim(
    peramban: Peramban, baris: Sequence[dict[str, Any]], nama: str = "undangan.json", **pilihan: str
) -> str:
    """Send rows; the address of what came of them."""
    jawab = peramban.kirim(BARU, {"_aksi": "berkas", **pilihan}, files=isi(baris, nama))
    assert jawab.status_code == 303, jawab.text
    return jawab.headers["location"]


def mulai(peramban: Peramban, rencana: str) -> str:
    """Answer the last question; the address of the merge."""
    tanya = peramban.buka(f"{rencana}/terbit")
    medan = dict(re.findall(r'name="(_[a-z]+)" value="([^"]*)"', tanya))
    jawab = peramban.kirim(f"{rencana}/terbit", medan)
    assert jawab.status_code == 303, jawab.text
    return jawab.headers["location"]


def tunggu(peladen: Peladen, alamat: str) -> None:
    """Until nobody works on it any more."""
    batas = time.monotonic() + 60
    while peladen.penggarap.letak(alamat.rsplit("/", 1)[-1]) >= 0:
        assert time.monotonic() < batas
        time.sleep(0.05)
