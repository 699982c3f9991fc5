"""Conflicts as people decide about them: both values as they read them, whose they are, since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registers.bacaan_sel import bacaan
from registers.laporan import sebut

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku, Kolom
    from registers.ledger import Baca, Konflik
    from registers.ledger.model import Peristiwa


@dataclass(frozen=True)
class KonflikLayar:
    """A conflict on a screen.

    Attributes:
        nomor: its number.
        buku: id of the book.
        tahun: its year.
        judul: title of the book.
        baris: the row as people know it.
        kolom: heading of the column.
        diketik: what stood in the workbook.
        buku_besar: what the ledger said.
        waktu: when it was noticed (UTC, ISO 8601).
        siapa: who synced then.
        boleh_ketikan: whether what was typed may win; not in the ledger's own columns.
    """

    nomor: int
    buku: str
    tahun: int
    judul: str
    baris: str
    kolom: str
    diketik: str
    buku_besar: str
    waktu: str
    siapa: str
    boleh_ketikan: bool


def daftar(kantor: Kantor) -> list[KonflikLayar]:
    """Every open conflict, oldest first."""
    with kantor.ledger.baca() as baca:
        return [_satu(kantor, baca, satu) for satu in baca.konflik()]


def pengubah(kantor: Kantor) -> Mapping[int, Peristiwa]:
    """Number of a conflict → the edit on a screen that its value in the ledger comes from, where one is."""
    with kantor.ledger.baca() as baca:
        semua = baca.konflik()
        ubahan = baca.peristiwa_sejenis("ubah-sel", 0, baca.kepala()[0]) if semua else []
    menurut_isi = {
        (p.isi["buku"], p.isi["tahun"], sel["kunci"], sel["kolom"], sel["buku"]): p
        for p in ubahan  # the newest stays
        for sel in p.isi["diambil"]
    }
    letak = {k.id: (k.buku, k.tahun, k.kunci, k.kolom, k.nilai_besar) for k in semua}
    return {nomor: menurut_isi[satu] for nomor, satu in letak.items() if satu in menurut_isi}


def _satu(kantor: Kantor, baca: Baca, satu: Konflik) -> KonflikLayar:
    buku: Buku | None = kantor.buku.get(satu.buku)
    kolom: Kolom | None = next((k for k in buku.kolom if k.kunci == satu.kolom), None) if buku else None
    baris = baca.baris_menurut(satu.buku, satu.tahun, [satu.kunci]).get(satu.kunci)
    peristiwa = baca.peristiwa_sejenis("sinkron", satu.peristiwa - 1, satu.peristiwa)
    jenis = kolom.jenis if kolom else "teks"
    return KonflikLayar(
        nomor=satu.id,
        buku=satu.buku,
        tahun=satu.tahun,
        judul=buku.judul if buku else satu.buku,
        baris=sebut(baris) if baris else satu.kunci,
        kolom=kolom.judul if kolom else satu.kolom,
        diketik=bacaan(satu.nilai_buku, jenis),
        buku_besar=bacaan(satu.nilai_besar, jenis),
        waktu=satu.waktu,
        siapa=next((p.pelaku for p in peristiwa), ""),
        boleh_ketikan=kolom is not None and kolom.milik != "buku_besar",
    )
