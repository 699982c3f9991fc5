"""What a book asks of a row typed by hand beyond its single cells: `[[syarat]]` of its definition. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from registers.bacaan_sel import JENIS_ANGKA, angka_sel, bacaan, kanonik
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.definisi import Buku, Kolom

_TAHUN = "tahun"


def periksa(buku: Buku, isi: Mapping[str, Nilai], salah: Collection[str] = ()) -> list[Temuan]:
    """What is wrong with a row, each finding at the heading of a cell; the year is `periksa_tahun`'s.

    Args:
        buku: the definition.
        isi: canonical values by column key.
        salah: columns that have a finding of their own; rules about them are not asked.
    """
    sel = {k.kunci: _Sel(k, kanonik(isi.get(k.kunci), k.jenis)) for k in buku.kolom}
    return [
        replace(temuan, saran=satu.saran)
        for satu in buku.syarat
        if satu.aturan != _TAHUN and not set(satu.kolom) & set(salah)
        for temuan in _ATURAN[satu.aturan]([sel[k] for k in satu.kolom])
    ]


def periksa_tahun(buku: Buku, isi: Mapping[str, Nilai], tahun: int) -> list[Temuan]:
    """The dates of a row that belong into the book of another year."""
    judul = {k.kunci: k.judul for k in buku.kolom}
    saran = "ketik di buku tahun itu, atau perbaiki tanggalnya"
    return [
        Temuan(judul[k], f"bukan tahun {tahun}", satu.saran or saran, bacaan(str(isi[k]), "tanggal"))
        for satu in buku.syarat
        if satu.aturan == _TAHUN
        for k in satu.kolom
        if isi.get(k) and not str(isi[k]).startswith(f"{tahun:04}-")
    ]


class _Sel:
    """One cell of the row."""

    def __init__(self, kolom: Kolom, teks: str) -> None:
        self.judul, self.angka = kolom.judul, kolom.jenis in JENIS_ANGKA
        self.teks, self.terbaca = teks, bacaan(teks, kolom.jenis)

    def __bool__(self) -> bool:
        """Whether it is filled; an amount of zero is none."""
        return bool(self.teks) and not (self.angka and angka_sel(self.teks) == 0)

    def lebih(self, lain: _Sel) -> bool:
        """Whether its value is above the other's; text that is no number is not compared with one."""
        if not (self.angka and lain.angka):
            return self.teks > lain.teks
        kiri, kanan = angka_sel(self.teks), angka_sel(lain.teks)
        return isinstance(kiri, Decimal) and isinstance(kanan, Decimal) and kiri > kanan

    def salah(self, pesan: str) -> Temuan:
        return Temuan(self.judul, pesan, nilai=self.terbaca)


_Aturan: TypeAlias = Callable[[Sequence[_Sel]], Iterator[Temuan]]


def _satu(semua: Sequence[_Sel]) -> Iterator[Temuan]:
    terisi = [s for s in semua if s]
    if not terisi:
        yield Temuan(" atau ".join(s.judul for s in semua), "belum diisi")
    for lebih in terisi[1:]:
        yield lebih.salah(f"diisi bersama {terisi[0].judul}, {terisi[0].terbaca}")


def _bersama(semua: Sequence[_Sel]) -> Iterator[Temuan]:
    if terisi := next((s for s in semua if s), None):
        yield from _kurang(terisi, semua)


def _perlu(semua: Sequence[_Sel]) -> Iterator[Temuan]:
    if semua[0]:
        yield from _kurang(semua[0], semua[1:])


def _kurang(sebab: _Sel, semua: Sequence[_Sel]) -> Iterator[Temuan]:
    return (s.salah(f"belum diisi, padahal {sebab.judul} terisi") for s in semua if not s)


def _naik(semua: Sequence[_Sel]) -> Iterator[Temuan]:
    for kiri, kanan in pairwise(s for s in semua if s):
        if kiri.lebih(kanan) and kiri.angka:
            yield kiri.salah(f"melebihi {kanan.judul}, {kanan.terbaca}")
        elif kiri.lebih(kanan):
            yield kanan.salah(f"lebih awal dari {kiri.judul}, {kiri.terbaca}")


_ATURAN: Mapping[str, _Aturan] = {"satu": _satu, "bersama": _bersama, "perlu": _perlu, "naik": _naik}
