"""A merge for several machines: rows get their numbers here, workers of the queue render them.

Every row is rendered dry first; one that cannot be takes no number. Then, chunk by chunk and in the order of
the rows, one transaction takes the numbers, issues the letters and puts the chunk into the queue. Until a
worker has rendered it, a letter is issued without a document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from naskah import gudang, pembukuan, terbitan
from naskah.draf import Draf, susun
from naskah.issue import nomor_calon
from naskah.massal import pekerja
from naskah.massal.kelompok import Kelompok
from naskah.massal.pekerja import Ujian, bagian
from naskah.massal.putaran import Maju, Putaran, sabar
from naskah.segel import bubuh, kunci
from naskah.sekejap import sekejap
from registers.dasar.galat import DataTidakSah
from registers.ledger.antrean import Potongan

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from registers.ledger import Tx
    from registers.ledger.pekerjaan import BarisPekerjaan, Pekerjaan

_POTONG = 50  # rows of a chunk


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
) -> None:
    """Issue what waits of a merge and put it into the queue; lost chunks are put there again.

    Args:
        kantor: the open office.
        kelompok: who renders dry.
        id_: the merge.
        maju: told how far it is.
        terus: asked before every round of chunks; ends the work by saying no.

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
    penyalur.ulangi_yang_hilang()
    penyalur.jalankan(maju, terus)


@dataclass(frozen=True)
class Siap:
    """A row whose draft can be rendered."""

    baris: BarisPekerjaan
    draf: Draf


def sidik(draf: Sequence[Draf]) -> str:
    """A hash of all these letters will say and be made of, but their numbers."""
    return hashlib.sha256("".join(d.sidik() for d in draf).encode()).hexdigest()


def kunci_segel(kantor: Kantor, draf: Sequence[Draf]) -> str:
    """Name of the key that seals these letters; "" without seals, or without a key."""
    milik = kunci.milik(kantor.folder) if any(map(bubuh.bersegel, draf)) else None
    return milik.id if milik else ""


def versi() -> str:
    """The version of this program."""
    return version("naskah")


class _Penyalur(Putaran):
    """One run that issues, and leaves rendering to the queue."""

    tahap = "Mengantrekan"

    def __init__(
        self, kantor: Kantor, kelompok: Kelompok, pekerjaan: Pekerjaan, keadaan: Mapping[str, int]
    ) -> None:
        super().__init__(kantor, kelompok, pekerjaan, keadaan)
        self._simpanan = gudang.tanda(kantor)

    @sekejap()
    def sepotong(self) -> bool:
        """Render dry, number and enqueue a chunk for each process; False when no rows are left."""
        tanggal = self._pekerjaan.tanggal or self._kantor.hari_ini()
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

    def ulangi_yang_hilang(self) -> None:
        """Chunks that are neither done nor in the queue any more go there again, as they are now."""
        id_ = self._pekerjaan.id
        with self._kantor.ledger.tulis(self._kantor.pelaku) as tx:
            hidup = tx.potongan_hidup(id_)
            hilang = [
                b
                for b in tx.baris_pekerjaan(id_, ["bernomor", "terbit"])
                if not any(awal <= b.nomor <= akhir for awal, akhir in hidup)
            ]
            for a in range(0, len(hilang), _POTONG):
                ujung = hilang[a : a + _POTONG]
                # Rows of others in between go with them: a worker leaves alone what is done.
                baris = tx.baris_antara(id_, ujung[0].nomor, ujung[-1].nomor)
                naskah = {n.id: n for n in tx.naskah_banyak([b.naskah_id for b in baris])}
                hari = {id_: n.hari for id_, n in naskah.items()}
                draf = [susun(self._kantor, self._jenis.id, b.isi, hari[b.naskah_id]) for b in baris]
                self._antrekan(tx, [Siap(b, d) for b, d in zip(baris, draf, strict=True)])

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
        draf = [s.draf for s in siap]
        tx.antrekan(
            Potongan(
                pekerjaan=self._pekerjaan.id,
                awal=siap[0].baris.nomor,
                akhir=siap[-1].baris.nomor,
                jumlah=len(siap),
                versi=versi(),
                sidik=sidik(draf),
                kunci=kunci_segel(self._kantor, draf),
                simpanan=self._simpanan,
            )
        )
