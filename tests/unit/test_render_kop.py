"""The letterhead comes from one file: headers, styles, numbering, theme, page."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from naskah.render import compile_template, segarkan_kop, teks
from registers.dasar.galat import DataTidakSah, TemplatSalah
from tests.bahan.render import anggota, png, simpan, surat, ubah

JPEG = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x20\x00\x10\x03" + b"\0" * 20


def kop(nama: str = "DINAS CONTOH", huruf: str = "Arial", lebar: int = 215, tinggi: int = 330) -> bytes:
    """A kop: name and logo on page one, a page number after it, F4, its own style Isi."""
    dokumen = docx.Document()
    bagian = dokumen.sections[0]
    bagian.page_width, bagian.page_height, bagian.left_margin = Mm(lebar), Mm(tinggi), Mm(30)
    bagian.different_first_page_header_footer = True
    bagian.first_page_header.paragraphs[0].text = f"{nama} {{{{ kantor.nama }}}}"
    jalan = bagian.first_page_header.add_paragraph().add_run()
    jalan.add_picture(io.BytesIO(png()), width=Mm(20), height=Mm(20))
    jalan._r.find(f".//{qn('wp:docPr')}").set("name", "lambang")
    bagian.header.paragraphs[0].text = "- 2 -"
    gaya = dokumen.styles.add_style("Isi", WD_STYLE_TYPE.PARAGRAPH)
    gaya.font.name, gaya.font.size = huruf, Pt(12)
    return simpan(dokumen)


def templat(*paragraf: str) -> Any:
    dokumen = docx.Document()
    gaya = dokumen.styles.add_style("Isi", WD_STYLE_TYPE.PARAGRAPH)
    gaya.font.name = "Comic Sans MS"
    dokumen.styles.add_style("Khusus", WD_STYLE_TYPE.PARAGRAPH)
    dokumen.sections[0].header.paragraphs[0].text = "kepala lama"
    for satu in paragraf or ("isi {{ a }}",):
        dokumen.add_paragraph(satu, style="Isi")
    return dokumen


def jadi(docx_: bytes, **pilihan: Any) -> Any:
    hasil = compile_template(docx_, **pilihan).render({"a": "x", "kantor": {"nama": "NTT"}})
    return docx.Document(io.BytesIO(hasil.docx))


def test_headers_of_the_kop_replace_those_of_the_template() -> None:
    bagian = jadi(simpan(templat()), kop=kop()).sections[0]
    assert bagian.different_first_page_header_footer
    assert bagian.first_page_header.paragraphs[0].text == "DINAS CONTOH NTT"
    assert bagian.header.paragraphs[0].text == "- 2 -"


def test_the_picture_of_the_kop_comes_along_and_nothing_old_stays() -> None:
    isi = anggota(
        compile_template(simpan(templat()), kop=kop()).render({"a": "x", "kantor": {"nama": ""}}).docx
    )
    assert [data for n, data in isi.items() if n.startswith("word/media/")] == [png()]
    assert not [n for n, data in isi.items() if b"kepala lama" in data]


def test_a_style_of_the_kop_wins_and_one_of_the_template_s_own_is_kept() -> None:
    dokumen = jadi(simpan(templat()), kop=kop(huruf="Bookman Old Style"))
    assert dokumen.styles["Isi"].font.name == "Bookman Old Style"
    assert "Khusus" in [g.name for g in dokumen.styles]
    assert dokumen.paragraphs[0].style.name == "Isi"


def test_changing_the_kop_changes_every_letter() -> None:
    asal = simpan(templat())
    assert "SATU NTT" in jadi(asal, kop=kop("SATU")).sections[0].first_page_header.paragraphs[0].text
    assert "DUA NTT" in jadi(asal, kop=kop("DUA")).sections[0].first_page_header.paragraphs[0].text


def test_a_style_that_another_program_renamed_is_found_by_its_name() -> None:
    asal = ubah(
        simpan(templat()),
        {n: lambda i: i.replace(b'"Isi"/>', b'"Isi9"/>', 1).replace(b'w:styleId="Isi"', b'w:styleId="Isi9"')
         for n in ("word/document.xml", "word/styles.xml")},
    )  # fmt: skip
    asal = ubah(asal, {"word/styles.xml": lambda i: i.replace(b'w:name w:val="Isi9"', b'w:name w:val="Isi"')})
    dokumen = jadi(asal, kop=kop())
    assert dokumen.paragraphs[0].style.font.name == "Arial"
    assert [g.name for g in dokumen.styles].count("Isi") == 1


def test_paper_and_margins_come_from_the_kop_and_landscape_stays_landscape() -> None:
    asal = templat()
    mendatar = asal.add_section(WD_SECTION.NEW_PAGE)
    mendatar.orientation, mendatar.page_width, mendatar.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    satu, dua = jadi(simpan(asal), kop=kop()).sections
    assert (round(satu.page_width.mm), round(satu.page_height.mm), round(satu.left_margin.mm)) == (
        215,
        330,
        30,
    )
    assert (round(dua.page_width.mm), round(dua.page_height.mm)) == (330, 215)
    assert dua.orientation == WD_ORIENT.LANDSCAPE


def test_a_template_may_keep_its_own_page() -> None:
    asal = templat()
    asal.sections[0].page_width, asal.sections[0].page_height = Mm(100), Mm(150)
    bagian = jadi(simpan(asal), kop=kop(), halaman="sendiri").sections[0]
    assert (round(bagian.page_width.mm), round(bagian.page_height.mm)) == (100, 150)
    assert bagian.first_page_header.paragraphs[0].text == "DINAS CONTOH NTT"


def test_the_kop_does_not_come_back_on_the_first_page_of_an_annex() -> None:
    asal = templat()
    lampiran = asal.add_section(WD_SECTION.NEW_PAGE)
    lampiran.different_first_page_header_footer = True
    _, dua = jadi(simpan(asal), kop=kop()).sections
    assert not dua.different_first_page_header_footer
    assert dua.header.is_linked_to_previous


def test_an_annex_keeps_a_header_of_its_own() -> None:
    asal = templat()
    lampiran = asal.add_section(WD_SECTION.NEW_PAGE)
    lampiran.header.is_linked_to_previous = False
    lampiran.header.paragraphs[0].text = "Lampiran {{ a }}"
    _, dua = jadi(simpan(asal), kop=kop()).sections
    assert dua.header.paragraphs[0].text == "Lampiran x"


def test_the_office_s_lambang_replaces_the_placeholder_and_keeps_its_proportions() -> None:
    hasil = compile_template(simpan(templat()), kop=kop(), gambar={"lambang": JPEG, "lain": png()})
    isi = anggota(hasil.render({"a": "x", "kantor": {"nama": ""}}).docx)
    assert [data for n, data in isi.items() if n.startswith("word/media/")] == [JPEG]
    kepala = next(data.decode() for data in isi.values() if b"<wp:docPr" in data)
    assert f'<wp:extent cx="{Mm(10)}" cy="{Mm(20)}"/>' in kepala


def test_a_lambang_that_is_no_picture_is_refused() -> None:
    with pytest.raises(DataTidakSah, match="PNG atau JPEG"):
        compile_template(simpan(templat()), kop=kop(), gambar={"lambang": b"<svg/>"})


def test_theme_fonts_come_from_the_kop() -> None:
    def ganti(isi: bytes) -> bytes:
        return isi.replace(b"Cambria", b"Huruf Kop")

    baru = ubah(kop(), {"word/theme/theme1.xml": ganti})
    isi = anggota(
        compile_template(simpan(templat()), kop=baru).render({"a": "", "kantor": {"nama": ""}}).docx
    )
    assert b"Huruf Kop" in isi["word/theme/theme1.xml"]


NOMOR = (
    f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="{{0}}">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="{1}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="{2}"><w:abstractNumId w:val="{0}"/></w:num></w:numbering>'
)


def dengan_nomor(docx_: bytes, bentuk: str, gaya: str = "") -> bytes:
    """A docx whose only numbering, number 1, is of this form; style `gaya` uses it."""

    def tulis(isi: bytes) -> bytes:
        if not gaya:
            return isi
        sifat = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        return isi.replace(f'<w:name w:val="{gaya}"/>'.encode(), f'<w:name w:val="{gaya}"/>{sifat}'.encode())

    isi = parse_xml(NOMOR.format(0, bentuk, 1))
    from lxml import etree

    return ubah(docx_, {"word/numbering.xml": etree.tostring(isi), "word/styles.xml": tulis})


def test_list_numbers_of_the_kop_s_styles_do_not_collide_with_the_template_s() -> None:
    asal = dengan_nomor(simpan(templat()), "decimal")
    dokumen = jadi(asal, kop=dengan_nomor(kop(), "lowerLetter", "Isi"))
    nomor = dokumen.part.numbering_part.element
    bentuk = {
        n.get(qn("w:numId")): nomor.xpath(
            f"w:abstractNum[@w:abstractNumId={n.find(qn('w:abstractNumId')).get(qn('w:val'))}]//w:numFmt/@w:val"
        )[0]
        for n in nomor.findall(qn("w:num"))
    }
    assert bentuk == {"1": "decimal", "2": "lowerLetter"}
    assert dokumen.styles["Isi"].element.xpath(".//w:numId/@w:val") == ["2"]


@pytest.mark.parametrize("halaman", ["kop", "sendiri"])
def test_refreshing_the_kop_twice_changes_nothing_more(halaman: Any) -> None:
    asal = dengan_nomor(simpan(templat()), "decimal")
    kepala = dengan_nomor(kop(), "lowerLetter", "Isi")
    sekali = segarkan_kop(asal, kepala, halaman)
    assert segarkan_kop(sekali, kepala, halaman) == sekali
    assert "DINAS CONTOH {{ kantor.nama }}" in teks(sekali)
    assert "isi {{ a }}" in teks(sekali)


def test_a_refreshed_template_prints_the_same_letter() -> None:
    nilai = {"a": "x", "kantor": {"nama": "NTT"}}
    asal, kepala = simpan(templat()), kop()
    segar = segarkan_kop(asal, kop("LAMA"))
    assert compile_template(segar, kop=kepala).render(nilai).teks == compile_template(
        asal, kop=kepala
    ).render(nilai).teks  # fmt: skip


def test_a_missing_field_of_the_kop_names_the_first_page_header() -> None:
    with pytest.raises(TemplatSalah, match="kepala halaman pertama paragraf 1"):
        compile_template(simpan(templat()), kop=kop()).render({"a": "x"})


def test_a_template_without_section_or_styles_takes_the_kop() -> None:
    polos = ubah(
        surat("isi {{ a }}"),
        {
            "word/document.xml": lambda i: i[: i.index(b"<w:sectPr")] + b"</w:body></w:document>",
            "word/styles.xml": None,
            "word/_rels/document.xml.rels": lambda i: i.replace(b'/styles"', b'/bukan-styles"'),
        },
    )
    with pytest.raises(KeyError):
        docx.Document(io.BytesIO(polos))
    assert jadi(polos, kop=kop()).styles["Isi"].font.name == "Arial"
