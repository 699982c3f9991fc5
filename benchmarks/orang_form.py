"""Fifty people at work on one server, and whether what they left is whole (for `form.py`)."""

from __future__ import annotations

import http.client
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import kantor_form
from peramban_form import AKAR, CLI, Peramban, p95, server, token

from naskah.kantor import Kantor

PIKIR, SASARAN_DETIK = 3.0, 1.0


@dataclass
class Catatan:
    """What the people saw."""

    klik: list[float] = field(default_factory=list[float])
    terbit: list[float] = field(default_factory=list[float])
    galat: list[str] = field(default_factory=list[str])
    nomor: list[str] = field(default_factory=list[str])


def orang(folder: Path, detik: float, mesin: str) -> bool:
    """Both ways of working on one server, and what is left of it."""
    sebelum = {id_: len(urut) for id_, urut in _urut(folder).items()}
    baik = True
    with server(folder, "--lan", "--alamat", "127.0.0.1") as asal:
        semua = [Peramban(asal) for _ in range(kantor_form.ORANG)]
        for ke, satu in enumerate(semua):
            satu.masuk(("nama", f"orang{ke}"), ("sandi", kantor_form.SANDI))
        total = 0
        for pikir in (0.0, PIKIR):
            catat = Catatan()
            mulai = time.perf_counter()
            _bersama([partial(_bekerja, s, catat, mulai + detik, pikir) for s in semua])
            lama = time.perf_counter() - mulai
            total += len(catat.terbit)
            _cetak(f"{mesin}, {len(semua)} orang, berpikir {pikir:.0f} s per klik", catat, lama)
            ganda = len(catat.nomor) - len(set(catat.nomor))
            cepat = p95(catat.terbit) <= SASARAN_DETIK and p95(catat.klik) <= SASARAN_DETIK
            baik = baik and bool(catat.terbit) and not catat.galat and not ganda and (cepat or not pikir)
        time.sleep(3)
    return _utuh(folder, sebelum, total) and baik


def _cetak(judul: str, catat: Catatan, lama: float) -> None:
    def sebut(waktu: list[float]) -> str:
        return f"p50 {statistics.median(waktu):.2f} p95 {p95(waktu):.2f} s" if waktu else "tidak ada"

    print(
        f"{judul}: {len(catat.terbit)} surat, {lama:.0f} s = {len(catat.terbit) / lama:.1f} surat/s; "
        f"menerbitkan {sebut(catat.terbit)}; tiap klik {sebut(catat.klik)}; {len(catat.galat)} galat, "
        f"{len(catat.nomor) - len(set(catat.nomor))} nomor ganda",
        flush=True,
    )
    for satu in catat.galat[:3]:
        print(f"  {satu}")


def _bersama(kerja: Sequence[Callable[[], None]]) -> None:
    utas = [threading.Thread(target=satu) for satu in kerja]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()


def _bekerja(satu: Peramban, catat: Catatan, sampai: float, pikir: float) -> None:
    """One person, letter after letter."""
    acak = random.Random()
    if pikir:
        time.sleep(acak.random() * pikir)
    while time.perf_counter() < sampai:
        try:
            _satu_surat(satu, catat, lambda: time.sleep(acak.uniform(0.5, 1.5) * pikir))
        except (AssertionError, OSError, http.client.HTTPException) as salah:
            catat.galat.append(f"{type(salah).__name__}: {str(salah)[:600]}")


def _satu_surat(satu: Peramban, catat: Catatan, pikir: Callable[[], None]) -> None:
    def klik(metode: str, url: str, isi: Sequence[tuple[str, str]] = ()) -> tuple[str, str]:
        mulai = time.perf_counter()
        status, ke, jawab = satu.minta(metode, url, isi)
        catat.klik.append(time.perf_counter() - mulai)
        assert status == (303 if metode == "POST" else 200), f"{metode} {url}: {status} {jawab[-500:]}"
        return ke, jawab

    tanda = token(klik("GET", "/buat")[1])
    pikir()
    alamat_isian = klik("POST", "/buat", [("_csrf", tanda), ("jenis", "surat-dinas")])[0]
    laman_isian = klik("GET", alamat_isian)[1]
    pikir()
    versi = re.search(r'name="_versi" value="(\d+)"', laman_isian)
    assert versi, "halaman isian tanpa versi"
    isi = [("_csrf", tanda), ("_versi", versi[1]), ("_aksi", "terbit"), *ISIAN]
    tanya = klik("GET", klik("POST", alamat_isian, isi)[0])[1]
    versi = re.search(r'name="_versi" value="(\d+)"', tanya)
    assert versi, tanya[-800:]
    pikir()
    mulai = time.perf_counter()
    ke = klik(
        "POST", f"{alamat_isian}/terbit", [("_csrf", tanda), ("_versi", versi[1]), ("_aksi", "terbit")]
    )[0]
    catat.terbit.append(time.perf_counter() - mulai)
    surat = klik("GET", ke)[1]
    nomor = re.search(r"500\.\d[\d.]*/\d+/[\w./-]+", surat)
    assert nomor, "halaman surat tanpa nomor"
    catat.nomor.append(nomor[0])
    pikir()


ISIAN = [
    ("kepada", "Ketua Koperasi Contoh Maju"),
    ("tempat_tujuan", "Kupang"),
    ("hal", "Permintaan data perkembangan koperasi"),
    ("sifat", "segera"),
    ("lampiran", "1 (satu) berkas"),
    (
        "isi",
        "Sehubungan dengan penyusunan laporan tahunan, diperlukan data koperasi.\n\nData itu kami tunggu:",
    ),
    ("butir", "data anggota; dan\n\ndata volume usaha."),
    ("penutup", "Demikian disampaikan, atas perhatian Saudara kami ucapkan terima kasih."),
    ("tembusan", "Gubernur di Kupang"),
]


def _urut(folder: Path) -> dict[str, list[int]]:
    """The running numbers of every series this year."""
    kantor = Kantor.buka(folder)
    hasil: dict[str, list[int]] = {}
    with kantor.ledger.baca() as baca:
        for naskah in baca.cari(dari=date(kantor.hari_ini().year, 1, 1), batas=None):
            if naskah.arah == "keluar" and naskah.urut and not naskah.sisipan:
                hasil.setdefault(naskah.seri, []).append(naskah.urut)
    kantor.tutup()
    return {id_: sorted(urut) for id_, urut in hasil.items()}


def _utuh(folder: Path, sebelum: dict[str, int], tambah: int) -> bool:
    """Whether every series runs 1..n, as many letters as were issued, and `naskah periksa` is content."""
    sesudah = _urut(folder)
    urut = [id_ for id_, semua in sesudah.items() if semua != list(range(1, len(semua) + 1))]
    jumlah = sum(map(len, sesudah.values())) - sum(sebelum.values())
    kata = [sys.executable, str(CLI), "periksa", "--kantor", str(folder)]
    periksa = subprocess.run(kata, capture_output=True, text=True, check=False)
    baik = not urut and jumlah == tambah and periksa.returncode == 0
    print(
        f"  {jumlah} surat baru dari {tambah} yang diminta; deret bercelah: {urut or 'tidak ada'}; "
        f"naskah periksa: {'bersih' if periksa.returncode == 0 else periksa.stdout + periksa.stderr}"
    )
    return baik


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of an empty database on a server of its own."""
    sys.path.insert(0, str(AKAR))
    from tests.conftest_ledger import _folder_postgresql, _sebagai_postgres

    bin_ = _folder_postgresql()
    if bin_ is None:
        raise SystemExit("PostgreSQL tidak terpasang")
    akar = Path(tempfile.mkdtemp(prefix="naskah-pg-"))
    shutil.chown(akar, "postgres")
    akar.chmod(0o755)
    data = akar / "data"
    _sebagai_postgres(bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8")
    pilihan = f"-c listen_addresses= -c unix_socket_directories={akar}"
    _sebagai_postgres(bin_ / "pg_ctl", "-D", data, "-l", akar / "log", "-o", pilihan, "-w", "start")
    try:
        yield f"postgresql://postgres@/postgres?host={akar}"
    finally:
        _sebagai_postgres(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(akar, ignore_errors=True)
