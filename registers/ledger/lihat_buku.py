"""A page of a book: rows found by words and by cell, sorted, counted, without reading the whole book."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, func, or_, select, true

from registers.definisi import Buku, Kolom
from registers.ledger import skema
from registers.ledger.model import Baris
from registers.ledger.pembukuan import BacaBuku, baris_dari
from registers.ledger.peristiwa import BacaPeristiwa
from registers.penelusur_buku import URUTAN, Carian, Penelusur

_R = skema.baris_buku
_W = skema.buku


class BacaHalaman(BacaPeristiwa, BacaBuku):
    """Reading a book page by page.

    Attributes:
        penelusur: the indexes to search in. A transaction that writes has none of others: what it sees is
            not committed, and nobody else may find it.
    """

    penelusur: Penelusur | None = None

    def baris_halaman(
        self,
        buku: Buku,
        tahun: int,
        *,
        kata: str = "",
        saring: Mapping[str, str] | None = None,
        urut: str = "",
        turun: bool = False,
        batas: int = 50,
        lewati: int = 0,
    ) -> tuple[list[Baris], int]:
        """Some rows of a book, and how many there are in all that fit.

        Args:
            buku: the definition.
            tahun: its year.
            kata: words that must all occur in the row's cells, in any case and order. A part of a date is
                found as it is read, 23-11.
            saring: column key → text that must occur in that cell; blank texts say nothing.
            urut: key of the column to sort by; "" the book's own order. Blank cells come last.
            turun: the other way round.
            batas: at most so many rows.
            lewati: leave out so many before.
        """
        semua = saring or {}
        isian = {k.kunci: t for k in buku.kolom if (t := " ".join(semua.get(k.kunci, "").split()))}
        minta = Carian(kata.split(), isian, urut, turun)
        if not (minta.kata or isian or any(k.kunci == urut and k.dari != URUTAN for k in buku.kolom)):
            return self._menurut_buku(buku.id, tahun, turun, batas, lewati), self.jumlah_baris(buku.id, tahun)
        cocok = (self.penelusur or Penelusur()).cari(self, buku, tahun, minta)
        kunci = cocok[lewati : lewati + batas]
        baris = self.baris_menurut(buku.id, tahun, kunci)
        return [baris[satu] for satu in kunci], len(cocok)

    def _menurut_buku(self, buku: str, tahun: int, turun: bool, batas: int, lewati: int) -> list[Baris]:
        """Rows in the book's own order: the database has them at hand."""
        urutan = _R.c.urutan.desc() if turun else _R.c.urutan.asc()
        perintah = select(_R).where(_R.c.buku == buku, _R.c.tahun == tahun).order_by(urutan)
        return [baris_dari(b) for b in self._semua(perintah.limit(batas).offset(lewati))]

    def baris_belum(self, buku: Buku, tahun: int, *, isi: str, kosong: str) -> list[Baris]:
        """The rows that show something in column `isi` and nothing in column `kosong`, in their order."""
        kolom = {k.kunci: k for k in buku.kolom}
        perintah = _belum(self._koneksi.dialect.name, kolom[isi], kolom[kosong])
        baris = self._koneksi.execute(perintah, {"buku": buku.id, "tahun": tahun}).mappings()
        return sorted((baris_dari(b) for b in baris), key=lambda b: b.urutan)

    def tahun_buku(self, buku: str) -> list[int]:
        """The years this book has rows or a file of, newest first."""
        perintah = select(_W.c.tahun).where(_W.c.buku == buku).order_by(_W.c.tahun.desc())
        return [b["tahun"] for b in self._semua(perintah)]

    def jumlah_baris(self, buku: str, tahun: int) -> int:
        """How many rows the book has."""
        milik = (_R.c.buku == buku, _R.c.tahun == tahun)
        baris = self._satu(select(func.count().label("n")).select_from(_R).where(*milik))
        return int(baris["n"]) if baris else 0


@cache
def _belum(mesin: str, isi: Kolom, kosong: Kolom) -> Select[*tuple[Any, ...]]:
    """The rows with something in one column and nothing in another; made once, it is asked on every page."""
    milik = (_R.c.buku == bindparam("buku"), _R.c.tahun == bindparam("tahun"))
    return select(_R).where(*milik, _terisi(isi, mesin), ~_terisi(kosong, mesin))


def _terisi(kolom: Kolom, mesin: str) -> ColumnElement[bool]:
    """Whether a cell shows anything: its owner's half of the row has it, in a shared column either half."""
    if kolom.dari == URUTAN:
        return true()
    orang, nilai = _sel(_R.c.orang, kolom.kunci, mesin), _sel(_R.c.nilai, kolom.dari, mesin)
    milik = {"orang": [orang], "buku_besar": [nilai], "bersama": [orang, nilai]}[kolom.milik]
    return or_(*(func.coalesce(satu, "") != "" for satu in milik))


def _sel(kolom: Any, kunci: str, mesin: str) -> ColumnElement[Any]:
    """A member of a JSON object that is kept as text, as text; NULL where there is none."""
    if mesin == "postgresql":
        from sqlalchemy.dialects.postgresql import JSONB  # seldom the ledger's engine, slow to load

        return cast(kolom, JSONB)[kunci].astext
    return cast(func.json_extract(kolom, f'$."{kunci}"'), Text)
