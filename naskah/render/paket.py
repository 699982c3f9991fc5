"""A docx as what it is: parts, relationships and content types. Refuses what a letter must never carry.

Nothing here knows Jinja. Archives are read and written by `registers.dasar.zipan`, so a part that is not
touched keeps its compressed bytes.
"""

from __future__ import annotations

import importlib
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from registers.dasar import zipan
from registers.dasar.galat import TemplatSalah
from registers.dasar.zipan import Anggota, ZipSalah

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HUB = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TIPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TIPE_GAMBAR = {"png": "image/png", "jpeg": "image/jpeg"}

_NS_PAKET = "http://schemas.openxmlformats.org/package/2006/"
_KEPALA = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TIPE_BAGIAN = "[Content_Types].xml"
_LUAR_BOLEH = (HUB + "hyperlink",)
_UTAMA = ("document.main+xml", "template.main+xml")
_UKURAN_XML_MAKS = 32 * 1024 * 1024  # bytes of one XML part; a letter's largest is far below one MiB

Elemen = Any  # lxml ships no types


@dataclass(frozen=True)
class Hubungan:
    """One relationship of a part. `sasaran` is as written: relative, or a URL when `luar`."""

    id: str
    tipe: str
    sasaran: str
    luar: bool = False


@dataclass
class Paket:
    """The parts of one docx, changeable while a template is being compiled."""

    anggota: dict[str, Anggota]
    utama: str = ""
    _bawaan: dict[str, str] = field(default_factory=dict[str, str])
    _tipe: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def buka(cls, docx: bytes) -> Paket:
        """The package in `docx`, checked.

        Raises:
            TemplatSalah: not a docx, damaged, encrypted, a zip bomb, an unsafe member name, a DOCTYPE, a
                macro, an attached template or another external part.
        """
        try:
            paket = cls(zipan.baca(docx))
            for nama in paket.anggota:
                if nama.endswith((".xml", ".rels")):
                    _periksa_xml(nama, paket.isi(nama))
        except ZipSalah as galat:
            raise TemplatSalah(
                f"Berkas .docx ditolak: {galat}.", hint="Buka di Word, lalu simpan sebagai .docx."
            ) from galat
        paket._muat_tipe()
        paket._periksa_hubungan()
        paket.utama = paket._cari_utama()
        return paket

    def isi(self, nama: str) -> bytes:
        """The bytes of part `nama`."""
        try:
            return self.anggota[nama].isi()
        except KeyError:
            raise TemplatSalah(f"Berkas .docx rusak: bagian {nama} tidak ada.") from None

    def pohon(self, nama: str) -> Elemen:
        """Part `nama` as an lxml element (root)."""
        return urai_xml(self.isi(nama))

    def pasang(self, nama: str, isi: bytes, tipe: str = "") -> None:
        """Put a part in place; `tipe` is its content type when the part is new."""
        self.anggota[nama] = Anggota.dari(nama, isi)
        if tipe:
            self._tipe[nama] = tipe

    def buang(self, nama: str) -> None:
        """Remove a part with its relationships and content type; absent is fine."""
        self.anggota.pop(nama, None)
        self.anggota.pop(nama_hubungan(nama), None)
        self._tipe.pop(nama, None)

    def tipe(self, nama: str) -> str:
        """The content type of part `nama`; empty when undeclared."""
        return self._tipe.get(nama) or self._bawaan.get(nama.rpartition(".")[2].lower(), "")

    def hubungan(self, nama: str) -> list[Hubungan]:
        """The relationships of part `nama` ("" is the package itself)."""
        rels = nama_hubungan(nama)
        if rels not in self.anggota:
            return []
        return [
            Hubungan(
                e.get("Id", ""), e.get("Type", ""), e.get("Target", ""), e.get("TargetMode") == "External"
            )
            for e in self.pohon(rels)
        ]

    def hubungkan(self, nama: str, hubungan: Iterable[Hubungan]) -> None:
        """Replace the relationships of part `nama`."""
        semua = list(hubungan)
        if semua:
            self.pasang(nama_hubungan(nama), xml_hubungan(semua))
        else:
            self.anggota.pop(nama_hubungan(nama), None)

    def tambah_hubungan(self, nama: str, tipe: str, sasaran: str) -> str:
        """Relate part `nama` to part `sasaran` (absolute name); the id of the relationship."""
        ada = self.hubungan(nama)
        nomor = 1 + max((int(h.id[3:]) for h in ada if re.fullmatch(r"rId\d+", h.id)), default=0)
        relatif = posixpath.relpath("/" + sasaran, "/" + posixpath.dirname(nama))
        self.hubungkan(nama, [*ada, Hubungan(f"rId{nomor}", tipe, relatif)])
        return f"rId{nomor}"

    def terhubung(self, nama: str, *jenis: str) -> Iterator[tuple[str, str]]:
        """(relationship id, part name) of the internal parts that `nama` relates to, by kind ("header")."""
        for satu in self.hubungan(nama):
            if not satu.luar and satu.tipe.removeprefix(HUB) in jenis:
                bagian = tujuan(nama, satu.sasaran)
                if bagian in self.anggota:
                    yield satu.id, bagian

    def rapikan(self) -> None:
        """Drop every part that nothing relates to any more, and write the content types."""
        terpakai: set[str] = set()
        antre = [""]
        while antre:
            nama = antre.pop()
            for satu in self.hubungan(nama):
                bagian = "" if satu.luar else tujuan(nama, satu.sasaran)
                if bagian in self.anggota and bagian not in terpakai:
                    terpakai.add(bagian)
                    antre.append(bagian)
        rels = {nama_hubungan(n) for n in ("", *terpakai)}
        for nama in [n for n in self.anggota if n not in terpakai and n not in rels]:
            self.buang(nama)
        self._tulis_tipe()

    def urut(self) -> list[Anggota]:
        """The members in their one order: content types, package relationships, then by name."""
        depan = {_TIPE_BAGIAN: 0, "_rels/.rels": 1}
        return sorted(self.anggota.values(), key=lambda a: (depan.get(a.nama, 2), a.nama))

    def _muat_tipe(self) -> None:
        if _TIPE_BAGIAN not in self.anggota:
            raise TemplatSalah("Itu bukan berkas .docx.", hint="Buka di Word, lalu simpan sebagai .docx.")
        for e in self.pohon(_TIPE_BAGIAN):
            if "PartName" in e.attrib:
                self._tipe[e.get("PartName").lstrip("/")] = e.get("ContentType", "")
            elif "Extension" in e.attrib:
                self._bawaan[e.get("Extension").lower()] = e.get("ContentType", "")
        self.anggota.pop(_TIPE_BAGIAN)

    def _tulis_tipe(self) -> None:
        self._bawaan["xml"] = "application/xml"
        self._bawaan["rels"] = "application/vnd.openxmlformats-package.relationships+xml"
        self._bawaan |= TIPE_GAMBAR
        baris = [
            f"<Default Extension={quoteattr(n)} ContentType={quoteattr(t)}/>"
            for n, t in sorted(self._bawaan.items())
        ]
        baris += [
            f"<Override PartName={quoteattr('/' + n)} ContentType={quoteattr(t)}/>"
            for n, t in sorted(self._tipe.items())
            if n in self.anggota
        ]
        isi = f'{_KEPALA}<Types xmlns="{_NS_PAKET}content-types">{"".join(baris)}</Types>'
        self.anggota[_TIPE_BAGIAN] = Anggota.dari(_TIPE_BAGIAN, isi.encode())

    def _periksa_hubungan(self) -> None:
        for nama in list(self.anggota):
            if not nama.endswith(".rels"):
                continue
            for e in self.pohon(nama):
                tipe, sasaran = e.get("Type", ""), e.get("Target", "")
                if tipe.endswith("/vbaProject"):
                    raise TemplatSalah("Templat memuat makro.", hint="Simpan sebagai .docx tanpa makro.")
                aman = tipe in _LUAR_BOLEH and re.match(r"(?i)(https?:|mailto:|#)", sasaran)
                if e.get("TargetMode") == "External" and not aman:
                    raise _galat_luar(tipe, sasaran)

    def _cari_utama(self) -> str:
        for _, nama in self.terhubung("", "officeDocument"):
            if self.tipe(nama).removeprefix(TIPE) in _UTAMA:
                self._tipe[nama] = TIPE + "document.main+xml"
                return nama
            if "macroEnabled" in self.tipe(nama):
                raise TemplatSalah("Templat memuat makro.", hint="Simpan sebagai .docx tanpa makro.")
        raise TemplatSalah(
            "Itu bukan berkas .docx (transisional).", hint="Buka di Word, lalu simpan sebagai .docx biasa."
        )


def _galat_luar(tipe: str, sasaran: str) -> TemplatSalah:
    macam = tipe.rpartition("/")[2]
    sebab = {
        "image": (
            "gambar yang ditautkan ke luar berkas",
            "Sisipkan gambarnya ke dalam berkas (Insert → Pictures).",
        ),
        "attachedTemplate": (
            "tautan ke templat Word lain",
            "Di Word: Developer → Document Template, kosongkan namanya, lalu simpan.",
        ),
    }.get(macam, (f"tautan ke luar berkas ({macam})", "Hapus tautan itu di Word, lalu simpan."))
    return TemplatSalah(f"Templat memuat {sebab[0]}: {sasaran[:120]}.", hint=sebab[1])


def quoteattr(teks: str) -> str:
    """`teks` as a quoted XML attribute; xml.sax.saxutils would cost 40 ms, it imports urllib."""
    return f'"{xml_polos(teks)}"'


def xml_polos(teks: str) -> str:
    """`teks` with the special characters of XML escaped."""
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def nama_hubungan(nama: str) -> str:
    """Where the relationships of part `nama` lie.

    >>> nama_hubungan("word/document.xml")
    'word/_rels/document.xml.rels'
    """
    folder, _, berkas = nama.rpartition("/")
    return f"{folder}/_rels/{berkas}.rels" if folder else f"_rels/{berkas}.rels"


def tujuan(nama: str, sasaran: str) -> str:
    """The absolute part name a relationship of `nama` points at.

    >>> tujuan("word/document.xml", "media/a.png"), tujuan("word/document.xml", "/word/styles.xml")
    ('word/media/a.png', 'word/styles.xml')
    """
    if sasaran.startswith("/"):
        return posixpath.normpath(sasaran).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(nama), sasaran))


def xml_hubungan(hubungan: Iterable[Hubungan]) -> bytes:
    """A relationships part."""
    isi = "".join(
        f"<Relationship Id={quoteattr(h.id)} Type={quoteattr(h.tipe)} Target={quoteattr(h.sasaran)}"
        + (' TargetMode="External"/>' if h.luar else "/>")
        for h in hubungan
    )
    return f'{_KEPALA}<Relationships xmlns="{_NS_PAKET}relationships">{isi}</Relationships>'.encode()


def etree() -> Any:
    """lxml.etree, imported on first use: a template that was compiled before does not need it."""
    return importlib.import_module("lxml.etree")


def urai_xml(isi: bytes) -> Elemen:
    """Parse a part; entities stay unexpanded and nothing is fetched."""
    pengurai = etree().XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree().fromstring(isi, pengurai)


def tulis_xml(akar: Elemen) -> bytes:
    """Serialise an element as a part."""
    return etree().tostring(akar, xml_declaration=True, encoding="UTF-8", standalone=True)


def xml_unicode(akar: Elemen) -> str:
    """Serialise an element as text without a declaration."""
    return etree().tostring(akar, encoding="unicode")


def _periksa_xml(nama: str, isi: bytes) -> None:
    if len(isi) > _UKURAN_XML_MAKS:
        raise TemplatSalah(f"Templat ditolak: bagian {nama} terlalu besar.")

    def doctype(*_: object) -> None:
        raise TemplatSalah(
            f"Templat ditolak: bagian {nama} memuat DOCTYPE atau entitas.",
            hint="Buka di Word, lalu simpan sebagai .docx baru.",
        )

    pengurai = expat.ParserCreate(namespace_separator=" ")
    pengurai.StartDoctypeDeclHandler = doctype
    try:
        pengurai.Parse(isi, True)
    except expat.ExpatError as galat:
        raise TemplatSalah(
            f"Berkas .docx rusak: bagian {nama}, baris {galat.lineno}.",
            hint="Buka dan simpan ulang di Word.",
        ) from galat
