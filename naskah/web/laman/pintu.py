"""Coming in and going out."""

from __future__ import annotations

import re

from starlette.responses import Response

from naskah.web.keamanan import sesi
from naskah.web.minta import Minta
from naskah.web.rute import Rute

_PATH = re.compile(
    r"/(?![/\\])[^\x00-\x1f\x7f\\]{0,2000}"
)  # browsers drop tabs and line ends, and turn "\" into "/"


def masuk(m: Minta) -> Response:
    """The door: the link's button on one PC, name and password on a server."""
    if m.pengguna.peran:
        return m.pindah(_tujuan(m.tanya.get("ke", "/")))
    if m.peladen.lokal:
        return m.laman("pintu_lokal.html", kunci=m.tanya.get("kunci", ""), ke=_tujuan(m.tanya.get("ke", "/")))
    return m.laman("pintu.html", ke=_tujuan(m.tanya.get("ke", "/")), galat="", nama="")


def buka(m: Minta) -> Response:
    """Redeem the link, or log in; the session begins with fresh random parts."""
    ke = _tujuan(m.satu("ke", "/"))
    if m.peladen.lokal:
        if not m.peladen.tautan.tukar(m.satu("kunci")):
            return m.laman("pintu_lokal.html", 403, kunci="", ke=ke)
        m.sesi = sesi.baru(sesi.LOKAL)
        return m.pindah(ke)
    return _login(m, ke)


def bukti(m: Minta) -> Response:
    """The answer by which a second `naskah form` knows the server of its office."""
    return m.data(m.peladen.tautan.bukti(m.jalur["tantangan"]).encode(), "text/plain")


def _login(m: Minta, ke: str) -> Response:
    from naskah import pengguna

    nama = m.satu("nama").strip().casefold()[:60]
    with m.peladen.pembatas.giliran() as dapat:
        if not dapat:
            galat = "Server sedang memeriksa banyak kata sandi. Coba lagi sebentar lagi."
            return m.laman("pintu.html", 429, ke=ke, galat=galat, nama=nama)
        tunggu = m.peladen.pembatas.tunggu(nama, m.alamat)
        akun = None if tunggu else pengguna.periksa(m.kantor, nama, m.satu("sandi"))
        if akun is None and not tunggu:
            m.peladen.pembatas.gagal(nama, m.alamat)
    if akun is None:
        tunggu = m.peladen.pembatas.tunggu(nama, m.alamat)
        galat = "Nama atau kata sandi tidak cocok."
        if tunggu:
            galat = f"Terlalu banyak percobaan. Coba lagi {int(tunggu) + 1} detik lagi."
        return m.laman("pintu.html", 429 if tunggu else 403, ke=ke, galat=galat, nama=nama)
    m.peladen.pembatas.berhasil(nama, m.alamat)
    m.sesi = sesi.baru(akun.id, akun.sesi)
    return m.pindah(ke)


def keluar(m: Minta) -> Response:
    """Log out of this browser."""
    m.sesi = sesi.baru()
    return m.pindah("/masuk", "Anda sudah keluar.")


def _tujuan(ke: str) -> str:
    """Only a path of ours: nobody is sent elsewhere after logging in."""
    return ke if _PATH.fullmatch(ke) and not ke.startswith("/masuk") else "/"


RUTE = (
    Rute("GET", "/masuk", masuk, umum=True),
    Rute("GET", "/masuk/bukti/{tantangan}", bukti, umum=True),
    Rute("POST", "/masuk", buka, umum=True),
    Rute("POST", "/keluar", keluar),
)
