"""Errors as pages: what is wrong, where, what to do next. Never a stack trace."""

from __future__ import annotations

import os
import tempfile
import traceback
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from naskah.web.keamanan import csrf
from registers.dasar.galat import (
    BerkasGagal,
    BukuBesarDitolak,
    BukuBesarSibuk,
    DataTidakSah,
    KantorSalah,
    KeadaanDitolak,
    NaskahError,
    NomorDitolak,
    PdfTidakTersedia,
    TemplatSalah,
    TidakDitemukan,
)

if TYPE_CHECKING:
    from naskah.web.minta import Minta

_STATUS: dict[type[NaskahError], int] = {
    DataTidakSah: 422,
    TidakDitemukan: 404,
    KeadaanDitolak: 409,
    NomorDitolak: 409,
    BukuBesarSibuk: 503,
    KantorSalah: 503,
    TemplatSalah: 503,
    BukuBesarDitolak: 503,
    PdfTidakTersedia: 503,
    BerkasGagal: 507,
}


_SEMENTARA = (
    BukuBesarSibuk,
    BerkasGagal,
    PdfTidakTersedia,
)  # the very same request may succeed a little later


_TOLAK = """<!doctype html>
<html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Belum berhasil · naskah</title><link rel="stylesheet" href="/statis/naskah.css"></head>
<body><main class="sempit"><h1>Belum berhasil</h1><div class="galat nilai" role="alert">{pesan}</div>
<p><a class="tombol" href="/">Beranda</a></p></main></body></html>
"""


def _boleh_diulang(nama: str) -> bool:
    """A password is never written into a page; the token is made anew."""
    return nama != csrf.NAMA and not nama.startswith("sandi")


def status(salah: NaskahError) -> int:
    """The HTTP status of an error."""
    return next((s for jenis, s in _STATUS.items() if isinstance(salah, jenis)), 500)


def laman(m: Minta, salah: NaskahError) -> Response:
    """A whole page, or for htmx a message in the page's own place for messages."""
    nama = "bagian_galat.html" if m.htmx else "galat.html"
    ulang = (
        [] if m.berkas or not isinstance(salah, _SEMENTARA) else [i for i in m.isian if _boleh_diulang(i[0])]
    )
    jawab = m.laman(nama, status(salah), galat=salah, temuan=salah.temuan, ulang=ulang)
    if m.htmx:
        jawab.headers["HX-Retarget"] = "#pesan"
        jawab.headers["HX-Reswap"] = "innerHTML show:top"
    return jawab


def tak_terduga(m: Minta, salah: Exception) -> Response:
    """The trace goes into a file for whoever maintains naskah."""
    return laman(m, _terjejak(salah, "Yang sudah tersimpan tidak berubah."))


def darurat(salah: Exception) -> Response:
    """When an error left the pages themselves."""
    return polos(_terjejak(salah))


def _terjejak(salah: Exception, pesan: str = "") -> NaskahError:
    saran = "Kosongkan ruang pada cakram, lalu ulangi."  # where not even the trace can be written
    with suppress(OSError):
        wadah, nama = tempfile.mkstemp(prefix="naskah-galat-", suffix=".txt")
        with os.fdopen(wadah, "w", encoding="utf-8", errors="replace") as berkas:
            berkas.write("".join(traceback.format_exception(salah)))
        saran = f"Kirimkan berkas ini kepada pengelola naskah: {nama}"
    return NaskahError(f"Sesuatu yang tidak terduga terjadi. {pesan}".strip(), saran)


def polos(salah: NaskahError) -> Response:
    """When not even the office can be opened."""
    baris = [salah.message, *(f"- {t}" for t in salah.temuan), salah.hint]
    if isinstance(salah, KantorSalah):
        baris.append("Sesudah diperbaiki, muat ulang halaman ini; server tidak perlu dijalankan ulang.")
    return tolak("\n".join(filter(None, baris)), status(salah))


def tolak(pesan: str, kode: int) -> Response:
    """A page without office and person: why not, and the way back."""
    return HTMLResponse(_TOLAK.format(pesan=escape(pesan)), kode)


def tak_ada(request: Request, salah: Exception) -> Response:
    """Answers to addresses and methods that no route has."""
    kode = salah.status_code if isinstance(salah, HTTPException) else 500
    pesan = {404: "Halaman itu tidak ada.", 405: "Halaman itu tidak menerima permintaan ini."}
    return tolak(pesan.get(kode, "Permintaan ini tidak dapat dijawab."), kode)
