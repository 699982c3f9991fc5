"""The hash chain of the ledger: every event still says what it said when it was written."""

from __future__ import annotations

from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Rantai peristiwa buku besar"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Verify the whole chain; it is cheap (100,000 events take seconds), so always."""
    with kantor.ledger.baca() as baca:
        return list(baca.periksa_rantai())
