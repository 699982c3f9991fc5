"""A real chromium and a real server for each test, on a copy of the example office."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from naskah.web.pratinjau import Pratinjau
from registers.dasar.waktu import FixedClock
from tests.browser.layanan import Layanan
from tests.conftest import SAAT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=15_000)  # two cores may be busy with everything else


@pytest.fixture(scope="package")
def peramban() -> Iterator[Browser]:
    """Debian's chromium; gone with its event loop before the tests of other rooms."""
    if CHROMIUM is None:
        pytest.skip("chromium tidak terpasang")
    with sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=CHROMIUM, args=ARGUMEN)
        yield peramban
        peramban.close()


@pytest.fixture(scope="package")
def gambar() -> Iterator[Pratinjau]:
    """One warm LibreOffice for all servers."""
    gambar = Pratinjau()
    yield gambar
    gambar.tutup()


@pytest.fixture
def layanan(folder_kantor: Path, gambar: Pratinjau, monkeypatch: pytest.MonkeyPatch) -> Iterator[Layanan]:
    """The server."""
    monkeypatch.setenv("NASKAH_PELAKU", "Contoh Pengadministrasi")
    layanan = Layanan(folder_kantor, FixedClock(SAAT), gambar)
    layanan.nyala()
    yield layanan
    layanan.mati()


@pytest.fixture
def konteks(peramban: Browser, layanan: Layanan) -> Iterator[Callable[..., BrowserContext]]:
    """New browser windows at 1366x768, each with its own cookies; closed at the end."""
    semua: list[BrowserContext] = []

    def buka(**atur: Any) -> BrowserContext:
        satu = peramban.new_context(
            viewport={"width": 1366, "height": 768},
            base_url=layanan.asal,
            locale="id-ID",
            permissions=["clipboard-read", "clipboard-write"],
            **atur,
        )
        satu.set_default_timeout(15_000)
        semua.append(satu)
        return satu

    yield buka
    for satu in semua:
        satu.close()


@pytest.fixture
def halaman(konteks: Callable[..., BrowserContext], layanan: Layanan) -> Page:
    """A window in which somebody has come in by the link."""
    halaman = konteks().new_page()
    halaman.goto(layanan.tautan())
    halaman.wait_for_url("**/")
    return halaman
