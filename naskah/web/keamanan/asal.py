"""A change must come from our own page: Sec-Fetch-Site where the browser tells it, else Origin."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


def sendiri(kepala: Mapping[str, str]) -> bool:
    """Whether a changing request comes from a page of this very server (behind a proxy of any scheme)."""
    situs, asal = kepala.get("sec-fetch-site"), kepala.get("origin")
    if situs is not None and situs != "same-origin":
        return False
    if asal is not None:
        try:
            return urlsplit(asal).netloc.lower() == kepala.get("host", "").lower() != ""
        except ValueError:
            return False
    return situs is not None
