"""The template check finds what a Word file carries that a letter never should."""

from __future__ import annotations

import pytest

from naskah.catalog import folder_templat
from naskah.render import lint
from tests.bahan.render import surat, ubah

HUB = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DOK = "word/document.xml"


def isi(*xml: str) -> bytes:
    """A sound letter with this raw XML as its second paragraph and on."""
    sisip = "".join(xml)
    return ubah(surat("x"), {DOK: lambda lama: lama.replace(b"</w:p>", b"</w:p>" + sisip.encode(), 1)})


def bidang(*kode: str) -> str:
    huruf = "".join(f"<w:r><w:instrText>{k}</w:instrText></w:r>" for k in kode)
    awal, akhir = (f'<w:r><w:fldChar w:fldCharType="{j}"/></w:r>' for j in ("begin", "end"))
    return f"<w:p>{awal}{huruf}{akhir}</w:p>"


def terhubung(macam: str, sasaran: str) -> bytes:
    baru = f'<Relationship Id="rId98" Type="{HUB}{macam}" Target="{sasaran}"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    return ubah(
        surat("x"),
        {rels: lambda i: i.replace(b"</Relationships>", baru.encode()), f"word/{sasaran}": b"PK"},
    )


def vml(atribut: str) -> str:
    ns = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    return f"<w:p><w:r><w:pict><v:shape {ns}><v:imagedata {atribut}/></v:shape></w:pict></w:r></w:p>"


KASUS = {
    "picture field": (isi(bidang(' INCLUDEPICTURE "http://contoh.invalid/a.png" ')), "INCLUDEPICTURE"),
    "split DDE": (isi(bidang(" DDE", "AUTO excel a b ")), "DDEAUTO"),
    "lower-case link": (isi(bidang(" link Excel.Sheet C:\\a.xlsx ")), "LINK"),
    "simple field": (isi('<w:p><w:fldSimple w:instr="INCLUDETEXT C:\\a.docx"/></w:p>'), "INCLUDETEXT"),
    "macro button": (isi(bidang(" MACROBUTTON Jalan klik ")), "MACROBUTTON"),
    "never ended": (isi(bidang(' INCLUDEPICTURE "a" ').replace('"end"', '"separate"')), "INCLUDEPICTURE"),
    "object": (terhubung("oleObject", "embeddings/oleObject1.bin"), "OLE"),
    "other file": (terhubung("package", "embeddings/a.xlsx"), "disematkan"),
    "html chunk": (terhubung("aFChunk", "afchunk.mht"), "altChunk"),
    "control": (terhubung("control", "activeX/activeX1.bin"), "ActiveX"),
    "macro nobody relates to": (ubah(surat("x"), {"word/vbaProject.bin": b"x"}), "makro"),
    "vml picture": (isi(vml('src="http://contoh.invalid/a.png"')), "ditautkan ke luar"),
    "vml share": (isi(vml('o:href="\\\\server\\a.png"')), "ditautkan ke luar"),
    "tracked changes": (
        isi('<w:p><w:ins w:id="1" w:author="Orang Contoh"><w:r><w:t>y</w:t></w:r></w:ins></w:p>'),
        "Track Changes",
    ),
    "mail merge": (
        ubah(
            surat("x"),
            {"word/settings.xml": lambda i: i.replace(b"</w:settings>", b"<w:mailMerge/></w:settings>")},
        ),
        "Mail Merge",
    ),
}


@pytest.mark.parametrize(("docx", "kata"), KASUS.values(), ids=KASUS.keys())
def test_what_runs_or_fetches_is_found_once(docx: bytes, kata: str) -> None:
    temuan = lint(docx)
    assert [kata in t.pesan for t in temuan] == [True], temuan
    assert temuan[0].saran


def test_a_field_is_found_at_its_paragraph() -> None:
    assert [t.tempat for t in lint(isi(bidang(" DDE a b ")))] == ["paragraf 2"]


@pytest.mark.parametrize(
    "kode", [" PAGE ", ' HYPERLINK "https://contoh.invalid/link" ', " TOC \\o ", " IF 1 = 1 a b "]
)
def test_ordinary_fields_are_let_through(kode: str) -> None:
    assert lint(isi(bidang(kode))) == []


def test_our_own_templates_carry_nothing_of_the_kind() -> None:
    for docx in sorted(folder_templat().rglob("*.docx")):
        assert [t for t in lint(docx.read_bytes()) if t.tempat == "berkas"] == [], docx
