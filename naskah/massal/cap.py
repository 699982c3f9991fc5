"""What tells the letters of a chunk from any other ones: what they say and are made of, program, key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from naskah.segel import bubuh, kunci
from registers.ledger.antrean import Potongan

if TYPE_CHECKING:
    from naskah.draf import Draf
    from naskah.kantor import Kantor


@dataclass(frozen=True)
class Cap:
    """One letter of a chunk: its row, a hash of all it will say and be made of, the key that seals it."""

    baris: int
    sidik: str
    kunci: str


def cap(kantor: Kantor, baris: int, draf: Draf) -> Cap:
    """Of the letter of a row, as this machine would make it."""
    return Cap(baris, draf.sidik(), kunci_segel(kantor, [draf]))


def potongan_dari(pekerjaan: str, semua: Sequence[Cap], simpanan: str) -> Potongan:
    """The chunk of these letters, in the order of their rows."""
    return Potongan(
        pekerjaan=pekerjaan,
        awal=semua[0].baris,
        akhir=semua[-1].baris,
        jumlah=len(semua),
        versi=versi(),
        sidik=_gabung([c.sidik for c in semua]),
        kunci=next((c.kunci for c in semua if c.kunci), ""),
        simpanan=simpanan,
    )


def sidik(draf: Sequence[Draf]) -> str:
    """A hash of all these letters will say and be made of, but their numbers."""
    return _gabung([d.sidik() for d in draf])


def kunci_segel(kantor: Kantor, draf: Sequence[Draf]) -> str:
    """Name of the key that seals these letters; "" without seals, or without a key."""
    milik = kunci.milik(kantor.folder) if any(map(bubuh.bersegel, draf)) else None
    return milik.id if milik else ""


def versi() -> str:
    """The version of this program."""
    return version("naskah")


def _gabung(sidik: Sequence[str]) -> str:
    return hashlib.sha256("".join(sidik).encode()).hexdigest()
