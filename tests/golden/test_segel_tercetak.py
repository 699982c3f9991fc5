"""The printed certificate: its QR is read off the page, and the PDF says what was sealed."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from naskah import pdf
from naskah.catalog import Katalog, folder_templat
from naskah.kantor import Kantor
from naskah.segel import kunci
from naskah.segel.berkas import KUNCI_PDF
from naskah.verifikasi import Putusan
from tests.bahan.segel import Sertifikat, ganti_teks, periksa, pesan, sertifikat

pytestmark = pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")


# Each sealed type: words of its example and others that they are changed into, with what is then said.
BERSEGEL = {
    "sertifikat-kesehatan": (("84,16", "184,16", "1"), ("SEHAT<", "SANGAT SEHAT<", "SANGAT")),
    "sertifikat-nik": (("5371010010001", "5371010019999", "5371010019999"),),
}
setiap_jenis = pytest.mark.parametrize("jenis", BERSEGEL)


def cetak(docx: bytes, folder: Path) -> bytes:
    """A PDF as somebody else would make it."""
    (folder / "lain.docx").write_bytes(docx)
    return pdf.ke_pdf([folder / "lain.docx"], folder)[0].read_bytes()


def pdf_arsip(satu: Sertifikat) -> bytes:
    return satu.path.with_suffix(".pdf").read_bytes()


def test_every_sealed_type_is_known_here():
    """A new one needs a test like these: not every layout comes out of a PDF as it went in."""
    katalog = Katalog.buka([folder_templat()])
    semua = {satu.id for id_ in katalog.daftar() for satu in katalog.jenis(id_).bertemplat if satu.segel}
    assert semua == set(BERSEGEL)


@setiap_jenis
def test_the_printed_qr_is_large_enough_and_decodes_to_the_code(kantor: Kantor, jenis: str):
    satu = sertifikat(kantor, jenis=jenis, pdf=True)
    halaman = pypdfium2.PdfDocument(pdf_arsip(satu))
    assert len(halaman) == 1
    for dpi in (300, 150, 100):  # as a phone does, which takes pictures until one can be read
        gambar = (halaman[0].render(scale=dpi * jarak / 72).to_pil() for jarak in (1, 1.1, 1.2))
        terbaca = [kode for satu_gambar in gambar for kode in zxingcpp.read_barcodes(satu_gambar)]
        assert {kode.text for kode in terbaca} == {str(satu.kode)}
    (kode,) = zxingcpp.read_barcodes(halaman[0].render(scale=300 / 72).to_pil())
    sudut = kode.position
    lebar_mm = (sudut.top_right.x - sudut.top_left.x) * 25.4 / 300
    assert lebar_mm >= 22


@setiap_jenis
def test_the_pdf_is_genuine_with_and_without_the_office(kantor: Kantor, jenis: str):
    satu = sertifikat(kantor, jenis=jenis, pdf=True)
    assert periksa(kantor, pdf_arsip(satu)).putusan is Putusan.ASLI
    publik = kunci.publik_kantor(kantor.folder)
    assert periksa(None, pdf_arsip(satu), publik=publik).putusan is Putusan.ASLI


@setiap_jenis
def test_a_pdf_printed_from_changed_words_is_told_by_what_it_says(kantor: Kantor, tmp_path: Path, jenis: str):
    satu = sertifikat(kantor, jenis=jenis)
    asli = cetak(satu.docx, tmp_path)
    assert periksa(kantor, asli, satu.kode).putusan is Putusan.ASLI
    for lama, baru, kata in (
        (satu.surat.nomor, satu.surat.nomor.replace("/1/", "/9/"), "/9/"),
        ("Koperasi Contoh Maju", "Koperasi Palsu Jaya", "KOPERASI PALSU JAYA"),
        *BERSEGEL[jenis],
    ):
        hasil = periksa(kantor, cetak(ganti_teks(satu.docx, lama, baru), tmp_path), satu.kode)
        assert hasil.putusan is Putusan.TIDAK_ASLI, lama
        assert kata in pesan(hasil), lama


@setiap_jenis
def test_a_certificate_says_where_it_is_checked(kantor: Kantor, jenis: str):
    """A phone shows only the code: without this nobody knows whom to ask."""
    satu = sertifikat(kantor, jenis=jenis, pdf=True)
    teks = " ".join(PdfReader(io.BytesIO(pdf_arsip(satu))).pages[0].extract_text().split())
    instansi = "Dinas Koperasi, Usaha Kecil dan Menengah, Kupang, telepon (0380) 000000."
    assert f"Hasil pindaian diperiksa di {instansi}" in teks


def test_a_note_over_the_page_of_a_pdf_makes_it_uncertain(kantor: Kantor):
    satu, keluar = sertifikat(kantor, pdf=True), io.BytesIO()
    tulis = PdfWriter(clone_from=io.BytesIO(pdf_arsip(satu)))
    catatan = FreeText(text="99,99", rect=(50, 550, 400, 650), background_color="ffffff")
    tulis.add_annotation(0, catatan)
    tulis.write(keluar)
    hasil = periksa(kantor, keluar.getvalue())
    assert hasil.putusan is Putusan.BELUM_PASTI
    assert "catatan atau isian di atas halaman" in pesan(hasil)


def test_the_seal_of_one_pdf_in_another_does_not_hold(kantor: Kantor, tmp_path: Path):
    satu = sertifikat(kantor, pdf=True)
    info = PdfReader(io.BytesIO(pdf_arsip(satu))).metadata
    assert info is not None
    palsu = PdfWriter(
        clone_from=io.BytesIO(
            cetak(ganti_teks(satu.docx, "Koperasi Contoh Maju", "Koperasi Palsu"), tmp_path)
        )
    )
    palsu.add_metadata({KUNCI_PDF: info[KUNCI_PDF]})
    keluar = io.BytesIO()
    palsu.write(keluar)
    for kantor_, publik in ((kantor, {}), (None, kunci.publik_kantor(kantor.folder))):
        hasil = periksa(kantor_, keluar.getvalue(), publik=publik)
        assert hasil.putusan is Putusan.TIDAK_ASLI
        assert "KOPERASI PALSU" in pesan(hasil)


def test_a_scan_has_no_words_to_compare(kantor: Kantor, tmp_path: Path):
    satu = sertifikat(kantor)
    kosong = PdfWriter()
    kosong.add_blank_page(595, 842)
    keluar = io.BytesIO()
    kosong.write(keluar)
    hasil = periksa(kantor, keluar.getvalue(), satu.kode)
    assert hasil.putusan is Putusan.BELUM_PASTI
    assert "tidak berteks" in pesan(hasil)


NAMA_SULIT = ["Koperasi Al\u2011Falah", "Koperasi Straße ŉ ǅ ΐ ﬁ", "Koperasi 😀", "Koperasi ไทย हिन्दी"]


@pytest.mark.parametrize("nama", NAMA_SULIT)
def test_a_fresh_pdf_is_never_called_false_whatever_the_letters_of_a_name(kantor: Kantor, nama: str):
    data = {"badan_hukum": "AHU-1/2020", "nik": "5371010010001", "tanggal_badan_hukum": "2020-01-01"}
    satu = sertifikat(kantor, pdf=True, koperasi={"nama": nama, **data})
    di_kantor = periksa(kantor, pdf_arsip(satu))
    assert di_kantor.putusan is Putusan.ASLI
    assert "sama persis dengan yang di arsip" in pesan(di_kantor)
    # Saved anew it is no longer the archive's, and its words must do.
    tulis, keluar = PdfWriter(clone_from=io.BytesIO(pdf_arsip(satu))), io.BytesIO()
    tulis.write(keluar)
    hasil = periksa(None, keluar.getvalue(), publik=kunci.publik_kantor(kantor.folder))
    if nama.endswith("हिन्दी"):  # letters no font here has: the PDF does not say what they were
        assert hasil.putusan is Putusan.BELUM_PASTI
        assert "tidak dapat dibandingkan dalam PDF" in pesan(hasil)
    else:
        assert hasil.putusan in (Putusan.ASLI, Putusan.BELUM_PASTI), pesan(hasil)


def test_letters_that_no_pdf_gives_back_are_an_addition_where_none_were_sealed(
    kantor: Kantor, tmp_path: Path
):
    satu = sertifikat(kantor)
    palsu = cetak(ganti_teks(satu.docx, "SEHAT<", "SEHAT 日本<"), tmp_path)
    hasil = periksa(kantor, palsu, satu.kode)
    assert hasil.putusan is Putusan.TIDAK_ASLI
