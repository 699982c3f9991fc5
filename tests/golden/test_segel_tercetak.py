"""The printed certificate: its QR is read off the page, and the PDF says what was sealed."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from registers.dasar.waktu import FixedClock
from tests.bahan.segel import JENIS, Sertifikat, ganti_teks, periksa, pesan, sertifikat
from tests.conftest import SAAT

pytestmark = [
    pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang"),
    pytest.mark.xdist_group("segel_tercetak"),  # the certificates are printed once, by one worker
]


# Each sealed type: words of its example and others that they are changed into, with what is then said.
BERSEGEL = {
    "sertifikat-kesehatan": (("84,16", "184,16", "1"), ("SEHAT<", "SANGAT SEHAT<", "SANGAT")),
    "sertifikat-nik": (("5371010010001", "5371010019999", "5371010019999"),),
}
setiap_jenis = pytest.mark.parametrize("jenis", BERSEGEL)


@pytest.fixture(scope="module")
def terbit(kantor_kosong: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terbit]:
    """An office with a printed certificate of each sealed type. Nothing may change in it."""
    folder = shutil.copytree(kantor_kosong, tmp_path_factory.mktemp("segel") / "kantor")
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")
    yield Terbit(kantor, {jenis: sertifikat(kantor, jenis=jenis, pdf=True) for jenis in BERSEGEL})
    kantor.tutup()


@dataclass(frozen=True)
class Terbit:
    """An office and its certificates by type."""

    kantor: Kantor
    semua: Mapping[str, Sertifikat]


def cetak(folder: Path, *docx: bytes) -> list[bytes]:
    """PDFs as somebody else would make them, in one run of LibreOffice."""
    berkas = [folder / f"lain-{ke}.docx" for ke in range(len(docx))]
    for path, isi in zip(berkas, docx, strict=True):
        path.write_bytes(isi)
    return [satu.read_bytes() for satu in pdf.ke_pdf(berkas, folder)]


def pdf_arsip(satu: Sertifikat) -> bytes:
    return satu.path.with_suffix(".pdf").read_bytes()


def test_every_sealed_type_is_known_here():
    """A new one needs a test like these: not every layout comes out of a PDF as it went in."""
    katalog = Katalog.buka([folder_templat()])
    semua = {satu.id for id_ in katalog.daftar() for satu in katalog.jenis(id_).bertemplat if satu.segel}
    assert semua == set(BERSEGEL)


@setiap_jenis
def test_the_printed_qr_is_large_enough_and_decodes_to_the_code(terbit: Terbit, jenis: str):
    satu = terbit.semua[jenis]
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
def test_the_pdf_is_genuine_with_and_without_the_office(terbit: Terbit, jenis: str):
    kantor, satu = terbit.kantor, terbit.semua[jenis]
    assert periksa(kantor, pdf_arsip(satu)).putusan is Putusan.ASLI
    publik = kunci.publik_kantor(kantor.folder)
    assert periksa(None, pdf_arsip(satu), publik=publik).putusan is Putusan.ASLI


@setiap_jenis
def test_a_pdf_printed_from_changed_words_is_told_by_what_it_says(terbit: Terbit, tmp_path: Path, jenis: str):
    kantor, satu = terbit.kantor, terbit.semua[jenis]
    ubahan = (
        (satu.surat.nomor, re.sub(r"/[0-9]/", "/9/", satu.surat.nomor), "/9/"),
        ("Koperasi Contoh Maju", "Koperasi Palsu Jaya", "KOPERASI PALSU JAYA"),
        *BERSEGEL[jenis],
    )
    palsu = [ganti_teks(satu.docx, lama, baru) for lama, baru, _ in ubahan]
    asli, *semua_palsu = cetak(tmp_path, satu.docx, *palsu)
    assert periksa(kantor, asli, satu.kode).putusan is Putusan.ASLI
    for (lama, _, kata), lain in zip(ubahan, semua_palsu, strict=True):
        hasil = periksa(kantor, lain, satu.kode)
        assert hasil.putusan is Putusan.TIDAK_ASLI, lama
        assert kata in pesan(hasil), lama


@setiap_jenis
def test_a_certificate_says_where_it_is_checked(terbit: Terbit, jenis: str):
    """A phone shows only the code: without this nobody knows whom to ask."""
    teks = " ".join(PdfReader(io.BytesIO(pdf_arsip(terbit.semua[jenis]))).pages[0].extract_text().split())
    instansi = "Dinas Koperasi, Usaha Kecil dan Menengah, Kupang, telepon (0380) 000000."
    assert f"Hasil pindaian diperiksa di {instansi}" in teks


def test_a_note_over_the_page_of_a_pdf_makes_it_uncertain(terbit: Terbit):
    satu, keluar = terbit.semua[JENIS], io.BytesIO()
    tulis = PdfWriter(clone_from=io.BytesIO(pdf_arsip(satu)))
    catatan = FreeText(text="99,99", rect=(50, 550, 400, 650), background_color="ffffff")
    tulis.add_annotation(0, catatan)
    tulis.write(keluar)
    hasil = periksa(terbit.kantor, keluar.getvalue())
    assert hasil.putusan is Putusan.BELUM_PASTI
    assert "catatan atau isian di atas halaman" in pesan(hasil)


def test_the_seal_of_one_pdf_in_another_does_not_hold(terbit: Terbit, tmp_path: Path):
    kantor, satu = terbit.kantor, terbit.semua[JENIS]
    info = PdfReader(io.BytesIO(pdf_arsip(satu))).metadata
    assert info is not None
    (lain,) = cetak(tmp_path, ganti_teks(satu.docx, "Koperasi Contoh Maju", "Koperasi Palsu"))
    palsu = PdfWriter(clone_from=io.BytesIO(lain))
    palsu.add_metadata({KUNCI_PDF: info[KUNCI_PDF]})
    keluar = io.BytesIO()
    palsu.write(keluar)
    for kantor_, publik in ((kantor, {}), (None, kunci.publik_kantor(kantor.folder))):
        hasil = periksa(kantor_, keluar.getvalue(), publik=publik)
        assert hasil.putusan is Putusan.TIDAK_ASLI
        assert "KOPERASI PALSU" in pesan(hasil)


def test_a_scan_has_no_words_to_compare(terbit: Terbit):
    kantor, satu = terbit.kantor, terbit.semua[JENIS]
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
    terbit: Terbit, tmp_path: Path
):
    kantor, satu = terbit.kantor, terbit.semua[JENIS]
    (palsu,) = cetak(tmp_path, ganti_teks(satu.docx, "SEHAT<", "SEHAT 日本<"))
    hasil = periksa(kantor, palsu, satu.kode)
    assert hasil.putusan is Putusan.TIDAK_ASLI
