"""Values for a letter written as a .toml isian that people go on filling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

import tomlkit

from naskah.isi_lembar import IsiBerkas
from registers.dasar.isian import Nilai


def isian_toml(dasar: bytes | IsiBerkas, isi: Mapping[str, Nilai], kepala: Sequence[str]) -> bytes:
    """The isian with these values in it; everything else of `dasar` stays, comments of a .toml too.

    Args:
        dasar: the .toml it starts from, or the values of another file.
        isi: field = value; of rows, all are replaced.
        kepala: lines of comment above a file that is not from a .toml.
    """
    if isinstance(dasar, bytes):
        dokumen = tomlkit.parse(dasar.decode("utf-8-sig"))
    else:
        dokumen = tomlkit.document()
        for satu in kepala:
            dokumen.add(tomlkit.comment(satu))
        isi = {**dasar.nilai, **isi}
    for nama, nilai in isi.items():
        dokumen[nama] = tomlkit.item(_toml(nilai))
    return tomlkit.dumps(dokumen).encode("utf-8")


def _toml(nilai: Any) -> Any:
    """A value as people would type it into the file."""
    match nilai:
        case Decimal():
            return int(nilai) if nilai == nilai.to_integral_value() else f"{nilai:.2f}".replace(".", ",")
        case dict():
            return {k: _toml(v) for k, v in cast("dict[str, Any]", nilai).items() if v is not None}
        case list() | tuple():
            return [_toml(v) for v in cast("Sequence[Any]", nilai)]
        case str() | int() | float() | date() | bool():
            return nilai
        case _:
            return str(nilai)
