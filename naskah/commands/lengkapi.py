"""`naskah lengkapi SHELL`: the completion script of a shell."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from naskah.commands._tampil import tulis


class Shell(StrEnum):
    """Shells that Typer can complete."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


def pasang(app: typer.Typer) -> None:
    """Register the command."""
    app.command("lengkapi")(lengkapi)


def lengkapi(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish, atau powershell.")],
) -> None:
    """Cetak skrip pelengkap perintah untuk shell."""
    from typer._completion_shared import get_completion_script  # pyright: ignore[reportPrivateImportUsage]

    tulis(get_completion_script(prog_name="naskah", complete_var="_NASKAH_COMPLETE", shell=shell.value))
