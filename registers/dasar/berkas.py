"""Files: written whole or not at all, named safely, known by their hash."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from registers.dasar.galat import BerkasGagal
from registers.dasar.sistem import sinkron_folder

_NAMA_TERLARANG = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{i}" for i in range(10)),
    *(f"lpt{i}" for i in range(10)),
}
_PANJANG_NAMA = 80


def sha256(data: bytes) -> str:
    """The SHA-256 of `data`, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=64)
def sha256_tetap(data: bytes) -> str:
    """The same of content that comes again and again (a template): one object is hashed once."""
    return sha256(data)


def baca_tetap(path: Path) -> bytes:
    """A file that many letters are made from: read again only when it has changed.

    Raises:
        BerkasGagal: as `baca`.
    """
    try:
        keadaan = path.stat()
    except OSError:
        return baca(path)  # which says what is wrong
    return _sebagaimana(path, keadaan.st_mtime_ns, keadaan.st_size, keadaan.st_ino)


@lru_cache(maxsize=32)
def _sebagaimana(path: Path, diubah: int, ukuran: int, inode: int) -> bytes:
    return baca(path)


def baca(path: Path) -> bytes:
    """The whole file.

    Raises:
        BerkasGagal: the file is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as galat:
        raise gagal(path, galat, "dibaca") from galat


class BerkasBerubah(Exception):
    """Somebody saved the file while we worked; everything read from it is outdated."""


def tulis_atomik(path: Path, data: bytes, *, ganti: bytes | None = None) -> None:
    """Put `data` at `path` so that a crash leaves the old file or the new one, never half of one.

    The bytes are on the disk (fsync of file and folder) when this returns. A link stays one: what it points
    to is replaced.

    Args:
        path: where.
        data: the whole file.
        ganti: replace these bytes and no others. They are compared when the new file lies ready beside the
            old one, so that only a save in the instant between reading and renaming could be overlooked.

    Raises:
        BerkasBerubah: the file does not hold `ganti`; it is untouched.
        BerkasGagal: disk full, read-only folder, no permission. The old file is untouched.
        PermissionError: the target is held open by another program (Windows); callers that can wait catch it.
    """
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    sementara = tulis_sementara(path, data)
    try:
        if ganti is not None and not _masih(path, ganti):
            sementara.unlink()
            raise BerkasBerubah
        sementara.replace(path)
    except PermissionError:
        sementara.unlink(missing_ok=True)
        raise
    except OSError as galat:
        sementara.unlink(missing_ok=True)
        raise gagal(path, galat, "ditulis") from galat
    sinkron_folder(path.parent)


def _masih(path: Path, data: bytes) -> bool:
    """Whether the file holds `data`, and nobody put another one there while it was read."""
    awal = path.stat()
    sama = path.read_bytes() == data
    akhir = path.stat()
    return sama and (awal.st_ino, awal.st_mtime_ns) == (akhir.st_ino, akhir.st_mtime_ns)


def tulis_sementara(path: Path, data: bytes) -> Path:
    """Write `data` beside `path` under a temporary name, fsynced; the caller renames it.

    It may be read by whoever may read the file that is at `path` now.

    Raises:
        BerkasGagal: as `tulis_atomik`; nothing is left behind.
    """
    sementara = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        sementara.parent.mkdir(parents=True, exist_ok=True)
        with sementara.open("xb") as berkas:
            _samakan_izin(sementara, path)
            berkas.write(data)
            berkas.flush()
            os.fsync(berkas.fileno())
    except OSError as galat:
        with suppress(OSError):
            sementara.unlink(missing_ok=True)
        raise gagal(path, galat, "ditulis") from galat
    return sementara


@contextmanager
def alirkan(path: Path) -> Generator[BinaryIO]:
    """A file to write piece by piece that stands at `path`, whole and on the disk, when the block ends.

    Raises:
        BerkasGagal: as `tulis_atomik`; whatever the block raises leaves nothing behind either.
    """
    sementara = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")
    try:
        sementara.parent.mkdir(parents=True, exist_ok=True)
        with sementara.open("xb") as berkas:
            _samakan_izin(sementara, path)
            yield berkas
            berkas.flush()
            os.fsync(berkas.fileno())
        sementara.replace(path)
    except OSError as galat:
        raise gagal(path, galat, "ditulis") from galat
    finally:
        with suppress(OSError):
            sementara.unlink(missing_ok=True)
    sinkron_folder(path.parent)


def _samakan_izin(baru: Path, lama: Path) -> None:
    """Owner, group and mode of the file that `baru` will replace, as far as this user may set them."""
    if os.name == "nt":
        return  # the folder's permissions are inherited
    with suppress(OSError):
        keadaan = lama.stat()
        with suppress(OSError):
            os.chown(baru, -1, keadaan.st_gid)
        with suppress(OSError):
            os.chown(baru, keadaan.st_uid, -1)
        baru.chmod(stat.S_IMODE(keadaan.st_mode))


def gagal(path: Path, galat: OSError, kerja: str) -> BerkasGagal:
    """An OSError as the office reads it: which file, what went wrong, what to do."""
    sebab, saran = {
        errno.ENOSPC: ("cakram penuh", "Kosongkan ruang pada cakram, lalu ulangi."),
        errno.EDQUOT: ("kuota cakram habis", "Kosongkan ruang pada cakram, lalu ulangi."),
        errno.EFBIG: ("cakram penuh", "Kosongkan ruang pada cakram, lalu ulangi."),
        errno.EACCES: (
            "tidak ada izin",
            "Periksa izin folder itu, atau tutup program yang membuka berkasnya.",
        ),
        errno.EPERM: (
            "tidak ada izin",
            "Periksa izin folder itu, atau tutup program yang membuka berkasnya.",
        ),
        errno.EROFS: ("folder hanya dapat dibaca", "Pindahkan folder kantor ke cakram yang dapat ditulisi."),
        errno.ENOENT: ("tidak ada", "Periksa nama dan foldernya."),
        errno.EISDIR: ("itu folder, bukan berkas", "Tulis nama berkasnya."),
        errno.ENOTDIR: ("bagian jalurnya bukan folder", "Periksa nama foldernya."),
    }.get(galat.errno or 0, (galat.strerror or "galat masukan/keluaran", "Periksa cakram dan foldernya."))
    return BerkasGagal(f"Berkas {path} tidak dapat {kerja}: {sebab}.", saran)


def nama_aman(teks: str) -> str:
    r"""`teks` as one part of a file name that every system accepts; never empty, at most 80 characters.

    Separators, reserved characters and reserved Windows names cannot survive it, nor can a leading dot.

    >>> nama_aman("../../etc/passwd")
    'etc-passwd'
    >>> nama_aman('Koperasi "Contoh" A/B')
    'Koperasi-Contoh-A-B'
    """
    polos = unicodedata.normalize("NFKD", teks)
    polos = "".join(c for c in polos if not unicodedata.combining(c))
    polos = re.sub(r"[^A-Za-z0-9._-]+", "-", polos)
    polos = re.sub(r"-{2,}|\.{2,}", "-", polos)
    polos = re.sub(r"-{2,}", "-", polos).strip("-._")[:_PANJANG_NAMA].strip("-._")
    if not polos or polos.split(".")[0].lower() in _NAMA_TERLARANG:
        return f"berkas-{polos}".rstrip("-")
    return polos
