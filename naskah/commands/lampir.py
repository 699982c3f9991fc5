"""`naskah lampir ID FILE`: the signed scan joins the letter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naskah.commands._opsi import ArgNaskah, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("lampir")(lampir)


def lampir(
    naskah: ArgNaskah,
    berkas: Annotated[Path, typer.Argument(metavar="BERKAS", help="Pindaian PDF, JPG, atau PNG.")],
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Lampirkan pindaian bertanda tangan pada naskah."""
    from naskah import perubahan
    from naskah.pencarian import naskah_satu

    with kantor_terbuka(kantor, pelaku) as k:
        cetak_naskah(perubahan.lampir(k, naskah_satu(k, naskah, tahun=tahun).id, berkas), sebagai_json=json_)
