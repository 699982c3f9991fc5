"""`naskah batal NOMOR|ID`: void a letter; its number and row stay."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import ArgNaskah, OpsiAlasan, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("batal")(batal)


def batal(
    naskah: ArgNaskah,
    alasan: OpsiAlasan,
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Batalkan naskah: nomor dan baris bukunya tetap, dengan alasan."""
    from naskah import perubahan
    from naskah.pencarian import naskah_satu

    with kantor_terbuka(kantor, pelaku) as k:
        cetak_naskah(
            perubahan.batal(k, naskah_satu(k, naskah, tahun=tahun).id, alasan=alasan), sebagai_json=json_
        )
