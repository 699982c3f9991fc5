"""Offices for the attacks on the browser form: `pc`, `lan`, and `coretan`, which may be written into."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.bahan.web import Dunia, Penyerang, Siap, siapkan


@pytest.fixture(scope="session")
def siap_pc(kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory) -> Siap:
    """One PC's office, to be copied."""
    return siapkan(shutil.copytree(kantor_kosong, tmp_path_factory.mktemp("pc") / "kantor"), lokal=True)


@pytest.fixture(scope="session")
def siap_lan(kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory) -> Siap:
    """An office with an account of each role, to be copied."""
    return siapkan(shutil.copytree(kantor_kosong, tmp_path_factory.mktemp("lan") / "kantor"), lokal=False)


@pytest.fixture(scope="module")
def pc(siap_pc: Siap, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Penyerang]:
    """One PC: whoever has the cookie may everything. Nothing may change in this office."""
    with closing(siap_pc.salin(tmp_path_factory.mktemp("pc") / "kantor")) as satu:
        yield Penyerang(satu)


@pytest.fixture(scope="module")
def lan(siap_lan: Siap, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dunia]:
    """A server for the office, with an account of each role. Nothing may change in this office."""
    with closing(siap_lan.salin(tmp_path_factory.mktemp("lan") / "kantor")) as satu:
        yield satu


@pytest.fixture
def coretan(siap_pc: Siap, tmp_path: Path) -> Iterator[Penyerang]:
    """An office that may be written into."""
    with closing(siap_pc.salin(tmp_path / "kantor")) as satu:
        yield Penyerang(satu)
