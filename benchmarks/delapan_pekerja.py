"""Eight library workers × 250 letters, books included, 20% failing renders. Target: ≥ 30 letters/s together.

Run: ``python benchmarks/delapan_pekerja.py [LETTERS]``. Workers are processes that imported naskah once
(forked); the clock runs from their start to the last row in the books. Checks: no double, no gap, all rows
booked. Its peer in the same run is one worker that issues without failures: the ratio is what eight cost.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

from naskah import issue
from naskah.checks import periksa
from naskah.contoh import siapkan
from naskah.draf import Draf, Permintaan
from naskah.kantor import Kantor
from registers.dasar.galat import TemplatSalah

PEKERJA, GAGAL, SASARAN = 8, 0.2, 30


def permintaan(kantor: Kantor) -> Permintaan:
    """One page, a few paragraphs, copies: the most common letter."""
    folder = kantor.katalog.jenis("surat-dinas").folder
    return Permintaan("surat-dinas", tomllib.loads((folder / "contoh.toml").read_text("utf-8")))


def kerja(folder: Path, jumlah: int, benih: int, bagian_gagal: float) -> None:
    """Issue `jumlah` letters; the given part of the renders fails inside the transaction."""
    kantor = Kantor.buka(folder, pelaku=f"Pekerja {benih}")
    isi, acak, asli, gagal = permintaan(kantor), random.Random(benih), Draf.render, False

    def render(self: Draf, *kata: Any, **pilihan: Any) -> Any:
        if gagal and sys._getframe(1).f_code.co_name == "simpan_terbit":
            raise TemplatSalah("Templat gagal di tengah jalan.")
        return asli(self, *kata, **pilihan)

    Draf.render = render
    terbit = 0
    while terbit < jumlah:
        gagal = acak.random() < bagian_gagal
        try:
            issue.buat(kantor, isi)
            terbit += 1
        except TemplatSalah:
            pass
    kantor.tutup()


def serentak(folder: Path, pekerja: int, jumlah: int, gagal: float) -> float:
    """Seconds that `pekerja` processes need."""
    mulai = time.perf_counter()
    for benih in range(pekerja):
        if os.fork() == 0:
            kode = 1
            try:
                kerja(folder, jumlah, benih, gagal)
                kode = 0
            finally:
                os._exit(kode)
    if any(os.wait()[1] for _ in range(pekerja)):
        sys.exit("satu pekerja gagal")
    return time.perf_counter() - mulai


def utuh(folder: Path, jumlah: int) -> None:
    """Stop with a message unless there are exactly `jumlah` letters, without double or gap, all booked."""
    kantor = Kantor.buka(folder, pelaku="Pemeriksa")
    hasil = periksa(kantor, menyeluruh=True)
    with kantor.ledger.baca() as baca:
        urut = sorted(n.urut for n in baca.cari(batas=None))
        menunggu = baca.buku_menunggu()
    if hasil.rusak or menunggu or urut != list(range(1, jumlah + 1)):
        sys.exit(f"TIDAK UTUH: {hasil.temuan} {menunggu} {len(urut)} dari {jumlah}")
    kantor.tutup()


def main() -> int:
    jumlah = int(sys.argv[1]) if len(sys.argv) > 1 else 250
    with tempfile.TemporaryDirectory() as sementara:
        satu, delapan = Path(sementara) / "satu", Path(sementara) / "delapan"
        for folder in (satu, delapan):
            kantor = siapkan(folder)
            kantor.siap_bernomor()
            issue.coba(kantor, permintaan(kantor))  # imports everything, compiles the template
            kantor.tutup()
        sendiri = jumlah / serentak(satu, 1, jumlah, 0.0)
        bersama = PEKERJA * jumlah / serentak(delapan, PEKERJA, jumlah, GAGAL)
        utuh(satu, jumlah)
        utuh(delapan, PEKERJA * jumlah)
    print(
        f"{PEKERJA} pekerja × {jumlah}: {bersama:.1f} surat/detik bersama (sasaran ≥ {SASARAN}), "
        "0 ganda, 0 celah"
    )
    print(
        f"satu pekerja tanpa gagal: {sendiri:.1f} surat/detik; {bersama / sendiri:.2f}×; "
        f"{os.cpu_count()} inti"
    )
    return 0 if bersama >= SASARAN else 1


if __name__ == "__main__":
    sys.exit(main())
