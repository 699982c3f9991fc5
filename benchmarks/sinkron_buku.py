"""The sync on a 10,000 × 15 book against python-calamine reading it; appending 1,000 rows against one.

Run: ``python benchmarks/sinkron_buku.py``. Prints medians and ratios of the same run. Targets: nothing to do
≤ 1.5 × reading; one edited cell ≤ 2 × reading; 1,000 rows ≤ 1.3 × one row.
With ``--memori`` (100,000 rows, minutes): peak memory of a sync against openpyxl's load, target ≤ 1/3; and
the whole `buku bangun` from the ledger against XlsxWriter (constant_memory) writing the same cells, ≤ 1.3 ×.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from registers.dasar.waktu import SystemClock
from registers.definisi import muat_buku
from registers.ledger import Ledger
from registers.sinkron import Meja, lokasi, sinkron

ID, TAHUN, ULANG = "agenda-surat-keluar", 2026, 7


def nilai(urut: int) -> dict[str, object]:
    return {
        "tanggal": f"2026-{urut % 12 + 1:02d}-{urut % 28 + 1:02d}",
        "nomor": f"500.3.2.1/{urut}/DKUKM2.1",
        "kepada": f"Ketua Koperasi Contoh {urut % 977}",
        "hal": f"Rekomendasi pengesahan akta pendirian Koperasi Contoh {urut * 7919 % 9973}",
        "lampiran": "1 (satu) berkas",
        "sifat": "biasa",
        "pengolah": "Bidang Kelembagaan",
        "penandatangan": "Kepala Dinas",
        "status": "terbit",
        "keterangan": f"catatan {urut * 104729 % 99991}",
    }


class Kantor:
    """A ledger with one book of so many rows."""

    def __init__(self, folder: Path, jumlah: int) -> None:
        self.ledger = Ledger.buka(
            folder / "naskah.db", kantor_id="ukur-0001", zona="Asia/Makassar", clock=SystemClock()
        )
        self.buku = muat_buku()[ID]
        self.meja = Meja(
            self.ledger,
            folder / "buku",
            {ID: self.buku},
            ("PEMERINTAH", "DINAS"),
            SystemClock(),
            "Asia/Makassar",
        )
        self.path = lokasi(folder / "buku", ID, TAHUN)
        self.urut = 0
        self.bukukan(jumlah)
        self.sinkron()

    def bukukan(self, jumlah: int) -> None:
        with self.ledger.tulis("ukur") as tx:
            peristiwa = tx.catat("terbit", "", {"jumlah": jumlah})
            for _ in range(jumlah):
                self.urut += 1
                tx.bukukan(ID, TAHUN, f"N-{self.urut:06d}", nilai(self.urut), peristiwa.urut)

    def sinkron(self) -> object:
        hasil = sinkron(self.meja, self.buku, TAHUN)
        assert not hasil.menunggu, hasil.menunggu
        return hasil

    def ubah_sel(self, isi: str) -> None:
        """One cell of people's, typed and saved by another program."""
        buku_kerja = openpyxl.load_workbook(self.path)
        lembar = buku_kerja.worksheets[0]
        kolom = {str(s.value): s.column for s in lembar[1]}
        lembar.cell(5_000 if lembar.max_row > 5_000 else lembar.max_row, kolom["catatan"]).value = isi
        buku_kerja.save(self.path)


def ukur(
    kerja: Callable[[], object], sebelum: Callable[[], object] = lambda: None, ulang: int = ULANG
) -> float:
    waktu: list[float] = []
    for _ in range(ulang):
        sebelum()
        awal = time.perf_counter()
        kerja()
        waktu.append(time.perf_counter() - awal)
    return statistics.median(waktu)


def cetak(apa: str, kami: float, pembanding: float, sasaran: str) -> None:
    print(f"{apa:<46} {kami * 1000:8.1f} ms   {kami / pembanding:5.2f} ×   (sasaran {sasaran})")


def kecepatan() -> None:
    with tempfile.TemporaryDirectory() as folder:
        kantor = Kantor(Path(folder), 10_000)
        baca = ukur(lambda: CalamineWorkbook.from_path(str(kantor.path)).get_sheet_by_index(0).to_python())
        print(f"{'python-calamine membaca buku itu':<46} {baca * 1000:8.1f} ms")
        cetak("tidak ada yang perlu disinkronkan", ukur(kantor.sinkron), baca, "≤ 1,5")
        satu = ukur(kantor.sinkron, lambda: kantor.bukukan(1))
        seribu = ukur(kantor.sinkron, lambda: kantor.bukukan(1_000), 3)
        print(f"{'menambah 1 baris':<46} {satu * 1000:8.1f} ms")
        cetak("menambah 1.000 baris", seribu, satu, "≤ 1,3 × satu baris")
    with tempfile.TemporaryDirectory() as folder:
        kantor = Kantor(Path(folder), 10_000)
        ke = iter(range(1_000))
        penuh = ukur(kantor.sinkron, lambda: kantor.ubah_sel(f"ketikan {next(ke)}"), 1)
        baca = ukur(lambda: CalamineWorkbook.from_path(str(kantor.path)).get_sheet_by_index(0).to_python())
        cetak("satu sel diubah, disimpan program yang sama", ukur(
            kantor.sinkron, lambda: kantor.ubah_sel(f"ketikan {next(ke)}"), 5
        ), baca, "≤ 2")  # fmt: skip
        cetak("satu sel diubah, pertama kali oleh program lain", penuh, baca, "tanpa sasaran")


ANAK = """
import re, sys
from pathlib import Path
sys.path[:0] = [{akar!r}, {bench!r}]
{kerja}
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])  # not what the parent had
"""
KAMI = "import sinkron_buku as s; k = s.Kantor.__new__(s.Kantor); s.lanjut(k, Path({folder!r})); k.sinkron()"
LAIN = "import openpyxl; openpyxl.load_workbook({path!r})"


def lanjut(kantor: Kantor, folder: Path) -> None:
    """The office of an earlier process."""
    kantor.ledger = Ledger.buka(
        folder / "naskah.db", kantor_id="ukur-0001", zona="Asia/Makassar", clock=SystemClock()
    )
    kantor.buku = muat_buku()[ID]
    kantor.meja = Meja(
        kantor.ledger, folder / "buku", {ID: kantor.buku}, ("A", "B"), SystemClock(), "Asia/Makassar"
    )
    kantor.path = lokasi(folder / "buku", ID, TAHUN)


def memori() -> None:
    with tempfile.TemporaryDirectory() as folder:
        kantor = Kantor(Path(folder), 100_000)
        kantor.ubah_sel("ketikan")
        kantor.bukukan(1)
        kami = _puncak(KAMI.format(folder=folder))
        lain = _puncak(LAIN.format(path=str(kantor.path)))
        print(f"memori puncak, 100.000 baris: {kami / 1024:.0f} MiB, openpyxl {lain / 1024:.0f} MiB, "
              f"{kami / lain:.2f} × (sasaran ≤ 0,33)")  # fmt: skip


def bangun_seratus_ribu() -> None:
    """The rows go through ledger, sync and writer; XlsxWriter gets them ready to write."""
    import bangun_buku
    from tambah_baris import Baris

    from registers.sinkron import bangun

    with tempfile.TemporaryDirectory() as folder:
        kantor = Kantor(Path(folder), 100_000)
        kami = ukur(lambda: bangun(kantor.meja, kantor.buku, TAHUN), ulang=1)
        semua = [Baris(f"N-{n:06d}", {**nilai(n), "urutan": n}) for n in range(1, 100_001)]
        lain = ukur(lambda: bangun_buku.pembanding(kantor.buku, semua), ulang=1)
        cetak("bangun 100.000 baris, XlsxWriter = 1", kami, lain, "≤ 1,3")


def _puncak(kerja: str) -> int:
    akar = str(Path(__file__).resolve().parents[1])
    isi = ANAK.format(akar=akar, bench=str(Path(__file__).parent), kerja=kerja)
    hasil = subprocess.run([sys.executable, "-c", isi], capture_output=True, text=True, check=True)
    return int(hasil.stdout.split()[-1])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if "--memori" in sys.argv:
        memori()
        bangun_seratus_ribu()
    else:
        kecepatan()
