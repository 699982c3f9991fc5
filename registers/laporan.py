"""What a sync tells people: collected on the way, in their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from registers.bacaan_sel import bacaan
from registers.dasar.temuan import Temuan
from registers.definisi import Buku
from registers.entri import BELUM_DICATAT
from registers.ledger.model import Baris
from registers.meja import HasilBuku
from registers.penggabungan import Beda
from registers.rencana import Rencana
from registers.workbook import BarisKonflik, Ringkasan

if TYPE_CHECKING:
    from registers.ledger import Baca

_POTONG = 60  # characters of a subject that are enough to know the row by


@dataclass
class Laporan:
    """The result of a sync while it is being made; see `HasilBuku` for what each means."""

    diambil: list[str] = field(default_factory=list[str])
    masuk: list[str] = field(default_factory=list[str])
    ditolak: list[Temuan] = field(default_factory=list[Temuan])
    konflik: list[str] = field(default_factory=list[str])
    dikembalikan: list[str] = field(default_factory=list[str])
    ditulis: int = 0
    dibuat: bool = False
    menunggu: str = ""
    catatan: list[str] = field(default_factory=list[str])

    def hasil(self, buku: str, tahun: int, berkas: str) -> HasilBuku:
        """The finished report."""
        isi: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in vars(self).items()}
        return HasilBuku(buku, tahun, berkas, **isi)

    def catat(self, rencana: Rencana, kini: Mapping[str, Baris]) -> None:
        """Edits, conflicts and restored rows of a plan that was carried out."""
        for kunci, beda in rencana.beda("diambil"):
            ubahan = f"{_terbaca(beda, beda.di_buku_besar)} → {_terbaca(beda, beda.di_buku)}"
            self.diambil.append(f"{sebut(kini[kunci])}, {beda.kolom.judul}: {ubahan}")
        for kunci, beda in rencana.beda("konflik"):
            diketik, tercatat = (_terbaca(beda, satu) for satu in (beda.di_buku, beda.di_buku_besar))
            isi = f"diketik {diketik}, di buku besar {tercatat}"
            self.konflik.append(f"{sebut(kini[kunci])}, {beda.kolom.judul}: {isi}")
        self.dikembalikan += [sebut(kini[kunci]) for kunci in rencana.dikembalikan]

    def tolak(self, rencana: Rencana, ditolak: Mapping[int, str]) -> None:
        """Typed rows that stay as they were typed."""
        self.ditolak = [
            Temuan(f"baris {k.nomor}", pesan.removeprefix(BELUM_DICATAT))  # the report says so above them
            for k in rencana.ketikan
            if (pesan := ditolak.get(k.nomor, k.sebab))
        ]

    def tulisan(self, ringkas: Ringkasan) -> None:
        """What went into the file."""
        self.ditulis += ringkas.ditambah + ringkas.diubah
        self.catatan += [str(t) for t in ringkas.temuan]


def _terbaca(beda: Beda, isi: str) -> str:
    return bacaan(isi, beda.kolom.jenis) or "kosong"


def sebut(baris: Baris) -> str:
    """A row as people know it: its number in the book and what it is about."""
    nilai = baris.nilai
    tentang = str(nilai.get("nomor") or nilai.get("hal") or nilai.get("judul") or nilai.get("nama") or "")
    return f"No. {baris.urutan}" + (f" ({tentang[:_POTONG]})" if tentang else "")


def baris_konflik(baca: Baca, buku: Buku, tahun: int, zona: str) -> list[BarisKonflik]:
    """The open conflicts of a book as its sheet shows them."""
    konflik = baca.konflik(buku.id, tahun)
    kini = baca.baris_menurut(buku.id, tahun, {k.kunci for k in konflik})
    judul = {k.kunci: k.judul for k in buku.kolom}
    return [
        BarisKonflik(
            waktu=datetime.fromisoformat(k.waktu).astimezone(ZoneInfo(zona)).strftime("%d-%m-%Y %H.%M"),
            kunci=k.kunci,
            baris=sebut(kini[k.kunci]) if k.kunci in kini else k.kunci,
            kolom=judul.get(k.kolom, k.kolom),
            nilai_buku=k.nilai_buku,
            nilai_besar=k.nilai_besar,
            status=f"{k.status}, nomor {k.id}",
        )
        for k in konflik
    ]
