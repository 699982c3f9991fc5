"""Workbooks as people make them in Excel, built with openpyxl."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook


def tulis(path: Path, lembar: Mapping[str, Sequence[Sequence[Any]]], gabung: Sequence[str] = ()) -> Path:
    """A workbook with these sheets; `gabung` are merged cells of the first one."""
    buku = Workbook()
    buku.remove(buku.worksheets[0])
    for nama, baris in lembar.items():
        satu = buku.create_sheet(nama)
        for isi in baris:
            satu.append(list(isi))
    for wilayah in gabung:
        buku.worksheets[0].merge_cells(wilayah)
    buku.save(path)
    return path
