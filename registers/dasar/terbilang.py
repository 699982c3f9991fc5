"""Terbilang: numbers in Indonesian words, as salaries and receipts spell them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

TERBESAR = 10**15 - 1
_JUTA = 10**6


@lru_cache(maxsize=4096)
def terbilang(n: int) -> str:
    """`n` in words; 0 ≤ n < 10¹⁵.

    num2words says "satu juta satu ribu" for 1.001.000, where everybody writes "satu juta seribu". It is right
    below a million and for whole millions, so it is asked for those two parts (rules.md §6).

    >>> terbilang(4_001_600)
    'empat juta seribu enam ratus'

    Raises:
        TypeError: not an int; text and floating point are never spelled out.
        ValueError: negative or too large.
    """
    if type(n) is not int:
        raise TypeError(f"terbilang spells int only, not {type(n).__name__}")
    if not 0 <= n <= TERBESAR:
        raise ValueError(f"terbilang spells 0 to {TERBESAR}, not {n}")
    from num2words import num2words  # imported late: it loads every language it knows, 0.1 s

    juta, sisa = divmod(n, _JUTA)
    bagian = ([juta * _JUTA] if juta else []) + ([sisa] if sisa or not juta else [])
    return " ".join(num2words(b, lang="id") for b in bagian)


def terbilang_rupiah(jumlah: Decimal) -> str:
    """An amount of money in words, with "sen" when there are any; whole sen only.

    >>> terbilang_rupiah(Decimal("1250000.50"))
    'satu juta dua ratus lima puluh ribu rupiah lima puluh sen'

    Raises:
        TypeError: not a Decimal.
        ValueError: negative, too large, or with parts of a sen.
    """
    if type(jumlah) is not Decimal:
        raise TypeError(f"terbilang_rupiah spells Decimal only, not {type(jumlah).__name__}")
    sen = jumlah * 100
    if sen != sen.to_integral_value():
        raise ValueError(f"terbilang_rupiah spells whole sen, not {jumlah}")
    rupiah, sisa = divmod(int(sen), 100)
    return f"{terbilang(rupiah)} rupiah" + (f" {terbilang(sisa)} sen" if sisa else "")
