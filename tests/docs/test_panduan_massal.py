"""The guide to merges is true: every command in it runs in the example office."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook

from naskah.commands import jalankan
from tests.conftest import AKAR
from tests.docs.test_readme import di_kantor_contoh

__all__ = ["di_kantor_contoh"]
PANDUAN = (AKAR / "docs" / "panduan" / "massal.md").read_text("utf-8")
# An id only the run knows, PDFs of hundreds of letters, or PostgreSQL.
_TIDAK_DI_SINI = re.compile(r"G-|--antre|--pdf|--gabung")


def perintah() -> list[str]:
    semua = re.findall(r"^ {4}naskah (massal .*?)(?: {2,}.*)?$", PANDUAN, flags=re.M)
    return [satu for satu in semua if not _TIDAK_DI_SINI.search(satu)]


def salin_contoh(path: Path) -> None:
    """Fill in the workbook as its example row says, once."""
    buku = load_workbook(path)
    for lembar in buku.worksheets[:1]:
        contoh = next(b for b in lembar.iter_rows() if b[0].value == "contoh")
        for sel in contoh[1:]:
            lembar.cell(contoh[0].row + 1, sel.column).value = sel.value
    buku.save(path)


@pytest.mark.usefixtures("di_kantor_contoh")
def test_every_command_of_the_guide_to_merges_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan(["massal", "templat", "surat-undangan", "--keluaran", "undangan.xlsx"]) == 0
    salin_contoh(Path("undangan.xlsx"))
    assert len(perintah()) >= 8
    for satu in perintah():
        assert jalankan(shlex.split(satu)) == 0, (satu, capsys.readouterr())
    assert {"isian-surat-rekomendasi-lpdb.xlsx", "SPT November.xlsx", "PKGB November.xlsx"} <= {
        p.name for p in Path.cwd().iterdir()
    }
