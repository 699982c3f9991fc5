"""Errors as pages: what is wrong, where, what to do next. Never a stack trace."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from naskah.web.keamanan import kepala
from registers.dasar.galat import (
    BerkasGagal,
    BukuBesarSibuk,
    DataTidakSah,
    KeadaanDitolak,
    NaskahError,
    NomorDitolak,
    PdfTidakTersedia,
    TidakDitemukan,
)

if TYPE_CHECKING:
    from naskah.web.minta import Minta
    from naskah.web.peladen import Peladen

_STATUS: dict[type[NaskahError], int] = {
    DataTidakSah: 422,
    TidakDitemukan: 404,
    KeadaanDitolak: 409,
    NomorDitolak: 409,
    BukuBesarSibuk: 503,
    PdfTidakTersedia: 503,
    BerkasGagal: 507,
}


def status(salah: NaskahError) -> int:
    """The HTTP status of an error."""
    return next((s for jenis, s in _STATUS.items() if isinstance(salah, jenis)), 500)


def laman(m: Minta, salah: NaskahError) -> Response:
    """A whole page, or for htmx a message in the page's own place for messages."""
    nama = "bagian_galat.html" if m.htmx else "galat.html"
    jawab = m.laman(nama, status(salah), galat=salah, temuan=getattr(salah, "temuan", ()))
    if m.htmx:
        jawab.headers["HX-Retarget"] = "#pesan"
        jawab.headers["HX-Reswap"] = "innerHTML show:top"
    return jawab


def tak_terduga(m: Minta, salah: Exception) -> Response:
    """The trace goes into a file for whoever maintains naskah."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="naskah-galat-", suffix=".txt", delete=False, encoding="utf-8"
    ) as berkas:
        berkas.write("".join(traceback.format_exception(salah)))
    pesan = "Sesuatu yang tidak terduga terjadi. Yang sudah Anda ketik tetap tersimpan di isian."
    return laman(m, NaskahError(pesan, f"Kirimkan berkas ini kepada pengelola naskah: {berkas.name}"))


def polos(salah: NaskahError) -> Response:
    """When not even the office can be opened."""
    baris = [salah.message, *(f"- {t}" for t in getattr(salah, "temuan", ())), salah.hint]
    return PlainTextResponse("\n".join(filter(None, baris)), status(salah))


def tak_ada(peladen: Peladen) -> Callable[[Request, Exception], Response]:
    """Answers to addresses and methods that no route has."""

    def jawab(request: Request, salah: Exception) -> Response:
        kode = salah.status_code if isinstance(salah, HTTPException) else 500
        pesan = {404: "Halaman itu tidak ada.", 405: "Halaman itu tidak menerima permintaan ini."}
        hasil = PlainTextResponse(pesan.get(kode, "Permintaan ini tidak dapat dijawab."), kode)
        kepala.pasang(hasil, tls=peladen.tls)
        return hasil

    return jawab
