"""`naskah buku cetak NAMA`: rows of a book as a workbook of their own, and as PDF."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPdf, OpsiPelaku, kantor_terbuka
from naskah.commands.cetak import OpsiDari, OpsiKe, OpsiSampai, OpsiTahun, tampilkan


def pasang(kelompok: typer.Typer) -> None:
    """Register the command."""
    kelompok.command("cetak")(cetak)


def cetak(
    nama: Annotated[str, typer.Argument(metavar="NAMA", help="Buku; lihat: naskah buku daftar.")],
    tahun: OpsiTahun = 0,
    dari: OpsiDari = "",
    sampai: OpsiSampai = "",
    pdf: OpsiPdf = False,
    ke: OpsiKe = None,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Cetak baris satu buku, juga sebagai PDF."""
    from naskah.cetak import cetak_buku

    with kantor_terbuka(kantor, pelaku) as k:
        hasil = cetak_buku(k, nama, tahun=tahun, dari=dari, sampai=sampai, pdf=pdf, ke=ke)
        tampilkan(k, hasil, sebagai_json=json_)
