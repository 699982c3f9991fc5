"""`naskah massal templat JENIS`: the Excel workbook people fill in, one row per letter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor
from naskah.commands._tampil import cetak_json, tulis
from registers.dasar.sistem import kutip


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("templat")(templat)


def templat(
    nama: Annotated[str, typer.Argument(metavar="JENIS|PAKET", help="Jenis naskah atau paket.")],
    keluaran: Annotated[
        Path | None,
        typer.Option("--keluaran", metavar="BERKAS.xlsx", help="Berkas hasil (bawaan: isian-JENIS.xlsx)."),
    ] = None,
    ganti: Annotated[bool, typer.Option("--ganti", help="Timpa berkas yang sudah ada.")] = False,
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Buat berkas Excel untuk diisi: satu baris satu naskah, lengkap dengan pilihan dan contohnya."""
    from naskah.massal import templat_masukan

    path = templat_masukan.simpan(nama, keluaran, kantor, ganti=ganti)
    if json_:
        cetak_json({"jenis": nama, "berkas": str(path)})
        return
    tulis(f"Berkas isian: {path}")
    tulis(f"Isi di Excel, satu baris satu naskah, lalu: naskah massal jalan {nama} {kutip(path)}")
