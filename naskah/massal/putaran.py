"""One run of a merge by one process, whoever makes the letters: chunk by chunk, stopped when asked.

Why it stopped is kept with the merge; the books follow seldom enough to be cheap.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar

from naskah import pembukuan
from naskah.massal.hari import hari_surat, sampai_hari
from registers.dasar.galat import BukuBesarSibuk, BukuBesarTerputus, NaskahError
from registers.ledger.model import Naskah
from registers.ledger.pekerjaan import PERMINTAAN, BarisPekerjaan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.massal.kelompok import Kelompok
    from registers.ledger import Tx
    from registers.ledger.model import Nomor
    from registers.ledger.pekerjaan import Pekerjaan

T = TypeVar("T")

_JATAH_BUKU = 20  # the books may take one part in so many of the time
_SABAR = 60.0  # seconds to wait for a ledger that is busy or out of reach


@dataclass(frozen=True)
class Kemajuan:
    """How far a merge is: rows of `jumlah` done in this stage, and others, of which `sebut` says why."""

    tahap: str
    selesai: int
    jumlah: int
    gagal: int = 0
    sebut: str = "gagal"


Maju = Callable[[Kemajuan], None]


def sabar(kerja: Callable[[], T]) -> T:
    """Do it once the ledger can be had; what has been rendered is not thrown away for a moment's wait.

    Raises:
        BukuBesarSibuk, BukuBesarTerputus: it could not be had for a whole minute.
    """
    batas = time.monotonic() + _SABAR
    while True:
        try:
            return kerja()
        except (BukuBesarSibuk, BukuBesarTerputus):
            if time.monotonic() > batas:
                raise
            time.sleep(0.5)


class Putaran(ABC):
    """One run; who inherits says what becomes of a chunk."""

    tahap: ClassVar[str]

    def __init__(
        self, kantor: Kantor, kelompok: Kelompok, pekerjaan: Pekerjaan, keadaan: Mapping[str, int]
    ) -> None:
        self._kantor, self._kelompok, self._pekerjaan = kantor, kelompok, pekerjaan
        self._jenis = kantor.katalog.jenis(pekerjaan.jenis)
        self._gagal = keadaan.get("gagal", 0)
        self._selesai = pekerjaan.jumlah - self._gagal - keadaan.get("menunggu", 0)
        self._sampai = sampai_hari(kantor, pekerjaan)
        self._dikenal: frozenset[str] = frozenset()
        self._buku_pada, self._buku_lama = time.monotonic(), 0.0

    @abstractmethod
    def sepotong(self) -> bool:
        """Do the next rows; False when there are none left."""

    def jalankan(self, maju: Maju, terus: Callable[[], bool]) -> None:
        """Do chunk after chunk while `terus` says so; the books have what was issued when this ends."""
        try:
            with self.dijaga():
                maju(self._kemajuan())
                while terus() and self.sepotong():
                    maju(self._kemajuan())
                    if time.monotonic() - self._buku_pada > _JATAH_BUKU * self._buku_lama + 1:
                        self._tulis_buku()
        finally:
            self._tulis_buku()
        if not terus():
            self._berhenti("dihentikan")

    @contextmanager
    def dijaga(self) -> Generator[None]:
        """Whatever ends this is kept with the merge."""
        try:
            yield
        except BaseException as galat:
            self._berhenti(str(galat) if isinstance(galat, NaskahError) else type(galat).__name__)
            raise

    def _hari(self) -> date:
        """The day of the next letters.

        Raises:
            NomorDitolak: the clock was set back.
        """
        hari = hari_surat(self._kantor, self._pekerjaan, self._sampai)
        self._sampai = max(self._sampai, hari)
        return hari

    def _kemajuan(self) -> Kemajuan:
        return Kemajuan(self.tahap, self._selesai, self._pekerjaan.jumlah, self._gagal)

    def _bernomor(
        self, tx: Tx, untuk: Sequence[tuple[BarisPekerjaan, Mapping[str, str]]], tanggal: date
    ) -> list[tuple[Naskah, Nomor]]:
        """Numbers for rows, with what each may print, in their order; and the letter each begins."""
        ids = tx.id_banyak(len(untuk))
        bagian = [(id_, milik) for id_, (_, milik) in zip(ids, untuk, strict=True)]
        nomor = tx.alokasi_banyak(self._kantor.seri_untuk(self._jenis), tanggal, self._jenis.id, bagian)
        awalan = f"{PERMINTAAN}{self._pekerjaan.id}/"
        return [
            (Naskah(n.naskah_id, self._jenis.id, "", "konsep", id_permintaan=f"{awalan}{b.nomor}"), n)
            for (b, _), n in zip(untuk, nomor, strict=True)
        ]

    def _tulis_buku(self) -> None:
        """Bring the waiting rows into the workbooks: all of them in one append."""
        awal = time.monotonic()
        pembukuan.sesudah_commit(lambda: pembukuan.tulis_buku(self._kantor))
        self._buku_pada = time.monotonic()
        self._buku_lama = self._buku_pada - awal

    def _berhenti(self, sebab: str) -> None:
        """Note why it has stopped, where the ledger can still be reached."""
        try:
            with self._kantor.ledger.tulis(self._kantor.pelaku) as tx:
                tx.keadaan_pekerjaan(self._pekerjaan.id, "berhenti", sebab)
        except NaskahError:
            pass  # what stopped it is told anyway
