"""Cells: every ledger value lands as what it is, and never as a formula."""

from __future__ import annotations

from datetime import date

import pytest

from registers.dasar.galat import NilaiSalah
from registers.workbook.sel import Sel, buka, dari_nilai, kolom_dari, lolos, tanggal
from registers.workbook.tinggi import lebar_kolom, tinggi


@pytest.mark.parametrize(
    ("nilai", "jenis", "sel"),
    [
        ("2026-11-23", "tanggal", Sel("46349", angka=True)),
        ("1900-03-01", "tanggal", Sel("61", angka=True)),
        ("1899-01-01", "tanggal", Sel("1899-01-01")),
        ("31 Februari", "tanggal", Sel("31 Februari")),
        ("123", "bilangan", Sel("123", angka=True)),
        ("123.a", "bilangan", Sel("123.a")),
        ("1250000.00", "rupiah", Sel("1250000", angka=True)),
        ("1234567890123456", "bilangan", Sel("1234567890123456")),
        ("1e400", "bilangan", Sel("1e400")),
        ("NaN", "bilangan", Sel("NaN")),
        ("198001012005011001", "nip", Sel("198001012005011001")),
        ("=HYPERLINK(1)", "teks", Sel("=HYPERLINK(1)")),
        (True, "ya_tidak", Sel("Ya")),
        (None, "teks", Sel()),
    ],
)
def test_a_value_becomes_the_cell_its_kind_asks_for(nilai: object, jenis: str, sel: Sel) -> None:
    assert dari_nilai(nilai, jenis, sejak_1904=False) == sel


@pytest.mark.parametrize("awal", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_text_that_looks_like_a_formula_is_written_as_text(awal: str) -> None:
    xml = dari_nilai(awal, "teks", sejak_1904=False).xml(b"A1", b"", b"")
    assert b't="inlineStr"' in xml
    assert b"<f" not in xml


@pytest.mark.parametrize("teks", ["a\x00b", "a\x1fb", "\ufffe", "\ud800", "x" * 32_768, "😀" * 16_384])
def test_what_no_cell_can_hold_is_refused(teks: str) -> None:
    with pytest.raises(NilaiSalah):
        dari_nilai(teks, "teks", sejak_1904=False)


def test_the_longest_text_excel_takes_is_taken() -> None:
    assert dari_nilai("x" * 32_767, "teks", sejak_1904=False).teks


@pytest.mark.parametrize(
    "teks", ["_x0041_", "_x0041_x0042_", 'a & <b> "c"', " tepi ", "dua\nbaris", "é 漢 😀"]
)
def test_text_comes_back_as_it_went(teks: str) -> None:
    assert buka(lolos(teks)) == teks


def test_escapes_other_programs_write_are_understood() -> None:
    assert buka(b"a&#13;&#10;b&#x41;&quot;_x0042__xD800_") == 'a\nbA"B_xD800_'


def test_both_date_systems_of_excel_are_read_and_written() -> None:
    sejak_1904 = dari_nilai("2026-11-23", "tanggal", sejak_1904=True)
    assert tanggal(float(sejak_1904.teks), sejak_1904=True) == date(2026, 11, 23)
    assert tanggal(46349, sejak_1904=False) == date(2026, 11, 23)
    assert tanggal(59, sejak_1904=False) == date(1900, 2, 28)
    assert tanggal(-1, sejak_1904=False) is None


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert Sel("1.0", angka=True).sama(Sel("1", angka=True))
    assert not Sel("1", angka=True).sama(Sel("1"))
    assert Sel().sama(Sel(angka=True))
    assert kolom_dari(b"AB12") == 28


def test_a_row_is_as_high_as_its_longest_wrapped_text() -> None:
    lebar = lebar_kolom(b'<cols><col min="2" max="3" width="10.5" customWidth="1"/></cols>')
    assert lebar == {2: 10.5, 3: 10.5}
    assert tinggi({2: "satu"}, lebar) == 0
    assert tinggi({2: "satu dua tiga empat lima"}, lebar) > tinggi({2: "satu dua tiga"}, lebar) > 0
    assert tinggi({3: "a\nb\nc"}, lebar) == pytest.approx(3 * 12.75 + 2.25)
    assert tinggi({2: "x" * 30_000}, lebar) == 409
    assert tinggi({9: "kolom yang tidak ada lebarnya, tetapi panjang sekali"}, lebar) == 0
