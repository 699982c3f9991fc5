"""A book as people left it: rows by key, values by column key, whatever program saved it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from registers.dasar import berkas
from registers.definisi import KOLOM_KUNCI, Buku
from registers.workbook.lembar import Potongan
from registers.workbook.model import BarisIsi, Isi, NilaiSel
from registers.workbook.paket import Paket, urai
from registers.workbook.sel import tanggal
from registers.workbook.sunting import temukan
from registers.workbook.tanda import baca_tanda

_FORMAT_TANGGAL = frozenset(
    {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
)  # numFmtId that Excel builds in
_BUKAN_KODE = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.'
)  # literals, colours and conditions of a format code


def baca(path: Path, buku: Buku, tahun: int | None = None) -> Isi:
    """Every row of the book, which must be the one of `tahun` if that is given.

    Raises:
        BukuAsing: not this book, damaged, or without its markers.
        BerkasGagal: the file cannot be read.
    """
    paket = Paket(berkas.baca(path), path.name)
    tanda = baca_tanda(paket, buku.id, tahun)
    _, lembar, peta = temukan(paket, tanda, buku)
    nama = {nomor: kunci for kunci, nomor in peta.kolom.items()}
    kolom_tanggal = {
        peta.kolom[k.kunci] for k in buku.kolom if k.jenis == "tanggal" and k.kunci in peta.kolom
    }
    nilai = _Penilai(paket, kolom_tanggal)
    baris: list[BarisIsi] = []
    for satu in lembar.baris():
        if satu.nomor <= peta.baris:
            continue
        isi = {nama[p.kolom]: nilai(p) for p in lembar.sel(satu.xml) if p.kolom in nama and p.sel.teks}
        if isi:
            baris.append(BarisIsi(str(isi.pop(KOLOM_KUNCI, "")), satu.nomor, isi))
    return Isi(
        buku=tanda.buku,
        tahun=tanda.tahun,
        rantai=(tanda.urut, tanda.hash),
        lembar=lembar.nama,
        kolom_hilang=tuple(k.kunci for k in buku.kolom if k.kunci not in peta.kolom),
        baris=tuple(baris),
    )


class _Penilai:
    """Cells as values. A number is a date where the column's kind or the cell's format says so."""

    def __init__(self, paket: Paket, kolom_tanggal: set[int]) -> None:
        self._kolom_tanggal = kolom_tanggal
        self._sejak_1904 = paket.sejak_1904
        self._gaya_tanggal = _gaya_tanggal(paket)

    def __call__(self, satu: Potongan) -> NilaiSel:
        teks = satu.sel.teks
        if satu.jenis == b"b":
            return teks == "1"
        if satu.jenis == b"d":
            return _tanggal_iso(teks) or teks
        if not satu.sel.angka:
            return teks
        angka = float(teks)
        if satu.kolom in self._kolom_tanggal or satu.gaya in self._gaya_tanggal:
            return tanggal(angka, sejak_1904=self._sejak_1904) or angka
        return int(angka) if angka.is_integer() else angka


def _tanggal_iso(teks: str) -> date | None:
    try:
        return date.fromisoformat(teks[:10])
    except ValueError:
        return None


def _gaya_tanggal(paket: Paket) -> frozenset[bytes]:
    """Style ids whose number format shows a date."""
    if not paket.gaya:
        return frozenset()
    akar = urai(paket.gaya, paket.nama)
    sendiri = {
        str(f.get("numFmtId"))
        for f in akar.iterfind("{*}numFmts/{*}numFmt")
        if {"d", "y"} <= set(_BUKAN_KODE.sub("", str(f.get("formatCode"))).lower())
    }
    bawaan = {str(n) for n in _FORMAT_TANGGAL}
    return frozenset(
        b"%d" % n
        for n, xf in enumerate(akar.iterfind("{*}cellXfs/{*}xf"))
        if str(xf.get("numFmtId")) in sendiri | bawaan
    )
