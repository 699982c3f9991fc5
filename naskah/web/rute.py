"""The route table: every page module says its own routes; they are found, not listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from starlette.responses import Response

    from naskah.web.minta import Minta

ADMIN = frozenset({"admin"})
ARSIPARIS = frozenset({"arsiparis", "admin"})
MENULIS = frozenset({"staf", "arsiparis", "bendahara", "admin"})
DISPOSISI = frozenset({"pejabat", "arsiparis", "admin"})
SEMUA = frozenset({"staf", "arsiparis", "bendahara", "pejabat", "admin"})


@dataclass(frozen=True)
class Rute:
    """One route.

    Attributes:
        metode: GET changes nothing; POST needs token and origin.
        pola: path with Starlette's parameters.
        fungsi: answers; runs in a thread.
        peran: roles that may use it.
        unggah: whether files may come with it.
        umum: whether it is answered without a session.
    """

    metode: Literal["GET", "POST"]
    pola: str
    fungsi: Callable[[Minta], Response]
    peran: frozenset[str] = SEMUA
    unggah: bool = False
    umum: bool = False


def terbuka(peran: str, url: str) -> bool:
    """Whether somebody of this role may open a page: menus show nothing that would be refused."""
    return any(r.metode == "GET" and r.pola == url and peran in r.peran for r in semua())


@cache
def semua() -> tuple[Rute, ...]:
    """Every route of every module in laman/.

    Raises:
        ImportError: a module declares none.
    """
    from naskah.web import laman

    hasil: list[Rute] = []
    for modul in sorted(m.name for m in pkgutil.iter_modules(laman.__path__) if not m.name.startswith("_")):
        rute = getattr(importlib.import_module(f"{laman.__name__}.{modul}"), "RUTE", ())
        if not rute:
            raise ImportError(f"naskah/web/laman/{modul}.py menyatakan tidak satu rute pun (RUTE)")
        hasil += rute
    return tuple(sorted(hasil, key=lambda r: ("{" in r.pola, r.pola, r.metode)))
