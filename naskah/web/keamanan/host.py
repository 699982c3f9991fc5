"""The Host header must be one of ours, or a page of another name could speak to us (DNS rebinding).

A literal address cannot be rebound, so every one is accepted; of names only the known ones.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::[0-9]{1,5})?")


def boleh(host: str, nama: Collection[str], *, lokal: bool) -> bool:
    """Whether a Host header may be answered.

    Args:
        host: as sent, with or without port.
        nama: the names this server goes by.
        lokal: on one PC; then only loopback addresses count.
    """
    cocok = _HOST.fullmatch(host)
    if cocok is None:
        return False
    satu = cocok[1].strip("[]").lower()
    try:
        alamat = ipaddress.ip_address(satu)
    except ValueError:
        return satu in nama
    return alamat.is_loopback or not lokal
