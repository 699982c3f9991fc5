"""`naskah lepas NOMOR`: give up a reserved number."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._nomor import cetak_nomor
from naskah.commands._opsi import OpsiAlasan, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("lepas")(lepas)


def lepas(
    nomor: Annotated[str, typer.Argument(metavar="NOMOR", help="Nomor yang dipesan.")],
    alasan: OpsiAlasan,
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Lepaskan nomor pesanan yang tidak jadi dipakai."""
    from naskah import penomoran

    with kantor_terbuka(kantor, pelaku) as k:
        cetak_nomor([penomoran.lepas(k, nomor, alasan=alasan, tahun=tahun)], sebagai_json=json_)
