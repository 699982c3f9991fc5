"""The kop is one: what people see in a template in Word is what `templates/_kop` will print.

A template keeps a copy of its kop only for the eyes; after a change in `_kop`, `naskah templat kop` refreshes
the copies, and these tests say where that was forgotten.
"""

import re
import tomllib
from pathlib import Path
from typing import Literal

import pytest

from naskah import render
from naskah.catalog import folder_templat
from registers.dasar import zipan

TEMPLAT = sorted(
    p.parent for pola in ("*/naskah.toml", "_lembar/*/naskah.toml") for p in folder_templat().glob(pola)
)
KOP = sorted((folder_templat() / "_kop").glob("*.docx"))
GAYA = "word/styles.xml"
_PAKAI = re.compile(rb'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"')
_NAMA = re.compile(rb'<w:style [^>]*w:styleId="([^"]+)"')


def bagian(docx: bytes) -> dict[str, bytes]:
    return {nama: anggota.isi() for nama, anggota in zipan.baca(docx).items()}


def kop(templat: Path) -> tuple[bytes, Literal["kop", "sendiri"]]:
    naskah = tomllib.loads((templat / "naskah.toml").read_text("utf-8"))
    berkas = folder_templat() / "_kop" / f"{naskah['kop']}.docx"
    return berkas.read_bytes(), naskah.get("halaman", "kop")


def gaya_dipakai(docx: bytes) -> set[bytes]:
    return {g for nama, isi in bagian(docx).items() if nama.endswith(".xml") for g in _PAKAI.findall(isi)}


def test_all_kop_files_share_one_set_of_styles():
    assert len(KOP) >= 3
    assert len({bagian(k.read_bytes())[GAYA] for k in KOP}) == 1


@pytest.mark.parametrize("templat", TEMPLAT, ids=lambda p: p.name)
def test_every_style_of_a_template_is_the_kops(templat: Path):
    docx = (templat / "naskah.docx").read_bytes()
    kop_, _ = kop(templat)
    ada = set(_NAMA.findall(bagian(kop_)[GAYA]))
    assert gaya_dipakai(docx) <= ada
    assert set(_NAMA.findall(bagian(docx)[GAYA])) <= ada, "gaya tambahan; taruh di berkas _kop"


@pytest.mark.parametrize("templat", TEMPLAT, ids=lambda p: p.name)
def test_people_see_the_present_kop_in_word(templat: Path):
    docx = (templat / "naskah.docx").read_bytes()
    kop_, halaman = kop(templat)
    assert bagian(render.segarkan_kop(docx, kop_, halaman)) == bagian(docx), "jalankan: naskah templat kop"


def test_a_changed_kop_is_noticed():
    templat = folder_templat() / "surat-dinas"
    kop_, halaman = kop(templat)
    lama = zipan.baca(kop_)
    baru = [
        zipan.Anggota.dari(nama, a.isi().replace(b'w:sz w:val="40"', b'w:sz w:val="36"'))
        for nama, a in lama.items()
    ]
    docx = (templat / "naskah.docx").read_bytes()
    assert bagian(render.segarkan_kop(docx, zipan.tulis(baru), halaman)) != bagian(docx)
