"""Branches of a letter's way through the office. Their state is kept here; each change is an event too."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update

from registers.dasar.galat import TidakDitemukan
from registers.ledger import skema
from registers.ledger.model import Disposisi
from registers.ledger.sambungan import Pembaca, Penulis

_D = skema.disposisi
TERBUKA = ("diberikan", "diterima")


class BacaDisposisi(Pembaca):
    """Reading branches."""

    def disposisi(self, id_: str) -> Disposisi:
        """One branch.

        Raises:
            TidakDitemukan: there is none.
        """
        baris = self._satu(select(_D).where(_D.c.id == id_))
        if baris is None:
            raise TidakDitemukan(f"Disposisi {id_} tidak ada.", "Lihat: naskah posisi ID")
        return Disposisi(**baris)

    def disposisi_naskah(self, naskah_id: str) -> list[Disposisi]:
        """The branches of a letter, in the order they were given."""
        perintah = (
            select(_D).where(_D.c.naskah_id == naskah_id).order_by(_D.c.dibuat, func.length(_D.c.id), _D.c.id)
        )
        return [Disposisi(**b) for b in self._semua(perintah)]

    def bercabang(self, naskah_id: Collection[str]) -> set[str]:
        """Those of these letters that have a branch, open or not."""
        perintah = select(_D.c.naskah_id).where(_D.c.naskah_id.in_(list(naskah_id))).distinct()
        return {b["naskah_id"] for b in self._semua(perintah)}

    def disposisi_terbuka(self, kepada: Collection[str] = ()) -> list[Disposisi]:
        """Branches somebody has to act on, most urgent first; of the posts `kepada` only, if given."""
        perintah = select(_D).where(_D.c.status.in_(TERBUKA))
        if kepada:
            perintah = perintah.where(_D.c.kepada.in_(list(kepada)))
        return [
            Disposisi(**b)
            for b in self._semua(perintah.order_by(_D.c.batas.nulls_last(), _D.c.dibuat, _D.c.id))
        ]


class TulisDisposisi(BacaDisposisi, Penulis):
    """Giving branches and moving them on."""

    def id_disposisi(self, naskah_id: str) -> str:
        """The id the next branch of a letter gets: "M-abc234/1"."""
        jumlah = self._satu(select(func.count().label("n")).where(_D.c.naskah_id == naskah_id))
        return f"{naskah_id}/{(jumlah['n'] if jumlah else 0) + 1}"

    def simpan_disposisi(self, disposisi: Disposisi) -> None:
        """Insert a branch, or replace it as a whole."""
        isi = vars(disposisi)
        if not self._jalankan(update(_D).where(_D.c.id == disposisi.id).values(**isi)):
            self._sisipkan(_D, isi)
