"""Rows of the books: booked in the ledger first, written into the workbook when it is free."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, Select, select, update

from registers.dasar.isian import Nilai
from registers.ledger import skema
from registers.ledger.model import Baris, KeadaanBuku
from registers.ledger.rantai import json_baku
from registers.ledger.sambungan import Pembaca, Penulis

_W = skema.buku
_R = skema.baris_buku


class BacaBuku(Pembaca):
    """Reading booked rows."""

    def keadaan_buku(self, buku: str, tahun: int) -> KeadaanBuku:
        """Up to which event the book's file is written."""
        baris = self._satu(select(_W).where(_W.c.buku == buku, _W.c.tahun == tahun))
        return _keadaan(baris) if baris else KeadaanBuku(buku, tahun)

    def semua_buku(self) -> list[KeadaanBuku]:
        """Every book that has rows."""
        return [_keadaan(b) for b in self._semua(_semua_buku())]

    def buku_menunggu(self) -> list[KeadaanBuku]:
        """The books with rows that are not in their file yet."""
        menunggu = (
            select(_R.c.kunci)
            .where(_R.c.buku == _W.c.buku, _R.c.tahun == _W.c.tahun, _R.c.peristiwa > _W.c.sampai_urut)
            .exists()
        )
        return [_keadaan(b) for b in self._semua(_semua_buku().where(menunggu))]

    def baris_menunggu(self, buku: str, tahun: int) -> list[Baris]:
        """Rows booked or changed after the last event written into the file, in their order."""
        sampai = self.keadaan_buku(buku, tahun).sampai_urut
        # Sorted here: asked to sort, SQLite walks the whole book in order instead of using the index.
        baris = self._semua(_baris_buku(buku, tahun).where(_R.c.peristiwa > sampai))
        return sorted((_baris(b) for b in baris), key=lambda b: b.urutan)

    def semua_baris(self, buku: str, tahun: int) -> list[Baris]:
        """Every row of the book, in its order."""
        return [_baris(b) for b in self._semua(_baris_buku(buku, tahun).order_by(_R.c.urutan))]

    def baris_kunci(self, kunci: str) -> list[Baris]:
        """The rows a letter has, in whichever books."""
        perintah = select(_R).where(_R.c.kunci == kunci).order_by(_R.c.buku, _R.c.tahun)
        return [_baris(b) for b in self._semua(perintah)]


class TulisBuku(BacaBuku, Penulis):
    """Booking rows."""

    def bukukan(
        self, buku: str, tahun: int, kunci: str, nilai: Mapping[str, Nilai], peristiwa_urut: int
    ) -> None:
        """Book a row, or change it; it waits until its workbook is written.

        Args:
            buku: id of the book.
            tahun: its year.
            kunci: key of the row; a row keeps its place among the others for ever.
            nilai: values by booking key (docs/arsitektur.md, "Books"); JSON-able.
            peristiwa_urut: the event that books it.
        """
        isi = json_baku(dict(nilai))
        tempat = (_R.c.buku == buku, _R.c.tahun == tahun, _R.c.kunci == kunci)
        if self._jalankan(update(_R).where(*tempat).values(nilai=isi, peristiwa=peristiwa_urut)):
            return
        akhir = self._satu(
            select(_R.c.urutan)
            .where(_R.c.buku == buku, _R.c.tahun == tahun)
            .order_by(_R.c.urutan.desc())
            .limit(1)
        )
        if (
            akhir is None
            and self._satu(select(_W.c.buku).where(_W.c.buku == buku, _W.c.tahun == tahun)) is None
        ):
            self._sisipkan(_W, vars(KeadaanBuku(buku, tahun)))
        baris = Baris(buku, tahun, kunci, nilai, peristiwa_urut, akhir["urutan"] + 1 if akhir else 1)
        self._sisipkan(_R, {**vars(baris), "nilai": isi})

    def buku_tertulis(self, buku: str, tahun: int, sampai_urut: int, hash_: str) -> None:
        """Note that the book's file now holds everything up to this event, whose hash stands in it."""
        tempat = (_W.c.buku == buku, _W.c.tahun == tahun)
        nilai = {"sampai_urut": sampai_urut, "hash": hash_}
        if not self._jalankan(update(_W).where(*tempat).values(**nilai)):
            self._sisipkan(_W, {"buku": buku, "tahun": tahun, **nilai})


def _baris_buku(buku: str, tahun: int) -> Select[*tuple[Any, ...]]:
    return select(_R).where(_R.c.buku == buku, _R.c.tahun == tahun)


def _semua_buku() -> Select[*tuple[Any, ...]]:
    return select(_W).order_by(_W.c.buku, _W.c.tahun)


def _keadaan(baris: RowMapping) -> KeadaanBuku:
    return KeadaanBuku(baris["buku"], baris["tahun"], baris["sampai_urut"], baris["hash"])


def _baris(baris: RowMapping) -> Baris:
    # The books of all series share one run of row numbers; `urut` starts again in every series.
    isi: dict[str, Any] = {**baris, "nilai": {**json.loads(baris["nilai"]), "urutan": baris["urutan"]}}
    return Baris(**isi)
