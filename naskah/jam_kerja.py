"""Working minutes between two moments: Monday to Friday, within the office's hours, no holidays. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from naskah.hari_kerja import masuk

if TYPE_CHECKING:
    from naskah.tatanan import JamKerja

_HARI_MAKS = 3660  # what lies longer than ten years is counted no further


def menit(dari: datetime, sampai: datetime, jam: JamKerja, zona: str, libur: Collection[date]) -> int:
    """Whole working minutes from one moment to another; 0 when the second is not later.

    Args:
        dari: beginning, with its zone.
        sampai: end, with its zone.
        jam: the office's hours.
        zona: IANA name of the office's zone.
        libur: holidays.
    """
    awal, akhir = dari.astimezone(ZoneInfo(zona)), sampai.astimezone(ZoneInfo(zona))
    hari, detik = awal.date(), 0.0
    for _ in range(_HARI_MAKS):
        if hari > akhir.date():
            break
        if masuk(hari, libur):
            buka = max(awal, datetime.combine(hari, jam.mulai, awal.tzinfo))
            tutup = min(akhir, datetime.combine(hari, jam.selesai, awal.tzinfo))
            detik += max(0.0, (tutup - buka).total_seconds())
        hari += timedelta(days=1)
    return int(detik // 60)


def lama(jumlah: int, sehari: int) -> str:
    """Minutes as people say them; days are working days of `sehari` minutes.

    >>> lama(35, 480), lama(95, 480), lama(1000, 480)
    ('35 menit', '1 jam 35 menit', '2 hari kerja 40 menit')
    """
    hari, sisa = divmod(jumlah, sehari)
    jam, menit_ = divmod(sisa, 60)
    bagian = ((hari, "hari kerja"), (jam, "jam"), (menit_, "menit"))
    return " ".join(f"{n} {kata}" for n, kata in bagian if n) or "0 menit"
