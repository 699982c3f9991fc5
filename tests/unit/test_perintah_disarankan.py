"""A command that is suggested can be pasted: a path with blanks is quoted."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from naskah.commands import jalankan
from naskah.kantor import Kantor
from registers.dasar.sistem import kutip


def test_the_workbook_to_fill_in_is_named_as_the_next_command_takes_it(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "SPT November (baru).xlsx"
    assert (
        jalankan(["massal", "templat", "spt", "--keluaran", str(path), "--kantor", str(kantor.folder)]) == 0
    )
    _, _, perintah = capsys.readouterr().out.partition("lalu: naskah ")
    assert shlex.split(perintah) == ["massal", "jalan", "spt", str(path)]


def test_a_new_type_is_tried_in_a_folder_with_blanks(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = kantor.folder.rename(tmp_path / "Kantor Dinas")
    assert jalankan(["templat", "baru", "surat-uji", "--kantor", str(folder)]) == 0
    perintah = capsys.readouterr().out.partition("4. Coba: naskah ")[2]
    assert shlex.split(perintah)[3] == str(folder / "templates" / "surat-uji" / "contoh.toml")


def test_a_plain_path_stays_as_it_is() -> None:
    assert kutip(Path("/tmp/isian-spt.xlsx")) == "/tmp/isian-spt.xlsx"
