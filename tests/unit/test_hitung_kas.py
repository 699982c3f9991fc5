"""Closing a cash book: a difference is refused (SOP 9–11)."""

from datetime import date
from decimal import Decimal

import pytest

from naskah.hitung._kas import (
    GerakKas,
    hitung_penutupan,
    tutup,
)
from registers.dasar.galat import DataTidakSah

D = Decimal


def gerak(hari, terima="0.00", keluar="0.00", bulan=11):
    return GerakKas(date(2026, bulan, hari), D(terima), D(keluar))


BUKU = [
    gerak(30, terima="100.00", bulan=10),
    gerak(2, keluar="40.00"),
    gerak(30, terima="15.50"),
    gerak(1, keluar="70.00", bulan=12),
]


def tutup_november(kas, bank, **lain):
    return tutup(hitung_penutupan(BUKU, (2026, 11), kas_tunai=D(kas), bank=D(bank), **lain))


def test_a_month_is_closed_when_the_money_is_what_the_book_says():
    p = tutup_november("25.50", "50.00")
    assert (p.saldo_awal, p.terima, p.keluar, p.saldo) == (D(100), D("15.50"), D("40.00"), D("75.50"))
    assert (p.terima_sd, p.keluar_sd, p.selisih) == (D("115.50"), D("40.00"), 0)
    assert tutup_november("20.50", "40.00", surat_berharga=D("15.00")).saldo == D("75.50")


@pytest.mark.parametrize(("kas", "arah"), [("25.49", "kurang Rp0,01"), ("25.51", "lebih Rp0,01")])
def test_a_difference_is_named_and_refused(kas, arah):
    with pytest.raises(DataTidakSah) as galat:
        tutup_november(kas, "50.00")
    assert "November 2026" in galat.value.message
    (temuan,) = galat.value.temuan
    assert temuan.tempat == "kas_tunai"
    assert arah in temuan.pesan


def test_amounts_below_zero_do_not_close_a_month_even_when_they_agree():
    with pytest.raises(DataTidakSah) as galat:
        tutup_november("-4.50", "80.00")
    assert [t.tempat for t in galat.value.temuan] == ["kas_tunai"]
