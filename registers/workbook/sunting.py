"""Ledger rows into a workbook: the story of one write.

Open → find our sheet → split the rows into known and new → change cells, append rows → replace two parts.
Everything happens in memory; the file is replaced in one step or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan
from registers.definisi import KOLOM_KUNCI, Buku, Kolom
from registers.workbook.lembar import BARIS_MAKS, BarisXml, Lembar, Peta
from registers.workbook.model import Baris, Rantai, Ringkasan
from registers.workbook.paket import LEMBAR_TANDA, BukuAsing, Paket, Tanda
from registers.workbook.sel import Sel, dari_nilai, huruf
from registers.workbook.tanda import baca_tanda, xml_tanda
from registers.workbook.tinggi import lebar_kolom, tinggi

_HT = re.compile(rb' ht="([\d.]+)"')
_TINGGI_SENDIRI = re.compile(rb'customHeight="(?:1|true)"')
_TERSEMBUNYI = re.compile(rb'(<[\w.:-]*row\b[^>]*?) hidden="(?:1|true)"')


def buat(
    path: Path,
    buku: Buku,
    tahun: int,
    kepala: Sequence[str],
    baris: Sequence[Baris] = (),
    rantai: Rantai = (0, ""),
) -> Ringkasan:
    """Create the book of one year with these rows in it, in one write; an existing file is replaced.

    Args:
        path: where; ends in .xlsx.
        buku: the definition.
        tahun: the year printed in the heading.
        kepala: the office's heading lines, top first; title and year are added below them.
        baris: rows, in order.
        rantai: head of the ledger's chain these rows come from.

    Raises:
        DataTidakSah: values no cell can hold, all at once.
        BerkasGagal: the file cannot be written.
        PermissionError: another program holds it open (Windows).
    """
    from registers.workbook.rancang import rancang  # openpyxl is heavy, and needed only here

    data, ringkasan = sisipkan(rancang(buku, tahun, kepala), path.name, buku, baris, rantai)
    berkas.tulis_atomik(path, data)
    return replace(ringkasan, ditulis=True)


def terapkan(
    path: Path, buku: Buku, baris: Sequence[Baris], rantai: Rantai, *, tahun: int | None = None
) -> Ringkasan:
    """Bring rows into the book: a new key becomes a row at the end, a known one is brought up to date.

    Columns of people, formats, and every other part of the workbook stay as they are, byte for byte.
    Doing it twice does nothing the second time.
    With `tahun`, a book of another year (last year's, copied) is refused.

    Raises:
        BukuAsing: not this book, damaged, or without its markers; the file is untouched.
        DataTidakSah: values no cell can hold, all at once; the file is untouched.
        BerkasGagal: the file cannot be read or written.
        PermissionError: another program holds it open (Windows).
    """
    lama = berkas.baca(path)
    data, ringkasan = sisipkan(lama, path.name, buku, baris, rantai, tahun)
    if data is lama:
        return ringkasan
    berkas.tulis_atomik(path, data)
    return replace(ringkasan, ditulis=True)


def sisipkan(
    lama: bytes,
    nama: str,
    buku: Buku,
    baris: Sequence[Baris],
    rantai: Rantai,
    tahun: int | None = None,
) -> tuple[bytes, Ringkasan]:
    """`terapkan` on bytes; gives back the very same object when nothing has to change."""
    paket = Paket(lama, nama)
    tanda = baca_tanda(paket, buku.id, tahun)
    bagian, lembar, peta = temukan(paket, tanda, buku)
    suntingan = _Suntingan(lembar, peta, buku, paket.sejak_1904)
    suntingan.terima(sel_baris(baris, buku, paket.sejak_1904))
    baru = replace(tanda, urut=rantai[0], hash=rantai[1], lembar=lembar.nama)
    if baru == tanda and not suntingan.ganti:
        return lama, suntingan.ringkasan()
    ganti = {paket.bagian_tanda: xml_tanda(baru, paket.isi(paket.bagian_tanda))}
    if suntingan.ganti:
        ganti[bagian] = lembar.dengan(suntingan.ganti, suntingan.baris_akhir)
    return paket.dengan(ganti), suntingan.ringkasan()


def temukan(paket: Paket, tanda: Tanda, buku: Buku) -> tuple[str, Lembar, Peta]:
    """Our sheet: the one with the marker row, whatever it is called; of several, the one we wrote last.

    Raises:
        BukuAsing: no sheet has it.
    """
    calon = sorted(paket.lembar, key=lambda satu: satu.nama != tanda.lembar)
    for satu in calon:
        if satu.nama == LEMBAR_TANDA:
            continue
        lembar = Lembar(paket.isi(satu.bagian), paket, satu.nama)
        if peta := lembar.peta(buku):
            return satu.bagian, lembar, peta
    raise BukuAsing(paket.nama, f"tidak ada lembar dengan baris penanda kolom ({KOLOM_KUNCI})")


@dataclass(frozen=True)
class BarisSel:
    """A row as cells: column key → cell; ledger's and shared columns only."""

    kunci: str
    sel: Mapping[str, Sel]


def sel_baris(baris: Sequence[Baris], buku: Buku, sejak_1904: bool) -> list[BarisSel]:
    """Every row as cells; of several with one key, the last says how it stands.

    Raises:
        DataTidakSah: every refused value at once.
    """
    temuan: list[Temuan] = []
    hasil: dict[str, BarisSel] = {}
    for satu in baris:
        sel: dict[str, Sel] = {}
        for kolom in buku.kolom:
            if kolom.milik == "orang":
                continue
            try:
                sel[kolom.kunci] = dari_nilai(satu.nilai.get(kolom.dari), kolom.jenis, sejak_1904=sejak_1904)
            except NilaiSalah as galat:
                temuan.append(_temuan(satu.kunci, kolom, galat))
        hasil[satu.kunci] = BarisSel(satu.kunci, sel)
    if temuan:
        raise DataTidakSah(f"Baris untuk {buku.judul} memuat nilai yang tidak dapat ditulis.", temuan)
    return list(hasil.values())


def _temuan(kunci: str, kolom: Kolom, galat: NilaiSalah) -> Temuan:
    return Temuan(f"{kunci}: {kolom.judul}", galat.pesan, galat.saran)


class _Suntingan:
    """Collects the spans of one sheet that change."""

    def __init__(self, lembar: Lembar, peta: Peta, buku: Buku, sejak_1904: bool) -> None:
        self._lembar, self._peta = lembar, peta
        self._bersama = {k.kunci for k in buku.kolom if k.milik == "bersama"}
        self._lebar = lebar_kolom(lembar.xml[: lembar.mulai])
        self._judul = {k.kunci: k.judul for k in buku.kolom}
        self.ganti: list[tuple[int, int, bytes]] = []
        self.baris_akhir = 0
        self._ditambah = self._diubah = self._tetap = 0
        self._temuan: list[Temuan] = []

    def ringkasan(self) -> Ringkasan:
        return Ringkasan(self._ditambah, self._diubah, self._tetap, temuan=tuple(self._temuan))

    def terima(self, baris: Sequence[BarisSel]) -> None:
        """Sort rows into those the sheet has and those it has not, and put both where they belong."""
        ada: dict[str, BarisXml] = {}
        if any(self._lembar.mungkin_memuat(satu.kunci) for satu in baris):
            ada = self._lembar.indeks(self._peta.kolom[KOLOM_KUNCI])
        for satu in baris:
            if lama := ada.get(satu.kunci):
                self._ubah(lama, satu)
        self._tambah([satu for satu in baris if satu.kunci not in ada])

    def _ubah(self, lama: BarisXml, baris: BarisSel) -> None:
        xml = self._isi_baris(lama, baris)
        if xml == lama.xml:
            self._tetap += 1
            return
        self._diubah += 1
        self.ganti.append((lama.awal, lama.akhir, xml))

    def _tambah(self, baris: Sequence[BarisSel]) -> None:
        """Below the last row that holds anything; blank rows lying there (people's formats) are filled."""
        if not baris:
            return
        kosong: dict[int, BarisXml] = {}
        for terakhir in self._lembar.baris_dari_bawah():
            if self._lembar.berisi(terakhir):
                break
            kosong[terakhir.nomor] = terakhir
        else:
            raise BukuAsing(self._lembar.nama, "lembarnya kosong")
        gaya = self._peta.gaya or {p.kolom: p.gaya for p in self._lembar.sel(terakhir.xml)}
        nomor, letak = max(terakhir.nomor, self._peta.baris), terakhir.akhir
        if nomor + len(baris) > BARIS_MAKS:
            raise BukuAsing(self._lembar.nama, "lembarnya penuh", "Hapus isi di bawah baris terakhir buku.")
        for satu in baris:
            nomor += 1
            if lama := kosong.get(nomor):
                self.ganti.append((lama.awal, lama.akhir, self._isi_baris(lama, satu, tampilkan=True)))
                letak = lama.akhir
            else:
                self.ganti.append((letak, letak, self._baris_baru(nomor, satu, gaya)))
        self._ditambah += len(baris)
        self.baris_akhir = nomor

    def _sel_kolom(self, baris: BarisSel) -> dict[int, tuple[str, Sel]]:
        """The row's cells by column number; columns people removed are left out."""
        kolom = self._peta.kolom
        sel = {kolom[kunci]: (kunci, satu) for kunci, satu in baris.sel.items() if kunci in kolom}
        return sel | {kolom[KOLOM_KUNCI]: (KOLOM_KUNCI, Sel(baris.kunci))}

    def _baris_baru(self, nomor: int, baris: BarisSel, gaya: Mapping[int, bytes]) -> bytes:
        p, sel = self._lembar.awalan, self._sel_kolom(baris)
        ht = self._tinggi(sel)
        isi = (
            sel.get(n, ("", Sel()))[1].xml(b"%b%d" % (huruf(n), nomor), gaya.get(n, b""), p)
            for n in sorted(sel.keys() | gaya.keys())
        )
        ukuran = b' ht="%.2f"' % ht if ht else b""
        return b'<%brow r="%d"%b>%b</%brow>' % (p, nomor, ukuran, b"".join(isi), p)

    def _tinggi(self, sel: Mapping[int, tuple[str, Sel]]) -> float:
        """What the row's texts need; the hidden key column does not count."""
        return tinggi({n: s.teks for n, (kunci, s) in sel.items() if kunci != KOLOM_KUNCI}, self._lebar)

    def _isi_baris(self, lama: BarisXml, baris: BarisSel, *, tampilkan: bool = False) -> bytes:
        """The row with the ledger's values in it; every other byte of it stays."""
        sisa = self._sel_kolom(baris)
        ht = self._tinggi(sisa)
        potongan: list[bytes] = []
        letak = 0
        for satu in self._lembar.sel(lama.xml):
            sisipan = self._sel_sisipan(lama.nomor, [n for n in sisa if n < satu.kolom], sisa)
            kunci, sel = sisa.pop(satu.kolom, ("", satu.sel))
            isi = lama.xml[satu.awal : satu.akhir]
            if kunci and self._boleh(kunci, satu.sel, sel, lama.nomor, satu.kolom):
                isi = sel.xml(b"%b%d" % (huruf(satu.kolom), lama.nomor), satu.gaya, self._lembar.awalan)
            potongan += (lama.xml[letak : satu.awal], *sisipan, isi)
            letak = satu.akhir
        ekor = self._lembar.tambah_sel(lama.xml[letak:], self._sel_sisipan(lama.nomor, sisa, sisa))
        xml = b"".join((*potongan, ekor))
        if xml == lama.xml:
            return xml
        return _tinggikan(_TERSEMBUNYI.sub(rb"\1", xml, count=1) if tampilkan else xml, ht)

    def _sel_sisipan(self, nomor: int, kolom: Iterable[int], sisa: dict[int, tuple[str, Sel]]) -> list[bytes]:
        """Cells the row had none for; blank ones are not worth an element."""
        gaya, p = self._peta.gaya, self._lembar.awalan
        ambil = [(n, sisa.pop(n)[1]) for n in sorted(kolom)]
        return [s.xml(b"%b%d" % (huruf(n), nomor), gaya.get(n, b""), p) for n, s in ambil if s.teks]

    def _boleh(self, kunci: str, lama: Sel, baru: Sel, nomor: int, kolom: int) -> bool:
        """Whether the cell is to be replaced: it differs, is ours to write, and computes nothing."""
        if lama.sama(baru) or (kunci in self._bersama and lama.teks):
            return False
        if lama.rumus:
            alamat = f"{self._lembar.nama}!{huruf(kolom).decode()}{nomor}"
            self._temuan.append(
                Temuan(
                    alamat,
                    f"kolom {self._judul.get(kunci, kunci)} berisi rumus",
                    "hapus rumus itu",
                    baru.teks,
                )
            )
            return False
        return True


def _tinggikan(baris: bytes, ht: float) -> bytes:
    """The row at least this high, unless a person set its height."""
    batas = baris.index(b">")
    pembuka = baris[:batas]
    lama = _HT.search(pembuka)
    if _TINGGI_SENDIRI.search(pembuka) or ht <= (float(lama[1]) if lama else 0):
        return baris
    polos = _HT.sub(b"", pembuka)
    return re.sub(rb'(\br="\d+")', rb'\1 ht="%.2f"' % ht, polos, count=1) + baris[batas:]
