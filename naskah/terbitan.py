"""A letter under its number: rendered, its files on the disk, and all that the ledger is to keep of it.

`cetak` needs no ledger, so that a merge can do it in other processes; `simpan` takes any number of them into
one transaction. A letter that a worker of the queue is to render later is saved first, by `menyusul`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from naskah import baris_surat, dokumen, pembukuan
from naskah.segel import bubuh
from registers.dasar.berkas import sha256_tetap

if TYPE_CHECKING:
    from naskah.arsip import Simpanan, Tumpukan, Tunggu
    from naskah.draf import Draf
    from naskah.gudang import Titipan
    from naskah.kantor import Kantor
    from registers.ledger import Naskah, Tx


@dataclass(frozen=True)
class Terbitan:
    """One issued letter.

    Attributes:
        naskah: its row, with number and material.
        isi: what its event and its rows in the books say.
        peristiwa: what its event says beside that: files and seals.
        simpanan: its documents under .tunggu/.
        bahan: what it was made of, by hash; without what the ledger is known to have.
        buku: the books it stands in.
        tulisan: rows it writes in books in which people type.
    """

    naskah: Naskah
    isi: Mapping[str, Any]
    peristiwa: Mapping[str, Any]
    simpanan: tuple[Simpanan, ...]
    bahan: Mapping[str, bytes]
    buku: tuple[str, ...]
    tulisan: tuple[baris_surat.Tulisan, ...]


def cetak(
    kantor: Kantor,
    wadah: Tunggu | Tumpukan,
    draf: Draf,
    naskah: Naskah,
    *,
    dikenal: frozenset[str] = frozenset(),
) -> Terbitan:
    """Render a numbered letter with its seal and put its documents on the disk.

    Args:
        kantor: the open office.
        wadah: takes the files.
        draf: the letter.
        naskah: its row, numbered.
        dikenal: hashes of material that the ledger has.

    Raises:
        DataTidakSah, TemplatSalah: it cannot be rendered.
        BerkasGagal: its files cannot be written.
    """
    return _rangkai(kantor, draf, naskah, dikenal, *cetak_dokumen(kantor, wadah, draf, naskah))


def cetak_dokumen(
    kantor: Kantor, wadah: Tunggu | Tumpukan | Titipan, draf: Draf, naskah: Naskah
) -> tuple[tuple[Simpanan, ...], dict[str, Any]]:
    """Only the documents of a numbered letter, and what an event says of them: files and seals.

    Raises:
        As `cetak`.
    """
    hasil = bubuh.render(kantor, draf, naskah)
    simpanan = tuple(dokumen.simpan(wadah, draf, naskah, hasil, versi=1))
    return simpanan, {**dokumen.sebut(simpanan), **bubuh.sebut(kantor, draf, hasil)}


def menyusul(
    kantor: Kantor, draf: Draf, naskah: Naskah, peristiwa: Mapping[str, Any], *, dikenal: frozenset[str]
) -> Terbitan:
    """A numbered letter whose documents are still to come."""
    return _rangkai(kantor, draf, naskah, dikenal, (), peristiwa)


def _rangkai(
    kantor: Kantor,
    draf: Draf,
    naskah: Naskah,
    dikenal: frozenset[str],
    simpanan: tuple[Simpanan, ...],
    peristiwa: Mapping[str, Any],
) -> Terbitan:
    bahan = {nama: (sha256_tetap(data), data) for nama, data in dokumen.semua_bahan(draf).items()}
    urut = f"{naskah.urut}{naskah.sisipan}"
    return Terbitan(
        naskah=replace(naskah, bahan={nama: hash_ for nama, (hash_, _) in bahan.items()}),
        isi={**pembukuan.catatan(draf), "nomor": naskah.nomor, "seri": naskah.seri, "urut": urut},
        peristiwa=peristiwa,
        simpanan=simpanan,
        bahan={hash_: data for hash_, data in bahan.values() if hash_ not in dikenal},
        buku=draf.jenis.buku,
        tulisan=tuple(baris_surat.susun(kantor, draf, naskah.nomor, naskah.id)),
    )


def simpan(tx: Tx, kantor: Kantor, semua: Sequence[Terbitan]) -> dict[str, list[str]]:
    """Everything of saved letters but the letters themselves: material, events, files, rows of the books.

    Returns:
        id of a letter = what its books did not take, in words.

    Raises:
        KeadaanDitolak: a book does not allow the letter (`baris_surat.catat`).
    """
    for data in {hash_: data for t in semua for hash_, data in t.bahan.items()}.values():
        tx.simpan_isi(data)
    peristiwa = tx.catat_banyak("terbit", [(t.naskah.id, {**t.isi, **t.peristiwa}) for t in semua])
    tx.daftar_berkas(*(b for t in semua for b in dokumen.terdaftar(t.naskah.id, t.simpanan)))
    baris = [
        (
            (buku, t.naskah.hari.year),
            (t.naskah.id, {**t.isi, "id": t.naskah.id, "pelaku": kantor.pelaku}, p.urut),
        )
        for t, p in zip(semua, peristiwa, strict=True)
        for buku in t.buku
    ]
    baris.sort(key=lambda b: b[0])
    for (buku, tahun), milik in groupby(baris, lambda b: b[0]):
        tx.bukukan_baru(buku, tahun, [isi for _, isi in milik])
    return {
        t.naskah.id: baris_surat.catat(tx, t.naskah.id, t.tulisan, p.urut)
        for t, p in zip(semua, peristiwa, strict=True)
        if t.tulisan
    }
