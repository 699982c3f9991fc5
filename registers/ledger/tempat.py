"""Is this ledger the one in force? One that moved away, or a copy that is still on its way, is refused.

Both are marks in the table `meta`, so that whoever had the ledger open before the move meets them too.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from registers.dasar.galat import BukuBesarDitolak
from registers.ledger import skema

_M = skema.meta
PINDAH_KE = "pindah_ke"  # in the ledger that was left: the address of the new one
BELUM_TIBA = "belum_tiba"  # in a copy that does not count yet: the address of the ledger it is made from
TANDA = (PINDAH_KE, BELUM_TIBA)


def tanda(koneksi: Connection) -> dict[str, str]:
    """The marks this ledger bears."""
    baris = koneksi.execute(select(_M.c.kunci, _M.c.nilai).where(_M.c.kunci.in_(TANDA)))
    return {str(kunci): str(nilai) for kunci, nilai in baris}


def tandai(koneksi: Connection, kunci: str, alamat: str) -> None:
    """Put a mark on this ledger."""
    koneksi.execute(insert(_M), {"kunci": kunci, "nilai": alamat})


def hapus_tanda(koneksi: Connection, kunci: str) -> None:
    """Take a mark off this ledger."""
    koneksi.execute(delete(_M).where(_M.c.kunci == kunci))


def pastikan_berlaku(koneksi: Connection) -> None:
    """Refuse a ledger that is not, or not yet, the office's own.

    Raises:
        BukuBesarDitolak: it moved, or it is a copy whose making was interrupted.
    """
    ada = tanda(koneksi)
    if PINDAH_KE in ada:
        raise BukuBesarDitolak(
            f"Buku besar ini sudah pindah ke {ada[PINDAH_KE]}.",
            "Ulangi sekali lagi. Bila tetap ditolak, selesaikan pemindahannya dengan: "
            f"naskah pindah-database {ada[PINDAH_KE]}",
        )
    if BELUM_TIBA in ada:
        raise BukuBesarDitolak(
            f"Salinan buku besar ini belum selesai dipindahkan; yang berlaku ada di {ada[BELUM_TIBA]}.",
            f'Kembalikan `database` di kantor.toml ke {ada[BELUM_TIBA]} (naskah.db ditulis ""), '
            "lalu ulangi naskah pindah-database.",
        )


def kunci_tulis(koneksi: Connection) -> None:
    """Take the one write lock. SQLite took it with BEGIN IMMEDIATE; PostgreSQL locks a row.

    The chain makes writers serial anyway; queueing at the door instead of half-way rules deadlocks out.
    """
    if koneksi.dialect.name != "sqlite":
        koneksi.execute(select(_M.c.nilai).where(_M.c.kunci == "kantor_id").with_for_update())


def antre(koneksi: Connection) -> None:
    """Take the write lock of a ledger that counts; who waited for it while the ledger moved is told so.

    Raises:
        BukuBesarDitolak: as `pastikan_berlaku`.
    """
    kunci_tulis(koneksi)
    pastikan_berlaku(koneksi)
