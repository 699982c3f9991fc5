"""Sertifikat NIK (SOP 37): only with a NIK, and with what the ministry's own certificate adds to it."""

from __future__ import annotations

import pytest

from naskah import issue, render
from naskah.draf import Permintaan, susun
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah
from tests.bahan.kantor import baris_buku, contoh

JENIS = "sertifikat-nik"


def teks(kantor: Kantor, **ganti: object) -> str:
    draf = susun(kantor, JENIS, contoh(JENIS, **ganti), kantor.hari_ini())
    return render.teks(draf.render(kantor, "17", terbit=True)[0].docx)


def test_a_koperasi_without_a_nik_gets_none(kantor: Kantor):
    tanpa = {"nama": "Koperasi Umpama Baru", "badan_hukum": "AHU-0000009.AH.01.26.TAHUN 2026"}
    with pytest.raises(DataTidakSah) as galat:
        issue.buat(kantor, Permintaan(JENIS, contoh(JENIS, koperasi=tanpa)))
    assert [(t.tempat, t.pesan) for t in galat.value.temuan] == [("koperasi", "NIK-nya belum ada")]


def test_the_number_of_the_ministrys_certificate_needs_its_date(kantor: Kantor):
    isi = contoh(JENIS)
    del isi["tanggal_penerbit"]
    with pytest.raises(DataTidakSah) as galat:
        issue.buat(kantor, Permintaan(JENIS, isi))
    assert [t.tempat for t in galat.value.temuan] == ["tanggal_penerbit"]


def test_what_is_not_known_is_not_printed(kantor: Kantor):
    kosong = {"nomor_penerbit": "", "tanggal_penerbit": None}
    koperasi = {"nama": "Koperasi Umpama Baru", "nik": "5371010010003"}
    isi = teks(kantor, koperasi=koperasi, **kosong)
    assert "5371010010003" in isi
    assert "Badan hukum" not in isi
    assert "Kementerian Koperasi Nomor" not in isi
    assert "berlaku sampai" not in isi
    assert "berlaku sampai dengan 31 Desember 2028" in teks(kantor, berlaku_sampai="31 Desember 2028")


def test_it_stands_in_the_register_under_the_name_its_column_knows(kantor: Kantor):
    (surat,) = issue.buat(kantor, Permintaan(JENIS, contoh(JENIS)))
    (baris,) = baris_buku(kantor, "register-sertifikat")
    assert (baris["macam"], baris["nomor"]) == ("Sertifikat NIK Koperasi", surat.nomor)
