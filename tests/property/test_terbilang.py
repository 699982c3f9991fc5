"""Terbilang against a reference written from the rules of the language, not from num2words."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers.dasar.terbilang import TERBESAR, terbilang, terbilang_rupiah

SATUAN = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
BESAR = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))


def acuan(n: int) -> str:
    if n == 0:
        return "nol"
    kata: list[str] = []
    for nilai, nama in BESAR:
        banyak, n = divmod(n, nilai)
        if banyak:
            kata += [*ratusan(banyak), nama]
    ribu, n = divmod(n, 1000)
    if ribu == 1:
        kata.append("seribu")
    elif ribu:
        kata += [*ratusan(ribu), "ribu"]
    return " ".join([*kata, *ratusan(n)])


def ratusan(n: int) -> list[str]:
    ratus, n = divmod(n, 100)
    kata = [] if not ratus else ["seratus"] if ratus == 1 else [SATUAN[ratus], "ratus"]
    if n == 10:
        return [*kata, "sepuluh"]
    if n == 11:
        return [*kata, "sebelas"]
    if 12 <= n <= 19:
        return [*kata, SATUAN[n - 10], "belas"]
    puluh, n = divmod(n, 10)
    return [*kata, *([SATUAN[puluh], "puluh"] if puluh else []), *([SATUAN[n]] if n else [])]


VEKTOR = {  # rules.md §6
    0: "nol", 10: "sepuluh", 11: "sebelas", 19: "sembilan belas", 100: "seratus", 1000: "seribu",
    1001: "seribu satu", 1100: "seribu seratus", 2000: "dua ribu", 11000: "sebelas ribu",
    21000: "dua puluh satu ribu", 100000: "seratus ribu", 101000: "seratus satu ribu", 1000000: "satu juta",
    1001000: "satu juta seribu", 1011000: "satu juta sebelas ribu", 4001600: "empat juta seribu enam ratus",
    101001000: "seratus satu juta seribu", 1000000000: "satu miliar",
    1001001001001: "satu triliun satu miliar satu juta seribu satu",
}  # fmt: skip


@pytest.mark.parametrize(("n", "kata"), VEKTOR.items())
def test_the_known_numbers(n, kata):
    assert terbilang(n) == acuan(n) == kata


@given(st.integers(0, TERBESAR))
@settings(max_examples=1000, deadline=None)
def test_any_number_is_spelled_as_the_reference_spells_it(n):
    assert terbilang(n) == acuan(n)


@given(st.integers(1, 999_999_999), st.integers(0, 999))
@settings(max_examples=500, deadline=None)
def test_a_single_thousand_behind_millions_is_seribu(juta, sisa):
    n = juta * 10**6 + 1000 + sisa
    assert terbilang(n) == acuan(n)
    assert "satu ribu" not in terbilang(n).replace("puluh satu ribu", "").replace("ratus satu ribu", "")


@pytest.mark.parametrize("n", [1.0, "1", True, Decimal(1), None])
def test_only_integers_are_spelled(n):
    with pytest.raises(TypeError):
        terbilang(n)


@pytest.mark.parametrize("n", [-1, 10**15])
def test_numbers_outside_the_range_are_refused(n):
    with pytest.raises(ValueError):
        terbilang(n)


def test_money_is_spelled_with_its_sen():
    assert terbilang_rupiah(Decimal("4001600.00")) == "empat juta seribu enam ratus rupiah"
    assert terbilang_rupiah(Decimal("1.05")) == "satu rupiah lima sen"
    with pytest.raises(ValueError):
        terbilang_rupiah(Decimal("1.005"))
    with pytest.raises(TypeError):
        terbilang_rupiah(1.05)
