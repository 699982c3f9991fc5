"""Kind "tanggal": a calendar day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.terbilang import terbilang
from registers.dasar.tulisan import satu_baris
from registers.dasar.waktu import BULAN, HARI, tanggal_panjang

_CONTOH = "tulis seperti 23 November 2026 atau 23-11-2026"
_TAHUN = range(1900, 2200)  # outside it the year is a typing error
_LAIN = {"nopember": 11, "pebruari": 2, "agt": 8, "agust": 8, "ags": 8, "nop": 11, "peb": 2, "sept": 9}
_NAMA_BULAN = {
    **{nama.lower(): ke for ke, nama in enumerate(BULAN, start=1)},
    **{nama[:3].lower(): ke for ke, nama in enumerate(BULAN, start=1)},
    **_LAIN,
}


class Tanggal:
    """A day; canonical as ISO text."""

    nama = "tanggal"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """A date object, a datetime at midnight (Excel), or text in the forms people use."""
        match raw:
            case datetime():
                if raw.time() != time(0):
                    raise NilaiSalah("memuat jam, padahal harus tanggal saja", _CONTOH)
                return _tanggal(raw.year, raw.month, raw.day)
            case date():
                return _tanggal(raw.year, raw.month, raw.day)
            case str():
                return dari_teks(satu_baris(raw))
            case _:
                raise NilaiSalah(
                    "berupa angka, bukan tanggal", f"{_CONTOH}; di Excel, format sel sebagai Tanggal"
                )

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """`23 November 2026`, and its weekday, words and digits."""
        if not nilai:
            return {nama: "", f"{nama}_hari": "", f"{nama}_huruf": "", f"{nama}_pendek": ""}
        hari = date.fromisoformat(nilai)
        huruf = f"tanggal {terbilang(hari.day)} bulan {BULAN[hari.month - 1]} tahun {terbilang(hari.year)}"
        return {
            nama: tanggal_panjang(hari),
            f"{nama}_hari": HARI[hari.weekday()],
            f"{nama}_huruf": huruf,
            f"{nama}_pendek": f"{hari:%d-%m-}{hari.year}",
        }


def dari_teks(teks: str) -> str:
    """A day in any of the forms people write, as ISO text.

    Raises:
        NilaiSalah: why it is none.
    """
    if m := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00:00)?", teks, re.ASCII):
        return _tanggal(int(m[1]), int(m[2]), int(m[3]))
    if m := re.fullmatch(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d+)", teks, re.ASCII):
        return _tanggal(_empat_angka(m[4]), int(m[3]), int(m[1]))
    if m := re.fullmatch(r"(\d{1,2})[ -]?([A-Za-z]+)\.?[ -]?(\d+)", teks, re.ASCII):
        bulan = _NAMA_BULAN.get(m[2].lower())
        if bulan is None:
            raise NilaiSalah(f"tidak ada bulan bernama {m[2]}", _CONTOH)
        return _tanggal(_empat_angka(m[3]), bulan, int(m[1]))
    if teks.isdecimal():
        raise NilaiSalah("berupa angka, bukan tanggal", f"{_CONTOH}; di Excel, format sel sebagai Tanggal")
    raise NilaiSalah("bukan tanggal", _CONTOH)


def _empat_angka(tahun: str) -> int:
    if len(tahun) != 4:
        raise NilaiSalah("tahunnya tidak lengkap", "tulis tahun dengan empat angka, seperti 23-11-2026")
    return int(tahun)


def _tanggal(tahun: int, bulan: int, hari: int) -> str:
    if tahun not in _TAHUN:
        raise NilaiSalah(f"tahun {tahun} di luar {_TAHUN.start}–{_TAHUN.stop - 1}", _CONTOH)
    if not 1 <= bulan <= 12:
        raise NilaiSalah(f"tidak ada bulan ke-{bulan}", f"urutannya hari, bulan, tahun: {_CONTOH}")
    akhir = monthrange(tahun, bulan)[1]
    if not 1 <= hari <= akhir:
        nama = f"{BULAN[bulan - 1]} {tahun}"
        raise NilaiSalah(f"tidak ada tanggal {hari} {nama}", f"hari terakhirnya {akhir} {nama}")
    return date(tahun, bulan, hari).isoformat()


KIND = Tanggal()
