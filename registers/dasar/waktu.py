"""Clock and zone. The only file of the project in which the host's clock is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class Clock(Protocol):
    """Where the time comes from; passed in, never looked up."""

    def now(self) -> datetime:
        """The present moment, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The host's clock."""

    def now(self) -> datetime:
        """The host's present moment, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still, for tests and examples."""

    at: datetime

    def now(self) -> datetime:
        """Always `at`, in UTC."""
        return self.at.astimezone(UTC)


def today(clock: Clock, zona: str) -> date:
    """The date now in the office's zone (`zona` is an IANA name such as ``Asia/Makassar``)."""
    return clock.now().astimezone(ZoneInfo(zona)).date()


def hari(saat: str, zona: str) -> date:
    """The date of a moment (ISO 8601) in the office's zone.

    >>> hari("2026-11-22T23:30:00+00:00", "Asia/Makassar")
    datetime.date(2026, 11, 23)
    """
    return datetime.fromisoformat(saat).astimezone(ZoneInfo(zona)).date()


def tanggal_panjang(tanggal: date) -> str:
    """A date as letters print it.

    >>> tanggal_panjang(date(2026, 11, 3))
    '3 November 2026'
    """
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def bulan_romawi(bulan: int) -> str:
    """Month number 1..12 as the Roman numeral that official numbers print.

    >>> bulan_romawi(11)
    'XI'
    """
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[bulan - 1]
