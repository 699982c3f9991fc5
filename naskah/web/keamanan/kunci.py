"""The secret that signs cookies, tokens and links: made once per office, in a file only its owner reads."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from registers.dasar import berkas

_NAMA = "kunci-web"


def kunci(simpanan: Path) -> str:
    """The office's key; made when there is none yet.

    Raises:
        BerkasGagal: the folder cannot be written.
    """
    path = simpanan / _NAMA
    try:
        simpanan.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as tulis:
            tulis.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as galat:
        raise berkas.gagal(path, galat, "ditulis") from galat
    return berkas.baca(path).decode("ascii")
