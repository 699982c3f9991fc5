"""Every printed page, in every layout, rendered from its contoh.toml, is what it was.

Written anew with `pytest tests/golden --perbarui`, like the types.
"""

import pytest

from naskah import cetak, render
from naskah.cetak.contoh import dari_contoh
from naskah.cetak.halaman import render as cetak_docx
from naskah.cetak.periksa import periksa
from naskah.kantor import Kantor
from registers.definisi import muat_buku
from tests.conftest import AKAR

EMAS = AKAR / "tests" / "golden" / "berkas_cetak"
SEMUA = [cetak.muat(id_) for id_ in cetak.daftar()]
SUSUNAN = [(c, ragam) for c in SEMUA for ragam in ("", *c.tata.ragam)]


def nama(nilai: object) -> str:
    return nilai.id if isinstance(nilai, cetak.Cetakan) else str(nilai)


@pytest.mark.parametrize(("cetakan", "ragam"), SUSUNAN, ids=nama)
def test_a_page_prints_what_it_printed(
    kantor: Kantor, cetakan: cetak.Cetakan, ragam: str, request: pytest.FixtureRequest
):
    docx = cetak_docx(kantor, cetakan, ragam, dari_contoh(kantor, cetakan, ragam))
    for akhiran, isi in ((".txt", render.teks(docx)), (".xml", render.xml_normal(docx))):
        path = EMAS / f"{cetakan.id}{'_' * bool(ragam)}{ragam}{akhiran}"
        if request.config.getoption("--perbarui"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(isi, "utf-8")
        assert path.exists(), "jalankan: pytest tests/golden --perbarui"
        assert isi == path.read_text("utf-8")


@pytest.mark.parametrize("cetakan", SEMUA, ids=nama)
def test_a_page_passes_its_own_check(cetakan: cetak.Cetakan):
    assert periksa(cetakan, muat_buku()) == []


@pytest.mark.parametrize("cetakan", SEMUA, ids=nama)
def test_every_docx_of_the_folder_is_one_of_its_layouts(cetakan: cetak.Cetakan):
    assert {p.stem for p in cetakan.folder.glob("*.docx")} == {"naskah", *cetakan.tata.ragam}


@pytest.mark.parametrize(("cetakan", "ragam"), SUSUNAN, ids=nama)
def test_nothing_is_formatted_past_its_style(cetakan: cetak.Cetakan, ragam: str):
    assert render.format_langsung(cetakan.docx(ragam)) == []


@pytest.mark.parametrize(("cetakan", "ragam"), SUSUNAN, ids=nama)
def test_no_tag_and_no_empty_value_is_left_on_a_page(kantor: Kantor, cetakan: cetak.Cetakan, ragam: str):
    teks = render.teks(cetak_docx(kantor, cetakan, ragam, dari_contoh(kantor, cetakan, ragam)))
    assert [s for s in ("{{", "}}", "{%", "None", "Undefined", "[]", "{}") if s in teks] == []


def test_a_golden_file_without_its_page_is_stale():
    ada = {f"{c.id}{'_' * bool(ragam)}{ragam}" for c, ragam in SUSUNAN}
    assert {p.stem for p in EMAS.iterdir()} == ada
