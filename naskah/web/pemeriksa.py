"""Checks the rows of uploaded inputs beside the pages: thousands of rows take longer than a page may."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from naskah.massal import jalan
from naskah.massal.jalan import Telaah
from naskah.massal.kelompok import jumlah_bawaan, kelompok
from naskah.massal.putaran import Kemajuan
from naskah.web import rencana as rencana_
from registers.dasar.galat import NaskahError

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.massal.masukan import Masukan
    from naskah.web.rencana import Rencana

SABAR = 1.5  # seconds a page waits for the result before it shows how far it is
_SIMPAN = 4  # results kept; another is made again when it is asked for
_SEKALIGUS = 2


class _Ditutup(Exception):
    """The server ends; nobody will ask for the result."""


@dataclass
class Pemeriksaan:
    """The check of one input.

    Attributes:
        masukan: its rows; None while they are not read.
        telaah: the result; None while there is none.
        salah: why there will be none.
        kemajuan: how far it is.
        usai: set when it is over.
    """

    masukan: Masukan | None = None
    telaah: Telaah | None = None
    salah: NaskahError | None = None
    kemajuan: Kemajuan | None = None
    usai: threading.Event = field(default_factory=threading.Event)


class Pemeriksa:
    """Checks in the background, a few at a time, and remembers the last results."""

    def __init__(self) -> None:
        self._gembok = threading.Lock()
        self._semua: OrderedDict[str, Pemeriksaan] = OrderedDict()
        self._giliran = threading.BoundedSemaphore(_SEKALIGUS)
        self._tutup = threading.Event()

    def periksa(
        self, kantor: Kantor, kunci: str, rencana: Rencana, sabar: float | None = None
    ) -> Pemeriksaan:
        """The check of what is kept under this key: begun when it is not under way, waited for a moment."""
        with self._gembok:
            satu = self._semua.get(kunci)
            if satu is None:
                satu = self._semua[kunci] = Pemeriksaan()
                benang = threading.Thread(
                    target=self._jalan, args=(kantor, rencana, satu), name="periksa-massal", daemon=True
                )
                benang.start()
            self._semua.move_to_end(kunci)
            self._rapikan()
        satu.usai.wait(SABAR if sabar is None else sabar)
        return satu

    def lupakan(self, kunci: str) -> None:
        """Check it anew when it is asked for again."""
        with self._gembok:
            if (satu := self._semua.get(kunci)) is not None and satu.usai.is_set():
                del self._semua[kunci]

    def tutup(self) -> None:
        """End what is under way; nothing was written."""
        self._tutup.set()
        for satu in list(self._semua.values()):
            satu.usai.wait(30)

    def _rapikan(self) -> None:
        usai = [k for k, satu in self._semua.items() if satu.usai.is_set()]
        for kunci in usai[: max(0, len(self._semua) - _SIMPAN)]:
            del self._semua[kunci]

    def _jalan(self, kantor: Kantor, rencana: Rencana, satu: Pemeriksaan) -> None:
        def maju(k: Kemajuan) -> None:
            satu.kemajuan = k
            if self._tutup.is_set():
                raise _Ditutup

        try:
            with self._giliran:
                satu.masukan = rencana_.masukan(kantor, rencana)
                with kelompok(kantor, jumlah_bawaan(len(satu.masukan.baris))) as pekerja:
                    hari = rencana.hari(kantor)
                    satu.telaah = jalan.periksa(kantor, pekerja, satu.masukan, rencana.umum, hari, maju=maju)
        except NaskahError as galat:
            satu.salah = galat
        except Exception as galat:  # the page says it; nobody looks into a thread
            satu.salah = NaskahError(f"Pemeriksaan berhenti: {type(galat).__name__}.", "Ulangi.")
        finally:
            satu.usai.set()
