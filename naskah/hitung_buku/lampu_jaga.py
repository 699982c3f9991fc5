"""The traffic light of a row of the buku jaga (SOP 16, 17, 18)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._jaga import Jaga
from registers.dasar.isian import Nilai


def lampu_jaga(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """One of merah, kuning, hijau; None where nothing is due."""
    return Jaga.dari(isi, hari).lampu or None


HITUNG = lampu_jaga
