"""Indonesian for the words that Typer says by itself: help headings, usage errors. Nobody else knows them.

Typer carries its own copy of Click since 0.26; its exception classes have no public door, so this module
(pinned by a test against the installed version) takes them from where they lie.
"""

from __future__ import annotations

import inspect
import re
from typing import Any

import typer
from typer._click import exceptions as galat  # pyright: ignore[reportPrivateImportUsage]
from typer._click.utils import make_default_short_help  # pyright: ignore[reportPrivateImportUsage]
from typer.core import TyperCommand, TyperGroup

# {SERI} is SERI, [[NAMA]] is [NAMA]; dots behind say that there may be several.
_POLOS = re.compile(r"^\{(.*)\}(\.{3})?$|^\[(\[.*\])\](\.{3})?$")
_KALIMAT = 200  # signs of a command's first sentence at most
_TIPE = re.compile(r" <[^>]*>$")  # Python's name of an argument's type
_PARAMETER = {"option": "pilihan", "argument": "argumen"}


def _cara_pakai(perintah: Any, ctx: Any, formatter: Any) -> None:
    bagian = [_POLOS.sub(r"\1\2\3\4", satu) for satu in perintah.collect_usage_pieces(ctx)]
    formatter.write_usage(ctx.command_path, " ".join(bagian), prefix="Pemakaian: ")


def _pilihan(perintah: Any, ctx: Any, formatter: Any) -> None:
    for p in perintah.get_params(ctx):
        p.show_default = False  # "[default: 0]" would be English, and most of them mean "not given"
    for jenis, judul in (("argument", "Argumen"), ("option", "Pilihan")):
        baris = [
            (_TIPE.sub("", catatan[0]), catatan[1].replace("[required]", "[wajib]"))
            for p in perintah.get_params(ctx)
            if p.param_type_name == jenis and (catatan := p.get_help_record(ctx)) is not None
        ]
        if baris:
            with formatter.section(judul):
                formatter.write_dl(baris)


class Perintah(TyperCommand):
    """A command whose help is Indonesian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(options_metavar="[PILIHAN]")
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        _cara_pakai(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options."""
        _pilihan(self, ctx, formatter)

    def get_help_option(self, ctx: Any) -> Any:
        """The --help option, explained in Indonesian."""
        return _bantuan(super().get_help_option(ctx))


class _Malas(dict[str, Any]):
    """Commands by name, each built when it is first asked for: building all takes longer than running one."""

    def __init__(self, app: typer.Typer) -> None:
        semua = [*app.registered_commands, *app.registered_groups]
        self._info = {str(satu.name): satu for satu in semua}
        super().__init__(dict.fromkeys(self._info))

    def bantuan(self, nama: str) -> str:
        """The whole help of a command that may not be built yet."""
        info = self._info[nama]
        if isinstance(info, typer.models.TyperInfo):
            return str(info.typer_instance.info.help if info.typer_instance else "")
        return inspect.getdoc(info.callback) or ""

    def __getitem__(self, nama: str) -> Any:
        if super().__getitem__(nama) is None:
            info = self._info[nama]
            bentuk: dict[str, Any] = {"pretty_exceptions_short": False, "rich_markup_mode": None}
            self[nama] = (
                typer.main.get_group_from_info(info, suggest_commands=True, **bentuk)
                if isinstance(info, typer.models.TyperInfo)
                else typer.main.get_command_from_info(info, **bentuk)
            )
        return super().__getitem__(nama)

    def get(self, nama: str, bawaan: Any = None) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The command, built; `bawaan` when there is none."""
        return self[nama] if nama in self else bawaan  # noqa: SIM401 (it would ask itself for ever)


def utama(app: typer.Typer) -> TyperGroup:
    """The application as a command that builds only the subcommand that is run."""
    kosong = Aplikasi(str(app.info.help))
    kelompok = typer.main.get_group(kosong)
    kelompok.commands = _Malas(app)
    return kelompok


class Kelompok(TyperGroup):
    """A group of commands whose help is Indonesian."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(options_metavar="[PILIHAN]", subcommand_metavar="PERINTAH [ARGUMEN]...")
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        _cara_pakai(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments, options and commands."""
        _pilihan(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, each with the first line of its help."""
        baris = [(nama, self._kalimat(ctx, nama)) for nama in self.list_commands(ctx)]
        if baris:
            with formatter.section("Perintah"):  # a sentence longer than the line goes on below, uncut
                formatter.write_dl(baris)

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in order, without building a command."""
        return sorted(self.commands)

    def _kalimat(self, ctx: Any, nama: str) -> str:
        if isinstance(self.commands, _Malas):
            return make_default_short_help(self.commands.bantuan(nama), _KALIMAT)
        perintah = self.get_command(ctx, nama)
        return perintah.get_short_help_str(_KALIMAT) if perintah else ""

    def get_help_option(self, ctx: Any) -> Any:
        """The --help option, explained in Indonesian."""
        return _bantuan(super().get_help_option(ctx))


def _bantuan(pilihan: Any) -> Any:
    if pilihan is not None:
        pilihan.help = "Tampilkan bantuan ini."
    return pilihan


def salah_pakai(kesalahan: Exception) -> str | None:
    """A usage error as an Indonesian sentence; None when `kesalahan` is something else."""
    if isinstance(kesalahan, galat.NoArgsIsHelpError) or not isinstance(kesalahan, galat.UsageError):
        return None
    return f"{_sebab(kesalahan)}\n{_petunjuk(kesalahan)}"


def bantuan_saja(kesalahan: Exception) -> str | None:
    """The help text that a group without a command shows; None when `kesalahan` is something else."""
    return kesalahan.format_message() if isinstance(kesalahan, galat.NoArgsIsHelpError) else None


def _sebab(salah: galat.UsageError) -> str:
    if isinstance(salah, galat.MissingParameter):
        return f"{_nama(salah).capitalize()} belum ditulis."
    if isinstance(salah, galat.NoSuchOption):
        mirip = (
            f" Mungkin maksudnya: {', '.join(sorted(salah.possibilities))}." if salah.possibilities else ""
        )
        return f"Pilihan {salah.option_name} tidak dikenal.{mirip}"
    if isinstance(salah, galat.BadOptionUsage):
        return f"Pilihan {salah.option_name} tidak dipakai dengan benar (nilainya kurang atau berlebih)."
    if isinstance(salah, galat.BadParameter):
        return f"Nilai untuk {_nama(salah)} tidak dapat dipakai."
    perintah = salah.cmd
    if isinstance(perintah, TyperGroup):
        return f"Perintah itu tidak ada. Yang ada: {', '.join(perintah.commands)}."
    return "Argumennya terlalu banyak atau tidak dikenal."


def _nama(salah: galat.BadParameter) -> str:
    if salah.param is None:
        return "argumen"
    jenis = _PARAMETER.get(salah.param.param_type_name, "argumen")
    return f"{jenis} {salah.param.opts[0] if jenis == 'pilihan' else salah.param.metavar or salah.param.name}"


def _petunjuk(salah: galat.UsageError) -> str:
    if salah.ctx is None:
        return ""
    return f"Cara pakai: {salah.ctx.command_path} --help"


class Aplikasi(typer.Typer):
    """A Typer application that speaks Indonesian."""

    def __init__(self, bantuan: str) -> None:
        super().__init__(
            help=bantuan,
            cls=Kelompok,
            no_args_is_help=True,
            rich_markup_mode=None,
            pretty_exceptions_enable=False,
            add_completion=False,
        )

    def command(self, name: str | None = None, **pilihan: Any) -> Any:
        """Register a command whose help is Indonesian."""
        return super().command(name, cls=Perintah, **pilihan)
