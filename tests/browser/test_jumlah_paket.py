"""A treasurer's page: rows pasted from Excel, totals live beside them, the set as one PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from naskah import pdf
from naskah.catalog import Katalog, folder_templat
from tests.browser import isi
from tests.browser.layanan import Layanan

KATALOG = Katalog.buka([folder_templat()])
BARANG, GAJI = KATALOG.jenis("spp-ls-barang-jasa"), KATALOG.jenis("spp-ls-gaji")
ATK = "5.1.02.01.01.0024"


def anggaran(folder: Path, spd: int) -> None:
    buku = Workbook()
    lembar = buku.active
    assert lembar is not None
    lembar.append(["Kode rekening", "Uraian", "DPA", "SPD", "Realisasi"])
    lembar.append([ATK, "Belanja Alat Tulis Kantor", 20_000_000, spd, 1_000_000])
    buku.save(folder / "data" / "anggaran.xlsx")


def test_jumlah_mengikuti_rincian_yang_ditempel_dan_diketik(halaman: Page, layanan: Layanan):
    anggaran(layanan.folder, 10_000_000)
    isi.mulai(halaman, BARANG)
    isi.tempel(
        halaman,
        halaman.locator('[name="rincian[1].kode_rekening"]'),
        f"{ATK}\tAlat tulis\t8.000.000\n5.1.02.01.01.0026\tCetak\t2.000.000\n",
    )
    jumlah = halaman.locator("#jumlah")
    expect(jumlah).to_contain_text("Rp10.000.000,00")
    expect(jumlah).to_contain_text("sepuluh juta rupiah")
    expect(jumlah.locator("td.lewat")).to_have_count(0)
    halaman.locator('[name="rincian[1].jumlah"]').fill("9.500.000")
    expect(jumlah.locator("td.lewat")).to_contain_text("-Rp500.000,00")
    expect(jumlah.locator("td.lewat")).to_contain_text("melebihi SPD")
    assert jumlah.locator("td.lewat").evaluate("e => getComputedStyle(e).color") == "rgb(163, 38, 27)"
    halaman.locator("#keadaan a", has_text="hal harus diperiksa").click()
    expect(jumlah).to_be_in_viewport()
    expect(halaman.locator('[name="rincian[1].jumlah"]')).to_have_value("9.500.000")


def test_jumlah_di_samping_isian_dan_pada_layar_sempit_di_bawahnya(halaman: Page, layanan: Layanan):
    isi.mulai(halaman, BARANG)
    letak = """() => ['formulir', 'jumlah'].map(i => document.getElementById(i).getBoundingClientRect())
      .map(r => ({kiri: r.left, kanan: r.right, bawah: r.bottom, atas: r.top}))"""
    halaman.set_viewport_size({"width": 1280, "height": 720})
    formulir, jumlah = halaman.evaluate(letak)
    assert jumlah["kiri"] >= formulir["kanan"]
    halaman.set_viewport_size({"width": 390, "height": 844})
    formulir, jumlah = halaman.evaluate(letak)
    assert jumlah["atas"] >= formulir["bawah"]
    assert halaman.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_daftar_gaji_lima_ratus_pegawai_ditempel_dari_excel(halaman: Page):
    isi.mulai(halaman, GAJI)
    pertama = isi.contoh(GAJI)["daftar_gaji"][0]
    kolom = next(i for i in GAJI.isian if i.nama == "daftar_gaji").kolom
    semua = [{**pertama, "nip": "", "nama": f"Contoh {ke}"} for ke in range(1, 501)]
    blok = "\n".join("\t".join(isi.teks(b.get(k.nama, ""), k) for k in kolom) for b in semua)
    isi.tempel(halaman, halaman.locator('[name="daftar_gaji[1].nama"]'), blok)
    expect(halaman.locator('[name="daftar_gaji[500].nama"]')).to_have_value("Contoh 500")
    bruto = 500 * sum(v for k, v in pertama.items() if k.startswith(("gaji", "tunjangan", "pembulatan")))
    expect(halaman.locator("#jumlah")).to_contain_text(f"Rp{bruto:,}".replace(",", "."))
    expect(halaman.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    halaman.locator('[name="daftar_gaji[250].gaji_pokok"]').fill("0")
    kurang = bruto - pertama["gaji_pokok"]
    expect(halaman.locator("#jumlah")).to_contain_text(f"Rp{kurang:,}".replace(",", "."))


@pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")
def test_seluruh_paket_diunduh_sebagai_satu_pdf_dan_lembar_demi_lembar(halaman: Page, tmp_path: Path):
    from pypdf import PdfReader

    isi.mulai(halaman, BARANG)
    isi.isi(halaman, BARANG, isi.contoh(BARANG))
    isi.tersimpan(halaman)
    halaman.get_by_role("button", name="Periksa dan terbitkan").click()
    halaman.get_by_role("button", name="Terbitkan dengan nomor ini").click()
    halaman.get_by_role("button", name="Buat PDF semua lembar").click()
    semua = halaman.get_by_role("link", name="Semua lembar dalam satu PDF", exact=True)
    expect(semua).to_be_visible(timeout=60_000)
    with halaman.expect_download() as unduhan:
        semua.click()
    unduhan.value.save_as(tmp_path / "semua.pdf")
    pembaca = PdfReader(tmp_path / "semua.pdf")
    assert len(pembaca.pages) >= len(BARANG.lembar)
    lembar = halaman.locator("section", has=halaman.get_by_role("heading", name="Berkas"))
    for satu in BARANG.lembar:
        baris = lembar.get_by_role("listitem").filter(has_text=satu.jenis.judul)
        assert baris.get_by_role("link", name="Unduh Word").count() >= 1, satu.jenis.judul
        assert baris.get_by_role("link", name="Unduh PDF").count() >= 1, satu.jenis.judul
