"""The database underneath: SQLite or PostgreSQL, how each begins, waits and fails.

The rest of the room speaks SQLAlchemy Core and does not ask which engine it talks to.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from registers.dasar.galat import (
    BerkasGagal,
    BukuBesarDitolak,
    BukuBesarSibuk,
    BukuBesarTerputus,
    KerusakanDitemukan,
    NaskahError,
)
from registers.dasar.sistem import folder_jaringan

_TULIS = "naskah_tulis"
_PEGANG = 0x6E61736B  # "nask": tells our advisory locks of two keys from others'
_SIBUK = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_CAKRAM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}
_RUSAK = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# lock_not_available, query_canceled, deadlock_detected, serialization_failure
_SIBUK_PG = {"55P03", "57014", "40P01", "40001"}
_TERPUTUS_PG = {"", "080", "57P"}  # no connection, or the server was shut down
_IZIN_PG = {"42501"}  # insufficient_privilege
_CAKRAM_PG = {"53100", "53200", "58030", "25006"}


def buat_mesin(lokasi: str | Path, *, tunggu: float) -> Engine:
    """An engine for the ledger at `lokasi`; nothing is connected yet.

    Args:
        lokasi: a SQLite file, or a URL ``sqlite:///…`` or ``postgresql://…``.
        tunggu: seconds to wait for a lock held by others.

    Raises:
        BukuBesarDitolak: not such a URL, a driver is missing, or a SQLite file on a network share.
    """
    url = _url(lokasi)
    if url.get_backend_name() == "sqlite":
        _pastikan_lokal(url)
        mesin = create_engine(url, connect_args={"timeout": tunggu}, **_kolam(url))
        event.listen(mesin, "connect", _siapkan_sqlite(tunggu))
        event.listen(mesin, "begin", _mulai_sqlite)
        return mesin
    try:
        mesin = create_engine(
            url, connect_args={"client_encoding": "utf8"}, pool_pre_ping=True, **_kolam(url)
        )
    except ImportError as galat:
        raise BukuBesarDitolak(
            "Buku besar PostgreSQL memerlukan psycopg.", 'Pasang dengan: pip install "naskah[postgres]"'
        ) from galat
    event.listen(mesin, "connect", _siapkan_postgresql(tunggu))
    return mesin


def _kolam(url: URL) -> dict[str, Any]:
    """Of a server's threads all may read at once; none should wait for a connection."""
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        return {}  # each thread has its own, which cannot be shared
    return {"pool_size": 10, "max_overflow": 40}


def berkas_kosong(mesin: Engine) -> bool:
    """Whether this is a SQLite file that is missing or has no bytes."""
    if mesin.dialect.name != "sqlite" or mesin.url.database in (None, "", ":memory:"):
        return False
    path = Path(str(mesin.url.database))
    return not path.exists() or path.stat().st_size == 0


def _url(lokasi: str | Path) -> URL:
    if isinstance(lokasi, Path):
        return URL.create("sqlite", database=str(lokasi))
    try:
        url = make_url(lokasi)
    except ArgumentError as galat:
        raise BukuBesarDitolak(
            "Alamat buku besar tidak terbaca.", 'Tulis seperti "postgresql://nama@server/naskah".'
        ) from galat
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise BukuBesarDitolak(
            f"Basis data {url.drivername} tidak didukung.", "Pakai SQLite (bawaan) atau PostgreSQL."
        )
    return url


def _pastikan_lokal(url: URL) -> None:
    """SQLite's WAL needs memory that all readers share; over a network that is not so, and data is lost."""
    if url.database and url.database != ":memory:" and folder_jaringan(Path(url.database).absolute().parent):
        raise BukuBesarDitolak(
            f"Buku besar {url.database} berada di folder jaringan; SQLite tidak aman di sana.",
            "Simpan folder kantor di cakram komputer ini, atau pakai PostgreSQL untuk dipakai bersama.",
        )


def _siapkan_sqlite(tunggu: float) -> Callable[[Any, object], None]:
    def siapkan(koneksi: Any, _: object) -> None:
        koneksi.isolation_level = None  # BEGIN is ours, see _mulai_sqlite
        kursor = koneksi.cursor()
        _wal(kursor, tunggu)
        kursor.execute("PRAGMA synchronous=FULL")
        kursor.execute("PRAGMA foreign_keys=ON")
        kursor.close()

    return siapkan


def _wal(kursor: Any, tunggu: float) -> None:
    """Turn WAL on, once in the life of the file. Here SQLite does not wait for others by itself."""
    batas = time.monotonic() + tunggu
    while kursor.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            kursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as galat:
            if galat.sqlite_errorcode & 0xFF not in _SIBUK or time.monotonic() > batas:
                raise
            time.sleep(0.01)


def _siapkan_postgresql(tunggu: float) -> Callable[[Any, object], None]:
    def siapkan(koneksi: Any, _: object) -> None:
        with koneksi.cursor() as kursor:
            kursor.execute(f"SET lock_timeout = {int(tunggu * 1000)}")
        koneksi.commit()

    return siapkan


def _mulai_sqlite(koneksi: Connection) -> None:
    """Take the write lock at once: a transaction that reads first and writes later could fail half-way."""
    tulis = koneksi.get_execution_options().get(_TULIS, False)
    koneksi.exec_driver_sql("BEGIN IMMEDIATE" if tulis else "BEGIN")


@contextmanager
def transaksi(mesin: Engine, *, tulis: bool) -> Generator[Connection]:
    """One transaction: committed when the block ends, rolled back when it raises.

    Raises:
        BukuBesarSibuk, BerkasGagal, KerusakanDitemukan, BukuBesarDitolak: what the database ran into.
    """
    try:
        with mesin.connect() as polos, _pilihan(polos, tulis=tulis).begin() as _:
            yield polos
    except SQLAlchemyError as galat:
        raise terjemahan(galat) from galat


@contextmanager
def pegang(mesin: Engine, nama: str) -> Generator[bool]:
    """Hold a name while the block lasts (`Ledger.pegang`): an advisory lock on a connection of its own."""
    if mesin.dialect.name == "sqlite":
        yield True
        return
    kunci = {"k": _PEGANG, "n": nama}
    try:
        koneksi = mesin.connect().execution_options(isolation_level="AUTOCOMMIT")
        dapat = bool(koneksi.execute(text("SELECT pg_try_advisory_lock(:k, hashtext(:n))"), kunci).scalar())
    except SQLAlchemyError as galat:
        raise terjemahan(galat) from galat
    try:
        yield dapat
    finally:
        with suppress(SQLAlchemyError):  # a server that is gone has let go
            if dapat:
                koneksi.execute(text("SELECT pg_advisory_unlock(:k, hashtext(:n))"), kunci)
        koneksi.close()


def _pilihan(koneksi: Connection, *, tulis: bool) -> Connection:
    if koneksi.dialect.name == "sqlite":
        return koneksi.execution_options(**{_TULIS: tulis})
    if tulis:
        return koneksi
    return koneksi.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def lepas_wal(mesin: Engine) -> bool:
    """Make a SQLite ledger one plain file again; False while somebody else has it open."""
    polos = mesin.raw_connection()
    try:
        return polos.cursor().execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
    except sqlite3.OperationalError:
        return False
    finally:
        polos.close()


def alamat_polos(lokasi: str | Path) -> str:
    """The address as people may see it, and as it may be kept: without a password.

    Raises:
        BukuBesarDitolak: it is no address of a database.

    >>> alamat_polos("postgresql://naskah:rahasia@server/naskah?password=rahasia")
    'postgresql://naskah@server/naskah'
    """
    if isinstance(lokasi, Path):
        return str(lokasi)
    url = _url(lokasi)
    tanpa_sandi = URL.create(  # `set` takes None for "as it is"
        url.get_backend_name(),
        url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query={k: v for k, v in url.query.items() if k != "password"},
    )
    return tanpa_sandi.render_as_string(hide_password=False)


def bersandi(lokasi: str) -> bool:
    """Whether an address carries a password.

    Raises:
        BukuBesarDitolak: it is no address of a database.
    """
    url = _url(lokasi)
    return url.password is not None or "password" in url.query


def terjemahan(galat: SQLAlchemyError) -> NaskahError:
    """The office's error for a database error, by its code, never by its text."""
    asal = galat.orig if isinstance(galat, DBAPIError) else None
    sqlite = getattr(asal, "sqlite_errorcode", -1) & 0xFF if isinstance(asal, sqlite3.Error) else -1
    keadaan = str(getattr(asal, "sqlstate", None) or "")
    if sqlite in _SIBUK or keadaan in _SIBUK_PG:
        return sibuk()
    if sqlite in _CAKRAM or keadaan in _CAKRAM_PG:
        return BerkasGagal(
            f"Buku besar tidak dapat dibaca atau ditulis: {asal}.",
            "Periksa sisa ruang cakram dan izin folder; tidak ada yang tercatat.",
        )
    if keadaan in _IZIN_PG:
        return BukuBesarDitolak(
            f"Peladen basis data menolak: {_baris(asal or galat)}.",
            "Berikan hak pada basis data itu, termasuk membuat tabel, kepada peran yang dipakai naskah.",
        )
    if sqlite in _RUSAK:
        return KerusakanDitemukan(
            "Berkas buku besar rusak atau bukan buku besar.", hint="Pulihkan dari cadangan."
        )
    if asal is not None and not isinstance(asal, sqlite3.Error) and keadaan[:3] in _TERPUTUS_PG:
        return BukuBesarTerputus(
            "Peladen buku besar tidak dapat dihubungi.",
            f"Periksa alamat, sandi, dan jaringan ({_baris(asal)}).",
        )
    return NaskahError(f"Buku besar gagal: {_baris(asal or galat)}.", "Laporkan dengan keluaran lengkapnya.")


def sibuk() -> BukuBesarSibuk:
    """What somebody is told who waited in vain."""
    return BukuBesarSibuk(
        "Buku besar sedang dipakai proses lain.", "Tunggu sebentar, lalu ulangi; tidak ada yang tercatat."
    )


def _baris(galat: BaseException) -> str:
    return (str(galat).strip().splitlines() or ["tanpa keterangan"])[0]
