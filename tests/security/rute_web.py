"""The route table as parameters of tests."""

from __future__ import annotations

import pytest

from naskah.web import rute
from naskah.web.rute import Rute

SEMUA = rute.semua()
GET = [r for r in SEMUA if r.metode == "GET"]
POST = [r for r in SEMUA if r.metode == "POST"]
UNGGAH = [r for r in POST if r.unggah]
TERJAGA = [r for r in SEMUA if not r.umum]


def nama(satu: Rute) -> str:
    return f"{satu.metode} {satu.pola}"


def setiap(daftar: list[Rute] | tuple[Rute, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("satu", daftar, ids=nama)
