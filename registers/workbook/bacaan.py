"""A book as people left it: rows by key, values by column key, whatever program saved it."""

from __future__ import annotations

from pathlib import Path

from registers.dasar import berkas
from registers.definisi import KOLOM_KUNCI, Buku
from registers.workbook.bukaan import Bukaan, buka_buku
from registers.workbook.model import BarisIsi, Isi, Rantai
from registers.workbook.paket import BukuAsing, Paket
from registers.workbook.pembaca import PembacaBaris
from registers.workbook.selisih import sebanding, selisih
from registers.workbook.tanda import baca_tanda


def baca(path: Path, buku: Buku, tahun: int | None = None) -> Isi:
    """Every row of the book, which must be the one of `tahun` if that is given.

    Raises:
        BukuAsing: not this book, damaged, or without its markers.
        BerkasGagal: the file cannot be read.
    """
    return baca_isi(berkas.baca(path), path.name, buku, tahun)


def baca_isi(
    data: bytes, nama: str, buku: Buku, tahun: int | None = None, *, dibanding: bytes | None = None
) -> Isi:
    """`baca` on bytes; against `dibanding`, the same book as last seen, only what differs since then.

    Everything is read (`penuh`) where rows cannot be told apart by their bytes, or too many differ: columns
    moved, another date system, other date formats, a shared string table that is not the old one continued.

    Raises:
        BukuAsing: not this book, damaged, or without its markers.
    """
    kini = buka_buku(data, nama, buku, tahun)
    pembaca = PembacaBaris(kini.paket, kini.lembar, kini.peta, buku)
    sebagian = _sebagian(kini, pembaca, dibanding, buku) if dibanding is not None else None
    baris, hilang = sebagian or (tuple(pembaca.semua()), frozenset[str]())
    return Isi(
        buku=kini.tanda.buku,
        tahun=kini.tanda.tahun,
        rantai=(kini.tanda.urut, kini.tanda.hash),
        lembar=kini.lembar.nama,
        kolom_hilang=tuple(k.kunci for k in buku.kolom if k.kunci not in kini.peta.kolom),
        baris=baris,
        penuh=sebagian is None,
        kunci_hilang=hilang,
    )


def _sebagian(
    kini: Bukaan, pembaca: PembacaBaris, dibanding: bytes, buku: Buku
) -> tuple[tuple[BarisIsi, ...], frozenset[str]] | None:
    """Changed rows with the unchanged ones that share a key with them, and the keys that are gone."""
    try:
        dulu = buka_buku(dibanding, kini.paket.nama, buku, sesudah=kini.paket)
    except BukuAsing:
        return None
    beda = selisih(kini.lembar, dulu.lembar) if sebanding(kini, dulu) else None
    if beda is None:
        return None
    baru = [satu for xml in beda.baru if (satu := pembaca.satu(xml))]
    pembaca_dulu = PembacaBaris(dulu.paket, dulu.lembar, dulu.peta, buku)
    lama = {satu.kunci for xml in beda.lama if (satu := pembaca_dulu.satu(xml))} - {""}
    berubah = {satu.kunci for satu in baru} - {""}
    tetap: dict[str, list[bytes]] = {}
    if cari := lama | berubah:
        for awal, _, kunci in kini.lembar.baris_berkunci(kini.peta.kolom[KOLOM_KUNCI], cari):
            if kunci in cari and (satu := kini.lembar.baris_di(awal).xml) not in beda.baru:
                tetap.setdefault(kunci, []).append(satu)
    salinan = [satu for k in berubah & tetap.keys() for xml in tetap[k] if (satu := pembaca.satu(xml))]
    baris = sorted((*baru, *salinan), key=lambda satu: satu.nomor)
    return tuple(baris), frozenset(lama - berubah - tetap.keys())


def rantai(path: Path, buku: Buku, tahun: int | None = None) -> Rantai:
    """The head of the ledger's chain as the file (of `tahun`, if given) remembers it.

    Raises:
        BukuAsing: not this book, damaged, or without its markers.
        BerkasGagal: the file cannot be read.
    """
    return rantai_isi(berkas.baca(path), path.name, buku, tahun)


def rantai_isi(data: bytes, nama: str, buku: Buku, tahun: int | None = None) -> Rantai:
    """`rantai` on bytes.

    Raises:
        BukuAsing: not this book, damaged, or without its markers.
    """
    tanda = baca_tanda(Paket(data, nama), buku.id, tahun)
    return tanda.urut, tanda.hash
