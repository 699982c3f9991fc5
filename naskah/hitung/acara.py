"""The event people are invited to: nobody is invited to one that is over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung import HasilHitung, Rujukan
from registers.dasar.isian import Nilai
from registers.dasar.waktu import tanggal_panjang


def acara(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """No values; a warning when the event ends before the letter's date.

    Args:
        isi: `tanggal_acara`; optional `tanggal_akhir`, the last day of a longer one.
        acuan: the letter's date.
    """
    akhir = date.fromisoformat(isi.get("tanggal_akhir") or isi["tanggal_acara"])
    if akhir >= acuan.tanggal:
        return HasilHitung({})
    return HasilHitung(
        {},
        (
            f"Acaranya, {tanggal_panjang(akhir)}, mendahului tanggal surat, "
            f"{tanggal_panjang(acuan.tanggal)}; periksa tanggal acara.",
        ),
    )


HITUNG = acara
