"""`naskah pekerja`: renders what is in the queue, on any machine that reaches the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiKantor, kantor_terbuka
from naskah.commands._tampil import tulis
from naskah.commands.massal._opsi import batasi_proses

if TYPE_CHECKING:
    from pathlib import Path


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("pekerja")(pekerja)


def pekerja(
    proses: Annotated[
        int,
        typer.Option(
            "--proses",
            metavar="N",
            min=1,
            callback=batasi_proses,
            help="Pekerja yang dijalankan di komputer ini.",
        ),
    ] = 1,
    sekali: Annotated[
        bool, typer.Option("--sekali", help="Kerjakan yang ada dalam antrean, lalu selesai.")
    ] = False,
    kantor: OpsiKantor = None,
) -> None:
    """Cetak naskah dari antrean: dijalankan di satu atau beberapa komputer (lihat: naskah pekerjaan)."""
    from naskah.massal import regu

    with kantor_terbuka(kantor) as k:
        regu.pastikan_siap(k)
        folder: Path = k.folder
    tulis("Menunggu pekerjaan. Ctrl-C menghentikan sesudah potongan yang sedang dikerjakan.")
    jumlah = regu.jalankan(folder, proses, sekali=sekali, lapor=lambda kata: typer.echo(kata, err=True))
    tulis(f"Selesai: {jumlah} potongan dikerjakan di sini.")
