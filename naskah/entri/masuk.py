"""An incoming letter typed into the agenda (SOP 12 step 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from naskah import masuk
from naskah.masuk_isi import periksa
from registers.dasar.isian import Nilai

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku
    from registers.entri import Terima
    from registers.ledger import Tx


def entri(kantor: Kantor) -> Terima:
    """Enters a typed row: the letter, with everything `naskah masuk catat` would do."""

    def terima(tx: Tx, buku: Buku, tahun: int, isi: Mapping[str, Nilai], id_permintaan: str) -> str:
        lama = tx.permintaan(id_permintaan)
        if lama is not None:
            return lama.id
        sah = periksa(kantor, buku, isi)
        return masuk.catat_dalam(tx, kantor, sah, id_permintaan=id_permintaan).naskah.id

    return terima


ENTRI = entri
