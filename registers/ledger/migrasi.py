"""Bringing a ledger to the schema this program knows; Alembic is loaded only when there is work for it."""

from __future__ import annotations

import re

from sqlalchemy import Connection, Engine, func, insert, inspect, select, text

from registers.dasar.galat import BukuBesarDitolak
from registers.ledger import skema, tempat
from registers.ledger.mesin import berkas_kosong, transaksi

_KUNCI_PG = 0x6E61736B  # any fixed number, shared by all who migrate ("nask")


def siapkan(mesin: Engine, kantor_id: str, *, baru: bool = True) -> None:
    """Create or migrate the ledger behind `mesin`, and make sure that it is this office's.

    Raises:
        BukuBesarDitolak: there is none and `baru` is False, its schema is newer than this program, or it
            belongs to another office, or moved away.
        BukuBesarSibuk: another process kept it locked.
    """
    if not baru and berkas_kosong(mesin):
        raise _hilang("sqlite")  # before connecting, which would make the file
    with transaksi(mesin, tulis=False) as koneksi:
        kini = versi(koneksi)
        if kini == 0 and not baru:
            raise _hilang(koneksi.dialect.name)
        siap = kini == skema.VERSI
        if siap:
            _pastikan_milik(koneksi, kantor_id)
    if not siap:
        with transaksi(mesin, tulis=True) as koneksi:
            _naikkan(koneksi, kantor_id)


def versi(koneksi: Connection) -> int:
    """The ledger's schema version; 0 for an empty database.

    Raises:
        BukuBesarDitolak: it is newer than this program.
    """
    if not inspect(koneksi).has_table("alembic_version"):
        return 0
    tulisan = str(koneksi.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    if not re.fullmatch(r"[0-9]{4}", tulisan) or int(tulisan) > skema.VERSI:
        raise BukuBesarDitolak(
            f"Buku besar ini memakai skema {tulisan}, lebih baru daripada yang dikenal program ini "
            f"({skema.VERSI:04}).",
            "Perbarui program naskah di komputer ini.",
        )
    return int(tulisan)


def _hilang(mesin: str) -> BukuBesarDitolak:
    if mesin != "sqlite":
        return BukuBesarDitolak(
            "Basis data yang disebut kantor.toml kosong, padahal kantor ini sudah menerbitkan naskah.",
            "Bila buku besarnya akan pindah ke sana: kembalikan `database` di kantor.toml ke yang lama, lalu "
            "naskah pindah-database ALAMAT. Bila dahulu sudah di sana: pulihkan dari cadangan terbaru.",
        )
    return BukuBesarDitolak(
        "Buku besar naskah.db hilang atau kosong, padahal kantor ini sudah menerbitkan naskah.",
        "Pulihkan dari cadangan terbaru; jangan mulai dari kosong, nomor yang sudah dipakai akan terulang.",
    )


def _naikkan(koneksi: Connection, kantor_id: str) -> None:
    if koneksi.dialect.name == "postgresql":
        koneksi.execute(select(func.pg_advisory_xact_lock(_KUNCI_PG)))
    # Asked again under the lock: two processes may open a new ledger at the same time.
    kini = versi(koneksi)
    if kini < skema.VERSI:
        buat(koneksi)
    if kini == 0:
        koneksi.execute(insert(skema.meta).values(kunci="kantor_id", nilai=kantor_id))
    _pastikan_milik(koneksi, kantor_id)


def buat(koneksi: Connection) -> None:
    """Make every table, or bring those of an older program up to this one."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    tatanan = Config()
    tatanan.set_main_option("script_location", "registers.ledger:migrations")
    naskah = ScriptDirectory.from_config(tatanan)

    def naik(rev: object, _: object) -> object:
        return naskah._upgrade_revs("head", rev)  # pyright: ignore[reportPrivateUsage,reportArgumentType]  # Alembic's cookbook way without env.py

    with EnvironmentContext(tatanan, naskah, fn=naik) as lingkungan:
        lingkungan.configure(connection=koneksi, transactional_ddl=True)
        lingkungan.run_migrations()


def _pastikan_milik(koneksi: Connection, kantor_id: str) -> None:
    m = skema.meta
    pemilik = koneksi.execute(select(m.c.nilai).where(m.c.kunci == "kantor_id")).scalar()
    if pemilik != kantor_id:
        raise BukuBesarDitolak(
            f"Buku besar ini milik kantor lain (kantor_id {pemilik}), bukan kantor ini ({kantor_id}).",
            "Periksa `database` dan `kantor_id` di kantor.toml; satu buku besar hanya untuk satu kantor.",
        )
    tempat.pastikan_berlaku(koneksi)
