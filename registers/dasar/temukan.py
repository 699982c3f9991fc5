"""Discovery: every module of a package offers one object under an agreed name; nothing is listed by hand."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType
from typing import Any


def nama_modul(paket: ModuleType) -> list[str]:
    """The modules of a package, by name, not imported; names that begin with "_" are left out."""
    return sorted(m.name for m in pkgutil.iter_modules(paket.__path__) if not m.name.startswith("_"))


def ambil(paket: ModuleType, nama: str, atribut: str) -> Any:
    """What module `nama` of a package offers as `atribut`.

    Raises:
        ImportError: the module offers nothing; a file in such a package that registers nothing is a mistake.
    """
    modul = import_module(f"{paket.__name__}.{nama}")
    if not hasattr(modul, atribut):
        raise ImportError(f"{modul.__name__} does not define {atribut}", name=modul.__name__)
    return getattr(modul, atribut)
