"""`naskah arsip simpan ID…`: letters are put away."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka, tanggal
from naskah.commands.arsip._tersimpan import cetak_tersimpan


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("simpan")(simpan)


def simpan(
    naskah: Annotated[
        list[str], typer.Argument(metavar="ID", help="Nomor naskah atau ID (N-…, M-…); boleh beberapa.")
    ],
    lokasi: Annotated[str, typer.Option("--lokasi", metavar="TEKS", help="Tempat simpannya.")],
    tanggal_: Annotated[
        str, typer.Option("--tanggal", metavar="YYYY-MM-DD", help="Hari disimpan (bawaan: hari ini).")
    ] = "",
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Catat tempat simpan; masa retensi dari kodenya."""
    from naskah import kearsipan

    with kantor_terbuka(kantor, pelaku) as k:
        hasil = kearsipan.simpan(k, naskah, lokasi=lokasi, tanggal=tanggal(tanggal_))
    cetak_tersimpan(hasil, sebagai_json=json_)
