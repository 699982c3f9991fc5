"""Which rows are printed: named ones, ranges, all; every one that cannot be found is told at once."""

from __future__ import annotations

import pytest

from naskah.cetak.baris import Pilihan, Terpilih, pilih
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from tests.bahan.cetak import bukukan

BUKU = ("pengendali-masuk",)


def kunci(kantor: Kantor, pilihan: Pilihan, buku: tuple[str, ...] = BUKU) -> list[str]:
    return [b.kunci for _, b in terpilih(kantor, pilihan, buku).baris]


def terpilih(kantor: Kantor, pilihan: Pilihan, buku: tuple[str, ...] = BUKU) -> Terpilih:
    with kantor.ledger.baca() as baca:
        return pilih(kantor, baca, buku, pilihan)


@pytest.fixture
def tiga(kantor: Kantor) -> Kantor:
    """Three rows: dates 16, 17, 18 November, numbers 1, 2, 3."""
    for ke, id_ in enumerate(("M-aaa", "M-bbb", "M-ccc")):
        bukukan(kantor, id_, nomor=f"{ke + 7}/X/2026", tanggal=f"2026-11-{16 + ke}")
    return kantor


@pytest.mark.parametrize(
    ("apa", "hasil"),
    [
        (("M-bbb",), ["M-bbb"]),
        (("m-BBB",), ["M-bbb"]),
        (("3", "1"), ["M-ccc", "M-aaa"]),
        (("8/X/2026",), ["M-bbb"]),
        (("1", "M-aaa", "7/X/2026"), ["M-aaa"]),
    ],
)
def test_rows_are_named_by_id_number_or_letter_number_in_the_order_typed(
    tiga: Kantor, apa: tuple[str, ...], hasil: list[str]
):
    assert kunci(tiga, Pilihan(apa)) == hasil


@pytest.mark.parametrize(
    ("dari", "sampai", "hasil"),
    [
        ("2", "", ["M-bbb", "M-ccc"]),
        ("", "2", ["M-aaa", "M-bbb"]),
        ("17-11-2026", "17 November 2026", ["M-bbb"]),
        ("2026-11-17", "3", ["M-bbb", "M-ccc"]),
    ],
)
def test_a_range_goes_by_row_number_or_by_date(tiga: Kantor, dari: str, sampai: str, hasil: list[str]):
    assert kunci(tiga, Pilihan(dari=dari, sampai=sampai)) == hasil


def test_a_branch_prints_the_row_of_its_letter_where_it_has_none_itself(tiga: Kantor):
    assert kunci(tiga, Pilihan(("M-bbb/2",))) == ["M-bbb"]


def test_a_letter_sent_twice_has_both_its_receipts_printed(kantor: Kantor):
    for ke in (1, 2):
        bukukan(kantor, f"N-abc#{ke}", buku="ekspedisi", id="N-abc")
    assert kunci(kantor, Pilihan(("N-abc",)), ("ekspedisi",)) == ["N-abc#1", "N-abc#2"]
    assert kunci(kantor, Pilihan(("N-abc#2",)), ("ekspedisi",)) == ["N-abc#2"]


def test_everything_that_is_not_there_is_told_at_once_and_where_it_is(tiga: Kantor):
    bukukan(tiga, "M-ddd", buku="agenda-surat-masuk")
    with pytest.raises(DataTidakSah) as galat:
        kunci(tiga, Pilihan(("M-ddd", "99", "9/Y/2026", "M-aaa")))
    assert [t.tempat for t in galat.value.temuan] == ["M-ddd", "99", "9/Y/2026"]
    assert galat.value.temuan[0].saran == "barisnya hanya ada di Buku Agenda Surat Masuk"
    assert "--tahun" in galat.value.temuan[1].saran


def test_a_number_two_letters_bear_asks_which(tiga: Kantor):
    bukukan(tiga, "M-lama", tahun=2025, nomor="8/X/2026")
    with pytest.raises(DataTidakSah, match=r"cocok dengan 2 baris.*M-lama.*M-bbb"):
        kunci(tiga, Pilihan(("8/X/2026",)))
    assert kunci(tiga, Pilihan(("8/X/2026",), tahun=2025)) == ["M-lama"]


def test_row_numbers_belong_to_this_year_unless_another_is_named(tiga: Kantor):
    bukukan(tiga, "M-lama", tahun=2025)
    assert kunci(tiga, Pilihan(("1",))) == ["M-aaa"]
    assert kunci(tiga, Pilihan(("1",), tahun=2025)) == ["M-lama"]
    assert kunci(tiga, Pilihan(tahun=2025, semua=True)) == ["M-lama"]


def test_dates_of_two_years_reach_over_both_books(tiga: Kantor):
    bukukan(tiga, "M-lama", tahun=2025, tanggal="2025-12-30")
    assert kunci(tiga, Pilihan(dari="1-12-2025", sampai="16-11-2026")) == ["M-lama", "M-aaa"]


def test_a_range_leaves_out_struck_rows_and_says_so_but_a_named_one_is_printed(tiga: Kantor):
    bukukan(tiga, "M-bbb", status="batal")
    semua = terpilih(tiga, Pilihan(semua=True))
    assert [b.kunci for _, b in semua.baris] == ["M-aaa", "M-ccc"]
    assert semua.catatan == ("1 baris yang batal atau ditarik tidak dicetak.",)
    assert kunci(tiga, Pilihan(("M-bbb",))) == ["M-bbb"]


def test_the_first_book_that_has_the_row_is_taken_or_the_one_named(tiga: Kantor):
    bukukan(tiga, "M-aaa", buku="agenda-surat-masuk")
    bukukan(tiga, "M-eee", buku="agenda-surat-masuk")
    buku = ("agenda-surat-masuk", "pengendali-masuk")
    dua = terpilih(tiga, Pilihan(("M-aaa", "M-bbb")), buku)
    assert [b.id for b, _ in dua.baris] == ["agenda-surat-masuk", "pengendali-masuk"]
    assert kunci(tiga, Pilihan(("2",), buku="pengendali-masuk"), buku) == ["M-bbb"]


def test_a_book_the_page_is_not_made_for_is_refused(tiga: Kantor):
    with pytest.raises(TidakDitemukan, match="Pilih: pengendali-masuk"):
        kunci(tiga, Pilihan(semua=True, buku="ekspedisi"))


@pytest.mark.parametrize(
    ("pilihan", "pesan"),
    [
        (Pilihan(), "Belum disebut baris mana"),
        (Pilihan(dari="kemarin"), "--dari: bukan tanggal.*nomor urut"),
        (Pilihan(dari="50"), "tidak ada baris dalam rentang itu pada tahun 2026"),
    ],
)
def test_what_cannot_be_meant_is_refused(tiga: Kantor, pilihan: Pilihan, pesan: str):
    with pytest.raises(DataTidakSah, match=pesan):
        kunci(tiga, pilihan)
