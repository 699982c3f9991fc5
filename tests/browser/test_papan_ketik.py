"""From choosing a type to the issued letter without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def tab_ke(page: Page, pemilih: str) -> None:
    """Press Tab until it has the focus."""
    for _ in range(150):
        if page.evaluate("s => document.activeElement.matches(s)", pemilih):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab tidak sampai ke {pemilih}")


def test_kgb_dibuat_dan_diterbitkan_dengan_papan_ketik_saja(halaman: Page):
    halaman.goto("/buat")
    halaman.keyboard.type("kenaikan gaji")
    expect(halaman.locator("#jenis button.jenis")).to_have_count(1)
    tab_ke(halaman, 'button.jenis[value="pkgb"]')
    halaman.keyboard.press("Enter")
    halaman.wait_for_url("**/isian/*")

    tab_ke(halaman, '[name="pegawai"]')
    halaman.keyboard.type("telad")
    expect(halaman.get_by_role("listbox", name="Saran").get_by_role("option")).to_have_count(1)
    halaman.keyboard.press("ArrowDown")
    halaman.keyboard.press("Enter")
    expect(halaman.locator("#g-b-pegawai")).to_contain_text("Agnes Teladan, S.E.")

    tab_ke(halaman, '[name="status_pegawai"]')
    halaman.keyboard.press("ArrowDown")
    expect(halaman.locator('[name="status_pegawai"]')).to_have_value("PNS")
    for nama, isi in {
        "golongan": "III/c",
        "dasar_pejabat": "Gubernur Nusa Tenggara Timur",
        "dasar_tanggal": "20-1-2025",
        "dasar_nomor": "800.1.11.13/27/DKUKM",
        "tmt_lama": "1 Maret 2025",
        "masa_kerja_lama": "14",
    }.items():
        tab_ke(halaman, f'[name="{nama}"]')
        halaman.keyboard.type(isi)
    expect(halaman.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    expect(halaman.locator("#keadaan .galat")).to_have_count(0)

    tab_ke(halaman, 'button.utama[value="terbit"]')
    halaman.keyboard.press("Enter")
    halaman.wait_for_url("**/terbit")
    tab_ke(halaman, 'button.utama[value="terbit"]')
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_role("status").filter(has_text="Surat terbit dengan nomor")).to_be_visible()


def test_baris_tabel_ditambah_dipindah_dan_dihapus_dengan_papan_ketik(halaman: Page):
    halaman.goto("/buat")
    halaman.locator('button.jenis[value="surat-undangan"]').press("Enter")
    halaman.wait_for_url("**/isian/*")
    tab_ke(halaman, '[name="penerima[1].nama"]')
    halaman.keyboard.type("Contoh Pertama")
    tab_ke(halaman, 'button[value="tambah:penerima"]')
    halaman.keyboard.press("Enter")
    halaman.keyboard.type("Contoh Kedua")  # the new row has the focus
    tab_ke(halaman, 'button[value="naik:penerima:2"]')
    halaman.keyboard.press("Enter")
    expect(halaman.locator('[name="penerima[1].nama"]')).to_have_value("Contoh Kedua")
    expect(halaman.locator('[name="penerima[2].nama"]')).to_have_value("Contoh Pertama")
    halaman.keyboard.press("Tab")
    halaman.keyboard.press("Tab")
    halaman.keyboard.press("Enter")  # ✕ of the first row
    expect(halaman.locator('[name="penerima[1].nama"]')).to_have_value("Contoh Pertama")
    expect(halaman.locator('[name="penerima[2].nama"]')).to_have_count(0)
    assert halaman.evaluate("() => document.activeElement !== document.body")  # the focus is not lost
    expect(halaman.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    halaman.evaluate("() => localStorage.clear()")
    halaman.reload()  # what the server has is what the page showed
    expect(halaman.locator('[name="penerima[1].nama"]')).to_have_value("Contoh Pertama")
    expect(halaman.locator('[name="penerima[2].nama"]')).to_have_value("")


def test_yang_dituju_tab_tidak_tertutup_tombol_di_bawah(halaman: Page):
    halaman.goto("/buat")
    halaman.locator('button.jenis[value="spt"]').press("Enter")
    halaman.wait_for_url("**/isian/*")
    halaman.locator('[name="_tanggal"]').focus()
    for _ in range(40):
        halaman.keyboard.press("Tab")
        tertutup = halaman.evaluate(
            """() => {  // of a textarea, chromium shows the line of the caret
              const e = document.activeElement, r = e.getBoundingClientRect();
              const akhir = e.tagName === "TEXTAREA" ? r.top + 30 : r.bottom;
              const bawah = document.querySelector(".lengket").getBoundingClientRect().top;
              const atas = document.querySelector(".atas").getBoundingClientRect().bottom;
              if (!e.closest("#formulir") || e.closest(".lengket")) return false;
              return akhir > bawah + 1 || r.top < atas - 1;
            }"""
        )
        assert not tertutup, halaman.evaluate("() => document.activeElement.outerHTML")
