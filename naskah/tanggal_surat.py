"""What the date of a letter does to its series: one that has not come yet keeps every earlier day out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.kantor import Kantor


def belum_tiba(kantor: Kantor, seri: str, tanggal: date, *, dipesan: bool = False) -> str:
    """What a letter dated after today will do to the others; "" where the day has come.

    Args:
        kantor: the open office.
        seri: id of the letter's series.
        tanggal: the letter's date.
        dipesan: whether it takes a reserved number, whose date does not count.
    """
    if tanggal <= kantor.hari_ini():
        return ""
    kata, satu = f"Tanggal surat {tanggal_panjang(tanggal)} belum tiba", kantor.seri(seri)
    if dipesan or satu.luar:
        return f"{kata}."
    akibat = "tidak dapat memberi nomor" if satu.mundur == "tolak" else "hanya memberi nomor sisipan"
    return f"{kata}; sesudahnya seri {seri} {akibat} untuk tanggal sebelum itu."
