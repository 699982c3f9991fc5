"""`naskah catat SERI`: a letter made by hand joins the same series."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, OpsiTanggal, kantor_terbuka, tanggal
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("catat")(catat)


def catat(
    seri: Annotated[str, typer.Argument(metavar="SERI", help="Seri nomor; lihat: naskah seri daftar.")],
    hal: Annotated[str, typer.Option("--hal", metavar="TEKS", help="Hal surat.")],
    kepada: Annotated[str, typer.Option("--kepada", metavar="TEKS", help="Kepada siapa.")] = "",
    nomor: Annotated[
        str,
        typer.Option("--nomor", metavar="NOMOR", help="Nomor yang sudah tertulis; kosong: nomor berikutnya."),
    ] = "",
    klas: Annotated[str, typer.Option("--klas", metavar="KODE", help="Kode klasifikasi arsip.")] = "",
    keterangan: Annotated[str, typer.Option("--keterangan", metavar="TEKS", help="Keterangan di buku.")] = "",
    tanggal_: OpsiTanggal = "",
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Catat surat yang dibuat dengan tangan ke dalam seri nomor."""
    from naskah import penomoran

    with kantor_terbuka(kantor, pelaku) as k:
        surat = penomoran.catat(
            k,
            seri,
            penomoran.Catatan(hal=hal, kepada=kepada, nomor=nomor, klas=klas, keterangan=keterangan),
            tanggal=tanggal(tanggal_),
        )
        cetak_naskah([surat], sebagai_json=json_)
