"""Offices for the attacks on the browser form: `pc`, `lan`, and `coretan`, which may be written into."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bahan.web import Dunia, Penyerang, dunia


@pytest.fixture(scope="module")
def pc(kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Penyerang]:
    """One PC: whoever has the cookie may everything. Nothing may change in this office."""
    satu = dunia(shutil.copytree(kantor_kosong, tmp_path_factory.mktemp("pc") / "kantor"), lokal=True)
    yield Penyerang(satu)
    satu.peladen.tutup()
    satu.kantor.tutup()


@pytest.fixture(scope="module")
def lan(kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """A server for the office, with an account of each role. Nothing may change in this office."""
    satu = dunia(shutil.copytree(kantor_kosong, tmp_path_factory.mktemp("lan") / "kantor"), lokal=False)
    yield satu
    satu.peladen.tutup()
    satu.kantor.tutup()


@pytest.fixture
def coretan(folder_kantor: Path) -> Iterator[Penyerang]:
    """An office that may be written into."""
    satu = dunia(folder_kantor, lokal=True)
    yield Penyerang(satu)
    satu.peladen.tutup()
    satu.kantor.tutup()
