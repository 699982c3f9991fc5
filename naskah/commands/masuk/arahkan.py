"""`naskah masuk arahkan ID`: P or B, and the unit (SOP 21)."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import ArgNaskah, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("arahkan")(arahkan)


def arahkan(
    naskah: ArgNaskah,
    kode: Annotated[str, typer.Option("--kode", metavar="P|B", help="P penting, B biasa.")],
    unit: Annotated[
        str,
        typer.Option("--unit", metavar="UNIT", help="Unit pengolah: id pejabat, jabatan, atau nama unit."),
    ],
    indeks: Annotated[str, typer.Option("--indeks", metavar="TEKS", help="Kata untuk mencari kembali.")] = "",
    klas: Annotated[str, typer.Option("--klas", metavar="KODE", help="Kode klasifikasi arsip.")] = "",
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Arahkan surat masuk: P ke buku pengendali, B ke lembar pengantar; boleh diganti kemudian."""
    from naskah import masuk

    with kantor_terbuka(kantor, pelaku) as k:
        surat = masuk.arahkan(k, naskah, kode=kode, unit=unit, indeks=indeks, klas=klas, tahun=tahun)
        cetak_naskah([surat], sebagai_json=json_)
