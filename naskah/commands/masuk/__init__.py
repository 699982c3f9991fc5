"""`naskah masuk …`: incoming letters. Each module beside this one holds one command, found by looking."""

from __future__ import annotations

import importlib
import pkgutil

import typer

from naskah.commands import _bahasa


def pasang(app: typer.Typer) -> None:
    """Register the group with every command found here."""
    kelompok = _bahasa.Aplikasi("Surat masuk: catat, koreksi, arahkan, ambil dari pindaian.")
    for nama in sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")):
        importlib.import_module(f"{__name__}.{nama}").pasang(kelompok)
    app.add_typer(kelompok, name="masuk")
