"""Certificates through the queue: rows a second with 1, 2, 4 workers, and what the queue itself costs.

    uv run python benchmarks/antrean.py 600 1 2 4

Starts its own PostgreSQL (durable, as installed). Every machine is an own copy of the office that shares only
the database and a folder of files. Beside the clock it tells processor seconds: they hold on a busy machine.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from naskah.catalog import folder_templat
from naskah.contoh import siapkan
from naskah.kantor import Kantor
from naskah.massal import antrean, jalan, potongan
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import baca
from registers.ledger import Ledger, Tx
from registers.ledger.antrean import Potongan
from registers.ledger.antrean_pekerja import Pekerja
from tests.bahan.antrean import pasang
from tests.conftest_ledger import _folder_postgresql, _sebagai_postgres

JENIS = "sertifikat-kesehatan"


def main(jumlah: int, pekerja: list[int]) -> None:
    akar = Path(tempfile.mkdtemp(prefix="naskah-antrean-"))
    akar.chmod(0o755)
    bin_ = _folder_postgresql()
    assert bin_ is not None
    pg = akar / "pg"
    pg.mkdir()
    if os.geteuid() == 0:
        shutil.chown(pg, "postgres")
    _sebagai_postgres(bin_ / "initdb", "-D", pg / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8")
    pilihan = f"-c listen_addresses= -c unix_socket_directories={pg}"
    _sebagai_postgres(bin_ / "pg_ctl", "-D", pg / "data", "-l", pg / "log", "-o", pilihan, "-w", "start")
    try:
        siapkan(akar / "kosong").tutup()
        lama_kunci(akar, f"postgresql://postgres@/{{}}?host={pg}")
        ongkos_antrean(f"postgresql://postgres@/{{}}?host={pg}", akar)
        for pdf in (False, True):
            for n in pekerja:
                satu_kali(akar, f"postgresql://postgres@/{{}}?host={pg}", jumlah, n, pdf=pdf)
    finally:
        _sebagai_postgres(bin_ / "pg_ctl", "-D", pg / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(akar, ignore_errors=True)


def satu_kali(akar: Path, url: str, jumlah: int, n: int, *, pdf: bool) -> None:
    nama = f"n{n}{'p' if pdf else ''}"
    kantor = kantor_baru(akar, url, nama)
    awal_db = ukuran_db(url, nama)
    id_ = antrekan(kantor, jumlah, pdf=pdf, cerita=n == 1)
    mesin = [shutil.copytree(kantor.folder, akar / nama / f"mesin-{i}") for i in range(n)]
    program = "from naskah.commands import main; main()"
    saat, cpu = time.perf_counter(), anak()
    proses = [
        subprocess.Popen(
            [sys.executable, "-c", program, "pekerja", "--sekali", "--kantor", str(f)], stdout=-3
        )
        for f in mesin
    ]
    assert not any(p.wait() for p in proses)
    lama, cpu = time.perf_counter() - saat, anak() - cpu
    with kantor.ledger.baca() as tampak:
        assert tampak.hitung_baris(id_) == {"selesai": jumlah}
        berkas = tampak.semua_berkas()
    print(
        f"{n} pekerja{', PDF' if pdf else ''}: {jumlah / lama:.1f} baris/s, {cpu / jumlah * 1000:.0f} ms "
        f"prosesor per baris (beban komputer {os.getloadavg()[0]:.1f})",
        flush=True,
    )
    if n == 1:
        for macam in sorted({b.macam for b in berkas}):
            ukuran = [b.ukuran for b in berkas if b.macam == macam]
            print(f"  {macam}: {sum(ukuran) / len(ukuran) / 1024:.1f} KiB per naskah")
        print(f"  basis data: {(ukuran_db(url, nama) - awal_db) / jumlah / 1024:.1f} KiB per naskah")
    kantor.tutup()


def lama_kunci(akar: Path, url: str, jumlah: int = 500) -> None:
    """How long a chunk keeps the ledger's one write lock: the end of how far more workers help."""
    lama: list[float] = []
    asli = Ledger.tulis

    @contextmanager
    def tulis(ledger: Ledger, pelaku: str) -> Generator[Tx]:
        saat = time.perf_counter()
        with asli(ledger, pelaku) as tx:
            yield tx
        lama.append(time.perf_counter() - saat)

    kantor = kantor_baru(akar, url, "kunci")
    Ledger.tulis = tulis
    antrekan(kantor, jumlah, pdf=False, cerita=False)
    masuk = sorted(lama)[-jumlah // 50 :]
    lama.clear()
    Pekerja(
        kantor.tatanan.database, lambda satu, ke: potongan.kerjakan(kantor, satu, ke), sekali=True
    ).jalankan()
    Ledger.tulis = asli
    kata = [f"{sum(satu) / len(satu) * 1000:.0f} ms" for satu in (masuk, lama)]
    print(f"kunci tulis per potongan: {kata[0]} memberi nomor, {kata[1]} mencatat berkas", flush=True)
    kantor.tutup()


def kantor_baru(akar: Path, url: str, nama: str) -> Kantor:
    with psycopg.connect(url.format("postgres"), autocommit=True) as koneksi:
        koneksi.execute(f"CREATE DATABASE {nama}".encode())
    folder = shutil.copytree(akar / "kosong", akar / nama / "kantor")
    kantor = pasang(folder, url.format(nama), akar / nama / "gudang")
    antrean.siapkan(kantor, kantor.katalog.jenis(JENIS))
    return kantor


def antrekan(kantor: Kantor, jumlah: int, *, pdf: bool, cerita: bool) -> str:
    contoh: dict[str, Any] = tomllib.loads((folder_templat() / JENIS / "contoh.toml").read_text("utf-8"))
    path = kantor.folder.parent / "data.json"
    baris = [{**contoh, "nomor_sk": f"500.3.2.4/{i + 1}/SK/DKUKM/2026"} for i in range(jumlah)]
    path.write_text(json.dumps(baris, default=str), "utf-8")
    masukan = baca(path, kantor.katalog.jenis(JENIS))
    with kelompok(kantor, 1) as regu:
        saat, cpu = time.perf_counter(), time.process_time()
        telaah = jalan.periksa(kantor, regu, masukan, {}, kantor.hari_ini())
        assert not telaah.salah
        periksa = time.process_time() - cpu
        id_ = jalan.mulai(kantor, masukan, telaah, pilihan={"pdf": pdf, "antre": True}).id
        cpu = time.process_time()
        antrean.antrekan(kantor, regu, id_)
        uji = time.process_time() - cpu
    if cerita:
        print(
            f"menyiapkan: {jumlah / (time.perf_counter() - saat):.1f} baris/s; prosesor per baris: "
            f"memeriksa {periksa / jumlah * 1000:.1f} ms, mencoba cetak, memberi nomor, dan mengantrekan "
            f"{uji / jumlah * 1000:.1f} ms",
            flush=True,
        )
    return id_


def ongkos_antrean(url: str, akar: Path, banyak: int = 500) -> None:
    """Chunks that mean nothing, through the queue."""
    kantor = kantor_baru(akar, url, "ongkos")
    saat = time.perf_counter()
    for n in range(banyak):
        with kantor.ledger.tulis("Penguji") as tx:
            tx.antrekan(Potongan("G-uji", n, n, 1, "", "", "", ""))
    masuk = time.perf_counter() - saat
    saat = time.perf_counter()
    Pekerja(kantor.tatanan.database, lambda *_: None, sekali=True).jalankan()
    keluar = time.perf_counter() - saat
    print(
        f"antrean: {masuk / banyak * 1000:.1f} ms mengantrekan (dengan transaksinya) dan "
        f"{keluar / banyak * 1000:.1f} ms mengambil dan menutup, per potongan",
        flush=True,
    )
    kantor.tutup()


def ukuran_db(url: str, nama: str) -> int:
    with psycopg.connect(url.format(nama), autocommit=True) as koneksi:
        koneksi.execute("VACUUM")
        baris = koneksi.execute("SELECT pg_database_size(current_database())").fetchone()
    assert baris is not None
    return int(baris[0])


def anak() -> float:
    pakai = resource.getrusage(resource.RUSAGE_CHILDREN)
    return pakai.ru_utime + pakai.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(n) for n in sys.argv[2:]])
