"""Holidays: every row of data/libur.csv is a day; due dates in working days depend on it."""

from __future__ import annotations

from naskah import hari_kerja
from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Hari libur"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report the rows that the books have to leave out."""
    return hari_kerja.baca(kantor)[1]
