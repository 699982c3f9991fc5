"""The office's ledger moves to another database, and kantor.toml follows: one act, which may be repeated.

the target is named → kantor.toml can be changed → ledger moved and compared → kantor.toml → old file aside
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import keutuhan, tatanan_tulis
from naskah.kantor import Kantor
from naskah.tatanan_tulis import Perubahan, Tabel
from registers.dasar.galat import BerkasGagal, BukuBesarDitolak, KeadaanDitolak

if TYPE_CHECKING:
    from registers.ledger.pemindahan import Salinan

BERKAS = "naskah.db"


@dataclass(frozen=True)
class HasilPindah:
    """A move that was made, or with `--coba` would be.

    Attributes:
        dari: where the ledger was, without a password.
        ke: where it is, without a password.
        salinan: what was moved; None when the ledger was there already.
        cadangan: the old SQLite file under its new name, "" when there is none.
        terbuka: the old SQLite file could not be renamed, somebody has it open.
    """

    dari: str
    ke: str
    salinan: Salinan | None
    cadangan: str = ""
    terbuka: bool = False


def pindah(
    kantor: Kantor, tujuan: str, *, coba: bool, mulai: Callable[[int], Callable[[int], None]]
) -> HasilPindah:
    """Move the ledger to `tujuan`, or finish a move that was interrupted.

    Args:
        kantor: the open office; its connection is closed.
        tujuan: a PostgreSQL URL without a password, or "naskah.db" for the way back.
        coba: read and compare only; nothing is written.
        mulai: told how many rows will be gone through; what it returns is told each part of them.

    Raises:
        BukuBesarDitolak: the target cannot be used, or holds something; the ledger moved elsewhere.
        BukuBesarSibuk: others kept writing.
        KerusakanDitemukan: the chain is broken, or the copy came out different.
        KeadaanDitolak: the ledger moved, but kantor.toml could not be changed; repeating finishes it.
        KantorSalah: kantor.toml cannot be changed by a program.
    """
    from registers.ledger import pemindahan

    lama, baru = kantor.tatanan.database, _nilai_baru(tujuan)
    nama = (_nama(lama), _nama(baru))
    perubahan = Perubahan(_ganti(baru))
    tatanan_tulis.coba(kantor, perubahan)
    if nama[0] == nama[1]:
        return _sudah(kantor, nama[1], coba=coba)
    if not baru and not coba:
        pemindahan.sisihkan(kantor.folder / BERKAS, _nama_cadangan(kantor))  # left by an earlier move
    tempat = (_tempat(kantor, lama), _tempat(kantor, baru))
    with pemindahan.buka(*tempat, kantor_id=kantor.tatanan.kantor_id, nama=nama) as satu:
        if not satu.ditinggalkan():
            keutuhan.pastikan_terkini(kantor)
        salinan = satu.coba(mulai) if coba else satu.jalankan(mulai)
    if coba:
        return HasilPindah(*nama, salinan)
    _ganti_tatanan(kantor, perubahan, nama[1])
    return _sisihkan(kantor, HasilPindah(*nama, salinan))


def _nilai_baru(tujuan: str) -> str:
    """What kantor.toml will say; "" is naskah.db in the office's folder.

    Raises:
        BukuBesarDitolak: neither, or with a password.
    """
    from registers.ledger.mesin import alamat_polos, bersandi

    if tujuan == BERKAS:
        return ""
    if not tujuan.startswith(("postgresql:", "postgresql+psycopg:", "postgres:")):
        raise BukuBesarDitolak(
            "Tujuan ini bukan alamat PostgreSQL.",
            f'Tulis seperti "postgresql://naskah@server/naskah", atau "{BERKAS}" untuk kembali ke SQLite.',
        )
    if bersandi(tujuan):
        raise BukuBesarDitolak(
            "Alamat tujuan memuat kata sandi; ia akan terbaca di kantor.toml dan di riwayat perintah.",
            "Hapus kata sandi dari alamatnya, simpan di ~/.pgpass (Windows: "
            r"%APPDATA%\postgresql\pgpass.conf), lalu ganti kata sandi itu.",
        )
    return alamat_polos(tujuan)


def _nama(nilai: str) -> str:
    """A place as people are told it, and as they may type it as a target."""
    from registers.ledger.mesin import alamat_polos

    return alamat_polos(nilai) if nilai else BERKAS


def _tempat(kantor: Kantor, nilai: str) -> str | Path:
    return nilai or kantor.folder / BERKAS


def _ganti(nilai: str) -> tatanan_tulis.Ubah:
    def ubah(tabel: Tabel) -> None:
        tabel["database"] = nilai

    return ubah


def _sudah(kantor: Kantor, nama: str, *, coba: bool) -> HasilPindah:
    """kantor.toml names the target already: only the old file may still lie where it was."""
    keutuhan.pastikan_terkini(kantor)
    hasil = HasilPindah(nama, nama, None)
    return hasil if coba or nama == BERKAS else _sisihkan(kantor, hasil)


def _ganti_tatanan(kantor: Kantor, perubahan: Perubahan, nama: str) -> None:
    try:
        tatanan_tulis.terapkan(kantor, perubahan, tatanan_tulis.sidik(kantor))
    except (KeadaanDitolak, BerkasGagal) as galat:
        raise KeadaanDitolak(
            f"Buku besar sudah pindah ke {nama}, tetapi kantor.toml belum menunjuk ke sana: {galat.message}",
            "Ulangi perintah yang sama; yang sudah pindah tidak dipindahkan dua kali.",
        ) from galat


def _sisihkan(kantor: Kantor, hasil: HasilPindah) -> HasilPindah:
    """Put the old SQLite file aside, unless somebody still has it open."""
    from registers.ledger import pemindahan

    kantor.tutup()
    if hasil.ke == BERKAS:
        return hasil
    path = kantor.folder / BERKAS
    cadangan = pemindahan.sisihkan(path, _nama_cadangan(kantor))
    nama = cadangan.name if cadangan else ""
    return HasilPindah(hasil.dari, hasil.ke, hasil.salinan, nama, terbuka=not cadangan and path.exists())


def _nama_cadangan(kantor: Kantor) -> str:
    return f"naskah-sebelum-pindah-{kantor.hari_ini():%Y%m%d}"
