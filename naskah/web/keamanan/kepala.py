"""Headers of every answer."""

from __future__ import annotations

from starlette.responses import Response

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'self'; "
    "frame-src 'self'"
)
_SELALU = {
    "content-security-policy": _CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def pasang(jawab: Response, *, tls: bool, statis: bool = False) -> None:
    """Set them; what people see is never kept by a cache."""
    for nama, nilai in _SELALU.items():
        jawab.headers.setdefault(nama, nilai)
    jawab.headers["cache-control"] = "public, max-age=3600" if statis else "no-store"
    if tls:
        jawab.headers["strict-transport-security"] = "max-age=31536000"
