"""Cash books: the running balance, a closing that refuses a difference, the day of the deposit (SOP 9–11)."""

from datetime import date
from decimal import Decimal

import pytest

from naskah.hitung._kas import (
    GerakKas,
    hitung_penutupan,
    keadaan_setor,
    periksa_gerak,
    saldo_berjalan,
    tutup,
)
from registers.dasar.galat import DataTidakSah

D = Decimal


def gerak(hari, terima="0.00", keluar="0.00", bulan=11, tempat=""):
    return GerakKas(date(2026, bulan, hari), D(terima), D(keluar), tempat)


BUKU = [
    gerak(30, terima="100.00", bulan=10),
    gerak(2, keluar="40.00"),
    gerak(30, terima="15.50"),
    gerak(1, keluar="70.00", bulan=12),
]


def test_the_balance_runs_from_row_to_row():
    assert saldo_berjalan(BUKU, D("5.00")) == [D("105.00"), D("65.00"), D("80.50"), D("10.50")]
    assert saldo_berjalan([]) == []


def test_a_sound_book_has_no_findings():
    assert periksa_gerak(BUKU) == []


@pytest.mark.parametrize(
    ("baris", "pesan"),
    [
        (gerak(5, "1.00", "1.00"), "penerimaan dan pengeluaran sekaligus"),
        (gerak(5), "tanpa penerimaan atau pengeluaran"),
        (gerak(5, terima="-1.00"), "tidak boleh negatif"),
        (gerak(5, keluar="100.01"), "saldo menjadi -Rp0,01"),
        (gerak(29, terima="1.00", bulan=10), "lebih awal daripada baris di atasnya, 30 Oktober 2026"),
    ],
)
def test_a_wrong_row_is_named(baris, pesan):
    (temuan,) = periksa_gerak([BUKU[0], baris])
    assert (temuan.tempat, pesan in temuan.pesan) == ("baris 2", True)


def test_a_row_is_named_by_its_cell_when_it_has_one():
    (temuan,) = periksa_gerak([gerak(1, tempat="BKU!F7")])
    assert temuan.tempat == "BKU!F7"


def tutup_november(kas, bank, **lain):
    return tutup(hitung_penutupan(BUKU, (2026, 11), kas_tunai=D(kas), bank=D(bank), **lain))


def test_a_month_is_closed_when_the_money_is_what_the_book_says():
    p = tutup_november("25.50", "50.00")
    assert (p.saldo_awal, p.terima, p.keluar, p.saldo) == (D(100), D("15.50"), D("40.00"), D("75.50"))
    assert (p.terima_sd, p.keluar_sd, p.selisih) == (D("115.50"), D("40.00"), 0)
    assert tutup_november("20.50", "50.00", surat_berharga=D("15.00"), awal=D("10.00")).saldo == D("85.50")


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


JUMAT, SENIN = date(2026, 11, 20), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("setor", "kini", "lama", "terlambat"),
    [
        (JUMAT, SENIN, 0, 0),
        (SENIN, SENIN, 3, 0),
        (date(2026, 11, 25), SENIN, 5, 2),
        (None, SENIN, None, 0),
        (None, date(2026, 11, 24), None, 1),
    ],
)
def test_a_receipt_is_due_on_the_next_working_day(setor, kini, lama, terlambat):
    keadaan = keadaan_setor(JUMAT, setor, kini, (), 1)
    assert (keadaan.jatuh_tempo, keadaan.lama, keadaan.terlambat) == (SENIN, lama, terlambat)


def test_a_holiday_moves_the_due_day():
    assert keadaan_setor(JUMAT, None, SENIN, {SENIN}, 1).jatuh_tempo == date(2026, 11, 24)


def test_a_deposit_before_its_receipt_is_refused():
    with pytest.raises(DataTidakSah) as galat:
        keadaan_setor(SENIN, JUMAT, SENIN, (), 1)
    (temuan,) = galat.value.temuan
    assert (temuan.tempat, temuan.nilai) == ("tanggal_setor", "20 November 2026")
