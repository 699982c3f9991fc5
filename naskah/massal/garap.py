"""What is left of a merge, done: here, or by whoever works on the queue. Commands and pages call this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from naskah.massal import antrean, jalan, rampung
from naskah.massal.giliran import dikerjakan
from naskah.massal.kelompok import jumlah_bawaan, kelompok
from naskah.massal.putaran import Maju
from registers.dasar.galat import KeadaanDitolak

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from naskah.massal.rampung import Ringkasan


def garap(
    kantor: Kantor,
    id_: str,
    *,
    proses: int = 0,
    maju: Maju = lambda _: None,
    terus: Callable[[], bool] = lambda: True,
) -> Ringkasan:
    """Do what is left of a merge, in one place at a time; how it stands then.

    Args:
        kantor: the open office.
        id_: the merge.
        proses: how many processes render; 0 chooses.
        maju: told how far it is.
        terus: asked again and again; ends the work by saying no.

    Raises:
        KeadaanDitolak: it is voided.
        BukanDiSini: somebody else is at it, or its documents lie on another machine.
        NaskahError: as `jalan.terbitkan` and `antrean.antrekan`.
    """
    kini, kata = rampung.ringkas(kantor, id_), ()
    if kini.pekerjaan.keadaan == "batal":
        raise KeadaanDitolak(f"Pekerjaan {id_} sudah dibatalkan.", "Mulai yang baru: naskah massal jalan")
    lewat_antrean = bool(kini.pekerjaan.pilihan.get("antre"))
    with dikerjakan(kantor, kini.pekerjaan):
        with kelompok(kantor, proses or jumlah_bawaan(kini.keadaan.get("menunggu", 0))) as pekerja:
            if lewat_antrean:
                kata = antrean.antrekan(kantor, pekerja, id_, maju=maju, terus=terus)
            else:
                jalan.terbitkan(kantor, pekerja, id_, maju=maju, terus=terus)
        kini = rampung.ringkas(kantor, id_)
        if kini.selesai or not lewat_antrean:
            kini = rampung.rampungkan(kantor, id_, maju=maju, terus=terus)
    return replace(kini, peringatan=(*kata, *kini.peringatan))
