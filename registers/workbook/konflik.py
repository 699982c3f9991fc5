"""The sheet of conflicts: ledger cells changed by hand, what was typed there and what the ledger says.

It is known by `_konflik` in its hidden first row, whatever people call it and wherever they move it. Writing
it anew replaces its rows; column widths and whatever else people did to the sheet stay.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import islice

from registers.workbook.bukaan import Bukaan
from registers.workbook.lembar import BarisXml, Lembar
from registers.workbook.model import BarisKonflik
from registers.workbook.paket import LEMBAR_TANDA, Paket
from registers.workbook.sambung import Ganti, nama_lembar_bebas, tambah_gaya, tambah_lembar
from registers.workbook.sel import Sel, huruf, potong
from registers.workbook.tanda import ruang_nama
from registers.workbook.tinggi import lebar_kolom, tinggi

_PENANDA = "_konflik"
_NAMA = ("Konflik", "Konflik naskah", *(f"Konflik naskah {n}" for n in range(2, 1000)))
_KOLOM = (
    ("Waktu", 17), ("Baris", 34), ("Kolom", 20), ("Nilai yang diketik", 36), ("Nilai buku besar", 36),
    ("Status", 26),
)  # fmt: skip
_KOSONG = "Tidak ada konflik."
_KEPALA_MAKS = 5  # rows from the top in which the marker is looked for
_INTIP = 1 << 16  # bytes of a sheet that are looked at first
_HURUF = b'<font><b/><sz val="10"/><name val="Arial"/><family val="2"/></font>'
_RATA = b'<alignment vertical="top" wrapText="1"/></xf>'
_GAYA = (
    b'<xf numFmtId="49" fontId="{}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    + _RATA,
    b'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">' + _RATA,
)
_DIMENSI = re.compile(rb'(<(?:[\w.-]+:)?dimension\b[^>]*?\bref=")[^"]*"')


def tulis_konflik(bukaan: Bukaan, baris: Sequence[BarisKonflik], ganti: Ganti) -> None:
    """Let the sheet show exactly these rows; it is made when there is something to show.

    Raises:
        BukuAsing: the workbook is written in a way we do not know.
    """
    isi = [_teks(satu) for satu in baris]
    for satu in bukaan.paket.lembar:
        if satu.bagian == bukaan.bagian or satu.nama == LEMBAR_TANDA:
            continue
        if not _mungkin(bukaan.paket, satu.bagian):
            continue
        lembar = Lembar(bukaan.paket.isi(satu.bagian), bukaan.paket, satu.nama)
        if kepala := _kepala(lembar):
            if baru := _perbarui(lembar, kepala, isi or [(_KOSONG,)]):
                ganti[satu.bagian] = [baru]
            return
    if isi:
        tambah_lembar(bukaan.paket, ganti, nama_lembar_bebas(bukaan.paket, _NAMA), _baru(bukaan, isi, ganti))


def _teks(baris: BarisKonflik) -> tuple[str, ...]:
    isi = (baris.waktu, baris.baris, baris.kolom, baris.nilai_buku, baris.nilai_besar, baris.status)
    return tuple(potong(satu) for satu in isi)


def _mungkin(paket: Paket, bagian: str) -> bool:
    """A cheap look at the beginning of a sheet: False when our marker surely is not in it."""
    anggota, jarum = paket.anggota.get(bagian), _PENANDA.encode()
    if anggota is None or (paket.string and jarum in paket.string.xml):
        return anggota is not None
    if anggota.metode == 0:
        return jarum in anggota.mentah[:_INTIP]
    try:
        return jarum in zlib.decompressobj(-15).decompress(anggota.mentah, _INTIP)
    except zlib.error:
        return False


def _kepala(lembar: Lembar) -> tuple[BarisXml, dict[int, bytes]] | None:
    """The last heading row and the styles of new cells by column; None when the sheet is not ours."""
    gaya: dict[int, bytes] | None = None
    penanda: BarisXml | None = None
    for satu in islice(lembar.baris(), _KEPALA_MAKS):
        potongan = list(lembar.sel(satu.xml))
        teks = {p.sel.teks for p in potongan}
        if penanda and _KOLOM[0][0] in teks and _KOLOM[2][0] in teks:
            penanda = satu
            break
        if _PENANDA in teks and not penanda:
            penanda, gaya = satu, {p.kolom: p.gaya for p in potongan}
    return (penanda, gaya or {}) if penanda else None


def _perbarui(
    lembar: Lembar, kepala: tuple[BarisXml, Mapping[int, bytes]], isi: Sequence[tuple[str, ...]]
) -> bytes:
    """The sheet with these rows below its headings; empty bytes when it shows them already."""
    baris, gaya = kepala
    lama = [satu for satu in lembar.baris() if satu.nomor > baris.nomor and lembar.berisi(satu)]
    ada = [{p.kolom: p.sel.teks for p in lembar.sel(satu.xml) if p.sel.teks} for satu in lama]
    if ada == [{n: teks for n, teks in enumerate(satu, 1) if teks} for satu in isi]:
        return b""
    lebar = lebar_kolom(lembar.xml[: lembar.mulai])
    badan = _badan(isi, baris.nomor + 1, gaya, lebar, lembar.awalan)
    awal = _DIMENSI.sub(_ukuran(baris.nomor + len(isi)), lembar.xml[: lembar.mulai], count=1)
    return b"".join((awal, lembar.xml[lembar.mulai : baris.akhir], badan, lembar.xml[lembar.tutup :]))


def _ukuran(baris_akhir: int) -> bytes:
    return rb'\g<1>A1:%b%d"' % (huruf(len(_KOLOM)), baris_akhir)


def _badan(
    isi: Sequence[tuple[str, ...]],
    mulai: int,
    gaya: Mapping[int, bytes],
    lebar: Mapping[int, float],
    p: bytes = b"",
) -> bytes:
    hasil: list[bytes] = []
    for nomor, satu in enumerate(isi, mulai):
        ht = tinggi(dict(enumerate(satu, 1)), lebar)
        sel = b"".join(
            Sel(teks).xml(b"%b%d" % (huruf(n), nomor), gaya.get(n, b""), p) for n, teks in enumerate(satu, 1)
        )
        ukuran = b' ht="%.2f" customHeight="1"' % ht if ht else b""
        hasil.append(b'<%brow r="%d"%b>%b</%brow>' % (p, nomor, ukuran, sel, p))
    return b"".join(hasil)


def _baru(bukaan: Bukaan, isi: Sequence[tuple[str, ...]], ganti: Ganti) -> bytes:
    """The part of a new sheet: hidden marker row, headings that stay in view, the rows."""
    tebal, biasa = tambah_gaya(bukaan.paket, ganti, _HURUF, _GAYA)
    gaya = dict.fromkeys(range(1, len(_KOLOM) + 1), biasa)
    lebar = {n: float(satu) for n, (_, satu) in enumerate(_KOLOM, 1)}
    kolom = b"".join(
        b'<col min="%d" max="%d" width="%d" customWidth="1"/>' % (n, n, w) for n, w in lebar.items()
    )
    penanda = _badan([(_PENANDA, *[""] * (len(_KOLOM) - 1))], 1, gaya, {})
    judul = _badan([tuple(nama for nama, _ in _KOLOM)], 2, dict.fromkeys(gaya, tebal), {})
    return b"".join(
        (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="%b">'
            % ruang_nama(bukaan.lembar.xml),
            b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
            b'<dimension ref="A1:%b%d"/>' % (huruf(len(_KOLOM)), 2 + len(isi)),
            b'<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3"',
            b' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
            b"<cols>%b</cols><sheetData>" % kolom,
            penanda.replace(b'<row r="1"', b'<row r="1" hidden="1"', 1),
            judul,
            _badan(isi, 3, gaya, lebar),
            b'</sheetData><pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3"',
            b' footer="0.3"/>',
            b'<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>',
        )
    )
