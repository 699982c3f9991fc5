"""Reading a row that people type into: what is no date or number counts as not there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from naskah import hari_kerja
from naskah.hitung_buku import Hari
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Nilai
from registers.dasar.kinds.tanggal import dari_teks

LENGKAP = "lengkap"
_BELUM = "belum diperiksa"


def teks(isi: Mapping[str, Nilai], kunci: str) -> str:
    """The text of a cell without blanks around it; "" for a blank one."""
    return str(isi.get(kunci) or "").strip()


def tanggal(isi: Mapping[str, Nilai], kunci: str) -> date | None:
    """The day in a cell; None when there is none, or something that is no day."""
    try:
        return date.fromisoformat(dari_teks(teks(isi, kunci)))
    except NilaiSalah:
        return None


def bilangan(isi: Mapping[str, Nilai], kunci: str) -> int | None:
    """The whole number in a cell, not negative; None when there is none."""
    tertulis = teks(isi, kunci)
    return int(tertulis) if tertulis.isascii() and tertulis.isdigit() and len(tertulis) < 7 else None


def ya(isi: Mapping[str, Nilai], kunci: str) -> bool:
    """Whether people said yes: anything but a blank, a dash or "tidak"."""
    return teks(isi, kunci).casefold() not in ("", "-", "tidak")


def batas(mulai: date | None, hari_: int, hari: Hari) -> date | None:
    """The n-th working day after a day; None without one."""
    return hari_kerja.tambah(mulai, hari_, hari.libur) if mulai else None


def iso(hari_: date | None) -> str | None:
    """A day as a book's cell takes it."""
    return hari_.isoformat() if hari_ else None


def keadaan(isi: Mapping[str, Nilai], selesai: str, paling_lambat: date | None, hari: Hari) -> str | None:
    """How a row with a due date stands: menunggu, terlambat, selesai, selesai terlambat.

    Args:
        isi: the row.
        selesai: column of the day it was done.
        paling_lambat: its due date; without one there is nothing to wait for.
        hari: today.
    """
    kapan = tanggal(isi, selesai)
    if kapan is None and teks(isi, selesai):
        return "periksa tanggal"
    if kapan is not None:
        return "selesai terlambat" if paling_lambat and kapan > paling_lambat else "selesai"
    if paling_lambat is None:
        return None
    return "terlambat" if hari.hari_ini > paling_lambat else "menunggu"


def kelengkapan(berkas: Mapping[str, str]) -> str:
    """How many papers are complete, and which are not.

    >>> kelengkapan({"KTP": "lengkap", "NPWP": "belum ada", "Akta": ""})
    '1 dari 3 lengkap; kurang: NPWP, Akta'
    >>> kelengkapan({"KTP": "Lengkap"}), kelengkapan({"KTP": ""})
    ('lengkap', 'belum diperiksa')
    """
    if not any(berkas.values()):
        return _BELUM
    kurang = [nama for nama, keadaan_ in berkas.items() if keadaan_.casefold() != LENGKAP]
    if not kurang:
        return LENGKAP
    return f"{len(berkas) - len(kurang)} dari {len(berkas)} lengkap; kurang: {', '.join(kurang)}"


def lewat(paling_lambat: date | None, hari: Hari) -> bool:
    """Whether a due date is behind us."""
    return paling_lambat is not None and hari.hari_ini > paling_lambat


def mundur_bulan(hari_: date, bulan: int) -> date:
    """The same day so many months earlier; the month's last day where it has no such day.

    >>> mundur_bulan(date(2027, 3, 31), 1), mundur_bulan(date(2027, 1, 1), 2)
    (datetime.date(2027, 2, 28), datetime.date(2026, 11, 1))
    """
    tahun, ke = divmod(hari_.year * 12 + hari_.month - 1 - bulan, 12)
    berikut = date(tahun + (ke == 11), (ke + 1) % 12 + 1, 1)
    return date(tahun, ke + 1, min(hari_.day, (berikut - timedelta(days=1)).day))
