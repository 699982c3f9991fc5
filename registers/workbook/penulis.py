"""Ledger rows as cells, and new rows as XML, fast: 100,000 rows are one and a half million cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.temuan import Temuan
from registers.definisi import KOLOM_KUNCI, Buku, Kolom
from registers.workbook.model import KOLOM_PESAN, Baris
from registers.workbook.sel import ANGKA_JENIS, Sel, dari_nilai, dari_orang, huruf, potong
from registers.workbook.tinggi import hitung_baris, pasti_sebaris, ruang, setinggi

_BULAT = 10**15  # whole numbers below it are kept exactly
_PANJANG = 10_000  # characters from which on the limit of a cell has to be looked at
_MEMO_MAKS = 10_000


@dataclass(frozen=True, slots=True)
class BarisSel:
    """A row as cells.

    Attributes:
        kunci: its key.
        sel: column key → cell; ledger's and shared columns, people's where they are to be written.
        bila_kosong: keys of columns that are written only while the cell is blank.
    """

    kunci: str
    sel: Mapping[str, Sel]
    bila_kosong: frozenset[str]


class PengubahBaris:
    """Turns rows into cells and collects what no cell can hold."""

    def __init__(self, buku: Buku, *, sejak_1904: bool) -> None:
        self._buku, self._sejak_1904 = buku, sejak_1904
        self._temuan: list[Temuan] = []

    def __call__(self, baris: Baris) -> BarisSel:
        """One row; a refused value leaves its cell out."""
        hasil: dict[str, Sel] = {}
        kosong: list[str] = []
        for kolom in self._buku.kolom:
            if kolom.milik != "buku_besar" and kolom.kunci in baris.orang:
                hasil[kolom.kunci] = self.orang(baris, kolom)
            elif kolom.milik != "orang":
                hasil[kolom.kunci] = self.nilai(baris, kolom)
                if kolom.milik == "bersama":
                    kosong.append(kolom.kunci)
        hasil[KOLOM_PESAN] = Sel(potong(baris.pesan))
        return BarisSel(baris.kunci, hasil, frozenset(kosong))

    def nilai(self, baris: Baris, kolom: Kolom) -> Sel:
        """The ledger's value for a cell."""
        try:
            return dari_nilai(baris.nilai.get(kolom.dari), kolom.jenis, sejak_1904=self._sejak_1904)
        except NilaiSalah as galat:
            self._temuan.append(Temuan(f"{baris.kunci}: {kolom.judul}", galat.pesan, galat.saran))
            return Sel()

    def orang(self, baris: Baris, kolom: Kolom) -> Sel:
        """What people typed into a cell."""
        return dari_orang(baris.orang[kolom.kunci], kolom.jenis, sejak_1904=self._sejak_1904)

    def periksa(self) -> None:
        """Raises DataTidakSah with every refused value at once."""
        if self._temuan:
            raise DataTidakSah(
                f"Baris untuk {self._buku.judul} memuat nilai yang tidak dapat ditulis.", self._temuan
            )


def sel_baris(baris: Sequence[Baris], buku: Buku, sejak_1904: bool) -> list[BarisSel]:
    """Every row as cells; of several with one key, the last says how it stands.

    Raises:
        DataTidakSah: every refused value at once.
    """
    ubah = PengubahBaris(buku, sejak_1904=sejak_1904)
    hasil = {satu.kunci: ubah(satu) for satu in baris}
    ubah.periksa()
    return list(hasil.values())


@dataclass(slots=True)
class _Rencana:
    """How the cell of one column is written, but for the row's number."""

    nomor: int
    awal: str  # '<c r="B'
    gaya: bytes
    kolom: Kolom | None
    sebaris: int  # characters that fit into one line for sure
    lega: float  # pixels of a line
    memo: dict[str, str]


class PenulisBaris:
    """Writes new rows of one sheet.

    Args:
        awalan: namespace prefix of the sheet, with its colon.
        kolom: column key (`_id` and `_pesan` too) → column number.
        gaya: column number → style id.
        lebar: column number → width.
        buku: the definition.
        ubah: collects refused values.
    """

    def __init__(
        self,
        awalan: bytes,
        kolom: Mapping[str, int],
        gaya: Mapping[int, bytes],
        lebar: Mapping[int, float],
        buku: Buku,
        ubah: PengubahBaris,
    ) -> None:
        p = awalan.decode()
        nama = {nomor: kunci for kunci, nomor in kolom.items()}
        definisi = {k.kunci: k for k in buku.kolom}
        nomor = sorted(nama.keys() | gaya.keys())
        self._p, self._awalan, self._ubah = p, awalan, ubah
        self._letak = {nama[n]: urut for urut, n in enumerate(nomor) if n in nama}
        self._rencana = [
            _Rencana(
                n,
                f'<{p}c r="{huruf(n).decode()}',
                gaya.get(n, b""),
                definisi.get(nama.get(n, "")),
                pasti_sebaris(lebar[n]) if n in lebar else _PANJANG,
                ruang(lebar[n]) if n in lebar else 0,
                {},
            )
            for n in nomor
        ]
        self._kunci = self._letak[KOLOM_KUNCI]
        self._lekas = [self._langkah(satu) for satu in self._rencana]
        self._dari = [satu.kolom.dari if satu.kolom else "" for satu in self._rencana]

    def _langkah(self, satu: _Rencana) -> tuple[str, str, str, bool, bool, int, float, dict[str, str]]:
        """What the hot loop needs of a column."""
        s = f'" s="{satu.gaya.decode()}"' if satu.gaya else '"'
        p, jenis = self._p, satu.kolom.jenis if satu.kolom else "teks"
        return (
            satu.awal,
            f"{s}/>",
            f'{s} t="inlineStr"><{p}is><{p}t>',
            jenis != "tanggal" and jenis not in ANGKA_JENIS,
            jenis in ANGKA_JENIS,
            satu.sebaris,
            satu.lega,
            satu.memo,
        )

    def __call__(self, nomor: int, baris: Baris) -> bytes:
        """The row element at row `nomor`."""
        n, nilai = str(nomor), [baris.nilai.get(dari) if dari else None for dari in self._dari]
        semua = "|".join([baris.kunci, *[v for v in nilai if isinstance(v, str)]])
        if not _polos(f"|{semua}|"):
            return self._teliti(n, baris)
        sel: list[str] = []
        lapis, p = 1, self._p
        tutup_teks, s_v, tutup_v = f"</{p}t></{p}is></{p}c>", f"><{p}v>", f"</{p}v></{p}c>"
        for urut, (awal, kosong, buka_teks, teks, angka, sebaris, lega, memo) in enumerate(self._lekas):
            v = nilai[urut]
            if v is None or v == "":
                sel.append(f"{awal}{n}{kosong}")
            elif teks and type(v) is str:
                sel.append(f"{awal}{n}{buka_teks}{v}{tutup_teks}")
                if len(v) > sebaris and (perlu := hitung_baris(v, lega)) > lapis:
                    lapis = perlu
            elif angka and type(v) is int and 0 <= v < _BULAT:
                sel.append(f"{awal}{n}{kosong[:-2]}{s_v}{v}{tutup_v}")
            elif type(v) is str and v in memo:
                sel.append(f"{awal}{n}{memo[v]}")
            else:
                sel.append(self._sel_nilai(urut, n, baris))
        awal, _, buka_teks, *_ = self._lekas[self._kunci]
        sel[self._kunci] = f"{awal}{n}{buka_teks}{baris.kunci}{tutup_teks}"
        if baris.pesan or baris.orang:
            lapis = max(lapis, self._khusus(sel, n, baris))
        return self._baris(n, sel, lapis)

    def _baris(self, n: str, sel: Sequence[str], lapis: int) -> bytes:
        ukuran = f' ht="{setinggi(lapis):.2f}"' if lapis > 1 else ""
        return f'<{self._p}row r="{n}"{ukuran}>{"".join(sel)}</{self._p}row>'.encode()

    def _sel_nilai(self, urut: int, n: str, baris: Baris) -> str:
        """A cell of a rarer sort; what it holds besides its address is remembered."""
        satu = self._rencana[urut]
        if satu.kolom is None:
            return f"{satu.awal}{n}{self._lekas[urut][1]}"
        isi = self._ubah.nilai(baris, satu.kolom)
        xml = self._xml(satu, n, isi)
        v = baris.nilai.get(satu.kolom.dari)
        if isinstance(v, str) and isi.angka and len(satu.memo) < _MEMO_MAKS:
            satu.memo[v] = xml[len(satu.awal) + len(n) :]
        return xml

    def _xml(self, satu: _Rencana, n: str, isi: Sel) -> str:
        ref = huruf(satu.nomor) + n.encode()
        return isi.xml(ref, satu.gaya, self._awalan).decode()

    def _khusus(self, sel: list[str], n: str, baris: Baris) -> int:
        """Key, message and people's cells put into their places; lines the row needs for them."""
        sel[self._kunci] = self._xml(self._rencana[self._kunci], n, Sel(baris.kunci))
        lapis = 1
        if baris.pesan and (urut := self._letak.get(KOLOM_PESAN, -1)) >= 0:
            lapis = self._taruh(sel, urut, n, Sel(potong(baris.pesan)))
        for kunci in baris.orang:
            urut = self._letak.get(kunci, -1)
            kolom = self._rencana[urut].kolom if urut >= 0 else None
            if kolom and kolom.milik != "buku_besar":
                lapis = max(lapis, self._taruh(sel, urut, n, self._ubah.orang(baris, kolom)))
        return lapis

    def _taruh(self, sel: list[str], urut: int, n: str, isi: Sel) -> int:
        sel[urut] = self._xml(self._rencana[urut], n, isi)
        return self._lapis(urut, isi)

    def _lapis(self, urut: int, isi: Sel) -> int:
        lega = self._rencana[urut].lega
        return hitung_baris(isi.teks, lega) if lega and isi.teks else 1

    def _teliti(self, n: str, baris: Baris) -> bytes:
        """A row with a text that is not written as it is."""
        sel: list[str] = []
        lapis = 1
        for urut, satu in enumerate(self._rencana):
            isi = self._ubah.nilai(baris, satu.kolom) if satu.kolom and satu.kolom.dari else Sel()
            sel.append(self._xml(satu, n, isi))
            lapis = max(lapis, self._lapis(urut, isi))
        return self._baris(n, sel, max(lapis, self._khusus(sel, n, baris)))


def _polos(teks: str) -> bool:
    """Whether texts, set between bars, can stand in XML as they are."""
    return (
        teks.isprintable()
        and "&" not in teks
        and "<" not in teks
        and ">" not in teks
        and "_x" not in teks
        and "| " not in teks
        and " |" not in teks
        and len(teks) < _PANJANG
    )
