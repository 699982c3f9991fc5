"""What settled a row of the buku jaga (SOP 16, 17, 18)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._jaga import Jaga
from registers.dasar.isian import Nilai


def selesai_jaga(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """The letter, the day it was sent, or why nothing is due; None while it is open."""
    return Jaga.dari(isi, hari).selesai or None


HITUNG = selesai_jaga
