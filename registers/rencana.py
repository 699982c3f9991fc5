"""What a sync of one book is to do, worked out without doing it. Pure: a sheet as read, rows as kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registers.definisi import Buku
from registers.entri import AWALAN, Ketikan, pilah
from registers.ledger.model import Baris
from registers.penggabungan import Beda, Gabungan, Tampilan, gabung, tampilan, terlihat
from registers.workbook import KOLOM_PESAN, BarisIsi, Isi


@dataclass(frozen=True)
class Rencana:
    """What is to be done about the rows of a sheet.

    Attributes:
        gabungan: key → what comes of a row that is not simply as it should be.
        dikembalikan: keys of rows that people deleted.
        pesan_dibaca: keys of rows whose message people have wiped out: they have read it.
        ganda: sheet row numbers of copies, whose key belongs to another row.
        ketikan: rows people typed, in sheet order.
    """

    gabungan: Mapping[str, Gabungan]
    dikembalikan: tuple[str, ...]
    pesan_dibaca: tuple[str, ...]
    ganda: tuple[int, ...]
    ketikan: tuple[Ketikan, ...]

    @property
    def mengubah_buku_besar(self) -> bool:
        """Whether the ledger has anything to take in."""
        return bool(
            self.dikembalikan
            or self.pesan_dibaca
            or any(k.isi for k in self.ketikan)
            or any(g.diambil or g.konflik for g in self.gabungan.values())
        )

    def beda(self, macam: str) -> Iterable[tuple[str, Beda]]:
        """Key and cell of everything taken ("diambil") or kept aside ("konflik")."""
        for kunci, satu in self.gabungan.items():
            for beda in satu.diambil if macam == "diambil" else satu.konflik:
                yield kunci, beda


def susun(
    buku: Buku, semua: Mapping[str, Buku], isi: Isi, kini: Mapping[str, Baris], dasar: Mapping[str, Tampilan]
) -> Rencana:
    """The plan for a sheet.

    Args:
        buku: the definition.
        semua: all definitions, to name the right book for a row typed in the wrong one.
        isi: the sheet as read, whole or only the rows that changed since it was last seen.
        kini: the ledger's rows with the keys in question; all of them when the whole sheet was read.
        dasar: those that existed when the file was written, as it showed them then.
    """
    berkunci: dict[str, BarisIsi] = {}
    ganda: list[int] = []
    ketikan: list[BarisIsi] = []
    for satu in isi.baris:
        if satu.kunci in kini and satu.kunci not in berkunci:
            berkunci[satu.kunci] = satu
            continue
        if satu.kunci and (satu.kunci in kini or not satu.kunci.startswith(AWALAN)):
            ganda.append(satu.nomor)
        kunci = satu.kunci if satu.kunci not in kini and satu.kunci.startswith(AWALAN) else ""
        ketikan.append(BarisIsi(kunci, satu.nomor, satu.nilai, satu.rumus))
    gabungan = {
        kunci: hasil
        for kunci, satu in berkunci.items()
        if (hasil := _gabung(buku, isi, satu, kini[kunci], dasar.get(kunci))) is not None
    }
    hilang = [k for k in kini if k in dasar and k not in berkunci] if isi.penuh else isi.kunci_hilang
    return Rencana(
        gabungan=gabungan,
        dikembalikan=tuple(k for k in hilang if k in kini and k not in berkunci),
        pesan_dibaca=tuple(
            k for k, satu in berkunci.items() if kini[k].pesan and not satu.nilai.get(KOLOM_PESAN)
        ),
        ganda=tuple(ganda),
        ketikan=tuple(pilah(buku, ketikan, semua)),
    )


def _gabung(buku: Buku, isi: Isi, satu: BarisIsi, kini: Baris, dasar: Tampilan | None) -> Gabungan | None:
    """None when the row shows what it shall show and nobody changed it."""
    mereka = terlihat(buku, satu.nilai, satu.rumus)
    if dasar is None:  # the file is older than the row: somebody brought the row from elsewhere
        dasar = tampilan(buku, kini.nilai, kini.orang)
    hasil = gabung(buku, dasar, kini, mereka, isi.kolom_hilang)
    return hasil if hasil.diambil or hasil.konflik or hasil.tulis else None
