"""What a merge would make a second time: the same input, and letters that say in every field the same."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from registers.dasar.berkas import sha256
from registers.dasar.waktu import FixedClock, tanggal_panjang, today

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.massal.masukan_model import Masukan
    from naskah.massal.pekerja import Telaahan


@dataclass(frozen=True)
class Pernah:
    """What there is already.

    Attributes:
        berkas: of each earlier merge of the same input, when it was and how many of its letters hold.
        surat: row number = number of the letter that says the same.
    """

    berkas: tuple[str, ...] = ()
    surat: Mapping[int, str] = field(default_factory=dict[int, str])

    def kalimat(self) -> tuple[str, ...]:
        """All of it for a person who has to decide."""
        if not (jumlah := len(self.surat)):
            return self.berkas
        return (*self.berkas, f"{jumlah} baris isinya sama persis dengan surat yang sudah terbit.")


def pernah(kantor: Kantor, masukan: Masukan, baik: Sequence[Telaahan]) -> Pernah:
    """What these rows would make again; letters that are void do not count.

    Args:
        kantor: the open office.
        masukan: where the rows come from.
        baik: the rows that letters can be made of.
    """
    return Pernah(
        _berkas(kantor, masukan, {t.nomor for t in baik}) if masukan.data else (),
        _surat(kantor, masukan.jenis.id, baik),
    )


def _berkas(kantor: Kantor, masukan: Masukan, nomor: Collection[int]) -> tuple[str, ...]:
    """Earlier merges that made letters of these very rows; other rows of the file are another matter."""
    terbit: defaultdict[tuple[str, datetime], int] = defaultdict(int)
    with kantor.ledger.baca() as baca:
        for satu in baca.baris_terbit(masukan.jenis.id, sha256(masukan.data)):
            terbit[satu.pekerjaan, satu.dimulai] += satu.nomor in nomor
    zona = kantor.tatanan.zona_waktu
    return tuple(
        f"Berkas ini sudah dikerjakan pada {tanggal_panjang(today(FixedClock(saat), zona))}: "
        f"pekerjaan {id_}, {banyak} surat."
        for (id_, saat), banyak in terbit.items()
        if banyak
    )


def _surat(kantor: Kantor, jenis: str, baik: Sequence[Telaahan]) -> dict[int, str]:
    menurut = {_sidik(t.isi): t.nomor for t in baik}
    sama: dict[int, str] = {}
    with kantor.ledger.baca() as baca:
        for isi, nomor in baca.isi_terbit(jenis):
            if (baris := menurut.get(_sidik(isi))) is not None:
                sama[baris] = nomor
    return dict(sorted(sama.items()))


def _sidik(isi: str) -> bytes:
    return hashlib.blake2b(isi.encode(), digest_size=16).digest()
