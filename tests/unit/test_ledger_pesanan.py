"""Reserved numbers: held, used out of turn, given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from registers.dasar.galat import NomorDitolak
from registers.dasar.pola import BELUM
from registers.ledger import Celah, Ledger
from tests.conftest_ledger import SERI, simpan_bernomor, terbitkan

Pasang = Callable[..., Ledger]


def tgl(hari: int, bulan: int = 11, tahun: int = 2026) -> date:
    return date(tahun, bulan, hari)


def nomor_semua(ledger: Ledger) -> list[str]:
    with ledger.baca() as baca:
        return sorted(n.nomor for n in baca.cari(batas=None))


def test_reserved_numbers_are_held_used_out_of_turn_and_given_up(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
        dua, tiga = tx.pesan(SERI.id, tgl(10), "Bidang UKM", 2, klas="500")
        assert terbitkan(tx, tgl(20)).urut == 4
        # Exempt from the order of dates, and its own date does not move the order on.
        surat = simpan_bernomor(tx, tx.alokasi(SERI.id, tgl(30), klas="518", pesanan=dua.teks))
        assert (surat.nomor, surat.tanggal) == ("518/2/DKUKM", tgl(30))
        assert terbitkan(tx, tgl(20)).urut == 5
        assert [n.urut for n in tx.pesanan()] == [3]
        tx.lepas(tiga, "surat tidak jadi")
    with ledger.baca() as baca:
        assert baca.celah() == [Celah(SERI.id, 2026, 3, "dilepas: surat tidak jadi")]
        assert [p.jenis for p in baca.peristiwa()].count("pesan") == 1


def test_the_date_of_a_reserved_number_never_holds_up_the_letters_after_it(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
        tx.pesan(SERI.id, tgl(30), "Bidang UKM")
        assert terbitkan(tx, tgl(10)).urut == 3
        tx.pesan(SERI.id, tgl(10), "Bidang UKM")
        simpan_bernomor(tx, tx.alokasi(SERI.id, tgl(30), klas="500", pesanan="4"))
        assert terbitkan(tx, tgl(11)).urut == 5
        with pytest.raises(NomorDitolak, match=r"500\.3/5/DKUKM tanggal 11"):
            tx.alokasi(SERI.id, tgl(10), klas="500")


def test_a_reserved_number_may_be_named_by_its_running_number(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        tx.pesan(SERI.id, tgl(10), "Sekretariat", 2, klas="500")
        assert simpan_bernomor(tx, tx.alokasi(SERI.id, tgl(11), klas="500", pesanan="2")).urut == 2


def test_numbers_may_be_reserved_before_anybody_knows_the_code_of_the_letter(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        assert [n.teks for n in tx.pesan(SERI.id, tgl(10), "Bidang", 2)] == ["…/1/DKUKM", "…/2/DKUKM"]
        for pesanan, nomor in (("…/1/DKUKM", "500/1/DKUKM"), ("500/2/DKUKM", "500/2/DKUKM")):
            surat = simpan_bernomor(tx, tx.alokasi(SERI.id, tgl(11), klas="500", pesanan=pesanan))
            assert surat.nomor == nomor
        assert tx.pesanan() == []


def test_an_example_number_leaves_parts_open_and_cannot_be_taken(
    pasang_seri: Pasang,
) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        assert tx.berikut(SERI.id, tgl(10), klas=BELUM).teks == "…/1/DKUKM"
        with pytest.raises(NomorDitolak, match="belum lengkap"):
            tx.alokasi(SERI.id, tgl(10), klas=BELUM)


def test_a_held_number_shows_as_a_gap_with_the_one_it_is_held_for(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        tx.pesan(SERI.id, tgl(10), "Bidang UKM", klas="500")
    with ledger.baca() as baca:
        assert baca.celah(SERI.id) == [Celah(SERI.id, 2026, 1, "dipesan untuk Bidang UKM")]


@pytest.mark.parametrize("pesanan", ["9", "500/9/DKUKM", "500/1/DKUKM", "omong kosong"])
def test_a_number_that_is_not_held_cannot_be_used_as_reserved(pasang_seri: Pasang, pesanan: str) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10), klas="500")
    with pytest.raises(NomorDitolak, match="tidak sedang dipesan"), ledger.tulis("Penguji") as tx:
        tx.alokasi(SERI.id, tgl(10), klas="500", pesanan=pesanan)


def test_a_reservation_belongs_to_the_year_it_was_made_for(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        tx.pesan(SERI.id, tgl(30, 12), "Sekretariat", klas="500")
    with pytest.raises(NomorDitolak, match="tidak sedang dipesan"), ledger.tulis("Penguji") as tx:
        tx.alokasi(SERI.id, tgl(2, 1, 2027), klas="500", pesanan="1")


@pytest.mark.parametrize(("untuk", "jumlah"), [("", 1), ("Bidang", 0), ("Bidang", 100_000)])
def test_a_reservation_names_its_holder_and_a_sensible_count(
    pasang_seri: Pasang, untuk: str, jumlah: int
) -> None:
    ledger = pasang_seri()
    with pytest.raises(NomorDitolak), ledger.tulis("Penguji") as tx:
        tx.pesan(SERI.id, tgl(10), untuk, jumlah, klas="500")


def test_giving_up_needs_a_reason_and_a_number_that_is_held(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        (nomor,) = tx.pesan(SERI.id, tgl(10), "Bidang", klas="500")
    with pytest.raises(NomorDitolak, match="Alasan"), ledger.tulis("Penguji") as tx:
        tx.lepas(nomor, " ")
    with ledger.tulis("Penguji") as tx:
        tx.lepas(nomor, "salah pesan")
    with pytest.raises(NomorDitolak, match="tidak sedang dipesan"), ledger.tulis("Penguji") as tx:
        tx.lepas(nomor, "lagi")
