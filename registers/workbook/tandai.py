"""A copy of people's own workbook in which cells are coloured and rows say why, nothing else of it changed.

Cells are coloured by a conditional format, which leaves their own formats alone and can be taken away again;
it is known by its formula. The reasons stand in a column of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from registers.dasar.galat import BerkasGagal
from registers.workbook.biasa import tulis_sel
from registers.workbook.lembar import Lembar
from registers.workbook.paket import BukuAsing, Paket, awalan
from registers.workbook.sambung import Ganti, isi_bagian, tambah_gaya
from registers.workbook.sel import huruf, potong
from registers.workbook.tinggi import hitung_baris, lebar_kolom, ruang, setinggi

_LEBAR = 60
_RENTANG_MAKS = 400  # cells of one conditional format: Excel takes a list of limited length
_RUMUS = b'"naskah"="naskah"'
_FORMAT = b'<dxf><font><color rgb="FF9C0006"/></font><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>'  # fmt: skip  # noqa: E501
_HURUF = b'<font><sz val="10"/><color rgb="FF9C0006"/><name val="Arial"/><family val="2"/></font>'
_XF = b'<xf numFmtId="49" fontId="{}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'  # noqa: E501
_SESUDAH = (
    b"dataValidations", b"hyperlinks", b"printOptions", b"pageMargins", b"pageSetup", b"headerFooter",
    b"rowBreaks", b"colBreaks", b"customProperties", b"cellWatches", b"ignoredErrors", b"smartTags",
    b"drawing", b"legacyDrawing", b"legacyDrawingHF", b"picture", b"oleObjects", b"controls",
    b"webPublishItems", b"tableParts", b"extLst",
)  # fmt: skip
_KOL = re.compile(rb"<(?:[\w.-]+:)?col\b[^>]*?/>")
_HT = re.compile(rb' (?:ht|customHeight)="[^"]*"')
_PANDANG = re.compile(rb"<(?:[\w.-]+:)?(?:sheetView|pane)\b[^>]*>")
_LAYAR = 150.0  # characters a screen shows beside each other
_LEBAR_BIASA = 9.0
_MIN, _MAX = re.compile(rb'\bmin="(\d+)"'), re.compile(rb'\bmax="(\d+)"')


@dataclass(frozen=True)
class Tandaan:
    """What to say on one sheet.

    Attributes:
        judul: row of the headings.
        kolom: column for the reasons.
        merah: cells (row, column) to be coloured.
        alasan: row → reason.
    """

    judul: int
    kolom: int
    merah: Collection[tuple[int, int]]
    alasan: Mapping[int, str]


def tandai(data: bytes, nama: str, lembar: Mapping[str, Tandaan], judul: str) -> bytes:
    """The workbook with these marks; those of an earlier call are gone.

    Args:
        data: the file.
        nama: its name, for messages.
        lembar: name of a sheet → its marks; sheets that shall only lose old marks have empty ones.
        judul: heading of the column of reasons.

    Raises:
        BerkasGagal: no workbook, damaged, or written in a way we do not know.
    """
    try:
        paket = Paket(data, nama)
        ganti: Ganti = {}
        [gaya] = tambah_gaya(paket, ganti, _HURUF, [_XF])
        format_ = _tambah_format(paket, ganti)
        ubah: dict[str, dict[int, dict[int, str]]] = {}
        for satu in (s for s in paket.lembar if s.nama in lembar):
            tanda = lembar[satu.nama]
            isi = Lembar(paket.isi(satu.bagian), paket, satu.nama)
            ubah[satu.nama] = _alasan(isi, tanda, judul)
            ganti[satu.bagian] = [_berwarna(isi, tanda, format_)]
        data = paket.dengan(ganti)
    except BukuAsing as galat:
        raise BerkasGagal(galat.message, "Simpan ulang berkas itu dengan Excel, lalu ulangi.") from galat
    for satu, baris in ubah.items():
        data = tulis_sel(data, nama, satu, baris, gaya={lembar[satu].kolom: gaya})
    return data


def _alasan(isi: Lembar, tanda: Tandaan, judul: str) -> dict[int, dict[int, str]]:
    """Row → what its cell in the column of reasons shall say; old ones are blanked."""
    lama = {
        b.nomor
        for b in isi.baris()
        if b.nomor > tanda.judul and any(p.sel.teks for p in isi.sel(b.xml, {tanda.kolom}))
    }
    teks = {nomor: "" for nomor in lama} | {nomor: potong(t) for nomor, t in tanda.alasan.items()}
    return {nomor: {tanda.kolom: t} for nomor, t in ({tanda.judul: judul} | teks if teks else {}).items()}


def _berwarna(isi: Lembar, tanda: Tandaan, format_: int) -> bytes:
    """The sheet with its cells coloured and the column of reasons wide enough."""
    p = isi.awalan
    kepala, badan, ekor = isi.xml[: isi.mulai], isi.xml[isi.mulai : isi.tutup], isi.xml[isi.tutup :]
    lama = re.compile(
        rb"<%bconditionalFormatting\b(?:(?!</%bconditionalFormatting>).)*?"
        rb'(?:"|&quot;)naskah(?:"|&quot;)=(?:"|&quot;)naskah(?:"|&quot;).*?</%bconditionalFormatting>'
        % (p, p, p),
        re.DOTALL,
    )
    ekor = lama.sub(b"", ekor)
    baru = _bersyarat(tanda, format_, p, ekor)
    badan = _setinggi_alasan(isi, badan, tanda)
    letak = re.search(rb"<%b(?:%b)\b" % (p, b"|".join(_SESUDAH)), ekor)
    di = letak.start() if letak else ekor.rindex(b"</%bworksheet" % p)
    if tanda.alasan:
        kepala = _terlihat(_dengan_lebar(kepala, tanda.kolom, p), tanda.kolom)
    return b"".join((kepala, badan, ekor[:di], baru, ekor[di:]))


def _bersyarat(tanda: Tandaan, format_: int, p: bytes, ekor: bytes) -> bytes:
    prioritas = max((int(n) for n in re.findall(rb'\bpriority="(\d+)"', ekor)), default=0)
    sel = [b"%b%d" % (huruf(k), b) for b, k in sorted(set(tanda.merah))]
    hasil: list[bytes] = []
    for ke, awal in enumerate(range(0, len(sel), _RENTANG_MAKS), start=1):
        hasil.append(
            b'<%bconditionalFormatting sqref="%b"><%bcfRule type="expression" dxfId="%d" priority="%d">'
            b"<%bformula>%b</%bformula></%bcfRule></%bconditionalFormatting>"
            % (p, b" ".join(sel[awal : awal + _RENTANG_MAKS]), p, format_, prioritas + ke, p, _RUMUS, p, p, p)
        )
    return b"".join(hasil)


def _dengan_lebar(kepala: bytes, kolom: int, p: bytes) -> bytes:
    """The part of a sheet before its rows, with a width for one column; others keep theirs."""
    baru = b'<%bcol min="%d" max="%d" width="%d" customWidth="1"/>' % (p, kolom, kolom, _LEBAR)
    if (mulai := re.search(rb"<%bcols\b[^>]*>" % p, kepala)) is None:
        di = kepala.rindex(b"<%bsheetData" % p)
        return b"%b<%bcols>%b</%bcols>%b" % (kepala[:di], p, baru, p, kepala[di:])
    tutup = kepala.index(b"</%bcols>" % p)
    semua: list[tuple[int, bytes]] = [(kolom, baru)]
    for satu in _KOL.findall(kepala[mulai.end() : tutup]):
        awal, akhir = (int(m[1]) for pola in (_MIN, _MAX) for m in [pola.search(satu)] if m)
        potongan = (
            [(awal, min(akhir, kolom - 1)), (max(awal, kolom + 1), akhir)]
            if awal <= kolom <= akhir
            else [(awal, akhir)]
        )
        semua += [
            (a, _MAX.sub(b'max="%d"' % z, _MIN.sub(b'min="%d"' % a, satu, count=1), count=1))
            for a, z in potongan
            if a <= z
        ]
    return b"".join((kepala[: mulai.end()], *(xml for _, xml in sorted(semua)), kepala[tutup:]))


def _setinggi_alasan(isi: Lembar, badan: bytes, tanda: Tandaan) -> bytes:
    """The rows, each high enough for its reason; Excel does not measure rows that others wrote."""
    potongan: list[bytes] = []
    letak = 0
    for baris in isi.baris():
        perlu = setinggi(hitung_baris(tanda.alasan.get(baris.nomor, ""), ruang(_LEBAR)))
        pembuka = baris.xml[: baris.xml.index(b">")]
        lama = re.search(rb' ht="([\d.]+)"', pembuka)
        if perlu <= (float(lama[1]) if lama else 0):
            continue
        awal = baris.awal - isi.mulai
        baru = re.sub(
            rb'(\br="\d+")', rb'\1 ht="%.2f" customHeight="1"' % perlu, _HT.sub(b"", pembuka), count=1
        )
        potongan += (badan[letak:awal], baru)
        letak = awal + len(pembuka)
    return b"".join((*potongan, badan[letak:]))


def _terlihat(kepala: bytes, kolom: int) -> bytes:
    """The part before the rows, scrolled so far to the right that the reasons show when it opens."""
    lebar = lebar_kolom(kepala)
    kiri, sisa = kolom, _LAYAR - _LEBAR
    while kiri > 1 and (sisa := sisa - lebar.get(kiri - 1, _LEBAR_BIASA)) >= 0:
        kiri -= 1
    if kiri == 1:
        return kepala

    beku = re.search(rb"<(?:[\w.-]+:)?pane\b[^>]*\bxSplit=\"(\d+)", kepala)
    di = huruf(max(kiri, int(beku[1]) + 1 if beku else 1))

    def geser(m: re.Match[bytes]) -> bytes:
        tag = m[0]
        if beku and b"pane" not in tag:  # the view is where the frozen part begins, which stays
            return tag
        lama = re.search(rb'\btopLeftCell="[A-Z]+(\d+)"', tag)
        tanpa = re.sub(rb'\s*\btopLeftCell="[^"]*"', b"", tag)
        tutup = len(tanpa) - (2 if tanpa.endswith(b"/>") else 1)
        return b'%b topLeftCell="%b%b"%b' % (tanpa[:tutup], di, lama[1] if lama else b"1", tanpa[tutup:])

    return _PANDANG.sub(geser, kepala)


def _tambah_format(paket: Paket, ganti: Ganti) -> int:
    """The number of the conditional format in the styles; made when it is not there."""
    if paket.bagian_gaya not in paket.anggota:
        raise BukuAsing(paket.nama, "tidak punya daftar format sel")
    xml = isi_bagian(paket, ganti, paket.bagian_gaya)
    p = awalan(xml, b"styleSheet")
    satu = re.sub(rb"<(/?)(?=\w)", rb"<\1" + p, _FORMAT)
    penuh = re.search(rb"<%bdxfs\b[^>]*?(/>|>(.*?)</%bdxfs>)" % (p, p), xml, re.DOTALL)
    lama = (penuh[2] or b"") if penuh else b""
    ada = re.findall(rb"<%bdxf\b(?:[^>]*/>|.*?</%bdxf>)" % (p, p), lama, re.DOTALL)
    if satu in ada:
        return ada.index(satu)
    baru = b'<%bdxfs count="%d">%b%b</%bdxfs>' % (p, len(ada) + 1, lama, satu, p)
    if penuh:
        awal, akhir = penuh.span()
    else:
        letak = re.search(rb"<%b(?:tableStyles|colors|extLst)\b|</%bstyleSheet>" % (p, p), xml)
        if letak is None:
            raise BukuAsing(paket.nama, "daftar format selnya tidak utuh")
        awal = akhir = letak.start()
    ganti[paket.bagian_gaya] = [xml[:awal], baru, xml[akhir:]]
    return len(ada)
