"""`naskah pesan SERI`: numbers booked ahead."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._nomor import cetak_nomor
from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, OpsiTanggal, kantor_terbuka, tanggal


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("pesan")(pesan)


def pesan(
    seri: Annotated[str, typer.Argument(metavar="SERI", help="Seri nomor; lihat: naskah seri daftar.")],
    untuk: Annotated[str, typer.Option("--untuk", metavar="TEKS", help="Untuk siapa atau untuk apa.")],
    jumlah: Annotated[int, typer.Option("--jumlah", metavar="N", help="Berapa nomor (bawaan: 1).")] = 1,
    klas: Annotated[
        str, typer.Option("--klas", metavar="KODE", help="Kode klasifikasi, bila nomor memuatnya.")
    ] = "",
    tanggal_: OpsiTanggal = "",
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Pesan nomor lebih dahulu."""
    from naskah import penomoran

    with kantor_terbuka(kantor, pelaku) as k:
        nomor = penomoran.pesan(k, seri, untuk=untuk, jumlah=jumlah, klas=klas, tanggal=tanggal(tanggal_))
        cetak_nomor(nomor, sebagai_json=json_)
