"""With script off: from the one-time link to the issued letter."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.layanan import Layanan


def test_undangan_terbit_tanpa_skrip(konteks: Callable[..., BrowserContext], layanan: Layanan):
    page = konteks(java_script_enabled=False).new_page()
    page.goto(layanan.tautan())
    page.get_by_role("button", name="Buka naskah").click()
    page.goto("/buat")
    page.get_by_label("Surat apa?").fill("undangan")
    page.get_by_role("main").get_by_role("button", name="Cari").click()
    page.locator('button.jenis[value="surat-undangan"]').click()

    for nama, isi in {
        "kepada": "Para Ketua Pengurus Koperasi",
        "hal": "Undangan rapat",
        "isi": "Kami mengundang Saudara untuk hadir pada:",
        "tanggal_acara": "3 Desember 2026",
        "waktu_mulai": "09.00",
        "tempat_acara": "Aula Dinas",
        "acara": "Rapat contoh",
        "penerima[1].nama": "Ketua Koperasi Contoh",
    }.items():
        page.locator(f'[name="{nama}"]').fill(isi)
    page.locator('button[value="tambah:penerima"]').click()
    expect(page.locator('[name="penerima[1].nama"]')).to_have_value("Ketua Koperasi Contoh")
    page.locator('[name="penerima[2].nama"]').fill("Ketua Koperasi Umpama")
    page.locator('[name="penerima[2].keterangan"]').fill("Kabupaten Ende")
    page.get_by_text("Tempel dari Excel").click()
    page.get_by_label("Blok sel dari Excel").fill(
        'Ketua Koperasi Misal\tKabupaten Alor\n"Ketua ""Andai"""\tKota Kupang'
    )
    page.get_by_role("button", name="Tambahkan sebagai baris").click()
    expect(page.locator('[name="penerima[4].nama"]')).to_have_value('Ketua "Andai"')
    expect(page.locator('[name="penerima[2].keterangan"]')).to_have_value("Kabupaten Ende")

    page.get_by_role("button", name="Segarkan pratinjau").click()
    expect(page.get_by_role("heading", name="Pratinjau")).to_be_visible()
    assert page.locator("img.kertas, .kertas.teks").count()
    page.get_by_role("link", name="Terbitkan …").click()
    page.get_by_role("button", name="Terbitkan dengan nomor ini").click()
    expect(page.get_by_text("Surat terbit dengan nomor")).to_be_visible()


def test_galat_terlihat_sekaligus_tanpa_skrip(konteks: Callable[..., BrowserContext], layanan: Layanan):
    page = konteks(java_script_enabled=False).new_page()
    page.goto(layanan.tautan())
    page.get_by_role("button", name="Buka naskah").click()
    page.goto("/buat")
    page.locator('button.jenis[value="surat-undangan"]').click()
    page.locator('[name="tanggal_acara"]').fill("kemarin dulu")
    page.locator('[name="hal"]').fill("Undangan")
    page.get_by_role("button", name="Periksa dan terbitkan").click()
    ringkasan = page.locator("#ringkasan")
    expect(ringkasan).to_contain_text("belum diisi")
    expect(page.locator("#p-b-tanggal_acara")).not_to_be_empty()
    expect(page.locator("#p-b-kepada")).to_contain_text("belum diisi")
    expect(page.locator('[name="tanggal_acara"]')).to_have_value("kemarin dulu")
    expect(page.locator('[name="hal"]')).to_have_value("Undangan")
