"""A type that says `satu_halaman` never becomes two pages silently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from naskah import issue, pdf
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.massal import rampung
from tests.bahan.kantor import contoh
from tests.bahan.massal import berkas, lanjut, mulai

pytestmark = pytest.mark.skipif(not pdf.tersedia(), reason="LibreOffice tidak terpasang")
JENIS = "sertifikat-nik"
PANJANG = {"nama": "Koperasi Umpama Panjang", "nik": "5371010010003", "alamat": "Jalan Contoh Panjang " * 120}
KATA = "menjadi 2 halaman, padahal harus satu"


def test_a_certificate_of_two_pages_is_named_when_it_is_made(kantor: Kantor):
    (surat,) = issue.buat(kantor, Permintaan(JENIS, contoh(JENIS, koperasi=PANJANG)), pdf=True)
    (kata,) = surat.peringatan
    assert f"Koperasi-Umpama-Panjang_{surat.id} {KATA}" in kata
    (biasa,) = issue.buat(kantor, Permintaan(JENIS, contoh(JENIS)), pdf=True)
    assert biasa.peringatan == ()


def test_a_letter_of_another_type_may_have_as_many_pages_as_it_needs(kantor: Kantor):
    (surat,) = issue.buat(kantor, Permintaan("sk-tim-kerja", contoh("sk-tim-kerja")), pdf=True)
    assert not [kata for kata in surat.peringatan if "halaman" in kata]


def test_a_merge_says_in_the_row_which_certificate_has_two_pages(kantor: Kantor, tmp_path: Path):
    baris: list[dict[str, Any]] = [contoh(JENIS), contoh(JENIS, koperasi=PANJANG)]
    id_ = mulai(kantor, berkas(tmp_path, baris), JENIS, pdf=True)
    ringkasan = lanjut(kantor, id_)
    assert [KATA in kata for kata in ringkasan.peringatan] == [True]
    with kantor.ledger.baca() as baca:
        pertama, kedua = baca.daftar_pekerjaan(id_)
    assert pertama.pesan == ""
    assert KATA in kedua.pesan
    assert rampung.ringkas(kantor, id_).keadaan == {"selesai": 2}
