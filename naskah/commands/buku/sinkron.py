"""`naskah buku sinkron`: people's edits in, the ledger's rows out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from naskah.commands._opsi import OpsiCoba, OpsiJson, OpsiKantor, OpsiPelaku, OpsiTahun, kantor_terbuka
from naskah.commands._tampil import tulis
from naskah.commands.buku._hasil import cetak_hasil

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.sinkron import HasilBuku


def pasang(kelompok: typer.Typer) -> None:
    """Register the subcommand."""
    kelompok.command("sinkron")(sinkron)


def sinkron(
    nama: Annotated[
        list[str] | None, typer.Argument(metavar="[NAMA…]", help="Buku tertentu saja; bawaan: semua.")
    ] = None,
    tahun: OpsiTahun = 0,
    coba: OpsiCoba = False,
    pantau: Annotated[
        bool, typer.Option("--pantau", help="Terus awasi folder buku; sinkronkan setiap kali disimpan.")
    ] = False,
    kantor: OpsiKantor = None,
    pelaku: OpsiPelaku = "",
    json_: OpsiJson = False,
) -> None:
    """Samakan buku Excel dan buku besar: ketikan orang diambil, baris baru ditulis."""
    from naskah import buku

    with kantor_terbuka(kantor, pelaku) as k:
        if not pantau:
            hasil = buku.sinkron(k, nama or (), tahun=tahun, coba=coba, maju=_maju)
            _tampilkan(k, hasil, sebagai_json=json_, coba=coba)
            return
        tulis("Mengawasi folder buku; tekan Ctrl-C untuk berhenti.")
        for hasil in buku.pantau(k, nama or ()):
            _tampilkan(k, hasil, sebagai_json=json_)


def _tampilkan(k: Kantor, hasil: Sequence[HasilBuku], *, sebagai_json: bool, coba: bool = False) -> None:
    """What was done, and which closed months say something else by now."""
    from naskah import kas_buku

    cetak_hasil(hasil, sebagai_json=sebagai_json, coba=coba)
    for temuan in () if sebagai_json else kas_buku.berubah(k, [h.buku for h in hasil]):
        tulis(f"Perhatian: {temuan}")


def _maju(judul: str) -> None:
    """Which book it is at, for whoever waits in front of the screen; logs and scripts stay clean."""
    if sys.stderr.isatty():
        typer.echo(f"… {judul}", err=True)
