"""Append one row to a 10,000 × 14 book: naskah's splice against openpyxl load, append, save.

Run: ``python benchmarks/tambah_baris.py``. Prints the medians, their ratio, and proof that every part but
the book's sheet and our hidden sheet came through byte-identical. Target: ratio ≥ 40.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import openpyxl

from registers import workbook
from registers.definisi import Buku, muat_buku

BARIS, ULANG_KAMI, ULANG_PEMBANDING, SASARAN = 10_000, 15, 3, 40


@dataclass(frozen=True)
class Baris:
    kunci: str
    nilai: dict[str, object]
    orang: dict[str, object] = field(default_factory=dict)
    pesan: str = ""


def baris(urut: int) -> Baris:
    return Baris(
        f"N{urut:09d}",
        {
            "urut": urut,
            "tanggal": f"2026-{urut % 12 + 1:02d}-{urut % 28 + 1:02d}",
            "nomor": f"500.3.2.1/{urut}/DKUKM2.1",
            "kepada": f"Ketua Koperasi Contoh {urut % 977}",
            "hal": f"Rekomendasi pengesahan akta pendirian Koperasi Contoh {urut * 7919 % 9973}",
            "lampiran": "1 (satu) berkas",
            "sifat": "Biasa",
            "pengolah": "Bidang Kelembagaan",
            "penandatangan": "Kepala Dinas",
            "status": "terbit",
            "keterangan": f"catatan {urut * 104729 % 99991}",
        },
    )


def tambah_kami(path: Path, buku: Buku, urut: int) -> None:
    ringkasan = workbook.terapkan(path, buku, [baris(urut)], (urut, f"{urut:064x}"))
    assert ringkasan.ditambah == 1


def tambah_openpyxl(path: Path, buku: Buku, urut: int) -> None:
    nilai = baris(urut).nilai
    buku_kerja = openpyxl.load_workbook(path)
    buku_kerja.worksheets[0].append([f"N{urut:09d}", *(nilai.get(k.dari) for k in buku.kolom)])
    buku_kerja.save(path)


def ukur(tambah: Callable[[Path, Buku, int], None], path: Path, buku: Buku, ulang: int) -> float:
    waktu: list[float] = []
    for kali in range(1, ulang + 1):
        mulai = time.perf_counter()
        tambah(path, buku, BARIS + kali)
        waktu.append(time.perf_counter() - mulai)
    return statistics.median(waktu)


def bagian(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def main() -> int:
    buku = muat_buku()["agenda-surat-keluar"]
    with tempfile.TemporaryDirectory() as folder:
        kami, pembanding = Path(folder, "kami.xlsx"), Path(folder, "openpyxl.xlsx")
        workbook.buat(
            kami, buku, 2026, ["DINAS CONTOH"], [baris(n) for n in range(1, BARIS + 1)], (BARIS, "")
        )
        shutil.copy(kami, pembanding)
        sebelum = bagian(kami)
        waktu_kami = ukur(tambah_kami, kami, buku, ULANG_KAMI)
        sesudah = bagian(kami)
        waktu_pembanding = ukur(tambah_openpyxl, pembanding, buku, ULANG_PEMBANDING)
    berubah = [nama for nama in sebelum if sebelum[nama] != sesudah[nama]]
    rasio = waktu_pembanding / waktu_kami
    print(f"{BARIS:,} rows × {len(buku.kolom) + 1} columns, one row appended (median)")
    print(f"  naskah                  {waktu_kami * 1000:8.1f} ms")
    print(f"  openpyxl {openpyxl.__version__:<15}{waktu_pembanding * 1000:8.1f} ms")
    print(f"  ratio                   {rasio:8.1f} ×   (target ≥ {SASARAN})")
    print(f"  parts changed           {', '.join(berubah)} of {len(sebelum)}")
    return 0 if rasio >= SASARAN and list(sebelum) == list(sesudah) and len(berubah) == 2 else 1


if __name__ == "__main__":
    sys.exit(main())
