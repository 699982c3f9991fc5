"""`naskah tindak ID/1`: answer a branch of a disposition."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._cabang import cetak_cabang
from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("tindak")(tindak)


def tindak(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID[/CABANG]", help="Cabang disposisi (M-abc234/1), atau surat tanpa disposisi terbuka."
        ),
    ],
    jawaban: Annotated[str, typer.Option("--jawaban", metavar="TEKS", help="Apa yang sudah dilakukan.")],
    selesai: Annotated[bool, typer.Option("--selesai", help="Cabang ini selesai.")] = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Catat tindak lanjut disposisi; surat selesai bila semua cabangnya selesai."""
    from naskah import disposisi

    with kantor_terbuka(kantor, pelaku) as k:
        hasil = disposisi.tindak(k, id_, jawaban=jawaban, selesai=selesai)
        cetak_cabang(k, hasil, sebagai_json=json_)
