"""Append rows to a 10,000 × 14 book: naskah's splice against openpyxl load, append, save.

Run: ``python benchmarks/tambah_baris.py``. Prints the medians, their ratio, and proof that every part but
the book's sheet and our hidden sheet came through byte-identical; what 1,000 rows at once cost against one;
and the memory that reading and appending take on a 100,000-row book against openpyxl's load.
Targets: ratio ≥ 40; 1,000 rows ≤ 1.3 × one; memory ≤ 1/3.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
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
from registers.workbook import Perubahan

BARIS, ULANG_KAMI, ULANG_PEMBANDING, SASARAN = 10_000, 15, 3, 40
BANYAK, SASARAN_BANYAK = 1000, 1.3
BARIS_BESAR, SASARAN_MEMORI = 100_000, 1 / 3
BUAT = """
import sys
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from registers import workbook
from registers.definisi import muat_buku
from tambah_baris import baris
buku, semua = muat_buku()["agenda-surat-keluar"], [baris(n) for n in range(1, 100_001)]
workbook.buat(Path(sys.argv[1]), buku, 2026, ["DINAS CONTOH"], semua)
print(0)
"""  # in a process of its own: a child's peak counts what its parent held when it was born
KAMI = """
import sys, resource
sys.path[:0] = sys.argv[2:]
from pathlib import Path
from registers import workbook
from registers.definisi import muat_buku
class Baris:
    kunci, nilai, orang, pesan = "N200000", {"hal": "Undangan"}, {}, ""
path, buku = Path(sys.argv[1]), muat_buku()["agenda-surat-keluar"]
assert len(workbook.baca(path, buku).baris) == 100_000
assert workbook.terapkan(path, buku, [Baris()], (200_000, "")).ditambah == 1
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
OPENPYXL = """
import sys, resource, openpyxl
openpyxl.load_workbook(sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


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


def ukur_banyak(data: bytes, buku: Buku) -> tuple[float, float]:
    """Median seconds for one row and for a thousand, in turns."""
    hasil: dict[int, list[float]] = {1: [], BANYAK: []}
    for kali in range(ULANG_KAMI):
        for jumlah, waktu in hasil.items():
            tambahan = [baris(BARIS * (kali + 2) + n) for n in range(jumlah)]
            mulai = time.perf_counter()
            _, ringkasan = workbook.sunting(data, "buku.xlsx", buku, Perubahan(tambahan), (1, f"{kali}"))
            waktu.append(time.perf_counter() - mulai)
            assert ringkasan.ditambah == jumlah
    return statistics.median(hasil[1]), statistics.median(hasil[BANYAK])


def memori(program: str, path: Path) -> int:
    """Peak MiB of a process of its own."""
    sini = Path(__file__).resolve().parent
    perintah = [sys.executable, "-c", program, str(path), str(sini), str(sini.parent)]
    return int(subprocess.run(perintah, check=True, capture_output=True, text=True).stdout)


def ukur_memori() -> tuple[int, int]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "besar.xlsx")
        memori(BUAT, path)
        return memori(KAMI, path), memori(OPENPYXL, path)


def bagian(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def main() -> int:
    besar = ukur_memori()
    buku = muat_buku()["agenda-surat-keluar"]
    with tempfile.TemporaryDirectory() as folder:
        kami, pembanding = Path(folder, "kami.xlsx"), Path(folder, "openpyxl.xlsx")
        workbook.buat(
            kami, buku, 2026, ["DINAS CONTOH"], [baris(n) for n in range(1, BARIS + 1)], (BARIS, "")
        )
        shutil.copy(kami, pembanding)
        sebelum, awal = bagian(kami), kami.read_bytes()
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
    satu, banyak = ukur_banyak(awal, buku)
    print(f"  1 row in memory         {satu * 1000:8.1f} ms")
    print(f"  {BANYAK:,} rows in memory    {banyak * 1000:8.1f} ms")
    print(f"  ratio                   {banyak / satu:8.2f} ×   (target ≤ {SASARAN_BANYAK})")
    kita, mereka = besar
    print(
        f"{BARIS_BESAR:,} rows, peak memory: naskah, read and append {kita} MiB; openpyxl, load {mereka} MiB"
    )
    print(f"  ratio                   {kita / mereka:8.2f}     (target ≤ {SASARAN_MEMORI:.2f})")
    utuh = list(sebelum) == list(sesudah) and len(berubah) == 2
    cepat = rasio >= SASARAN and banyak / satu <= SASARAN_BANYAK
    return 0 if utuh and cepat and kita / mereka <= SASARAN_MEMORI else 1


if __name__ == "__main__":
    sys.exit(main())
