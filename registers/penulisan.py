"""Which cells of a book a sync has to write. Pure: what was seen and taken in, → keys, messages, cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from registers.bacaan_sel import kanonik
from registers.definisi import Buku
from registers.entri import Diterima
from registers.ledger.model import Baris
from registers.penggabungan import Tampilan, gabung, tampilan, terlihat
from registers.rencana import Rencana
from registers.workbook import KOLOM_PESAN, BarisIsi, Isi


@dataclass(frozen=True)
class Lihat:
    """A sheet beside the ledger: as read, the rows as they are now, and what is to be done."""

    isi: Isi
    kini: Mapping[str, Baris]
    rencana: Rencana
    kepala: tuple[int, str]  # the ledger's last event when it was seen


@dataclass(frozen=True)
class Ambilan:
    """What was taken in: the view it came from, typed rows that have a key now, those refused."""

    lihat: Lihat | None = None
    masuk: Sequence[Diterima] = ()
    ditolak: Mapping[int, str] = field(default_factory=dict[int, str])

    @property
    def rencana(self) -> Rencana:
        """The plan; an empty one when the sheet was not read."""
        return self.lihat.rencana if self.lihat else Rencana({}, (), (), (), ())

    def terbaca(self) -> dict[str, BarisIsi]:
        """The rows that were read, by key; of several with one key the first."""
        hasil: dict[str, BarisIsi] = {}
        for satu in self.lihat.isi.baris if self.lihat else ():
            hasil.setdefault(self.rencana.dikenali.get(satu.nomor, satu.kunci), satu)
        return hasil


def kunci_sel(ambilan: Ambilan) -> dict[int, str]:
    """Keys to write: of entered rows theirs, of copies and refused rows none."""
    kunci = dict.fromkeys(ambilan.rencana.ganda, "")
    kunci |= {k.nomor: "" for k in ambilan.rencana.ketikan if k.kunci}
    return kunci | dict(ambilan.rencana.dikenali) | {d.nomor: d.kunci for d in ambilan.masuk}


def pesan_sel(ambilan: Ambilan) -> dict[int, str]:
    """What typed rows are told; nothing any more when they were entered."""
    return {k.nomor: ambilan.ditolak.get(k.nomor, k.sebab) for k in ambilan.rencana.ketikan}


_KENDALI = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # what no cell can hold as text

SEMENTARA = "ketikan-"
"""Begins the keys that typed rows without one have while a new file is made."""


def seperti_diketik(buku: Buku, satu: BarisIsi) -> Baris:
    """A typed row on its way into a new file, cell by cell as it was."""
    isi = {k: _KENDALI.sub("\ufffd", kanonik(satu.nilai.get(k.kunci), k.jenis)) for k in buku.kolom}
    nilai = {k.dari: teks for k, teks in isi.items() if teks and k.milik == "buku_besar"}
    orang = {k.kunci: teks for k, teks in isi.items() if teks and k.milik != "buku_besar"}
    pesan = str(satu.nilai.get(KOLOM_PESAN, ""))
    return Baris(buku.id, 0, f"{SEMENTARA}{satu.nomor}", nilai, 0, 0, orang, pesan)


def sel_orang(
    buku: Buku,
    baris: Baris,
    dasar: Tampilan | None,
    dikembalikan: Collection[str],
    terbaca: Mapping[str, BarisIsi],
) -> dict[str, str]:
    """The cells of people's and shared columns that have to be written into this row.

    Args:
        buku: the definition.
        baris: the ledger's row now.
        dasar: the row as the file showed it when it was written; None for one that is new to it.
        dikembalikan: keys of rows that people deleted.
        terbaca: the rows that were read, by key.
    """
    if dasar is None and not baris.orang and baris.kunci not in terbaca:
        return {}
    kami = tampilan(buku, baris.nilai, baris.orang)
    milik = [k.kunci for k in buku.kolom if k.milik != "buku_besar"]
    if baris.kunci in terbaca:  # as seen just now, whatever the ledger has taken in since
        satu = terbaca[baris.kunci]
        mereka = terlihat(buku, satu.nilai, satu.rumus)
        return {k: kami.get(k, "") for k in milik if mereka.get(k, "") != kami.get(k, "")}
    if dasar is None or baris.kunci in dikembalikan:
        return {k: kami[k] for k in milik if k in baris.orang and k in kami}
    tulis = gabung(buku, dasar, baris, dasar).tulis  # nobody touched the row in the book
    return {k: kami.get(k, "") for k in milik if k in tulis}
