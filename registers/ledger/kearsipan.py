"""Where letters lie in the archive, and until when (JRA)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select, update

from registers.ledger import skema
from registers.ledger.model import SimpananArsip
from registers.ledger.sambungan import Pembaca, Penulis

_A = skema.arsip


class BacaKearsipan(Pembaca):
    """Reading the archive."""

    def simpanan_arsip(self, naskah_id: str) -> SimpananArsip | None:
        """Where a letter lies; None while it is not put away."""
        baris = self._satu(select(_A).where(_A.c.naskah_id == naskah_id))
        return SimpananArsip(**baris) if baris else None

    def arsip_habis_masa(self, sampai: date) -> list[SimpananArsip]:
        """What has reached the end of its active or inactive time by that day, oldest first."""
        habis = or_(
            (_A.c.keadaan == "aktif") & (_A.c.aktif_sampai <= sampai),
            (_A.c.keadaan == "inaktif") & (_A.c.inaktif_sampai <= sampai),
        )
        return [
            SimpananArsip(**b)
            for b in self._semua(select(_A).where(habis).order_by(_A.c.tanggal, _A.c.naskah_id))
        ]


class TulisKearsipan(BacaKearsipan, Penulis):
    """Putting letters away."""

    def simpan_arsip(self, simpanan: SimpananArsip) -> None:
        """Note where a letter lies; a letter that is moved lies at its new place."""
        isi = vars(simpanan)
        if not self._jalankan(update(_A).where(_A.c.naskah_id == simpanan.naskah_id).values(**isi)):
            self._sisipkan(_A, isi)
