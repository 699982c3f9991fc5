"""PDFs of many letters: naskah against LibreOffice alone, taking turns; medians per letter.

Run: ``python benchmarks/pdf_banyak.py [JENIS] [LETTERS]`` (default: sertifikat-kesehatan, 300).
The others: a soffice per letter, one soffice for all letters (LibreOffice's own batch), the warm listener one
by one, and the floor: all letters as one document, converted and not even cut apart.
Targets: ≥ 8 × faster than one soffice per letter, ≤ 1.25 × the batch.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

from naskah import contoh, pdf
from naskah.draf import susun
from naskah.pdf import proses as mesin
from naskah.render.gabung import gabung, kunci_gabung

ULANG, SENDIRI, SASARAN_SATU, SASARAN_BATCH = 3, 5, 8, 1.25


def surat(folder: Path, jenis: str, banyak: int) -> list[Path]:
    """Letters of one type, each with its own number, rendered by naskah."""
    kantor = contoh.siapkan(folder / "kantor")
    isi = tomllib.loads((kantor.katalog.jenis(jenis).folder / "contoh.toml").read_text("utf-8"))
    draf = susun(kantor, jenis, isi, kantor.hari_ini())
    hasil: list[Path] = []
    for nomor in range(1, banyak + 1):
        hasil.append(folder / f"{jenis}-{nomor:05}.docx")
        hasil[-1].write_bytes(draf.render(kantor, f"500.3/{nomor}/CONTOH", terbit=True)[0].docx)
    kantor.tutup()
    return hasil


def soffice(folder: Path, files: list[Path]) -> None:
    """One LibreOffice with a profile that is already there."""
    profil = folder / "profil"
    if not profil.exists():
        profil.mkdir()
        mesin.siapkan_profil(profil)
    (folder / "langsung").mkdir(exist_ok=True)
    perintah = mesin.perintah_ubah(pdf.pastikan_tersedia(), files, folder / "langsung", profil)
    mesin.jalankan(perintah, 3600)
    assert all(mesin.sah(folder / "langsung" / f"{f.stem}.pdf") for f in files)


def banyak(files: list[Path], keluar: Path, proses: int) -> None:
    hasil = pdf.ke_pdf_banyak(files, keluar, proses=proses)
    assert len(hasil.jadi) == len(files), hasil.gagal


def detik(kerja: Callable[[], object], jumlah: int) -> float:
    mulai = time.perf_counter()
    kerja()
    return (time.perf_counter() - mulai) / jumlah


def main() -> int:
    jenis = sys.argv[1] if len(sys.argv) > 1 else "sertifikat-kesehatan"
    jumlah = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as tmp:
        folder = Path(tmp)
        files = surat(folder, jenis, jumlah)
        besar = folder / "semua.docx"
        if kunci_gabung(files[0].read_bytes()):
            besar.write_bytes(gabung([f.read_bytes() for f in files]).docx)
        hangat = pdf.Hangat()
        hangat.ke_pdf(files[0].read_bytes())
        soffice(folder, files[:1])
        cara: dict[str, tuple[Callable[[], object], int]] = {
            "satu soffice per surat": (lambda: [soffice(folder, [f]) for f in files[:SENDIRI]], SENDIRI),
            "hangat, satu per satu": (
                lambda: [hangat.ke_pdf(f.read_bytes()) for f in files[:SENDIRI]],
                SENDIRI,
            ),
            "satu soffice, semua berkas": (lambda: soffice(folder, files), jumlah),
            "naskah, 1 proses": (lambda: banyak(files, folder / "satu", 1), jumlah),
            "naskah, 2 proses": (lambda: banyak(files, folder / "dua", 2), jumlah),
        }
        if besar.exists():
            cara["lantai: satu dokumen, tak dipotong"] = (lambda: soffice(folder, [besar]), jumlah)
        lama: dict[str, list[float]] = {nama: [] for nama in cara}
        for _ in range(ULANG):
            for nama, (kerja, n) in cara.items():
                lama[nama].append(detik(kerja, n))
        hangat.tutup()
    tengah = {nama: statistics.median(semua) for nama, semua in lama.items()}
    kami = tengah["naskah, 1 proses"]
    print(f"{jumlah} × {jenis}")
    for nama, satu in tengah.items():
        print(f"{nama:36} {satu * 1000:8.0f} ms per surat = {satu / kami:6.2f} × naskah")
    batch = kami / tengah["satu soffice, semua berkas"]
    ingatan = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{batch:.2f} × batch (sasaran ≤ {SASARAN_BATCH}); ingatan naskah paling banyak {ingatan:.0f} MiB")
    cepat = tengah["satu soffice per surat"] / kami
    return 0 if cepat >= SASARAN_SATU and batch <= SASARAN_BATCH else 1


if __name__ == "__main__":
    sys.exit(main())
