"""Accepting the office's series into the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping, select, update

from registers.dasar.galat import KantorSalah
from registers.dasar.waktu import today
from registers.ledger import skema
from registers.ledger.model import Seri
from registers.ledger.peristiwa import TulisPeristiwa
from registers.ledger.rantai import json_baku
from registers.ledger.seri import periksa_seri
from registers.ledger.urutan import BacaNomor

_N = skema.nomor
_S = skema.seri


class TulisSeri(BacaNomor, TulisPeristiwa):
    """Accepting series."""

    def terapkan_seri(self, defs: Sequence[Seri]) -> None:
        """Accept these series and no others, as an event. Series left out give no more numbers.

        Raises:
            KantorSalah: they could print one number twice, a pattern is wrong, or the restart rule of a
                series that has numbers would change.
        """
        if temuan := periksa_seri(defs):
            raise KantorSalah("Seri nomor belum benar.", temuan)
        beda = self.beda_seri(defs)
        ada = {b["id"]: b for b in self._semua(select(_S))}
        self._jalankan(update(_S).values(aktif=False))
        for letak, seri in enumerate(defs):
            nilai = {**self._kolom(seri, ada.get(seri.id)), "letak": letak}
            if seri.id in ada:
                self._jalankan(update(_S).where(_S.c.id == seri.id).values(**nilai))
            else:
                self._sisipkan(_S, {"id": seri.id, **nilai})
        self.catat("seri", "", {"perubahan": beda, "seri": {s.id: s.pola for s in defs}})

    def _kolom(self, seri: Seri, lama: RowMapping | None) -> dict[str, object]:
        """The row of a series. `mulai` counts for the period in which the ledger first hears of it."""
        mulai_periode = seri.periode(today(self._pelaku.clock, self._pelaku.zona))
        if lama is not None and lama["reset"] != seri.reset:
            self._pastikan_belum_bernomor(seri)
        elif lama is not None and lama["mulai"] == seri.mulai:
            mulai_periode = lama["mulai_periode"]
        return {
            "pola": seri.pola,
            "tetap": json_baku(dict(seri.tetap)),
            "reset": seri.reset,
            "mulai": seri.mulai,
            "mulai_periode": mulai_periode,
            "mundur": seri.mundur,
            "luar": seri.luar,
            "jenis": json_baku(list(seri.jenis)),
            "aktif": True,
        }

    def _pastikan_belum_bernomor(self, seri: Seri) -> None:
        if self._satu(select(_N.c.urut).where(_N.c.seri == seri.id).limit(1)) is not None:
            raise KantorSalah(
                f"Aturan reset seri {seri.id} tidak dapat diubah: seri itu sudah bernomor.",
                hint="Buat seri baru dengan id lain.",
            )
