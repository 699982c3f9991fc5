"""The secret that signs cookies, tokens and links: made once per office, in a file only its owner reads."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from registers.dasar import berkas, sistem

_NAMA = "kunci-web"
_PANJANG = 64  # signs; a shorter file is the rest of a crash and must not sign anything


def kunci(simpanan: Path) -> str:
    """The office's key; made when there is none yet.

    Raises:
        BerkasGagal: the folder cannot be written.
    """
    path = simpanan / _NAMA
    try:
        simpanan.mkdir(parents=True, exist_ok=True)
        with sistem.kunci(simpanan / f"{_NAMA}.kunci", tunggu=10):
            if len(ada := _baca(path)) >= _PANJANG:
                return ada
            return _buat(path)
    except OSError as galat:
        raise berkas.gagal(path, galat, "ditulis") from galat


def _baca(path: Path) -> str:
    return path.read_text("ascii", errors="replace").strip() if path.is_file() else ""


def _buat(path: Path) -> str:
    """Whole or not at all, and readable by its owner only from the first byte (mkstemp)."""
    baru = secrets.token_urlsafe(_PANJANG)[:_PANJANG]
    wadah, nama = tempfile.mkstemp(prefix=f"{_NAMA}-", dir=path.parent)
    try:
        with os.fdopen(wadah, "w", encoding="ascii") as tulis:
            tulis.write(baru)
            tulis.flush()
            os.fsync(tulis.fileno())
        Path(nama).replace(path)
    finally:
        Path(nama).unlink(missing_ok=True)
    return baru
