"""Values of the treasurer's desk: accounts of six levels, bank accounts, numbers that SIPD gave."""

from decimal import Decimal

import pytest

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds import semua

ATK = "5.1.02.01.01.0024"


def baca(jenis, raw, **isian):
    return semua()[jenis].baca(raw, Isian("x", jenis, **isian), TanpaAcuan())


def cetak(jenis, nilai):
    return semua()[jenis].cetak("x", nilai, Isian("x", jenis))


def tolak(jenis, raw, **isian):
    with pytest.raises(NilaiSalah) as galat:
        baca(jenis, raw, **isian)
    assert galat.value.saran
    return galat.value.pesan


@pytest.mark.parametrize(
    "raw", [ATK, f" {ATK} ", "5 . 1 . 02 . 01 . 01 . 0024", f"{ATK}.", "5.1.02.01.\n01.0024"]
)
def test_an_account_is_read_with_blanks_wherever_they_stand(raw):
    assert baca("kode_rekening", raw) == ATK


@pytest.mark.parametrize(
    ("raw", "pesan"),
    [
        ("5.1.2.01.01.0024", "tingkat 3 (jenis) tertulis “2”, padahal 2 angka"),
        ("51.1.02.01.01.0024", "tingkat 1 (akun) tertulis “51”, padahal 1 angka"),
        ("5.1.02.01.01.24", "tingkat 6 (sub rincian objek) tertulis “24”, padahal 4 angka"),
        ("5.1.02..01.0024", "tingkat 4 (objek) kosong, padahal 2 angka"),
        ("5.1.O2.01.01.0024", "tingkat 3 (jenis) tertulis “O2”"),
        (f"{ATK} Alat Tulis Kantor", "tingkat 6 (sub rincian objek) tertulis “0024AlatTulisKantor”"),
        ("5.1.02.01", "belum ada tingkat 5 (rincian objek), 6 (sub rincian objek)"),
        (f"{ATK}.01", "ada 7 tingkat"),
        ("٥.1.02.01.01.0024", "tingkat 1 (akun)"),
        (5.1, "tingkat 1 (akun)"),
        ("", "tingkat 1 (akun) kosong"),
    ],
)
def test_a_wrong_account_is_refused_with_its_wrong_level(raw, pesan):
    assert pesan in tolak("kode_rekening", raw)


def test_every_wrong_level_of_an_account_is_named_at_once():
    pesan = tolak("kode_rekening", "5.1.2.1.01.0024")
    assert "tingkat 3" in pesan
    assert "tingkat 4" in pesan


@pytest.mark.parametrize(
    ("raw", "nilai"),
    [
        ("001.01.13.000012-3", "00101130000123"),
        (" 0012 3456 7890 ", "001234567890"),
        ("0012345", "0012345"),
    ],
)
def test_a_bank_account_keeps_its_digits_and_the_zeros_in_front(raw, nilai):
    assert baca("rekening_bank", raw) == nilai
    assert cetak("rekening_bank", nilai) == {"x": nilai}


@pytest.mark.parametrize(
    ("raw", "pesan"),
    [
        ("0012345O", "hanya boleh berisi angka"),
        ("Bank NTT 00123456", "hanya boleh berisi angka"),
        ("00/123456", "hanya boleh berisi angka"),
        (12345678, "nol di depannya dapat hilang"),
        (12345678.0, "nol di depannya dapat hilang"),
        (Decimal(12345678), "nol di depannya dapat hilang"),
        ("1,23456E+11", "digit terakhirnya hilang"),
        ("1234", "berisi 4 angka"),
        ("1" * 31, "berisi 31 angka"),
        ("", "hanya boleh berisi angka"),
        (None, "bukan teks"),
    ],
)
def test_a_doubtful_bank_account_is_refused(raw, pesan):
    assert pesan in tolak("rekening_bank", raw)


def test_a_field_may_say_how_long_its_bank_accounts_are():
    assert "antara 14 dan 14 angka" in str(_saran("0012345", minimal=14, maksimal=14))


def _saran(raw, **isian):
    with pytest.raises(NilaiSalah) as galat:
        baca("rekening_bank", raw, **isian)
    return galat.value.saran


@pytest.mark.parametrize(
    "raw",
    [
        "53.00/02.0/000001/LS/2.17.0.00.0.00.01.0000/M/1/2026",
        "53.00/02.0/ 0377/LS/2.17.0.00.0.0.00.01.00000/P.02/1.0/2026",
        "53.00 / 02.0/000001",
        "bukan  nomor",
        "A\N{NO-BREAK SPACE}1",
    ],
)
def test_a_number_of_sipd_is_kept_letter_by_letter(raw):
    assert baca("nomor_sipd", raw) == raw
    assert baca("nomor_sipd", f" \t{raw}\n") == raw
    assert cetak("nomor_sipd", raw) == {"x": raw}


@pytest.mark.parametrize(
    ("raw", "pesan"),
    [
        ("53.00/02.0\n000001", "lebih dari satu baris"),
        ("53.00\t02.0", "lebih dari satu baris"),
        ("53.00/{{ x }}", "tanda templat"),
        ("53.00/{% x", "tanda templat"),
        ("53.00/\N{ZERO WIDTH SPACE}02.0", "tidak kelihatan"),
        ("  ", "kosong"),
        ("1" * 201, "terlalu panjang"),
        (True, "bukan teks"),
    ],
)
def test_what_is_no_line_of_text_is_no_number(raw, pesan):
    assert pesan in tolak("nomor_sipd", raw)


@pytest.mark.parametrize("jenis", ["kode_rekening", "rekening_bank", "nomor_sipd"])
def test_an_empty_field_prints_as_nothing(jenis):
    assert cetak(jenis, None) == {"x": ""}
