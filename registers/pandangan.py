"""A sheet beside the ledger: read, and every row of it set against the state the file was written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registers import workbook
from registers.berkas_buku import BerkasBuku
from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal
from registers.definisi import Buku
from registers.entri import AWALAN, DIKETIK, id_permintaan
from registers.ledger.model import Baris
from registers.meja import Meja
from registers.penggabungan import Tampilan, tampilan
from registers.penulisan import Lihat
from registers.rencana import Tercatat, susun
from registers.workbook import Isi, Rantai

if TYPE_CHECKING:
    from registers.ledger import Baca, KeadaanBuku


@dataclass(frozen=True)
class Pandangan:
    """How one book is looked at."""

    meja: Meja
    buku: Buku
    tahun: int
    berkas: BerkasBuku

    def baca(self, data: bytes, keadaan: KeadaanBuku) -> Isi:
        """The sheet; only what differs from the copy kept when both were last in step, where that is sure."""
        lama = self.berkas.salinan()
        dibanding = lama if lama and keadaan.sidik and berkas.sha256(lama) == keadaan.sidik else None
        isi = workbook.baca_isi(data, self.berkas.path.name, self.buku, self.tahun, dibanding=dibanding)
        with self.meja.ledger.baca() as baca:
            if baca.hash_ke(isi.rantai[0]) != isi.rantai[1]:
                raise BerkasGagal(
                    f"Buku {self.berkas.path.name} memuat peristiwa yang tidak ada dalam buku besar.",
                    "Pulihkan naskah.db dari cadangan terbaru.",
                )
        return isi

    def lihat(self, baca: Baca, isi: Isi, keadaan: KeadaanBuku) -> Lihat:
        """The sheet beside the ledger as it is now, with what is to be done about every row."""
        tercatat = self._tercatat(baca, isi)
        if isi.penuh:
            kini = {b.kunci: b for b in baca.semua_baris(self.buku.id, self.tahun)}
        else:
            kunci = {tercatat.kunci.get(b.kunci, b.kunci) for b in isi.baris if b.kunci} | isi.kunci_hilang
            kini = {**baca.baris_menurut(self.buku.id, self.tahun, kunci), **tercatat.terkini}
        dasar = self.dasar(baca, isi.rantai, keadaan, kini)
        rencana = susun(self.buku, self.meja.buku, isi, kini, dasar, tercatat)
        return Lihat(isi, kini, rencana, baca.kepala())

    def _tercatat(self, baca: Baca, isi: Isi) -> Tercatat:
        """Typed rows that were entered before, though this file does not say so."""
        calon = {b.kunci for b in isi.baris if b.kunci.startswith(AWALAN)}
        calon -= baca.baris_menurut(self.buku.id, self.tahun, calon).keys()
        awal = id_permintaan(self.buku.id, self.tahun)
        ada = baca.permintaan_ada({f"{awal}{k}" for k in calon})
        kunci = {k.removeprefix(awal): id_ for k, id_ in ada.items()}
        asing = baca.kunci_di_buku_lain(self.buku.id, self.tahun, calon - kunci.keys())
        di_lembar = {kunci.get(b.kunci, b.kunci) for b in isi.baris}
        if not self.buku.entri or len(di_lembar - {""}) == len(isi.baris):  # every row has a key of its own
            return Tercatat(kunci, asing=asing)
        baru = baca.baris_bertanda(self.buku.id, self.tahun, isi.rantai[0], DIKETIK)
        return Tercatat(kunci, {k: b for k, b in baru.items() if k not in di_lembar}, asing)

    def dasar(
        self, baca: Baca, rantai: Rantai, keadaan: KeadaanBuku, kini: Mapping[str, Baris]
    ) -> dict[str, Tampilan]:
        """The rows as this very file showed them when it was written.

        Cells that were taken out of it since, without writing it, belong to it too; an older copy has none.
        """
        saat_ditulis = baca.baris_pada(self.buku.id, self.tahun, rantai[0], kini)
        dasar = {k: tampilan(self.buku, b.nilai, b.orang) for k, b in saat_ditulis.items()}
        hidup = rantai == (keadaan.sampai_urut, keadaan.hash)
        sampai = keadaan.diambil_urut if hidup else rantai[0]
        for peristiwa in baca.peristiwa_sejenis("sinkron", rantai[0], sampai):
            if (peristiwa.isi["buku"], peristiwa.isi["tahun"]) == (self.buku.id, self.tahun):
                for sel in peristiwa.isi["diambil"]:
                    if sel["kunci"] in dasar:
                        dasar[sel["kunci"]][sel["kolom"]] = sel["buku"]
        return {k: {n: teks for n, teks in satu.items() if teks} for k, satu in dasar.items()}
