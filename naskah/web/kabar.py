"""What a page leaves to say to the next one, over a redirect."""

from __future__ import annotations

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

KUKI = "naskah_pesan"
_MAKS = 500  # characters


@dataclass(frozen=True)
class Kabar:
    """What the next page says first.

    Attributes:
        pesan: what was done; "" for nothing to say.
        peringatan: what people should know although it was done.
    """

    pesan: str = ""
    peringatan: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pesan or self.peringatan)


class Pesan:
    """One message carried over a redirect, signed: nobody can make us say something."""

    def __init__(self, kunci_: str, *, aman: bool) -> None:
        self._aman = aman
        self._tanda = URLSafeTimedSerializer(kunci_, salt="pesan")

    def tulis(self, jawab: Response, kabar: Kabar) -> None:
        """Show it on the next page; a cookie has room for some of it, what is longer is cut."""
        if not kabar:
            return
        isi = [kabar.pesan[:_MAKS], "\n".join(kabar.peringatan)[: 2 * _MAKS]]
        nilai = str(self._tanda.dumps(isi))
        jawab.set_cookie(
            KUKI, nilai, max_age=60, httponly=True, samesite="strict", secure=self._aman, path="/"
        )

    def baca(self, kuki: str | None) -> Kabar:
        """The message of the page before."""
        try:
            pesan, peringatan = self._tanda.loads(kuki, max_age=60) if kuki else ("", "")
        except (BadSignature, ValueError):
            return Kabar()
        return Kabar(pesan, tuple(peringatan.split("\n")) if peringatan else ())

    def hapus(self, jawab: Response) -> None:
        """It has been shown."""
        jawab.delete_cookie(KUKI, path="/", httponly=True, samesite="strict", secure=self._aman)
