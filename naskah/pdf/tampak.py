"""What people see of a PDF, or do not see, although the words that are compared say otherwise.

The words of a PDF are those its pages draw with fonts. Whatever else draws, hides or covers is not among
them, so only what the PDFs of our own letters are made of passes: their operators, pictures, plain fonts,
bare links, straight lines. Anything else makes a file uncertain, not false, since it may be an honest copy
made by another program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any

from naskah.pdf.bidang import Kotak, Matriks, kali, kotak

# Measured on the PDFs of all types of letters that LibreOffice made for us.
_OPERATOR = frozenset({
    b"w", b"J", b"j", b"d", b"q", b"Q", b"cm", b"re", b"m", b"l", b"W*", b"n", b"S", b"rg", b"RG",
    b"BT", b"ET", b"Td", b"Tf", b"Tj", b"TJ", b"Do",
    b"BMC", b"BDC", b"EMC",  # they only mark what a newer LibreOffice lets be read aloud
})  # fmt: skip
_AKAR = frozenset({
    "/Type", "/Pages", "/Version", "/Lang", "/ViewerPreferences", "/PageMode", "/PageLayout", "/OpenAction",
    "/Outlines", "/Dests", "/Metadata", "/MarkInfo", "/StructTreeRoot",
})  # fmt: skip
_HALAMAN = frozenset({
    "/Type", "/Parent", "/Resources", "/MediaBox", "/Contents", "/Group", "/Annots", "/StructParents",
    "/Tabs",
})  # fmt: skip
_TAUTAN = frozenset({
    "/Type", "/Subtype", "/Rect", "/Border", "/A", "/Dest", "/F", "/P", "/StructParent", "/Contents",
})  # fmt: skip
_GAMBAR = frozenset({
    "/Type", "/Subtype", "/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Filter", "/DecodeParms",
    "/Length", "/SMask", "/Interpolate",
})  # fmt: skip
_FONT = ("/TrueType", "/Type1")
_SEBUTAN = {
    "/AcroForm": "isian di atas halaman",
    "/AA": "perintah yang jalan sendiri saat dibuka",
    "/OCProperties": "lapisan yang dapat disembunyikan",
    "/Names": "berkas lain atau perintah di dalamnya",
    "/AF": "berkas lain di dalamnya",
    "/Rotate": "halaman yang diputar",
    "/CropBox": "halaman yang dipotong",
    "gs": "bagian yang tembus pandang",
    "sh": "pola atau arsiran",
    "scn": "pola atau arsiran",
    "SCN": "pola atau arsiran",
    "Tr": "teks tersembunyi",
    "INLINE IMAGE": "gambar di tengah teks",
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*"), "bidang berwarna"),
    **dict.fromkeys(("c", "v", "y"), "garis lengkung"),
}
_NOMOR = re.compile(r"(?:[-–—] ?)?(\d{1,4})(?: ?[-–—])?")
_TERANG = 0.8  # of each colour: letters lighter than this are hardly seen on paper
_TERKECIL = 4.0  # points: smaller letters are not read
_TEBAL = 0.25  # of the letters' height: a thicker line covers them
_LONGGAR = 1.5  # points a letter may stand out of what is shown
_LURUS = 0.05  # points a straight line may lean


@dataclass(frozen=True)
class Tampak:
    """What a page shows.

    Attributes:
        asing: what no comparison of words sees, in words; empty for a page of an ordinary letter.
        tepi: how many letters stand in its top line and in its bottom line.
    """

    asing: tuple[str, ...]
    tepi: tuple[int, ...]


def berkas(pembaca: Any) -> Iterator[str]:
    """What a document does beside showing its pages, in words."""
    akar = pembaca.trailer["/Root"]
    yield from _kunci(akar, _AKAR)
    if not isinstance(_isi(akar, "/OpenAction") or [], list):  # a list only says where to begin reading
        yield _SEBUTAN["/AA"]


def halaman(satu: Any, pembaca: Any) -> Tampak:
    """Look through a page."""
    baca = _Pembaca(satu)
    try:
        asing = [*_kunci(satu, _HALAMAN), *_catatan(satu), *baca.ikuti(pembaca)]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        asing = ["isi halaman yang rusak"]  # viewers show what they can of it
    return Tampak(tuple(dict.fromkeys(asing)), baca.tepi())


def nomor(baris: Sequence[str], tampak: Tampak, jumlah: int) -> list[str]:
    """The line of a page that may be its number: one the document can have, at the top or the bottom."""
    for satu in baris:
        cocok = _NOMOR.fullmatch(satu.strip())
        if cocok and 1 <= int(cocok[1]) <= jumlah and any(n <= len(satu.strip()) for n in tampak.tepi):
            return [satu]
    return []


def _isi(benda: Any, nama: str) -> Any:
    """An entry, also one that is written elsewhere in the file; None without it."""
    isi = benda.get(nama)
    return isi if isi is None else isi.get_object()


def _kunci(benda: Any, boleh: frozenset[str]) -> Iterator[str]:
    yield from (_sebut(str(nama)) for nama in benda if nama not in boleh)


def _sebut(nama: str) -> str:
    return _SEBUTAN.get(nama, f"benda yang tidak ada pada surat biasa ({nama[:20].lstrip('/')})")


def _catatan(satu: Any) -> Iterator[str]:
    """What lies over a page: only a link that draws nothing passes."""
    for rujukan in _isi(satu, "/Annots") or ():
        catatan = rujukan.get_object()
        if _isi(catatan, "/Subtype") != "/Link":
            yield "catatan atau isian di atas halaman"
        elif not (set(catatan) <= _TAUTAN and _tak_bergaris(catatan) and _tak_berbuat(catatan)):
            yield "tautan yang bergambar atau berbuat sesuatu"


def _tak_bergaris(catatan: Any) -> bool:
    garis = _isi(catatan, "/Border")  # without it, one of a point is drawn
    return garis is not None and list(garis)[2:] == [0]


def _tak_berbuat(catatan: Any) -> bool:
    return "/A" not in catatan or _isi(catatan["/A"], "/S") in ("/URI", "/GoTo")


@dataclass(frozen=True)
class _Keadaan:
    """What q keeps and Q brings back."""

    matriks: Matriks
    batas: Kotak
    warna: tuple[float, ...] = (0.0,)
    tebal: float = 1.0
    font: Any = None
    ukuran: float = 0.0


@dataclass
class _Pembaca:
    """Follows the operators of a page and keeps where letters, pictures and lines are."""

    satu: Any
    asing: list[str] = field(default_factory=list[str])
    huruf: list[tuple[Kotak, int]] = field(default_factory=list[tuple[Kotak, int]])
    gambar: list[Kotak] = field(default_factory=list[Kotak])
    garis: list[tuple[Kotak, float]] = field(default_factory=list[tuple[Kotak, float]])

    def __post_init__(self) -> None:
        """Begin with the whole page."""
        kiri, bawah, kanan, atas = map(float, self.satu.mediabox)
        self._kini = _Keadaan((1, 0, 0, 1, 0, 0), Kotak(kiri, bawah, kanan, atas))
        self._tumpuk: list[_Keadaan] = []
        self._jalur: list[tuple[float, float]] = []
        self._potong = False
        self._pena = (0.0, 0.0)

    def ikuti(self, pembaca: Any) -> list[str]:
        """What stands on the page beside ordinary letters, pictures and lines, in words."""
        from pypdf.generic import ContentStream

        isi = self.satu.get_contents()
        for operan, operator in ContentStream(isi, pembaca).operations if isi is not None else ():
            self.kerjakan(operator, operan)
        return [*self.asing, *self.bertindih()]

    def kerjakan(self, operator: bytes, operan: Any) -> None:
        """One operator."""
        if operator not in _OPERATOR:
            self.asing.append(_sebut(operator.decode("latin-1")))
        elif kerja := _KERJA.get(operator):
            kerja(self, operan)

    def simpan(self, _: Any) -> None:
        self._tumpuk.append(self._kini)

    def kembali(self, _: Any) -> None:
        if self._tumpuk:
            self._kini = self._tumpuk.pop()

    def geser(self, operan: Any) -> None:
        self._kini = replace(self._kini, matriks=kali(tuple(map(float, operan)), self._kini.matriks))

    def tebal(self, operan: Any) -> None:
        self._kini = replace(self._kini, tebal=float(operan[0]))

    def warna(self, operan: Any) -> None:
        self._kini = replace(self._kini, warna=tuple(map(float, operan)))

    def font(self, operan: Any) -> None:
        font = self.satu["/Resources"]["/Font"][operan[0]]
        if _isi(font, "/Subtype") not in _FONT or "/FontDescriptor" not in font:
            self.asing.append("huruf yang digambar sendiri")
        self._kini = replace(self._kini, font=font, ukuran=float(operan[1]))

    def mulai_teks(self, _: Any) -> None:
        self._pena = (0.0, 0.0)

    def pindah(self, operan: Any) -> None:
        self._pena = (self._pena[0] + float(operan[0]), self._pena[1] + float(operan[1]))

    def tulis(self, operan: Any) -> None:
        """Letters; what they are is read elsewhere, here only where they stand."""
        potong = operan[0] if isinstance(operan[0], list) else [operan[0]]
        kini, lebar, banyak = self._kini, 0.0, 0
        for satu in potong:
            if isinstance(satu, (int, float)):
                lebar -= float(satu)
            else:
                kode = satu if isinstance(satu, bytes) else satu.original_bytes
                lebar += sum(_lebar(kini.font, k) for k in kode)
                banyak += len(kode)
        x, y = self._pena
        lebar *= kini.ukuran / 1000
        # Of small letters the lower half: what covers that covers the word.
        tempat = kotak(kini.matriks, (x, y + 0.08 * kini.ukuran), (x + lebar, y + 0.45 * kini.ukuran))
        self._pena = (x + lebar, y)
        self.huruf.append((tempat, banyak))
        if min(kini.warna) > _TERANG:
            self.asing.append("huruf yang warnanya hampir tidak kelihatan")
        if kini.ukuran * hypot(*kini.matriks[2:4]) < _TERKECIL:
            self.asing.append("huruf yang terlalu kecil untuk dibaca")
        if not tempat.di_dalam(kini.batas, _LONGGAR):
            self.asing.append("teks di luar bagian halaman yang kelihatan")

    def tempel(self, operan: Any) -> None:
        benda = self.satu["/Resources"]["/XObject"][operan[0]]
        if _isi(benda, "/Subtype") != "/Image" or not set(benda) <= _GAMBAR:
            self.asing.append("gambar yang bukan gambar biasa")
        self.gambar.append(kotak(self._kini.matriks, (0, 0), (1, 1)).iris(self._kini.batas))

    def persegi(self, operan: Any) -> None:
        x, y, lebar, tinggi = map(float, operan)
        self._jalur += [(x, y), (x + lebar, y + tinggi)]

    def titik(self, operan: Any) -> None:
        self._jalur.append((float(operan[0]), float(operan[1])))

    def potong(self, _: Any) -> None:
        self._potong = True

    def gores(self, _: Any) -> None:
        tempat = self._akhiri()
        if tempat is not None:
            tebal = self._kini.tebal * hypot(*self._kini.matriks[2:4])
            self.garis.append((tempat.lebih(tebal / 2), tebal))
            if min(tempat.kanan - tempat.kiri, tempat.atas - tempat.bawah) > _LURUS:
                self.asing.append("garis yang tidak lurus")

    def selesai(self, _: Any) -> None:
        self._akhiri()

    def _akhiri(self) -> Kotak | None:
        jalur, self._jalur = self._jalur, []
        if not jalur:
            return None
        semua_x, semua_y = [x for x, _ in jalur], [y for _, y in jalur]
        tempat = kotak(self._kini.matriks, (min(semua_x), min(semua_y)), (max(semua_x), max(semua_y)))
        if self._potong:
            self._kini = replace(self._kini, batas=self._kini.batas.iris(tempat))
            self._potong = False
        return tempat

    def bertindih(self) -> Iterator[str]:
        """Pictures and lines that share their place with letters, whichever came first."""
        for huruf, _ in self.huruf:
            if any(huruf.bertindih(g) for g in self.gambar):
                yield "gambar yang bertindih dengan teks"
            tinggi = huruf.atas - huruf.bawah
            if any(tebal > _TEBAL * tinggi and huruf.bertindih(g) for g, tebal in self.garis):
                yield "garis tebal yang bertindih dengan teks"

    def tepi(self) -> tuple[int, ...]:
        """How many letters the top line and the bottom line have."""
        if not self.huruf:
            return ()
        atas = max(k.bawah for k, _ in self.huruf)
        bawah = min(k.bawah for k, _ in self.huruf)
        return tuple(
            sum(n for k, n in self.huruf if abs(k.bawah - y) <= k.atas - k.bawah) for y in (atas, bawah)
        )


def _lebar(font: Any, kode: int) -> float:
    ke = kode - int(_isi(font, "/FirstChar") or 0)
    lebar = _isi(font, "/Widths") or ()
    return float(lebar[ke]) if 0 <= ke < len(lebar) else 0.0


_KERJA = {
    b"q": _Pembaca.simpan,
    b"Q": _Pembaca.kembali,
    b"cm": _Pembaca.geser,
    b"w": _Pembaca.tebal,
    b"rg": _Pembaca.warna,
    b"Tf": _Pembaca.font,
    b"BT": _Pembaca.mulai_teks,
    b"Td": _Pembaca.pindah,
    b"Tj": _Pembaca.tulis,
    b"TJ": _Pembaca.tulis,
    b"Do": _Pembaca.tempel,
    b"re": _Pembaca.persegi,
    b"m": _Pembaca.titik,
    b"l": _Pembaca.titik,
    b"W*": _Pembaca.potong,
    b"S": _Pembaca.gores,
    b"n": _Pembaca.selesai,
}
