"""`naskah paket daftar`: the pakets and their documents."""

from __future__ import annotations

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("daftar")(daftar)


def daftar(kantor: OpsiKantor = None, json_: OpsiJson = False) -> None:
    """Tampilkan paket dan lembarnya, menurut urutan cetaknya."""
    with kantor_terbuka(kantor) as k:
        semua = [j for j in k.katalog.semua() if j.lembar]
    if json_:
        isi = [
            {"id": j.id, "judul": j.judul, "sop": list(j.sop), "lembar": [s.jenis.id for s in j.lembar]}
            for j in semua
        ]
        cetak_json({"paket": isi})
        return
    tabel(
        ("Paket", "SOP", "Judul", "Lembar"),
        [
            (j.id, ", ".join(map(str, j.sop)), j.judul, "; ".join(s.jenis.judul for s in j.lembar))
            for j in semua
        ],
    )
