"""Cash: the running balance, the monthly closing, the day by which a receipt is deposited (SOP 9–11).

saldo_n = saldo_(n−1) + terima − keluar; at the end of a month kas tunai + bank (+ surat berharga) = saldo.
Receipts are deposited by the next working day. Source: rules.md §3.5 (Permendagri 77/2020, second-hand).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from naskah.hari_kerja import tambah
from naskah.hitung._uang import NOL, jumlahkan, rp
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import BULAN, tanggal_panjang


@dataclass(frozen=True)
class GerakKas:
    """One row of a cash book; rupiah. `tempat` is where a person finds it (a cell, a row)."""

    tanggal: date
    terima: Decimal = NOL
    keluar: Decimal = NOL
    tempat: str = ""

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
    def selisih(self) -> Decimal:
        """What was counted more (below zero: less) than the book says."""
        return self.kas_tunai + self.bank + self.surat_berharga - self.saldo


@dataclass(frozen=True)
class KeadaanSetor:
    """How one receipt stands.

    Attributes:
        jatuh_tempo: the last day to deposit it.
        lama: calendar days from receipt to deposit; None while it is not deposited.
        terlambat: calendar days after `jatuh_tempo`, of the deposit or of today; 0 in time.
    """

    jatuh_tempo: date
    lama: int | None
    terlambat: int


def saldo_berjalan(gerak: Sequence[GerakKas], awal: Decimal = NOL) -> list[Decimal]:
    """The balance after each row, in the order given.

    >>> hari = date(2026, 1, 5)
    >>> saldo_berjalan([GerakKas(hari, terima=Decimal(10)), GerakKas(hari, keluar=Decimal(4))])
    [Decimal('10.00'), Decimal('6.00')]
    """
    return list(accumulate((g.bersih for g in gerak), initial=awal))[1:]


def periksa_gerak(gerak: Sequence[GerakKas], awal: Decimal = NOL) -> list[Temuan]:
    """What is wrong with the rows of a cash book, each named where it stands.

    A row has either a receipt or an expense, above zero; no row is older than the one before; the balance
    never falls below zero.
    """
    temuan: list[Temuan] = []
    sebelum = None
    for ke, (g, saldo) in enumerate(zip(gerak, saldo_berjalan(gerak, awal), strict=True), start=1):
        di = g.tempat or f"baris {ke}"
        if min(g.terima, g.keluar) < 0:
            temuan.append(Temuan(di, "tidak boleh negatif", "tulis di kolom penerimaan atau pengeluaran"))
        elif (g.terima > 0) == (g.keluar > 0):
            apa = "penerimaan dan pengeluaran sekaligus" if g.terima else "tanpa penerimaan atau pengeluaran"
            temuan.append(Temuan(di, apa, "tulis salah satu, yang lain di baris sendiri"))
        if sebelum and g.tanggal < sebelum:
            pesan = f"lebih awal daripada baris di atasnya, {tanggal_panjang(sebelum)}"
            temuan.append(Temuan(di, pesan, "urutkan menurut tanggal", tanggal_panjang(g.tanggal)))
        if saldo < 0:
            temuan.append(Temuan(di, f"saldo menjadi {rp(saldo)}", "periksa jumlah dan urutannya"))
        sebelum = g.tanggal
    return temuan


def hitung_penutupan(
    gerak: Sequence[GerakKas],
    bulan: tuple[int, int],
    *,
    kas_tunai: Decimal,
    bank: Decimal,
    surat_berharga: Decimal = NOL,
    awal: Decimal = NOL,
) -> Penutupan:
    """The figures of a closing, whether they agree or not.

    Args:
        gerak: rows of the book, in any order; later ones do not count.
        bulan: year and month (1..12).
        kas_tunai: cash counted.
        bank: balance of the bank.
        surat_berharga: other papers worth money.
        awal: balance before the first row.
    """
    lalu = [g for g in gerak if (g.tanggal.year, g.tanggal.month) < bulan]
    ini = [g for g in gerak if (g.tanggal.year, g.tanggal.month) == bulan]
    terima, keluar = jumlahkan(g.terima for g in ini), jumlahkan(g.keluar for g in ini)
    return Penutupan(
        *bulan,
        saldo_awal=awal + jumlahkan(g.bersih for g in lalu),
        terima=terima,
        keluar=keluar,
        terima_sd=terima + jumlahkan(g.terima for g in lalu),
        keluar_sd=keluar + jumlahkan(g.keluar for g in lalu),
        kas_tunai=kas_tunai,
        bank=bank,
        surat_berharga=surat_berharga,
    )


def tutup(penutupan: Penutupan) -> Penutupan:
    """The closing, once what was counted is what the book says.

    Raises:
        DataTidakSah: it is not, with the difference; or an amount below zero.
    """
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
                f"kas tunai, bank dan surat berharga berjumlah {rp(p.saldo + p.selisih)}, {arah} "
                f"{rp(abs(p.selisih))} daripada saldo buku {rp(p.saldo)}",
                "cari selisihnya sebelum buku ditutup",
                rp(p.kas_tunai),
            )
        )
    if temuan:
        raise DataTidakSah(f"Kas {BULAN[p.bulan - 1]} {p.tahun} belum dapat ditutup.", temuan)
    return p


def jatuh_tempo_setor(terima: date, libur: Collection[date], hari_kerja: int) -> date:
    """The last day to deposit a receipt: so many working days after it (bendahara.toml, `setor_hari_kerja`).

    >>> jatuh_tempo_setor(date(2026, 11, 20), (), 1)
    datetime.date(2026, 11, 23)
    """
    return tambah(terima, hari_kerja, libur)


def keadaan_setor(
    terima: date, setor: date | None, kini: date, libur: Collection[date], hari_kerja: int
) -> KeadaanSetor:
    """How a receipt stands on the day `kini`; `setor` is None while it is not deposited.

    Raises:
        DataTidakSah: deposited before it was received.
    """
    if setor is not None and setor < terima:
        pesan = f"lebih awal daripada penerimaannya, {tanggal_panjang(terima)}"
        raise DataTidakSah(
            "Tanggal setoran belum benar.",
            [Temuan("tanggal_setor", pesan, "periksa kedua tanggalnya", tanggal_panjang(setor))],
        )
    tempo = jatuh_tempo_setor(terima, libur, hari_kerja)
    lama = None if setor is None else (setor - terima).days
    return KeadaanSetor(tempo, lama, max(0, ((setor or kini) - tempo).days))
