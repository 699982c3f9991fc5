"""A page of a book: rows found by words and by cell, sorted, counted, without reading the whole book.

What a cell shows is said once more here, in SQL: `registers.penggabungan.isi_sel` is the same rule. Rows are
kept as JSON text, which the two engines read each in its own way (`_Json`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import (
    REAL,
    ColumnElement,
    Numeric,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB

from registers.definisi import Buku, Kolom
from registers.ledger import skema
from registers.ledger.model import Baris
from registers.ledger.pembukuan import baris_dari
from registers.ledger.sambungan import Pembaca

_R = skema.baris_buku
_W = skema.buku
_URUTAN = "urutan"
_ANGKA = frozenset({"bilangan", "rupiah", "persen"})  # kinds whose cells sort as numbers
_ANGKA_POLOS = r"^-?[0-9]+(\.[0-9]+)?$"
_RIBUAN = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?|[0-9]+,[0-9]{1,2}")
_BAGIAN_TANGGAL = re.compile(r"[0-9]+(-[0-9]+)+")


class BacaHalaman(Pembaca):
    """Reading a book page by page."""

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
        lihat = _Json(self._koneksi.dialect.name, buku, tahun, kata.split(), list(isian.values()))
        cocok = [lihat.di_sel(k, isian[k.kunci]) for k in buku.kolom if k.kunci in isian]
        urutan = lihat.urutan(buku, urut, turun=turun)
        perintah = select(lihat.d.c.kunci).where(lihat.kata(), *cocok).order_by(*urutan)
        if kata.strip() or cocok:  # the keys of all that fit are had sooner than their number besides
            cocok_semua = self._semua(perintah)
            jumlah, kunci = len(cocok_semua), cocok_semua[lewati : lewati + batas]
        else:
            jumlah, kunci = (
                self.jumlah_baris(buku.id, tahun),
                self._semua(perintah.limit(batas).offset(lewati)),
            )
        milik = (_R.c.buku == buku.id, _R.c.tahun == tahun, _R.c.kunci.in_([b["kunci"] for b in kunci]))
        baris = {b["kunci"]: baris_dari(b) for b in self._semua(select(_R).where(*milik))}
        return [baris[b["kunci"]] for b in kunci], jumlah

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


class _Json:
    """The rows of a book that may have some words, and what their cells show, as one engine says it.

    `d` is what is selected from. In PostgreSQL every row's text becomes jsonb once, there.
    """

    def __init__(self, mesin: str, buku: Buku, tahun: int, kata: Sequence[str], sel: Sequence[str]) -> None:
        self._pg, self._buku, self._kata = mesin == "postgresql", buku, kata
        nilai, orang = (cast(k, JSONB) if self._pg else k for k in (_R.c.nilai, _R.c.orang))
        mungkin = [self._mungkin(satu) for satu in (*kata, *sel)]
        perintah = select(_R.c.kunci, _R.c.urutan, nilai.label("nilai"), orang.label("orang")).where(
            _R.c.buku == buku.id, _R.c.tahun == tahun, *mungkin
        )
        self.d = (perintah.offset(0) if self._pg else perintah).subquery()

    def kata(self) -> ColumnElement[bool]:
        """Every word occurs in what the row shows.

        Taking rows apart is what costs: those that cannot have the words are left out of `d` before.
        """
        d, kolom = self.d.c, self._buku.kolom
        besar = self._semua(d.nilai, [k.dari for k in kolom if k.milik != "orang"])
        orang = self._semua(d.orang, [k.kunci for k in kolom if k.milik != "buku_besar"])
        return and_(
            true(),
            *(
                or_(self._nomor(d.urutan, satu), *(self._ada(satu, s, urai=True) for s in (besar, orang)))
                for satu in self._kata
            ),
        )

    def di_sel(self, kolom: Kolom, teks: str) -> ColumnElement[bool]:
        """The cell has this text, in any case."""
        return self._ada(teks, self._isi(kolom))

    def urutan(self, buku: Buku, kunci: str, *, turun: bool) -> Iterator[ColumnElement[Any]]:
        """By what to sort; rows alike in it, and blank ones, stay in the order of the book."""
        kolom = next((k for k in buku.kolom if k.kunci == kunci), None)
        if kolom is not None and kolom.dari != _URUTAN:
            isi = self._isi(kolom)
            nilai = self._angka(isi) if kolom.jenis in _ANGKA else func.lower(func.nullif(isi, ""))
            yield (nilai.desc() if turun else nilai.asc()).nulls_last()
            turun = False
        yield self.d.c.urutan.desc() if turun else self.d.c.urutan.asc()

    def _isi(self, kolom: Kolom) -> ColumnElement[str]:
        return _isi_sel(self.d.c, kolom, pg=self._pg)

    def _semua(self, kolom: Any, kunci: Sequence[str]) -> ColumnElement[Any]:
        """Several members in one text. SQLite gives them as a JSON list, taking the object apart once."""
        if self._pg:
            return func.concat_ws("\n", *(kolom[k].astext for k in ["_", *kunci]))
        return func.json_extract(kolom, _tempat("_"), *(_tempat(k) for k in kunci))

    def _mungkin(self, kata: str) -> ColumnElement[bool]:
        """The stored text of a row has the word anywhere, or it is part of its number."""
        ada = (self._ada(kata, k, urai=True, json_=True) for k in (_R.c.nilai, _R.c.orang))
        return or_(self._nomor(_R.c.urutan, kata), *ada)

    def _nomor(self, urutan: ColumnElement[int], kata: str) -> ColumnElement[bool]:
        ada = any(k.dari == _URUTAN for k in self._buku.kolom) and kata.isdecimal()
        return cast(urutan, Text).contains(kata) if ada else ~true()

    def _ada(
        self, teks: str, dalam: ColumnElement[str], *, urai: bool = False, json_: bool = False
    ) -> ColumnElement[bool]:
        """The text occurs, in any case; SQLite's LIKE knows no case by itself."""
        cari = _ejaan(teks)
        if json_ or (urai and not self._pg):  # as JSON writes it
            cari = [json.dumps(satu, ensure_ascii=False)[1:-1] for satu in cari]
        if self._pg:
            return or_(*(dalam.icontains(satu, autoescape=True) for satu in cari))
        return or_(*(dalam.contains(satu, autoescape=True) for satu in cari))

    def _angka(self, isi: ColumnElement[str]) -> ColumnElement[Any]:
        """A number to sort by; text that is none sorts as nothing."""
        if self._pg:
            return case((isi.regexp_match(_ANGKA_POLOS), cast(isi, Numeric)), else_=None)
        return cast(func.nullif(isi, ""), REAL)


@cache
def _belum(mesin: str, isi: Kolom, kosong: Kolom) -> Select[*tuple[Any, ...]]:
    """The rows with something in one column and nothing in another; made once, it is asked on every page."""
    pg = mesin == "postgresql"
    nilai, orang = (cast(k, JSONB) if pg else k for k in (_R.c.nilai, _R.c.orang))
    di = SimpleNamespace(nilai=nilai, orang=orang, urutan=_R.c.urutan)
    milik = (_R.c.buku == bindparam("buku"), _R.c.tahun == bindparam("tahun"))
    return select(_R).where(*milik, _isi_sel(di, isi, pg=pg) != "", _isi_sel(di, kosong, pg=pg) == "")


def _isi_sel(d: Any, kolom: Kolom, *, pg: bool) -> ColumnElement[str]:
    """What a cell shows, from the columns `urutan`, `nilai` and `orang` of `d`."""
    if kolom.dari == _URUTAN:
        return cast(d.urutan, Text)
    orang, nilai = _sel(d.orang, kolom.kunci, pg=pg), _sel(d.nilai, kolom.dari, pg=pg)
    if kolom.milik == "orang":
        return func.coalesce(orang, "")
    if kolom.milik == "bersama":
        return func.coalesce(func.nullif(orang, ""), nilai, "")
    return func.coalesce(nilai, "")


def _sel(kolom: Any, kunci: str, *, pg: bool) -> ColumnElement[Any]:
    """A member of a JSON object, as text; NULL where there is none."""
    return kolom[kunci].astext if pg else cast(func.json_extract(kolom, _tempat(kunci)), Text)


def _ejaan(teks: str) -> list[str]:
    """A text, and a date or an amount also as it is kept.

    >>> _ejaan("23-11-2026"), _ejaan("1.250.000,50")
    (['23-11-2026', '2026-11-23'], ['1.250.000,50', '1250000.5'])
    """
    if _BAGIAN_TANGGAL.fullmatch(teks):
        return [teks, "-".join(reversed(teks.split("-")))]
    if _RIBUAN.fullmatch(teks):
        utuh, _, sen = teks.replace(".", "").partition(",")
        return [teks, f"{utuh}.{sen}".rstrip("0").rstrip(".") if sen else utuh]
    return [teks]


def _tempat(kunci: str) -> str:
    return f'$."{kunci}"'
