"""`naskah massal …`: many letters at once. One file per subcommand, found by discovery."""

from __future__ import annotations

import sys

import typer

from naskah.commands import _bahasa
from registers.dasar.temukan import ambil, nama_modul


def pasang(app: typer.Typer) -> None:
    """Register the group with every subcommand of this package."""
    kelompok = _bahasa.Aplikasi("Massal: banyak naskah sekaligus dari satu berkas Excel.")
    paket = sys.modules[__name__]
    for nama in nama_modul(paket):
        ambil(paket, nama, "pasang")(kelompok)
    app.add_typer(kelompok, name="massal")
