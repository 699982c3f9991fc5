"""The changes of one write to our sheet, collected as spans of bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from registers.dasar.temuan import Temuan
from registers.definisi import KOLOM_KUNCI, Buku
from registers.workbook.bukaan import Bukaan
from registers.workbook.lembar import BARIS_MAKS, BarisXml, Potongan
from registers.workbook.model import JUDUL_PESAN, KOLOM_PESAN, Baris, Perubahan, Ringkasan
from registers.workbook.paket import BukuAsing
from registers.workbook.penulis import BarisSel, PengubahBaris, PenulisBaris
from registers.workbook.sel import Sel, huruf, potong
from registers.workbook.tinggi import lebar_kolom, tinggi

_HT = re.compile(rb' ht="([\d.]+)"')
_TINGGI_SENDIRI = re.compile(rb'customHeight="(?:1|true)"')
_TERSEMBUNYI = re.compile(rb'(<[\w.:-]*row\b[^>]*?) hidden="(?:1|true)"')
_SEDIKIT = 4  # keys that are looked for one by one; more of them are worth a walk over all rows


@dataclass(frozen=True, slots=True)
class _Tulisan:
    """What one cell shall say."""

    kunci: str
    sel: Sel
    bila_kosong: bool = False


class Suntingan:
    """Collects the spans of one sheet that change.

    Attributes:
        ganti: begin, end, new bytes.
        baris_akhir: number of the last appended row, 0 without one.
        rumus_ditimpa: whether a formula was overwritten.
    """

    def __init__(self, bukaan: Bukaan, buku: Buku) -> None:
        self._lembar, self._peta, self._buku = bukaan.lembar, bukaan.peta, buku
        self._ubah = PengubahBaris(buku, sejak_1904=bukaan.paket.sejak_1904)
        self._lebar = lebar_kolom(self._lembar.xml[: self._lembar.mulai])
        self._judul = {k.kunci: k.judul for k in buku.kolom} | {KOLOM_PESAN: JUDUL_PESAN}
        self.ganti: list[tuple[int, int, bytes]] = []
        self.baris_akhir = 0
        self.rumus_ditimpa = False
        self._ditambah = self._diubah = self._tetap = 0
        self._temuan: list[Temuan] = []

    def ringkasan(self) -> Ringkasan:
        """What was collected."""
        return Ringkasan(self._ditambah, self._diubah, self._tetap, temuan=tuple(self._temuan))

    def terima(self, perubahan: Perubahan) -> None:
        """Sort rows into those the sheet has and those it has not, and put both where they belong.

        Raises:
            DataTidakSah: values no cell can hold, all at once.
        """
        baris = {satu.kunci: satu for satu in perubahan.baris}
        lama, pemilik = self._cari(baris, perubahan)
        for satu in lama:
            self._ubah_baris(satu, baris.get(pemilik.get(satu.nomor, "")), perubahan)
        ada = set(pemilik.values())
        self._tambah([satu for kunci, satu in baris.items() if kunci not in ada])
        self._ubah.periksa()

    def _cari(
        self, baris: Mapping[str, Baris], perubahan: Perubahan
    ) -> tuple[list[BarisXml], dict[int, str]]:
        """Rows of the sheet that are meant, and row number → key of those that `baris` brings up to date.

        Of several rows with one key it is the one that is given it now, else the first.
        """
        bernomor = perubahan.kunci.keys() | perubahan.pesan.keys()
        if perubahan.baru:
            baris = {kunci: satu for kunci, satu in baris.items() if kunci not in perubahan.baru}
        sedikit = not bernomor and len(baris) <= _SEDIKIT
        if sedikit and not any(self._lembar.mungkin_memuat(kunci) for kunci in baris):
            return [], {}
        kena: dict[int, BarisXml] = {}
        milik: dict[str, int] = {}
        kolom = self._peta.kolom[KOLOM_KUNCI]
        for awal, nomor, kunci in self._lembar.baris_berkunci(kolom, baris, bernomor):
            if nomor <= self._peta.baris or not (kunci in baris or nomor in bernomor):
                continue
            kena[nomor] = self._lembar.baris_di(awal)
            kunci = perubahan.kunci.get(nomor, kunci)
            if kunci in baris and (kunci not in milik or nomor in perubahan.kunci):
                milik[kunci] = nomor
        pemilik = {nomor: kunci for kunci, nomor in milik.items()}
        return [satu for nomor, satu in kena.items() if nomor in pemilik or nomor in bernomor], pemilik

    def _ubah_baris(self, lama: BarisXml, baris: Baris | None, perubahan: Perubahan) -> None:
        kolom = self._peta.kolom
        isi: dict[int, _Tulisan] = {}
        if lama.nomor in perubahan.kunci:
            isi[kolom[KOLOM_KUNCI]] = _Tulisan(KOLOM_KUNCI, Sel(perubahan.kunci[lama.nomor]))
        if lama.nomor in perubahan.pesan and KOLOM_PESAN in kolom:
            isi[kolom[KOLOM_PESAN]] = _Tulisan(KOLOM_PESAN, Sel(potong(perubahan.pesan[lama.nomor])))
        if baris:
            isi |= self._tulisan(self._ubah(baris))
        xml = self._isi_baris(lama, isi)
        if xml != lama.xml:
            self._diubah += 1
            self.ganti.append((lama.awal, lama.akhir, xml))
        elif baris:
            self._tetap += 1

    def _tulisan(self, baris: BarisSel) -> dict[int, _Tulisan]:
        """The row's cells by column number; columns people removed are left out."""
        kolom = self._peta.kolom
        isi = {
            kolom[kunci]: _Tulisan(kunci, sel, kunci in baris.bila_kosong)
            for kunci, sel in baris.sel.items()
            if kunci in kolom
        }
        return isi | {kolom[KOLOM_KUNCI]: _Tulisan(KOLOM_KUNCI, Sel(baris.kunci))}

    def _tambah(self, baris: Sequence[Baris]) -> None:
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
        nomor, letak = max(terakhir.nomor, self._peta.baris), terakhir.akhir
        self.baris_akhir = nomor + len(baris)
        if self.baris_akhir > BARIS_MAKS:
            raise BukuAsing(self._lembar.nama, "lembarnya penuh", "Hapus isi di bawah baris terakhir buku.")
        tulis = self._penulis(terakhir)
        baru: list[bytes] = []
        for satu in baris:
            nomor += 1
            if lama := kosong.get(nomor):
                self.ganti.append((letak, letak, b"".join(baru)))
                isi = self._isi_baris(lama, self._tulisan(self._ubah(satu)), tampilkan=True)
                self.ganti.append((lama.awal, lama.akhir, isi))
                letak, baru = lama.akhir, []
            else:
                baru.append(tulis(nomor, satu))
        self.ganti.append((letak, letak, b"".join(baru)))
        self._ditambah += len(baris)

    def _penulis(self, terakhir: BarisXml) -> PenulisBaris:
        """New rows look like the marker row; without one, like the last row."""
        gaya = self._peta.gaya or {p.kolom: p.gaya for p in self._lembar.sel(terakhir.xml)}
        return PenulisBaris(self._lembar.awalan, self._peta.kolom, gaya, self._lebar, self._buku, self._ubah)

    def _isi_baris(self, lama: BarisXml, isi: Mapping[int, _Tulisan], *, tampilkan: bool = False) -> bytes:
        """The row with these cells in it; every other byte of it stays."""
        sisa = dict(isi)
        potongan: list[bytes] = []
        letak = 0
        for satu in self._lembar.sel(lama.xml):
            sisipan = self._sel_sisipan(lama.nomor, [n for n in sisa if n < satu.kolom], sisa)
            baru = sisa.pop(satu.kolom, None)
            xml = lama.xml[satu.awal : satu.akhir]
            if baru and self._boleh(satu, baru, lama.nomor):
                # A date typed as text lies in a cell that would show its serial number.
                jadi_angka = baru.sel.angka and not satu.sel.angka and satu.sel.teks
                gaya = self._peta.gaya.get(satu.kolom, satu.gaya) if jadi_angka else satu.gaya
                xml = baru.sel.xml(b"%b%d" % (huruf(satu.kolom), lama.nomor), gaya, self._lembar.awalan)
            potongan += (lama.xml[letak : satu.awal], *sisipan, xml)
            letak = satu.akhir
        ekor = self._lembar.tambah_sel(lama.xml[letak:], self._sel_sisipan(lama.nomor, sisa, sisa))
        xml = b"".join((*potongan, ekor))
        if xml == lama.xml:
            return xml
        xml = _TERSEMBUNYI.sub(rb"\1", xml, count=1) if tampilkan else xml
        teks = {n: satu.sel.teks for n, satu in isi.items() if satu.kunci != KOLOM_KUNCI}
        return _tinggikan(xml, tinggi(teks, self._lebar))

    def _sel_sisipan(self, nomor: int, kolom: Iterable[int], sisa: dict[int, _Tulisan]) -> list[bytes]:
        """Cells the row had none for; blank ones are not worth an element."""
        gaya, p = self._peta.gaya, self._lembar.awalan
        ambil = [(n, sisa.pop(n).sel) for n in sorted(kolom)]
        return [s.xml(b"%b%d" % (huruf(n), nomor), gaya.get(n, b""), p) for n, s in ambil if s.teks]

    def _boleh(self, lama: Potongan, baru: _Tulisan, nomor: int) -> bool:
        """Whether the cell is to be replaced: it shows something else, and no other cell lives on it."""
        if lama.sel.sama(baru.sel) or (baru.bila_kosong and (lama.sel.teks or lama.sel.rumus)):
            return False
        if lama.induk:
            alamat = f"{self._lembar.nama}!{huruf(lama.kolom).decode()}{nomor}"
            pesan = f"kolom {self._judul.get(baru.kunci, baru.kunci)} berisi rumus yang dipakai sel lain"
            self._temuan.append(Temuan(alamat, pesan, "hapus rumus itu", baru.sel.teks))
            return False
        self.rumus_ditimpa |= lama.sel.rumus
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
