"""A prepared template is kept for the next process: same letter, no docxtpl."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from naskah.render import compile_template
from registers.dasar.galat import TemplatSalah
from tests.bahan.render import png, surat

TEMPLAT = surat("Yth. {{ a }}", tabel=[["{% colspan n %}x", "y"]], kepala="{{ a }}")
NILAI = {"a": "x & y", "n": 2}


def test_a_kept_template_renders_the_same_bytes(tmp_path: Path) -> None:
    biasa = compile_template(TEMPLAT).render(NILAI)
    pertama = compile_template(TEMPLAT, simpanan=tmp_path).render(NILAI)
    assert len(list(tmp_path.iterdir())) == 1
    assert compile_template(TEMPLAT, simpanan=tmp_path).render(NILAI) == pertama == biasa


def test_a_kept_template_needs_neither_docxtpl_nor_lxml(tmp_path: Path) -> None:
    templat = surat("Yth. {{ a }}", kepala="{{ a }}")
    berkas = tmp_path / "t.docx"
    berkas.write_bytes(templat)
    compile_template(templat, simpanan=tmp_path)
    program = (
        "import sys;from pathlib import Path;from naskah.render import compile_template as c;"
        "p=Path(sys.argv[1]);"
        "print(c(p.read_bytes(),simpanan=p.parent).render({'a':'x'}).teks,'docxtpl' in sys.modules,"
        "'lxml' in sys.modules)"
    )
    lingkungan = {"PYTHONPATH": os.pathsep.join(sys.path)}
    keluaran = subprocess.run(
        [sys.executable, "-c", program, str(berkas)],
        capture_output=True,
        check=True,
        text=True,
        env=lingkungan,
    ).stdout
    assert keluaran.split() == ["x", "Yth.", "x", "False", "False"]


def test_an_error_of_a_kept_template_still_names_its_place(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(TemplatSalah, match="kepala halaman paragraf 1"):
            compile_template(TEMPLAT, simpanan=tmp_path).render({"n": 2})


def test_another_kop_page_or_picture_is_another_template(tmp_path: Path) -> None:
    compile_template(TEMPLAT, simpanan=tmp_path)
    compile_template(TEMPLAT, simpanan=tmp_path, halaman="sendiri")
    compile_template(TEMPLAT, simpanan=tmp_path, kop=surat("kop"))
    compile_template(TEMPLAT, simpanan=tmp_path, gambar={"lambang": png()})
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("isi", [b"", b"rusak", surat("bukan siapan")], ids=["empty", "garbage", "docx"])
def test_a_damaged_folder_costs_only_time(tmp_path: Path, isi: bytes) -> None:
    compile_template(TEMPLAT, simpanan=tmp_path)
    (berkas,) = tmp_path.iterdir()
    berkas.write_bytes(isi)
    assert "Yth. x & y" in compile_template(TEMPLAT, simpanan=tmp_path).render(NILAI).teks
    berkas.unlink()
    tmp_path.rmdir()
    tmp_path.write_bytes(b"sebuah berkas")
    assert "Yth. x & y" in compile_template(TEMPLAT, simpanan=tmp_path).render(NILAI).teks
