"""Arguments and options that the subcommands share, and how they ask for a password."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

ArgNamaMasuk = Annotated[
    str, typer.Argument(metavar="NAMA_MASUK", help="Nama untuk masuk, misalnya siti.contoh.")
]
_PERAN = "Peran: staf, arsiparis, bendahara, pejabat, atau admin."
OpsiNama = Annotated[
    str, typer.Option("--nama", metavar="NAMA", help="Nama orangnya, seperti tercatat di buku besar.")
]
OpsiPeran = Annotated[str, typer.Option("--peran", metavar="PERAN", help=_PERAN)]
OpsiPos = Annotated[
    str, typer.Option("--pos", metavar="JABATAN", help="Jabatannya menurut kantor.toml, kalau ada.")
]
OpsiNip = Annotated[str, typer.Option("--nip", metavar="NIP", help="NIP, kalau ada.")]
OpsiNamaBaru = Annotated[str | None, typer.Option("--nama", metavar="NAMA", help="Nama orangnya.")]
OpsiPeranBaru = Annotated[str | None, typer.Option("--peran", metavar="PERAN", help=_PERAN)]
OpsiPosBaru = Annotated[
    str | None,
    typer.Option("--pos", metavar="JABATAN", help='Jabatan di kantor.toml; "" bila tidak ada.'),
]
OpsiNipBaru = Annotated[str | None, typer.Option("--nip", metavar="NIP", help='NIP; "" bila tidak ada.')]


def minta_sandi() -> str:
    """A new password: typed twice, unseen, or one line from a script; never an argument, which others see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().lstrip("\ufeff").rstrip("\r\n")
    while True:
        pertama = _ketik("Kata sandi baru: ")
        if _ketik("Sekali lagi: ") == pertama:
            return pertama
        typer.echo("Keduanya tidak sama; ulangi.", err=True)


def _ketik(tanya: str) -> str:
    try:
        return getpass.getpass(tanya)
    except EOFError as galat:
        raise typer.Abort from galat
