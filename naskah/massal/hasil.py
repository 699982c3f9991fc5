"""The letters of a merge, page by page, and their files in parts that a person can fetch."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from naskah import pencarian
from registers.ledger.pekerjaan import BarisPekerjaan, KeadaanBaris

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Baca, Naskah

FOLDER = "massal"  # of the office, for what merges leave beside their letters
TERBIT: tuple[KeadaanBaris, ...] = ("terbit", "selesai")  # rows whose letter has its document
BERSURAT: tuple[KeadaanBaris, ...] = ("bernomor", *TERBIT)  # rows whose letter is issued
KATA: Mapping[KeadaanBaris, str] = {
    "menunggu": "menunggu",
    "bernomor": "menunggu dicetak",
    "terbit": "menunggu PDF",
    "selesai": "selesai",
    "gagal": "gagal",
    "batal": "batal",
}
SEKALI = 1000  # letters whose files are fetched in one part
_BACA = 100  # rows read at a time


@dataclass(frozen=True)
class BarisHasil:
    """A row with the letter it became, None while it is none, and those that derive from it."""

    baris: BarisPekerjaan
    naskah: Naskah | None
    turunan: tuple[Naskah, ...] = ()


def halaman(
    kantor: Kantor, id_: str, keadaan: Collection[KeadaanBaris], *, lewati: int, batas: int
) -> list[BarisHasil]:
    """Some rows of a merge in one of these states, in their order."""
    with kantor.ledger.baca() as baca:
        semua = baca.baris_pekerjaan(id_, keadaan, batas=batas, lewati=lewati)
        ids = [b.naskah_id for b in semua if b.naskah_id]
        naskah = {n.id: n for n in baca.naskah_banyak(ids)}
        turunan = {id_: tuple(baca.turunan(id_)) for id_ in ids}
    return [BarisHasil(b, naskah.get(b.naskah_id), turunan.get(b.naskah_id, ())) for b in semua]


def keluarga(baca: Baca, id_: str) -> list[str]:
    """A letter and what derives from it, each before its own."""
    return [id_, *(lain for anak in baca.turunan(id_) for lain in keluarga(baca, anak.id))]


def jumlah_bagian(terbit: int) -> int:
    """In how many parts the files of so many letters are fetched."""
    return -(-terbit // SEKALI)


def berkas_bagian(kantor: Kantor, id_: str, bagian: int) -> Iterator[tuple[str, str]]:
    """Name and path of every file that holds now of the letters of a part (from 1), derived letters too."""
    terpakai: set[str] = set()
    for lewati in range((bagian - 1) * SEKALI, bagian * SEKALI, _BACA):
        with kantor.ledger.baca() as baca:
            semua = baca.baris_pekerjaan(id_, TERBIT, batas=_BACA, lewati=lewati)
        for satu in semua:
            for surat in (s for s in pencarian.keluarga(kantor, satu.naskah_id) if s.status != "batal"):
                for berkas in (b for b in surat.berkas if not b.lama):
                    yield _nama(PurePosixPath(berkas.path), surat.id, terpakai), berkas.path


def _nama(path: PurePosixPath, id_: str, terpakai: set[str]) -> str:
    """The file's own name; where another one has it, with the id of the letter."""
    nama = path.name if path.name not in terpakai else f"{path.stem}_{id_}{path.suffix}"
    terpakai.add(nama)
    return nama
