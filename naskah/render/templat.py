"""Compile a template once, render it many times; same values, same bytes."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import TracebackType
from typing import Any
from xml.parsers import expat

from jinja2 import Template
from jinja2.exceptions import TemplateError, TemplateSyntaxError

from naskah.render.mesin import Lingkungan, NilaiTakTercetak, Penangkap, larangan, penangkap
from naskah.render.nilai import Gambar, kenali_gambar, periksa_konteks
from naskah.render.paket import HUB, Hubungan, nama_hubungan, xml_hubungan, xml_polos, xml_unicode
from naskah.render.siap import Siapan, Sumber, Tag, docxtpl
from naskah.render.teks import gabung, urai_teks
from registers.dasar import zipan
from registers.dasar.galat import TemplatSalah
from registers.dasar.temuan import Temuan
from registers.dasar.zipan import Anggota

_SEL_KOSONG = ("<w:tc></w:tc>", "</w:tcPr></w:tc>", "<w:tcPr/></w:tc>", "</w:tbl></w:tc>")
_KEPALA_KOSONG = re.compile(r"(<w:(?:hdr|ftr)\b[^>]*>)(?=</w:)")
_TABEL_KOSONG = re.compile(r"<w:tbl>(?:(?!<w:tr[ >]|<w:tbl>).)*?</w:tblGrid></w:tbl>", re.DOTALL)
_DOCPR_TETAP = re.compile(rb'<wp:docPr\b[^>]*?\bid="(\d{1,9})"')
_DOCPR = re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d+"')
INTI = "docProps/core.xml"
_RANGKA_MAKS = 64  # frames remembered for one part; behind that every letter is checked anew
_KAYA = "<w:r>"
_MAMPAT = 3  # of zlib: packed in half the time of 6, and 1 % of a letter larger
_ISI_INTI = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{judul}</dc:title>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
_GALAT_ISI = (TemplateError, NilaiTakTercetak, TypeError, ValueError, ArithmeticError, LookupError,
              AttributeError, RecursionError)  # fmt: skip


@dataclass(frozen=True)
class Hasil:
    """A rendered letter.

    Attributes:
        docx: the file.
        isi_sha256: SHA-256 over the uncompressed parts; equal across machines and zlib builds.
        bagian: the XML of every part that holds text, in reading order.
    """

    docx: bytes
    isi_sha256: str
    bagian: tuple[str, ...] = field(repr=False)

    def memuat(self, gambar: Gambar) -> bool:
        """Whether that picture was printed."""
        return _media(gambar).encode() in self.docx

    @cached_property
    def teks(self) -> str:
        """The text, headers, notes and footers included: a line per paragraph, in reading order."""
        return gabung(urai_teks(xml) for xml in self.bagian)


@dataclass(frozen=True)
class _Bagian:
    """One part that is rendered.

    Attributes:
        sumber: what it is made from.
        jinja: the compiled template.
        rangka: frames that were checked: pieces of the template, and for each printed string between them
            whether it is rich text. Printed strings are escaped, so whether the part is well-formed and each
            of them stands where text is text depends on its frame alone, which letters of a kind share.
    """

    sumber: Sumber
    jinja: Template
    rangka: set[tuple[str | bool, ...]] = field(default_factory=set[tuple["str | bool", ...]])


class Templat:
    """A compiled template. Make one with `compile_template`; rendering does not change it.

    Raises:
        TemplatSalah: a tag that cannot be read or is not let through.
    """

    def __init__(self, siapan: Siapan) -> None:
        env = Lingkungan()
        self._bagian = [_Bagian(s, _kompilasi(env, s)) for s in siapan.sumber]
        self._hubungan = siapan.hubungan
        dinamis = {s.nama for s in siapan.sumber} | {INTI}
        self._urutan = [a.nama for a in siapan.anggota]
        self._tetap = {a.nama: a for a in siapan.anggota if a.nama not in dinamis}
        isi = {nama: a.isi() for nama, a in self._tetap.items()}
        self._sidik = {nama: hashlib.sha256(data).digest() for nama, data in isi.items()}
        self._teks = {nama: isi.get(nama, b"").decode() for nama in siapan.teks}
        self._kemasan: dict[str, tuple[bytes, Anggota, bytes]] = {}
        self._docpr = max((int(n) for data in isi.values() for n in _DOCPR_TETAP.findall(data)), default=0)

    def render(self, konteks: Mapping[str, object]) -> Hasil:
        """One letter: the document, its text and the hash of its content.

        Raises:
            DataTidakSah: a value that no template may see, with its place.
            TemplatSalah: a missing field, an emitted string that the document lost, broken XML; with the tag
                and its paragraph or table cell.
        """
        periksa_konteks(konteks)
        baru: dict[str, Anggota] = {}
        sidik = dict(self._sidik)
        teks = dict(self._teks)
        nomor = self._docpr
        for bagian in self._bagian:
            xml, tangkap = _jalankan(bagian, konteks)
            if "<wp:docPr" in xml:
                xml, nomor = _nomori(xml, nomor)
            _periksa_pancaran(tangkap, xml)
            teks[bagian.sumber.nama] = xml
            for nama, isi in self._anggota(bagian.sumber.nama, xml, tangkap.gambar):
                baru[nama], sidik[nama] = self._kemas(nama, isi)
        judul = konteks.get("judul")
        inti = _ISI_INTI.format(judul=xml_polos(judul) if isinstance(judul, str) else "").encode()
        baru[INTI], sidik[INTI] = self._kemas(INTI, inti)
        semua = self._tetap | baru
        urutan = [*self._urutan, *(n for n in sorted(baru) if n not in self._urutan)]
        jejak = hashlib.sha256(b"".join(n.encode() + sidik[n] for n in sorted(sidik)))
        return Hasil(zipan.tulis(semua[n] for n in urutan), jejak.hexdigest(), tuple(teks.values()))

    def _kemas(self, nama: str, isi: bytes) -> tuple[Anggota, bytes]:
        """A part packed, and its hash; header and title are mostly what they were in the letter before."""
        lama = self._kemasan.get(nama)
        if lama is None or lama[0] != isi:
            lama = self._kemasan[nama] = (isi, Anggota.dari(nama, isi, _MAMPAT), hashlib.sha256(isi).digest())
        return lama[1:]

    def _anggota(self, nama: str, xml: str, gambar: Mapping[str, Gambar]) -> Iterator[tuple[str, bytes]]:
        yield nama, xml.encode()
        if gambar:
            hubungan = list(self._hubungan[nama])
            for rid, satu in gambar.items():
                media = _media(satu)
                yield media, satu.isi
                hubungan.append(Hubungan(rid, HUB + "image", "/" + media))
            yield nama_hubungan(nama), xml_hubungan(hubungan)


def sidik_docx(docx: bytes) -> str:
    """The `Hasil.isi_sha256` of a document as it lies on a disk; "" when it is no whole document."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as arsip:
            sidik = {nama: hashlib.sha256(arsip.read(nama)).digest() for nama in arsip.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return ""
    return hashlib.sha256(b"".join(n.encode() + sidik[n] for n in sorted(sidik))).hexdigest()


def _media(gambar: Gambar) -> str:
    """Where a picture lies: named by its content, so that the same one is kept once."""
    jenis = kenali_gambar(gambar.isi)[0]
    return f"word/media/{hashlib.sha256(gambar.isi).hexdigest()[:24]}.{jenis}"


def _kompilasi(env: Lingkungan, sumber: Sumber) -> Template:
    try:
        pohon = env.parse(sumber.jinja, sumber.nama, sumber.nama)
        temuan = [_temuan(sumber, baris, sebab, saran) for baris, sebab, saran in sorted(larangan(pohon))]
        if not temuan:
            return Template.from_code(env, env.compile(pohon, sumber.nama, sumber.nama), dict(env.globals))
    except TemplateSyntaxError as galat:
        temuan = [_temuan(sumber, galat.lineno, "tag tidak dapat dibaca", "periksa ejaan dan pasangan tag")]
    raise TemplatSalah("Templat tidak dapat dipakai.", temuan)


def _temuan(sumber: Sumber, baris: int, pesan: str, saran: str = "") -> Temuan:
    tag = _tag(sumber, baris)
    return Temuan(tag.tempat or "templat", f"{tag.teks}: {pesan}" if tag.teks else pesan, saran)


def _tag(sumber: Sumber, baris: int) -> Tag:
    """The tag that begins on or last before a line of the source."""
    sebelum = [b for b in sumber.tag if b <= baris]
    return sumber.tag[max(sebelum)] if sebelum else Tag("", "")


def _jalankan(bagian: _Bagian, konteks: Mapping[str, object]) -> tuple[str, Penangkap]:
    """Run one part; every string a tag prints is checked where it lands, once for each frame."""
    if len(bagian.rangka) >= _RANGKA_MAKS:
        return _teliti(bagian, konteks)
    tangkap = Penangkap()
    token = penangkap.set(tangkap)
    hasil: list[str] = []
    rangka: list[str | bool] = []
    try:
        for potong in bagian.jinja.root_render_func(bagian.jinja.new_context(dict(konteks))):
            hasil.append(potong)
            if tangkap.xml and potong == tangkap.xml[-1]:
                tangkap.lupakan()
                rangka.append(potong.startswith(_KAYA))
            else:
                rangka.append(potong)
    except _GALAT_ISI:
        return _teliti(bagian, konteks)  # which names the tag
    finally:
        penangkap.reset(token)
    xml, kunci = "".join(hasil), tuple(rangka)
    if kunci in bagian.rangka:
        return xml, tangkap
    lengkap = _teliti(bagian, konteks)
    if lengkap[0] == xml:
        bagian.rangka.add(kunci)
    return lengkap


def _teliti(bagian: _Bagian, konteks: Mapping[str, object]) -> tuple[str, Penangkap]:
    """Run one part and check everything."""
    tangkap = Penangkap()
    token = penangkap.set(tangkap)
    hasil: list[str] = []
    jalan: Any = bagian.jinja.root_render_func(bagian.jinja.new_context(dict(konteks)))
    terlihat = 0
    try:
        for potong in jalan:
            if len(tangkap.xml) > terlihat and potong == tangkap.xml[-1]:
                tangkap.lupakan()
                _periksa_letak(bagian, hasil, potong, jalan.gi_frame.f_lineno)
            terlihat = len(tangkap.xml)
            hasil.append(potong)
    except _GALAT_ISI as galat:
        baris = _baris_galat(bagian, galat.__traceback__)
        raise TemplatSalah(
            "Naskah tidak dapat dicetak.", [_temuan(bagian.sumber, baris, _sebab(galat))]
        ) from galat
    finally:
        penangkap.reset(token)
    xml = "".join(hasil)
    if bagian.sumber.lolos:
        xml = xml.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
    xml = _tambal(xml)
    _periksa_utuh(bagian.sumber, xml)
    return (_rapikan_kisi(xml) if bagian.sumber.kisi else xml), tangkap


def _tambal(xml: str) -> str:
    """Fill what an empty loop left without a paragraph or a row: Word calls such a file damaged."""
    if "</w:tblGrid></w:tbl>" in xml:
        xml = _TABEL_KOSONG.sub("", xml)
    for sel in _SEL_KOSONG:
        if sel in xml:
            xml = xml.replace(sel, sel.replace("</w:tc>", "<w:p/></w:tc>"))
    return _KEPALA_KOSONG.sub(r"\1<w:p/>", xml, count=1) if xml.startswith(("<w:hdr", "<w:ftr")) else xml


def _sebab(galat: BaseException) -> str:
    if isinstance(galat, TemplateError | NilaiTakTercetak):
        return str(galat)
    return "hitungan atau perbandingan di tag ini tidak cocok dengan nilainya"


def _baris_galat(bagian: _Bagian, jejak: TracebackType | None) -> int:
    baris = 0
    while jejak:
        if jejak.tb_frame.f_code.co_filename == bagian.sumber.nama:
            baris = bagian.jinja.get_corresponding_lineno(jejak.tb_lineno)
        jejak = jejak.tb_next
    return baris


def _periksa_letak(bagian: _Bagian, hasil: list[str], potong: str, baris: int) -> None:
    """Refuse a printed string that does not stand where text is text."""
    kaya = potong.startswith(_KAYA)
    for sebelum in reversed(hasil):
        letak = sebelum.rfind("<")
        if letak >= 0:
            di_teks = sebelum.startswith(("<w:t>", "<w:t ", "<w:instrText"), letak)
            di_paragraf = sebelum.startswith(("<w:p>", "<w:p ", "</w:pPr>", "</w:r>", "</w:hyper"), letak)
            if sebelum.find(">", letak) > 0 and (di_paragraf if kaya else di_teks):
                return
            break
    saran = "pakai {{r … }}" if kaya else "letakkan tag di dalam teks, tanpa r atau p di depannya"
    raise TemplatSalah(
        "Naskah tidak dapat dicetak.",
        [_temuan(bagian.sumber, bagian.jinja.get_corresponding_lineno(baris),
                 "hasilnya tidak tercetak dalam teks", saran)],
    )  # fmt: skip


def _periksa_pancaran(tangkap: Penangkap, xml: str) -> None:
    """Strings printed inside a macro or {% set %} block have no place of their own: look for them."""
    teks = urai_teks(xml) if tangkap.teks else ""
    for satu in tangkap.teks:
        if any(p not in teks for p in satu.splitlines()):
            raise TemplatSalah(f"Naskah tidak dapat dicetak: {satu[:60]!r} tidak tercetak dalam teks.")


def _periksa_utuh(sumber: Sumber, xml: str) -> None:
    pengurai = expat.ParserCreate(namespace_separator=" ")
    try:
        pengurai.Parse(xml.encode(), True)
    except expat.ExpatError as galat:
        raise TemplatSalah(
            "Naskah tidak dapat dicetak.",
            [_temuan(sumber, galat.lineno, "susunan dokumen rusak sesudah diisi",
                     "periksa {%p … %} dan {%tr … %}: pembuka dan penutup di paragraf atau baris sendiri")],
        ) from galat  # fmt: skip


def _nomori(xml: str, nomor: int) -> tuple[str, int]:
    """Give every drawing of the part an id of its own, from `nomor` on; loops repeat the template's."""
    hitung = nomor

    def satu(cocok: re.Match[str]) -> str:
        nonlocal hitung
        hitung += 1
        return f'{cocok.group(1)}{hitung}"'

    return _DOCPR.sub(satu, xml), hitung


def _rapikan_kisi(xml: str) -> str:
    return xml_unicode(docxtpl().fix_tables(xml))
