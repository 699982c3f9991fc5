"""Every type, rendered from its contoh.toml, is what it was: normalised XML and text.

A template folder that has no golden files yet fails; write them with `pytest tests/golden --perbarui`, read
the difference in `git diff`, commit it.
"""

import tomllib
from pathlib import Path

import pytest

from naskah import issue, render
from naskah.catalog import Katalog, folder_templat
from naskah.draf import Permintaan, susun
from naskah.kantor import Kantor
from naskah.templat import periksa_jenis
from tests.conftest import AKAR

JENIS = Katalog.buka([folder_templat()]).daftar()
EMAS = AKAR / "tests" / "golden" / "berkas"


def contoh(jenis: str) -> dict:
    return tomllib.loads((folder_templat() / jenis / "contoh.toml").read_text("utf-8"))


@pytest.mark.parametrize("jenis", JENIS)
def test_a_type_renders_what_it_rendered(kantor: Kantor, jenis: str, request: pytest.FixtureRequest):
    draf = susun(kantor, jenis, contoh(jenis), kantor.hari_ini())
    docx = draf.render(kantor, "000.0.0/17/CONTOH/2026", terbit=True).docx
    for akhiran, isi in ((".txt", render.teks(docx)), (".xml", render.xml_normal(docx))):
        path = EMAS / f"{jenis}{akhiran}"
        if request.config.getoption("--perbarui"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(isi, "utf-8")
        assert path.exists(), "jalankan: pytest tests/golden --perbarui"
        assert isi == path.read_text("utf-8")


@pytest.mark.parametrize("jenis", JENIS)
def test_a_type_passes_its_own_check(jenis: str):
    assert periksa_jenis(Katalog.buka([folder_templat()]).jenis(jenis)) == []


@pytest.mark.parametrize("jenis", JENIS)
def test_no_placeholder_and_no_empty_label_is_left(kantor: Kantor, jenis: str):
    draf = susun(kantor, jenis, contoh(jenis), kantor.hari_ini())
    teks = draf.render(kantor, "000.0.0/17/CONTOH/2026", terbit=True).teks
    assert "000.0.0/17/CONTOH/2026" in teks
    for sisa in ("{{", "}}", "{%", "None", "Undefined", "[]", "{}", "TODO"):
        assert sisa not in teks


@pytest.mark.parametrize("jenis", JENIS)
def test_direct_formatting_is_the_exception(jenis: str):
    docx = (folder_templat() / jenis / "naskah.docx").read_bytes()
    assert len(render.format_langsung(docx)) <= 3


@pytest.mark.parametrize("jenis", JENIS)
def test_a_konsep_issued_unchanged_differs_in_number_and_date_only(kantor: Kantor, jenis: str):
    from naskah.penerbitan import terbit

    (konsep,) = issue.buat(kantor, Permintaan(jenis, contoh(jenis), konsep=True))
    sebelum = render.teks((kantor.folder / konsep.berkas[0].path).read_bytes())
    surat = terbit(kantor, konsep.id)[0]
    sesudah = render.teks((kantor.folder / surat.berkas[0].path).read_bytes())
    beda = [(a, b) for a, b in zip(sebelum.splitlines(), sesudah.splitlines(), strict=True) if a != b]
    for lama, baru in beda:
        assert "\u00a0" in lama, (lama, baru)


@pytest.mark.parametrize("berkas", sorted(p.name for p in EMAS.glob("*.txt")) if EMAS.is_dir() else [])
def test_a_golden_file_without_its_template_is_stale(berkas: str):
    assert Path(berkas).stem in JENIS
