"""`naskah buku daftar [NAMA]`: the books and how they stand."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("daftar")(daftar)


def daftar(
    nama: Annotated[str, typer.Argument(metavar="[NAMA]", help="Satu buku saja, beserta kolomnya.")] = "",
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Tampilkan buku kantor: baris, yang menunggu, konflik, dan siapa yang sedang membukanya."""
    from naskah import buku

    with kantor_terbuka(kantor) as k:
        semua = buku.daftar(k, nama)
        kolom = k.buku[nama].kolom if nama else ()
    if json_:
        cetak_json({"buku": [vars(b) for b in semua], "kolom": [vars(c) for c in kolom]})
        return
    tabel(
        ("Buku", "Tahun", "SOP", "Baris", "Menunggu", "Konflik", "Dibuka", "Judul"),
        [
            (
                b.id if b.ada else f"{b.id} (belum ada)",
                b.tahun,
                ", ".join(map(str, b.sop)),
                b.baris,
                b.menunggu,
                b.konflik,
                b.dibuka or "-",
                b.judul,
            )
            for b in semua
        ],
    )
    if kolom:
        tulis("")
        pemilik = {"buku_besar": "naskah", "orang": "orang", "bersama": "bersama"}
        tabel(
            ("Kolom", "Judul", "Jenis", "Diisi", "Wajib", "Keterangan"),
            [
                (c.kunci, c.judul, c.jenis, pemilik[c.milik], "ya" if c.wajib else "-", c.bantuan or "-")
                for c in kolom
            ],
        )
