"""`naskah pengguna nonaktif NAMA_MASUK`: the account may no longer log in."""

from __future__ import annotations

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands.pengguna._hasil import cetak_pengguna
from naskah.commands.pengguna._opsi import ArgNamaMasuk


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("nonaktif")(nonaktif)


def nonaktif(
    nama_masuk: ArgNamaMasuk,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Nonaktifkan pengguna: ia tidak dapat masuk lagi; yang pernah dikerjakannya tetap tercatat."""
    from naskah import pengguna

    with kantor_terbuka(kantor, pelaku) as k:
        akun = pengguna.nonaktifkan(k, nama_masuk)
    cetak_pengguna([akun], sebagai_json=json_, pesan=f"Pengguna {akun.id} tidak dapat masuk lagi.")
