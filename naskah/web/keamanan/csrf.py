"""A change needs a token that only our own pages of this very session know."""

from __future__ import annotations

from hmac import compare_digest

from itsdangerous import BadSignature, URLSafeSerializer

from naskah.web.keamanan.sesi import Sesi

NAMA = "_csrf"
KEPALA = "x-csrf"


class Csrf:
    """Makes and checks tokens."""

    def __init__(self, kunci: str) -> None:
        self._tanda = URLSafeSerializer(kunci, salt="csrf")

    def buat(self, sesi: Sesi) -> str:
        """The token of a session's pages."""
        return str(self._tanda.dumps(sesi.angka))

    def sah(self, token: str, sesi: Sesi) -> bool:
        """Whether the token belongs to this session."""
        try:
            angka = self._tanda.loads(token)
        except BadSignature:
            return False
        return bool(sesi.angka) and isinstance(angka, str) and compare_digest(angka, sesi.angka)
