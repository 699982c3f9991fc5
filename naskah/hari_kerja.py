"""Working days: Monday to Friday without the holidays of data/libur.csv. Pure but for reading that file."""

from __future__ import annotations

import csv
from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.kinds.tanggal import dari_teks
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor

NAMA_BERKAS = "libur.csv"
_SABTU = 5
_KUTIPAN = 60


def libur(kantor: Kantor) -> frozenset[date]:
    """The holidays of the office's data/libur.csv; none when there is no such file.

    Raises:
        DataTidakSah: every row whose date cannot be read.
        BerkasGagal: the file cannot be read.
    """
    hari, temuan = baca(kantor)
    if temuan:
        raise DataTidakSah(f"Daftar hari libur (data/{NAMA_BERKAS}) belum benar.", temuan)
    return hari


def baca(kantor: Kantor) -> tuple[frozenset[date], list[Temuan]]:
    """The holidays that can be read, and a finding for every row that cannot.

    Books count with the readable ones: a holiday that is missing makes a due date earlier, never later.

    Raises:
        BerkasGagal: the file cannot be read.
    """
    path = kantor.folder / "data" / NAMA_BERKAS
    if not path.is_file():
        return frozenset(), []
    return urai(berkas.baca(path).decode("utf-8-sig", errors="replace"))


def urai(teks: str) -> tuple[frozenset[date], list[Temuan]]:
    r"""The dates in the first column of a CSV; Excel in Indonesia separates with semicolons.

    >>> urai("tanggal;keterangan\n25-12-2026;Hari Natal\n")
    (frozenset({datetime.date(2026, 12, 25)}), [])
    """
    temuan: list[Temuan] = []
    hasil: set[date] = set()
    pemisah = ";" if ";" in teks.partition("\n")[0] else ","
    for ke, satu in enumerate(teks.splitlines(), start=1):
        baris = _sel(satu, pemisah)
        tertulis = baris[0].strip() if baris else ""
        if not tertulis or (ke == 1 and not any(h.isdigit() for h in tertulis)):
            continue
        try:
            hasil.add(date.fromisoformat(dari_teks(tertulis)))
        except NilaiSalah as galat:
            temuan.append(Temuan(f"{NAMA_BERKAS} baris {ke}", galat.pesan, galat.saran, tertulis))
    return frozenset(hasil), temuan


def _sel(baris: str, pemisah: str) -> list[str]:
    try:
        return next(csv.reader([baris], delimiter=pemisah), [])
    except csv.Error:
        return [baris[:_KUTIPAN]]


def masuk(tanggal: date, libur: Collection[date]) -> bool:
    """Whether the office works on that day."""
    return tanggal.weekday() < _SABTU and tanggal not in libur


def tambah(tanggal: date, n: int, libur: Collection[date]) -> date:
    """The n-th working day after a date; with n = 0 that day itself, or the next working day.

    >>> tambah(date(2026, 11, 20), 1, ())
    datetime.date(2026, 11, 23)
    """
    hari, sisa = tanggal, n
    while sisa > 0 or not masuk(hari, libur):
        hari += timedelta(days=1)
        sisa -= masuk(hari, libur)
    return hari


def banyak(awal: date, akhir: date, libur: Collection[date]) -> int:
    """How many working days lie from `awal` to `akhir`, both counted.

    >>> banyak(date(2026, 11, 1), date(2026, 11, 30), ())
    21
    """
    return sum(masuk(awal + timedelta(days=n), libur) for n in range((akhir - awal).days + 1))
