"""Merging one cell three ways: every combination of book, file and ledger, for every owner."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from registers.bacaan_sel import kanonik
from registers.definisi import Buku, Kolom, Milik
from registers.ledger.model import Baris
from registers.penggabungan import Gabungan, gabung, tampilan, terlihat

NILAI = ("", "a", "b", "c")


def buku(milik: Milik, jenis: str = "teks") -> Buku:
    """A book of one column."""
    kolom = Kolom("kol", "Kolom", 10, jenis, milik, "" if milik == "orang" else "hal")
    return Buku("uji", "Uji", "Uji", "buku_besar", (kolom,))


def baris(orang: str = "", besar: str = "") -> Baris:
    """A row of that book as the ledger has it."""
    return Baris("uji", 2026, "N-1", {"hal": besar} if besar else {}, 7, 1, {"kol": orang} if orang else {})


def satu(milik: Milik, dasar: str, kini: Baris, mereka: str) -> Gabungan:
    """Merge the one cell."""
    return gabung(buku(milik), {"kol": dasar} if dasar else {}, kini, {"kol": mereka} if mereka else {})


def diambil(hasil: Gabungan) -> list[tuple[str, str]]:
    return [(b.di_buku, b.di_buku_besar) for b in hasil.diambil]


def konflik(hasil: Gabungan) -> list[tuple[str, str]]:
    return [(b.di_buku, b.di_buku_besar) for b in hasil.konflik]


@pytest.mark.parametrize(("dasar", "kini", "mereka"), list(itertools.product(NILAI, repeat=3)))
def test_a_column_of_people(dasar: str, kini: str, mereka: str) -> None:
    hasil = satu("orang", dasar, baris(orang=kini), mereka)
    akhir = str(hasil.orang.get("kol", ""))
    if mereka == kini:
        assert (akhir, hasil.diambil, hasil.konflik, hasil.tulis) == (kini, (), (), frozenset())
    elif mereka == dasar:  # only the ledger changed it: a copy that is behind
        assert (akhir, hasil.diambil, hasil.konflik, hasil.tulis) == (kini, (), (), {"kol"})
    elif dasar == kini:  # only people changed it
        assert (akhir, diambil(hasil), hasil.konflik, hasil.tulis) == (
            mereka, [(mereka, kini)], (), frozenset(),
        )  # fmt: skip
    else:  # both did
        assert (akhir, hasil.diambil, konflik(hasil), hasil.tulis) == (kini, (), [(mereka, kini)], {"kol"})


@pytest.mark.parametrize(("dasar", "kini", "mereka"), list(itertools.product(NILAI, repeat=3)))
def test_a_column_of_the_ledger_never_takes_anything(dasar: str, kini: str, mereka: str) -> None:
    hasil = satu("buku_besar", dasar, baris(besar=kini), mereka)
    assert (hasil.orang, hasil.diambil) == ({}, ())
    if mereka == kini:
        assert (hasil.konflik, hasil.tulis) == ((), frozenset())
    else:
        assert konflik(hasil) == ([] if mereka == dasar else [(mereka, kini)])
        assert hasil.tulis == {"kol"}


@pytest.mark.parametrize(
    ("dasar", "orang", "besar", "mereka"), list(itertools.product(NILAI[:3], NILAI[:3], NILAI, NILAI))
)
def test_a_shared_column_shows_people_first_and_loses_nobodys_value(
    dasar: str, orang: str, besar: str, mereka: str
) -> None:
    kini = baris(orang=orang, besar=besar)
    hasil = satu("bersama", dasar, kini, mereka)
    kami, akhir = orang or besar, str(hasil.orang.get("kol", ""))
    if mereka == kami:
        assert (akhir, hasil.diambil, hasil.konflik, hasil.tulis) == (orang, (), (), frozenset())
    elif mereka == dasar:
        assert (akhir, hasil.diambil, hasil.konflik, hasil.tulis) == (orang, (), (), {"kol"})
    elif dasar == kami or (mereka and not orang):  # what was typed into a shared cell stands
        assert (akhir, diambil(hasil), hasil.konflik) == (mereka, [(mereka, kami)], ())
        assert hasil.tulis == ({"kol"} if not mereka and besar else set())  # the ledger's value shows again
    else:
        assert (akhir, konflik(hasil), hasil.tulis) == (orang, [(mereka, kami)], {"kol"})


def test_a_column_that_is_gone_from_the_sheet_says_nothing() -> None:
    hasil = gabung(buku("orang"), {"kol": "a"}, baris(orang="a"), {}, ["kol"])
    assert (hasil.orang, hasil.diambil, hasil.konflik, hasil.tulis) == ({"kol": "a"}, (), (), frozenset())


@pytest.mark.parametrize(
    ("nilai", "jenis", "teks"),
    [
        (None, "teks", ""),
        ("", "teks", ""),
        (12, "teks", "12"),
        (12.0, "teks", "12"),
        (12.5, "teks", "12.5"),
        ("12.0", "teks", "12.0"),
        ("12.0", "bilangan", "12"),
        ("012", "bilangan", "12"),
        ("1e3", "rupiah", "1000"),
        ("tujuh", "bilangan", "tujuh"),
        ("NaN", "bilangan", "NaN"),
        ("1234567890123456", "bilangan", "1234567890123456"),
        (date(2026, 11, 5), "tanggal", "2026-11-05"),
        (date(2026, 11, 5), "teks", "05-11-2026"),
        ("5 Nov", "tanggal", "5 Nov"),
        (True, "teks", "Ya"),
        (False, "teks", "Tidak"),
        ("a\r\nb\rc", "teks", "a\nb\nc"),
        (1e20, "bilangan", "100000000000000000000"),
    ],
)
def test_one_spelling_for_every_value(nilai: object, jenis: str, teks: str) -> None:
    assert kanonik(nilai, jenis) == teks
    assert kanonik(kanonik(nilai, jenis), jenis) == teks


def test_a_formula_counts_by_its_text_where_the_ledger_writes_and_by_its_result_where_people_do() -> None:
    rumus, nilai = {"kol": "=1+1"}, {"kol": 2}
    assert terlihat(buku("buku_besar"), nilai, rumus) == {"kol": "=1+1"}
    assert terlihat(buku("orang"), nilai, rumus) == {"kol": "2"}
    assert terlihat(buku("bersama"), nilai, rumus) == {"kol": "2"}


def test_numbers_written_differently_are_no_edit() -> None:
    hasil = gabung(buku("orang", "rupiah"), {"kol": "12"}, baris(orang="12.00"), {"kol": "12"})
    assert (hasil.diambil, hasil.konflik, hasil.tulis) == ((), (), frozenset())


def test_blank_cells_are_not_shown() -> None:
    assert tampilan(buku("bersama"), {"hal": ""}, {"kol": ""}) == {}
    assert tampilan(buku("bersama"), {"hal": "besar"}, {"kol": ""}) == {"kol": "besar"}
    assert tampilan(buku("orang"), {"hal": "besar"}, {}) == {}
