"""What a docx may not carry into this office."""

from __future__ import annotations

import io
import zipfile

import pytest

from naskah.render import compile_template, lint
from registers.dasar.galat import TemplatSalah
from tests.bahan.render import anggota, surat, ubah

HUB = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _dengan_hubungan(tipe: str, sasaran: str) -> bytes:
    baru = (
        f'<Relationship Id="rId99" Type="{tipe}" Target="{sasaran}" TargetMode="External"/></Relationships>'
    )
    return ubah(
        surat("x"),
        {"word/_rels/document.xml.rels": lambda isi: isi.replace(b"</Relationships>", baru.encode())},
    )


def _bom() -> bytes:
    return ubah(surat("x"), {"word/media/bom.bin": b"\0" * (8 * 1024 * 1024)})


def _dengan_anggota(nama: str) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        for n, isi in anggota(surat("x")).items():
            arsip.writestr(n, isi)
        arsip.writestr(zipfile.ZipInfo(nama), b"x")
    return keluar.getvalue()


def _doctype(sandi: str) -> bytes:
    entitas = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

    def sisip(isi: bytes) -> bytes:
        teks = isi.decode().partition("?>")[2]
        return f'<?xml version="1.0" encoding="{sandi}"?>{entitas}{teks}'.encode(sandi)

    return ubah(surat("x"), {"word/document.xml": sisip})


KASUS = {
    "garbage": (b"bukan zip sama sekali", "zip"),
    "empty": (b"", "zip"),
    "not a docx": (ubah(surat("x"), {"[Content_Types].xml": None}), "bukan berkas .docx"),
    "zip bomb": (_bom(), "bom zip"),
    "upward member name": (_dengan_anggota("../../etc/cron.d/x"), "tidak aman"),
    "absolute member name": (_dengan_anggota("/etc/x"), "tidak aman"),
    "doctype": (_doctype("UTF-8"), "DOCTYPE"),
    "doctype in UTF-16": (_doctype("UTF-16"), "DOCTYPE"),
    "doctype in a part nobody reads": (
        ubah(surat("x"), {"customXml/item9.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "DOCTYPE",
    ),
    "picture over http": (_dengan_hubungan(HUB + "image", "http://contoh.invalid/a.png"), "gambar"),
    "picture from a share": (_dengan_hubungan(HUB + "image", "file://server/a.png"), "gambar"),
    "attached template": (
        _dengan_hubungan(HUB + "attachedTemplate", "file:///C:/a.dotm"),
        "templat Word lain",
    ),
    "linked object": (_dengan_hubungan(HUB + "oleObject", "file:///C:/a.xls"), "tautan ke luar"),
    "script link": (_dengan_hubungan(HUB + "hyperlink", "javascript:alert(1)"), "tautan ke luar"),
    "file link": (_dengan_hubungan(HUB + "hyperlink", "file:///etc/passwd"), "tautan ke luar"),
    "broken xml": (ubah(surat("x"), {"word/document.xml": lambda i: i[:-20]}), "rusak"),
    "macro": (
        ubah(
            surat("x"),
            {
                "[Content_Types].xml": lambda i: i.replace(
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"vnd.ms-word.document.macroEnabled.main+xml",
                )
            },
        ),
        "makro",
    ),
    "tracked changes": (
        ubah(
            surat("x"),
            {
                "word/document.xml": lambda i: i.replace(
                    b"<w:r>", b'<w:ins w:id="1" w:author="Orang Contoh"><w:r>'
                ).replace(b"</w:r>", b"</w:r></w:ins>")
            },
        ),
        "Track Changes",
    ),
}


@pytest.mark.parametrize(("docx", "pesan"), KASUS.values(), ids=KASUS.keys())
def test_a_dangerous_or_damaged_docx_is_refused_in_indonesian(docx: bytes, pesan: str) -> None:
    with pytest.raises(TemplatSalah, match=pesan):
        compile_template(docx)


def test_lint_reports_a_refused_docx_as_a_finding() -> None:
    assert [t.tempat for t in lint(b"bukan zip")] == ["berkas"]


def test_a_link_to_the_web_is_allowed() -> None:
    assert (
        compile_template(_dengan_hubungan(HUB + "hyperlink", "https://contoh.invalid")).render({}).teks
        == "x\n"
    )


def test_nothing_of_the_template_s_author_leaks() -> None:
    import docx

    dokumen = docx.Document()
    dokumen.add_paragraph("Halo {{ a }}")
    dokumen.core_properties.author = dokumen.core_properties.last_modified_by = "Penyusun Rahasia"
    dokumen.core_properties.comments = "Catatan Rahasia"
    keluar = io.BytesIO()
    dokumen.save(keluar)
    hasil = compile_template(keluar.getvalue()).render({"a": "x", "judul": "Surat & Tugas"})
    isi = anggota(hasil.docx)
    assert not [n for n, data in isi.items() if b"Rahasia" in data or b"python-docx" in data]
    assert b"<dc:title>Surat &amp; Tugas</dc:title>" in isi["docProps/core.xml"]
    assert docx.Document(io.BytesIO(hasil.docx)).core_properties.title == "Surat & Tugas"
