"""A row of the BKU penerimaan, and when its money is due at the kas daerah (SOP 10 step 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import batas, tanggal
from naskah.hitung_buku._setoran import Setoran
from registers.dasar.isian import Nilai

_HARI_KERJA = 1  # as naskah/data/bendahara.toml; SOP 10 prints none


def setoran(isi: Mapping[str, Nilai]) -> Setoran:
    """The receipt and its deposit."""
    return Setoran.dari(isi, "jumlah", "Jumlah", "nomor_sts")


def paling_lambat(isi: Mapping[str, Nilai], hari: Hari) -> date | None:
    """The last working day for the deposit."""
    return batas(tanggal(isi, "tanggal"), hari.atur.get("setor_hari_kerja", _HARI_KERJA), hari)
