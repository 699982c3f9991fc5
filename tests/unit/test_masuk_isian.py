"""The columns of a book are the form: one validation for prompt, file, import and typed rows."""

from __future__ import annotations

from datetime import date

import pytest

from registers.dasar.galat import DataTidakSah
from registers.definisi import muat_buku, urai
from registers.isian_buku import sahkan

AGENDA = muat_buku()["agenda-surat-masuk"]
BERSAMA = b"""
judul = "Contoh"
lembar = "Contoh"
sumber = "buku_besar"
[[kolom]]
kunci = "jatuh_tempo"
judul = "Jatuh Tempo"
lebar = 10
jenis = "tanggal"
milik = "orang"
[[kolom]]
kunci = "asal"
judul = "Asal"
lebar = 10
jenis = "pegawai"
dari = "asal"
pilihan = ["Kupang", "Ende"]
[[kolom]]
kunci = "isi"
judul = "Isi"
lebar = 10
jenis = "paragraf"
dari = "hal"
"""


def test_a_typed_row_becomes_canonical_values_and_blanks_are_left_out() -> None:
    mentah = {
        "tanggal_terima": date(2026, 11, 23), "tanggal": "20-11-2026", "nomor": 12, "dari": "  Desa  Contoh ",
        "hal": "Undangan", "sifat": "SEGERA", "kode": " ", "indeks": None, "lampiran": "",
    }  # fmt: skip
    assert sahkan(AGENDA, mentah) == {
        "tanggal_terima": "2026-11-23",
        "tanggal": "2026-11-20",
        "nomor": "12",
        "dari": "Desa Contoh",
        "hal": "Undangan",
        "sifat": "segera",
    }


def test_every_finding_is_told_at_once_under_the_heading_of_its_column() -> None:
    with pytest.raises(DataTidakSah) as galat:
        sahkan(AGENDA, {"tanggal": "31-02-2026", "sifat": "kilat", "hall": "x"})
    temuan = {t.tempat: t for t in galat.value.temuan}
    assert set(temuan) == {"Tanggal Surat", "Sifat", "hall", "Dari", "Isi Ringkas"}
    assert temuan["hall"].saran == "maksudnya hal?"
    assert temuan["Dari"].pesan == "belum diisi"
    assert temuan["Tanggal Surat"].nilai == "31-02-2026"


def test_a_dash_means_none_where_no_text_is_expected() -> None:
    isi = sahkan(AGENDA, {"dari": "Desa", "hal": "-", "tanggal": "-", "sifat": "–"})
    assert isi == {"dari": "Desa", "hal": "-"}


def test_what_people_type_into_their_own_column_is_never_refused() -> None:
    buku = urai("contoh", BERSAMA)
    assert sahkan(buku, {"jatuh_tempo": "minggu depan"}) == {"jatuh_tempo": "minggu depan"}
    assert sahkan(buku, {"jatuh_tempo": "1-12-2026"}) == {"jatuh_tempo": "2026-12-01"}


def test_unknown_kinds_are_text_and_offered_words_get_their_spelling() -> None:
    buku = urai("contoh", BERSAMA)
    assert sahkan(buku, {"asal": "kupang"}) == {"asal": "Kupang"}
    assert sahkan(buku, {"asal": "Soe", "isi": "Satu\n\nDua"}) == {"asal": "Soe", "isi": "Satu\nDua"}
