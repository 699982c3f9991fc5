"""A warm preview (docx → PDF → PNG of all pages) against a fresh `soffice --convert-to`, taking turns.

Run: ``python benchmarks/pratinjau.py``. Targets: warm ≤ 1.5 s and ≤ 0.5 × fresh; prints medians.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

from naskah import gambar, pdf

ULANG, SASARAN_DETIK, SASARAN_NISBAH = 7, 1.5, 0.5


def surat() -> bytes:
    """A letter of two pages."""
    dokumen, keluar = docx.Document(), io.BytesIO()
    for nomor in range(60):
        dokumen.add_paragraph(f"Kalimat ke-{nomor} dari surat contoh ini cukup panjang untuk satu baris.")
    dokumen.save(keluar)
    return keluar.getvalue()


def detik(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai


def main() -> int:
    soffice, isi = pdf.pastikan_tersedia(), surat()
    hangat = pdf.Hangat()
    lama_hangat, lama_baru = [], []
    with tempfile.TemporaryDirectory() as folder:
        asal = Path(folder, "surat.docx")
        asal.write_bytes(isi)
        profil = Path(folder, "profil").as_uri()
        perintah = [soffice, "--headless", f"-env:UserInstallation={profil}", "--convert-to", "pdf"]
        perintah += ["--outdir", folder, str(asal)]

        def baru() -> None:
            subprocess.run(perintah, check=True, capture_output=True)

        try:
            pertama = detik(lambda: hangat.ke_pdf(isi))
            baru()  # makes the profile, which is not what is measured
            for _ in range(ULANG):
                lama_hangat.append(detik(lambda: gambar.halaman_png(hangat.ke_pdf(isi))))
                lama_baru.append(detik(baru))
        finally:
            hangat.matikan()
    a, b = statistics.median(lama_hangat), statistics.median(lama_baru)
    print(
        f"pratinjau hangat {a:.2f} s; soffice baru {b:.2f} s; {a / b:.2f}× "
        f"(sasaran ≤ {SASARAN_DETIK} s dan ≤ {SASARAN_NISBAH}×); "
        f"yang pertama, dengan menyalakan: {pertama:.2f} s"
    )
    return 0 if a <= SASARAN_DETIK and a / b <= SASARAN_NISBAH else 1


if __name__ == "__main__":
    sys.exit(main())
