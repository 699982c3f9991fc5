"""Money, accounts and days in the books of the bendahara, as people type them; and their order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from naskah.hitung_buku._nilai import tanggal, teks
from registers.bacaan_sel import angka_sel
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian, Nilai, TanpaAcuan
from registers.dasar.kinds.kode_rekening import KIND as KODE_REKENING
from registers.dasar.tulisan import ANGKA_EKSAK
from registers.hitungan import Berjalan, Hitung

NOL = Decimal(0)
_REKENING = Isian("kode_rekening", "kode_rekening")
_AKHIR = date.max


def uang(isi: Mapping[str, Nilai], kunci: str) -> Decimal | None:
    """The amount in a cell, not negative; zero for a blank one, None for what is no amount.

    >>> uang({"nilai": "1250000.5"}, "nilai"), uang({}, "nilai"), uang({"nilai": "-5"}, "nilai")
    (Decimal('1250000.5'), Decimal('0'), None)
    """
    tertulis = teks(isi, kunci)
    if not tertulis or tertulis == "-":
        return NOL
    nilai = angka_sel(tertulis)
    if nilai is None or not 0 <= nilai < ANGKA_EKSAK:
        return None
    return nilai


def pasti(isi: Mapping[str, Nilai], kunci: str) -> Decimal:
    """The amount in a cell; what is no amount counts as zero."""
    return uang(isi, kunci) or NOL


def rupiah(nilai: Decimal | None) -> str | None:
    """An amount as a book's cell takes it."""
    return None if nilai is None else f"{nilai:.2f}"


def rekening_sah(isi: Mapping[str, Nilai], kunci: str) -> bool:
    """Whether a cell is blank or holds an account code of all six levels (rules 3.2).

    >>> rekening_sah({"k": "5.1.02.01.01.0024"}, "k"), rekening_sah({"k": "5.1.02"}, "k")
    (True, False)
    """
    return _rekening_sah(teks(isi, kunci))


@lru_cache(maxsize=4096)  # the accounts of a year are few
def _rekening_sah(kode: str) -> bool:
    try:
        return not kode or bool(KODE_REKENING.baca(kode, _REKENING, TanpaAcuan()))
    except NilaiSalah:
        return False


def tak_terbaca(
    isi: Mapping[str, Nilai], uang_: Mapping[str, str], hari: Mapping[str, str] | None = None
) -> list[str]:
    """Which cells hold something that is no amount, or no day: "periksa …" with the heading of each.

    Args:
        isi: the row.
        uang_: cells of amounts, key → heading.
        hari: cells of days, key → heading.
    """
    salah = [judul for kunci, judul in (hari or {}).items() if teks(isi, kunci) and not tanggal(isi, kunci)]
    salah += [judul for kunci, judul in uang_.items() if uang(isi, kunci) is None]
    return [f"periksa {judul}" for judul in salah]


def sebut(salah: Iterable[str]) -> str | None:
    """What is wrong with a row, in one cell; None when nothing is."""
    return "; ".join(salah) or None


def menurut_tanggal(isi: Mapping[str, Nilai]) -> date:
    """Sort key of the order of a cash book: by day; rows whose day cannot be read come last."""
    return tanggal(isi, "tanggal") or _AKHIR


def saldo(masuk: str, keluar: str) -> Berjalan:
    """The running balance: saldo_n = saldo_{n-1} + masuk − keluar, by day and number (rules 3.5).

    Args:
        masuk: column of what comes in.
        keluar: column of what goes out.

    >>> tiga = {k: {"tanggal": k, "masuk": "10", "keluar": "2.5"} for k in ("2026-03-02", "2026-01-05")}
    >>> saldo("masuk", "keluar").semua(tiga)
    {'2026-01-05': '7.50', '2026-03-02': '15.00'}
    """

    def mulai() -> Hitung:
        kini = NOL

        def langkah(isi: Mapping[str, Nilai]) -> Nilai:
            nonlocal kini
            kini += pasti(isi, masuk) - pasti(isi, keluar)
            return rupiah(kini)

        return langkah

    return Berjalan(menurut_tanggal, mulai)
