"""`naskah buku bangun NAMA`: the file anew from the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, OpsiTahun, kantor_terbuka
from naskah.commands.buku._hasil import cetak_hasil


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("bangun")(bangun)


def bangun(
    nama: Annotated[str, typer.Argument(metavar="NAMA", help="Buku; lihat: naskah buku daftar.")],
    tahun: OpsiTahun = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Buat lagi satu buku dari buku besar; kolom orang tetap, berkas lama disimpan di buku/.lama."""
    from naskah import buku

    with kantor_terbuka(kantor, pelaku) as k:
        cetak_hasil([buku.bangun(k, nama, tahun=tahun)], sebagai_json=json_)
