"""The application: routes as found, and one function through which every request goes."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from naskah.web import galat, rute
from naskah.web.keamanan import asal, csrf, host, kepala, sesi, unggahan
from naskah.web.masuk import siapa
from naskah.web.minta import Minta, Orang
from naskah.web.peladen import FOLDER, Peladen
from naskah.web.rute import Rute
from registers.dasar.galat import NaskahError

_TAK_DIKENAL = Orang("", "", "")


def bangun(peladen: Peladen) -> Starlette:
    """The application of one office."""
    daftar: list[Any] = [Mount("/statis", _Statis(directory=FOLDER / "statis"), name="statis")]
    daftar += [_rute(peladen, r) for r in rute.semua()]
    app = Starlette(routes=daftar, exception_handlers={HTTPException: galat.tak_ada(peladen)})
    app.state.peladen = peladen
    return app


class _Statis(StaticFiles):
    """Stylesheet and scripts, with the same headers."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        jawab = super().file_response(*args, **kwargs)
        kepala.pasang(jawab, tls=False, statis=True)
        return jawab


def _rute(peladen: Peladen, satu: Rute) -> Route:
    async def jawab(request: Request) -> Response:
        hasil = await _jawab(peladen, satu, request)
        kepala.pasang(hasil, tls=peladen.tls)
        return hasil

    return Route(satu.pola, jawab, methods=[satu.metode], name=f"{satu.metode} {satu.pola}")


async def _jawab(peladen: Peladen, satu: Rute, request: Request) -> Response:
    """Guard after guard, then the page; who fails one sees no more than why."""
    if not host.boleh(request.headers.get("host", ""), peladen.host, lokal=peladen.lokal):
        return PlainTextResponse("Alamat ini bukan alamat naskah.", 421)
    if satu.metode == "POST" and not asal.sendiri(request.headers):
        return PlainTextResponse("Permintaan ini tidak berasal dari halaman naskah.", 403)
    kini = peladen.kuki.baca(request.cookies.get(sesi.NAMA_KUKI))
    try:
        orang = await run_in_threadpool(siapa, peladen, kini)
    except NaskahError as salah:
        return galat.polos(salah)
    if not satu.umum and orang is None:
        return _ke_pintu(request, satu)
    try:
        isian, berkas = await _isi(request, satu)
    except HTTPException as salah:
        return PlainTextResponse(str(salah.detail), salah.status_code)
    kini = kini or sesi.baru()
    token = next((v for k, v in isian if k == csrf.NAMA), request.headers.get(csrf.KEPALA, ""))
    if satu.metode == "POST" and not peladen.csrf.sah(token, kini):
        return PlainTextResponse("Halaman ini sudah kedaluwarsa. Muat ulang halaman, lalu ulangi.", 403)
    if not satu.umum and orang is not None and orang.peran not in satu.peran:
        return PlainTextResponse(f"Halaman ini bukan untuk peran {orang.peran}.", 403)
    minta = dict(jalur=dict(request.path_params), tanya=request.query_params, isian=isian, berkas=berkas)
    return await run_in_threadpool(_jalankan, peladen, satu, request, kini, orang, minta)


def _jalankan(
    peladen: Peladen, satu: Rute, request: Request, kini: sesi.Sesi, orang: Orang | None, isi: dict[str, Any]
) -> Response:
    """Open the office for this person and let the page answer; an error becomes a page."""
    url = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    pesan = peladen.pesan.baca(request.cookies.get("naskah_pesan"))
    try:
        kantor = peladen.kantor.untuk(orang.nama if orang else "")
    except NaskahError as salah:
        return galat.polos(salah)
    m = Minta(
        kantor=kantor,
        pengguna=orang or _TAK_DIKENAL,
        htmx="hx-request" in request.headers,
        sesi=kini,
        peladen=peladen,
        alamat=request.client.host if request.client else "",
        url=url,
        pesan=pesan,
        **isi,
    )
    try:
        jawab = satu.fungsi(m)
    except NaskahError as salah:
        jawab = galat.laman(m, salah)
    except Exception as salah:  # the last guard: nobody meets a stack trace
        jawab = galat.tak_terduga(m, salah)
    if pesan and not m.htmx and jawab.status_code != 303:
        peladen.pesan.hapus(jawab)
    peladen.kuki.tulis(jawab, m.sesi)
    return jawab


def _ke_pintu(request: Request, satu: Rute) -> Response:
    if satu.metode == "GET" and "hx-request" not in request.headers:
        return RedirectResponse(f"/masuk?ke={request.url.path}", 303)
    return PlainTextResponse(
        "Sesi Anda sudah berakhir. Buka halaman ini di tab lain, masuk, lalu ulangi.", 401
    )


async def _isi(request: Request, satu: Rute) -> tuple[list[tuple[str, str]], list[unggahan.Unggahan]]:
    """The form of a request, within its limits.

    Raises:
        HTTPException: it is larger than the route takes.
    """
    if satu.metode == "GET":
        return [], []
    batas = unggahan.UKURAN_UNGGAH if satu.unggah else unggahan.UKURAN_FORMULIR
    terbaca = 0
    asli = request._receive  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    async def terukur() -> Any:
        nonlocal terbaca
        pesan = await asli()
        terbaca += len(pesan.get("body", b""))
        if terbaca > batas:
            raise HTTPException(413, f"Kiriman ini lebih besar dari {batas // 1024 // 1024} MB.")
        return pesan

    request._receive = terukur  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    formulir = await request.form(
        max_files=unggahan.BANYAK_BERKAS if satu.unggah else 0,
        max_fields=unggahan.BANYAK_ISIAN,
        max_part_size=unggahan.UKURAN_FORMULIR,
    )
    pasangan = [(k, v) for k, v in formulir.multi_items() if isinstance(v, str)]
    berkas = [
        unggahan.Unggahan(k, v.filename or "", await v.read())
        for k, v in formulir.multi_items()
        if isinstance(v, UploadFile) and v.filename
    ]
    return pasangan, berkas
