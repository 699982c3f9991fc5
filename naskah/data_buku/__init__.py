"""Books whose rows come from master data. One module each, named as the book with "_" for "-".

A module ends in `BARIS = fungsi` with the signature of `Sumber`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

from registers.dasar.isian import Nilai
from registers.dasar.temukan import ambil, nama_modul

if TYPE_CHECKING:
    from naskah.kantor import Kantor

BarisData = tuple[str, dict[str, Nilai]]
"""Key of a row, the same for ever, and its booking values."""


class Sumber(Protocol):
    """The rows of one book."""

    def __call__(self, kantor: Kantor, /) -> list[BarisData]:
        """Every row as of today.

        Raises:
            DataTidakSah: the master data cannot be used as a whole; the book then stays as it is.
        """
        ...


@cache
def nama() -> frozenset[str]:
    """Ids of the books that have a module here."""
    return frozenset(satu.replace("_", "-") for satu in nama_modul(sys.modules[__name__]))


def sumber(kantor: Kantor, id_buku: str) -> Sequence[BarisData] | None:
    """The rows of a book as of today; None for a book whose rows come from the ledger.

    Raises:
        DataTidakSah: the master data cannot be used as a whole.
    """
    if id_buku not in nama():
        return None
    baris: Sumber = ambil(sys.modules[__name__], id_buku.replace("-", "_"), "BARIS")
    return baris(kantor)
