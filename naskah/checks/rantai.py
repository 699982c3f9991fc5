"""The hash chain of the ledger: every event still says what it said when it was written."""

from __future__ import annotations

from naskah import keutuhan
from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Rantai peristiwa buku besar"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Verify the whole chain, which is cheap, and against the books; with `menyeluruh` the database too."""
    temuan = keutuhan.buku_mendahului(kantor, 0)
    with kantor.ledger.baca() as baca:
        return [*temuan, *baca.periksa_rantai(), *(baca.periksa_basis() if menyeluruh else [])]
