"""The application: routes as found, and one function through which every request goes."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from naskah.web import galat, kabar, rute
from naskah.web.keamanan import asal, csrf, kiriman, sesi
from naskah.web.keamanan.gerbang import Gerbang
from naskah.web.masuk import siapa
from naskah.web.minta import Minta, Orang
from naskah.web.peladen import FOLDER, Peladen
from naskah.web.rute import Rute
from registers.dasar.galat import NaskahError

_TAK_DIKENAL = Orang("", "", "")


class _Angka(Convertor[int]):
    """A whole number that Python, SQLite and PostgreSQL all take."""

    regex = "[0-9]{1,9}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("angka", _Angka())


def bangun(peladen: Peladen) -> Starlette:
    """The application of one office."""
    daftar: list[Any] = [Mount("/statis", StaticFiles(directory=FOLDER / "statis"), name="statis")]
    daftar += [_rute(peladen, r) for r in rute.semua()]
    gerbang = Middleware(
        Gerbang, nama=peladen.host, lokal=peladen.lokal, tls=peladen.tls, darurat=galat.darurat
    )
    app = Starlette(routes=daftar, middleware=[gerbang], exception_handlers={HTTPException: galat.tak_ada})
    app.router.redirect_slashes = False  # it would lead to http:// behind a proxy with TLS
    app.state.peladen = peladen
    return app


def _rute(peladen: Peladen, satu: Rute) -> Route:
    async def jawab(request: Request) -> Response:
        return await _jawab(peladen, satu, request)

    pola = satu.pola.replace(":int}", ":angka}")
    return Route(pola, jawab, methods=[satu.metode], name=f"{satu.metode} {satu.pola}")


@dataclass(frozen=True)
class _Tamu:
    """Who asks, before anything is done for him."""

    sesi: sesi.Sesi
    orang: Orang | None


async def _jawab(peladen: Peladen, satu: Rute, request: Request) -> Response:
    """Guard after guard, then the page; who fails one sees no more than why, and is not read."""
    if satu.metode == "POST" and not asal.sendiri(request.headers):
        return galat.tolak("Permintaan ini tidak berasal dari halaman naskah.", 403)
    kini = peladen.kuki.baca(request.cookies.get(sesi.NAMA_KUKI))
    try:
        orang = await run_in_threadpool(siapa, peladen, kini)
    except NaskahError as salah:
        return galat.polos(salah)
    if not satu.umum and orang is None:
        return _ke_pintu(request, satu)
    if not satu.umum and orang is not None and orang.peran not in satu.peran:
        return galat.tolak(f"Halaman ini bukan untuk peran {orang.peran}.", 403)
    try:
        isian, berkas = await kiriman.baca(request, satu)
    except kiriman.Ditolak as salah:
        return galat.tolak(str(salah), salah.status)
    kini = kini or sesi.baru()
    token = next((v for k, v in isian if k == csrf.NAMA), request.headers.get(csrf.KEPALA, ""))
    if satu.metode == "POST" and not peladen.csrf.sah(token, kini):
        return galat.tolak("Halaman ini sudah kedaluwarsa. Muat ulang halaman, lalu ulangi.", 403)
    minta = dict(jalur=dict(request.path_params), tanya=request.query_params, isian=isian, berkas=berkas)
    return await run_in_threadpool(_jalankan, peladen, satu, request, _Tamu(kini, orang), minta)


def _jalankan(peladen: Peladen, satu: Rute, request: Request, tamu: _Tamu, isi: dict[str, Any]) -> Response:
    """Open the office for this person and let the page answer; an error becomes a page."""
    url = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    sisa = peladen.pesan.baca(request.cookies.get(kabar.KUKI))
    try:
        kantor = peladen.kantor.untuk(tamu.orang.nama if tamu.orang else "")
    except NaskahError as salah:
        return galat.polos(salah)
    m = Minta(
        kantor=kantor,
        pengguna=tamu.orang or _TAK_DIKENAL,
        htmx="hx-request" in request.headers,
        sesi=tamu.sesi,
        peladen=peladen,
        alamat=request.client.host if request.client else "",
        url=url,
        kabar=sisa,
        **isi,
    )
    try:
        jawab = satu.fungsi(m)
    except NaskahError as salah:
        jawab = galat.laman(m, salah)
    except Exception as salah:  # the last guard: nobody meets a stack trace
        jawab = galat.tak_terduga(m, salah)
    if sisa and not m.htmx and jawab.status_code != 303:
        peladen.pesan.hapus(jawab)
    if m.sesi is not tamu.sesi or not peladen.kuki.segar(request.cookies.get(sesi.NAMA_KUKI)):
        peladen.kuki.tulis(jawab, m.sesi)
    return jawab


def _ke_pintu(request: Request, satu: Rute) -> Response:
    if satu.metode == "GET" and "hx-request" not in request.headers:
        asli = request.scope.get("raw_path", b"/").decode("latin-1")
        tujuan = asli + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/masuk?ke={urllib.parse.quote(tujuan, safe='/')}", 303)
    return galat.tolak("Sesi Anda sudah berakhir. Buka halaman ini di tab lain, masuk, lalu ulangi.", 401)
