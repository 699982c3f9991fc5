"""The gate before every route: also static files, wrong addresses and errors pass here, in and out.

In: only our Host, only addresses that can be read. Out: our headers on every answer, and never a stack trace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from urllib.parse import unquote

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from naskah.web.keamanan import host, kepala

ALAMAT_MAKS = 8000  # bytes of path and query
_KENDALI = re.compile(r"[\x00-\x1f\x7f]")


class Gerbang:
    """Wraps the application.

    Args:
        app: what is behind.
        nama: the names this server goes by.
        lokal: on one PC.
        tls: whether people reach it by https.
        darurat: the answer to an error that nothing else caught.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        nama: Collection[str],
        lokal: bool,
        tls: bool,
        darurat: Callable[[Exception], Response],
    ) -> None:
        self._app = app
        self._nama = nama
        self._lokal = lokal
        self._tls = tls
        self._darurat = darurat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; nothing but http is spoken here."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close"})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        mulai = False

        async def kirim(pesan: Message) -> None:
            nonlocal mulai
            if pesan["type"] == "http.response.start":
                mulai = True
                statis = scope["path"].startswith("/statis/") and pesan["status"] in (200, 304)
                kepala.pasang(MutableHeaders(scope=pesan), tls=self._tls, statis=statis)
            await send(pesan)

        try:
            await (self._tolak(scope) or self._app)(scope, receive, kirim)
        except Exception as salah:
            if mulai:  # half an answer is out; the server ends the connection
                raise
            await self._darurat(salah)(scope, receive, kirim)

    def _tolak(self, scope: Scope) -> Response | None:
        nama = [nilai.decode("latin-1") for kunci, nilai in scope["headers"] if kunci == b"host"]
        if len(nama) != 1 or not host.boleh(nama[0], self._nama, lokal=self._lokal):
            return PlainTextResponse("Alamat ini bukan alamat naskah.", 421)
        tanya = scope["query_string"].decode("latin-1")
        if len(scope["path"]) + len(tanya) > ALAMAT_MAKS:
            return PlainTextResponse("Alamat ini terlalu panjang.", 414)
        if _KENDALI.search(scope["path"]) or "\0" in unquote(tanya):
            return PlainTextResponse("Alamat ini tidak terbaca.", 400)
        return None
