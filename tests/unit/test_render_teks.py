"""Text and normalised XML: what golden files hold."""

from __future__ import annotations

import io

import docx

from naskah.render import teks, xml_normal
from naskah.render.huruf import huruf_dipakai
from tests.bahan.render import simpan, surat, ubah


def test_text_is_read_headers_first_a_line_per_paragraph_a_tab_between_cells() -> None:
    satu = surat("satu", "dua", tabel=[["a", "b"], ["c", "d"]], kepala="KEPALA", kaki="KAKI")
    assert teks(satu) == "KEPALA\nsatu\ndua\na\tb\nc\td\nKAKI\n"


def test_paragraphs_of_one_cell_stay_on_the_row_s_line() -> None:
    dokumen = docx.Document(io.BytesIO(surat(tabel=[["a", "b"]])))
    dokumen.tables[0].cell(0, 0).add_paragraph("a2")
    dokumen.tables[0].cell(0, 1).add_table(1, 2).cell(0, 1).text = "dalam"
    assert teks(simpan(dokumen)) == "a / a2\tb / \tdalam\n"


def test_breaks_tabs_and_special_characters_read_as_themselves() -> None:
    assert teks(surat('satu\ndua\ttiga & <empat> "lima"')) == 'satu\ndua\ttiga & <empat> "lima"\n'


def test_an_empty_paragraph_is_an_empty_line() -> None:
    assert teks(surat("satu", "", "dua")) == "satu\n\ndua\n"


def test_normal_xml_does_not_change_with_sessions_ids_and_attribute_order() -> None:
    asal = surat("satu", kepala="K")

    def acak(isi: bytes) -> bytes:
        return isi.replace(b"<w:p>", b'<w:p w:rsidR="00AA" w:rsidP="00BB">', 1).replace(
            b'w:w="12240" w:h="15840"', b'w:h="15840" w:w="12240"'
        )

    assert xml_normal(ubah(asal, {"word/document.xml": acak})) == xml_normal(asal)
    assert xml_normal(surat("dua", kepala="K")) != xml_normal(asal)


def test_fonts_of_a_document_are_those_of_the_styles_it_uses() -> None:
    dokumen = docx.Document()
    dokumen.styles["Normal"].font.name = "Arial"
    dokumen.styles["Heading 9"].font.name = "Huruf Tak Dipakai"
    dokumen.add_paragraph("x").add_run("y").font.name = "Huruf Langsung"
    nama = huruf_dipakai(simpan(dokumen))
    assert {"Arial", "Huruf Langsung"} <= set(nama)
    assert "Huruf Tak Dipakai" not in nama
