"""`naskah ralat NOMOR|ID`: correct an issued letter; same number, new file, the old one stays."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import (
    ArgNaskah,
    OpsiAlasan,
    OpsiJson,
    OpsiKantor,
    OpsiPdf,
    OpsiPelaku,
    kantor_terbuka,
)
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("ralat")(ralat)


def ralat(
    naskah: ArgNaskah,
    alasan: OpsiAlasan,
    isi: Annotated[
        str, typer.Option("--isi", metavar="BERKAS|-", help="Isian baru; yang tidak disebut tetap.")
    ] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KUNCI=NILAI", help="Ganti satu isian; boleh berulang."),
    ] = None,
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    pdf: OpsiPdf = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Ralat naskah terbit: nomor tetap, berkas baru."""
    from naskah import perubahan
    from naskah.isi import kumpulkan
    from naskah.pencarian import naskah_berjenis

    with kantor_terbuka(kantor, pelaku) as k:
        lama = naskah_berjenis(k, naskah, tahun=tahun)
        raw = kumpulkan(k.katalog.jenis(lama.jenis), isi, set_ or [], dict(lama.isi))
        cetak_naskah(perubahan.ralat(k, lama.id, raw, alasan=alasan, pdf=pdf), sebagai_json=json_)
