"""One office process of the ledger drills: ``python pekerja_ledger.py TUGAS LOKASI …``. Not a test itself."""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from registers.dasar.galat import NaskahError
from registers.dasar.waktu import FixedClock
from registers.ledger import Ledger, Naskah

HARI = date(2026, 11, 23)


class Gagal(Exception):
    """A render that fails after the number was taken."""


def buka(lokasi: str, tunggu: float = 60.0) -> Ledger:
    """The drill's ledger."""
    return Ledger.buka(
        lokasi if "://" in lokasi else Path(lokasi),
        kantor_id="kantor-uji-0001",
        zona="Asia/Makassar",
        clock=FixedClock(datetime(2026, 11, 23, 1, tzinfo=UTC)),
        tunggu=tunggu,
    )


def terbitkan(ledger: Ledger, gagal: bool) -> str:
    """Issue one letter, or fail after everything was written but before COMMIT."""
    with ledger.tulis("Pekerja") as tx:
        nomor = tx.alokasi("surat-keluar", HARI, klas="500")
        naskah = Naskah(tx.id_baru(), "surat-dinas", "Surat Dinas", "konsep").bernomor(nomor)
        tx.simpan_naskah(naskah)
        peristiwa = tx.catat("terbit", naskah.id, {"nomor": nomor.teks})
        tx.bukukan("agenda", 2026, naskah.id, {"nomor": nomor.teks}, peristiwa.urut)
        if gagal:
            raise Gagal
    return nomor.teks


def cabang(ledger: Ledger) -> int:
    """Write in a forked child and in the parent at the same time, over one Ledger object."""
    with ledger.baca() as baca:
        baca.kepala()  # the parent is connected before it forks
    anak = os.fork()
    for _ in range(10):
        # In one write: parent and child share the pipe, and print gives the line's end by itself.
        os.write(1, f"{terbitkan(ledger, gagal=False)}\n".encode())
    return os.waitpid(anak, 0)[1] if anak else 0


def main() -> int:
    """Do one task; print every number that was really issued, one per line."""
    tugas, lokasi, *sisa = sys.argv[1:]
    if tugas == "pegang":
        with buka(lokasi).tulis("Pekerja"):
            print("dipegang", flush=True)
            time.sleep(float(sisa[0]))
        return 0
    if tugas == "cabang":
        return cabang(buka(lokasi))
    jumlah, benih = int(sisa[0]), int(sisa[1])
    acak = random.Random(benih)
    try:
        ledger = buka(lokasi)
        berhasil = 0
        while berhasil < jumlah:
            try:
                print(terbitkan(ledger, gagal=acak.random() < 0.2), flush=True)
                berhasil += 1
            except Gagal:
                continue
    except NaskahError as galat:
        print(galat, file=sys.stderr)
        return galat.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
