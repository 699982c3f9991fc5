"""The words of a docx: plain text for people and golden files, normalised XML for reviewers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from naskah.render.paket import WP, Paket, R, W, etree, xml_unicode
from naskah.render.siap import bersihkan

_POTONG = re.compile(
    r"<w:t(?: [^>]*)?(?<!/)>([^<]*)</w:t>|<(/?w:(?:p|tc|tr))(?: [^>]*)?(?<!/)>"
    r"|<(w:tab|w:br|w:cr|w:noBreakHyphen|w:p)(?: [^>]*)?/>|<(/?mc:Fallback)>"
)
_PISAH = " / "  # between the paragraphs of one table cell


def urai_teks(xml: str) -> str:
    """The text of one part: a line per paragraph, a line per table row with a tab between cells."""
    tumpuk: list[list[str]] = [[]]  # what is open: the part, then a row and a cell per level of tables
    kini: list[str] = []  # the paragraph being read
    cadangan = 0  # inside mc:Fallback: the same text box once more, for old programs
    for teks, batas, sisip, lain in _POTONG.findall(xml):
        if batas and not cadangan:
            if batas == "/w:p" or (kini and batas == "w:p"):  # a text box opens inside a paragraph
                tumpuk[-1].append("".join(kini))
                kini = []
            elif batas in ("w:tr", "w:tc"):
                tumpuk.append([])
            elif batas != "w:p" and len(tumpuk) > 1:
                isi = tumpuk.pop()
                tumpuk[-1].append("\t".join(isi) if batas == "/w:tr" else _PISAH.join(filter(None, isi)))
        elif sisip == "w:p" and not cadangan:
            tumpuk[-1].append("")
        elif sisip and not cadangan:
            kini.append(_SISIP.get(sisip) or (_PISAH if len(tumpuk) > 1 else "\n"))
        elif teks and not cadangan:
            kini.append(teks)
        elif lain:
            cadangan += -1 if lain[0] == "/" else 1
    return _buka_entitas("\n".join(tumpuk[0]))


_SISIP = {"w:tab": "\t", "w:noBreakHyphen": "-"}


def _buka_entitas(teks: str) -> str:
    if "&" not in teks:
        return teks
    for entitas, huruf in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        teks = teks.replace(entitas, huruf)
    return teks


def gabung(teks_bagian: Iterable[str]) -> str:
    """One text of the texts of all parts; empty parts leave no trace."""
    return "\n".join(t.strip("\n") for t in teks_bagian if t.strip()) + "\n"


def teks(docx: bytes) -> str:
    """The text of headers, body, notes and footers in reading order.

    Raises:
        TemplatSalah: not a docx.
    """
    paket = Paket.buka(docx)
    return gabung(urai_teks(xml_unicode(paket.pohon(nama))) for nama in tempat_bagian(paket))


def xml_normal(docx: bytes) -> str:
    """Body, headers and footers as indented XML with sorted attributes, without ids that mean nothing.

    Raises:
        TemplatSalah: not a docx.
    """
    paket = Paket.buka(docx)
    hasil: list[str] = []
    for nama in sorted(tempat_bagian(paket)):
        akar = paket.pohon(nama)
        bersihkan(akar)
        for e in akar.iter():
            if e.tag in (WP + "docPr", "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"):
                e.attrib.pop("id", None)
            isi = sorted(e.attrib.items())
            e.attrib.clear()
            e.attrib.update(isi)
        etree().cleanup_namespaces(akar)
        etree().indent(akar)
        hasil.append(f"<!-- {nama} -->\n{xml_unicode(akar)}\n")
    return "".join(hasil)


def tempat_bagian(paket: Paket) -> dict[str, str]:
    """Every part that holds text, in reading order → what a person calls it; the body is ""."""
    per_id = dict(paket.terhubung(paket.utama, "header", "footer"))
    dipakai = {
        (macam, rujukan.get(W + "type", "default"), per_id.get(rujukan.get(R + "id"), ""))
        for rujukan in paket.pohon(paket.utama).iter(W + "headerReference", W + "footerReference")
        for macam in [rujukan.tag.removeprefix(W).removesuffix("Reference")]
    }
    urut = {kunci: nomor for nomor, kunci in enumerate(_SEBUTAN)}
    kepala = sorted((urut[macam, jenis], nama) for macam, jenis, nama in dipakai if nama)
    sebutan = list(_SEBUTAN.values())
    hasil = {nama: sebutan[nomor] for nomor, nama in kepala if nomor < 3}
    hasil[paket.utama] = ""
    hasil |= {nama: "catatan kaki " for _, nama in paket.terhubung(paket.utama, "footnotes")}
    hasil |= {nama: "catatan akhir " for _, nama in paket.terhubung(paket.utama, "endnotes")}
    return hasil | {nama: sebutan[nomor] for nomor, nama in kepala if nomor >= 3}


_SEBUTAN = {
    ("header", "first"): "kepala halaman pertama ",
    ("header", "default"): "kepala halaman ",
    ("header", "even"): "kepala halaman genap ",
    ("footer", "first"): "kaki halaman pertama ",
    ("footer", "default"): "kaki halaman ",
    ("footer", "even"): "kaki halaman genap ",
}
