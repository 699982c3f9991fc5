"""`naskah pengguna ubah NAMA_MASUK`: another name, role, post or NIP."""

from __future__ import annotations

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands.pengguna._hasil import cetak_pengguna
from naskah.commands.pengguna._opsi import (
    ArgNamaMasuk,
    OpsiNamaBaru,
    OpsiNipBaru,
    OpsiPeranBaru,
    OpsiPosBaru,
)


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("ubah")(ubah)


def ubah(
    nama_masuk: ArgNamaMasuk,
    nama: OpsiNamaBaru = None,
    peran: OpsiPeranBaru = None,
    pos: OpsiPosBaru = None,
    nip: OpsiNipBaru = None,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Ubah nama, peran, jabatan, atau NIP pengguna; yang tidak ditulis tetap."""
    from naskah import pengguna

    with kantor_terbuka(kantor, pelaku) as k:
        baru = pengguna.ubah(k, nama_masuk, nama=nama, peran=peran, pos=pos, nip=nip)
    cetak_pengguna([baru], sebagai_json=json_)
