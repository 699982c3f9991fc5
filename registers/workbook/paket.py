"""The archive around the sheets: which part is which sheet, shared strings, date system, our hidden sheet."""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from xml.etree import ElementTree

from registers.dasar import zipan
from registers.dasar.galat import BerkasGagal
from registers.dasar.zipan import Anggota, ZipRusak, ZipSalah
from registers.workbook.sel import bersihkan, buka

LEMBAR_TANDA = "_naskah"
SKEMA = 1
_SARAN = (
    "Pindahkan berkas itu ke folder lain; buku dibuat lagi dari buku besar pada penulisan berikutnya, "
    "lalu salin catatan Anda dari berkas lama."
)
_OLE = b"\xd0\xcf\x11\xe0"  # a password-protected workbook is no zip but an OLE container
_SEDIKIT = 500  # entries of the string table that are cheaper one by one
_BESAR = 1 << 24  # bytes of a part from which on it is inflated piece by piece
_MAMPAT = 1  # zlib level of the parts we write: level 6 halves the speed for a quarter of the size


class BukuAsing(BerkasGagal):
    """The file is not a book of ours, or no longer one: damaged, foreign, or without its markers.

    Attributes:
        rusak: the file itself is damaged; False for a whole file that is another book's, locked, newer, or
            without its markers.
    """

    def __init__(self, nama: str, sebab: str, hint: str = _SARAN, *, rusak: bool = False) -> None:
        super().__init__(f"Buku {nama} tidak dapat dipakai: {sebab}.", hint)
        self.rusak = rusak


@dataclass(frozen=True)
class Tanda:
    """What the hidden sheet says: whose book this is and how far the ledger is written into it."""

    buku: str
    tahun: int
    urut: int
    hash: str
    lembar: str
    skema: int = SKEMA


class StringBersama:
    """The shared string table, split only as far as it is asked for."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self._p = p = awalan(xml, b"sst")
        self._si = re.compile(rb"<%bsi\b[^>]*?(?:/>|>(.*?)</%bsi>)" % (p, p), re.DOTALL)
        self.teks_xml = PembacaTeks(p)
        self._alur: Iterator[re.Match[bytes]] = self._si.finditer(xml)
        self._daftar: list[bytes] = []
        self._semua: list[str] | None = None

    def __getitem__(self, urut: int) -> str:
        if self._semua is not None or urut > _SEDIKIT:
            return self.semua()[urut]
        while len(self._daftar) <= urut:
            self._daftar.append(next(self._alur)[1] or b"")
        return self.teks_xml(self._daftar[urut])

    def semua(self) -> list[str]:
        """The whole table; cheaper than asking for each of many texts."""
        if self._semua is None:
            self._semua = self._polos() or [self.teks_xml(m[1] or b"") for m in self._si.finditer(self.xml)]
        return self._semua

    def pinjam(self, lanjutan: StringBersama) -> None:
        """Read this table from one that begins with all its entries; without effect if it does not."""
        if lanjutan.isi.startswith(self.isi):
            self._semua = lanjutan.semua()

    def _polos(self) -> list[str] | None:
        """The table when all of it is plain text, as most programs write it."""
        try:
            xml, p = self.xml.decode(), self._p.decode()
        except UnicodeDecodeError:
            return None
        teks = re.findall(rf'<{p}si><{p}t(?: xml:space="preserve")?>([^<]*)</{p}t></{p}si>', xml)
        if len(teks) != xml.count(f"<{p}si"):
            return None
        if "&" in xml or "_x" in xml or "\r" in xml:
            return [bersihkan(satu) for satu in teks]
        return teks

    @property
    def isi(self) -> bytes:
        """The entries as bytes, without the element around them and its counts."""
        awal = self.xml.find(b"<%bsi" % self._p)
        akhir = self.xml.rfind(b"</%bsst" % self._p)
        return self.xml[awal:akhir] if 0 <= awal < akhir else b""


class PembacaTeks:
    """Text of an `<is>` or `<si>`: all runs joined, phonetic hints left out."""

    def __init__(self, p: bytes) -> None:
        self._t = re.compile(rb"<%bt\b[^>]*?(?:/>|>(.*?)</%bt>)" % (p, p), re.DOTALL)
        self._fonetik = re.compile(rb"<%brPh\b.*?</%brPh>" % (p, p), re.DOTALL)

    def __call__(self, xml: bytes) -> str:
        """The text of this element's content."""
        if b"rPh" in xml:
            xml = self._fonetik.sub(b"", xml)
        return buka(b"".join(m[1] or b"" for m in self._t.finditer(xml)))


@dataclass(frozen=True)
class _Lembar:
    nama: str
    bagian: str
    tersembunyi: bool


class Paket:
    """An open workbook in memory; immutable but for `ganti`, which names parts that differ when written.

    Args:
        data: the file's bytes.
        nama: the file's name, for messages.

    Raises:
        BukuAsing: not a workbook, damaged, or encrypted.
    """

    def __init__(self, data: bytes, nama: str) -> None:
        self.nama = nama
        self.anggota = _buka_zip(data, nama)
        induk = self._hubungan("", "_rels/.rels")
        self._buku = next((b for jenis, b in induk.values() if jenis == "officeDocument"), "")
        self._rel = self._hubungan(self._buku, _rels(self._buku)) if self._buku else {}
        if not self._buku:
            raise BukuAsing(nama, "bukan berkas Excel", rusak=True)

    def isi(self, bagian: str) -> bytes:
        """The bytes of a part.

        Raises:
            BukuAsing: the part is missing or damaged.
        """
        try:
            return _kembang(self.anggota[bagian])
        except KeyError:
            raise BukuAsing(self.nama, f"bagian {bagian} hilang", rusak=True) from None
        except ZipSalah as galat:
            raise BukuAsing(self.nama, str(galat), rusak=isinstance(galat, ZipRusak)) from None

    def dengan(self, ganti: Mapping[str, Iterable[bytes]], buang: str = "") -> bytes:
        """The archive with these parts (in pieces) in place of those of the same names, or at its end.

        All others are spliced through as they lie in the file; the part `buang` is left out.
        """
        baru = {nama: _anggota(nama, isi) for nama, isi in ganti.items()}
        lama = (replace(a, ganda=False) for a in self.anggota.values() if a.nama != buang)
        tambah = [a for nama, a in baru.items() if nama not in self.anggota]
        return zipan.tulis([*(baru.get(a.nama, a) for a in lama), *tambah])

    @cached_property
    def _akar(self) -> ElementTree.Element:
        return urai(self.isi(self._buku), self.nama)

    @cached_property
    def sejak_1904(self) -> bool:
        """Whether dates count from 1904 (old Excel for Mac)."""
        tatanan = self._akar.find("{*}workbookPr")
        return tatanan is not None and tatanan.get("date1904") in ("1", "true")

    @cached_property
    def lembar(self) -> tuple[_Lembar, ...]:
        """The worksheets in tab order (chart sheets are none)."""
        hasil: list[_Lembar] = []
        for satu in self._akar.iterfind("{*}sheets/{*}sheet"):
            id_rel = next((v for k, v in satu.attrib.items() if str(k).endswith("}id")), "")
            jenis, bagian = self._rel.get(str(id_rel), ("", ""))
            if jenis == "worksheet":
                tersembunyi = satu.get("state", "visible") != "visible"
                hasil.append(_Lembar(str(satu.get("name")), bagian, tersembunyi))
        return tuple(hasil)

    @cached_property
    def string(self) -> StringBersama | None:
        """The shared string table, None when the workbook has none."""
        bagian = self._bagian("sharedStrings")
        return StringBersama(self.isi(bagian)) if bagian in self.anggota else None

    @property
    def bagian_buku(self) -> str:
        """The part that lists the sheets."""
        return self._buku

    @property
    def bagian_hubungan(self) -> str:
        """The part that says which part each sheet of the list is."""
        return _rels(self._buku)

    @property
    def bagian_rumus(self) -> str:
        """The part of Excel's list of formulas; empty when there is none."""
        return self._bagian("calcChain")

    @property
    def bagian_gaya(self) -> str:
        """The part of the styles; empty when there is none."""
        return self._bagian("styles")

    @property
    def gaya(self) -> bytes:
        """The styles part, empty when the workbook has none."""
        return self.isi(self.bagian_gaya) if self.bagian_gaya in self.anggota else b""

    def _bagian(self, jenis: str) -> str:
        return next((bagian for satu, bagian in self._rel.values() if satu == jenis), "")

    @property
    def bagian_tanda(self) -> str:
        """The part of our hidden sheet.

        Raises:
            BukuAsing: it is gone.
        """
        for satu in self.lembar:
            if satu.nama == LEMBAR_TANDA:
                return satu.bagian
        raise BukuAsing(
            self.nama, f"lembar tersembunyi {LEMBAR_TANDA} tidak ada; berkas ini bukan buku naskah"
        )

    def _hubungan(self, asal: str, bagian: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last word of its type, absolute part name)."""
        hasil: dict[str, tuple[str, str]] = {}
        for rel in urai(self.isi(bagian), self.nama).iterfind("{*}Relationship"):
            if rel.get("TargetMode") == "External":
                continue
            tujuan = str(rel.get("Target", ""))
            dasar = "" if tujuan.startswith("/") else posixpath.dirname(asal)
            bagian_tujuan = posixpath.normpath(posixpath.join(dasar, tujuan.lstrip("/")))
            hasil[str(rel.get("Id"))] = (str(rel.get("Type", "")).rsplit("/", 1)[-1], bagian_tujuan)
        return hasil


def _kembang(anggota: Anggota) -> bytes:
    """`Anggota.isi`, but a big part never lies in memory twice."""
    if anggota.ukuran < _BESAR or anggota.metode == 0:
        return anggota.isi()
    pembuka, wadah, sisa = zlib.decompressobj(-15), io.BytesIO(), anggota.mentah
    try:
        while sisa and wadah.tell() <= anggota.ukuran:
            wadah.write(pembuka.decompress(sisa, _BESAR))
            sisa = pembuka.unconsumed_tail
    except zlib.error as galat:
        raise ZipRusak(f"bagian {anggota.nama} rusak") from galat
    isi = wadah.getvalue()
    if len(isi) != anggota.ukuran or zlib.crc32(isi) != anggota.crc:
        raise ZipRusak(f"bagian {anggota.nama} rusak")
    return isi


def _anggota(nama: str, potongan: Iterable[bytes]) -> Anggota:
    """A member packed piece by piece: a big sheet never lies in memory twice."""
    pemampat = zlib.compressobj(_MAMPAT, zlib.DEFLATED, -15)
    crc = ukuran = 0
    mentah: list[bytes] = []
    for satu in potongan:
        crc, ukuran = zlib.crc32(satu, crc), ukuran + len(satu)
        mentah.append(pemampat.compress(satu))
    return Anggota(nama, 8, crc, ukuran, b"".join((*mentah, pemampat.flush())))


def _buka_zip(data: bytes, nama: str) -> dict[str, Anggota]:
    if data.startswith(_OLE):
        raise BukuAsing(nama, "berkas dikunci dengan kata sandi", "Simpan ulang tanpa kata sandi pembuka.")
    try:
        return zipan.baca(data)
    except ZipSalah as galat:
        raise BukuAsing(nama, str(galat), rusak=isinstance(galat, ZipRusak)) from None


def _rels(bagian: str) -> str:
    folder, berkas = posixpath.split(bagian)
    return posixpath.join(folder, "_rels", f"{berkas}.rels")


def urai(xml: bytes, nama: str) -> ElementTree.Element:
    """A small part as a tree.

    Raises:
        BukuAsing: not well-formed, or with a DOCTYPE.
    """
    if b"<!DOCTYPE" in xml or b"\0" in xml:
        raise BukuAsing(nama, "memuat XML yang tidak diterima")
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 (no DOCTYPE, so no entities)
    except ElementTree.ParseError:
        raise BukuAsing(nama, "isinya bukan XML yang utuh", rusak=True) from None


def awalan(xml: bytes, akar: bytes) -> bytes:
    """Namespace prefix of the root element `akar` with its colon, empty in nearly every file."""
    cocok = re.search(rb"<(?:([A-Za-z_][\w.-]*):)?%b\b" % akar, xml[:4096])
    return cocok[1] + b":" if cocok and cocok[1] else b""
