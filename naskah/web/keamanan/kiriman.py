"""The form of a request, within limits: bytes, fields, files, time. What is refused is told in Indonesian."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from naskah.web.keamanan import unggahan

if TYPE_CHECKING:
    from starlette.types import Message

    from naskah.web.rute import Rute

Isi = tuple[list[tuple[str, str]], list[unggahan.Unggahan]]


class Ditolak(Exception):
    """A form that is not taken; the text is for people."""

    def __init__(self, status: int, pesan: str) -> None:
        super().__init__(pesan)
        self.status = status


async def baca(request: Request, satu: Rute) -> Isi:
    """The fields and files of a request.

    Raises:
        Ditolak: it is larger, longer on its way or more than the route takes, or no form.
    """
    if satu.metode == "GET":
        return [], []
    batas = unggahan.UKURAN_UNGGAH if satu.unggah else unggahan.UKURAN_FORMULIR
    terukur = _Terukur(request, unggahan.UKURAN_PINTU if satu.umum else batas)
    try:
        async with asyncio.timeout(unggahan.LAMA_KIRIM):
            return await _formulir(Request(request.scope, terukur), satu)
    except HTTPException as salah:
        pesan = "Kiriman ini tidak terbaca, atau memuat terlalu banyak isian atau berkas."
        raise Ditolak(400, pesan) from salah
    except TimeoutError as salah:
        raise Ditolak(
            408, "Kiriman ini terlalu lama di jalan. Ulangi; bila perlu dengan berkas kecil."
        ) from salah
    except ClientDisconnect as salah:
        raise Ditolak(400, "Kiriman ini terputus.") from salah
    except OSError as salah:  # a large file waits in the temporary folder
        raise Ditolak(
            507, "Cakram server penuh; berkas tidak diterima. Kosongkan ruang, lalu ulangi."
        ) from salah


async def _formulir(request: Request, satu: Rute) -> Isi:
    berkas = unggahan.BANYAK_BERKAS if satu.unggah else 0
    async with request.form(
        max_files=berkas, max_fields=unggahan.BANYAK_ISIAN, max_part_size=unggahan.UKURAN_FORMULIR
    ) as formulir:
        semua = formulir.multi_items()
        # NUL fits into no field of a person, and PostgreSQL refuses it.
        pasangan = [(k.replace("\0", ""), v.replace("\0", "")) for k, v in semua if isinstance(v, str)]
        kiriman = [
            unggahan.Unggahan(k, v.filename or "", await v.read())
            for k, v in semua
            if isinstance(v, UploadFile) and v.filename
        ]
    return pasangan, kiriman


class _Terukur:
    """Receives no more than so many bytes, whether their number was told before or not."""

    def __init__(self, request: Request, batas: int) -> None:
        self._asli = request.receive
        self._batas = batas
        self._terbaca = 0
        dikatakan = request.headers.get("content-length", "")
        if dikatakan.isdecimal() and (len(dikatakan) > 12 or int(dikatakan) > batas):
            self._lebih()

    async def __call__(self) -> Message:
        pesan = await self._asli()
        self._terbaca += len(pesan.get("body", b""))
        if self._terbaca > self._batas:
            self._lebih()
        return pesan

    def _lebih(self) -> None:
        besar = self._batas // 1024
        teks = f"{besar // 1024} MB" if besar >= 1024 else f"{besar} KB"
        raise Ditolak(413, f"Kiriman ini lebih besar dari {teks}.")
