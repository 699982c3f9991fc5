"""One letter from the first page to its number; the pictures of the guides are taken on the way."""

from __future__ import annotations

from openpyxl import Workbook
from playwright.sync_api import Page, expect

from naskah import buku, disposisi, issue, masuk
from naskah.catalog import Katalog, folder_templat
from naskah.draf import Permintaan, susun
from naskah.kantor import Kantor
from tests.browser import isi
from tests.browser.layanan import Layanan
from tests.browser.potret import potret, potret_kertas

SURAT = {
    "dari": "Dinas Contoh Kota Kupang",
    "nomor": "005/12/CONTOH",
    "tanggal": "20 November 2026",
    "hal": "Undangan rapat koordinasi koperasi",
}
KATALOG = Katalog.buka([folder_templat()])


def test_perjalanan_satu_surat(halaman: Page, layanan: Layanan):
    spt = KATALOG.jenis("spt")
    kantor = layanan.peladen.kantor.untuk("Contoh Pengadministrasi")
    tiba = masuk.catat(kantor, SURAT)
    disposisi.beri(kantor, tiba.id, disposisi.Perintah(("sekretaris",), "Siapkan bahan rapat"))
    isi.mulai(halaman, KATALOG.jenis("nota-dinas"))
    halaman.locator('[name="hal"]').fill("Laporan kesiapan rapat koordinasi")
    expect(halaman.locator("[data-tersimpan]")).to_contain_text("Tersimpan")

    halaman.goto("/buat")
    potret(halaman, "buat")
    halaman.get_by_label("Surat apa?").press_sequentially("perjalanan")
    expect(halaman.locator("#jenis button.jenis").first).to_contain_text("Perintah")
    halaman.locator('button.jenis[value="spt"]').click()

    halaman.locator('[name="tanggal_berangkat"]').fill("31 November 2026")
    halaman.locator('[name="maksud"]').fill("Melaksanakan Pelatihan Literasi Keuangan")
    halaman.get_by_role("button", name="Periksa dan terbitkan").click()
    expect(halaman.locator("#ringkasan")).to_be_visible()
    potret(halaman, "galat")

    isi.isi(halaman, spt, isi.contoh(spt))
    isi.tersimpan(halaman)
    isi.pratinjau(halaman)
    halaman.evaluate("() => scrollTo(0, 0)")
    potret(halaman, "pratinjau")
    halaman.get_by_text("Pegawai", exact=True).first.scroll_into_view_if_needed()
    potret(halaman, "tabel")
    halaman.get_by_role("button", name="Periksa dan terbitkan").click()
    halaman.wait_for_url("**/terbit")
    potret(halaman, "terbit")
    halaman.get_by_role("button", name="Terbitkan dengan nomor ini").click()
    expect(halaman.get_by_role("status").filter(has_text="Surat terbit dengan nomor")).to_be_visible()
    potret(halaman, "surat")
    halaman.get_by_role("link", name="Beranda").click()
    expect(halaman.get_by_role("heading", name="Yang harus dikerjakan")).to_be_visible()
    potret(halaman, "beranda")


def test_meja_arsiparis_dan_pejabat(halaman: Page, layanan: Layanan):
    kantor = layanan.peladen.kantor.untuk("Contoh Pengadministrasi")
    nota = KATALOG.jenis("nota-dinas")
    issue.buat(kantor, Permintaan("nota-dinas", isi.contoh(nota)))
    pindaian = kantor.folder / "pindaian.pdf"
    pindaian.write_bytes(layanan.peladen.pratinjau.pdf(_surat_orang(kantor)))

    halaman.goto("/buku/agenda-surat-keluar/2026")
    expect(halaman.get_by_role("table")).to_contain_text("ND/DKUKM")
    potret(halaman, "buku")

    halaman.goto("/surat-masuk/catat")
    halaman.locator('input[type="file"]').first.set_input_files(pindaian)
    expect(halaman.locator("aside img, .berdampingan img").first).to_be_visible()
    halaman.locator('[name="dari"]').fill("Koperasi Contoh Maju")
    halaman.locator('[name="nomor"]').fill("15/KCM/XI/2026")
    halaman.locator('[name="hal"]').fill("Permohonan pembinaan pengurus")
    potret(halaman, "masuk")
    halaman.get_by_role("button", name="Catat", exact=True).click()
    expect(halaman.get_by_role("heading", level=1)).to_contain_text("Permohonan pembinaan pengurus")
    id_ = halaman.url.split("/")[-1].split("?")[0]
    masuk.arahkan(kantor, id_, kode="P", unit="Bidang Kelembagaan dan Pengawasan")
    disposisi.beri(kantor, id_, disposisi.Perintah(("kabid-kelembagaan",), "Jadwalkan pembinaan"))
    halaman.goto(f"/surat-masuk/{id_}")
    expect(halaman.locator("main")).to_contain_text("Jadwalkan pembinaan")
    potret(halaman, "disposisi")
    halaman.goto("/?untuk=kabid-kelembagaan")
    expect(halaman.get_by_role("table")).to_contain_text("Jadwalkan pembinaan")
    potret(halaman, "beranda-pejabat")
    for url, nama in (
        ("/templat/nota-dinas", "templat"),
        ("/pengaturan/seri", "seri"),
        ("/pengaturan/pejabat", "pejabat"),
    ):
        halaman.goto(url)
        expect(halaman.get_by_role("heading", level=1)).to_be_visible()
        potret(halaman, nama)


def _surat_orang(kantor: Kantor) -> bytes:
    """A letter somebody sends in, as a scan would show it."""
    nota = isi.contoh(KATALOG.jenis("surat-dinas"))
    draf = susun(kantor, "surat-dinas", nota, kantor.hari_ini())
    return draf.render(kantor, "15/KCM/XI/2026", terbit=True)[0].docx


REGISTER = {
    "jenis": "gu", "uraian": "Ganti uang persediaan bulan Oktober", "nomor_spp": "00001/SPP-GU/2026",
    "tanggal_spp": "2 November 2026", "nilai": "10.000.000", "potongan": "250.000",
}  # fmt: skip
BKU = (
    {"tanggal": "2 November 2026", "uraian": "Uang persediaan", "penerimaan": "25.000.000"},
    {
        "tanggal": "4 November 2026",
        "uraian": "Alat tulis kantor",
        "kode_rekening": "5.1.02.01.01.0024",
        "pengeluaran": "3.250.000",
    },
    {
        "tanggal": "9 November 2026",
        "uraian": "Bahan cetak",
        "kode_rekening": "5.1.02.01.01.0026",
        "pengeluaran": "1.975.000",
    },
)


def test_meja_bendahara(halaman: Page, layanan: Layanan):
    kantor = layanan.peladen.kantor.untuk("Contoh Bendahara")
    gaji = KATALOG.jenis("spp-ls-gaji")
    _anggaran_gaji(kantor)
    isi.mulai(halaman, gaji)
    isi.isi(halaman, gaji, isi.contoh(gaji))
    isi.tersimpan(halaman)
    expect(halaman.locator("#jumlah td.lewat")).to_have_count(1)
    halaman.locator("#b-daftar_gaji").scroll_into_view_if_needed()
    halaman.evaluate("() => document.querySelector('aside').scrollTo(0, 0)")
    potret(halaman, "paket")
    isi.pratinjau(halaman)
    expect(halaman.locator("#pratinjau .kertas").first).to_be_in_viewport()  # not hidden below the totals
    if (kertas := halaman.locator("#pratinjau img.kertas")).count():
        potret_kertas(kertas.nth(1), "paket-lembar")
        potret_kertas(kertas.nth(2), "paket-rincian")
    halaman.get_by_role("button", name="Periksa dan terbitkan").click()
    halaman.get_by_role("button", name="Terbitkan dengan nomor ini").click()
    expect(halaman.get_by_role("status").filter(has_text="Surat terbit dengan nomor")).to_be_visible()
    if (tombol := halaman.get_by_role("button", name="Buat PDF semua lembar")).count():
        tombol.click()
        expect(halaman.get_by_text("PDF sudah dibuat.")).to_be_visible(timeout=60_000)
    potret(halaman, "paket-surat")
    buku.tambah(kantor, "register-spp-spm", REGISTER)
    for satu in BKU:
        buku.tambah(kantor, "bku-pengeluaran", satu)
    halaman.goto("/buku/register-spp-spm/2026")
    expect(halaman.get_by_role("table")).to_contain_text("00001/SPP-GU/2026")
    potret(halaman, "register-spp")
    halaman.goto("/buku/bku-pengeluaran/2026")
    expect(halaman.get_by_role("table")).to_contain_text("19.775.000")
    potret(halaman, "bku")


def _anggaran_gaji(kantor: Kantor) -> None:
    """A budget with one account that this month exceeds."""
    gaji = KATALOG.jenis("spp-ls-gaji")
    lembar = Workbook()
    satu = lembar.active
    assert satu is not None
    satu.append(["Kode rekening", "Uraian", "DPA", "SPD", "Realisasi"])
    draf = susun(kantor, gaji.id, isi.contoh(gaji), kantor.hari_ini())
    for ke, baris in enumerate(draf.dokumen[2].konteks["rincian"]):
        lewat = 3_000_000 if ke == 1 else 300_000_000
        satu.append([baris["kode_rekening"], baris["uraian"], 400_000_000, lewat, 0])
    lembar.save(kantor.folder / "data" / "anggaran.xlsx")
