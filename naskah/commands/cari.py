"""`naskah cari [KATA]`: search the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka, tanggal
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("cari")(cari)


def cari(
    kata: Annotated[str, typer.Argument(metavar="[KATA]", help="Bagian nomor, hal, atau nama.")] = "",
    dari: Annotated[str, typer.Option("--dari", metavar="YYYY-MM-DD", help="Sejak tanggal.")] = "",
    sampai: Annotated[str, typer.Option("--sampai", metavar="YYYY-MM-DD", help="Sampai tanggal.")] = "",
    jenis: Annotated[str, typer.Option("--jenis", metavar="JENIS", help="Hanya jenis ini.")] = "",
    semua: Annotated[
        bool, typer.Option("--semua", help="Tampilkan semuanya, bukan 20 yang terbaru.")
    ] = False,
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Cari naskah menurut nomor, hal, nama, atau tanggal."""
    from naskah import pencarian
    from naskah.masuk import JENIS as JENIS_MASUK
    from naskah.penomoran import JENIS_TANGAN

    with kantor_terbuka(kantor) as k:
        if jenis not in ("", JENIS_TANGAN, JENIS_MASUK):
            k.katalog.jenis(jenis)
        surat = pencarian.cari(
            k,
            kata,
            dari=tanggal(dari, "--dari"),
            sampai=tanggal(sampai, "--sampai"),
            jenis=jenis,
            batas=0 if semua else 20,
        )
        cetak_naskah(surat, sebagai_json=json_)
