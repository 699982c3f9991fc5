"""Headers of every answer."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'self'; frame-src 'self'"
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


def pasang(kepala: MutableHeaders, *, tls: bool, statis: bool = False) -> None:
    """Set them; what people see is never kept by a cache."""
    for nama, nilai in _SELALU.items():
        kepala[nama] = nilai
    kepala["cache-control"] = "public, max-age=3600" if statis else "no-store"
    if tls:
        kepala["strict-transport-security"] = "max-age=31536000"
