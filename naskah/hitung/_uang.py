"""Money inside computations: canonical text ("1250000.00") to Decimal and back; never floating point."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from registers.dasar.angka import pecahan
from registers.dasar.isian import Nilai

NOL = Decimal("0.00")


def uang(nilai: Nilai) -> Decimal:
    """A canonical amount; one left empty counts as nothing.

    >>> uang("1250000.00")
    Decimal('1250000.00')
    """
    return Decimal(nilai) if nilai not in (None, "") else NOL


def atau_kosong(nilai: Nilai) -> Decimal | None:
    """A canonical amount; None for one left empty, which is not the same as nothing."""
    return Decimal(nilai) if nilai not in (None, "") else None


def jumlahkan(banyak: Iterable[Decimal]) -> Decimal:
    """The sum; two decimals also when there is nothing to add."""
    return sum(banyak, NOL)


def kanonis(jumlah: Decimal) -> str:
    """An amount as fields of kind rupiah hold it.

    >>> kanonis(Decimal(5))
    '5.00'
    """
    return f"{jumlah:.2f}"


def rp(jumlah: Decimal) -> str:
    """An amount as letters print it.

    >>> rp(Decimal("1250000.5"))
    'Rp1.250.000,50'
    """
    return f"-Rp{pecahan(-jumlah, 2)}" if jumlah < 0 else f"Rp{pecahan(jumlah, 2)}"
