"""A worker that gives signs of life every second. Usage: pekerja_antrean.py FOLDER SECONDS_PER_LETTER"""

from __future__ import annotations

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


def main(folder: str, lambat: str) -> None:
    asli = terbitan.cetak_dokumen

    def cetak(*kata: Any) -> Any:
        time.sleep(float(lambat))
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
        detak=1.0,
    ).jalankan()


if __name__ == "__main__":
    main(*sys.argv[1:])
