"""Who a session stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah.web.keamanan.sesi import LOKAL, Sesi
from naskah.web.minta import Orang

if TYPE_CHECKING:
    from naskah.web.peladen import Peladen


def siapa(peladen: Peladen, kini: Sesi | None) -> Orang | None:
    """The person of a session; None when nobody is logged in, or the account has ended its sessions.

    Raises:
        NaskahError: the office cannot be opened.
    """
    if kini is None or not kini.siapa:
        return None
    kantor = peladen.kantor.untuk("")
    if peladen.lokal:
        return Orang("", kantor.pelaku_bawaan(), "admin", lokal=True) if kini.siapa == LOKAL else None
    if kini.siapa == LOKAL:
        return None
    with kantor.ledger.baca() as baca:
        akun = baca.pengguna(kini.siapa)
    if akun is None or not akun.aktif or akun.sesi != kini.tingkat:
        return None
    return Orang(akun.id, akun.nama, akun.peran, akun.pos)
