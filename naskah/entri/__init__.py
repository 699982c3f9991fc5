"""What a row typed into a book becomes. One module for each kind of event, found by looking.

A module ends in `ENTRI = fungsi`: the open office → what enters one typed row inside the sync's transaction,
books it, and gives the key of its row (`registers.entri.Terima`). The same request again gives the same key.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from registers.dasar.temukan import ambil, nama_modul

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.entri import Terima


def semua(kantor: Kantor) -> Mapping[str, Terima]:
    """Every kind of event that may be typed in by hand, bound to this office.

    Raises:
        ImportError: a module here registers no ENTRI.
    """
    paket = sys.modules[__name__]
    pembuat: dict[str, Callable[[Kantor], Terima]] = {
        nama: ambil(paket, nama, "ENTRI") for nama in nama_modul(paket)
    }
    return {nama: buat(kantor) for nama, buat in pembuat.items()}
