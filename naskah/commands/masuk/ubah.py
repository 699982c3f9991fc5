"""`naskah masuk ubah ID`: correct what was recorded; old and new stay on record."""

from __future__ import annotations

from typing import Annotated

import typer

from naskah.commands._opsi import ArgNaskah, OpsiJson, OpsiKantor, OpsiPelaku, kantor_terbuka
from naskah.commands._tampil import cetak_naskah


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("ubah")(ubah)


def ubah(
    naskah: ArgNaskah,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KOLOM=NILAI", help="Ganti satu kolom; kosong menghapusnya."),
    ] = None,
    isi: Annotated[
        str, typer.Option("--isi", metavar="BERKAS|-", help="Isian baru: .toml, .json, atau -.")
    ] = "",
    tahun: Annotated[
        int, typer.Option("--tahun", metavar="TAHUN", help="Tahun nomor itu, bila nomornya berulang.")
    ] = 0,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Koreksi catatan surat masuk; yang lama tetap tersimpan di buku besar."""
    from naskah import masuk
    from naskah.commands.masuk import _isian

    with kantor_terbuka(kantor, pelaku) as k:
        baru = _isian.kumpulkan(isi, set_ or [])
        cetak_naskah([masuk.ubah(k, naskah, baru, tahun=tahun)], sebagai_json=json_)
