"""Berita acara pemeriksaan: it is dated the day it speaks of, that of the exit meeting (SOP 39)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung import HasilHitung, Rujukan
from registers.dasar.isian import Nilai
from registers.dasar.waktu import tanggal_panjang


def hitung(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """Compare the letter's date with the day that its text prints in words.

    Args:
        isi: field `tanggal_exit`.
        acuan: the letter's date.

    Returns:
        No values; a warning when the two differ.
    """
    exit_meeting = date.fromisoformat(isi["tanggal_exit"])
    if exit_meeting == acuan.tanggal:
        return HasilHitung({})
    return HasilHitung(
        {},
        (
            f"Berita acara bertanggal {tanggal_panjang(acuan.tanggal)}, sedangkan isinya menyebut hari exit "
            f"meeting, {tanggal_panjang(exit_meeting)}.",
        ),
    )


HITUNG = hitung
