"""Who sits at the browser: a signed cookie, HttpOnly and SameSite=Strict, that ends by itself."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

NAMA_KUKI = "naskah"
LAMA = 12 * 3600  # seconds after the last page
SEGAR = 600  # seconds after which a cookie begins its time anew
LOKAL = "lokal"


@dataclass(frozen=True)
class Sesi:
    """One browser's session.

    Attributes:
        siapa: login name; LOKAL on one PC; "" before anybody logged in.
        angka: random, binds the CSRF tokens.
        tingkat: the account's `sesi` number when it began; a newer one ends it.
    """

    siapa: str = ""
    angka: str = ""
    tingkat: int = 0


def baru(siapa: str = "", tingkat: int = 0) -> Sesi:
    """A session with a fresh random part."""
    return Sesi(siapa, secrets.token_urlsafe(18), tingkat)


class Kuki:
    """Reads and writes the cookie."""

    def __init__(self, kunci: str, *, aman: bool) -> None:
        self._tanda = URLSafeTimedSerializer(kunci, salt="sesi")
        self._aman = aman

    def baca(self, kuki: str | None) -> Sesi | None:
        """The session of a cookie; None for none, a forged or an old one."""
        if not kuki:
            return None
        try:
            return Sesi(**self._tanda.loads(kuki, max_age=LAMA))
        except (BadSignature, TypeError):
            return None

    def segar(self, kuki: str | None) -> bool:
        """Whether the cookie may stay as it is for now.

        Not written on every answer: one that was on its way while somebody logged in or out would undo that.
        """
        try:
            return bool(kuki) and self._tanda.loads(kuki or "", max_age=SEGAR) is not None
        except BadSignature:
            return False

    def tulis(self, jawab: Response, sesi: Sesi) -> None:
        """Set the cookie on an answer; its time begins anew."""
        nilai = str(self._tanda.dumps(asdict(sesi)))
        jawab.set_cookie(
            NAMA_KUKI, nilai, max_age=LAMA, httponly=True, samesite="strict", secure=self._aman, path="/"
        )
