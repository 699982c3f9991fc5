"""A merge for several machines: rows get their numbers here, workers of the queue render them.

Every row is rendered dry first; one that cannot be takes no number. Then, chunk by chunk and in the order of
the rows, one transaction takes the numbers, issues the letters and puts the chunk into the queue. Until a
worker has rendered it, a letter is issued without a document.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from naskah import gudang, pembukuan, terbitan
from naskah.draf import Draf, susun
from naskah.issue import nomor_calon
from naskah.massal import pekerja
from naskah.massal.jalan import Kemajuan, Maju, sabar
from naskah.massal.kelompok import Kelompok
from naskah.massal.pekerja import Ujian, bagian
from naskah.segel import bubuh, kunci
from registers.dasar.galat import DataTidakSah, NaskahError
from registers.ledger.antrean import Potongan
from registers.ledger.model import Naskah
from registers.ledger.pekerjaan import PERMINTAAN, BarisPekerjaan

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from registers.ledger import Tx
    from registers.ledger.pekerjaan import Pekerjaan

_POTONG = 50  # rows of a chunk
_JEDA_BUKU = 30.0  # seconds between two turns of writing the workbooks


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
    penyalur = _Penyalur(kantor, pekerjaan)
    penyalur.ulangi_yang_hilang()
    gagal, antre = keadaan.get("gagal", 0), pekerjaan.jumlah - keadaan.get("menunggu", 0)
    try:
        maju(Kemajuan("Mengantrekan", antre - gagal, pekerjaan.jumlah, gagal))
        while terus() and (hasil := penyalur.seputaran(kelompok)):
            antre, gagal = antre + hasil[0] + hasil[1], gagal + hasil[1]
            maju(Kemajuan("Mengantrekan", antre - gagal, pekerjaan.jumlah, gagal))
    except BaseException as galat:
        penyalur.berhenti(str(galat) if isinstance(galat, NaskahError) else type(galat).__name__)
        raise
    finally:
        pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(kantor))
    if not terus():
        penyalur.berhenti("dihentikan")


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


class _Penyalur:
    """One run by one process."""

    def __init__(self, kantor: Kantor, pekerjaan: Pekerjaan) -> None:
        self._kantor, self._pekerjaan = kantor, pekerjaan
        self._jenis = kantor.katalog.jenis(pekerjaan.jenis)
        self._simpanan = gudang.tanda(kantor)
        self._dikenal: frozenset[str] = frozenset()
        self._buku_pada = time.monotonic()

    def seputaran(self, kelompok: Kelompok) -> tuple[int, int] | None:
        """Render dry, number and enqueue a chunk for each process; how many rows went and failed, or None."""
        tanggal = self._pekerjaan.tanggal or self._kantor.hari_ini()
        with self._kantor.ledger.baca() as baca:
            semua = baca.baris_pekerjaan(self._pekerjaan.id, ["menunggu"], batas=_POTONG * kelompok.jumlah)
        if not semua:
            return None
        potong = [semua[a : a + _POTONG] for a in range(0, len(semua), _POTONG)]
        contoh = susun(self._kantor, self._jenis.id, semua[0].isi, tanggal)
        nomor = nomor_calon(self._kantor, contoh)
        if bubuh.bersegel(contoh):
            kunci.pakai(self._kantor.folder)  # made now: workers must all seal with this one
        ujian = [Ujian(self._jenis.id, tanggal, nomor, satu) for satu in potong]
        antre = jumlah_gagal = 0
        for satu, gagal in zip(potong, kelompok.kerjakan(pekerja.uji, ujian), strict=True):
            siap = [
                Siap(b, susun(self._kantor, self._jenis.id, b.isi, tanggal))
                for b in satu
                if b.nomor not in gagal
            ]
            antre += sabar(partial(self._terbitkan, siap, gagal))
            jumlah_gagal += len(gagal)
        if time.monotonic() - self._buku_pada > _JEDA_BUKU:
            pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(self._kantor))
            self._buku_pada = time.monotonic()
        return antre, jumlah_gagal

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

    def berhenti(self, sebab: str) -> None:
        """Note why it has stopped, where the ledger can still be reached."""
        try:
            with self._kantor.ledger.tulis(self._kantor.pelaku) as tx:
                tx.keadaan_pekerjaan(self._pekerjaan.id, "berhenti", sebab)
        except NaskahError:
            pass  # what stopped it is told anyway

    def _terbitkan(self, siap: Sequence[Siap], gagal: dict[int, str]) -> int:
        """One chunk in one transaction: numbers, letters, their rows, the chunk in the queue."""
        kantor, id_ = self._kantor, self._pekerjaan.id
        with kantor.ledger.tulis(kantor.pelaku) as tx:
            tx.ubah_baris_pekerjaan(
                id_, [BarisPekerjaan(n, keadaan="gagal", pesan=pesan) for n, pesan in gagal.items()]
            )
            # Asked again under the lock: somebody else may have gone on with this merge as well.
            sesudah = siap[0].baris.nomor - 1 if siap else 0
            menunggu = tx.baris_pekerjaan(id_, ["menunggu"], batas=len(siap), sesudah=sesudah)
            masih = {b.nomor for b in menunggu}
            siap = [s for s in siap if s.baris.nomor in masih]
            if not siap:
                return 0
            semua = self._bernomor(tx, siap)
            tx.simpan_terbit([t.naskah for t in semua])
            terbitan.simpan(tx, kantor, semua)
            pasangan = zip(siap, semua, strict=True)
            tx.ubah_baris_pekerjaan(
                id_, [replace(s.baris, keadaan="bernomor", naskah_id=t.naskah.id) for s, t in pasangan]
            )
            self._antrekan(tx, siap)
        self._dikenal |= {h for t in semua for h in t.bahan}
        return len(siap)

    def _bernomor(self, tx: Tx, siap: Sequence[Siap]) -> list[terbitan.Terbitan]:
        ids = tx.id_banyak(len(siap))
        untuk = [(id_, bagian(s.draf)) for id_, s in zip(ids, siap, strict=True)]
        tanggal = siap[0].draf.tanggal
        nomor = tx.alokasi_banyak(self._kantor.seri_untuk(self._jenis), tanggal, self._jenis.id, untuk)
        hasil: list[terbitan.Terbitan] = []
        dikenal = self._dikenal
        for s, n in zip(siap, nomor, strict=True):
            minta = f"{PERMINTAAN}{self._pekerjaan.id}/{s.baris.nomor}"
            kosong = Naskah(n.naskah_id, self._jenis.id, "", "konsep", id_permintaan=minta)
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
