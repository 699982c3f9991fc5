"""Fixtures of the whole suite; each room's own fixtures stand in a plugin module beside this one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from naskah.contoh import siapkan
from naskah.kantor import Kantor
from registers.dasar.waktu import FixedClock

pytest_plugins = ["tests.conftest_ledger", "tests.kait_ci"]

SAAT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 10.00 WITA
AKAR = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--perbarui", action="store_true", help="tulis ulang berkas golden")


@pytest.fixture(scope="session")
def kantor_kosong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example office in which nothing has been issued, with its empty ledger; to be copied, never used."""
    folder = tmp_path_factory.mktemp("kantor") / "kantor"
    kantor = siapkan(folder, clock=FixedClock(SAAT))
    assert kantor.ledger
    kantor.tutup()
    return folder


@pytest.fixture
def folder_kantor(kantor_kosong: Path, tmp_path: Path) -> Path:
    """A copy of the example office for one test."""
    return shutil.copytree(kantor_kosong, tmp_path / "kantor")


@pytest.fixture
def kantor(folder_kantor: Path) -> Iterator[Kantor]:
    """The example office, opened on 23 November 2026."""
    kantor = Kantor.buka(folder_kantor, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")
    yield kantor
    kantor.tutup()
