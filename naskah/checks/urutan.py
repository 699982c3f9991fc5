"""Sequences: no number missing without a reason, none twice."""

from __future__ import annotations

from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Urutan nomor"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report what the ledger itself finds wrong with its sequences; explained gaps are no damage."""
    with kantor.ledger.baca() as baca:
        return list(baca.periksa_urutan())
