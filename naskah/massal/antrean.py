"""A merge for several machines: rows get their numbers here, workers of the queue render them.

Every row is rendered dry first; one that cannot be takes no number. Then, chunk by chunk and in the order of
the rows, one transaction takes the numbers, issues the letters and puts the chunk into the queue. Until a
worker has rendered it, a letter is issued without a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from naskah import gudang, pembukuan, terbitan
from naskah.draf import Draf, susun
from naskah.issue import nomor_calon
from naskah.massal import pekerja
from naskah.massal.cap import cap, potongan_dari
from naskah.massal.kelompok import Kelompok
from naskah.massal.pekerja import Ujian, bagian
from naskah.massal.pembaruan import perbarui
from naskah.massal.putaran import Maju, Putaran, sabar
from naskah.segel import bubuh, kunci
from naskah.sekejap import sekejap
from registers.dasar.galat import DataTidakSah
from registers.ledger.antrean import terpasang

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from registers.ledger import Tx
    from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan

_POTONG = 50  # rows of a chunk


def ditawarkan(kantor: Kantor, jenis: Jenis) -> bool:
    """Whether a merge of this type may go through the queue here, as `siapkan` would say."""
    return bool(kantor.tatanan.database) and terpasang() and not jenis.turunan


def siapkan(kantor: Kantor, jenis: Jenis) -> None:
    """See that a merge of this type can go through the queue; the first one makes the queue.

    Raises:
        BukuBesarDitolak: the ledger is no PostgreSQL, or procrastinate is missing.
        DataTidakSah: other letters derive from this type.
        BerkasGagal, KantorSalah: the file store cannot be used.
    """
    if jenis.turunan:
        raise DataTidakSah(
            f"{jenis.judul} melahirkan naskah lain, jadi tidak dapat lewat antrean.",
            hint="Jalankan tanpa --antre.",
        )
    with kantor.siap_bernomor().tulis(kantor.pelaku) as tx:
        tx.siapkan_antrean()
    gudang.tanda(kantor)


def antrekan(
    kantor: Kantor,
    kelompok: Kelompok,
    id_: str,
    *,
    maju: Maju = lambda _: None,
    terus: Callable[[], bool] = lambda: True,
) -> tuple[str, ...]:
    """Issue what waits of a merge and put it into the queue; lost and outdated chunks are put there anew.

    Args:
        kantor: the open office.
        kelompok: who renders dry.
        id_: the merge.
        maju: told how far it is.
        terus: asked before every round of chunks; ends the work by saying no.

    Returns:
        What became of chunks that were in the queue before, in words.

    Raises:
        NomorDitolak, BukuBesarSibuk, BukuBesarDitolak, BerkasGagal, PekerjaMati: why it stopped; every chunk
            before is issued and waits for a worker, nothing of this one.
    """
    with kantor.ledger.baca() as baca:
        pekerjaan, keadaan = baca.pekerjaan(id_), baca.hitung_baris(id_)
    siapkan(kantor, kantor.katalog.jenis(pekerjaan.jenis))
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        tx.keadaan_pekerjaan(id_, "berjalan")
    penyalur = _Penyalur(kantor, kelompok, pekerjaan, keadaan)
    return penyalur.jalankan_semua(maju, terus)


@dataclass(frozen=True)
class Siap:
    """A row whose draft can be rendered."""

    baris: BarisPekerjaan
    draf: Draf


class _Penyalur(Putaran):
    """One run that issues, and leaves rendering to the queue."""

    tahap = "Mengantrekan"

    def __init__(
        self, kantor: Kantor, kelompok: Kelompok, pekerjaan: Pekerjaan, keadaan: Mapping[str, int]
    ) -> None:
        super().__init__(kantor, kelompok, pekerjaan, keadaan)
        self._simpanan = gudang.tanda(kantor)

    def jalankan_semua(self, maju: Maju, terus: Callable[[], bool]) -> tuple[str, ...]:
        """Look after what is in the queue, then do as every run; what became of the first, in words."""
        with self.dijaga():
            kata = perbarui(self._kantor, self._kelompok, self._pekerjaan, self._simpanan, _POTONG)
        self.jalankan(maju, terus)
        return kata

    @sekejap()
    def sepotong(self) -> bool:
        """Render dry, number and enqueue a chunk for each process; False when no rows are left."""
        tanggal = self._hari()
        with self._kantor.ledger.baca() as baca:
            semua = baca.baris_pekerjaan(
                self._pekerjaan.id, ["menunggu"], batas=_POTONG * self._kelompok.jumlah
            )
        if not semua:
            return False
        potong = [semua[a : a + _POTONG] for a in range(0, len(semua), _POTONG)]
        contoh = susun(self._kantor, self._jenis.id, semua[0].isi, tanggal)
        nomor = nomor_calon(self._kantor, contoh)
        if bubuh.bersegel(contoh):
            kunci.pakai(self._kantor.folder)  # made now: workers must all seal with this one
        ujian = [Ujian(self._jenis.id, tanggal, nomor, satu) for satu in potong]
        for satu, gagal in zip(potong, self._kelompok.kerjakan(pekerja.uji, ujian), strict=True):
            siap = [
                Siap(b, susun(self._kantor, self._jenis.id, b.isi, tanggal))
                for b in satu
                if b.nomor not in gagal
            ]
            terbit, tidak = sabar(partial(self._terbitkan, siap, gagal))
            self._selesai += terbit
            self._gagal += tidak
        return True

    def _terbitkan(self, siap: Sequence[Siap], gagal: dict[int, str]) -> tuple[int, int]:
        """One chunk in one transaction: numbers, letters, their rows, the chunk in the queue.

        Returns:
            How many rows became letters, and how many failed.
        """
        kantor, id_ = self._kantor, self._pekerjaan.id
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            tidak = tx.gagalkan_yang_menunggu(id_, gagal)
            # Asked again under the lock: somebody else may have gone on with this merge as well.
            sesudah = siap[0].baris.nomor - 1 if siap else 0
            menunggu = tx.baris_pekerjaan(id_, ["menunggu"], batas=len(siap), sesudah=sesudah)
            masih = {b.nomor for b in menunggu}
            siap = [s for s in siap if s.baris.nomor in masih]
            if not siap:
                return 0, tidak
            semua = self._menyusul(tx, siap)
            tx.simpan_terbit([t.naskah for t in semua])
            terbitan.simpan(tx, kantor, semua)
            pasangan = zip(siap, semua, strict=True)
            tx.ubah_baris_pekerjaan(
                id_, [replace(s.baris, keadaan="bernomor", naskah_id=t.naskah.id) for s, t in pasangan]
            )
            self._antrekan(tx, siap)
        self._dikenal |= {h for t in semua for h in t.bahan}
        return len(siap), tidak

    def _menyusul(self, tx: Tx, siap: Sequence[Siap]) -> list[terbitan.Terbitan]:
        hasil: list[terbitan.Terbitan] = []
        dikenal = self._dikenal
        untuk = [(s.baris, bagian(s.draf)) for s in siap]
        nomor = self._bernomor(tx, untuk, siap[0].draf.tanggal)
        for s, (kosong, n) in zip(siap, nomor, strict=True):
            naskah = pembukuan.baris(s.draf, kosong).bernomor(n)
            isi = {"pekerjaan": self._pekerjaan.id}
            hasil.append(terbitan.menyusul(self._kantor, s.draf, naskah, isi, dikenal=dikenal))
            dikenal |= set(hasil[-1].bahan)
        return hasil

    def _antrekan(self, tx: Tx, siap: Sequence[Siap]) -> None:
        semua = [cap(self._kantor, s.baris.nomor, s.draf) for s in siap]
        tx.antrekan(potongan_dari(self._pekerjaan.id, semua, self._simpanan))
