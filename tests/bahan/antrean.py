"""What tests of the queue share: an office on PostgreSQL, copies of it for machines, worker processes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from naskah.kantor import Kantor
from naskah.massal import antrean, potongan
from naskah.massal.kelompok import kelompok
from registers.dasar.waktu import FixedClock
from registers.ledger.antrean import Potongan
from tests.bahan.massal import berkas, mulai, undangan
from tests.conftest import SAAT

PEKERJA = Path(__file__).resolve().parents[1] / "drills" / "pekerja_antrean.py"


def pasang(folder: Path, database: str, gudang: Path) -> Kantor:
    """Make the office in `folder` one on PostgreSQL with a shared file store, and open it."""
    toml = folder / "kantor.toml"
    isi = re.sub(r"(?m)^database = .*$", f'database = "{database}"', toml.read_text("utf-8"))
    toml.write_text(f'{isi}\n[berkas]\nsimpanan = "file://{gudang}"\n', "utf-8")
    return Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh Pengadministrasi")


def kantor_berantrean(
    folder: Path, database: str, monkeypatch: pytest.MonkeyPatch, *, potong: int
) -> Iterator[Kantor]:
    """An office on PostgreSQL with a shared file store whose chunks have `potong` letters; for a fixture."""
    monkeypatch.setattr(antrean, "_POTONG", potong)
    kantor = pasang(folder, database, folder.parent / "gudang")
    yield kantor
    kantor.tutup()


def salinan(kantor: Kantor, nama: str) -> Path:
    """The office as another machine has it: settings, templates and data, nothing else in common."""
    tujuan = kantor.folder.parent / nama
    return shutil.copytree(kantor.folder, tujuan, ignore=shutil.ignore_patterns("arsip", "buku", "massal"))


def antre(kantor: Kantor, jumlah: int, **pilihan: object) -> str:
    """A merge of invitations, numbered and in the queue; its id."""
    data = berkas(kantor.folder.parent, undangan(jumlah))
    id_ = mulai(kantor, data, antre=True, **pilihan)
    antrekan(kantor, id_)
    return id_


def antrekan(kantor: Kantor, id_: str) -> None:
    """Put what waits of it into the queue."""
    with kelompok(kantor, 1) as kerja:
        antrean.antrekan(kantor, kerja, id_)


@contextmanager
def pekerja(*folder: Path, lambat: float = 0.0, maut: str = "\n") -> Iterator[list[subprocess.Popen[str]]]:
    """Worker processes, one for each folder, ended with the block; `maut` ends the recipient who kills."""
    semua = [
        subprocess.Popen(
            [sys.executable, str(PEKERJA), str(f), str(lambat), maut],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for f in folder
    ]
    try:
        yield semua
    finally:
        for satu in semua:
            satu.send_signal(signal.SIGTERM)
        for satu in semua:
            try:
                satu.wait(30)
            except subprocess.TimeoutExpired:
                satu.kill()


def tunggu(syarat: Callable[[], bool], proses: Sequence[subprocess.Popen[str]], batas: float = 120) -> None:
    """Wait until it is so; what the workers said is shown when it does not happen."""
    akhir = time.monotonic() + batas
    while not syarat():
        if time.monotonic() > akhir:
            for satu in proses:
                satu.kill()
            raise AssertionError("\n".join(satu.communicate()[0] for satu in proses))
        time.sleep(0.1)


def keadaan(kantor: Kantor, id_: str) -> dict[str, int]:
    """How many rows are in each state."""
    with kantor.ledger.baca() as baca:
        return baca.hitung_baris(id_)


def sql(database: str, perintah: str) -> list[tuple[object, ...]]:
    """What a person would do with psql."""
    with psycopg.connect(database, autocommit=True) as koneksi:
        kursor = koneksi.execute(perintah.encode())
        return kursor.fetchall() if kursor.description else []


def potongan_antre(kantor: Kantor) -> list[Potongan]:
    """The chunks in the queue."""
    isi: list[Any] = sql(kantor.tatanan.database, "SELECT args FROM procrastinate_jobs ORDER BY id")
    return [Potongan(**satu) for (satu,) in isi]


def kerjakan_semua(kantor: Kantor, mesin: Kantor, ke: int = 0) -> None:
    """Do every chunk of the queue, as a worker would that begins it for the time after `ke`."""
    for satu in potongan_antre(kantor):
        potongan.kerjakan(mesin, satu, ke)


def jadi_soffice(monkeypatch: pytest.MonkeyPatch, folder: Path, isi: str) -> None:
    """Let this program be LibreOffice."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(isi)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def surat(kantor: Kantor, id_: str) -> list[str]:
    """Ids of the letters of a merge, in the order of its rows."""
    with kantor.ledger.baca() as baca:
        return [b.naskah_id for b in baca.alur_pekerjaan(id_) if b.naskah_id]
