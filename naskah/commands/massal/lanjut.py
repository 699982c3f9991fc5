"""`naskah massal lanjut ID`: go on with a merge that was stopped or killed."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands.massal._hasil import kerjakan
from naskah.commands.massal._opsi import OpsiProses


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("lanjut")(lanjut)


def lanjut(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Pekerjaan; lihat: naskah massal daftar.")],
    proses: OpsiProses = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Lanjutkan pekerjaan yang berhenti: tidak ada baris atau nomor yang dua kali."""
    with kantor_terbuka(kantor, pelaku) as k:
        kerjakan(k, id_, proses=proses, json_=json_)
