"""What the pages before the first number of a merge share: the plan, what its check found, who would work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from naskah.web import rencana
from naskah.web.minta import Minta
from naskah.web.rencana import Rencana

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.massal.jalan import Telaah
    from naskah.massal.masukan import Masukan


@dataclass(frozen=True)
class Diperiksa:
    """An input that was checked."""

    kunci: str
    apa: Rencana
    jenis: Jenis
    masukan: Masukan
    telaah: Telaah


def satu_rencana(m: Minta) -> tuple[str, Rencana]:
    """The plan of this address, with its key."""
    kunci = str(m.jalur["id"])
    return kunci, rencana.buka(m.kantor, kunci)


def diperiksa(m: Minta) -> Diperiksa | None:
    """The result of the check; None while there is none."""
    kunci, apa = satu_rencana(m)
    kini = m.peladen.pemeriksa.periksa(m.kantor, kunci, apa)
    if kini.masukan is None or kini.telaah is None:
        return None
    return Diperiksa(kunci, apa, m.kantor.katalog.jenis(apa.jenis), kini.masukan, kini.telaah)


def pekerja_menyala(m: Minta) -> int:
    """How many workers would make the letters now."""
    with m.kantor.ledger.baca() as baca:
        return baca.pekerja_hidup()
