"""A merge against docxtpl: what a letter costs, one process and two, memory, growth. Ratios of one run.

    python benchmarks/massal.py               invitations: ratio to docxtpl, one and two processes; sealed
                                              certificates: one and two processes
    python benchmarks/massal.py besar         1,000 and 10,000 letters, each in a process of its own

naskah's figure is everything a merge does once its input is read: validation of every row, number, rendering
with every check, file on the disk, ledger row, event, rows of the books. docxtpl's is rendering alone, as its
documentation shows it.

All offices of a run are removed together at its end: ext4 is slow to give out what was freed a minute ago,
which no office ever waits for.
"""

from __future__ import annotations

import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from itertools import product
from pathlib import Path

from docxtpl import DocxTemplate

from naskah import contoh, konteks
from naskah.draf import susun
from naskah.issue import uji_render
from naskah.kantor import Kantor
from naskah.massal import jalan, rampung
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import baca

UNDANGAN, SERTIFIKAT = "surat-undangan", "sertifikat-nik"
ULANGAN = 3


def baris(kantor: Kantor, jumlah: int, jenis: str = UNDANGAN) -> list[dict[str, object]]:
    """Letters of one type, each to or about somebody else."""
    isi = tomllib.loads((kantor.katalog.jenis(jenis).folder / "contoh.toml").read_text("utf-8"))
    koperasi = [{"nama": f"Koperasi Contoh {n}", "nik": f"{5371090000000 + n}"} for n in range(1, jumlah + 1)]
    if jenis == SERTIFIKAT:
        return [{**isi, "koperasi": satu} for satu in koperasi]
    return [{**isi, "kepada": f"Ketua {satu['nama']}"} for satu in koperasi]


def gabung(di: Path, jumlah: int, proses: int, jenis: str = UNDANGAN) -> tuple[float, float]:
    """Wall and processor seconds of a merge in a new office; without the start of its processes."""
    folder = Path(tempfile.mkdtemp(dir=di))
    kantor = contoh.siapkan(folder / "kantor")
    data = folder / "data.json"
    data.write_text(json.dumps(baris(kantor, jumlah, jenis), default=str), "utf-8")
    masukan = baca(data, kantor.katalog.jenis(jenis))
    with kelompok(kantor, proses) as pekerja:
        list(pekerja.kerjakan(_siap, [jenis] * 4 * proses))
        siap = jalan.periksa(kantor, pekerja, baca(data, masukan.jenis, baris=(1, 4)), {}, kantor.hari_ini())
        jalan.mulai(kantor, masukan, siap)
        awal, cpu = time.perf_counter(), _cpu()
        telaah = jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())
        id_ = jalan.mulai(kantor, masukan, telaah).id
        jalan.terbitkan(kantor, pekerja, id_)
        rampung.rampungkan(kantor, id_)
        lama = time.perf_counter() - awal
    kantor.tutup()
    return lama, _cpu() - cpu


def _siap(kantor: Kantor, jenis: str) -> None:
    """Has its template ready; takes so long that every process must take some of these."""
    isi = baris(kantor, 1, jenis)[0]
    uji_render(kantor, susun(kantor, jenis, isi, kantor.hari_ini()), "1")
    time.sleep(0.2)


def _cpu() -> float:
    return sum(os.times()[:4])


def docxtpl(di: Path, jumlah: int) -> float:
    """Processor seconds of rendering as many letters with docxtpl."""
    kantor = contoh.siapkan(Path(tempfile.mkdtemp(dir=di), "kantor"))
    jenis = kantor.katalog.jenis(UNDANGAN)
    semua = [susun(kantor, UNDANGAN, b, kantor.hari_ini()) for b in baris(kantor, jumlah)]
    isi = [dict(konteks.dengan_nomor(d.konteks, "1", d.tanggal, terbit=True)) for d in semua]
    awal = time.process_time()
    for satu in isi:
        templat = DocxTemplate(jenis.folder / "naskah.docx")
        templat.render(satu, autoescape=True)
        templat.save(io.BytesIO())
    return time.process_time() - awal


def banding(di: Path, jumlah: int = 1000) -> None:
    """One core against docxtpl, two processes against one, taking turns."""
    lain: list[float] = []
    waktu: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    gabung(di, 50, 1)
    for _ in range(ULANGAN):
        lain.append(docxtpl(di, 100) / 100 * 1000)
        for jenis, proses in product((UNDANGAN, SERTIFIKAT), (1, 2)):
            lama, cpu = gabung(di, jumlah, proses, jenis)
            waktu[jenis, proses].append((lama / jumlah * 1000, cpu / jumlah * 1000))
    peer, cpu = statistics.median(lain), statistics.median(c for _, c in waktu[UNDANGAN, 1])
    print(f"docxtpl, rendering alone   {peer:7.2f} ms of a core per letter")
    print(f"naskah, everything         {cpu:7.2f} ms of a core per letter: {peer / cpu:.1f} × docxtpl")
    for jenis in (UNDANGAN, SERTIFIKAT):
        pasang = zip(waktu[jenis, 1], waktu[jenis, 2], strict=True)
        satu = statistics.median(lama for lama, _ in waktu[jenis, 1])
        kali = statistics.median(a[0] / b[0] for a, b in pasang)
        print(f"{jenis:20} one process {satu:6.2f} ms per letter (wall); two processes {kali:.2f} × one")


def besar(di: Path) -> None:
    """Growth and memory, each size in a process of its own."""
    lama: dict[int, float] = {}
    for jumlah in (1000, 10_000):
        keluar = subprocess.run(
            [sys.executable, __file__, "satu", str(di), str(jumlah)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        lama[jumlah] = float(keluar[0])
        print(f"{jumlah:6} letters: {lama[jumlah]:7.1f} s of a core, at most {keluar[1]} MiB")
    print(f"10.000 = {lama[10_000] / lama[1000]:.2f} × 1.000")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        match sys.argv[1:]:
            case ["satu", di, jumlah]:
                _, cpu = gabung(Path(di), int(jumlah), 1)
                print(f"{cpu:.2f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
            case ["besar"]:
                besar(Path(folder))
            case _:
                banding(Path(folder))


if __name__ == "__main__":
    main()
