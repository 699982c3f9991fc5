"""Whether the typed days of a month add up to its working days (SOP 23)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import bilangan
from naskah.hitung_buku.hari_kerja_bulan import hari_kerja_bulan
from naskah.hitung_buku.jumlah_kehadiran import jumlah_kehadiran
from registers.dasar.isian import Nilai


def periksa_kehadiran(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """One of cocok, kurang, lebih; "lebih" also when he was late on more days than he was there.

    None while there is nothing to compare.
    """
    jumlah, hari_kerja = jumlah_kehadiran(isi, hari), hari_kerja_bulan(isi, hari)
    if jumlah is None or hari_kerja is None:
        return None
    if jumlah > hari_kerja or (bilangan(isi, "terlambat") or 0) > (bilangan(isi, "hadir") or 0):
        return "lebih"
    return "kurang" if jumlah < hari_kerja else "cocok"


HITUNG = periksa_kehadiran
