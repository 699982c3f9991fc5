"""`naskah pengguna aktif NAMA_MASUK`: the account may log in again."""

from __future__ import annotations

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands.pengguna._hasil import cetak_pengguna
from naskah.commands.pengguna._opsi import ArgNamaMasuk


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("aktif")(aktif)


def aktif(
    nama_masuk: ArgNamaMasuk,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Aktifkan kembali pengguna yang nonaktif."""
    from naskah import pengguna

    with kantor_terbuka(kantor, pelaku) as k:
        akun = pengguna.aktifkan(k, nama_masuk)
    cetak_pengguna([akun], sebagai_json=json_, pesan=f"Pengguna {akun.id} dapat masuk lagi.")
