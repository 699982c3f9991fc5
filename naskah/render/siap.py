"""Preparation: from a part of a docx to Jinja source, once per template.

docxtpl's `patch_xml` does the known work on the XML; around it, tags that Word split over runs are joined
per paragraph, and every tag is put on its own line so that a Jinja line number is a tag with a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from naskah.render.paket import Elemen, Hubungan, W, xml_unicode
from registers.dasar.galat import TemplatSalah
from registers.dasar.temuan import Temuan
from registers.dasar.zipan import Anggota

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BUKA = re.compile(r"\{\{|\{%|\{#")
_TANDA = re.compile(r"(\{[{%][-+]?)((?:(?!\{[{%]).)*?)\s*\ufdd0(\d+)\ufdd1", re.DOTALL)
_TANPA_TANDA = re.compile(r"\{%\s*[vh]m\s*%\}|\{#|\{\{\s*\}\}|\{%[-+]?\s*%\}")
_GABUNG_SEL = re.compile(r"\{%\s*(?:colspan|hm|vm)\b|\{%-?\s*tc\s|\{\{tc\s")
_DALAM_ATRIBUT = re.compile(
    r'(<w:(gridSpan|shd)\b[^<>{]*?w:(?:val|fill)=")\{\{(.*?)\}\}(?="/>)'
    r'|(?<=\s)([\w:]+=")((?:(?!")[^<])*?\{\{(?:(?!")[^<])*)(?=")',
    re.DOTALL,
)
_BUANG = frozenset(
    W + n
    for n in (
        "proofErr", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "commentReference",
    )
)  # fmt: skip
_ATRIBUT_SESI = re.compile(r"\}(?:rsid\w*|paraId|textId)$")


@dataclass(frozen=True)
class Tag:
    """One tag as its author typed it, and where it stands."""

    teks: str
    tempat: str


@dataclass(frozen=True)
class Sumber:
    """One part, ready for Jinja.

    Attributes:
        nama: the part's name in the package.
        jinja: the source; every tag begins a line.
        tag: line number → tag.
        kisi: table grids may need mending after rendering (colspan, loops over cells).
        lolos: the text holds docxtpl's escaped tokens (`{_{`), to be restored after rendering.
    """

    nama: str
    jinja: str
    tag: dict[int, Tag]
    kisi: bool
    lolos: bool


@dataclass(frozen=True)
class Siapan:
    """A prepared template: all that compiling it needs, and nothing that docxtpl or lxml must do again.

    Attributes:
        anggota: every member of the letter in its order; those of `sumber` are replaced by rendering.
        sumber: the parts with tags.
        teks: names of the parts that hold text, in reading order.
        hubungan: the relationships of the parts with tags.
    """

    anggota: tuple[Anggota, ...]
    sumber: tuple[Sumber, ...]
    teks: tuple[str, ...]
    hubungan: dict[str, list[Hubungan]]


@dataclass(frozen=True)
class Paragraf:
    """A paragraph, its place as a person finds it, and the table cell it stands in (None: no table)."""

    elemen: Elemen
    tempat: str
    sel: Elemen | None


def paragraf(akar: Elemen, awalan: str = "") -> Iterator[Paragraf]:
    """Every paragraph under `akar` in reading order, text boxes after the paragraph that holds them."""
    induk = akar.find(W + "body")
    yield from _jelajah(akar if induk is None else induk, awalan, None)


def _jelajah(induk: Elemen, awalan: str, sel: Elemen | None) -> Iterator[Paragraf]:
    nomor_p = nomor_t = 0
    antre = list(induk)
    while antre:
        anak = antre.pop(0)
        if anak.tag == W + "p":
            nomor_p += 1
            tempat = awalan.strip() if sel is not None else f"{awalan}paragraf {nomor_p}"
            yield Paragraf(anak, tempat, sel)
            for kotak in anak.iter(W + "txbxContent"):
                yield from _jelajah(kotak, f"{tempat} kotak teks ", None)
        elif anak.tag == W + "tbl":
            nomor_t += 1
            for nomor_r, baris in enumerate(_isi(anak, "tr"), 1):
                for nomor_c, satu in enumerate(_isi(baris, "tc"), 1):
                    tempat = f"{awalan}tabel {nomor_t} baris {nomor_r} kolom {nomor_c} "
                    yield from _jelajah(satu, tempat, satu)
        elif anak.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "footnote", W + "endnote"):
            antre = list(anak) + antre


def _isi(induk: Elemen, nama: str) -> Iterator[Elemen]:
    """Children named `nama`, also inside content controls."""
    for anak in induk:
        if anak.tag == W + nama:
            yield anak
        elif anak.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _isi(anak, nama)


def huruf(p: Elemen) -> list[Elemen]:
    """The w:t elements of paragraph `p` itself, not those of text boxes inside it."""
    return [t for t in p.iter(W + "t") if next(t.iterancestors(W + "p")) is p]


def satukan_tag(p: Elemen) -> str:
    """Move every tag of the paragraph wholly into the run it begins in; the paragraph's text."""
    semua = huruf(p)
    isi = [t.text or "" for t in semua]
    teks = "".join(isi)
    if len(semua) < 2 or "{" not in teks:
        return teks
    awal = 0
    batas: list[int] = []
    for satu in isi:
        batas.append(awal)
        awal += len(satu)
    for cocok in TAG.finditer(teks):
        mulai = max(i for i, b in enumerate(batas) if b <= cocok.start() and (isi[i] or i == 0))
        akhir = max(i for i, b in enumerate(batas) if b < cocok.end())
        if akhir > mulai:
            _pindahkan(semua, batas, teks, mulai, akhir, cocok.end())
            return satukan_tag(p)
    return teks


def _pindahkan(semua: list[Elemen], batas: list[int], teks: str, mulai: int, akhir: int, sampai: int) -> None:
    semua[mulai].text = teks[batas[mulai] : sampai]
    for i in range(mulai + 1, akhir):
        semua[i].text = ""
    ujung = batas[akhir + 1] if akhir + 1 < len(batas) else len(teks)
    semua[akhir].text = teks[sampai:ujung]
    di_antara = False
    for e in list(next(semua[mulai].iterancestors(W + "p")).iter()):
        if e is semua[akhir]:
            break
        di_antara = di_antara or e is semua[mulai]
        if di_antara and e.tag in (W + "tab", W + "br") and e.getparent().tag == W + "r":
            _cabut(e)  # a tab or a line break inside a tag is a slip of the keyboard, as docxtpl sees it
    for t in (semua[mulai], semua[akhir]):
        t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def tag_terbuka(teks: str) -> str:
    """The beginning of a tag that does not end in this paragraph's text; empty when all do.

    >>> tag_terbuka("Yth. {{ kepada"), tag_terbuka("{{ a }} dan {% if b %}")
    ('{{ kepada', '')
    """
    sisa = TAG.sub("", teks)
    cocok = _BUKA.search(sisa)
    return sisa[cocok.start() : cocok.start() + 40] if cocok else ""


def bersihkan(akar: Elemen) -> None:
    """Drop what Word notes for itself (sessions, proofing, comments): it leaks and it costs."""
    for e in list(akar.iter()):
        if e.tag in _BUANG or (e.tag == W + "bookmarkStart" and e.get(W + "name") == "_GoBack"):
            _cabut(e)
            continue
        for nama in [n for n in e.attrib if _ATRIBUT_SESI.search(n)]:
            del e.attrib[nama]
    awal = {e.get(W + "id") for e in akar.iter(W + "bookmarkStart")}
    for e in [e for e in akar.iter(W + "bookmarkEnd") if e.get(W + "id") not in awal]:
        _cabut(e)


def _cabut(e: Elemen) -> None:
    e.getparent().remove(e)


def siapkan(akar: Elemen, nama: str, awalan: str = "") -> Sumber:
    """Prepare the part whose root is `akar` (changed in place); `awalan` begins the place of its tags.

    Raises:
        TemplatSalah: a tag that does not end in the paragraph it begins in.
    """
    bersihkan(akar)
    semua: list[Tag] = []

    def tandai(cocok: re.Match[str], tempat: str) -> str:
        teks = cocok.group()
        if _TANPA_TANDA.match(teks):
            return teks
        semua.append(Tag(teks, tempat))
        potong = -3 if teks[-3] == "-" else -2
        return f"{teks[:potong]} \ufdd0{len(semua) - 1}\ufdd1{teks[potong:]}"

    for p in paragraf(akar, awalan):
        teks = satukan_tag(p.elemen)
        if tag_terbuka(teks):
            raise TemplatSalah(
                "Templat tidak dapat dipakai.", [Temuan(p.tempat, f"{tag_terbuka(teks)}: tag terpotong")]
            )
        if "{" in teks:
            for t in huruf(p.elemen):
                if t.text and "{" in t.text:
                    t.text = TAG.sub(lambda m, di=p.tempat: tandai(m, di), t.text)
    xml = xml_unicode(akar)
    kisi = bool(_GABUNG_SEL.search(xml))
    xml = _DALAM_ATRIBUT.sub(_atribut, docxtpl().patch_xml(xml))
    jinja, tag = _baris_tag(xml, semua)
    return Sumber(nama, jinja, tag, kisi, "{_" in xml or "_}" in xml)


def _atribut(cocok: re.Match[str]) -> str:
    awal, macam, isi, awal_lain, isi_lain = cocok.groups()
    if awal:
        tanda = _pisah_tanda(isi)
        saring = "angka" if macam == "gridSpan" else "warna"
        return f"{awal}{{{{({tanda[0]})|_atribut('{saring}'){tanda[1]}}}}}"
    lepas = isi_lain.replace("&quot;", '"').replace("&apos;", "'")

    def satu(m: re.Match[str]) -> str:
        badan, ujung = _pisah_tanda(m.group(1))
        return f"{{{{({badan})|_atribut('teks'){ujung}}}}}"

    return awal_lain + re.sub(r"\{\{(.*?)\}\}", satu, lepas)


def _pisah_tanda(isi: str) -> tuple[str, str]:
    badan, tanda, ujung = isi.partition("\ufdd0")
    return badan, f" {tanda}{ujung}" if tanda else ""


def _baris_tag(xml: str, semua: list[Tag]) -> tuple[str, dict[int, Tag]]:
    """Put every marked tag on a line of its own; the source and which line is which tag."""
    potongan: list[str] = []
    tag: dict[int, Tag] = {}
    baris, akhir = 1, 0
    for cocok in _TANDA.finditer(xml):
        potongan += (xml[akhir : cocok.start()], cocok.group(1), "\n", _buka_entitas(cocok.group(2)))
        baris += xml.count("\n", akhir, cocok.start()) + 1
        tag[baris] = semua[int(cocok.group(3))]
        baris += cocok.group(2).count("\n")
        akhir = cocok.end()
    potongan.append(xml[akhir:])
    return "".join(potongan), tag


def _buka_entitas(isi: str) -> str:
    return isi.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


@cache
def docxtpl() -> DocxTemplate:
    """Docxtpl as a library; imported here only, because it costs a fifth of a second."""
    from docxtpl import DocxTemplate

    return DocxTemplate("")
