"""Workbooks people fill: files that claim to be far larger than they are."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import openpyxl
import pytest

from naskah import lembar
from naskah.lembar import LembarSalah


def test_a_formula_in_a_row_that_says_it_is_the_three_billionth_is_refused_at_once() -> None:
    wadah, hasil = io.BytesIO(), io.BytesIO()
    buku_kerja = openpyxl.Workbook()
    buku_kerja.worksheets[0]["A1"] = "=1+1"
    buku_kerja.save(wadah)
    with ZipFile(wadah) as asal, ZipFile(hasil, "w") as tujuan:
        for nama in asal.namelist():
            xml = asal.read(nama)
            if nama == "xl/worksheets/sheet1.xml":
                xml = re.sub(rb"<dimension[^>]*/>", b"", xml)
                xml = xml.replace(b"</sheetData>", b'<row r="3000000000"/></sheetData>')
            tujuan.writestr(nama, xml)
    with pytest.raises(LembarSalah, match="melebihi"):
        lembar.baca(hasil.getvalue())
