"""`naskah arsip pindah ID… --ke …`: letters become inactive, are destroyed, or stay for ever."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands.arsip._tersimpan import cetak_tersimpan


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("pindah")(pindah)


def pindah(
    naskah: Annotated[
        list[str], typer.Argument(metavar="ID", help="Nomor naskah atau ID (N-…, M-…); boleh beberapa.")
    ],
    ke: Annotated[str, typer.Option("--ke", metavar="KEADAAN", help="inaktif, musnah, atau permanen.")],
    dasar: Annotated[
        str, typer.Option("--dasar", metavar="TEKS", help="Dokumen dasarnya, misalnya berita acara nomor ….")
    ],
    lokasi: Annotated[
        str, typer.Option("--lokasi", metavar="TEKS", help="Tempat simpan yang baru (bawaan: tetap).")
    ] = "",
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Catat yang menjadi inaktif, musnah, atau permanen."""
    from naskah import kearsipan

    with kantor_terbuka(kantor, pelaku) as k:
        hasil = kearsipan.pindah(k, naskah, ke=ke, dasar=dasar, lokasi=lokasi)
    cetak_tersimpan(hasil, sebagai_json=json_)
