"""`naskah terbit ID`: number and date for a signed konsep, nothing else (SOP 22)."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import (
    OpsiJson,
    OpsiKantor,
    OpsiPdf,
    OpsiPelaku,
    OpsiTanggal,
    kantor_terbuka,
    tanggal,
)
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("terbit")(terbit)


def terbit(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Tanda pengenal konsep (N-…).")],
    tanggal_: OpsiTanggal = "",
    nomor: Annotated[
        str, typer.Option("--nomor", metavar="NOMOR", help="Nomor dari pihak lain; hanya untuk seri luar.")
    ] = "",
    pesanan: Annotated[
        str, typer.Option("--pesanan", metavar="NOMOR", help="Pakai nomor yang sudah dipesan.")
    ] = "",
    pdf: OpsiPdf = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Terbitkan konsep: isi nomor dan tanggalnya, lalu catat di buku."""
    from naskah.penerbitan import terbit as terbitkan

    with kantor_terbuka(kantor, pelaku) as k:
        surat = terbitkan(k, id_, tanggal=tanggal(tanggal_), nomor=nomor, pesanan=pesanan, pdf=pdf)
        cetak_naskah(surat, sebagai_json=json_)
