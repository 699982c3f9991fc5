"""The hidden sheet `_naskah`: read from whatever saved it, written anew in one piece. It is ours alone."""

from __future__ import annotations

import re

from registers.workbook.lembar import Lembar
from registers.workbook.paket import LEMBAR_TANDA, SKEMA, BukuAsing, Paket, Tanda
from registers.workbook.sel import lolos

_RUANG_NAMA = re.compile(rb'xmlns(?::[\w.-]+)?="([^"]*/(?:spreadsheetml|main)[^"]*)"')
_TRANSISI = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def baca_tanda(paket: Paket, id_buku: str, tahun: int | None) -> Tanda:
    """What the hidden sheet says, checked against the book and (if given) the year we came for.

    Raises:
        BukuAsing: no hidden sheet, unreadable, another book's or year's, or written by a newer naskah.
    """
    lembar = Lembar(paket.isi(paket.bagian_tanda), paket, LEMBAR_TANDA)
    isi: dict[str, str] = {}
    for baris in lembar.baris():
        teks = {p.kolom: p.sel.teks for p in lembar.sel(baris.xml)}
        isi[teks.get(1, "")] = teks.get(2, "")
    try:
        tanda = Tanda(
            buku=isi["buku"],
            tahun=int(isi["tahun"]),
            urut=int(isi["urut"]),
            hash=isi["hash"],
            lembar=isi["lembar"],
            skema=int(isi["skema"]),
        )
    except (KeyError, ValueError):
        raise BukuAsing(paket.nama, f"lembar tersembunyi {LEMBAR_TANDA} rusak") from None
    if tanda.buku != id_buku:
        raise BukuAsing(
            paket.nama,
            f"isinya buku {tanda.buku}, bukan {id_buku}",
            "Kembalikan nama berkas itu seperti semula.",
        )
    if tahun not in (None, tanda.tahun):
        raise BukuAsing(paket.nama, f"berkas ini buku tahun {tanda.tahun}")
    if tanda.skema > SKEMA:
        raise BukuAsing(paket.nama, "ditulis naskah versi lebih baru", "Perbarui naskah di komputer ini.")
    return tanda


def xml_tanda(tanda: Tanda, lama: bytes = b"") -> bytes:
    """The hidden sheet as XML, in the namespace of the part it replaces."""
    pasangan = (
        ("buku", tanda.buku),
        ("tahun", str(tanda.tahun)),
        ("skema", str(tanda.skema)),
        ("urut", str(tanda.urut)),
        ("hash", tanda.hash),
        ("lembar", tanda.lembar),
    )
    baris = b"".join(
        b'<row r="%d">%b%b</row>' % (n, _sel(b"A%d" % n, kunci), _sel(b"B%d" % n, nilai))
        for n, (kunci, nilai) in enumerate(pasangan, 1)
    )
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>'
    ) % (ruang_nama(lama), baris)


def ruang_nama(xml: bytes) -> bytes:
    """The namespace of sheets in this workbook, told by one of them: ISO strict files have their own."""
    cocok = _RUANG_NAMA.search(xml[:4096])
    return cocok[1] if cocok else _TRANSISI


def _sel(ref: bytes, teks: str) -> bytes:
    return b'<c r="%b" t="inlineStr"><is><t>%b</t></is></c>' % (ref, lolos(teks))
