"""What people see of a docx, or do not see, although the words that are compared say otherwise.

The words of a docx are read from its paragraphs. Hidden letters are among them and formulas, fields or
numbers that Word counts itself are not. Only what is known to be harmless passes here: whatever else somebody
put into the file makes it uncertain, not false, since it may be an honest copy saved by another program.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from naskah.render.paket import Paket, R, W, tujuan
from naskah.render.teks import tempat_bagian

_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006/"
_GAMBAR = tuple(f"{{{_DRAWINGML}{n}}}" for n in ("main", "picture", "wordprocessingDrawing"))
_BLIP, _TEKS_GAMBAR = f"{_GAMBAR[0]}blip", f"{_GAMBAR[0]}t"
_TAMBAHAN = f"{_GAMBAR[0]}extLst"  # where newer pictures hide beside the one that older programs show

# What paragraphs are made of; of these the words are read.
_BADAN = frozenset(
    f"{W}{n}"
    for n in [
        "document",
        "body",
        "hdr",
        "ftr",
        "footnotes",
        "endnotes",
        "footnote",
        "endnote",
        "p",
        "r",
        "t",
        "tab",
        "br",
        "cr",
        "noBreakHyphen",
        "softHyphen",
        "lastRenderedPageBreak",
        "tbl",
        "tr",
        "tc",
        "tblGrid",
        "gridCol",
        "bookmarkStart",
        "bookmarkEnd",
        "proofErr",
        "drawing",
        "hyperlink",
        "permStart",
        "permEnd",
        "separator",
        "continuationSeparator",
        "footnoteRef",
        "endnoteRef",
        "background",
    ]
)
_BERULANG = frozenset(f"{W}{n}" for n in ("hdr", "ftr"))
_ISIAN = frozenset(f"{W}{n}" for n in ("fldChar", "fldSimple", "instrText"))
_HALAMAN = re.compile(
    r"\s*((NUM)?PAGE(S)?(\s+\\\* \w+)*)?\s*", re.IGNORECASE
)  # the one field a header may have
_SIFAT = frozenset(f"{W}{n}" for n in ("pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr", "sectPr"))
_SEMBUNYI = {f"{W}{n}": "teks tersembunyi" for n in ("vanish", "specVanish", "del", "moveFrom")}
_NOMOR = f"{W}numPr"
_SEBUTAN = {
    **_SEMBUNYI,
    _NOMOR: "penomoran otomatis",
    **dict.fromkeys((*_ISIAN, f"{W}sdt"), "isian otomatis Word"),
    **{f"{W}{n}": "bentuk atau WordArt" for n in ("pict", "object", "altChunk")},
}
_LAIN = "benda yang bukan teks biasa"
_MATI = ("0", "false", "off")


@dataclass(frozen=True)
class Terlihat:
    """What a docx shows beside its words.

    Attributes:
        asing: what no comparison of words sees, in words; empty for an ordinary letter.
        gambar: the parts whose pictures it shows.
        nomor_halaman: the lines of headers and footers in which Word counts the pages.
    """

    asing: tuple[str, ...]
    gambar: frozenset[str]
    nomor_halaman: tuple[str, ...]


def terlihat(docx: bytes) -> Terlihat:
    """Look through a docx.

    Raises:
        TemplatSalah: not a docx.
    """
    paket = Paket.buka(docx)
    semua = [*_paket(paket)]
    for nama in tempat_bagian(paket):
        semua += _badan(paket.pohon(nama))
    for _, nama in paket.terhubung(paket.utama, "styles"):
        semua += _sifat(paket.pohon(nama))
    return Terlihat(
        tuple(dict.fromkeys(semua)), frozenset(_gambar(paket)), tuple(_nomor_halaman_tertulis(paket))
    )


def _gambar(paket: Paket) -> Iterator[str]:
    for nama in tempat_bagian(paket):
        per_id = {h.id: tujuan(nama, h.sasaran) for h in paket.hubungan(nama) if not h.luar}
        semua = (e.get(f"{R}embed") for e in paket.pohon(nama).iter(_BLIP))
        yield from (per_id[i] for i in semua if i in per_id)


def _nomor_halaman_tertulis(paket: Paket) -> Iterator[str]:
    for nama in tempat_bagian(paket):
        akar = paket.pohon(nama)
        for alinea in akar.iter(f"{W}p") if akar.tag in _BERULANG else ():
            if any(_nomor_halaman(e) and (e.text or e.get(f"{W}instr")) for e in alinea.iter(*_ISIAN)):
                yield "".join(e.text or "" for e in alinea.iter(f"{W}t"))


def _paket(paket: Paket) -> Iterator[str]:
    """Parts that one program may take for another."""
    nama = Counter(n.casefold() for n in paket.anggota)
    utama = [h for h in paket.hubungan("") if h.tipe.endswith("/officeDocument")]
    ganda = any(a.ganda for a in paket.anggota.values()) or max(nama.values()) > 1 or len(utama) > 1
    for satu in ("", *tempat_bagian(paket)):
        ganda = ganda or len({h.id for h in paket.hubungan(satu)}) < len(paket.hubungan(satu))
    if ganda:
        yield "bagian yang ganda"


def _badan(akar: Any) -> Iterator[str]:
    """What stands in a part that holds text."""
    antre = [akar]
    while antre:
        satu = antre.pop()
        if satu.tag in _SIFAT:
            yield from _sifat(satu)
        elif not (_dikenal(satu) or (akar.tag in _BERULANG and _nomor_halaman(satu))):
            yield _SEBUTAN.get(satu.tag, _LAIN)
        else:
            antre += reversed(satu)


def _dikenal(satu: Any) -> bool:
    if not isinstance(satu.tag, str):  # a remark or instruction of XML, which no program writes into a letter
        return False
    if satu.tag.startswith(W):
        return satu.tag in _BADAN and satu.prefix == "w" and not (satu.tag == f"{W}t" and len(satu))
    return satu.tag.startswith(_GAMBAR) and satu.tag not in (_TEKS_GAMBAR, _TAMBAHAN)


def _nomor_halaman(satu: Any) -> bool:
    """Whether it is part of the number of a page."""
    perintah = satu.get(f"{W}instr") if satu.tag == f"{W}fldSimple" else satu.text
    return satu.tag in _ISIAN and _HALAMAN.fullmatch(perintah or "") is not None


def _sifat(akar: Any) -> Iterator[str]:
    """What the properties of paragraphs and letters do to the words."""
    for satu in akar.iter(*_SEMBUNYI, _NOMOR):
        if satu.tag == _NOMOR:
            nomor = [e.get(f"{W}val") for e in satu.iter(f"{W}numId")]
            if nomor != ["0"]:
                yield _SEBUTAN[_NOMOR]
        elif satu.get(f"{W}val") not in _MATI:
            yield _SEBUTAN[satu.tag]
