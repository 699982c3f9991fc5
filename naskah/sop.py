"""The steps of the office's SOPs, read from naskah/data/sop/: who does what, in how many minutes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

_SEHARI = 480  # minutes; steps that are given in days


@dataclass(frozen=True)
class Langkah:
    """One step.

    Attributes:
        sop: number of the SOP.
        no: number of the step.
        pelaku: who does it.
        kegiatan: what is done.
        menit: how long it may take, in working minutes.
    """

    sop: int
    no: int
    pelaku: str
    kegiatan: str
    menit: int

    def __str__(self) -> str:
        return f"SOP {self.sop} langkah {self.no}"


@cache
def semua() -> Mapping[tuple[int, int], Langkah]:
    """Every step by the numbers of its SOP and of itself."""
    hasil: dict[tuple[int, int], Langkah] = {}
    for berkas in resources.files("naskah").joinpath("data/sop").iterdir():
        if not berkas.name.endswith(".toml"):
            continue
        isi = tomllib.loads(berkas.read_text("utf-8"))
        for satu in isi["langkah"]:
            menit = satu.get("menit") or satu.get("hari_kerja", 0) * _SEHARI
            kunci = (isi["nomor"], satu["no"])
            hasil[kunci] = Langkah(*kunci, satu["pelaku"], satu["kegiatan"], menit)
    return hasil


def langkah(sop: int, no: int) -> Langkah:
    """One step."""
    return semua()[sop, no]
