"""How complete the papers of a Buku RAT are (SOP 28 steps 2 and 3)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import kelengkapan, teks
from registers.dasar.isian import Nilai

_BERKAS = {"permohonan": "permohonan", "buku_rat": "Buku RAT", "persyaratan": "persyaratan"}


def kelengkapan_rat(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Either "lengkap", or how many are and which are not."""
    return kelengkapan({nama: teks(isi, kunci) for kunci, nama in _BERKAS.items()})


HITUNG = kelengkapan_rat
