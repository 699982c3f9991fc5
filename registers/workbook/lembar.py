"""One worksheet as bytes: found by pattern, changed by splicing, never parsed and written anew.

Only what naskah adds or changes differs afterwards. The patterns lean on what every writer of xlsx does
(UTF-8, one element per row and cell, references on both); a sheet that does otherwise is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from registers.definisi import KOLOM_KUNCI, Buku
from registers.workbook.model import JUDUL_PESAN, KOLOM_PESAN
from registers.workbook.paket import BukuAsing, Paket, PembacaTeks, awalan
from registers.workbook.sel import Sel, bersihkan, bilangan, buka, huruf, kolom_dari, lolos

BARIS_MAKS = 1_048_576
_DIGIT_BARIS = 7
_GARIS_MIRING = 47  # "/" before the ">" of an element without content
_POTONGAN = 1 << 20  # bytes
_KEPALA_MAKS = 30  # rows from the top in which the marker row and the headings are looked for
_URUT = re.compile(rb"\d{1,9}")
_R = re.compile(rb'\br="([A-Z]*)(\d+)"')
_S = re.compile(rb'\bs="(\d+)"')
_T = re.compile(rb'\bt="(\w+)"')
_GANDA = re.compile("[&<>\"']|_x")  # what programs escape in more than one way
_RENTANG = re.compile(rb'\bref="[^"]*:')  # of a formula that other cells share or are filled by
_DIMENSI = re.compile(rb'(<(?:[\w.-]+:)?dimension\b[^>]*?\bref="[A-Z]+\d+:[A-Z]+)(\d+)"')


@dataclass(frozen=True, slots=True)
class Potongan:
    """A cell as it lies in its row: where, what, in which style.

    Attributes:
        rumus: its formula with the "=", only "=" when its text stands at another cell; empty without one.
        induk: other cells live on this one's formula.
    """

    awal: int
    akhir: int
    kolom: int
    gaya: bytes
    sel: Sel
    jenis: bytes = b"n"
    rumus: str = ""
    induk: bool = False


@dataclass(frozen=True, slots=True)
class BarisXml:
    """A row element as it lies in the sheet."""

    awal: int
    akhir: int
    nomor: int
    xml: bytes


@dataclass(frozen=True)
class Peta:
    """What the marker row says.

    Attributes:
        baris: number of the last heading row; data stand below.
        kolom: column key (and `_id`) → column number.
        gaya: column number → style id of new cells; also for columns people inserted.
    """

    baris: int
    kolom: Mapping[str, int]
    gaya: Mapping[int, bytes]


class Lembar:
    """A worksheet part.

    Args:
        xml: its bytes.
        paket: the workbook, for its shared strings.
        nama: the sheet's name, for messages.

    Raises:
        BukuAsing: the part is not XML as spreadsheet programs write it.
    """

    def __init__(self, xml: bytes, paket: Paket, nama: str) -> None:
        self.xml, self.nama, self._paket = xml, nama, paket
        self.awalan = p = awalan(xml, b"worksheet")
        self.tutup_baris = b"</%brow>" % p
        self._baris = re.compile(rb"<%brow\b[^>]*?(?:/>|>.*?</%brow>)" % (p, p), re.DOTALL)
        self._sel = re.compile(rb"<%bc\b([^>]*?)(?:/>|>(.*?)</%bc>)" % (p, p), re.DOTALL)
        self._v = re.compile(rb"<%bv\b[^>]*>(.*?)</%bv>" % (p, p), re.DOTALL)
        self._f = re.compile(rb"<%bf\b([^>]*?)(?:/>|>(.*?)</%bf>)" % (p, p), re.DOTALL)
        self._berisi = re.compile(rb"<%b(?:v|is|f)\b" % p)
        self._teks = PembacaTeks(p)
        buka_data = re.compile(rb"<%bsheetData\b[^>]*>" % p).search(xml)
        self.tutup = xml.rfind(b"</%bsheetData>" % p)
        if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in xml[:4096]:
            raise BukuAsing(paket.nama, f"lembar {nama} ditulis dengan cara yang tidak dikenal")
        self.mulai = buka_data.end() if buka_data and self.tutup > 0 else len(xml)
        self.tutup = max(self.tutup, self.mulai)

    def rentang(self, mulai: int = 0, tutup: int = 0) -> Iterator[tuple[int, int]]:
        """Where every row element begins and ends, in file order; of all, or between two places."""
        xml, batas, akhir = self.xml, tutup or self.tutup, mulai or self.mulai
        pembuka, penutup = b"<%brow" % self.awalan, self.tutup_baris
        while (awal := xml.find(pembuka, akhir, batas)) >= 0:
            kepala = xml.find(b">", awal, batas)
            if kepala > 0 and xml[kepala - 1] == _GARIS_MIRING:
                akhir = kepala + 1
            elif (akhir := xml.find(penutup, kepala, batas) + len(penutup)) < kepala:
                return
            yield awal, akhir

    def rentang_berisi(self) -> Iterator[tuple[int, int]]:
        """`rentang` of the rows in which a cell holds something; blank ones cost next to nothing."""
        pembuka, letak = b"<%brow" % self.awalan, self.mulai
        while sel := self._berisi.search(self.xml, letak, self.tutup):
            awal = self.xml.rfind(pembuka, letak, sel.start())
            tutup = self.xml.find(self.tutup_baris, sel.end(), self.tutup)
            if awal < 0 or tutup < 0:
                return
            letak = tutup + len(self.tutup_baris)
            yield awal, letak

    def baris(self) -> Iterator[BarisXml]:
        """Every row element, in file order."""
        return (self._satu(awal, akhir) for awal, akhir in self.rentang())

    def baris_dari_bawah(self) -> Iterator[BarisXml]:
        """Every row element, last first."""
        pembuka, batas = b"<%brow" % self.awalan, self.tutup
        while (awal := self.xml.rfind(pembuka, self.mulai, batas)) >= 0:
            if cocok := self._baris.match(self.xml, awal, batas):
                yield self._satu(awal, cocok.end())
            batas = awal

    def baris_dari(self, xml: bytes) -> BarisXml:
        """A row element that was cut out of this sheet; its place is not known any more."""
        cocok = _R.search(xml, 0, xml.index(b">"))
        if not cocok:
            raise BukuAsing(self._paket.nama, f"lembar {self.nama} memuat baris tanpa nomor")
        if len(cocok[2]) > _DIGIT_BARIS or not 0 < int(cocok[2]) <= BARIS_MAKS:
            nomor = cocok[2][:20].decode()
            raise BukuAsing(
                self._paket.nama,
                f"lembar {self.nama} memuat baris bernomor {nomor}, padahal Excel tidak punya",
            )
        return BarisXml(0, len(xml), int(cocok[2]), xml)

    def _satu(self, awal: int, akhir: int) -> BarisXml:
        return replace(self.baris_dari(self.xml[awal:akhir]), awal=awal, akhir=akhir)

    def berisi(self, baris: BarisXml) -> bool:
        """Whether any cell of the row holds something."""
        return self._berisi.search(baris.xml) is not None

    def sel(self, baris: bytes, hanya: Collection[int] | None = None) -> Iterator[Potongan]:
        """The cells of a row element, in order; offsets count from the row's first byte.

        With `hanya`, cells of other columns are passed over, whatever is wrong with them.
        """
        for cocok in self._sel.finditer(baris):
            ref = _R.search(cocok[1]) if hanya is not None else None
            if hanya is None or ref is None or kolom_dari(ref[1]) in hanya:
                yield self._potongan(cocok)

    def _potongan(self, cocok: re.Match[bytes]) -> Potongan:
        ref, gaya, jenis = (pola.search(cocok[1]) for pola in (_R, _S, _T))
        if not ref:
            raise BukuAsing(self._paket.nama, f"lembar {self.nama} memuat sel tanpa alamat")
        tipe, dalam = jenis[1] if jenis else b"n", cocok[2] or b""
        f = self._f.search(dalam)
        return Potongan(
            *cocok.span(),
            kolom=kolom_dari(ref[1]),
            gaya=gaya[1] if gaya else b"",
            sel=self._isi(tipe, dalam, rumus=f is not None),
            jenis=tipe,
            rumus="=" + buka(f[2] or b"") if f else "",
            induk=f is not None and _RENTANG.search(f[1]) is not None,
        )

    def _isi(self, tipe: bytes, dalam: bytes, *, rumus: bool) -> Sel:
        if tipe == b"inlineStr":
            return Sel(self._teks(dalam), rumus=rumus)
        nilai = self._v.search(dalam)
        if not nilai or not nilai[1]:
            return Sel(rumus=rumus)
        if tipe == b"s":
            return Sel(self._bersama(nilai[1].strip()), rumus=rumus)
        return Sel(buka(nilai[1]), angka=tipe == b"n" and bilangan(nilai[1]), rumus=rumus)

    def _bersama(self, urut: bytes) -> str:
        with suppress(StopIteration, IndexError):  # beyond the table's end
            if self._paket.string and _URUT.fullmatch(urut):
                return self._paket.string[int(urut)]
        sebab = f"lembar {self.nama} rusak: sel merujuk teks bersama yang tidak ada"
        raise BukuAsing(self._paket.nama, sebab, rusak=True)

    def peta(self, buku: Buku) -> Peta | None:
        """Where which column is: by the marker row, or by the headings if someone removed it.

        Rows above the data say `_id` in the key column; None when the sheet has no such row.
        """
        peta: Peta | None = None
        for baris in islice(self.baris(), _KEPALA_MAKS):
            potongan = list(self.sel(baris.xml))
            letak = {p.kolom for p in potongan if p.sel.teks == KOLOM_KUNCI}
            if peta and peta.kolom[KOLOM_KUNCI] in letak:
                peta = replace(peta, baris=baris.nomor)
            elif letak and not peta:
                peta = _peta(baris.nomor, potongan, buku)
        return peta

    def tambah_sel(self, ekor: bytes, sel: Sequence[bytes]) -> bytes:
        """The end of a row element (all of it, when it holds no cell) with these cells put at its end."""
        if not sel:
            return ekor
        tutup = self.tutup_baris
        if (letak := ekor.rfind(tutup)) < 0:
            return b"%b>%b%b" % (ekor.rstrip(b"/>"), b"".join(sel), tutup)
        return b"".join((ekor[:letak], *sel, ekor[letak:]))

    def mungkin_memuat(self, kunci: str) -> bool:
        """False when surely no cell holds exactly this text: one search through the bytes."""
        if not kunci.isascii() or kunci != kunci.strip() or _GANDA.search(kunci):
            return True  # may be written in more than one way
        jarum = b">%b<" % kunci.encode()
        return jarum in self.xml or (self._paket.string is not None and jarum in self._paket.string.xml)

    def baris_berkunci(
        self, kolom: int, cari: Collection[str] | None = None, bernomor: Collection[int] = ()
    ) -> Iterator[tuple[int, int, str]]:
        """Begin, number and key (text in column number `kolom`) of every row, in file order.

        With `cari`, rows are passed over that surely have none of these keys and none of these numbers.
        """
        p, ref = self.awalan, huruf(kolom)
        pola = re.compile(
            rb'<%brow(?: r="(\d+)")?[^>]*>(?:<%bc r="%b\d+"([^>]*[^/>])>'
            rb'(?:<%bv>|<%bis><%bt(?: xml:space="preserve")?>)([^<&]*)</)?' % (p, p, ref, p, p, p)
        )  # the key in the row's first cell, as nearly every program writes it
        mana_pun = re.compile(rb'<%bc\b[^>]*?\br="%b\d+"' % (p, ref))
        teks = self._paket.string.semua() if self._paket.string else []
        mentah = None if cari is None else _mentah(cari, teks)
        for cocok in pola.finditer(self.xml, self.mulai, self.tutup):
            nomor, atribut, isi = cocok.groups()
            if isi and nomor:
                if mentah is not None and isi not in mentah and not (bernomor and int(nomor) in bernomor):
                    continue
                if kunci := _kunci(atribut, isi, teks):
                    yield cocok.start(), int(nomor), kunci
                    continue
            satu = self.baris_di(cocok.start())
            letak = mana_pun.search(satu.xml)
            sel = self._sel.match(satu.xml, letak.start()) if letak else None
            yield satu.awal, satu.nomor, self._potongan(sel).sel.teks if sel else ""

    def baris_di(self, awal: int) -> BarisXml:
        """The row element that begins there."""
        kepala = self.xml.index(b">", awal)
        if self.xml[kepala - 1] == _GARIS_MIRING:
            return self._satu(awal, kepala + 1)
        tutup = self.xml.find(self.tutup_baris, kepala, self.tutup)
        return self._satu(awal, tutup + len(self.tutup_baris) if tutup > 0 else self.tutup)

    def indeks(self, kolom: int) -> dict[str, BarisXml]:
        """Rows by the text in column number `kolom`; of several with the same text, the first."""
        hasil: dict[str, int] = {}
        for awal, _, kunci in self.baris_berkunci(kolom):
            hasil.setdefault(kunci, awal)
        return {kunci: self.baris_di(awal) for kunci, awal in hasil.items() if kunci}

    def dengan(self, ganti: list[tuple[int, int, bytes]], baris_akhir: int) -> Iterator[bytes]:
        """The sheet, in pieces, with these disjoint spans replaced; its declared size grows if need be.

        Insertions at one place keep their order.
        """
        dimensi = _DIMENSI.search(self.xml, 0, self.mulai)
        if dimensi and int(dimensi[2]) < baris_akhir:
            ganti = [(*dimensi.span(2), b"%d" % baris_akhir), *ganti]
        letak = 0
        for awal, akhir, isi in sorted(ganti, key=lambda satu: satu[:2]):
            yield from self._sebagian(letak, awal)
            yield isi
            letak = akhir
        yield from self._sebagian(letak, len(self.xml))

    def _sebagian(self, awal: int, akhir: int) -> Iterator[bytes]:
        """In pieces, so that a big sheet never lies in memory twice."""
        return (self.xml[n : min(n + _POTONGAN, akhir)] for n in range(awal, akhir, _POTONGAN))


def _mentah(kunci: Collection[str], teks: Sequence[str]) -> set[bytes]:
    """What cells with one of these keys hold in the file: the text itself, or its number in the table."""
    nomor = {b"%d" % n for n, satu in enumerate(teks) if satu in kunci}
    return nomor | {satu.encode(errors="replace") for satu in kunci} | {lolos(satu) for satu in kunci}


def _kunci(atribut: bytes, isi: bytes, teks: Sequence[str]) -> str:
    """The text of a key cell written the usual way; empty when only a closer look can tell."""
    if b't="inlineStr"' in atribut:
        return isi.decode() if isi.isalnum() else bersihkan(isi.decode(errors="replace"))
    if b't="s"' in atribut and isi.isdigit() and int(isi) < len(teks):
        return teks[int(isi)]
    return ""


def _peta(nomor: int, potongan: Sequence[Potongan], buku: Buku) -> Peta:
    kunci = {k.kunci for k in buku.kolom} | {KOLOM_KUNCI, KOLOM_PESAN}
    nama = {_rapi(k.judul): k.kunci for k in buku.kolom} | {_rapi(JUDUL_PESAN): KOLOM_PESAN}
    nama |= {k: k for k in kunci}
    kolom: dict[str, int] = {}
    for satu in potongan:
        if dikenal := nama.get(satu.sel.teks, nama.get(_rapi(satu.sel.teks), "")):
            kolom.setdefault(dikenal, satu.kolom)
    penanda = any(p.sel.teks in kunci - {KOLOM_KUNCI} for p in potongan)
    return Peta(nomor, kolom, {p.kolom: p.gaya for p in potongan} if penanda else {})


def _rapi(teks: str) -> str:
    """A heading as it is compared: without the star of a column that must be filled."""
    return " ".join(teks.split()).casefold().removesuffix(" *")
