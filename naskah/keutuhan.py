"""Is this the ledger that made these files? A lost or outdated one would give numbers a second time."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from registers.dasar.galat import BukuBesarDitolak, NaskahError
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor

_BUKU = re.compile(r"(.+)-([0-9]{4})\.xls[xm]")
# What `arsip.tempat_arsip` makes: a name, the letter's id, perhaps a ralat. Other files are people's.
_DOKUMEN = re.compile(r".+_N-[0-9a-z]{6,7}(-r[0-9]+)?\.[a-z0-9]+")


def pernah_terbit(kantor: Path, buku: Collection[str]) -> bool:
    """Whether documents, or workbooks named like one of the books `buku`, show that letters were issued."""
    return any(id_ in buku for _, id_, _ in _buku(kantor)) or any(berkas_bernama_kita(kantor))


def berkas_bernama_kita(kantor: Path) -> Iterator[str]:
    """The path of every file in arsip/ that is named as only naskah names one; lazily, for a first answer."""
    for folder in _isi(kantor / "arsip"):
        if folder.is_dir() and folder.name.isdecimal():
            for satu in _isi(Path(folder.path)):
                if _DOKUMEN.fullmatch(satu.name):
                    yield f"arsip/{folder.name}/{satu.name}"


def pastikan_terkini(kantor: Kantor) -> None:
    """Refuse a ledger older than the books of this year and the last.

    Raises:
        BukuBesarDitolak: a book carries an event that the ledger does not have.
    """
    if temuan := buku_mendahului(kantor, kantor.hari_ini().year - 1):
        raise BukuBesarDitolak(
            f"Buku besar lebih lama daripada buku Excel, mungkin salinan lama: {temuan[0].tempat} "
            f"{temuan[0].pesan}.",
            "Pulihkan naskah.db dari cadangan terbaru. Bila tidak ada yang lebih baru, pindahkan buku itu ke "
            "luar folder buku/, lalu catat nomor yang sudah dipakai: naskah catat",
        )


def buku_mendahului(kantor: Kantor, sejak: int) -> list[Temuan]:
    """Books, from year `sejak` on, whose last event the ledger does not have; a book behind it is no fault.

    A book that cannot be read is passed over: others report it.
    """
    from registers import workbook

    tanda: list[tuple[str, int, str]] = []
    for path, id_, tahun in _buku(kantor.folder):
        if tahun < sejak or id_ not in kantor.buku:
            continue
        try:
            tanda.append((path.name, *workbook.rantai(path, kantor.buku[id_])))
        except (NaskahError, OSError):
            continue
    # The ledger after the books: what others book and write meanwhile is then in it.
    with kantor.ledger.baca() as baca:
        return [
            Temuan(
                f"buku/{nama}",
                f"memuat peristiwa {urut}, yang tidak ada dalam buku besar",
                "pulihkan naskah.db dari cadangan terbaru",
            )
            for nama, urut, hash_ in tanda
            if baca.hash_ke(urut) != hash_
        ]


def _buku(kantor: Path) -> Iterator[tuple[Path, str, int]]:
    for satu in _isi(kantor / "buku"):
        if kena := _BUKU.fullmatch(satu.name):
            yield Path(satu.path), kena[1], int(kena[2])


def _isi(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as isi:
            yield from isi
    except OSError:
        return  # no such folder yet, or one that may not be read: whoever needs it will say so
