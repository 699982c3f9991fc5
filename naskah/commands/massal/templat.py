"""`naskah massal templat JENIS`: the Excel workbook people fill in, one row per letter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor
from naskah.commands._tampil import cetak_json, tulis
from naskah.commands.massal._opsi import OpsiSaring, OpsiSet, OpsiSumber


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("templat")(templat)


def templat(
    nama: Annotated[str, typer.Argument(metavar="JENIS|PAKET", help="Jenis naskah atau paket.")],
    keluaran: Annotated[
        Path | None,
        typer.Option("--keluaran", metavar="BERKAS.xlsx", help="Berkas hasil (bawaan: isian-JENIS.xlsx)."),
    ] = None,
    sumber: OpsiSumber = "",
    saring: OpsiSaring = None,
    set_: OpsiSet = None,
    ganti: Annotated[bool, typer.Option("--ganti", help="Timpa berkas yang sudah ada.")] = False,
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Buat berkas Excel untuk diisi: satu baris satu naskah, lengkap dengan pilihan dan contohnya."""
    from naskah.massal import templat_masukan
    from registers.dasar.galat import DataTidakSah
    from registers.dasar.temuan import Temuan

    if (saring or set_) and not sumber:
        temuan = Temuan("--sumber", "belum ditulis", "--saring dan --set mengisi baris dari data kantor")
        raise DataTidakSah("Barisnya dari mana belum jelas.", [temuan])
    isi_dari = templat_masukan.DariInduk(sumber, saring or (), set_ or ()) if sumber else None
    path, masukan = templat_masukan.simpan(nama, keluaran, kantor, ganti=ganti, isi_dari=isi_dari)
    terisi = len(masukan.baris) if masukan else 0
    if json_:
        cetak_json({"jenis": nama, "berkas": str(path), "baris": terisi})
        return
    tulis(f"Berkas isian: {path}")
    if masukan:
        tulis(f"Sudah berisi {terisi} baris dari data {sumber}; lengkapi kolom yang masih kosong.")
        for kata in masukan.catatan:
            tulis(f"Perhatian: {kata}")
    tulis(f"Isi di Excel, satu baris satu naskah, lalu: naskah massal jalan {nama} {path}")
