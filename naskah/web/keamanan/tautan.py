"""The link that opens naskah on one PC: good once, and only for some minutes.

Signed with the office's key, so that a second `naskah form` can open the server that runs already.
"""

from __future__ import annotations

import secrets
import threading

from itsdangerous import BadSignature, URLSafeTimedSerializer

_LAMA = 600  # seconds


class Tautan:
    """Makes and redeems links."""

    def __init__(self, kunci: str) -> None:
        self._tanda = URLSafeTimedSerializer(kunci, salt="tautan")
        self._terpakai: set[str] = set()
        self._gembok = threading.Lock()

    def buat(self) -> str:
        """A new one-time token."""
        return str(self._tanda.dumps(secrets.token_urlsafe(12)))

    def tukar(self, token: str) -> bool:
        """Whether the token is good; it is used up by this."""
        try:
            isi = str(self._tanda.loads(token, max_age=_LAMA))
        except BadSignature:
            return False
        with self._gembok:
            baru = isi not in self._terpakai
            self._terpakai.add(isi)
        return baru
