"""Which cells of a book a sync has to write. Pure: what was seen and taken in, → keys, messages, cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from registers.definisi import Buku
from registers.entri import Diterima
from registers.ledger.model import Baris
from registers.penggabungan import Tampilan, gabung, tampilan
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

    def terbaca(self) -> frozenset[str]:
        """The keys of the rows that were read."""
        return frozenset(b.kunci for b in self.lihat.isi.baris) if self.lihat else frozenset()


def kunci_sel(ambilan: Ambilan) -> dict[int, str]:
    """Keys to write: of entered rows theirs, of copies and refused rows none."""
    kunci = dict.fromkeys(ambilan.rencana.ganda, "")
    kunci |= {k.nomor: "" for k in ambilan.rencana.ketikan if k.kunci}
    return kunci | {d.nomor: d.kunci for d in ambilan.masuk}


def pesan_sel(ambilan: Ambilan) -> dict[int, str]:
    """What typed rows are told; nothing any more when they were entered."""
    return {k.nomor: ambilan.ditolak.get(k.nomor, k.sebab) for k in ambilan.rencana.ketikan}


def seperti_diketik(buku: Buku, satu: BarisIsi) -> Baris:
    """A typed row on its way into a new file, cell by cell as it was."""
    nilai = {
        k.dari: satu.nilai[k.kunci] for k in buku.kolom if k.milik == "buku_besar" and k.kunci in satu.nilai
    }
    orang = {
        k.kunci: satu.nilai[k.kunci] for k in buku.kolom if k.milik != "buku_besar" and k.kunci in satu.nilai
    }
    return Baris(buku.id, 0, "", nilai, 0, 0, orang, str(satu.nilai.get(KOLOM_PESAN, "")))


def sel_orang(
    buku: Buku, baris: Baris, dasar: Tampilan | None, rencana: Rencana, terbaca: Collection[str]
) -> dict[str, str]:
    """The cells of people's and shared columns that have to be written into this row.

    Args:
        buku: the definition.
        baris: the ledger's row now.
        dasar: the row as the file showed it when it was written; None for one that is new to it.
        rencana: what was found about the rows that were read.
        terbaca: their keys.
    """
    if dasar is None and not baris.orang:
        return {}
    kami = tampilan(buku, baris.nilai, baris.orang)
    milik = [k.kunci for k in buku.kolom if k.milik != "buku_besar"]
    if dasar is None or baris.kunci in rencana.dikembalikan:
        return {k: kami[k] for k in milik if k in baris.orang and k in kami}
    if baris.kunci in rencana.gabungan:
        tulis = rencana.gabungan[baris.kunci].tulis
    elif baris.kunci in terbaca:
        tulis = frozenset[str]()
    else:  # nobody touched the row in the book
        tulis = gabung(buku, dasar, baris, dasar).tulis
    return {k: kami.get(k, "") for k in milik if k in tulis}
