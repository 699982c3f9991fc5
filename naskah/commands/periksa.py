"""`naskah periksa`: chain, files, books, sequences."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tulis
from registers.dasar.galat import KerusakanDitemukan


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("periksa")(periksa)


def periksa(
    menyeluruh: Annotated[
        bool, typer.Option("--menyeluruh", help="Baca dan cocokkan isi semua berkas.")
    ] = False,
    perbaiki: Annotated[
        bool, typer.Option("--perbaiki", help="Selesaikan yang tertinggal karena gangguan.")
    ] = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Periksa buku besar, berkas, buku Excel, dan urutan nomor."""
    from naskah.checks import periksa as jalankan

    with kantor_terbuka(kantor, pelaku) as k:
        hasil = jalankan(k, menyeluruh=menyeluruh, perbaiki=perbaiki)
    if json_:
        cetak_json(
            {
                "temuan": [vars(t) | {"pemeriksaan": nama} for nama, temuan in hasil.temuan for t in temuan],
                "diperbaiki": list(hasil.diperbaiki),
            }
        )
    else:
        for nama, temuan in hasil.temuan:
            tulis(f"{'✗' if temuan else '✓'} {nama}")
            for satu in temuan:
                tulis(f"    {satu}")
        for satu in hasil.diperbaiki:
            tulis(f"Diperbaiki: {satu}")
    if hasil.rusak:
        raise typer.Exit(KerusakanDitemukan.exit_code)
