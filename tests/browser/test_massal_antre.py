"""Many letters for the workers of the queue, as a person begins them in an office on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from naskah.kantor import Kantor
from naskah.web.pratinjau import Pratinjau
from registers.dasar.waktu import FixedClock
from tests.bahan.antrean import pasang, pekerja
from tests.bahan.massal import berkas, undangan
from tests.browser.layanan import Layanan
from tests.browser.potret import potret
from tests.browser.test_axe import berat
from tests.conftest import SAAT

pytestmark = pytest.mark.xdist_group("massal")


@pytest.fixture
def kantor_besar(folder_kantor: Path, tmp_path: Path, basis_data_baru: Callable[[], str]) -> Iterator[Kantor]:
    kantor = pasang(folder_kantor, basis_data_baru(), tmp_path / "gudang")
    yield kantor
    kantor.tutup()


@pytest.fixture
def layanan(kantor_besar: Kantor, gambar: Pratinjau, monkeypatch: pytest.MonkeyPatch) -> Iterator[Layanan]:
    monkeypatch.setenv("NASKAH_PELAKU", "Contoh Pengadministrasi")
    layanan = Layanan(kantor_besar.folder, FixedClock(SAAT), gambar)
    layanan.nyala()
    yield layanan
    layanan.mati()


def muat(page: Page, lebar: int) -> None:
    """Nothing stands out of the screen, and nothing is hard to read."""
    page.set_viewport_size({"width": lebar, "height": 768})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= lebar
    assert berat(page) == []


@pytest.mark.parametrize("lebar", [390, 1366])
def test_dari_centang_sampai_dicetak_pekerja(
    halaman: Page, kantor_besar: Kantor, tmp_path: Path, lebar: int
) -> None:
    halaman.goto("/massal/baru/surat-undangan")
    pilih = halaman.get_by_label("Kerjakan di komputer pekerja")
    pilih.check()
    expect(pilih).to_have_accessible_description(re.compile("belum ada pekerja yang menyala"))
    muat(halaman, lebar)
    potret(halaman, "massal-antre")
    halaman.set_viewport_size({"width": lebar, "height": 768})
    halaman.locator("#berkas").set_input_files(berkas(tmp_path, undangan(6)))
    halaman.get_by_role("button", name="Periksa berkas ini").click()
    halaman.get_by_role("link", name="Terbitkan 6 surat").click()
    expect(halaman.locator(".peringatan")).to_contain_text("Belum ada komputer pekerja yang menyala")
    muat(halaman, lebar)
    halaman.get_by_role("button", name="Terbitkan 6 surat").click()
    halaman.wait_for_url("**/massal/G-*")
    expect(halaman.locator("#massal")).to_contain_text("tidak ada yang mencetak", timeout=60_000)
    muat(halaman, lebar)
    with pekerja(kantor_besar.folder, lambat=0.2):
        expect(halaman.locator("#massal")).to_contain_text("Dicetak oleh 1 pekerja", timeout=60_000)
        expect(halaman.locator("#massal")).to_contain_text("tinggal daftarnya. Tekan", timeout=60_000)
    muat(halaman, lebar)
    halaman.locator("#lanjutkan").click()
    expect(halaman.locator("#massal")).to_contain_text("6 surat terbit", timeout=60_000)
