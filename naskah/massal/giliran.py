"""Who works on a merge now: a lock that dies with its process, so that a killed one counts as stopped.

It is one of the office's folder and, where several machines share a ledger, one of its database as well.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from registers.dasar import sistem
from registers.dasar.galat import KeadaanDitolak

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger.pekerjaan import KeadaanPekerjaan, Pekerjaan

_JEDA = 0.05  # seconds between two tries
_SABAR = 1.0  # seconds; whoever only asks holds the lock for a moment


class BukanDiSini(KeadaanDitolak):
    """This merge is not to be worked on here now; nothing was done."""


@contextmanager
def dikerjakan(kantor: Kantor, pekerjaan: Pekerjaan) -> Generator[None]:
    """Hold a merge while it is worked on.

    Raises:
        BukanDiSini: another window, or the server, is at it.
    """
    with _pegang(kantor, pekerjaan, tunggu=_SABAR) as dapat:
        if not dapat:
            raise BukanDiSini(
                f"Pekerjaan {pekerjaan.id} sedang dikerjakan di jendela atau komputer lain.",
                "Hentikan di sana, atau tunggu sampai selesai.",
            )
        yield


def keadaan_kini(kantor: Kantor, pekerjaan: Pekerjaan) -> KeadaanPekerjaan:
    """How a merge stands, for whoever shows it.

    One that says it runs, but that nobody works on, has stopped. One that is all numbered runs while the
    queue has chunks of it, whoever is to print them.
    """
    if pekerjaan.keadaan in ("selesai", "batal"):
        return pekerjaan.keadaan
    if pekerjaan.pilihan.get("antre"):
        with kantor.ledger.baca() as baca:
            menunggu = baca.hitung_baris(pekerjaan.id).get("menunggu")
            if not menunggu and baca.potongan_hidup(pekerjaan.id):
                return "berjalan"
    if pekerjaan.keadaan != "berjalan":
        return pekerjaan.keadaan
    with _pegang(kantor, pekerjaan) as bebas:
        return "berhenti" if bebas else "berjalan"


@contextmanager
def _pegang(kantor: Kantor, pekerjaan: Pekerjaan, *, tunggu: float = 0.0) -> Generator[bool]:
    """Hold it, here and in the database; False when somebody else does."""
    batas = time.monotonic() + tunggu
    with sistem.kunci(_kunci(kantor, pekerjaan), tunggu=tunggu) as di_sini:
        while di_sini:
            with kantor.ledger.pegang(pekerjaan.id) as di_sana:
                if di_sana or time.monotonic() >= batas:
                    yield di_sana
                    return
            time.sleep(_JEDA)
        yield False


def _kunci(kantor: Kantor, pekerjaan: Pekerjaan) -> Path:
    return kantor.folder / ".simpanan" / "massal" / f"{pekerjaan.id}.kunci"
