"""Every type, rendered from its contoh.toml, is what it was: normalised XML and text.

A template folder that has no golden files yet fails; write them with `pytest tests/golden --perbarui`, read
the difference in `git diff`, commit it.
"""

import re
import tomllib
from pathlib import Path

import pytest

from naskah import issue, render
from naskah.catalog import Katalog, folder_templat
from naskah.draf import Permintaan, susun
from naskah.kantor import Kantor
from naskah.templat import periksa_jenis
from tests.conftest import AKAR

KATALOG = Katalog.buka([folder_templat()])
JENIS = KATALOG.daftar()
EMAS = AKAR / "tests" / "golden" / "berkas"


def contoh(jenis: str) -> dict:
    return tomllib.loads((KATALOG.jenis(jenis).folder / "contoh.toml").read_text("utf-8"))


@pytest.mark.parametrize("jenis", JENIS)
def test_a_type_renders_what_it_rendered(kantor: Kantor, jenis: str, request: pytest.FixtureRequest):
    draf = susun(kantor, jenis, contoh(jenis), kantor.hari_ini())
    semua = draf.render(kantor, "000.0.0/17/CONTOH/2026", terbit=True)
    for satu, hasil in zip(draf.dokumen, semua, strict=True):
        nama = f"{jenis}--{satu.jenis.id}" if draf.lembar else jenis
        for akhiran, isi in ((".txt", render.teks(hasil.docx)), (".xml", render.xml_normal(hasil.docx))):
            path = EMAS / f"{nama}{akhiran}"
            if request.config.getoption("--perbarui"):
                path.parent.mkdir(exist_ok=True)
                path.write_text(isi, "utf-8")
            assert path.exists(), "jalankan: pytest tests/golden --perbarui"
            assert isi == path.read_text("utf-8")


@pytest.mark.parametrize("jenis", JENIS)
def test_a_type_passes_its_own_check(jenis: str):
    assert [periksa_jenis(satu) for satu in KATALOG.jenis(jenis).bertemplat if periksa_jenis(satu)] == []


@pytest.mark.parametrize("jenis", JENIS)
def test_no_placeholder_and_no_empty_label_is_left(kantor: Kantor, jenis: str):
    draf = susun(kantor, jenis, contoh(jenis), kantor.hari_ini())
    semua = [h.teks for h in draf.render(kantor, "000.0.0/17/CONTOH/2026", terbit=True)]
    assert "000.0.0/17/CONTOH/2026" in semua[0]
    for teks in semua:
        for sisa in ("{{", "}}", "{%", "None", "Undefined", "[]", "{}", "TODO"):
            assert sisa not in teks


@pytest.mark.parametrize("jenis", JENIS)
def test_a_nip_under_a_name_is_written_one_way(kantor: Kantor, jenis: str):
    draf = susun(kantor, jenis, contoh(jenis), kantor.hari_ini())
    semua = "\n".join(h.teks for h in draf.render(kantor, "17", terbit=True))
    assert re.findall(r"NIP \d+", semua) == []


@pytest.mark.parametrize("jenis", JENIS)
def test_direct_formatting_is_the_exception(jenis: str):
    for satu in KATALOG.jenis(jenis).bertemplat:
        assert len(render.format_langsung((satu.folder / "naskah.docx").read_bytes())) <= 3


@pytest.mark.parametrize("jenis", JENIS)
def test_a_konsep_issued_unchanged_differs_in_number_and_date_only(kantor: Kantor, jenis: str):
    from naskah.penerbitan import terbit

    (konsep,) = issue.buat(kantor, Permintaan(jenis, contoh(jenis), konsep=True))
    sebelum = [render.teks((kantor.folder / b.path).read_bytes()) for b in konsep.berkas]
    surat = terbit(kantor, konsep.id)[0]
    kini = [b for b in surat.berkas if not b.lama]
    sesudah = [render.teks((kantor.folder / b.path).read_bytes()) for b in kini]
    baris = [(t.splitlines(), u.splitlines()) for t, u in zip(sebelum, sesudah, strict=True)]
    beda = [(a, b) for t, u in baris for a, b in zip(t, u, strict=True) if a != b]
    for lama, baru in beda:
        assert "\u00a0" in lama, (lama, baru)


@pytest.mark.parametrize("berkas", sorted(p.name for p in EMAS.glob("*.txt")) if EMAS.is_dir() else [])
def test_a_golden_file_without_its_template_is_stale(berkas: str):
    assert Path(berkas).stem.partition("--")[0] in JENIS
