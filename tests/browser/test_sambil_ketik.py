"""What happens while somebody types: separators, dates, suggestions, computed values, pasted blocks."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from naskah.catalog import Katalog, folder_templat
from tests.browser import isi

KATALOG = Katalog.buka([folder_templat()])


def test_jumlah_uang_berpemisah_dan_kursor_tetap_di_tempatnya(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("surat-rekomendasi-lpdb"))
    jumlah = halaman.locator('[name="jumlah"]')
    jumlah.press_sequentially("1500000")
    expect(jumlah).to_have_value("1.500.000")
    for _ in range(len("500.000")):
        jumlah.press("ArrowLeft")
    jumlah.press_sequentially("2")  # 1.2|500.000
    expect(jumlah).to_have_value("12.500.000")
    assert jumlah.evaluate("e => e.selectionStart") == len("12")
    jumlah.press_sequentially("3")
    expect(jumlah).to_have_value("123.500.000")
    jumlah.press("Backspace")
    expect(jumlah).to_have_value("12.500.000")
    jumlah.press("End")
    jumlah.press_sequentially(",50")
    expect(jumlah).to_have_value("12.500.000,50")
    jumlah.fill("Rp1.500.000,00")  # as the office writes it; left alone
    expect(jumlah).to_have_value("Rp1.500.000,00")
    expect(halaman.locator("#g-b-jumlah")).to_contain_text("satu juta lima ratus ribu rupiah")


def test_titik_yang_dihapus_tidak_menahan_kursor(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("surat-rekomendasi-lpdb"))
    jumlah = halaman.locator('[name="jumlah"]')
    jumlah.press_sequentially("1234567")
    for _ in range(len("1.234.567")):
        jumlah.press("Backspace")
    expect(jumlah).to_have_value("")


def test_tanggal_dipilih_dari_kalender_atau_diketik(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("pkgb"))
    medan = halaman.locator('[name="tmt_lama"]')
    medan.locator("xpath=following-sibling::input[@type='date']").fill("2025-03-01")
    expect(medan).to_have_value("1 Maret 2025")
    expect(halaman.locator("#g-b-tmt_lama")).to_have_text("Sabtu, 1 Maret 2025")
    medan.fill("30-02-2025")
    expect(halaman.locator("#p-b-tmt_lama")).not_to_be_empty()
    expect(medan).to_have_attribute("aria-invalid", "true")
    medan.fill("1/3/2025")
    expect(halaman.locator("#p-b-tmt_lama")).to_be_empty()


def test_pegawai_dipilih_dengan_tetikus_dari_daftar_saran(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("pkgb"))
    medan = halaman.locator('[name="pegawai"]')
    medan.press_sequentially("contoh")
    saran = halaman.get_by_role("listbox", name="Saran").get_by_role("option")
    expect(saran.first).to_be_visible()
    assert saran.count() > 1
    medan.press("Escape")
    expect(saran.first).to_be_hidden()
    medan.press_sequentially("nya")
    saran.filter(has_text="Dominikus").click()
    expect(halaman.locator("#g-b-pegawai")).to_contain_text("Dominikus Contohnya, S.T.")


def test_daftar_saran_di_sel_tabel_terlihat_utuh(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("spt"))
    medan = halaman.locator('[name="pegawai[1].pegawai"]')
    medan.press_sequentially("contoh")
    pertama = halaman.get_by_role("listbox", name="Saran").get_by_role("option").first
    expect(pertama).to_be_visible()
    kotak = pertama.bounding_box()
    assert kotak
    atas = "([x, y]) => document.elementFromPoint(x, y).closest('[role=option]') !== null"
    assert halaman.evaluate(atas, [kotak["x"] + kotak["width"] / 2, kotak["y"] + kotak["height"] / 2])


def test_gaji_baru_terhitung_selagi_diketik(halaman: Page):
    pkgb = KATALOG.jenis("pkgb")
    isi.mulai(halaman, pkgb)
    isi.isi(halaman, pkgb, {k: v for k, v in isi.contoh(pkgb).items() if k != "masa_kerja_lama"})
    halaman.locator('[name="masa_kerja_lama"]').fill("14")
    hasil = halaman.locator("#keadaan dl.hasil")
    expect(hasil).to_contain_text("Rp")
    lama = hasil.inner_text()
    halaman.locator('[name="masa_kerja_lama"]').fill("16")
    expect(hasil).not_to_have_text(lama)


def test_lama_perjalanan_terhitung_selagi_diketik(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("spt"))
    halaman.locator('[name="tanggal_berangkat"]').fill("7 Desember 2026")
    halaman.locator('[name="tanggal_kembali"]').fill("9 Desember 2026")
    expect(halaman.locator("#keadaan dl.hasil")).to_contain_text("3")
    halaman.locator('[name="tanggal_kembali"]').fill("10 Desember 2026")
    expect(halaman.locator("#keadaan dl.hasil")).to_contain_text("4")


def test_blok_excel_ditempel_dari_sel_mana_pun(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("surat-undangan"))
    halaman.locator('[name="penerima[1].nama"]').fill("Sudah ada")
    blok = '"Ketua ""A"""\tKota\r\nKetua B\t"dua\nbaris"\r\nKetua C\t\r\n'
    isi.tempel(halaman, halaman.locator('[name="penerima[1].nama"]'), blok)
    expect(halaman.locator('[name="penerima[1].nama"]')).to_have_value('Ketua "A"')
    expect(halaman.locator('[name="penerima[3].nama"]')).to_have_value("Ketua C")
    isi.tempel(halaman, halaman.locator('[name="penerima[2].keterangan"]'), "Ende\nAlor\n")
    expect(halaman.locator('[name="penerima[2].keterangan"]')).to_have_value("Ende")
    expect(halaman.locator('[name="penerima[3].keterangan"]')).to_have_value("Alor")
    expect(halaman.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    halaman.reload()
    expect(halaman.locator('[name="penerima[3].keterangan"]')).to_have_value("Alor")


def test_nilai_bawaan_terlihat_dan_dapat_diganti(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("pkgb"))
    kepada = halaman.locator('[name="kepada"]')
    expect(kepada).to_have_value("Kepala Biro Keuangan Sekretariat Daerah Provinsi Nusa Tenggara Timur")
    expect(halaman.locator('[name="sifat"]')).to_have_value("biasa")
    kepada.fill("Kepala Badan Keuangan Daerah")
    expect(halaman.locator("[data-tersimpan]")).to_contain_text("Tersimpan")
    halaman.reload()
    expect(kepada).to_have_value("Kepala Badan Keuangan Daerah")


def test_tempelan_mengisi_baris_kosong_di_atasnya(halaman: Page):
    halaman.goto("/buat")
    halaman.locator('button.jenis[value="surat-undangan"]').click()
    halaman.wait_for_url("**/isian/*")
    halaman.locator('button[value="tambah:penerima"]').click()
    isi.tempel(
        halaman, halaman.locator('[name="penerima[2].nama"]'), "Contoh Satu\tKetua\nContoh Dua\tAnggota\n"
    )
    expect(halaman.locator('[name="penerima[1].nama"]')).to_have_value("Contoh Satu")
    expect(halaman.locator('[name="penerima[2].nama"]')).to_have_value("Contoh Dua")
    isi.tempel(halaman, halaman.locator('[name="penerima[3].nama"]'), "Contoh Tiga\t\n")
    expect(halaman.locator('[name="penerima[2].nama"]')).to_have_value("Contoh Dua")
    expect(halaman.locator('[name="penerima[3].nama"]')).to_have_value("Contoh Tiga")


def test_sel_yang_tidak_muat_disebut(halaman: Page):
    isi.mulai(halaman, KATALOG.jenis("surat-undangan"))
    isi.tempel(halaman, halaman.locator('[name="penerima[1].keterangan"]'), "Ende\tLebih\nAlor\tLagi\n")
    expect(halaman.locator("#pesan")).to_contain_text("2 sel tidak ada tempatnya")
    expect(halaman.locator("#pesan")).to_contain_text("Lebih, Lagi")
    expect(halaman.locator('[name="penerima[2].keterangan"]')).to_have_value("Alor")


def test_paraf_dipilih_dari_jabatan_kantor(halaman: Page):
    halaman.goto("/buat")
    halaman.locator('button.jenis[value="nota-dinas"]').click()
    halaman.wait_for_url("**/isian/*")
    halaman.get_by_text("Jabatan di kantor ini").click()
    halaman.locator('button[data-tambah-ke="b-paraf"]').nth(1).click()
    halaman.locator('button[data-tambah-ke="b-paraf"]').nth(0).click()
    baris = [
        halaman.locator('button[data-tambah-ke="b-paraf"]').nth(i).get_attribute("value") for i in (1, 0)
    ]
    expect(halaman.locator("#b-paraf")).to_have_value("\n".join(map(str, baris)))
    isi.tersimpan(halaman)
    halaman.reload()
    expect(halaman.locator("#b-paraf")).to_have_value("\n".join(map(str, baris)))
