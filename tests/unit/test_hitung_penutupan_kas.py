"""A month is closed only when what the book says is there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naskah import issue
from naskah.draf import Permintaan
from naskah.hitung.penutupan_kas import penutupan_kas
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah
from tests.bahan.kantor import contoh, jejak

UANG = st.integers(0, 10**12)
JENIS = "ba-penutupan-kas"


class Rujukan:
    """The day of the letter, and no tables."""

    tanggal = date(2026, 11, 23)

    def tabel(self, nama: str) -> None:
        """None."""


@given(awal=UANG, terima=UANG, keluar=UANG, tunai=UANG, bank=UANG)
def test_a_closing_stands_if_and_only_if_book_and_cash_agree(
    awal: int, terima: int, keluar: int, tunai: int, bank: int
) -> None:
    angka = {
        "saldo_awal": awal,
        "penerimaan": terima,
        "pengeluaran": keluar,
        "kas_tunai": tunai,
        "bank": bank,
    }
    isi = {k: f"{v}.00" for k, v in angka.items()} | {"tanggal_penutupan": "2026-10-31"}
    saldo = awal + terima - keluar
    if saldo == tunai + bank:
        assert penutupan_kas(isi, Rujukan()).nilai["saldo_buku"] == f"{saldo}.00"
    else:
        with pytest.raises(DataTidakSah):
            penutupan_kas(isi, Rujukan())
    rapi = isi | {"kas_tunai": "0.00", "bank": f"{saldo}.00"}
    if saldo >= 0:
        assert penutupan_kas(rapi, Rujukan()).nilai["saldo_buku"] == f"{saldo}.00"


@pytest.mark.parametrize(
    ("ganti", "tempat", "pesan"),
    [
        ({"kas_tunai": "2.000.000"}, "kas_tunai", "Rp250.000,00"),
        ({"pengeluaran": "99.000.000"}, "pengeluaran", "saldo menjadi"),
        ({"tanggal_penutupan": "31 Desember 2026"}, "tanggal_penutupan", "sesudah tanggal surat"),
    ],
)
def test_a_difference_is_named_and_takes_no_number(
    kantor: Kantor, ganti: dict[str, str], tempat: str, pesan: str
) -> None:
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah) as galat:
        issue.buat(kantor, Permintaan(JENIS, contoh(JENIS, **ganti)))
    assert any(t.tempat == tempat and pesan in t.pesan for t in galat.value.temuan)
    assert jejak(kantor) == sebelum
