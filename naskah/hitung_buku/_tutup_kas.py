"""The monthly closing of a cash book: its rows as movements of cash, held against what was counted.

Pure. What a closing is stands in `naskah.hitung._kas`; here are the books: which columns move money, on which
day, and what becomes of a row that cannot be read (rules 3.5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from naskah.hitung._kas import GerakKas, Penutupan, hitung_penutupan, temuan_dihitung
from naskah.hitung._uang import rp
from naskah.hitung_buku._nilai import tanggal, teks
from naskah.hitung_buku._uang import NOL, uang
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan

Pembaca: TypeAlias = Callable[[Mapping[str, Nilai]], Iterator["GerakKas | Temuan"]]
"""One row of a book, by column key → its movements of cash, or why one of them cannot be told."""


@dataclass(frozen=True)
class TutupKas:
    """One month of a book, closed.

    Attributes:
        penutupan: the figures, without what could not be read.
        temuan: rows that are in no month, or count too little; the month stays open while there are any.
    """

    penutupan: Penutupan
    temuan: tuple[Temuan, ...] = ()

    @property
    def halangan(self) -> tuple[Temuan, ...]:
        """All that keeps the month open: rows not read, a balance below zero, a wrong count, a difference."""
        minus = Temuan("saldo", f"saldo buku menjadi {rp(self.penutupan.saldo)}", "periksa barisnya")
        lain = [minus] if self.penutupan.saldo < 0 else []
        return (*self.temuan, *lain, *temuan_dihitung(self.penutupan))


def tutup_kas(
    baris: Iterable[Mapping[str, Nilai]],
    baca: Pembaca,
    bulan: tuple[int, int],
    *,
    kas_tunai: Decimal,
    bank: Decimal,
    surat_berharga: Decimal = NOL,
) -> TutupKas:
    """Close one month of a cash book.

    Args:
        baris: all rows of the year, by column key; their order does not matter.
        baca: what a row of that book moves; `PEMBACA` has it by the id of the book.
        bulan: year and month.
        kas_tunai: cash as it was counted.
        bank: balance of the bank account.
        surat_berharga: what lies there in other forms.

    >>> dua = {"tanggal": "2026-01-05", "penerimaan": "100"}, {"tanggal": "2026-02-03", "pengeluaran": "30"}
    >>> hasil = tutup_kas(dua, pengeluaran, (2026, 2), kas_tunai=Decimal(20), bank=Decimal(50))
    >>> f"{hasil.penutupan.saldo_awal:.0f} - {hasil.penutupan.keluar:.0f} = {hasil.penutupan.saldo:.0f}"
    '100 - 30 = 70'
    >>> hasil.halangan
    ()
    """
    hasil = [satu for isi in baris for satu in baca(isi)]
    gerak = [satu for satu in hasil if isinstance(satu, GerakKas)]
    temuan = tuple(satu for satu in hasil if isinstance(satu, Temuan))
    penutupan = hitung_penutupan(gerak, bulan, kas_tunai=kas_tunai, bank=bank, surat_berharga=surat_berharga)
    return TutupKas(penutupan, temuan)


def pengeluaran(isi: Mapping[str, Nilai]) -> Iterator[GerakKas | Temuan]:
    """A row of the BKU pengeluaran."""
    yield from _gerak(isi, "tanggal", masuk="penerimaan")
    yield from _gerak(isi, "tanggal", keluar="pengeluaran")


def penerimaan(isi: Mapping[str, Nilai]) -> Iterator[GerakKas | Temuan]:
    """A row of the BKU penerimaan: the receipt, and its deposit on the day of the deposit."""
    yield from _gerak(isi, "tanggal", masuk="jumlah")
    yield from _gerak(isi, "tanggal_setor", keluar="disetor")


def pajak(isi: Mapping[str, Nilai]) -> Iterator[GerakKas | Temuan]:
    """A row of the buku pembantu pajak."""
    yield from _gerak(isi, "tanggal", masuk="dipotong")
    yield from _gerak(isi, "tanggal_setor", keluar="disetor")


PEMBACA: Mapping[str, Pembaca] = {
    "bku-pengeluaran": pengeluaran,
    "bku-penerimaan": penerimaan,
    "buku-pembantu-pajak": pajak,
}
"""Id of a book → how its rows are read."""


def _gerak(
    isi: Mapping[str, Nilai], hari: str, *, masuk: str = "", keluar: str = ""
) -> Iterator[GerakKas | Temuan]:
    """The movement in one cell of an amount; nothing for a blank one."""
    kunci, tempat = masuk or keluar, f"baris {teks(isi, 'urutan') or '?'}"
    jumlah, kapan = uang(isi, kunci), tanggal(isi, hari)
    if jumlah is None:
        yield Temuan(tempat, f"{kunci} tidak terbaca", "tulis angkanya saja", teks(isi, kunci))
    elif jumlah and kapan is None:
        yield Temuan(tempat, f"{hari} tidak terbaca", "tulis tanggalnya", teks(isi, hari))
    elif jumlah and kapan is not None:
        yield GerakKas(kapan, jumlah if masuk else NOL, jumlah if keluar else NOL)
