"""`naskah paket buat NAMA`: `naskah buat` under the name treasurers look for; options and act are there."""

from __future__ import annotations

import typer

from naskah.commands.buat import buat


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command(
        "buat", help="Buat semua lembar paket, dengan jumlah-jumlahnya; --coba hanya menampilkan."
    )(buat)
