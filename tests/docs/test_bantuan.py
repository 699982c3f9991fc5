"""Help is Indonesian, everywhere, and says something about everything."""

from __future__ import annotations

import re
from typing import Any

import pytest

from naskah.commands import jalankan
from tests.docs.test_readme import perintah

SEMUA = perintah()
INGGRIS = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|message|exit|error|default|required|file|path|str)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kata", [[], ["seri"], ["templat"], *(n.split() for n in SEMUA)], ids=" ".join)
def test_help_has_no_english_word_left(kata: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan([*kata, "--help"]) == 0
    keluar = capsys.readouterr().out
    assert "Pemakaian: naskah" in keluar
    assert not re.search(r"[{}<>]|\[\[", keluar.split("\n\n")[0])
    bersih = re.sub(r"--[a-z-]+|\[[A-Z]+\]", "", keluar)
    assert INGGRIS.findall(bersih) == []


@pytest.mark.parametrize("nama", SEMUA)
def test_every_command_and_option_is_explained(nama: str) -> None:
    satu: Any = SEMUA[nama]
    assert (satu.help or "").strip().endswith(".")
    for p in satu.params:
        assert p.help, f"{nama} {p.opts}"


def test_the_list_of_commands_is_complete_and_nothing_is_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan(["--help"]) == 0
    keluar = capsys.readouterr().out
    for nama in {n.split()[0] for n in SEMUA}:
        assert re.search(rf"^  {nama} ", keluar, flags=re.M), nama
    assert "..." not in keluar.split("Perintah", 1)[1]


def test_every_command_that_prints_data_knows_json_and_every_one_its_office() -> None:
    tanpa_json = {n for n, p in SEMUA.items() if "--json" not in {o for q in p.params for o in q.opts}}
    assert tanpa_json == {"form", "lengkapi", "mulai", "pekerja", "templat baru", "templat kop"}
    tanpa_kantor = {n for n, p in SEMUA.items() if "--kantor" not in {o for q in p.params for o in q.opts}}
    assert tanpa_kantor == {"lengkapi", "mulai", "contoh"}
