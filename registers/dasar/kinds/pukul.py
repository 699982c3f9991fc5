"""Kind "pukul": a time of day, written 09.00 in Indonesian."""

from __future__ import annotations

import re
from datetime import datetime, time
from decimal import Decimal

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris

_CONTOH = "tulis seperti 09.00 atau 15.30"
_TEKS = re.compile(
    r"(?:pukul|jam|pkl\.?)?\s*(\d{1,2})(?:[.:](\d{2}))?(?:[.:]00)?\s*(?:wita|wib|wit)?",
    re.IGNORECASE | re.ASCII,
)
_MENIT_SEHARI = 24 * 60


class Pukul:
    """A time to the minute; canonical "09.00". The zone is not part of it."""

    nama = "pukul"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Text in the forms people use, a time, or a number as Excel has it.

        A number below one is a part of the day (0.375); from one on its decimals are the minutes (9.3, which
        is what Excel makes of 9.30).
        """
        match raw:
            case bool():
                raise NilaiSalah("bukan jam", _CONTOH)
            case time() | datetime():
                return _pukul(raw.hour, raw.minute)
            case int() | float() | Decimal():
                return _dari_angka(Decimal(str(raw)))
            case _:
                m = _TEKS.fullmatch(satu_baris(raw))
                if m is None:
                    raise NilaiSalah("bukan jam", _CONTOH)
                return _pukul(int(m[1]), int(m[2] or 0))

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """`09.00`."""
        return {nama: nilai or ""}


def _dari_angka(angka: Decimal) -> str:
    if not (angka.is_finite() and 0 <= angka < 24):
        raise NilaiSalah("bukan jam", _CONTOH)
    if angka < 1:
        menit = round(angka * _MENIT_SEHARI)
        return _pukul(menit // 60, menit % 60)
    jam, menit = divmod(round(angka * 100), 100)
    if abs(angka * 100 - round(angka * 100)) > Decimal("0.000001"):
        raise NilaiSalah("bukan jam", _CONTOH)
    return _pukul(jam, menit)


def _pukul(jam: int, menit: int) -> str:
    if jam > 23 or menit > 59:
        raise NilaiSalah("tidak ada jam seperti itu", _CONTOH)
    return f"{jam:02}.{menit:02}"


KIND = Pukul()
