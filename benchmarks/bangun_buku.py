"""Make a 100,000 × 14 book: naskah against XlsxWriter with constant_memory, writing the same cells.

Run: ``python benchmarks/bangun_buku.py``. Both write text as inline strings, numbers and dates as numbers,
every cell in the style of its column. Prints the medians and their ratio. Target: ≤ 1.3 ×.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from datetime import date

import xlsxwriter
from tambah_baris import Baris, baris

from registers import workbook
from registers.definisi import Buku, muat_buku

BARIS, ULANG, SASARAN = 100_000, 3, 1.3


def kami(buku: Buku, semua: list[Baris]) -> bytes:
    return workbook.buat_isi(buku, 2026, ["DINAS CONTOH"], semua, (BARIS, ""))


def pembanding(buku: Buku, semua: list[Baris]) -> bytes:
    wadah = io.BytesIO()
    buku_kerja = xlsxwriter.Workbook(wadah, {"constant_memory": True})
    lembar = buku_kerja.add_worksheet()
    gaya = [
        buku_kerja.add_format(
            {"border": 1, "text_wrap": True, "num_format": "dd-mm-yyyy" if k.jenis == "tanggal" else "@"}
        )
        for k in buku.kolom
    ]
    tanggal = {k.kunci for k in buku.kolom if k.jenis == "tanggal"}
    for nomor, satu in enumerate(semua):
        lembar.write_string(nomor, 0, satu.kunci)
        for n, kolom in enumerate(buku.kolom):
            nilai = satu.nilai.get(kolom.dari)
            if nilai is None:
                lembar.write_blank(nomor, n + 1, None, gaya[n])
            elif kolom.kunci in tanggal:
                lembar.write_datetime(nomor, n + 1, date.fromisoformat(str(nilai)), gaya[n])
            elif isinstance(nilai, int):
                lembar.write_number(nomor, n + 1, nilai, gaya[n])
            else:
                lembar.write_string(nomor, n + 1, str(nilai), gaya[n])
    buku_kerja.close()
    return wadah.getvalue()


def main() -> int:
    buku = muat_buku()["agenda-surat-keluar"]
    semua = [baris(n) for n in range(1, BARIS + 1)]
    waktu: dict[str, list[float]] = {"naskah": [], "XlsxWriter": []}
    for _ in range(ULANG):
        for nama, buat in (("naskah", kami), ("XlsxWriter", pembanding)):
            mulai = time.perf_counter()
            ukuran = len(buat(buku, semua))
            waktu[nama].append(time.perf_counter() - mulai)
            print(f"  {nama:<12}{waktu[nama][-1]:6.2f} s  {ukuran / 1e6:5.1f} MB")
    a, b = statistics.median(waktu["naskah"]), statistics.median(waktu["XlsxWriter"])
    print(f"{BARIS:,} rows × {len(buku.kolom) + 1} columns: {a:.2f} s, XlsxWriter {b:.2f} s; ", end="")
    print(f"ratio {a / b:.2f} × (target ≤ {SASARAN})")
    return 0 if a / b <= SASARAN else 1


if __name__ == "__main__":
    sys.exit(main())
