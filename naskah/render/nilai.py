"""What may enter a template: primitive values and naskah's own RichText and Gambar, checked all at once."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from naskah.render.paket import quoteattr
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan

_EMU_PER_MM = 36_000
_DALAM_MAKS = 30
_KENDALI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufddf\ufffe\uffff]")
_TOKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{_\{|\}_\}|\{_%|%_\}")
_CURIGA = re.compile(f"{_KENDALI.pattern}|{_TOKEN.pattern}")

SELA = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def xml_teks(teks: str) -> str:
    """`teks` as it stands inside w:t: escaped; a new line and a tab become Word's own elements."""
    teks = teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\r" in teks:
        teks = teks.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in teks:
        teks = teks.replace("\n", SELA)
    return teks.replace("\t", TAB) if "\t" in teks else teks


class RichText:
    """Text of several looks inside one paragraph, printed with `{{r x }}`.

    >>> RichText("tebal", tebal=True).teks
    'tebal'
    """

    __slots__ = ("_xml", "teks")

    def __init__(
        self,
        teks: str = "",
        *,
        tebal: bool = False,
        miring: bool = False,
        garis: bool = False,
        gaya: str = "",
    ) -> None:
        self.teks = ""
        self._xml = ""
        if teks:
            self.tambah(teks, tebal=tebal, miring=miring, garis=garis, gaya=gaya)

    def tambah(
        self, teks: str, *, tebal: bool = False, miring: bool = False, garis: bool = False, gaya: str = ""
    ) -> None:
        """Append a piece: bold, italic, underlined, or in the character style with the id `gaya`."""
        rupa = f"<w:rStyle w:val={quoteattr(gaya)}/>" if gaya else ""
        rupa += "<w:b/>" * tebal + "<w:i/>" * miring + '<w:u w:val="single"/>' * garis
        self.teks += teks
        self._xml += f'<w:r><w:rPr>{rupa}</w:rPr><w:t xml:space="preserve">{xml_teks(teks)}</w:t></w:r>'

    def xml(self) -> str:
        """The runs."""
        return self._xml


@dataclass(frozen=True)
class Gambar:
    """A PNG or JPEG printed in the line of text with `{{ x }}`.

    Attributes:
        isi: the file's bytes; what it is is read from them, never from a name.
        lebar: millimetres; the height follows, or the other way round; both 0: 96 dpi.
        tinggi: millimetres.
        uraian: alternative text.
    """

    isi: bytes
    lebar: float = 0
    tinggi: float = 0
    uraian: str = ""

    def xml(self, id_hubungan: str) -> str:
        """The drawing, closing and reopening the run it stands in; its docPr id is set by the renderer."""
        _, piksel_x, piksel_y = kenali_gambar(self.isi)
        lebar, tinggi = self.lebar, self.tinggi
        if not lebar:
            lebar = tinggi * piksel_x / piksel_y if tinggi else piksel_x * 25.4 / 96
        tinggi = tinggi or lebar * piksel_y / piksel_x
        cx, cy = int(lebar * _EMU_PER_MM), int(tinggi * _EMU_PER_MM)
        return _GAMBAR.format(cx=cx, cy=cy, rid=id_hubungan, uraian=quoteattr(self.uraian[:200]))


_GAMBAR = (
    '</w:t></w:r><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="0" name="Gambar" descr={uraian}/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="Gambar"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{rid}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r>"
    '<w:t xml:space="preserve">'
)


def kenali_gambar(isi: bytes) -> tuple[str, int, int]:
    """("png" or "jpeg", width, height in pixels), read from the content.

    Raises:
        DataTidakSah: the bytes are neither.
    """
    if isi[:8] == b"\x89PNG\r\n\x1a\n" and isi[12:16] == b"IHDR" and len(isi) >= 24:
        lebar, tinggi = struct.unpack(">II", isi[16:24])
        if lebar and tinggi:
            return "png", lebar, tinggi
    elif isi[:3] == b"\xff\xd8\xff":
        ukuran = _ukuran_jpeg(isi)
        if ukuran:
            return "jpeg", *ukuran
    raise DataTidakSah("Gambar bukan PNG atau JPEG yang utuh.", hint="Simpan ulang sebagai PNG.")


def _ukuran_jpeg(isi: bytes) -> tuple[int, int] | None:
    letak = 2
    while letak + 9 < len(isi) and isi[letak] == 0xFF:
        tanda = isi[letak + 1]
        if tanda == 0xFF:
            letak += 1
            continue
        if 0xC0 <= tanda <= 0xCF and tanda not in (0xC4, 0xC8, 0xCC):
            tinggi, lebar = struct.unpack(">HH", isi[letak + 5 : letak + 9])
            return (lebar, tinggi) if lebar and tinggi else None
        letak += 2 + struct.unpack(">H", isi[letak + 2 : letak + 4])[0]
    return None


def periksa_konteks(konteks: Mapping[str, object]) -> None:
    """Refuse everything a template must not see, all places at once.

    Raises:
        DataTidakSah: another type than str, int, bool, None, list, dict, RichText, Gambar (a float: nobody
            knows what 1.98e17 was); a control character; a token of the template language.
    """
    temuan = [t for nama, nilai in konteks.items() if not _polos(nilai, 0) for t in _periksa(nilai, nama, 0)]
    if temuan:
        raise DataTidakSah("Ada nilai yang tidak dapat dicetak.", temuan)


def _polos(nilai: Any, dalam: int) -> bool:
    """Whether there is surely nothing to say of a value, which is how nearly all are."""
    macam = type(nilai)
    if macam is str:
        return not _CURIGA.search(nilai)
    if macam is dict:
        return dalam < _DALAM_MAKS and all(type(k) is str and _polos(v, dalam + 1) for k, v in nilai.items())
    if macam is list:
        return dalam < _DALAM_MAKS and all(_polos(satu, dalam + 1) for satu in nilai)
    return nilai is None or macam in (int, bool)


def _periksa(nilai: object, tempat: str, dalam: int) -> Iterator[Temuan]:
    macam = type(nilai)
    if isinstance(nilai, str) and macam is str:
        if _CURIGA.search(nilai):
            yield _temuan_teks(nilai, tempat)
    elif dalam > _DALAM_MAKS:
        yield Temuan(tempat, "bertingkat terlalu dalam")
    elif isinstance(nilai, dict) and macam is dict:
        for kunci, isi in nilai.items():
            if type(kunci) is str:
                yield from _periksa(isi, f"{tempat}.{kunci}", dalam + 1)
            else:
                yield Temuan(tempat, "nama isian bukan teks", nilai=repr(kunci)[:60])
    elif isinstance(nilai, list) and macam is list:
        for nomor, isi in enumerate(nilai):
            yield from _periksa(isi, f"{tempat}[{nomor}]", dalam + 1)
    elif macam is RichText:
        yield from _periksa(nilai.teks, tempat, dalam)  # type: ignore[union-attr]
    elif macam is float:
        yield Temuan(
            tempat,
            "bilangan pecahan tidak dapat dicetak tanpa kehilangan angka",
            "tulis sebagai teks (di Excel: format sel Teks)",
            repr(nilai),
        )
    elif macam not in (int, bool, type(None), Gambar):
        yield Temuan(
            tempat, f"jenis nilai {macam.__name__} tidak dikenal templat", "ubah menjadi teks dahulu"
        )


def _temuan_teks(teks: str, tempat: str) -> Temuan:
    kendali = _KENDALI.search(teks)
    nilai = teks if len(teks) <= 60 else teks[:60] + "…"
    if kendali:
        pesan = f"memuat karakter kendali U+{ord(kendali.group()):04X} pada huruf ke-{kendali.start() + 1}"
        return Temuan(tempat, pesan, "ketik ulang nilainya", nilai.encode("utf-8", "replace").decode())
    token = _TOKEN.search(teks)
    tanda = token.group() if token else ""
    return Temuan(tempat, f"memuat tanda templat {tanda}", "hapus tanda itu", nilai)
