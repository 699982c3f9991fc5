"""The page that checks a certificate: a pasted code, an uploaded file, and what is wrong with both."""

from __future__ import annotations

import html

from naskah import perubahan
from naskah.kantor import Kantor
from naskah.web.peladen import Peladen
from tests.bahan.segel import ganti_teks, sertifikat
from tests.web.conftest import Peramban


def teks(jawab: object) -> str:
    return html.unescape(jawab.text)  # type: ignore[attr-defined]


def test_the_first_page_leads_to_it(peramban: Peramban):
    assert 'href="/verifikasi"' in peramban.buka("/")
    assert "Teks QR" in peramban.buka("/verifikasi")


def test_a_pasted_code_and_an_uploaded_file_get_the_commands_answer(peramban: Peramban, kantor: Kantor):
    satu = sertifikat(kantor)
    halaman = teks(peramban.kirim("/verifikasi", {"kode": str(satu.kode)}))
    assert ">ASLI</h2>" in halaman
    assert f'href="/surat/{satu.surat.id}"' in halaman
    assert "Koperasi Contoh Maju" in halaman
    palsu = ganti_teks(satu.docx, "Koperasi Contoh Maju", "Koperasi Palsu")
    halaman = teks(peramban.kirim("/verifikasi", files={"berkas": ("surat.docx", palsu)}))
    assert "TIDAK ASLI ATAU SUDAH DIUBAH" in halaman
    assert "Nama koperasi: tertulis “Koperasi Palsu”, semestinya “Koperasi Contoh Maju”." in halaman


def test_a_voided_letter_and_an_unreadable_code_say_so(peramban: Peramban, kantor: Kantor, peladen: Peladen):
    satu = sertifikat(kantor)
    perubahan.batal(kantor, satu.surat.id, alasan="salah koperasi")
    assert "sudah dibatalkan" in teks(peramban.kirim("/verifikasi", {"kode": str(satu.kode)}))
    jawab = peramban.kirim("/verifikasi", {"kode": "NASKAH1|rusak"})
    assert jawab.status_code == 422
    assert "Kode segel tidak terbaca" in teks(jawab)
    assert "NASKAH1|rusak" in teks(jawab)
    assert "Belum ada yang diperiksa" in teks(peramban.kirim("/verifikasi"))
