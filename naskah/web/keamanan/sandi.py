"""Passwords as argon2 hashes, with the library's recommended parameters. The only file that knows argon2."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from registers.dasar.galat import NaskahError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

# One hash takes 64 MiB and four threads: many logins at once must not fill an old PC.
_GILIRAN = threading.BoundedSemaphore(2)


def hash_sandi(sandi: str) -> str:
    """The hash to keep of a password; it carries its salt and parameters.

    Raises:
        NaskahError: argon2-cffi is not installed.
    """
    with _GILIRAN:
        return _pembuat().hash(_bita(sandi))


def cocok(tersimpan: str, sandi: str) -> bool:
    """Whether `sandi` is the password of this hash; False also for what is no hash.

    With "" it takes as long as with a hash of today's parameters: nobody learns which accounts exist.

    Raises:
        NaskahError: argon2-cffi is not installed.
    """
    pembuat, palsu = _pembuat(), _palsu()
    from argon2.exceptions import InvalidHashError, VerificationError

    with _GILIRAN:
        try:
            return pembuat.verify(tersimpan or palsu, _bita(sandi)) and tersimpan != ""
        except (VerificationError, InvalidHashError):
            return False


def usang(tersimpan: str) -> bool:
    """Whether a hash was made with other parameters than those recommended now."""
    return _pembuat().check_needs_rehash(tersimpan)


def _bita(sandi: str) -> bytes:
    """The same bytes from every keyboard and system: "é" may come as one sign or as two."""
    return unicodedata.normalize("NFKC", sandi).encode("utf-8", "surrogatepass")


@cache
def _pembuat() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as galat:
        raise NaskahError(
            "Kata sandi memerlukan argon2-cffi.", 'Pasang dengan: pip install "naskah[web]"'
        ) from galat
    return PasswordHasher()


@cache
def _palsu() -> str:
    """A hash of a password that nobody has: made from random bytes that are thrown away."""
    import secrets

    return _pembuat().hash(secrets.token_bytes(32))
