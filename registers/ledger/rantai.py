"""The chain of events: what is hashed and how. Pure.

Tamper-evident, not tamper-proof: whoever may write the whole database may also recompute the whole chain.
The heads that stand in backups and in the books are what such a person cannot change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from registers.dasar.isian import Nilai


def json_baku(nilai: object) -> str:
    """Canonical JSON: sorted keys, no blanks, no escapes beyond what JSON demands.

    Raises:
        ValueError, TypeError: a value that JSON does not know (NaN, a date, bytes).

    >>> json_baku({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(nilai, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def hash_peristiwa(
    urut: int,
    waktu: str,
    zona: str,
    pelaku: str,
    jenis: str,
    naskah_id: str,
    isi: Mapping[str, Nilai],
    hash_lalu: str,
) -> str:
    """SHA-256, in hexadecimal, over the canonical JSON list of everything an event says."""
    bahan = json_baku([urut, waktu, zona, pelaku, jenis, naskah_id, dict(isi), hash_lalu])
    return hashlib.sha256(bahan.encode("utf-8")).hexdigest()
