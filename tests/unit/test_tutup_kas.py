"""The monthly closing of the bendahara's cash books: rows in, cash and bank held against the balance."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from naskah.hitung_buku._tutup_kas import PEMBACA, TutupKas, tutup_kas
from tests.bahan.bendahara import ARUS
from tests.bahan.sinkron import TAHUN

BKU = [
    {"tanggal": "2026-01-05", "penerimaan": "1000"},
    {"tanggal": "2026-02-28", "pengeluaran": "250.5"},
    {"tanggal": "2026-02-01", "penerimaan": "100"},
    {"tanggal": "2026-03-01", "pengeluaran": "1"},
]


def tutup(
    bulan: int, tunai: str, *lagi: Mapping[str, str], bank: str = "0", id_buku: str = "bku-pengeluaran"
) -> TutupKas:
    baris = [*(BKU if id_buku == "bku-pengeluaran" else []), *lagi]
    uang = {"kas_tunai": Decimal(tunai), "bank": Decimal(bank)}
    return tutup_kas(baris, PEMBACA[id_buku], (TAHUN, bulan), **uang)


def test_a_month_is_closed_against_cash_and_bank() -> None:
    hasil = tutup(2, "49.5", bank="800")
    p = hasil.penutupan
    assert (p.saldo_awal, p.terima, p.keluar) == (1000, 100, Decimal("250.5"))
    assert (p.terima_sd, p.keluar_sd, p.saldo) == (1100, Decimal("250.5"), Decimal("849.5"))
    assert (p.selisih, hasil.halangan) == (0, ())


@pytest.mark.parametrize(
    ("lagi", "pesan"),
    [
        ({"tanggal": "kapan-kapan", "penerimaan": "1"}, "tanggal tidak terbaca"),
        ({"tanggal": "2026-02-02", "pengeluaran": "satu"}, "pengeluaran tidak terbaca"),
    ],
)
def test_a_month_with_a_row_that_cannot_be_read_is_not_closed(lagi: Mapping[str, str], pesan: str) -> None:
    hasil = tutup(12, "848.5", {**lagi, "urutan": "5"})
    assert [(t.tempat, t.pesan) for t in hasil.temuan] == [("baris 5", pesan)]
    assert (hasil.penutupan.selisih, hasil.halangan) == (0, hasil.temuan)


def test_money_that_is_missing_shows_and_a_balance_below_zero_closes_nothing() -> None:
    kurang = tutup(1, "900")
    assert (kurang.penutupan.selisih, [t.tempat for t in kurang.halangan]) == (-100, ["kas_tunai"])
    minus = tutup(1, "-1", {"tanggal": "2026-01-06", "pengeluaran": "1001"})
    assert [t.tempat for t in minus.halangan] == ["saldo", "kas_tunai"]


def test_a_deposit_leaves_the_cash_on_its_own_day() -> None:
    satu = {"tanggal": "2026-01-30", "jumlah": "500", "tanggal_setor": "2026-02-02", "disetor": "500"}
    januari, februari = (
        tutup(b, tunai, satu, id_buku="bku-penerimaan") for b, tunai in ((1, "500"), (2, "0"))
    )
    assert (januari.penutupan.saldo, januari.halangan) == (500, ())
    p = februari.penutupan
    assert (p.saldo_awal, p.keluar, p.saldo, februari.halangan) == (500, 500, 0, ())


def test_every_book_with_a_balance_can_be_closed() -> None:
    assert PEMBACA.keys() == ARUS.keys()
