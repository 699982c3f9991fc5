"""`naskah ubah ID`: a new version of a konsep."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import OpsiJson, OpsiKantor, OpsiPelaku, OpsiTanggal, kantor_terbuka, tanggal
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("ubah")(ubah)


def ubah(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Tanda pengenal konsep (N-…).")],
    isi: Annotated[
        str, typer.Option("--isi", metavar="BERKAS|-", help="Isian baru; yang tidak disebut tetap.")
    ] = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KUNCI=NILAI", help="Ganti satu isian; boleh berulang."),
    ] = None,
    versi: Annotated[int, typer.Option("--versi", metavar="N", help="Tolak bila versinya bukan N lagi.")] = 0,
    tanggal_: OpsiTanggal = "",
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Ubah konsep: versi baru, versi lama tetap ada."""
    from naskah import konsep
    from naskah.isi import kumpulkan
    from naskah.pencarian import naskah_berjenis

    with kantor_terbuka(kantor, pelaku) as k:
        lama = naskah_berjenis(k, id_)
        raw = kumpulkan(k.katalog.jenis(lama.jenis), isi, set_ or [], dict(lama.isi))
        surat = konsep.ubah(k, lama.id, raw, tanggal=tanggal(tanggal_), versi=versi)
        cetak_naskah(surat, sebagai_json=json_)
