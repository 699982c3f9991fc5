"""A forged certificate whose words are the sealed ones: what it shows or hides beside them is found."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from naskah.kantor import Kantor
from naskah.segel import banding, gambar, kunci
from naskah.verifikasi import Putusan
from registers.dasar.galat import DataTidakSah
from tests.bahan.segel import ganti_teks, periksa, pesan, sertifikat, ubah

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_PALSU = "<w:r><w:t>99,99</w:t></w:r>"


def _tempel(isi: str) -> tuple[str, str]:
    return "<w:body>", f"<w:body><w:p>{isi}</w:p>"


@pytest.mark.parametrize(
    ("lama", "baru"),
    [
        ('<w:r><w:t xml:space="preserve">84', '<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">84'),
        ('<w:p><w:pPr><w:pStyle w:val="SertifikatNilai"/>', '<w:p><w:pPr><w:pStyle w:val="SertifikatNilai"/>'
         '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        _tempel(f"<m:oMath {_M}><m:r><m:t>99,99</m:t></m:r></m:oMath>"),
        _tempel('<w:r><w:sym w:font="Arial" w:char="F039"/></w:r>'),
        _tempel('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>QUOTE "99"</w:instrText></w:r>'),
        _tempel('<w:fldSimple w:instr="PAGE"/>'),
        _tempel(f'<mc:AlternateContent {_MC}><mc:Fallback>{_PALSU}</mc:Fallback></mc:AlternateContent>'),
        _tempel("<w:r><w:t>99<!-- -->,99</w:t></w:r>"),
        _tempel("<w:r><w:t><w:x/>99,99</w:t></w:r>"),
        _tempel(f'<q:r {_W.replace("w=", "q=")}><q:t>99,99</q:t></q:r>'),
    ],
)  # fmt: skip
def test_what_is_shown_or_hidden_beside_the_words_makes_a_file_uncertain(
    kantor: Kantor, lama: str, baru: str
):
    hasil = periksa(kantor, ganti_teks(sertifikat(kantor).docx, lama, baru))
    assert hasil.putusan is Putusan.BELUM_PASTI
    assert "yang terlihat dapat lain daripada teks yang dibandingkan" in pesan(hasil)


def test_a_part_that_is_there_twice_makes_a_file_uncertain(kantor: Kantor):
    satu, keluar = sertifikat(kantor), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(satu.docx)) as lama, zipfile.ZipFile(keluar, "w") as baru:
        baru.writestr("word/Document.xml", lama.read("word/document.xml").replace(b"84,16", b"99,99"))
        for nama in lama.namelist():
            baru.writestr(nama, lama.read(nama))
    hasil = periksa(kantor, keluar.getvalue())
    assert hasil.putusan is Putusan.BELUM_PASTI
    assert "bagian yang ganda" in pesan(hasil)


def test_the_true_picture_somewhere_in_the_file_is_not_the_one_that_is_seen(kantor: Kantor):
    satu = sertifikat(kantor)
    asli = next(
        n.encode()
        for n in zipfile.ZipFile(io.BytesIO(satu.docx)).namelist()
        if n.startswith("word/media/") and gambar.baca(zipfile.ZipFile(io.BytesIO(satu.docx)).read(n))
    ).removeprefix(b"word/")

    def tukar(nama: str, isi: bytes) -> bytes:
        return isi.replace(asli, b"media/image1.png") if nama.endswith("document.xml.rels") else isi

    hasil = periksa(kantor, ubah(satu.docx, tukar))
    assert hasil.putusan is Putusan.TIDAK_ASLI
    assert "gambarnya diganti" in pesan(hasil)


def test_a_pdf_that_repeats_a_line_endlessly_is_compared_in_no_time():
    mulai = time.process_time()
    assert banding.pdf(("Kepada", "SEHAT"), ["Kepada", *["SEHAT"] * 5_000], halaman=2) == []
    assert time.process_time() - mulai < 2


def test_a_docx_blown_up_with_empty_paragraphs_is_not_even_read(kantor: Kantor):
    besar = ganti_teks(sertifikat(kantor).docx, "<w:body>", "<w:body>" + "<w:p/>" * 400_000)
    mulai = time.process_time()
    with pytest.raises(DataTidakSah, match="terlalu panjang untuk sebuah sertifikat"):
        periksa(kantor, besar)
    assert time.process_time() - mulai < 1


@pytest.mark.parametrize("angka", ["- 9000 -", "- 2 -"])
def test_a_number_typed_as_a_paragraph_is_no_page_number(kantor: Kantor, angka: str):
    palsu = ganti_teks(
        sertifikat(kantor).docx, "<w:sectPr", f"<w:p><w:r><w:t>{angka}</w:t></w:r></w:p><w:sectPr"
    )
    for hasil in (periksa(kantor, palsu), periksa(None, palsu, publik=kunci.publik_kantor(kantor.folder))):
        assert hasil.putusan is Putusan.TIDAK_ASLI
        assert f"Ditambahkan: “{angka}”." in pesan(hasil)


def test_a_page_number_that_word_counted_anew_is_no_change(kantor: Kantor):
    satu = sertifikat(kantor)
    kini = ubah(satu.docx, lambda n, i: i.replace(b"<w:t>2</w:t>", b"<w:t>7</w:t>") if "header" in n else i)
    assert kini != satu.docx
    assert periksa(kantor, kini).putusan is Putusan.ASLI
