"""`naskah pengguna sandi NAMA_MASUK`: a new password."""

from __future__ import annotations

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands.pengguna._hasil import cetak_pengguna
from naskah.commands.pengguna._opsi import ArgNamaMasuk, minta_sandi


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("sandi")(sandi)


def sandi(
    nama_masuk: ArgNamaMasuk,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Ganti kata sandi pengguna; semua sesinya berakhir."""
    from naskah import pengguna

    with kantor_terbuka(kantor, pelaku) as k:
        akun = pengguna.ganti_sandi(k, nama_masuk, minta_sandi())
    cetak_pengguna([akun], sebagai_json=json_, pesan=f"Kata sandi {akun.id} diganti; semua sesinya berakhir.")
