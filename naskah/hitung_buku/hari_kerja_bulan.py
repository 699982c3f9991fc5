"""Working days of a month: Monday to Friday without the holidays of data/libur.csv (SOP 23)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from naskah.hari_kerja import banyak
from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import bilangan, teks
from registers.dasar.isian import Nilai
from registers.dasar.waktu import BULAN

_BULAN = {nama.casefold(): ke for ke, nama in enumerate(BULAN, start=1)}


def hari_kerja_bulan(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """How many; None while year or month cannot be read."""
    tahun, ke = bilangan(isi, "tahun"), _BULAN.get(teks(isi, "bulan").casefold())
    if ke is None or tahun is None or not 1900 <= tahun < 2200:
        return None
    awal = date(tahun, ke, 1)
    berikut = (awal + timedelta(days=31)).replace(day=1)
    return banyak(awal, berikut - timedelta(days=1), hari.libur)


HITUNG = hari_kerja_bulan
