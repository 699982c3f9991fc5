"""Rendering: the only room that knows docx and docxtpl.

Compile a template once, render it many times:

    templat = compile_template(Path("naskah.docx").read_bytes(), kop=Path("dinas.docx").read_bytes())
    hasil = templat.render({"nomor": "500.3/1/55", "kantor": {...}})
    Path("surat.docx").write_bytes(hasil.docx)
    print(hasil.teks)

docxtpl and lxml are imported when a template is compiled, not before.
"""

from __future__ import annotations

from naskah.render.format import format_langsung
from naskah.render.gaya import ukuran_gaya
from naskah.render.kompil import compile_template
from naskah.render.kop import segarkan_kop
from naskah.render.lint import lint
from naskah.render.nilai import Gambar, RichText
from naskah.render.teks import teks, xml_normal
from naskah.render.templat import Hasil, Templat, sidik_docx
from naskah.render.terbatas import lint_terbatas, render_terbatas
from naskah.render.terlihat import Terlihat, terlihat

__all__ = [
    "Gambar",
    "Hasil",
    "RichText",
    "Templat",
    "Terlihat",
    "compile_template",
    "format_langsung",
    "lint",
    "lint_terbatas",
    "render_terbatas",
    "segarkan_kop",
    "sidik_docx",
    "teks",
    "terlihat",
    "ukuran_gaya",
    "xml_normal",
]
