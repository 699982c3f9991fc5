"""The words of a docx: plain text for people and golden files, normalised XML for reviewers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from naskah.render.paket import WP, Elemen, Paket, W

_POTONG = re.compile(
    r"<w:t(?: [^>]*)?(?<!/)>([^<]*)</w:t>|<(/?w:(?:p|tc|tr|tbl))(?: [^>]*)?(?<!/)>"
    r"|<(w:tab|w:br|w:cr|w:noBreakHyphen|w:p)(?: [^>]*)?/>|<(/?mc:Fallback)>"
)
_PISAH_SEL = " / "


def urai_teks(xml: str) -> str:
    """The text of one part: a line per paragraph, a line per table row with a tab between cells."""
    baris: list[str] = []
    sel: list[list[str]] = []  # open cells, outermost first: their paragraphs so far
    lajur: list[list[str]] = []  # open rows: their finished cells
    kini: list[str] = []
    cadangan = 0
    for cocok in _POTONG.finditer(xml):
        teks, batas, sisip, lain = cocok.groups()
        if lain:
            cadangan += -1 if lain[0] == "/" else 1
        elif cadangan:
            continue
        elif teks is not None:
            kini.append(teks)
        elif sisip:
            if sisip == "w:p":
                (sel[-1] if sel else baris).append("")
            else:
                kini.append({"w:tab": "\t", "w:noBreakHyphen": "-"}.get(sisip, _PISAH_SEL if sel else "\n"))
        elif batas == "w:p":
            if kini:  # a text box inside a paragraph: what stood before it is a line of its own
                (sel[-1] if sel else baris).append("".join(kini))
                kini = []
        elif batas == "/w:p":
            (sel[-1] if sel else baris).append("".join(kini))
            kini = []
        elif batas == "w:tr":
            lajur.append([])
        elif batas == "w:tc":
            sel.append([])
        elif batas == "/w:tc" and sel and lajur:
            lajur[-1].append(_PISAH_SEL.join(p for p in sel.pop() if p))
        elif batas == "/w:tr" and lajur:
            (sel[-1] if sel else baris).append("\t".join(lajur.pop()))
    hasil = "\n".join(baris)
    return hasil.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#34;", '"') \
        .replace("&#39;", "'").replace("&amp;", "&")  # fmt: skip


def gabung(bagian: Iterable[tuple[str, str]]) -> str:
    """One text of (part kind, text): headers, body, notes, footers; empty parts leave no trace."""
    urutan = {"header": 0, "document": 1, "footnotes": 2, "endnotes": 3, "footer": 4}
    ada = sorted((urutan[macam], teks.strip("\n")) for macam, teks in bagian if teks.strip())
    return "\n".join(teks for _, teks in ada) + "\n"


def teks(docx: bytes) -> str:
    """The text of headers, body and footers in reading order.

    Raises:
        TemplatSalah: not a docx.
    """
    paket = Paket.buka(docx)
    return gabung((macam, urai_teks(_unicode(paket.pohon(n)))) for macam, n in bagian_teks(paket))


def xml_normal(docx: bytes) -> str:
    """Body, headers and footers as indented XML with sorted attributes, without ids that mean nothing.

    Raises:
        TemplatSalah: not a docx.
    """
    from lxml import etree

    from naskah.render.siap import bersihkan

    paket = Paket.buka(docx)
    hasil: list[str] = []
    for _, nama in sorted(bagian_teks(paket), key=lambda b: b[1]):
        akar = paket.pohon(nama)
        bersihkan(akar)
        for e in akar.iter():
            if e.tag in (WP + "docPr", "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"):
                e.attrib.pop("id", None)
            isi = sorted(e.attrib.items())
            e.attrib.clear()
            e.attrib.update(isi)
        etree.cleanup_namespaces(akar)
        etree.indent(akar)
        hasil.append(f"<!-- {nama} -->\n{_unicode(akar)}\n")
    return "".join(hasil)


def bagian_teks(paket: Paket) -> list[tuple[str, str]]:
    """(kind, part name) of the main document and every header, footer and note it uses."""
    hasil = [("document", paket.utama)]
    macam = {h.id: h.tipe.rpartition("/")[2] for h in paket.hubungan(paket.utama)}
    jenis = ("header", "footer", "footnotes", "endnotes")
    for rid, nama in paket.terhubung(paket.utama, *jenis):
        if (macam[rid], nama) not in hasil:
            hasil.append((macam[rid], nama))
    return hasil


def _unicode(akar: Elemen) -> str:
    from lxml import etree

    return etree.tostring(akar, encoding="unicode")


def tempat_bagian(paket: Paket) -> dict[str, str]:
    """Part name → how a person calls it ("kepala halaman pertama "); the body is empty."""
    hasil = {nama: {"footnotes": "catatan kaki ", "endnotes": "catatan akhir "}.get(macam, "")
             for macam, nama in bagian_teks(paket)}  # fmt: skip
    per_id = dict(paket.terhubung(paket.utama, "header", "footer"))
    for macam, sebutan in (("header", "kepala halaman"), ("footer", "kaki halaman")):
        for rujukan in paket.pohon(paket.utama).iter(f"{W}{macam}Reference"):
            jenis = {"first": " pertama", "even": " genap"}.get(rujukan.get(W + "type"), "")
            nama = per_id.get(
                rujukan.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
            )
            if nama:
                hasil[nama] = f"{sebutan}{jenis} "
    return hasil
