"""A worker that gives signs of life twice a second, and may die at one letter.

Usage: pekerja_antrean.py FOLDER SECONDS_PER_LETTER [END_OF_RECIPIENT]
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from naskah import terbitan
from naskah.kantor import Kantor
from naskah.massal import potongan
from registers.dasar.waktu import FixedClock
from registers.ledger.antrean import Potongan
from registers.ledger.antrean_pekerja import Pekerja
from tests.conftest import SAAT


def main(folder: str, lambat: str, maut: str = "\n") -> None:
    asli = terbitan.cetak_dokumen

    def cetak(*kata: Any) -> Any:
        time.sleep(float(lambat))
        if str(kata[2].isi["kepada"]).endswith(maut):
            os.kill(os.getpid(), signal.SIGKILL)
        return asli(*kata)

    terbitan.cetak_dokumen = cetak
    kantor = Kantor.buka(Path(folder), clock=FixedClock(SAAT))

    def kerja(satu: Potongan, ke: int) -> None:
        print("mulai", satu.awal, flush=True)
        potongan.kerjakan(kantor, satu, ke)

    Pekerja(
        kantor.tatanan.database,
        kerja,
        lapor=lambda kata: print(kata, flush=True),
        detak=0.5,
    ).jalankan()


if __name__ == "__main__":
    main(*sys.argv[1:])
