"""Small parts of the archive changed by splicing: a sheet added, styles added, a part taken out.

Every byte that is not added or taken away stays. `ganti` collects the parts that differ; one that is in it
already is spliced further.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from registers.workbook.paket import BukuAsing, Paket, awalan
from registers.workbook.sel import lolos

JENIS_ISI = "[Content_Types].xml"
_MACAM_LEMBAR = b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_HUBUNGAN = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ID_LEMBAR = re.compile(rb'<(?:[\w.-]+:)?sheet\b[^>]*?\bsheetId="(\d+)"')
_NAMA_LEMBAR = re.compile(rb'<(?:[\w.-]+:)?sheet\b[^>]*?\bname="([^"]*)"')
_ID_HUBUNGAN = re.compile(rb'\bId="([^"]*)"')
_JENIS_LEMBAR = re.compile(rb'\bType="([^"]*/worksheet)"')
_JUMLAH = re.compile(rb'\bcount="(\d+)"')

Ganti = dict[str, Iterable[bytes]]
"""Part → its new bytes, in pieces."""


def isi_bagian(paket: Paket, ganti: Mapping[str, Iterable[bytes]], bagian: str) -> bytes:
    """A part as it stands after the changes collected so far."""
    return b"".join(ganti[bagian]) if bagian in ganti else paket.isi(bagian)


def tambah_lembar(paket: Paket, ganti: Ganti, nama: str, xml: bytes) -> None:
    """Add a worksheet as the last one.

    Raises:
        BukuAsing: the workbook's parts are written in a way we do not know.
    """
    folder = posixpath.dirname(paket.lembar[0].bagian)
    dipakai = {satu.lower() for satu in paket.anggota}
    bagian = next(b for n in range(1, 99_999) if (b := f"{folder}/sheet{n}.xml").lower() not in dipakai)
    buku, rel = paket.bagian_buku, paket.bagian_hubungan
    isi_buku, isi_rel = isi_bagian(paket, ganti, buku), isi_bagian(paket, ganti, rel)
    id_rel = _bebas({satu.decode() for satu in _ID_HUBUNGAN.findall(isi_rel)})
    id_lembar = max((int(n) for n in _ID_LEMBAR.findall(isi_buku)), default=0) + 1
    jenis = _JENIS_LEMBAR.search(isi_rel)
    macam = jenis[1] if jenis else _HUBUNGAN + b"/worksheet"
    # Declared on the element itself: where the others declare it differs from program to program.
    ruang = macam.rpartition(b"/")[0]
    ganti[buku] = [_sisip(paket, isi_buku, b"workbook", b"sheets", b"sheet", (
        b'name="%b" sheetId="%d" xmlns:r="%b" r:id="%b"' % (lolos(nama), id_lembar, ruang, id_rel.encode())
    ))]  # fmt: skip
    ganti[rel] = [_sisip(paket, isi_rel, b"Relationships", b"Relationships", b"Relationship", (
        b'Id="%b" Type="%b" Target="/%b"'
        % (id_rel.encode(), macam, bagian.encode())
    ))]  # fmt: skip
    ganti[JENIS_ISI] = [_sisip(paket, isi_bagian(paket, ganti, JENIS_ISI), b"Types", b"Types", b"Override", (
        b'PartName="/%b" ContentType="%b"' % (bagian.encode(), _MACAM_LEMBAR)
    ))]  # fmt: skip
    ganti[bagian] = [xml]


def nama_lembar_bebas(paket: Paket, calon: Iterable[str]) -> str:
    """The first of these names that no sheet of any sort has; capitals do not tell names apart."""
    isi = paket.isi(paket.bagian_buku)
    dipakai = {satu.decode(errors="replace").casefold() for satu in _NAMA_LEMBAR.findall(isi)}
    return next(satu for satu in calon if satu.casefold() not in dipakai)


def _sisip(paket: Paket, xml: bytes, akar: bytes, induk: bytes, anak: bytes, atribut: bytes) -> bytes:
    """`xml` with one more empty element `anak` at the end of `induk`, prefixed as its root is."""
    p = awalan(xml, akar)
    if (letak := xml.rfind(b"</%b%b>" % (p, induk))) < 0:
        raise BukuAsing(paket.nama, f"bagian {akar.decode()} ditulis dengan cara yang tidak dikenal")
    return b"%b<%b%b %b/>%b" % (xml[:letak], p, anak, atribut, xml[letak:])


def _bebas(dipakai: set[str]) -> str:
    return next(nama for n in range(1, 99_999) if (nama := f"rId{n}") not in dipakai)


def tambah_gaya(paket: Paket, ganti: Ganti, huruf: bytes, xf: Iterable[bytes]) -> list[bytes]:
    """Append a font and cell formats to the styles; `{}` in a format stands for the font's number.

    Args:
        paket: the workbook.
        ganti: collects the part.
        huruf: the font element, without prefixes.
        xf: the format elements, without prefixes.

    Returns:
        Style ids of the formats; blank ones where the styles cannot be spliced.
    """
    daftar = list(xf)
    if paket.bagian_gaya not in paket.anggota:
        return [b""] * len(daftar)
    xml = isi_bagian(paket, ganti, paket.bagian_gaya)
    p = awalan(xml, b"styleSheet")
    nomor_huruf = _jumlah(xml, p, b"fonts")
    nomor_xf = _jumlah(xml, p, b"cellXfs")
    if nomor_huruf < 0 or nomor_xf < 0:
        return [b""] * len(daftar)
    xml = _tambah_anak(xml, p, b"fonts", [_berawalan(huruf, p)])
    nomor = b"%d" % nomor_huruf
    xml = _tambah_anak(xml, p, b"cellXfs", [_berawalan(satu.replace(b"{}", nomor), p) for satu in daftar])
    ganti[paket.bagian_gaya] = [xml]
    return [b"%d" % (nomor_xf + n) for n in range(len(daftar))]


def _berawalan(xml: bytes, p: bytes) -> bytes:
    return re.sub(rb"<(/?)(?=\w)", rb"<\1" + p, xml)


def _rentang(xml: bytes, p: bytes, nama: bytes) -> re.Match[bytes] | None:
    return re.search(
        rb"(<%b%b\b[^>]*[^/>]>|<%b%b>)(.*?)</%b%b>" % (p, nama, p, nama, p, nama), xml, re.DOTALL
    )


def _jumlah(xml: bytes, p: bytes, nama: bytes) -> int:
    """How many children a list of the styles has; -1 when there is no such list."""
    cocok = _rentang(xml, p, nama)
    anak = b"font" if nama == b"fonts" else b"xf"
    return len(re.findall(rb"<%b%b\b" % (p, anak), cocok[2])) if cocok else -1


def _tambah_anak(xml: bytes, p: bytes, nama: bytes, anak: list[bytes]) -> bytes:
    cocok = _rentang(xml, p, nama)
    if not cocok:
        return xml
    kepala = _JUMLAH.sub(lambda m: b'count="%d"' % (int(m[1]) + len(anak)), cocok[1], count=1)
    return b"".join((xml[: cocok.start()], kepala, cocok[2], *anak, xml[cocok.end(2) :]))


def tanpa_urutan_rumus(paket: Paket, ganti: Ganti) -> str:
    """Take out Excel's list of formulas, which it makes anew; with an entry too many it cries damage.

    Returns:
        The part to leave out; empty when there is none.
    """
    bagian = paket.bagian_rumus
    if bagian not in paket.anggota:
        return ""
    ujung = re.escape(posixpath.basename(bagian).encode())
    for nama, anak in ((paket.bagian_hubungan, b"Relationship"), (JENIS_ISI, b"Override")):
        pola = rb'<(?:[\w.-]+:)?%b\b[^>]*?\b(?:Target|PartName)="[^"]*%b"[^>]*?/>' % (anak, ujung)
        ganti[nama] = [re.sub(pola, b"", isi_bagian(paket, ganti, nama))]
    return bagian
