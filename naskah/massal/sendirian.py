"""Letters of a chunk that kills its workers, tried one by one, each marked in the ledger before it is.

A mark goes when the attempt ends, whichever way, unless its process dies: so a mark that stands tells at what
a worker died. One may be a power cut; a letter that was stood by twice is to blame.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from registers.dasar.galat import NaskahError

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Tx
    from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan

SESUDAH = 3  # a chunk begun so often, and never ended, is done letter by letter
_BERSALAH = 2  # so many deaths at one letter
_BUNTU = 3  # deaths at so many letters, and none made: it is not the letters
_TANDA = "Dicetak tersendiri, percobaan ke-"


def kali(baris: BarisPekerjaan) -> int:
    """How many workers have died at this row."""
    angka = baris.pesan.removeprefix(_TANDA)
    return int(angka) if baris.pesan.startswith(_TANDA) and angka.isdecimal() else 0


def bersalah(baris: BarisPekerjaan) -> bool:
    """Whether it is this row that kills workers."""
    return kali(baris) >= _BERSALAH


def buntu(semua: Sequence[BarisPekerjaan]) -> bool:
    """Whether workers die at one row as at another."""
    return sum(kali(b) > 0 for b in semua) >= _BUNTU


@contextmanager
def dicoba(kantor: Kantor, pekerjaan: Pekerjaan, baris: BarisPekerjaan) -> Generator[None]:
    """Mark a row while it is tried.

    Raises:
        NaskahError: it cannot be marked, so it must not be tried.
    """
    tanda = f"{_TANDA}{kali(baris) + 1}"
    with kantor.ledger.tulis(pekerjaan.pelaku) as tx:
        _beri(tx, pekerjaan, baris, tanda)
    try:
        yield
    finally:
        with suppress(NaskahError), kantor.ledger.tulis(pekerjaan.pelaku) as tx:
            _beri(tx, pekerjaan, baris, "")


def _beri(tx: Tx, pekerjaan: Pekerjaan, baris: BarisPekerjaan, pesan: str) -> None:
    """Only while it is still to be done: a row that is done says something else."""
    kini = tx.baris_antara(pekerjaan.id, baris.nomor, baris.nomor)
    if kini and kini[0].keadaan == baris.keadaan:
        tx.ubah_baris_pekerjaan(pekerjaan.id, [replace(kini[0], pesan=pesan)])
