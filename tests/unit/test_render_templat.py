"""Ordinary docxtpl templates give the same text; naskah's own promises on top."""

from __future__ import annotations

import copy
import io
import os
import subprocess
import sys
from pathlib import Path

import docx
import docxtpl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from naskah.render import Gambar, RichText, compile_template, teks, xml_normal
from registers.dasar.galat import DataTidakSah, TemplatSalah
from tests.bahan.render import anggota, lewat_docxtpl, png, simpan, surat

ORANG = [
    {"no": "1", "nama": "Orang Contoh & Satu", "jabatan": "Ketua"},
    {"no": "2", "nama": "Orang <Contoh> Dua", "jabatan": "Anggota"},
]
BARIS = [
    ["No", "Nama", "Jabatan"],
    ["{%tr for o in orang %}", "", ""],
    ["{{ o.no }}", "{{ o.nama }}", "{{ o.jabatan }}"],
    ["{%tr endfor %}", "", ""],
]
LAJUR = [["{%tc for o in orang %}", "{{ o.nama }}", "{%tc endfor %}"]]
# Ordinary templates: (template, values). The text must be what docxtpl with autoescape on gives.
BIASA = {
    "fields": (surat("Yth. {{ a }} di {{ b }}."), {"a": "A & B", "b": "<C>"}),
    "rows": (surat("x", tabel=BARIS), {"orang": ORANG}),
    "no rows": (surat("x", tabel=BARIS), {"orang": []}),
    "cells": (surat("x", tabel=LAJUR), {"orang": ORANG}),
    "colspan": (surat(tabel=[["{% colspan n %}Judul", "x"], ["a", "b"]]), {"n": 2}),
    "cell colour": (surat(tabel=[["{% cellbg w %}Judul", "x"]]), {"w": "FF0000"}),
    "vertical merge": (
        surat(tabel=[["{%tr for o in orang %}", ""], ["{% vm %}K", "{{ o.nama }}"], ["{%tr endfor %}", ""]]),
        {"orang": ORANG},
    ),
    "horizontal merge": (
        surat(tabel=[["{%tc for o in orang %}", "{% hm %}Judul", "{%tc endfor %}"]]),
        {"orang": ORANG},
    ),
    "paragraphs": (surat("{%p for o in orang %}", "{{ o.nama }}", "{%p endfor %}"), {"orang": ORANG}),
    "branches": (surat("{%p if a %}", "ya", "{%p else %}", "tidak", "{%p endif %}", "akhir"), {"a": False}),
    "branches in a line": (surat("{% if a %}a{% elif b %}b{% else %}c{% endif %}."), {"a": False, "b": True}),
    "branch over paragraphs": (surat("{% if a %}satu", "dua{% endif %}", "tiga"), {"a": True}),
    "inline if without else": (surat("[{{ 'x' if a }}]"), {"a": False}),
    "nested loops": (
        surat("{%p for o in orang %}", "{% for h in o.jabatan %}{{ h }}-{% endfor %}", "{%p endfor %}"),
        {"orang": ORANG},
    ),
    "comments": (surat("a{# catatan #}b", "{#p seluruhnya #}", "c"), {}),
    "whitespace control": (surat("satu", "{%- if a -%}", " dua", "{%- endif -%}", "tiga"), {"a": True}),
    "merge next": (surat("satu {% if a -%}", "dua{% endif %}"), {"a": True}),
    "new lines and tabs": (surat("{{ a }}"), {"a": "satu\ndua\ttiga"}),
    "filters": (surat("{{ a|upper }} {{ o|join(', ') }} {{ o|length }} {{ t|default('-') }}"),
                {"a": "abc", "o": ["x", "y"], "t": ""}),
    "methods": (surat("{{ a.upper() }} {% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}"),
                {"a": "abc", "d": {"k": "v"}}),
    "loop variables": (
        surat("{% for o in orang %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}"),
        {"orang": ORANG},
    ),
    "set and macro": (
        surat("{% set n = a %}{% macro m(x) %}<{{ x }}>{% endmacro %}{{ n }} {{ m(a) }}"),
        {"a": "p & q"},
    ),
    "arithmetic": (surat("{{ a + 1 }} {{ a * 2 }} {{ a % 3 }} {{ 'a' ~ a }}"), {"a": 7}),
    "header and footer": (surat("x", kepala="{{ a }} & kop", kaki="{{ a }}"), {"a": "A & B"}),
    "literal tokens": (surat("tulis {_{ nama }_} dan {_% if %_}", "{{ a }}"), {"a": "x"}),
    "smart quotes": (surat("{{ d[‘k’] }} {{ d[“k”] }}"), {"d": {"k": "v"}}),
    "comparison": (surat("{% if a < 3 and a > 1 %}dua{% endif %}"), {"a": 2}),
    "spaces kept": (surat("  {{ a }}  {{ a }}  "), {"a": "  x  "}),
}  # fmt: skip


@pytest.mark.parametrize(("templat", "nilai"), BIASA.values(), ids=BIASA.keys())
def test_an_ordinary_template_gives_the_text_docxtpl_gives(templat: bytes, nilai: dict[str, object]) -> None:
    hasil = compile_template(templat).render(nilai)
    assert hasil.teks == teks(lewat_docxtpl(templat, nilai))
    assert teks(hasil.docx) == hasil.teks
    docx.Document(io.BytesIO(hasil.docx))


def test_rich_text_gives_the_text_docxtpl_gives() -> None:
    templat = surat("Awal {{r a }} akhir", "{%r if a %}{{r a }}{%r endif %}")
    punya_docxtpl = docxtpl.RichText("tebal & miring", bold=True)
    hasil = compile_template(templat).render({"a": RichText("tebal & miring", tebal=True)})
    assert hasil.teks == teks(lewat_docxtpl(templat, {"a": punya_docxtpl}))
    assert "<w:b/>" in xml_normal(hasil.docx)


def test_pictures_stand_in_body_and_header_with_their_own_relationships() -> None:
    templat = surat("Foto {{ foto }} di sini", kepala="{{ foto }}")
    hasil = compile_template(templat).render({"foto": Gambar(png(8, 4), lebar=20)})
    isi = anggota(hasil.docx)
    assert hasil.teks == "Foto  di sini\n"
    assert len([n for n in isi if n.startswith("word/media/")]) == 1
    dokumen = docx.Document(io.BytesIO(hasil.docx))
    assert [(s.width.mm, s.height.mm) for s in dokumen.inline_shapes] == [(20, 10)]
    assert png(8, 4) in [r.target_part.blob for r in dokumen.sections[0].header.part.rels.values()]


def test_a_picture_that_is_none_is_refused() -> None:
    with pytest.raises(DataTidakSah, match="bukan PNG atau JPEG"):
        compile_template(surat("{{ a }}")).render({"a": Gambar(b"GIF89a")})


def test_a_tag_that_word_split_over_runs_is_one_tag() -> None:
    dokumen = docx.Document()
    paragraf = dokumen.add_paragraph("Yth. ")
    for potong in ("{", "{ kope", "rasi.", "nama }", "} di Kupang, {{", " b }}"):
        paragraf.add_run(potong).bold = True
    hasil = compile_template(simpan(dokumen)).render({"koperasi": {"nama": "Contoh"}, "b": "x"})
    assert hasil.teks == "Yth. Contoh di Kupang, x\n"


def test_an_ampersand_in_a_tag_is_what_its_author_typed() -> None:
    assert compile_template(surat("{{ 'A & B' }}")).render({}).teks == "A & B\n"


def test_the_same_values_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    berkas = tmp_path / "t.docx"
    berkas.write_bytes(surat("Yth. {{ a }}", tabel=BARIS))
    program = (
        "import sys,hashlib;from pathlib import Path;from naskah.render import compile_template as c;"
        "h=c(Path(sys.argv[1]).read_bytes()).render({'a':'x','orang':[]});"
        "print(hashlib.sha256(h.docx).hexdigest(),h.isi_sha256)"
    )
    keluaran = {
        subprocess.run(
            [sys.executable, "-c", program, str(berkas)],
            capture_output=True, check=True, text=True,
            env={"PYTHONHASHSEED": benih, "PYTHONPATH": os.pathsep.join(sys.path)},
        ).stdout
        for benih in ("1", "2")
    }  # fmt: skip
    assert len(keluaran) == 1


def test_the_content_hash_changes_with_the_content_only() -> None:
    templat = compile_template(surat("{{ a }}"))
    satu, dua, tiga = (templat.render({"a": a}) for a in ("x", "x", "y"))
    assert satu == dua
    assert satu.isi_sha256 != tiga.isi_sha256


def test_one_letter_does_not_leak_into_the_next() -> None:
    templat = compile_template(surat("{% set n = a %}{{ n }} {{ foto if foto }}", kepala="{{ a }}"))
    awal = templat.render({"a": "satu", "foto": ""})
    templat.render({"a": "dua", "foto": Gambar(png())})
    assert templat.render({"a": "satu", "foto": ""}) == awal


def test_a_failed_letter_leaves_the_template_usable() -> None:
    templat = compile_template(surat("{{ a }} {{ b }}"))
    with pytest.raises(TemplatSalah):
        templat.render({"a": "x"})
    assert templat.render({"a": "x", "b": "y"}).teks == "x y\n"


def test_an_empty_loop_leaves_no_cell_without_paragraph_and_no_table_without_row() -> None:
    sel = surat("x", tabel=[["awal", "isi"], ["dua", "tiga"]])
    dokumen = docx.Document(io.BytesIO(sel))
    kotak = dokumen.tables[0].cell(0, 1)
    kotak.text = "{%p for o in orang %}"
    kotak.add_paragraph("{{ o }}")
    kotak.add_paragraph("{%p endfor %}")
    kosong = dokumen.add_table(3, 1)
    for baris, isi in enumerate(("{%tr for o in orang %}", "{{ o }}", "{%tr endfor %}")):
        kosong.cell(baris, 0).text = isi
    hasil = docx.Document(io.BytesIO(compile_template(simpan(dokumen)).render({"orang": []}).docx))
    assert [len(s.paragraphs) for s in hasil.tables[0].rows[0].cells] == [1, 1]
    assert len(hasil.tables) == 1


def test_an_error_in_a_header_or_cell_names_its_place() -> None:
    with pytest.raises(TemplatSalah, match=r"kepala halaman paragraf 1: {{ k }}: isian k tidak ada"):
        compile_template(surat("x", kepala="{{ k }}")).render({})
    tabel = copy.deepcopy(BARIS)
    tabel[2][1] = "{{ o.nma }}"
    with pytest.raises(TemplatSalah, match=r"tabel 1 baris 3 kolom 2: {{ o\.nma }}: \.nma tidak ada"):
        compile_template(surat(tabel=tabel)).render({"orang": ORANG})


def test_a_wrong_calculation_names_its_tag() -> None:
    with pytest.raises(TemplatSalah, match=r"paragraf 2: {{ a \+ 1 }}"):
        compile_template(surat("x", "{{ a + 1 }}")).render({"a": "teks"})


def test_every_error_of_a_template_is_told_when_it_is_compiled() -> None:
    with pytest.raises(TemplatSalah) as galat:
        compile_template(surat("{{ a|safe }}", "{% if b %}", "{{ c.__class__ }}", "{{ d d }}"))
    assert [t.tempat for t in galat.value.temuan] == ["paragraf 1", "paragraf 3", "paragraf 4", "paragraf 2"]


def test_a_cell_attribute_accepts_only_what_word_accepts() -> None:
    with pytest.raises(TemplatSalah, match="bukan warna"):
        compile_template(surat(tabel=[["{% cellbg w %}x", ""]])).render({"w": '"/><w:bad/>'})
    with pytest.raises(TemplatSalah, match="bukan angka"):
        compile_template(surat(tabel=[["{% colspan w %}x", ""]])).render({"w": "0"})


def test_a_first_item_of_an_empty_list_is_an_error_not_a_blank() -> None:
    with pytest.raises(TemplatSalah, match="daftarnya kosong"):
        compile_template(surat("{{ a|first }}")).render({"a": []})


def test_text_and_tags_in_a_text_box_are_read_once() -> None:
    dokumen = docx.Document()
    jalan = dokumen.add_paragraph("luar ").runs[0]._r
    gambar, isi, kotak = (OxmlElement(n) for n in ("w:pict", "w:txbxContent", "w:p"))
    jalan.append(gambar)
    gambar.append(isi)
    isi.append(kotak)
    kotak.append(OxmlElement("w:r"))
    teks_kotak = OxmlElement("w:t")
    teks_kotak.text = "{{ dalam }}"
    kotak[0].append(teks_kotak)
    hasil = compile_template(simpan(dokumen)).render({"dalam": "kotak"})
    assert hasil.teks == "luar \nkotak\n"
    with pytest.raises(TemplatSalah, match="paragraf 1 kotak teks paragraf 1"):
        compile_template(simpan(dokumen)).render({})


def test_word_s_session_marks_are_not_carried_over() -> None:
    dokumen = docx.Document()
    paragraf = dokumen.add_paragraph("{{ a }}")
    paragraf._p.set(qn("w:rsidR"), "00AB12CD")
    paragraf._p.append(OxmlElement("w:proofErr"))
    isi = anggota(compile_template(simpan(dokumen)).render({"a": "x"}).docx)["word/document.xml"]
    assert b"rsid" not in isi
    assert b"proofErr" not in isi


def test_a_string_that_a_set_block_swallowed_is_refused() -> None:
    with pytest.raises(TemplatSalah, match="'Koperasi Contoh' tidak tercetak"):
        compile_template(surat("{% set x %}{{ a }}{% endset %}kosong")).render({"a": "Koperasi Contoh"})


def test_a_tag_that_does_not_end_in_its_paragraph_is_refused_when_compiling() -> None:
    with pytest.raises(TemplatSalah, match=r"paragraf 1: {{ a: tag terpotong"):
        compile_template(surat("{{ a", "}} dan lanjut"))
