"""The command line: a thin shell. Each module beside this one holds one command and is found by discovery.

A command module offers `pasang(app)`, which registers its command. No rule lives here: a command reads
words, calls the library, prints. Errors become exit codes in `main`, nowhere else:

    0  berhasil                          8  cakram atau berkas
    1  galat tak terduga                 9  PDF tidak tersedia
    2  salah pakai                      10  kantor.toml atau folder kantor
    3  data tidak sah                   11  tidak ditemukan
    4  templat salah                    12  buku besar ditolak
    5  nomor ditolak                    13  keadaan naskah tidak membolehkan
    6  buku besar sibuk                 14  peladen basis data tak terjangkau
  130  dihentikan (Ctrl-C)
    7  kerusakan ditemukan               15  massal: surat terbit, tetapi tidak dari semua baris
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from contextlib import suppress
from typing import Any

import typer

from naskah.commands import _bahasa
from naskah.commands._tampil import GagalCetak
from registers.dasar.galat import NaskahError

_BANTUAN = "Naskah dinas dari templat: bernomor resmi, tercatat di buku Excel."


def aplikasi() -> typer.Typer:
    """The application with every command found in this package."""
    app = _bahasa.Aplikasi(_BANTUAN)
    for modul in sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")):
        importlib.import_module(f"{__name__}.{modul}").pasang(app)
    return app


def main(argumen: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    for aliran in (sys.stdout, sys.stderr):
        reconfigure = getattr(aliran, "reconfigure", None)
        if reconfigure is not None:
            # A Windows console of another code page must not end a command on a "…".
            reconfigure(errors="replace")
    sys.exit(jalankan(sys.argv[1:] if argumen is None else argumen))


def jalankan(argumen: list[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        hasil: Any = _bahasa.utama(aplikasi()).main(argumen, prog_name="naskah", standalone_mode=False)
    except GagalCetak as galat:
        return _tak_tercetak(galat)
    except NaskahError as galat:
        _katakan(galat, json_diminta="--json" in argumen)
        return galat.exit_code
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("Dihentikan.", err=True)
        return 130
    except typer.TyperException as galat:
        return _salah_pakai(galat)
    except Exception as galat:  # the last guard: an office must never meet a stack trace
        return _tak_terduga(galat)
    return hasil if isinstance(hasil, int) else 0


def _salah_pakai(galat: typer.TyperException) -> int:
    bantuan = _bahasa.bantuan_saja(galat)
    if bantuan is not None:
        typer.echo(bantuan)
        return 0
    typer.echo(f"Galat: {_bahasa.salah_pakai(galat) or galat.format_message()}", err=True)
    return 2


def _tak_tercetak(galat: GagalCetak) -> int:
    """The work is done; only its result could not be shown, which must not look like a failure."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python complains again when it closes stdout
        if str(galat):
            typer.echo(f"Pekerjaan selesai, tetapi hasilnya tidak dapat dicetak: {galat}.", err=True)
    return 0


def _tak_terduga(galat: Exception) -> int:
    """Say it in Indonesian; the stack trace goes into a file for whoever maintains naskah."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="naskah-galat-", suffix=".txt", delete=False, encoding="utf-8"
    ) as berkas:
        berkas.write("".join(traceback.format_exception(galat)))
    typer.echo(f"Galat: sesuatu yang tidak terduga terjadi ({type(galat).__name__}).", err=True)
    typer.echo(f"Kirimkan berkas ini kepada pengelola naskah: {berkas.name}", err=True)
    return NaskahError.exit_code


def _katakan(galat: NaskahError, *, json_diminta: bool) -> None:
    typer.echo(f"Galat: {galat.message}", err=True)
    temuan = galat.temuan
    for satu in temuan:
        typer.echo(f"  - {satu}", err=True)
    if galat.hint:
        typer.echo(galat.hint, err=True)
    if json_diminta:
        isi = {
            "galat": {
                "kode": galat.exit_code,
                "jenis": type(galat).__name__,
                "pesan": galat.message,
                "petunjuk": galat.hint,
                "temuan": [vars(t) for t in temuan],
            }
        }
        typer.echo(json.dumps(isi, ensure_ascii=False, indent=2))
