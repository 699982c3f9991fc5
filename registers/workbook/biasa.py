"""An ordinary workbook of the office changed cell by cell: no book of ours, none of our marks in it.

Only the cells named are written; formats, other columns, other sheets, charts stay byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registers.dasar.galat import BerkasGagal, DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan
from registers.workbook.lembar import BARIS_MAKS, BarisXml, Lembar
from registers.workbook.paket import BukuAsing, Paket, awalan
from registers.workbook.sambung import Ganti, tanpa_urutan_rumus
from registers.workbook.sel import Sel, dari_nilai, huruf

_FORMAT_TANGGAL = frozenset({b"14", b"15", b"16", b"17", b"22"})  # built into every Excel
_ANGKA_FORMAT = re.compile(rb'\bnumFmtId="(\d+)"')
_TERSEMBUNYI = re.compile(rb'(<[\w.:-]*row\b[^>]*?) hidden="(?:1|true)"')
_PETIK = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')

IsiBaris = Mapping[int, str | int | Decimal | date]
"""Column number (from 1) → what the cell shall show; "" blanks it."""


def tulis_sel(
    data: bytes,
    nama: str,
    lembar: str,
    ubah: Mapping[int, IsiBaris],
    tambah: Sequence[IsiBaris] = (),
    gaya: Mapping[int, bytes] | None = None,
) -> bytes:
    """The workbook with these cells changed and these rows below the last filled one.

    Text stays text, whatever it looks like. A new row has the formats of the row above it. A date is a date
    where the column, or any cell of the workbook, has a format for one; else text (23-11-2026).

    Args:
        data: the file.
        nama: its name, for messages.
        lembar: name of the sheet.
        ubah: row number → cells of a row that is there.
        tambah: new rows.
        gaya: column number → style id of cells that are new in a row that is there.

    Raises:
        BerkasGagal: no workbook, damaged, locked with a password, or no such sheet or row.
        DataTidakSah: values no cell can hold, or cells whose formula others live on; all at once.
    """
    try:
        paket = Paket(data, nama)
        bagian = next((s.bagian for s in paket.lembar if s.nama == lembar), "")
        if not bagian:
            raise BerkasGagal(f"Lembar {lembar} tidak ada di {nama}.", "Muat ulang halamannya.")
        tulisan = _Tulisan(paket, Lembar(paket.isi(bagian), paket, lembar), gaya or {})
        return tulisan.hasil(bagian, ubah, tambah) or data
    except BukuAsing as galat:
        raise BerkasGagal(galat.message, "Simpan ulang berkas itu dengan Excel, lalu ulangi.") from galat


@dataclass(frozen=True)
class _Sel:
    sel: Sel
    tanggal: bool
    teks: str


class _Tulisan:
    def __init__(self, paket: Paket, lembar: Lembar, gaya: Mapping[int, bytes]) -> None:
        self._paket, self._lembar, self._gaya = paket, lembar, gaya
        self._tanggal = _gaya_tanggal(paket)
        self._gaya_kolom: dict[int, bytes] = {}
        self._rumus_ditimpa = False
        self._temuan: list[Temuan] = []

    def hasil(self, bagian: str, ubah: Mapping[int, IsiBaris], tambah: Sequence[IsiBaris]) -> bytes:
        """The new file; empty when nothing differs."""
        ganti: list[tuple[int, int, bytes]] = []
        sisa = {nomor: isi for nomor, isi in ubah.items() if isi}
        for baris in self._lembar.baris() if sisa else ():
            if (isi := sisa.pop(baris.nomor, None)) is not None:
                xml = self._isi_baris(baris, isi, self._gaya)
                if xml != baris.xml:
                    ganti.append((baris.awal, baris.akhir, xml))
        if sisa:
            raise BerkasGagal(
                f"Baris {min(sisa)} tidak ada di lembar {self._lembar.nama}.", "Muat ulang halamannya."
            )
        akhir = self._tambah(tambah, ganti) if tambah else 0
        if self._temuan:
            raise DataTidakSah(f"{self._paket.nama} belum dapat ditulis.", self._temuan)
        if not ganti:
            return b""
        semua: Ganti = {bagian: self._lembar.dengan(ganti, akhir)}
        buang = tanpa_urutan_rumus(self._paket, semua) if self._rumus_ditimpa else ""
        return self._paket.dengan(semua, buang)

    def _tambah(self, baris: Sequence[IsiBaris], ganti: list[tuple[int, int, bytes]]) -> int:
        """Rows below the last filled one; blank rows lying there (people's formats) are filled."""
        kosong: dict[int, BarisXml] = {}
        for terakhir in self._lembar.baris_dari_bawah():
            if self._lembar.berisi(terakhir):
                break
            kosong[terakhir.nomor] = terakhir
        else:
            raise BukuAsing(self._paket.nama, f"lembar {self._lembar.nama} kosong")
        nomor, letak = terakhir.nomor, terakhir.akhir
        if nomor + len(baris) > BARIS_MAKS:
            raise BukuAsing(self._paket.nama, f"lembar {self._lembar.nama} penuh")
        gaya = {p.kolom: p.gaya for p in self._lembar.sel(terakhir.xml)}
        gaya_kosong = (
            {p.kolom: p.gaya for p in self._lembar.sel(kosong[nomor + 1].xml)} if nomor + 1 in kosong else {}
        )
        gaya = {**gaya, **gaya_kosong}
        p = self._lembar.awalan
        baru: list[bytes] = []
        for satu in baris:
            nomor += 1
            if lama := kosong.get(nomor):
                ganti.append((letak, letak, b"".join(baru)))
                isi = _TERSEMBUNYI.sub(rb"\1", self._isi_baris(lama, satu, gaya), count=1)
                ganti.append((lama.awal, lama.akhir, isi))
                letak, baru = lama.akhir, []
            else:
                polos = BarisXml(0, 0, nomor, b'<%brow r="%d"></%brow>' % (p, nomor, p))
                baru.append(self._isi_baris(polos, satu, gaya))
        ganti.append((letak, letak, b"".join(baru)))
        return nomor

    def _isi_baris(self, lama: BarisXml, isi: IsiBaris, gaya: Mapping[int, bytes]) -> bytes:
        """The row with these cells in it; every other byte of it stays."""
        sisa = dict(isi)
        potongan: list[bytes] = []
        letak = 0
        for satu in self._lembar.sel(lama.xml):
            sisipan = [self._xml(lama.nomor, n, sisa.pop(n), gaya) for n in sorted(sisa) if n < satu.kolom]
            xml = lama.xml[satu.awal : satu.akhir]
            if satu.kolom in sisa:
                nilai = sisa.pop(satu.kolom)
                if satu.induk:
                    self._tolak(
                        lama.nomor, satu.kolom, NilaiSalah("selnya berisi rumus yang dipakai sel lain")
                    )
                else:
                    self._rumus_ditimpa |= satu.sel.rumus
                    xml = self._xml(lama.nomor, satu.kolom, nilai, {satu.kolom: satu.gaya})
            potongan += (lama.xml[letak : satu.awal], *sisipan, xml)
            letak = satu.akhir
        ekor = [self._xml(lama.nomor, n, sisa[n], gaya) for n in sorted(sisa)]
        return b"".join((*potongan, self._lembar.tambah_sel(lama.xml[letak:], [x for x in ekor if x])))

    def _xml(
        self, baris: int, kolom: int, nilai: str | int | Decimal | date, gaya: Mapping[int, bytes]
    ) -> bytes:
        g = gaya.get(kolom, b"")
        jenis = "bilangan" if isinstance(nilai, int | Decimal) else "teks"
        if isinstance(nilai, date):
            jenis = "tanggal"
            if g not in self._tanggal:
                cocok = self._gaya_di(kolom)
                nilai, jenis, g = (nilai, jenis, cocok) if cocok else (f"{nilai:%d-%m-%Y}", "teks", g)
        try:
            sel = dari_nilai(nilai, jenis, sejak_1904=self._paket.sejak_1904)
        except NilaiSalah as galat:
            self._tolak(baris, kolom, galat)
            return b""
        return sel.xml(b"%b%d" % (huruf(kolom), baris), g, self._lembar.awalan)

    def _gaya_di(self, kolom: int) -> bytes:
        """A date style for the column: its own if some cell has one, else any of the workbook."""
        if kolom not in self._gaya_kolom:
            semua = (
                p.gaya
                for b in self._lembar.baris()
                for p in self._lembar.sel(b.xml, {kolom})
                if p.kolom == kolom and p.gaya in self._tanggal
            )
            self._gaya_kolom[kolom] = next(semua, min(self._tanggal, key=int, default=b""))
        return self._gaya_kolom[kolom]

    def _tolak(self, baris: int, kolom: int, galat: NilaiSalah) -> None:
        alamat = f"{self._lembar.nama}!{huruf(kolom).decode()}{baris}"
        self._temuan.append(Temuan(alamat, galat.pesan, galat.saran))


def _gaya_tanggal(paket: Paket) -> frozenset[bytes]:
    """Style ids whose cells show a date."""
    xml = paket.gaya
    p = awalan(xml, b"styleSheet")
    daftar = re.search(rb"<%bcellXfs\b[^>]*>(.*?)</%bcellXfs>" % (p, p), xml, re.DOTALL)
    if not daftar:
        return frozenset()
    format_ = _FORMAT_TANGGAL | {
        satu[1]
        for satu in re.finditer(rb'<%bnumFmt\b[^>]*?\bnumFmtId="(\d+)"[^>]*?/>' % p, xml)
        if (kode := re.search(rb'\bformatCode="([^"]*)"', satu[0])) and _kode_tanggal(kode[1])
    }
    return frozenset(
        b"%d" % ke
        for ke, xf in enumerate(re.findall(rb"<%bxf\b[^>]*>" % p, daftar[1]))
        if (nomor := _ANGKA_FORMAT.search(xf)) and nomor[1] in format_
    )


def _kode_tanggal(kode: bytes) -> bool:
    polos = _PETIK.sub("", kode.decode(errors="replace").replace("&quot;", '"')).lower()
    return "d" in polos and "y" in polos
