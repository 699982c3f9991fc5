"""Conflicts between a book and the ledger: both values kept until somebody settles them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select, update

from registers.dasar.galat import TidakDitemukan
from registers.ledger import skema
from registers.ledger.model import Konflik
from registers.ledger.peristiwa import TulisPeristiwa
from registers.ledger.sambungan import Pembaca

_K = skema.konflik


class BacaKonflik(Pembaca):
    """Reading conflicts."""

    def konflik(self, buku: str = "", tahun: int = 0, *, semua: bool = False) -> list[Konflik]:
        """Open conflicts, oldest first.

        Args:
            buku: only this book; "" for every one.
            tahun: only this year; 0 for every one.
            semua: settled ones too.
        """
        perintah = select(_K).order_by(_K.c.id)
        if buku:
            perintah = perintah.where(_K.c.buku == buku)
        if tahun:
            perintah = perintah.where(_K.c.tahun == tahun)
        if not semua:
            perintah = perintah.where(_K.c.status == "terbuka")
        return [Konflik(**b) for b in self._semua(perintah)]

    def konflik_satu(self, id_: int) -> Konflik:
        """One conflict.

        Raises:
            TidakDitemukan: there is none of that number.
        """
        baris = self._satu(select(_K).where(_K.c.id == id_))
        if baris is None:
            raise TidakDitemukan(f"Konflik nomor {id_} tidak ada.", "Lihat: naskah buku konflik")
        return Konflik(**baris)


class TulisKonflik(BacaKonflik, TulisPeristiwa):
    """Noting and settling conflicts."""

    def catat_konflik(self, konflik: Konflik, peristiwa_urut: int) -> None:
        """Keep a conflict, noted by this event."""
        isi = vars(replace(konflik, peristiwa=peristiwa_urut, waktu=self._pelaku.saat()))
        self._sisipkan(_K, {k: v for k, v in isi.items() if k != "id"})

    def selesaikan_konflik(self, id_: int, putusan: str) -> Konflik:
        """Settle a conflict, as an event; both values stay on record.

        Raises:
            TidakDitemukan: there is none of that number.
        """
        lama = self.konflik_satu(id_)
        self._jalankan(update(_K).where(_K.c.id == id_).values(status="selesai", putusan=putusan))
        tempat = {"buku": lama.buku, "tahun": lama.tahun, "kunci": lama.kunci, "kolom": lama.kolom}
        self.catat("konflik-selesai", "", {**tempat, "nomor": id_, "putusan": putusan})
        return replace(lama, status="selesai", putusan=putusan)
