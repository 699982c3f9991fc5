"""How the examination that a Buku RAT asks for stands (SOP 28)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import lewat, teks
from naskah.hitung_buku.tenggat_rat import paling_lambat
from registers.dasar.isian import Nilai


def keadaan_rat(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Where it is: selesai, dikembalikan, diperiksa, terlambat (papers not examined in time), menunggu."""
    tahap = teks(isi, "tahap").casefold()
    if teks(isi, "tanggal_selesai") or tahap == "selesai":
        return "selesai"
    if tahap == "dikembalikan":
        return tahap
    if teks(isi, "tanggal_periksa"):
        return "diperiksa"
    return "terlambat" if lewat(paling_lambat(isi, hari), hari) else "menunggu"


HITUNG = keadaan_rat
