"""`naskah form`: the office in the browser."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Annotated

import typer

from naskah.commands._opsi import OpsiKantor
from naskah.commands._tampil import tulis


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("form")(form)


def form(
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="Port (bawaan: 8474, atau yang bebas).")
    ] = 0,
    tanpa_peramban: Annotated[
        bool, typer.Option("--tanpa-peramban", help="Cetak tautannya saja, jangan buka peramban.")
    ] = False,
    lan: Annotated[bool, typer.Option("--lan", help="Layani kantor: dengan akun, dari PC lain.")] = False,
    alamat: Annotated[
        str, typer.Option("--alamat", metavar="IP", help="Alamat yang didengarkan (bawaan: PC ini saja).")
    ] = "",
    sertifikat: Annotated[
        Path | None, typer.Option("--sertifikat", metavar="BERKAS", help="Sertifikat TLS (PEM).")
    ] = None,
    kunci: Annotated[
        Path | None, typer.Option("--kunci", metavar="BERKAS", help="Kunci sertifikat itu (PEM).")
    ] = None,
    tanpa_tls: Annotated[
        bool, typer.Option("--tanpa-tls", help="Tanpa TLS sama sekali; kata sandi terbaca di jaringan.")
    ] = False,
    proksi: Annotated[
        str, typer.Option("--proksi", metavar="IP", help="TLS ditangani proksi di alamat ini.")
    ] = "",
    nama_host: Annotated[
        list[str] | None,
        typer.Option("--nama-host", metavar="NAMA", help="Nama server di jaringan; boleh berulang."),
    ] = None,
    kantor: OpsiKantor = None,
) -> None:
    """Buka kantor di peramban: semua surat, buku, dan meja tanpa mengetik perintah."""
    gc.disable()  # all that is loaded now stays: looking through it again and again only delays the start
    try:
        from naskah.kantor import cari_folder
        from registers.dasar.galat import KeadaanDitolak

        try:
            from naskah.web.server import Cara, jalankan
        except ImportError as galat:
            raise KeadaanDitolak(
                f"Bagian peramban belum terpasang ({galat.name}).", 'Pasang dengan: pip install "naskah[web]"'
            ) from galat
        cara = Cara(lan, alamat, port, sertifikat, kunci, tanpa_tls, proksi, tuple(nama_host or ()))
        jalankan(cari_folder(kantor, Path.cwd()), cara, katakan=tulis, peramban=not tanpa_peramban)
    finally:
        gc.enable()
