"""Accepting changed series into a ledger that has numbers, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registers.dasar.galat import KantorSalah, NomorDitolak, TidakDitemukan
from registers.ledger import Ledger, Seri
from tests.conftest_ledger import SERI, terbitkan
from tests.unit.test_ledger_nomor import LUAR, Pasang, tgl


def test_a_late_letter_of_a_past_year_cannot_repeat_a_number_that_another_series_gave_then(
    pasang_seri: Pasang,
) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10, tahun=2025), klas="500")
        tx.terapkan_seri([replace(SERI, id="lain")])
        with pytest.raises(NomorDitolak, match="sudah dipakai dalam seri surat-keluar"):
            tx.alokasi("lain", tgl(10, tahun=2025), klas="500")


def test_the_restart_rule_of_a_numbered_series_cannot_change(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
    with pytest.raises(KantorSalah, match="sudah bernomor"), ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([replace(SERI, reset="tidak")])


def test_series_that_clash_are_not_accepted(ledger: Ledger) -> None:
    with pytest.raises(KantorSalah), ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([SERI, replace(SERI, id="surat-lain")])
    with ledger.baca() as baca:
        assert baca.seri() == []


def test_a_renamed_series_may_not_print_the_numbers_of_this_year_again(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
        terbitkan(tx, tgl(10))
    baru = replace(SERI, id="keluar")
    with pytest.raises(KantorSalah, match=r"500\.3/2/DKUKM") as galat, ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([baru])
    assert 'pertahankan id "surat-keluar", atau tulis mulai = 3' in str(galat.value)
    with ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([replace(baru, mulai=3)])
        assert terbitkan(tx, tgl(10), seri="keluar").nomor == "500.3/3/DKUKM"


def test_a_reserved_number_whose_text_is_still_open_is_not_printed_by_another_series(
    pasang_seri: Pasang,
) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        tx.pesan(SERI.id, tgl(10), "Bidang", 2)
    with pytest.raises(KantorSalah, match="mulai = 3"), ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([replace(SERI, id="keluar")])


def test_a_pattern_that_another_series_has_left_this_year_is_taken_where_its_numbers_end(
    pasang_seri: Pasang,
) -> None:
    ledger = pasang_seri()
    lama = replace(SERI, pola="{klas}/{urut}/KUKM")
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10))
        tx.terapkan_seri([lama])
        assert terbitkan(tx, tgl(10)).nomor == "500.3/2/KUKM"
    with pytest.raises(KantorSalah, match="mulai = 2"), ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([lama, replace(SERI, id="keluar")])
    with ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([lama, Seri("keputusan", "{urut}/KEP/{tahun}")])


def test_the_numbers_of_past_years_bind_only_a_series_that_never_restarts(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, tgl(10, tahun=2025))
        tx.terapkan_seri([replace(SERI, id="keluar")])
    with pytest.raises(KantorSalah, match="mulai = 2"), ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([replace(SERI, id="terus", reset="tidak")])


def test_a_changed_series_is_reported_and_taken_only_when_applied(pasang_seri: Pasang) -> None:
    ledger = pasang_seri(SERI, LUAR)
    baru = [replace(SERI, pola="{urut}/{kode_pd}", mulai=5), Seri("nd", "{urut}/ND")]
    with ledger.baca() as baca:
        assert baca.beda_seri([SERI, LUAR]) == []
        assert (
            baca.beda_seri([replace(SERI, tetap={"kode_pd": "DKUKM", "bidang": "tak tercetak"}), LUAR]) == []
        )
        assert baca.beda_seri(baru) == [
            "seri nd belum ada di buku besar",
            "seri keputusan-gubernur tidak ada lagi di kantor.toml",
            "seri surat-keluar: pola {klas}/{urut}/DKUKM menjadi {urut}/DKUKM",
            "seri surat-keluar: mulai 1 menjadi 5",
        ]
    with ledger.tulis("Penguji") as tx:
        tx.terapkan_seri(baru)
        assert [s.id for s in tx.seri()] == ["surat-keluar", "nd"]
        with pytest.raises(TidakDitemukan):
            tx.alokasi(LUAR.id, tgl(10), luar="1/KEP/HK/2026")
        assert tx.peristiwa()[-1].jenis == "seri"
