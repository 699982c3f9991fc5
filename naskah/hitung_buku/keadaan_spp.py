"""How far an SPP has come: SPP, SPM, SP2D; or sent back, or refused (SOP 9, 11)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import teks
from registers.dasar.isian import Nilai


def keadaan_spp(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """One of SP2D, dikembalikan, ditolak, SPM, SPP; None while it has no number."""
    if teks(isi, "nomor_sp2d"):
        return "SP2D"
    if putusan := teks(isi, "putusan"):
        return putusan.casefold()
    return "SPM" if teks(isi, "nomor_spm") else "SPP" if teks(isi, "nomor_spp") else None


HITUNG = keadaan_spp
