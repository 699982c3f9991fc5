"""Cash: the monthly closing of a book (SOP 9–11).

At the end of a month kas tunai + bank (+ surat berharga) = saldo.
Source: rules.md §3.5 (Permendagri 77/2020, second-hand).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from naskah.hitung._uang import NOL, jumlahkan, rp
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import BULAN


@dataclass(frozen=True)
class GerakKas:
    """One row of a cash book; rupiah."""

    tanggal: date
    terima: Decimal = NOL
    keluar: Decimal = NOL

    @property
    def bersih(self) -> Decimal:
        """What it changes the balance by."""
        return self.terima - self.keluar


@dataclass(frozen=True)
class Penutupan:
    """A cash book closed at the end of a month; rupiah.

    Attributes:
        tahun, bulan: the month.
        saldo_awal: balance on its first day.
        terima, keluar: of the month.
        terima_sd, keluar_sd: of all rows up to its last day.
        kas_tunai, bank, surat_berharga: counted.
    """

    tahun: int
    bulan: int
    saldo_awal: Decimal
    terima: Decimal
    keluar: Decimal
    terima_sd: Decimal
    keluar_sd: Decimal
    kas_tunai: Decimal
    bank: Decimal
    surat_berharga: Decimal = NOL

    @property
    def saldo(self) -> Decimal:
        """Balance of the book on the last day of the month."""
        return self.saldo_awal + self.terima - self.keluar

    @property
    def dihitung(self) -> Decimal:
        """All that was counted."""
        return self.kas_tunai + self.bank + self.surat_berharga

    @property
    def selisih(self) -> Decimal:
        """What was counted more (below zero: less) than the book says."""
        return self.dihitung - self.saldo


def hitung_penutupan(
    gerak: Sequence[GerakKas],
    bulan: tuple[int, int],
    *,
    kas_tunai: Decimal,
    bank: Decimal,
    surat_berharga: Decimal = NOL,
) -> Penutupan:
    """The figures of a closing, whether they agree or not.

    Args:
        gerak: rows of the book, in any order; later ones do not count.
        bulan: year and month (1..12).
        kas_tunai: cash counted.
        bank: balance of the bank.
        surat_berharga: other papers worth money.
    """
    lalu = [g for g in gerak if (g.tanggal.year, g.tanggal.month) < bulan]
    ini = [g for g in gerak if (g.tanggal.year, g.tanggal.month) == bulan]
    terima, keluar = jumlahkan(g.terima for g in ini), jumlahkan(g.keluar for g in ini)
    return Penutupan(
        *bulan,
        saldo_awal=jumlahkan(g.bersih for g in lalu),
        terima=terima,
        keluar=keluar,
        terima_sd=terima + jumlahkan(g.terima for g in lalu),
        keluar_sd=keluar + jumlahkan(g.keluar for g in lalu),
        kas_tunai=kas_tunai,
        bank=bank,
        surat_berharga=surat_berharga,
    )


def temuan_dihitung(penutupan: Penutupan) -> list[Temuan]:
    """What is wrong with what was counted: an amount below zero, a difference from the book."""
    p = penutupan
    dihitung = {"kas_tunai": p.kas_tunai, "bank": p.bank, "surat_berharga": p.surat_berharga}
    temuan = [
        Temuan(nama, "tidak boleh negatif", "tulis jumlah yang dihitung", rp(jumlah))
        for nama, jumlah in dihitung.items()
        if jumlah < 0
    ]
    if p.selisih:
        arah = "lebih" if p.selisih > 0 else "kurang"
        temuan.append(
            Temuan(
                "kas_tunai",
                f"kas tunai, bank dan surat berharga berjumlah {rp(p.dihitung)}, {arah} "
                f"{rp(abs(p.selisih))} daripada saldo buku {rp(p.saldo)}",
                "cari selisihnya sebelum buku ditutup",
                rp(p.kas_tunai),
            )
        )
    return temuan


def tutup(penutupan: Penutupan) -> Penutupan:
    """The closing, once what was counted is what the book says.

    Raises:
        DataTidakSah: it is not, with the difference; or an amount below zero.
    """
    if temuan := temuan_dihitung(penutupan):
        bulan = f"{BULAN[penutupan.bulan - 1]} {penutupan.tahun}"
        raise DataTidakSah(f"Kas {bulan} belum dapat ditutup.", temuan)
    return penutupan
