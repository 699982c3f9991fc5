"""The example office in a browser: `peladen`, and `peramban`, a client that has come in over the link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from naskah.web.aplikasi import bangun
from naskah.web.keamanan import csrf
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from tests.conftest import SAAT

ASAL = {"sec-fetch-site": "same-origin", "origin": "http://localhost"}
_ISIAN = re.compile(r'name="([^"]+)" value="([^"]*)"')


class Peramban(TestClient):
    """A browser without script; redirects are told, not followed."""

    token = ""

    def kirim(
        self, alamat: str, isi: Mapping[str, Any] | None = None, *, htmx: bool = False, **lain: Any
    ) -> Response:
        """Send a form with the token; `files=` as httpx takes them."""
        kepala = {"hx-request": "true"} if htmx else {}
        return self.post(alamat, data={csrf.NAMA: self.token, **(isi or {})}, headers=kepala, **lain)

    def buka(self, alamat: str, status: int = 200, **tanya: str) -> str:
        """The text of a page."""
        jawab = self.get(alamat, params=tanya or None)
        assert jawab.status_code == status, jawab.text
        return jawab.text


def masuk(peladen: Peladen) -> Peramban:
    """A browser that has come in over the link of this office."""
    klien = Peramban(bangun(peladen), base_url="http://localhost", headers=ASAL, follow_redirects=False)
    pintu = klien.get("/masuk", params={"kunci": peladen.tautan.buat()})
    assert klien.post("/masuk", data=dict(_ISIAN.findall(pintu.text))).status_code == 303
    klien.token = dict(_ISIAN.findall(klien.get("/buat").text))[csrf.NAMA]
    return klien


@pytest.fixture
def peladen(folder_kantor: Path) -> Iterator[Peladen]:
    """The example office, served on one PC on 23 November 2026."""
    peladen = Peladen(folder_kantor, clock=FixedClock(SAAT))
    yield peladen
    peladen.tutup()


@pytest.fixture
def peramban(peladen: Peladen) -> Iterator[Peramban]:
    """A browser that has come in."""
    with masuk(peladen) as klien:
        yield klien
