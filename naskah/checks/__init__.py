"""`naskah periksa`: one file per check, found by discovery.

A check offers `NAMA` and `periksa(kantor, menyeluruh) -> list[Temuan]`; one that can finish what a crash
left also offers `perbaiki(kantor) -> list[str]`, which is run before it is checked again.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from types import ModuleType

from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan


@dataclass(frozen=True)
class HasilPeriksa:
    """What the checks found, by name of the check, and what was repaired."""

    temuan: tuple[tuple[str, tuple[Temuan, ...]], ...]
    diperbaiki: tuple[str, ...]

    @property
    def rusak(self) -> bool:
        """Whether anything was found."""
        return any(temuan for _, temuan in self.temuan)


def pemeriksaan() -> list[ModuleType]:
    """Every check of this package."""
    return [
        importlib.import_module(f"{__name__}.{m.name}")
        for m in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name)
    ]


def periksa(kantor: Kantor, *, menyeluruh: bool = False, perbaiki: bool = False) -> HasilPeriksa:
    """Run every check; with `perbaiki`, first finish what a crash left.

    Args:
        kantor: the open office.
        menyeluruh: read and hash everything, not only what is cheap to look at.
        perbaiki: rename waiting files, write waiting rows; nothing is rendered or numbered again.
    """
    diperbaiki: list[str] = []
    if perbaiki:
        for modul in pemeriksaan():
            if hasattr(modul, "perbaiki"):
                diperbaiki += modul.perbaiki(kantor)
    temuan = tuple((str(m.NAMA), tuple(m.periksa(kantor, menyeluruh))) for m in pemeriksaan())
    return HasilPeriksa(temuan, tuple(diperbaiki))
