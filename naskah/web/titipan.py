"""Scans that were uploaded and belong to no letter yet: kept by content while a form is mended.

Under .simpanan/unggahan/; nothing there is part of the office's record. Old ones go, and the oldest when
there are too many.
"""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

from naskah.web.kantor_web import SIMPANAN
from registers.dasar import berkas

UMUR = timedelta(days=1)
BANYAK = 200  # files
UKURAN = 1024 * 1024 * 1024  # bytes of all of them
_KUNCI = re.compile(r"[0-9a-f]{64}")


def folder(kantor: Path) -> Path:
    """Where they lie."""
    return kantor / SIMPANAN / "unggahan"


def simpan(kantor: Path, data: bytes, kini: datetime) -> str:
    """Keep a file; its key is the hash of its content.

    Raises:
        BerkasGagal: it cannot be written.
    """
    kunci = berkas.sha256(data)
    path = folder(kantor) / kunci
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        berkas.tulis_atomik(path, data)
    os.utime(path, (kini.timestamp(), kini.timestamp()))
    _rapikan(kantor, kini, kunci)
    return kunci


def letak(kantor: Path, kunci: str) -> Path | None:
    """Where a file lies that was kept; None when it is not kept any more, or never was."""
    if not _KUNCI.fullmatch(kunci):
        return None
    path = folder(kantor) / kunci
    return path if path.is_file() else None


def buang(kantor: Path, kunci: str) -> None:
    """It is not needed any more."""
    if (path := letak(kantor, kunci)) is not None:
        path.unlink(missing_ok=True)


def _rapikan(kantor: Path, kini: datetime, baru: str) -> None:
    """Take away what is old, then the oldest while there is too much; never the one just kept."""
    ada = [(s.st_mtime, s.st_size, p) for p in folder(kantor).iterdir() if (s := _stat(p))]
    usang, banyak, ukuran = (kini - UMUR).timestamp(), 0, 0
    for saat, besar, path in sorted(ada, key=lambda a: (a[2].name != baru, -a[0])):
        banyak, ukuran = banyak + 1, ukuran + besar
        if path.name != baru and (saat < usang or banyak > BANYAK or ukuran > UKURAN):
            path.unlink(missing_ok=True)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
