"""Whatever is typed is printed as typed, or refused; never changed, never lost."""

from __future__ import annotations

import io

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from naskah.render import compile_template
from registers.dasar.galat import DataTidakSah
from tests.bahan.render import surat

TEMPLAT = compile_template(surat("Awal [{{ a }}] akhir", tabel=[["{{ a }}", "x"]], kepala="{{ a }}"))
DAFTAR = compile_template(
    surat("mulai", tabel=[["{%tr for o in orang %}"], ["{{ loop.index }}:{{ o.nama }}"], ["{%tr endfor %}"]])
)
TEKS = st.text(max_size=60)
POLOS = st.text(st.characters(exclude_categories=["C"], exclude_characters="{}%"), max_size=40)


@settings(max_examples=300, deadline=None)
@given(TEKS)
def test_text_is_printed_exactly_or_refused(teks: str) -> None:
    try:
        hasil = TEMPLAT.render({"a": teks})
    except DataTidakSah:
        return
    dokumen = docx.Document(io.BytesIO(hasil.docx))
    tercetak = teks.replace("\r\n", "\n").replace("\r", "\n")
    assert dokumen.paragraphs[0].text == f"Awal [{tercetak}] akhir"
    assert dokumen.tables[0].cell(0, 0).text == tercetak
    assert f"Awal [{tercetak}] akhir" in hasil.teks


@settings(max_examples=100, deadline=None)
@given(st.lists(POLOS, max_size=8))
def test_every_row_is_printed_in_order(nama: list[str]) -> None:
    hasil = DAFTAR.render({"orang": [{"nama": n} for n in nama]})
    baris = [f"{i}:{n}" for i, n in enumerate(nama, 1)]
    assert hasil.teks.strip("\n").split("\n") == ["mulai", *baris]


@settings(max_examples=100, deadline=None)
@given(st.recursive(POLOS | st.integers() | st.floats(), lambda a: st.lists(a, max_size=3), max_leaves=6))
def test_a_value_is_rendered_alike_twice_or_refused_twice(nilai: object) -> None:
    def sekali() -> object:
        try:
            return TEMPLAT.render({"a": str(nilai) if isinstance(nilai, int) else nilai}).isi_sha256
        except Exception as galat:
            return type(galat), str(galat)

    assert sekali() == sekali()
