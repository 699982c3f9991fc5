"""Ledgers for tests, on both engines. The PostgreSQL server is a real one that this session starts itself.

Fixtures: `ledger` (a fresh, empty ledger; the test runs once per engine), `lokasi` (where it lies),
`lokasi_kosong` (where one may be made), `pasang_seri` (accepts series), and the helpers `buka`, `terbitkan`.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from registers.dasar.waktu import FixedClock
from registers.ledger import Ledger, Naskah, Seri, Tx

KANTOR = "kantor-uji-0001"
ZONA = "Asia/Makassar"
JAM = FixedClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
SERI = Seri("surat-keluar", "{klas}/{urut}/{kode_pd}", {"kode_pd": "DKUKM"})
_NOMOR_DB = itertools.count(1)


def buka(lokasi: str | Path, *, kantor_id: str = KANTOR, tunggu: float = 10.0) -> Ledger:
    """Open the ledger at `lokasi` as the test office."""
    return Ledger.buka(lokasi, kantor_id=kantor_id, zona=ZONA, clock=JAM, tunggu=tunggu)


def terbitkan(tx: Tx, tanggal: date, *, seri: str = SERI.id, klas: str = "500.3", **lain: str) -> Naskah:
    """Issue a small letter, as `naskah.issue` does it."""
    return simpan_bernomor(tx, tx.alokasi(seri, tanggal, klas=klas, **lain))


def simpan_bernomor(tx: Tx, nomor: object) -> Naskah:
    """Save a small letter that bears `nomor`, and its event."""
    naskah = Naskah(tx.id_baru(), "surat-dinas", "Surat Dinas", "konsep", hal="Undangan rapat")
    tersimpan = tx.simpan_naskah(naskah.bernomor(nomor))
    tx.catat("terbit", tersimpan.id, {"nomor": tersimpan.nomor})
    return tersimpan


@pytest.fixture(scope="session")
def peladen() -> Iterator[str]:
    """Base URL of a PostgreSQL server without a database name: "…/{}?…"."""
    bin_ = _folder_postgresql()
    if bin_ is None:
        pytest.skip("PostgreSQL tidak terpasang: initdb tidak ditemukan")
    # Not tmp_path: the server runs as another user when we are root, and must be able to enter the folder.
    akar = Path(tempfile.mkdtemp(prefix="naskah-pg-"))
    data, soket = akar / "data", akar
    if os.geteuid() == 0:
        shutil.chown(akar, "postgres")
    akar.chmod(0o755)
    try:
        _sebagai_postgres(bin_ / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8")
        # Vacuuming goes from database to database: of the hundreds here one would always be at it.
        pilihan = f"-c listen_addresses= -c unix_socket_directories={soket} -c max_connections=50"
        pilihan += (
            " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off"
        )
        _sebagai_postgres(bin_ / "pg_ctl", "-D", data, "-l", akar / "log", "-o", pilihan, "-w", "start")
        try:
            yield f"postgresql://postgres@/{{}}?host={soket}"
        finally:
            _sebagai_postgres(bin_ / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(akar, ignore_errors=True)


def _folder_postgresql() -> Path | None:
    if ada := shutil.which("initdb"):
        return Path(ada).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


def _sebagai_postgres(*perintah: object) -> None:
    """Run a server program; PostgreSQL refuses to run as root."""
    kata = [str(p) for p in perintah]
    if os.geteuid() == 0:
        kata = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *kata]
    # Output to a file, not a pipe: the server would inherit the pipe and keep us waiting for its end.
    with tempfile.TemporaryFile("w+") as keluaran:
        selesai = subprocess.run(kata, stdout=keluaran, stderr=keluaran, cwd="/", check=False)
        keluaran.seek(0)
        assert selesai.returncode == 0, keluaran.read()


@pytest.fixture(scope="session")
def basis_data_baru(peladen: str) -> Callable[[], str]:
    """Makes an empty PostgreSQL database and gives its URL."""
    return lambda: _basis_data(peladen, "template1")


def _basis_data(peladen: str, asal: str) -> str:
    """A database that is a copy of `asal`; its URL."""
    import psycopg

    nama = f"naskah_{next(_NOMOR_DB)}"
    with psycopg.connect(peladen.format("postgres"), autocommit=True) as koneksi:
        koneksi.execute(f"CREATE DATABASE {nama} TEMPLATE {asal}")
    return peladen.format(nama)


@pytest.fixture(scope="session")
def ledger_siap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new ledger as a file, to be copied: making its tables costs more than most tests of it."""
    path = tmp_path_factory.mktemp("ledger") / "naskah.db"
    buka(path).tutup()
    return path


@pytest.fixture(scope="session")
def salinan_ledger(peladen: str, basis_data_baru: Callable[[], str]) -> Callable[[], str]:
    """Makes a PostgreSQL database with a new ledger in it, a copy of one, and gives its URL."""
    import psycopg

    asal = basis_data_baru()
    buka(asal).tutup()
    nama = psycopg.conninfo.conninfo_to_dict(asal)["dbname"]
    return lambda: _basis_data(peladen, nama)


@pytest.fixture(params=["sqlite", "postgresql"])
def lokasi_kosong(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """A place where a fresh ledger may be made; the test runs once per engine."""
    if request.param == "sqlite":
        return tmp_path / "naskah.db"
    return request.getfixturevalue("basis_data_baru")()


@pytest.fixture(params=["sqlite", "postgresql"])
def lokasi(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """A place with a fresh ledger in it; the test runs once per engine."""
    if request.param == "sqlite":
        return Path(shutil.copy(request.getfixturevalue("ledger_siap"), tmp_path))
    return request.getfixturevalue("salinan_ledger")()


@pytest.fixture
def ledger(lokasi: str | Path) -> Iterator[Ledger]:
    """A fresh ledger without series."""
    ledger = buka(lokasi)
    yield ledger
    ledger.tutup()


@pytest.fixture
def pasang_seri(ledger: Ledger) -> Callable[..., Ledger]:
    """Accepts series in the fresh ledger: ``pasang_seri(SERI, …)``."""

    def pasang(*seri: Seri) -> Ledger:
        with ledger.tulis("Penguji") as tx:
            tx.terapkan_seri(seri or (SERI,))
        return ledger

    return pasang
