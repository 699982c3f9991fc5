"""Many letters at once, as a person does it: drop the workbook, mend it, watch, stop, go on, fetch."""

from __future__ import annotations

import base64
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect

from tests.bahan.massal import lambat
from tests.browser.layanan import Layanan
from tests.browser.potret import potret
from tests.browser.test_axe import berat

pytestmark = pytest.mark.xdist_group("massal")
BANYAK = 400
SALAH = {3: "31 November 2026", 7: "besok dulu"}
_JATUHKAN = """([data, nama]) => {
  const isi = Uint8Array.from(atob(data), h => h.charCodeAt(0)), kiriman = new DataTransfer();
  kiriman.items.add(new File([isi], nama));
  const jatuh = new DragEvent("drop", { dataTransfer: kiriman, bubbles: true, cancelable: true });
  document.querySelector("[data-jatuhkan]").dispatchEvent(jatuh);
}"""


def jatuhkan(page: Page, path: Path) -> None:
    """As a mouse drops a file on the page."""
    page.evaluate(_JATUHKAN, [base64.b64encode(path.read_bytes()).decode(), path.name])
    expect(page.locator("#berkas")).to_have_value(re.compile(path.name))


def isi(path: Path, salah: dict[int, str]) -> Path:
    """Fill the workbook in below its example; some dates wrong."""
    buku = load_workbook(path)
    lembar = buku.worksheets[0]
    contoh = next(b for b in range(1, 12) if lembar.cell(b, 1).value == "contoh")
    judul = {str(s.value).removesuffix(" *"): s.column for s in lembar[4] if s.value}
    for ke in range(1, BANYAK + 1):
        for kolom in range(2, lembar.max_column + 1):
            lembar.cell(contoh + ke, kolom).value = lembar.cell(contoh, kolom).value
        lembar.cell(contoh + ke, judul["Kepada (Yth.)"]).value = f"Ketua Koperasi Contoh {ke}"
        if ke in salah:
            lembar.cell(contoh + ke, judul["Tanggal acara"]).value = salah[ke]
    buku.save(path)
    return path


def unduh(page: Page, nama: str, folder: Path) -> Path:
    """What a link gives."""
    with page.expect_download() as tunggu:
        page.get_by_role("link", name=nama).click()
    berkas: Download = tunggu.value
    tujuan = folder / berkas.suggested_filename
    berkas.save_as(tujuan)
    return tujuan


def test_dari_berkas_yang_dijatuhkan_sampai_semua_surat(
    halaman: Page, layanan: Layanan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lambat(monkeypatch)
    halaman.get_by_role("navigation").get_by_role("link", name="Massal").click()
    halaman.get_by_role("link", name="Mulai baru").click()
    halaman.get_by_label("Surat apa?").press_sequentially("undangan")
    expect(halaman.locator("a.jenis").first).to_contain_text("Undangan")
    halaman.locator('a.jenis[href="/massal/baru/surat-undangan"]').click()
    halaman.wait_for_url("**/massal/baru/surat-undangan")
    isian = unduh(halaman, "Unduh berkas isian", tmp_path)
    potret(halaman, "massal-isian")

    jatuhkan(halaman, isi(isian, SALAH))
    halaman.get_by_role("button", name="Periksa berkas ini").click()
    expect(halaman.get_by_role("status")).to_contain_text(f"{BANYAK - 2} baris benar, 2 baris belum benar")
    expect(halaman.get_by_role("table")).to_contain_text("tidak ada tanggal 31 November 2026")
    expect(halaman.locator(".pratinjau :is(img.kertas, .kertas.teks)").first).to_be_visible(timeout=60_000)
    assert berat(halaman) == []
    potret(halaman, "massal-temuan")
    halaman.get_by_label("Lihat surat baris").fill("200")
    halaman.get_by_role("button", name="Lihat", exact=True).click()
    expect(halaman.locator("#pratinjau")).to_contain_text("Baris 200: Ketua Koperasi Contoh 194")
    expect(halaman.locator("#lihat-surat")).to_be_focused()  # what was pressed is still in hand
    halaman.locator("#next-surat").click()
    expect(halaman.locator("#pratinjau")).to_contain_text("Baris 201: Ketua Koperasi Contoh 195")
    expect(halaman.locator("#pratinjau :is(img.kertas, .kertas.teks)").first).to_be_visible()
    assert berat(halaman) == []
    halaman.locator("#j-surat").evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 70)")
    potret(halaman, "massal-surat")
    ditandai = unduh(halaman, "Unduh berkas dengan tanda", tmp_path)

    jatuhkan(halaman, isi(ditandai, dict.fromkeys(SALAH, "3 Desember 2026")))
    halaman.get_by_role("button", name="Periksa berkas ini").click()
    halaman.get_by_role("link", name=f"Terbitkan {BANYAK} surat").click()
    halaman.wait_for_url("**/terbit")
    assert berat(halaman) == []
    potret(halaman, "massal-tanya")
    halaman.get_by_role("button", name=f"Terbitkan {BANYAK} surat").click()
    halaman.wait_for_url("**/massal/G-*")

    expect(halaman.locator("#massal")).to_contain_text(re.compile(r"surat per menit"), timeout=60_000)
    potret(halaman, "massal-jalan")
    halaman.locator("#hentikan").click()
    expect(halaman.locator("#lanjutkan")).to_be_visible(timeout=60_000)
    assert berat(halaman) == []
    potret(halaman, "massal-berhenti")
    alamat = halaman.url
    layanan.mati()  # the browser is closed, the server too
    layanan.nyala()
    halaman.goto(layanan.tautan())
    halaman.wait_for_url("**/")
    halaman.goto(alamat)
    halaman.locator("#lanjutkan").click()
    expect(halaman.locator("#massal")).to_contain_text(f"{BANYAK} surat terbit", timeout=120_000)
    assert berat(halaman) == []
    halaman.evaluate("() => scrollTo(0, 0)")
    potret(halaman, "massal-selesai")

    with zipfile.ZipFile(unduh(halaman, "Semua berkas surat", tmp_path)) as arsip:
        assert len(arsip.namelist()) == BANYAK
    daftar = load_workbook(unduh(halaman, "Daftar surat dan nomornya", tmp_path))
    assert daftar.worksheets[0].max_row == BANYAK + 1
    halaman.get_by_role("link", name="Berikutnya").click()
    halaman.locator('a[href^="/surat/N-"]').first.click()
    expect(halaman.get_by_role("heading", level=1)).to_be_visible()

    halaman.goto(alamat)
    halaman.get_by_text("Batalkan semua suratnya").click()
    halaman.get_by_label("Alasan pembatalan").fill("Tanggal acaranya berubah")
    assert berat(halaman) == []
    potret(halaman, "massal-batal")
    halaman.once("dialog", lambda tanya: tanya.accept())
    halaman.locator("#batalkan").click()
    expect(halaman.locator("#massal")).to_contain_text(f"{BANYAK} baris dibatalkan", timeout=120_000)
    assert berat(halaman) == []


@pytest.mark.parametrize("lebar", [390])
def test_di_layar_sempit_tidak_ada_yang_terpotong(halaman: Page, tmp_path: Path, lebar: int) -> None:
    halaman.set_viewport_size({"width": lebar, "height": 800})
    halaman.goto("/massal/baru/surat-undangan")
    isian = isi(unduh(halaman, "Unduh berkas isian", tmp_path), SALAH)
    halaman.locator("#berkas").set_input_files(isian)
    halaman.get_by_role("button", name="Periksa berkas ini").click()
    expect(halaman.get_by_role("table")).to_be_visible()
    for sel in halaman.locator("td, tbody th").all():
        kotak = sel.bounding_box()
        assert kotak is not None
        assert kotak["x"] + kotak["width"] <= lebar
    assert halaman.evaluate("() => document.documentElement.scrollWidth") <= lebar
    halaman.get_by_role("link", name=re.compile("yang benar saja")).click()
    expect(halaman.get_by_role("button", name=re.compile("Terbitkan"))).to_be_in_viewport()
