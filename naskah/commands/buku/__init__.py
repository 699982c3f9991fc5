"""`naskah buku …`: the Excel books. One file per subcommand, found by discovery."""

from __future__ import annotations

import sys

import typer

from naskah.commands import _bahasa
from registers.dasar.temukan import ambil, nama_modul


def pasang(app: typer.Typer) -> None:
    """Register the group with every subcommand of this package."""
    kelompok = _bahasa.Aplikasi("Buku Excel: daftar, sinkronkan, cetak, impor, bangun, konflik, tutup.")
    paket = sys.modules[__name__]
    for nama in nama_modul(paket):
        ambil(paket, nama, "pasang")(kelompok)
    app.add_typer(kelompok, name="buku")
