"""Works off merges behind the pages: one at a time in the order they were asked for, in one thread.

What it has done stands in the ledger; only how fast it goes is known here. Whoever closes the server ends it
after the present chunk, and a merge that was cut off can be gone on with.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from naskah.massal import pembatalan
from naskah.massal.garap import garap
from naskah.massal.putaran import Kemajuan
from registers.dasar.galat import NaskahError

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.massal.pantauan import Pantauan
    from registers.ledger.pekerjaan import Pekerjaan

_INGAT = 100  # merges whose last warnings are remembered


@dataclass(frozen=True)
class Laju:
    """How far and how fast a merge is.

    Attributes:
        kemajuan: rows done in this stage, and failed ones.
        per_menit: rows done in a minute; 0 while that is not known.
        sisa: minutes left of this stage; 0 while that is not known.
    """

    kemajuan: Kemajuan
    per_menit: int = 0
    sisa: float = 0.0


def laju_pekerja(kini: Pantauan) -> Laju:
    """How fast the workers of the queue are with a merge."""
    kemajuan = Kemajuan("Mencetak", kini.dicetak, kini.jumlah, kini.gagal)
    return Laju(kemajuan, kini.antrean.semenit, kini.sisa_menit or 0)


@dataclass
class _Garapan:
    """A merge that waits or is worked on; with a reason it is voided."""

    kantor: Kantor
    id: str
    alasan: str = ""
    henti: threading.Event = field(default_factory=threading.Event)
    laju: Laju | None = None
    _sejak: tuple[str, int, float] = ("", 0, 0.0)  # stage, rows done when it began, the moment

    def maju(self, k: Kemajuan) -> None:
        """Reckon how fast it goes in this stage."""
        kini, selesai = time.monotonic(), k.selesai + k.gagal
        if k.tahap != self._sejak[0]:
            self._sejak = (k.tahap, selesai, kini)
        dikerjakan_, lama = selesai - self._sejak[1], kini - self._sejak[2]
        if not dikerjakan_ or lama <= 0:
            self.laju = Laju(k)
            return
        per_menit = dikerjakan_ / lama * 60
        self.laju = Laju(k, max(1, round(per_menit)), (k.jumlah - selesai) / per_menit)


class Penggarap:
    """The queue and the thread."""

    def __init__(self) -> None:
        self._gembok = threading.Lock()
        self._mulai = threading.Lock()
        self._antrean: list[_Garapan] = []
        self._utas: threading.Thread | None = None
        self._kabar: dict[str, tuple[str, ...]] = {}
        self._ditutup = False

    def mulai(self, kantor: Kantor, permintaan: str, buat: Callable[[], Pekerjaan]) -> Pekerjaan:
        """Begin a merge; a request that was sent before gives the one it began then."""
        with self._mulai:
            ada = sudah_dimulai(kantor, permintaan)
            pekerjaan = ada or buat()
        if ada is None:
            self.kerjakan(kantor, pekerjaan.id)
        return pekerjaan

    def kerjakan(self, kantor: Kantor, id_: str, *, batal: str = "") -> None:
        """Do what is left of a merge, when those before it are done; once, however often it is asked for.

        Args:
            kantor: the office as whoever asks has it open.
            id_: the merge.
            batal: why all of it is to be voided instead.
        """
        with self._gembok:
            if self._ditutup or self._cari(id_):
                return
            self._kabar.pop(id_, None)
            self._antrean.append(_Garapan(kantor, id_, batal))
            if self._utas is None:
                self._utas = threading.Thread(target=self._jalan, name="surat-massal")
                self._utas.start()

    def hentikan(self, id_: str) -> bool:
        """End it after the present chunk, or before it begins; False when it is not worked on here."""
        with self._gembok:
            satu = self._cari(id_)
            if satu is None:
                return False
            satu.henti.set()
            return True

    def letak(self, id_: str) -> int:
        """Its place in the queue: 0 is being worked on; -1 for one that is not there."""
        with self._gembok:
            return next((ke for ke, g in enumerate(self._antrean) if g.id == id_), -1)

    def dihentikan(self, id_: str) -> bool:
        """Whether it was told to end and has not yet."""
        satu = self._cari(id_)
        return satu is not None and satu.henti.is_set()

    def laju(self, id_: str) -> Laju | None:
        """How fast it goes; None while nothing is done."""
        satu = self._cari(id_)
        return satu.laju if satu else None

    def kabar(self, id_: str) -> tuple[str, ...]:
        """What a person should know of the last time it was worked on here."""
        return self._kabar.get(id_, ())

    def tutup(self) -> None:
        """End after the present chunk; what waits can be gone on with."""
        with self._gembok:
            self._ditutup = True
            for satu in self._antrean:
                satu.henti.set()
        if (utas := self._utas) is not None:
            utas.join()

    def _cari(self, id_: str) -> _Garapan | None:
        return next((g for g in list(self._antrean) if g.id == id_), None)

    def _jalan(self) -> None:
        while True:
            with self._gembok:
                if not self._antrean:
                    self._utas = None
                    return
                satu = self._antrean[0]
            kabar = self._kerja(satu)
            with self._gembok:
                self._antrean.remove(satu)
                self._kabar[satu.id] = kabar
                while len(self._kabar) > _INGAT:
                    del self._kabar[next(iter(self._kabar))]

    def _kerja(self, satu: _Garapan) -> tuple[str, ...]:
        """One merge; whatever ends it is told on its page."""

        def terus() -> bool:
            return not satu.henti.is_set()

        try:
            if satu.alasan:
                return pembatalan.batalkan(
                    satu.kantor, satu.id, alasan=satu.alasan, maju=satu.maju, terus=terus
                ).peringatan
            return garap(satu.kantor, satu.id, maju=satu.maju, terus=terus).peringatan
        except NaskahError as galat:
            return (str(galat),)
        except Exception as galat:  # nobody looks into a thread
            return (f"Berhenti karena sesuatu yang tidak terduga: {type(galat).__name__}: {galat}",)


def sudah_dimulai(kantor: Kantor, permintaan: str) -> Pekerjaan | None:
    """The merge that this request began; None when it began none."""
    with kantor.ledger.baca() as baca:
        return baca.pekerjaan_berpilihan("permintaan", permintaan)
