"""A page of a book as people read it on a screen: its columns, some of its rows, how the file stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from naskah import buku as buku_kantor
from registers.bacaan_sel import bacaan, isi_sel
from registers.dasar.galat import TidakDitemukan
from registers.isian_buku import dapat_diketik

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku, Kolom
    from registers.ledger import Baca, Baris

SEHALAMAN = 50
Milik = Literal["buku_besar", "orang", "bersama"]


@dataclass(frozen=True)
class Permintaan:
    """Which page is asked for.

    Attributes:
        kata: words that must all occur somewhere in a row, or the key of a row.
        saring: column key → text that must occur in that cell.
        urut: key of the column to sort by; "" the book's own order.
        turun: the other way round.
        halaman: 1, 2, 3 …
        sehalaman: rows of a page.
    """

    kata: str = ""
    saring: Mapping[str, str] = field(default_factory=dict[str, str])
    urut: str = ""
    turun: bool = False
    halaman: int = 1
    sehalaman: int = SEHALAMAN


@dataclass(frozen=True)
class KolomLayar:
    """A column as a screen draws it.

    Attributes:
        kunci: its key.
        judul: its heading.
        jenis: its value kind.
        milik: whose it is.
        boleh: whether its cells may be edited here.
        pilihan: values offered.
        bantuan: what to write in it.
        rata: alignment.
        lebar: width in characters, as Excel counts it.
        wajib: whether a typed row needs it.
    """

    kunci: str
    judul: str
    jenis: str
    milik: Milik
    boleh: bool
    pilihan: tuple[str, ...] = ()
    bantuan: str = ""
    rata: str = "kiri"
    lebar: float = 10
    wajib: bool = False


@dataclass(frozen=True)
class SelLayar:
    """A cell: what people read, and the canonical text it stands for (`dilihat` of an edit)."""

    bacaan: str
    isi: str


@dataclass(frozen=True)
class BarisLayar:
    """A row: its key, its cells by column key, the looks its highlights give it, what the book says of it."""

    kunci: str
    urutan: int
    sel: Mapping[str, SelLayar]
    gaya: frozenset[str] = frozenset()
    pesan: str = ""
    naskah: str = ""


@dataclass(frozen=True)
class HalamanBuku:
    """A page of a book.

    Attributes:
        ringkas: the book and how its file stands.
        petunjuk: where a row belongs that somebody wants to type though the book takes none.
        ketik: whether rows may be typed into it.
        kolom: its columns.
        baris: the rows of this page.
        jumlah: how many rows fit in all.
        halaman: number of this page; the last one when more was asked for.
        jumlah_halaman: how many pages there are, at least 1.
        tahun_ada: years the book has, newest first.
    """

    ringkas: buku_kantor.RingkasBuku
    petunjuk: str
    ketik: bool
    kolom: tuple[KolomLayar, ...]
    baris: tuple[BarisLayar, ...]
    jumlah: int
    halaman: int
    jumlah_halaman: int
    tahun_ada: tuple[int, ...]


def halaman(kantor: Kantor, id_: str, tahun: int = 0, minta: Permintaan | None = None) -> HalamanBuku:
    """A page of a book; of this year without a year.

    Raises:
        TidakDitemukan: no such book, or not of that year.
    """
    minta = minta or Permintaan()
    tahun = tahun or kantor.hari_ini().year
    buku_kantor.pastikan_tahun(kantor, id_, tahun)
    buku = kantor.buku[id_]
    ke = max(minta.halaman, 1)
    with kantor.ledger.baca() as baca:
        baris, jumlah = _baris(baca, buku, tahun, minta, ke)
        akhir = max(-(-jumlah // minta.sehalaman), 1)
        if ke > akhir:
            ke = akhir
            baris, _ = _baris(baca, buku, tahun, minta, ke)
        ringkas = buku_kantor.ringkas(kantor, baca, id_, tahun)
    return HalamanBuku(
        ringkas=ringkas,
        petunjuk=buku.petunjuk,
        ketik=bool(buku.entri),
        kolom=kolom_layar(buku),
        baris=tuple(baris_layar(buku, satu) for satu in baris),
        jumlah=jumlah,
        halaman=ke,
        jumlah_halaman=akhir,
        tahun_ada=tuple(buku_kantor.tahun_ada(kantor, id_)),
    )


def _baris(baca: Baca, buku: Buku, tahun: int, minta: Permintaan, ke: int) -> tuple[list[Baris], int]:
    if minta.kata and (satu := baca.baris_menurut(buku.id, tahun, [minta.kata])):
        return list(satu.values()), 1  # a link to one row names its key
    return baca.baris_halaman(
        buku,
        tahun,
        kata=minta.kata,
        saring=minta.saring,
        urut=minta.urut,
        turun=minta.turun,
        batas=minta.sehalaman,
        lewati=(ke - 1) * minta.sehalaman,
    )


def satu_baris(kantor: Kantor, id_: str, tahun: int, kunci: str) -> BarisLayar:
    """One row as it is now.

    Raises:
        TidakDitemukan: no such book or row.
    """
    buku_kantor.pastikan_tahun(kantor, id_, tahun)
    buku = kantor.buku[id_]
    with kantor.ledger.baca() as baca:
        ada = baca.baris_menurut(id_, tahun, [kunci])
    if kunci not in ada:
        raise TidakDitemukan(f"Baris {kunci} tidak ada di {buku.judul} tahun {tahun}.")
    return baris_layar(buku, ada[kunci])


def kolom_layar(buku: Buku) -> tuple[KolomLayar, ...]:
    """The columns of a book."""
    return tuple(_kolom(k) for k in buku.kolom)


def kolom_diketik(buku: Buku) -> tuple[KolomLayar, ...]:
    """The columns a typed row may fill."""
    return tuple(_kolom(k) for k in buku.kolom if dapat_diketik(k))


def _kolom(kolom: Kolom) -> KolomLayar:
    return KolomLayar(
        kunci=kolom.kunci,
        judul=kolom.judul,
        jenis=kolom.jenis,
        milik=kolom.milik,
        boleh=kolom.milik != "buku_besar",
        pilihan=kolom.pilihan,
        bantuan=kolom.bantuan,
        rata=kolom.rata,
        lebar=kolom.lebar,
        wajib=kolom.wajib,
    )


def baris_layar(buku: Buku, baris: Baris) -> BarisLayar:
    """A row, every cell as it is read in Excel."""
    sel = {k.kunci: _sel(k, baris) for k in buku.kolom}
    return BarisLayar(
        kunci=baris.kunci,
        urutan=baris.urutan,
        sel=sel,
        gaya=frozenset(s.gaya for s in buku.sorot if sel[s.kolom].isi == s.nilai),
        pesan=baris.pesan,
        naskah=str(baris.nilai.get("id") or "").split("/")[0],
    )


def _sel(kolom: Kolom, baris: Baris) -> SelLayar:
    isi = isi_sel(kolom, baris.nilai, baris.orang)
    return SelLayar(bacaan(isi, kolom.jenis), isi)
