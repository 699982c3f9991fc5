"""Accepting the office's series into the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import RowMapping, select, update

from registers.dasar.galat import KantorSalah
from registers.dasar.pola import BELUM, Pola
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import today
from registers.ledger import skema
from registers.ledger.model import Seri
from registers.ledger.peristiwa import TulisPeristiwa
from registers.ledger.rantai import json_baku
from registers.ledger.seri import periksa_seri
from registers.ledger.urutan import BacaNomor, terbesar

_N = skema.nomor
_S = skema.seri


class TulisSeri(BacaNomor, TulisPeristiwa):
    """Accepting series."""

    def terapkan_seri(self, defs: Sequence[Seri]) -> None:
        """Accept these series and no others, as an event. Series left out give no more numbers.

        Raises:
            KantorSalah: they could print one number twice, or one that another series, given up or changed
                since, has already taken this period; a pattern is wrong; or the restart rule of a series
                that has numbers would change.
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
        if temuan := [t for seri in defs if not seri.luar for t in self._terpakai(seri)]:
            raise KantorSalah("Seri nomor akan mencetak nomor yang sudah dipakai.", temuan)
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

    def _terpakai(self, seri: Seri) -> Iterator[Temuan]:
        """Numbers of other series, of this period and later, that this one would come to print.

        Texts are compared, not patterns: a series may have changed its pattern since. Only what lies ahead
        of the series counts, so `mulai` behind the last number of the other makes it acceptable.
        """
        aktif = self._aktif(seri.id)
        kini = seri.periode(today(self._pelaku.clock, self._pelaku.zona))
        lain = select(_N, _S.c.pola, _S.c.tetap).join(_S, _S.c.id == _N.c.seri).where(_N.c.seri != seri.id)
        awal: dict[int, int] = {}
        tertinggi: dict[str, tuple[int, str]] = {}
        for b in self._semua(lain.where((_N.c.periode == 0) | (_N.c.periode >= kini))):
            periode = kini if 0 in (kini, b["periode"]) else b["periode"]
            if periode not in awal:
                akhir = self._satu(terbesar(seri.id, periode))
                awal[periode] = aktif.sesudah(akhir["urut"] if akhir else 0, periode)
            urut = _urut_menurut(aktif.pola, b)
            if urut >= max(awal[periode], tertinggi.get(b["seri"], (0, ""))[0]):
                tertinggi[b["seri"]] = urut, b["teks"]
        for id_, (urut, teks) in tertinggi.items():
            yield Temuan(
                f"seri.{seri.id}",
                f"akan mencetak lagi nomor yang sudah dipakai seri {id_}, sampai dengan {teks}",
                f'pertahankan id "{id_}", atau tulis mulai = {urut + 1}',
                seri.pola,
            )

    def _pastikan_belum_bernomor(self, seri: Seri) -> None:
        if self._satu(select(_N.c.urut).where(_N.c.seri == seri.id).limit(1)) is not None:
            raise KantorSalah(
                f"Aturan reset seri {seri.id} tidak dapat diubah: seri itu sudah bernomor.",
                hint="Buat seri baru dengan id lain.",
            )


def _urut_menurut(pola: Pola, nomor: RowMapping) -> int:
    """The running number under which `pola` would print this number; 0 if it never does.

    The text of a reservation may still be open: then every text its own pattern allows counts.
    """
    if BELUM in nomor["teks"]:
        asal = Pola.urai(nomor["pola"], json.loads(nomor["tetap"]))
        return nomor["urut"] if pola.bertabrakan(asal) else 0
    terbaca = pola.baca(nomor["teks"])
    return int(terbaca["urut"]) if terbaca else 0
