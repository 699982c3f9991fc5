"""Days of a month that were typed for one employee (SOP 23); being late is part of being there."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import bilangan
from registers.dasar.isian import Nilai

_HARI = ("hadir", "izin", "sakit", "cuti", "dinas_luar", "tanpa_keterangan")


def jumlah_kehadiran(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Their sum; None while nothing is typed."""
    terisi = [n for kunci in _HARI if (n := bilangan(isi, kunci)) is not None]
    return sum(terisi) if terisi else None


HITUNG = jumlah_kehadiran
