"""Nothing typed is lost, and nothing is issued twice: reloads, closed tabs, dead servers, two people."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from naskah.kantor import Kantor
from naskah.pencarian import terakhir
from registers.dasar.waktu import FixedClock
from tests.browser import isi
from tests.browser.layanan import Layanan
from tests.conftest import AKAR, SAAT

HAL = '[name="hal"]'


@pytest.fixture
def surat(halaman: Page, layanan: Layanan) -> Page:
    """The blank form of a plain letter."""
    isi.mulai(halaman, layanan.peladen.kantor.untuk("").katalog.jenis("surat-dinas"))
    return halaman


@pytest.fixture
def lengkap(halaman: Page, layanan: Layanan) -> Page:
    """The same, filled in, at the last question."""
    return siap_terbit(halaman, layanan.folder)


def siap_terbit(page: Page, folder: Path) -> Page:
    jenis = Kantor.buka(folder).katalog.jenis("surat-dinas")
    isi.mulai(page, jenis)
    isi.isi(page, jenis, isi.contoh(jenis))
    isi.tersimpan(page)
    page.get_by_role("button", name="Periksa dan terbitkan").click()
    page.wait_for_url("**/terbit")
    return page


def surat_terbit(folder: Path) -> list[str]:
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")
    hasil = [s.nomor for s in terakhir(kantor, 20) if s.status == "terbit"]
    kantor.tutup()
    return hasil


def test_muat_ulang_di_tengah_ketikan(surat: Page):
    surat.locator(HAL).press_sequentially("Undangan yang baru dike")
    surat.reload()
    expect(surat.locator(HAL)).to_have_value("Undangan yang baru dike")


def test_tab_ditutup_lalu_dibuka_lagi(surat: Page):
    alamat = surat.url
    surat.locator(HAL).press_sequentially("Tab ini ditutup")
    surat.close(run_before_unload=True)
    kedua = surat.context.new_page()
    kedua.goto(alamat)
    expect(kedua.locator(HAL)).to_have_value("Tab ini ditutup")


def test_pergi_ke_beranda_lalu_kembali(surat: Page):
    surat.locator(HAL).press_sequentially("Sebentar ke beranda")
    surat.get_by_role("link", name="Beranda").click()
    surat.go_back()
    expect(surat.locator(HAL)).to_have_value("Sebentar ke beranda")
    surat.locator(HAL).press_sequentially(", lalu lanjut")
    expect(surat.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    expect(surat.get_by_text("di tempat lain")).to_have_count(0)


def test_server_mati_saat_mengetik_lalu_hidup_lagi(surat: Page, layanan: Layanan):
    layanan.mati()
    surat.locator(HAL).press_sequentially("Diketik waktu server mati")
    expect(surat.locator("#pesan")).to_contain_text("Belum tersimpan: server tidak menjawab")
    layanan.nyala()
    expect(surat.locator("#pesan .galat")).to_have_count(0, timeout=15_000)
    surat.evaluate("() => localStorage.clear()")
    surat.reload()
    expect(surat.locator(HAL)).to_have_value("Diketik waktu server mati")


def test_server_mati_dan_halaman_dimuat_ulang_setelah_hidup(surat: Page, layanan: Layanan):
    alamat = surat.url
    layanan.mati()
    surat.locator(HAL).press_sequentially("Hanya ada di peramban")
    surat.goto("about:blank")
    layanan.nyala()
    surat.goto(alamat)
    expect(surat.locator(HAL)).to_have_value("Hanya ada di peramban")


def test_sesi_berakhir_saat_mengetik(surat: Page, layanan: Layanan):
    surat.context.clear_cookies()
    surat.locator(HAL).press_sequentially("Sesi sudah berakhir")
    expect(surat.locator("#pesan")).to_contain_text("Sesi Anda sudah berakhir")
    expect(surat.locator("[data-tersimpan]")).to_have_count(1)  # the refusal has not taken its place
    kedua = surat.context.new_page()
    kedua.goto(layanan.tautan())  # in again, in another tab: another session, another token
    kedua.wait_for_url("**/")
    expect(surat.locator("#pesan")).to_contain_text("Muat ulang halaman")
    surat.reload()
    expect(surat.locator(HAL)).to_have_value("Sesi sudah berakhir")
    expect(surat.locator("#pesan .galat")).to_have_count(0)


def test_galat_validasi_menyisakan_semua_yang_diketik(surat: Page):
    surat.locator("#b-_tanggal").fill("32 Januari 2026")
    surat.locator(HAL).fill("Hal <b>yang</b> \"aneh\" & 'begitu'")
    surat.get_by_role("button", name="Periksa dan terbitkan").click()
    expect(surat.locator("#ringkasan")).to_contain_text("belum diisi")
    expect(surat.locator("#p-_tanggal")).not_to_be_empty()
    expect(surat.locator("#b-_tanggal")).to_have_value("32 Januari 2026")
    expect(surat.locator(HAL)).to_have_value("Hal <b>yang</b> \"aneh\" & 'begitu'")
    surat.locator("#ringkasan a", has_text="Yth").or_(surat.locator("#ringkasan a")).first.click()
    assert surat.evaluate("() => document.activeElement.closest('.isian') !== null")


def test_dua_tab_pada_satu_isian(surat: Page):
    kedua = surat.context.new_page()
    kedua.goto(surat.url)
    surat.locator(HAL).fill("Dari tab pertama")
    expect(surat.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    expect(surat.locator("#keadaan input[name=_versi]")).not_to_have_value("1")
    kedua.locator(HAL).fill("Dari tab kedua")
    expect(kedua.locator("#keadaan")).to_contain_text("sudah diubah")
    kedua.get_by_role("button", name="Simpan punya saya sebagai isian sendiri").click()
    expect(kedua.locator("#pesan")).to_contain_text("isian sendiri")
    assert kedua.url != surat.url
    expect(kedua.locator(HAL)).to_have_value("Dari tab kedua")
    surat.reload()
    expect(surat.locator(HAL)).to_have_value("Dari tab pertama")
    expect(surat.locator("#pesan .galat")).to_have_count(0)


def test_tab_kedua_yang_memuat_ulang_masih_dapat_menyimpan_miliknya(surat: Page):
    kedua = surat.context.new_page()
    kedua.goto(surat.url)
    surat.locator(HAL).fill("Dari tab pertama")
    expect(surat.locator("#keadaan input[name=_versi]")).not_to_have_value("1")
    kedua.locator(HAL).fill("Dari tab kedua")
    expect(kedua.locator("#keadaan")).to_contain_text("sudah diubah")
    kedua.reload()
    expect(kedua.locator(HAL)).to_have_value("Dari tab pertama")
    kedua.get_by_role("button", name="Simpan ketikan itu sebagai isian sendiri").click()
    expect(kedua.locator(HAL)).to_have_value("Dari tab kedua")
    assert kedua.url != surat.url


def test_mengetik_selama_pratinjau_dibuat(surat: Page):
    surat.locator(HAL).fill("Sebelum pratinjau")
    surat.get_by_role("button", name="Segarkan pratinjau").click()
    surat.locator(HAL).press("End")
    surat.locator(HAL).press_sequentially(", dan selama")
    expect(surat.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    expect(surat.get_by_text("di tempat lain")).to_have_count(0)
    surat.evaluate("() => localStorage.clear()")
    surat.reload()
    expect(surat.locator(HAL)).to_have_value("Sebelum pratinjau, dan selama")


def test_klik_ganda_menerbitkan_satu_surat(lengkap: Page, layanan: Layanan):
    lengkap.get_by_role("button", name="Terbitkan dengan nomor ini").dblclick()
    expect(lengkap.get_by_role("status").filter(has_text="Surat terbit dengan nomor")).to_be_visible()
    assert len(surat_terbit(layanan.folder)) == 1


def test_dua_tab_menerbitkan_isian_yang_sama(lengkap: Page, layanan: Layanan):
    kedua = lengkap.context.new_page()
    kedua.goto(lengkap.url)
    for page in (lengkap, kedua):
        page.get_by_role("button", name="Terbitkan dengan nomor ini").click()
        page.wait_for_url("**/surat/*")
    assert lengkap.locator("[data-nomor]").inner_text() == kedua.locator("[data-nomor]").inner_text()
    assert len(surat_terbit(layanan.folder)) == 1


# --- a server that really dies ---------------------------------------------------------------------


@pytest.fixture
def proses(folder_kantor: Path) -> Iterator[Callable[..., str]]:
    """Starts a server of the office in its own process, always on the same port; gives its link."""
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port = str(soket.getsockname()[1])
    semua: list[subprocess.Popen[str]] = []

    def nyala(pesan: str = "") -> str:
        perintah = [sys.executable, "-m", "tests.browser.proses", str(folder_kantor), port, pesan]
        satu = subprocess.Popen(perintah, cwd=AKAR, stdout=subprocess.PIPE, text=True)
        semua.append(satu)
        assert satu.stdout
        tautan = satu.stdout.readline().strip()
        tunggu(f"http://127.0.0.1:{port}/statis/naskah.svg")
        return tautan

    yield nyala
    for satu in semua:
        satu.kill()
        satu.communicate()


def tunggu(alamat: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(alamat, timeout=2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("server tidak menjawab")


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_server_mati_setelah_terbit_sebelum_menjawab(
    peramban: Browser, proses: Callable[..., str], folder_kantor: Path
):
    page = peramban.new_page(viewport={"width": 1366, "height": 768})
    page.goto(proses("mati:/terbit"))
    page.wait_for_url("**/")
    asal = page.url.rstrip("/")
    jenis = Kantor.buka(folder_kantor).katalog.jenis("surat-dinas")
    isi.mulai(page, jenis, asal)
    isi.isi(page, jenis, isi.contoh(jenis))
    isi.tersimpan(page)
    page.get_by_role("button", name="Periksa dan terbitkan").click()
    page.wait_for_url("**/terbit")
    tanya, token = page.url, page.locator("input[name=_csrf]").first.input_value()
    isian: dict[str, str | float | bool] = {
        "_versi": page.locator("input[name=_versi]").input_value(),
        "_aksi": "terbit",
        "_csrf": token,
    }
    page.get_by_role("button", name="Terbitkan dengan nomor ini").click(no_wait_after=True)
    page.wait_for_timeout(200)
    batas = time.monotonic() + 15
    while not surat_terbit(folder_kantor) and time.monotonic() < batas:
        time.sleep(0.1)
    nomor = surat_terbit(folder_kantor)
    assert len(nomor) == 1

    proses()
    page.goto(tanya)  # the same address again: the letter it became
    expect(page.locator("[data-nomor]")).to_have_text(nomor[0])
    jawab = page.request.post(tanya, form=isian, headers={"origin": asal})  # and the same request
    assert "/surat/" in jawab.url
    assert surat_terbit(folder_kantor) == nomor
    page.close()
