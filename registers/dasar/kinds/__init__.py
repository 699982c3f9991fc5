"""Kinds of value that need no office data. One module each, found by looking; adding a kind is adding a file.

A kind reads tolerantly and prints in EYD spelling. Reading its own canonical value again gives the
same value. `cetak` of None, an optional field left empty, gives the same names, all empty.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache

from registers.dasar.isian import Kind
from registers.dasar.temukan import ambil, nama_modul


@cache
def semua() -> Mapping[str, Kind]:
    """Every kind of this package by its name.

    Raises:
        ImportError: a module here registers no KIND.
    """
    paket = sys.modules[__name__]
    kinds: list[Kind] = [ambil(paket, nama, "KIND") for nama in nama_modul(paket)]
    return {k.nama: k for k in kinds}
