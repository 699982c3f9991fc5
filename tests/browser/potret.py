"""Screenshots for docs/panduan; only taken when NASKAH_POTRET=1, so that tests leave the tree as it is."""

from __future__ import annotations

import io
import os

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.conftest import AKAR

TUJUAN = AKAR / "docs" / "panduan" / "gambar"


def potret(page: Page, nama: str, *, utuh: bool = False) -> None:
    """Write docs/panduan/gambar/form-<nama>.png at 1366x768 (`utuh`: the whole page)."""
    if os.environ.get("NASKAH_POTRET") != "1":
        return
    TUJUAN.mkdir(parents=True, exist_ok=True)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.screenshot(path=TUJUAN / f"form-{nama}.png", full_page=utuh, animations="disabled", caret="hide")


def potret_kertas(kertas: Locator, nama: str) -> None:
    """Write docs/panduan/gambar/form-<nama>.png of one page of paper beside the form, 600 dots wide."""
    if os.environ.get("NASKAH_POTRET") != "1":
        return
    png = kertas.page.request.get(kertas.get_attribute("src") or "").body()
    gambar = Image.open(io.BytesIO(png)).convert("L")
    gambar.resize((600, gambar.height * 600 // gambar.width)).save(TUJUAN / f"form-{nama}.png", optimize=True)
