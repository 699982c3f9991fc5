"""`naskah pengguna tambah NAMA_MASUK`: an account for work over the network."""

from __future__ import annotations

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands.pengguna._hasil import cetak_pengguna
from naskah.commands.pengguna._opsi import ArgNamaMasuk, OpsiNama, OpsiNip, OpsiPeran, OpsiPos, minta_sandi


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("tambah")(tambah)


def tambah(
    nama_masuk: ArgNamaMasuk,
    nama: OpsiNama,
    peran: OpsiPeran,
    pos: OpsiPos = "",
    nip: OpsiNip = "",
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Tambah pengguna. Kata sandinya ditanyakan, atau dibaca sebaris dari masukan standar."""
    from naskah import pengguna

    with kantor_terbuka(kantor, pelaku) as k:
        baru = pengguna.tambah(k, nama_masuk, minta_sandi(), nama=nama, peran=peran, pos=pos, nip=nip)
    cetak_pengguna([baru], sebagai_json=json_, pesan=f"Pengguna {baru.id} ({baru.peran}) ditambahkan.")
