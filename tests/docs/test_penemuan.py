"""Discovery: a file in a discovered folder registers something, or it should not lie there."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from types import ModuleType

import pytest
import typer

import naskah.checks
import naskah.commands
import naskah.data_buku
import naskah.entri
import naskah.fields
import naskah.hitung
import naskah.hitung_buku
import registers.dasar.kinds
from naskah.commands import _bahasa
from registers.definisi import muat_buku
from tests.conftest import AKAR


def perintah_terpasang(modul: ModuleType) -> bool:
    """Whether a command module registers at least one command."""
    app = _bahasa.Aplikasi("uji")
    modul.pasang(app)
    return bool(app.registered_commands or app.registered_groups)


RUANG: dict[ModuleType, Callable[[ModuleType], bool]] = {
    naskah.commands: perintah_terpasang,
    naskah.checks: lambda m: bool(m.NAMA) and callable(m.periksa),
    naskah.fields: lambda m: naskah.fields.semua()[m.KIND.nama] is m.KIND,
    naskah.entri: lambda m: callable(m.ENTRI),
    naskah.hitung_buku: lambda m: callable(m.HITUNG),
    naskah.data_buku: lambda m: callable(m.BARIS),
    naskah.hitung: lambda m: m.__name__.rsplit(".", 1)[1] in naskah.hitung.semua(),
    registers.dasar.kinds: lambda m: registers.dasar.kinds.semua()[m.KIND.nama] is m.KIND,
}
MODUL = [
    (ruang, nama)
    for ruang in RUANG
    for nama in sorted(m.name for m in pkgutil.iter_modules(ruang.__path__))
    if not nama.startswith("_")
]


@pytest.mark.parametrize(("ruang", "nama"), MODUL, ids=[f"{r.__name__}.{n}" for r, n in MODUL])
def test_every_file_of_a_discovered_folder_registers_something(ruang: ModuleType, nama: str) -> None:
    assert RUANG[ruang](importlib.import_module(f"{ruang.__name__}.{nama}"))


def test_every_book_file_is_a_book() -> None:
    assert set(muat_buku()) == {p.stem for p in (AKAR / "registers" / "books").glob("*.toml")}


def test_every_folder_of_templates_is_a_type_or_shared() -> None:
    for folder in (p for p in (AKAR / "templates").iterdir() if p.is_dir()):
        isi = {p.name for p in folder.iterdir()}
        if not folder.name.startswith("_"):
            assert isi == {"naskah.docx", "naskah.toml", "contoh.toml"}, folder.name


def test_typer_is_the_version_whose_words_are_translated() -> None:
    assert typer.__version__.startswith("0.29.")
