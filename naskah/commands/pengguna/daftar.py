"""`naskah pengguna daftar`: every account."""

from __future__ import annotations

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands.pengguna._hasil import cetak_pengguna


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("daftar")(daftar)


def daftar(kantor: OpsiKantor = None, json_: OpsiJson = False) -> None:
    """Tampilkan semua pengguna, juga yang nonaktif."""
    from naskah import pengguna

    with kantor_terbuka(kantor) as k:
        semua = pengguna.daftar(k)
    cetak_pengguna(semua, sebagai_json=json_)
