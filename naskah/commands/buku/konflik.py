"""`naskah buku konflik`: cells about which book and ledger disagreed."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("konflik")(konflik)


def konflik(
    nama: Annotated[str, typer.Argument(metavar="[NAMA]", help="Buku tertentu saja.")] = "",
    selesai: Annotated[int, typer.Option("--selesai", metavar="NOMOR", help="Selesaikan konflik ini.")] = 0,
    pakai_ketikan: Annotated[
        bool, typer.Option("--pakai-ketikan", help="Pakai nilai yang diketik (hanya kolom berkepala kuning).")
    ] = False,
    putusan: Annotated[str, typer.Option("--putusan", metavar="TEKS", help="Catatan putusannya.")] = "",
    semua: Annotated[bool, typer.Option("--semua", help="Termasuk yang sudah selesai.")] = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Tampilkan konflik antara buku Excel dan buku besar, atau selesaikan satu."""
    from naskah import buku

    with kantor_terbuka(kantor, pelaku) as k:
        if selesai:
            daftar = [buku.selesaikan(k, selesai, pakai_ketikan=pakai_ketikan, putusan=putusan)]
        else:
            daftar = buku.konflik(k, nama, semua=semua)
    if json_:
        cetak_json({"konflik": [vars(satu) for satu in daftar]})
    elif not daftar:
        tulis("Tidak ada konflik.")
    else:
        tabel(
            ("No.", "Buku", "Baris", "Kolom", "Diketik", "Buku besar", "Keadaan"),
            [
                (
                    s.id,
                    f"{s.buku} {s.tahun}",
                    s.kunci,
                    s.kolom,
                    s.nilai_buku or "(kosong)",
                    s.nilai_besar or "(kosong)",
                    s.putusan or s.status,
                )
                for s in daftar
            ],
        )
