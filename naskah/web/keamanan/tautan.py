"""The link that opens naskah on one PC: good once, and only for some minutes.

Signed with the office's key, so that a second `naskah form` can open the server that runs already.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

from itsdangerous import BadSignature, Signer, URLSafeTimedSerializer

_LAMA = 600  # seconds
_INGAT = 10_000  # used links remembered; each was made by whoever has the key


class Tautan:
    """Makes and redeems links."""

    def __init__(self, kunci: str) -> None:
        self._tanda = URLSafeTimedSerializer(kunci, salt="tautan")
        self._bukti = Signer(kunci, salt="bukti")
        self._terpakai: OrderedDict[str, None] = OrderedDict()
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
            self._terpakai[isi] = None
            while len(self._terpakai) > _INGAT:
                self._terpakai.popitem(last=False)
        return baru

    def bukti(self, tantangan: str) -> str:
        """What only a server of this very office can answer; a link is shown to no other."""
        return self._bukti.get_signature(tantangan).decode("ascii")
