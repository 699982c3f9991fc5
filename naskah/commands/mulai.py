"""`naskah mulai DIR`: a new office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naskah.commands._tampil import tulis
from registers.dasar.sistem import kutip


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("mulai")(mulai)


def mulai(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder kantor yang akan dibuat.")],
    isi: Annotated[
        Path | None,
        typer.Option("--isi", metavar="BERKAS", help="Jawaban dalam TOML atau JSON; tanpa ini, ditanya."),
    ] = None,
) -> None:
    """Buat kantor baru: kantor.toml, data/, buku/, arsip/."""
    from naskah.induk import tulis_kosong
    from naskah.isi import baca_isi
    from naskah.mulai import PERTANYAAN, pastikan_baru
    from naskah.mulai import mulai as buat_kantor

    pastikan_baru(folder)
    if isi is not None:
        jawaban = {k: str(v) for k, v in baca_isi(isi).nilai.items()}
    else:
        jawaban = {
            p.kunci: typer.prompt(p.tanya, default=p.bawaan, show_default=bool(p.bawaan)) for p in PERTANYAAN
        }
    buat_kantor(folder, jawaban)
    tulis_kosong(folder / "data")
    tulis(f"Kantor siap di {folder}.")
    tulis("Lengkapi pejabat dan seri di kantor.toml, pegawai dan koperasi di folder data.")
    tulis(f"Buku Excel yang diketik orang dibuat dengan: naskah buku sinkron --kantor {kutip(folder)}")
    tulis(f"Lalu, misalnya: naskah --help, atau: naskah jenis --kantor {kutip(folder)}")
