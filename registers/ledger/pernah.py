"""What was issued before: merges of the same input, letters that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from registers.ledger import skema
from registers.ledger.sambungan import Pembaca

_J = skema.pekerjaan
_B = skema.baris_pekerjaan
_K = skema.naskah


@dataclass(frozen=True)
class BarisTerbit:
    """A row of an earlier merge whose letter holds.

    Attributes:
        pekerjaan: the merge.
        dimulai: when it was begun.
        nomor: the row's number.
    """

    pekerjaan: str
    dimulai: datetime
    nomor: int


class BacaPernah(Pembaca):
    """Reading what there is already, without holding all of it at once."""

    def baris_terbit(self, jenis: str, masukan: str) -> Iterator[BarisTerbit]:
        """The rows of merges of this type and input (its hash) whose letters are issued and not void."""
        perintah = (
            select(_J.c.id, _J.c.dibuat, _B.c.nomor)
            .join_from(_J, _B, _B.c.pekerjaan == _J.c.id)
            .join(_K, _K.c.id == _B.c.naskah_id)
            .where(_J.c.jenis == jenis, _J.c.masukan == masukan, _K.c.status == "terbit")
            .order_by(_J.c.dibuat, _J.c.id, _B.c.nomor)
        )
        hasil = self._koneksi.execute(perintah.execution_options(yield_per=1000))
        return (BarisTerbit(id_, datetime.fromisoformat(dibuat), nomor) for id_, dibuat, nomor in hasil)

    def isi_terbit(self, jenis: str) -> Iterator[tuple[str, str]]:
        """Values (canonical JSON) and number of every letter of this type that is issued and not void."""
        perintah = select(_K.c.isi, _K.c.nomor).where(_K.c.status == "terbit", _K.c.jenis == jenis)
        hasil = self._koneksi.execute(perintah.execution_options(yield_per=1000))
        return ((isi, nomor) for isi, nomor in hasil)
