"""A page of a book: what is found, in which order, and how it is read. On both engines."""

from __future__ import annotations

import pytest

from naskah import buku, lihat_buku
from naskah.kantor import Kantor
from registers.bacaan_sel import bacaan
from registers.ledger import Ledger
from tests.bahan.sinkron import MINI, TAHUN


@pytest.fixture
def isi(ledger: Ledger) -> Ledger:
    """Six rows of the small book."""
    with ledger.tulis("penguji") as tx:
        urut = tx.catat("terbit", "", {}).urut
        for ke, hal in enumerate(["Undangan Rapat", "Laporan 100%", "Édisi_khusus", "Undangan pameran"], 1):
            nilai = {"hal": hal, "tanggal": f"2026-11-{ke:02}", "jumlah": 12 - ke, "lokasi": f"Rak {ke}"}
            tx.bukukan("mini", TAHUN, f"N-{ke}", {**nilai, "pelaku": "Rahasia"}, urut)
        orang = {"catatan": 'titip "Bu Ani"', "lokasi": "Lemari", "biaya": "12500.5", "janji": "2026-12-24"}
        tx.bukukan("mini", TAHUN, "N-5", {"hal": "Biasa", "lokasi": "Rak 5"}, urut, orang=orang)
        tx.bukukan("mini", TAHUN, "N-6", {"hal": "Biasa"}, urut, orang={"biaya": "gratis saja"})
    return ledger


def cari(ledger: Ledger, **apa: object) -> list[str]:
    with ledger.baca() as baca:
        baris, jumlah = baca.baris_halaman(MINI, TAHUN, **apa)  # type: ignore[arg-type]
    assert jumlah == len(baris)
    return [b.kunci for b in baris]


@pytest.mark.parametrize(
    ("kata", "kunci"),
    [
        ("", ["N-1", "N-2", "N-3", "N-4", "N-5", "N-6"]),
        ("undangan", ["N-1", "N-4"]),
        ("PAMERAN undang", ["N-4"]),
        ("100%", ["N-2"]),
        ("%", ["N-2"]),
        ("_", ["N-3"]),
        ("Édisi", ["N-3"]),
        ('"bu', ["N-5"]),
        ("02-11-2026", ["N-2"]),
        ("24-12", ["N-5"]),
        ("gratis saja", ["N-6"]),
        ("ÉDISI", ["N-3"]),
        ("2026-11-02", ["N-2"]),
        ("12.500,50", ["N-5"]),
        ("12500.5", ["N-5"]),
        ("rapat\0", []),
        ("lemari", ["N-5"]),
    ],
)
def test_words_are_found_in_what_the_cells_show(isi: Ledger, kata: str, kunci: list[str]) -> None:
    assert cari(isi, kata=kata) == kunci


def test_words_that_no_cell_shows_are_not_found(isi: Ledger) -> None:
    assert cari(isi, kata="rahasia") == []  # who recorded it is no column of this book
    assert cari(isi, kata="tanggal") == []  # keys of the booking are no words
    assert cari(isi, kata="*'); drop table baris_buku;--") == []


def test_a_filter_looks_into_its_own_cell(isi: Ledger) -> None:
    assert cari(isi, saring={"lokasi": "rak"}) == ["N-1", "N-2", "N-3", "N-4"]
    assert cari(isi, saring={"lokasi": "rak 5"}) == []  # people's value stands there
    assert cari(isi, saring={"hal": "undangan", "lokasi": "4"}) == ["N-4"]
    assert cari(isi, saring={"janji": "24-12-2026"}) == ["N-5"]
    assert cari(isi, saring={"urutan": "3", "catatan": " "}) == ["N-3"]
    assert len(cari(isi, saring={"entah": "apa"})) == 6  # no such column: says nothing


def test_rows_are_sorted_by_a_column_and_blank_ones_come_last(isi: Ledger) -> None:
    assert cari(isi, urut="jumlah") == ["N-4", "N-3", "N-2", "N-1", "N-5", "N-6"]
    assert cari(isi, urut="jumlah", turun=True) == ["N-1", "N-2", "N-3", "N-4", "N-5", "N-6"]
    assert cari(isi, urut="hal")[:3] == ["N-5", "N-6", "N-2"]
    assert cari(isi, urut="urutan", turun=True)[0] == "N-6"
    assert cari(isi, urut="biaya")[:3] == ["N-5", "N-1", "N-2"]  # text among numbers sorts as nothing
    assert cari(isi, urut="janji") == cari(isi, urut="janji", turun=True)  # one date: the others keep order
    assert cari(isi, kata="undangan", saring={"lokasi": "rak"}, urut="jumlah") == ["N-4", "N-1"]
    assert cari(isi, urut="entah") == cari(isi)


def test_dates_sort_by_day_and_numbers_by_size(ledger: Ledger) -> None:
    with ledger.tulis("penguji") as tx:
        urut = tx.catat("terbit", "", {}).urut
        for ke, (hari, jumlah) in enumerate([("2026-12-01", 9), ("2026-11-30", 10), ("2025-12-31", 1)], 1):
            tx.bukukan("mini", TAHUN, f"N-{ke}", {"tanggal": hari, "jumlah": jumlah}, urut)
    assert cari(ledger, urut="tanggal") == ["N-3", "N-2", "N-1"]
    assert cari(ledger, urut="jumlah", turun=True) == ["N-2", "N-1", "N-3"]


def test_rows_with_something_here_and_nothing_there(isi: Ledger) -> None:
    def belum(isi_: str, kosong: str) -> list[str]:
        with isi.baca() as baca:
            return [b.kunci for b in baca.baris_belum(MINI, TAHUN, isi=isi_, kosong=kosong)]

    assert belum("lokasi", "jumlah") == ["N-5"]
    assert belum("hal", "lokasi") == ["N-6"]
    assert belum("biaya", "janji") == ["N-6"]
    assert belum("urutan", "tanggal") == ["N-5", "N-6"]
    assert belum("hal", "urutan") == []


def test_a_page_has_its_rows_and_the_number_of_all(isi: Ledger) -> None:
    with isi.baca() as baca:
        for kata in ("", "a"):
            baris, jumlah = baca.baris_halaman(MINI, TAHUN, kata=kata, batas=2, lewati=2)
            assert ([b.kunci for b in baris], jumlah) == (["N-3", "N-4"], 6)
            assert baca.baris_halaman(MINI, TAHUN, kata=kata, batas=2, lewati=20) == ([], 6)
        assert baca.baris_halaman(MINI, TAHUN + 1) == ([], 0)
        assert baca.tahun_buku("mini") == [TAHUN]


@pytest.mark.parametrize(
    ("teks", "jenis", "dibaca"),
    [
        ("2026-11-23", "tanggal", "23-11-2026"),
        ("besok", "tanggal", "besok"),
        ("1250000.5", "rupiah", "1.250.000,50"),
        ("Infinity", "rupiah", "Infinity"),
        ("12.5", "persen", "12,5%"),
        ("1250", "bilangan", "1250"),
        ("", "tanggal", ""),
    ],
)
def test_a_cell_is_read_as_in_excel(teks: str, jenis: str, dibaca: str) -> None:
    assert bacaan(teks, jenis) == dibaca


def test_a_page_says_what_people_may_edit_and_how_the_file_stands(kantor: Kantor) -> None:
    isi = {"koperasi": "Koperasi Contoh Sejahtera", "tanggal_terima": "2-11-2026", "tahun_buku": "2025"}
    buku.tambah(kantor, "register-rat", isi)
    hal = lihat_buku.halaman(kantor, "register-rat", 2026, lihat_buku.Permintaan(halaman=9))
    assert (hal.jumlah, hal.halaman, hal.jumlah_halaman) == (1, 1, 1)
    assert (hal.ringkas.ada, hal.ringkas.menunggu, hal.tahun_ada) == (True, 0, (2026,))
    assert {k.kunci for k in hal.kolom if not k.boleh} >= {"urutan"}
    assert hal.baris[0].sel["koperasi"].bacaan == "Koperasi Contoh Sejahtera"
