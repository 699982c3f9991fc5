"""`naskah celah [SERI]`: every number missing from a sequence or from a book, explained."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, kantor_terbuka
from naskah.commands._tampil import cetak_json, tabel, tulis


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("celah")(celah)


def celah(
    seri: Annotated[
        str, typer.Argument(metavar="[SERI|BUKU]", help="Satu seri atau buku; kosong: semua.")
    ] = "",
    kantor: OpsiKantor = None,
    json_: OpsiJson = False,
) -> None:
    """Jelaskan setiap nomor yang tidak ada dalam urutan seri atau buku."""
    from naskah import penomoran

    with kantor_terbuka(kantor) as k:
        hasil = penomoran.celah(k, seri)
    if json_:
        isi = [{"seri": c.seri, "periode": c.periode, "urut": c.urut, "sebab": c.sebab} for c in hasil]
        cetak_json({"celah": isi})
    elif hasil:
        tabel(
            ("Seri atau Buku", "Tahun", "Urut", "Sebab"),
            [(c.seri, c.periode or "-", c.urut, c.sebab) for c in hasil],
        )
    else:
        tulis("Tidak ada celah: semua nomor berurutan.")
