"""`naskah buat` as a process on an office with 10,000 letters, against the same on an empty one.

Target: ≤ 1.3×. Run: ``python benchmarks/buat_kantor_besar.py [LETTERS]``. The letters are numbered, stored
and booked through the ledger, then written into both books; the two offices take turns, medians are compared.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from naskah import issue, pembukuan
from naskah.catalog import folder_templat
from naskah.contoh import siapkan
from naskah.draf import Permintaan, susun
from naskah.isi import baca_isi
from naskah.kantor import Kantor

CLI = Path(__file__).resolve().parents[1] / "cli.py"
CONTOH = folder_templat() / "surat-dinas" / "contoh.toml"
ULANG, SEKALI, SASARAN = 11, 500, 1.3


def isi_penuh(kantor: Kantor, jumlah: int) -> None:
    """Give the office `jumlah` letters with their events, files and booked rows, without rendering them."""
    draf = susun(kantor, "surat-dinas", baca_isi(CONTOH).nilai, kantor.hari_ini())
    bagian = dict(klas=draf.klas, **draf.bagian_nomor)
    for mulai in range(0, jumlah, SEKALI):
        with kantor.siap_bernomor().tulis("Pembanding") as tx:
            bahan = {nama: tx.simpan_isi(data) for nama, data in draf.bahan.items()}
            for ke in range(mulai, min(mulai + SEKALI, jumlah)):
                nomor = tx.alokasi(draf.seri, draf.tanggal, **bagian)
                asal = pembukuan.asal(tx.id_baru(), Permintaan("surat-dinas", draf.isi))
                naskah = replace(pembukuan.baris(draf, asal).bernomor(nomor), bahan=bahan, hal=f"Contoh {ke}")
                tx.simpan_naskah(naskah)
                isi = {
                    **pembukuan.catatan(draf),
                    "nomor": nomor.teks,
                    "urut": str(nomor.urut),
                    "hal": naskah.hal,
                }
                peristiwa = tx.catat("terbit", naskah.id, isi)
                sha = f"{ke:064x}"
                tx.daftar_berkas(naskah.id, f"arsip/2026/{naskah.id}.docx", sha, 20_000, "docx", sha)
                tahun = draf.tanggal.year
                pembukuan.bukukan(tx, kantor, draf.jenis.buku, tahun, naskah.id, isi, peristiwa.urut)
    if peringatan := pembukuan.tulis_buku(kantor):
        sys.exit("; ".join(peringatan))


def detik(folder: Path) -> float:
    """How long one `naskah buat` process takes."""
    mulai = time.perf_counter()
    kata = [str(CLI), "buat", "surat-dinas", "--isi", str(CONTOH), "--kantor", str(folder)]
    subprocess.run([sys.executable, *kata], check=True, capture_output=True)
    return time.perf_counter() - mulai


def main() -> int:
    jumlah = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as sementara:
        kosong, besar = Path(sementara) / "kosong", Path(sementara) / "besar"
        for folder in (kosong, besar):
            kantor = siapkan(folder)
            issue.buat(kantor, Permintaan("surat-dinas", baca_isi(CONTOH).nilai))
            if folder == besar:
                isi_penuh(kantor, jumlah)
            kantor.tutup()
        waktu = [(detik(kosong), detik(besar)) for _ in range(ULANG)]
    a, b = (statistics.median(w) for w in zip(*waktu, strict=True))
    print(
        f"kantor kosong {a * 1000:.0f} ms; {jumlah} naskah {b * 1000:.0f} ms; "
        f"{b / a:.2f}× (sasaran ≤ {SASARAN}×)"
    )
    return 0 if b / a <= SASARAN else 1


if __name__ == "__main__":
    sys.exit(main())
