"""A .csv or .json: what is damaged, said twice or computed is refused or read as a workbook is."""

from __future__ import annotations

import json

import pytest

from naskah.catalog import Katalog, folder_templat
from naskah.massal.masukan import baca_isi
from tests.bahan.massal import temuan

KATALOG = Katalog.buka([folder_templat()])
NOTA = KATALOG.jenis("nota-dinas")


def test_a_csv_of_two_spellings_is_refused_with_the_line() -> None:
    data = "Kepada;Hal\nJosé Ñ;a\nMaría;b\n".encode() + b"x;c\xff\n"
    assert "isian.csv: memuat huruf yang rusak di baris 4" in temuan(NOTA, data, "isian.csv")[0]


@pytest.mark.parametrize(
    ("data", "baris"),
    [
        (b"Kepada;Hal\r\na;b\x81\r\n", 2),
        ("Kepada\tHal\na\tb\n".encode("utf-16") + b"\x41", 3),
        ("Kepada\tHal\nQQ\tb\n".encode("utf-16").replace("QQ".encode("utf-16-le"), b"\x00\xd8A\x00"), 2),
    ],
)
def test_letters_that_are_none_are_refused(data: bytes, baris: int) -> None:
    assert f"memuat huruf yang rusak di baris {baris}" in temuan(NOTA, data, "isian.csv")[0]


def test_windows_own_letters_are_still_read() -> None:
    data = "Kepada;Hal\nCafé “Ñ”;b\n".encode("cp1252")
    assert baca_isi("isian.csv", data, NOTA).baris[0].isi["kepada"] == "Café “Ñ”"


def test_a_cell_too_long_is_told_as_that() -> None:
    data = f"Kepada;Hal\n{'y' * 200_000};b\n".encode()
    assert "A2: terlalu panjang" in temuan(NOTA, data, "isian.csv")[0]


@pytest.mark.parametrize("kunci", ["Kepada", "KEPADA"])
def test_two_spellings_of_a_field_in_one_object_are_refused(kunci: str) -> None:
    data = json.dumps([{"hal": "a"}, {"kepada": "Camat", kunci: "Bupati"}]).encode()
    assert temuan(NOTA, data, "isian.json") == [
        f"[2].{kunci}: isian ini sama dengan kepada → hapus salah satunya"
    ]


def test_a_number_that_was_computed_is_the_same_from_json_and_from_excel() -> None:
    [json_] = baca_isi("isian.json", json.dumps([{"hal": 0.1 + 0.2}]).encode(), NOTA).baris
    assert str(json_.isi["hal"]) == "0.3"
    [besar] = baca_isi("isian.json", b'[{"hal": 1234567890123456.75}]', NOTA).baris
    assert str(besar.isi["hal"]) == "1234567890123456.75"


@pytest.mark.parametrize(
    ("data", "pesan"),
    [
        (b'[{"hal": "Jos\xe9"}]', "bukan teks UTF-8"),
        (b"[" * 100_000, "terlalu dalam bersarang"),
        (b'[{"hal": ' + b"9" * 5000 + b"}]", "angka 999999999999… terlalu panjang"),
    ],
)
def test_what_is_wrong_with_a_json_is_said_in_the_offices_language(data: bytes, pesan: str) -> None:
    assert pesan in temuan(NOTA, data, "isian.json")[0]
