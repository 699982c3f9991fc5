"""A copy of people's own workbook with some of its rows only, one below the other, in the same layout."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from registers.dasar.galat import BerkasGagal
from registers.workbook.lembar import BarisXml, Lembar
from registers.workbook.paket import BukuAsing, Paket
from registers.workbook.sambung import Ganti, tanpa_urutan_rumus
from registers.workbook.sel import huruf

_TERSEMBUNYI = re.compile(rb'(<(?:[\w.-]+:)?(?:row|col)\b[^>]*?) hidden="(?:1|true)"')
_SYARAT = re.compile(rb"<((?:[\w.-]+:)?)filterColumn\b(?:[^>]*/>|.*?</\1filterColumn>)", re.DOTALL)
_R = re.compile(rb'\br="[A-Z]*\d+"')
_GABUNGAN = re.compile(rb'<(?:[\w.-]+:)?mergeCell\s[^>]*?ref="[A-Z]+(\d+):[A-Z]+\d+"[^>]*?/>')


@dataclass(frozen=True)
class Pilahan:
    """Which rows of a sheet stay.

    Attributes:
        judul: row of the headings; what stands above it stays as well.
        baris: numbers of the rows below it that stay.
    """

    judul: int
    baris: Collection[int]


def pilah(data: bytes, nama: str, lembar: Mapping[str, Pilahan]) -> tuple[bytes, dict[str, dict[int, int]]]:
    """The workbook with these rows, all of them to be seen; formulas in them become the values they show.

    Returns:
        The file, and by sheet the old row number = the new one.

    Raises:
        BerkasGagal: no workbook, damaged, or written in a way we do not know.
    """
    try:
        paket = Paket(data, nama)
        ganti: Ganti = {}
        letak: dict[str, dict[int, int]] = {}
        for satu in (s for s in paket.lembar if s.nama in lembar):
            isi = Lembar(paket.isi(satu.bagian), paket, satu.nama)
            xml, letak[satu.nama] = _pilah(isi, lembar[satu.nama])
            ganti[satu.bagian] = [xml]
        return paket.dengan(ganti, tanpa_urutan_rumus(paket, ganti)), letak
    except BukuAsing as galat:
        raise BerkasGagal(galat.message, "Simpan ulang berkas itu dengan Excel, lalu ulangi.") from galat


def _pilah(isi: Lembar, pilihan: Pilahan) -> tuple[bytes, dict[int, int]]:
    badan: list[bytes] = []
    letak: dict[int, int] = {}
    pilih, nomor = set(pilihan.baris), pilihan.judul
    for satu in isi.baris():
        if satu.nomor <= pilihan.judul:
            badan.append(satu.xml)
        elif satu.nomor in pilih:
            nomor += 1
            letak[satu.nomor] = nomor
            badan.append(_pindah(isi, satu, nomor))

    def tetap(cocok: re.Match[bytes]) -> bytes:
        return cocok[0] if int(cocok[1]) <= pilihan.judul else b""

    ekor = _SYARAT.sub(b"", _GABUNGAN.sub(tetap, isi.xml[isi.tutup :]))
    ekor = re.sub(rb"<((?:[\w.-]+:)?)mergeCells\b[^>]*>\s*</\1mergeCells>", b"", ekor)
    kepala = _TERSEMBUNYI.sub(rb"\1", isi.xml[: isi.mulai])
    return b"".join((kepala, *badan, ekor)), letak


def _pindah(isi: Lembar, satu: BarisXml, nomor: int) -> bytes:
    """The row under another number, its formulas as values."""
    kepala = satu.xml.index(b">")
    potongan = [_TERSEMBUNYI.sub(rb"\1", _R.sub(b'r="%d"' % nomor, satu.xml[:kepala], count=1))]
    letak = kepala
    for sel in isi.sel(satu.xml):
        ref, xml = b"%b%d" % (huruf(sel.kolom), nomor), satu.xml[sel.awal : sel.akhir]
        if sel.sel.rumus:
            xml = re.sub(
                rb"<%bf\b(?:[^>]*/>|.*?</%bf>)" % (isi.awalan, isi.awalan), b"", xml, count=1, flags=re.DOTALL
            )
        di = xml.index(b">")
        potongan += (satu.xml[letak : sel.awal], _R.sub(b'r="%b"' % ref, xml[:di], count=1), xml[di:])
        letak = sel.akhir
    return b"".join((*potongan, satu.xml[letak:]))
