"""Computed values. One module each, found by looking: values in, values out, nothing else touched.

A module ends in `HITUNG = fungsi` with the signature of `Hitung`. A jenis names it in `hitung = ["kgb"]`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from registers.dasar.isian import Nilai
from registers.dasar.temukan import ambil, nama_modul


class Rujukan(Protocol):
    """Reference tables as of a letter's date; `naskah.tabel.Rujukan` reads them from naskah/data/."""

    @property
    def tanggal(self) -> date:
        """The letter's date."""
        ...

    def tabel(self, nama: str) -> Nilai:
        """A whole table by name, every period of it; the computation picks the rows in force."""
        ...


@dataclass(frozen=True)
class HasilHitung:
    """What a computation gives.

    Attributes:
        nilai: canonical values by name; None for one that stays empty.
        peringatan: what the person should know, in Indonesian.
    """

    nilai: Mapping[str, Nilai]
    peringatan: tuple[str, ...] = ()


class Hitung(Protocol):
    """One computation."""

    def __call__(self, isi: Mapping[str, Nilai], acuan: Rujukan, /) -> HasilHitung:
        """Compute from the canonical values that were given; a field left empty is absent from `isi`.

        Raises:
            DataTidakSah: the values do not fit together, with findings.
        """
        ...


@cache
def semua() -> Mapping[str, Hitung]:
    """Every computation by the name of its module.

    Raises:
        ImportError: a module here registers no HITUNG.
    """
    paket = sys.modules[__name__]
    return {nama: ambil(paket, nama, "HITUNG") for nama in nama_modul(paket)}
