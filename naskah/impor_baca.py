"""An office's old agenda as rows: headings, column numbers, totals and blanks told apart from letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from naskah.impor_judul import LAIN, URUTAN, Kepala, kata, nomor_baris, nomor_sel
from naskah.lembar import Baris, Lembar, Sel, SelRusak

_SAMA_DENGAN_ATAS = {"sda", "idem", "dito", "sama", "ditto"}
_TANDA_SAMA = re.compile(r"[\"“”″'’,]{1,3}|s\s*\.\s*d\s*\.\s*a\s*\.?")
_KOSONG = re.compile(r"[-–—_.…\s]*")
_JUMLAH = re.compile(r"(sub\s*)?(total|jumlah)\b", re.IGNORECASE)


@dataclass(frozen=True)
class BarisLama:
    """A row of the old agenda that may be a letter.

    Attributes:
        lembar: name of its sheet.
        nomor: number of its row there.
        sel: column of the book = its cell.
        lain: cells the book has no column for, with their heading.
    """

    lembar: str
    nomor: int
    sel: Mapping[str, Sel]
    lain: Sequence[tuple[str, Sel]] = ()

    @property
    def alamat(self) -> str:
        """Where it begins: the address of its first cell."""
        semua = [*self.sel.values(), *(s for _, s in self.lain)]
        return semua[0].alamat if semua else f"{self.lembar}!A{self.nomor}"


@dataclass(frozen=True)
class Dilewati:
    """A row that is no letter, and what it is."""

    alamat: str
    sebab: str


@dataclass(frozen=True)
class LembarLama:
    """What a sheet holds.

    Attributes:
        nama: its name.
        kepala: its headings, by column of the book.
        hari_nol: the day of date number 0.
        tahun: the year its title or name says; 0 when they say none.
        baris: the rows that may be letters.
        dilewati: rows that are none; blank ones and headings are not worth a word.
    """

    nama: str
    kepala: Kepala
    hari_nol: date
    tahun: int
    baris: Sequence[BarisLama] = ()
    dilewati: Sequence[Dilewati] = ()


@dataclass
class _Kumpulan:
    baris: list[BarisLama] = field(default_factory=list[BarisLama])
    dilewati: list[Dilewati] = field(default_factory=list[Dilewati])


def baca(lembar: Lembar, kepala: Kepala) -> LembarLama:
    """The rows below the headings of a sheet."""
    hasil = _Kumpulan()
    atas: dict[int, Sel] = {}
    judul = _kata_judul(kepala)
    isi = [b for b in lembar.baris if nomor_baris(b) > kepala.baris[-1]]
    turun = _turun(lembar, kepala, {nomor_baris(b): b for b in isi})
    for baris in isi:
        nomor = nomor_baris(baris)
        if _judul_lagi(baris, judul) or nomor_kolom(baris):
            continue
        lengkap = {**turun.get(nomor, {}), **{k: s for k, s in baris.items() if not _kosong(s)}}
        if _lanjutan(turun.get(nomor, {}), baris, kepala) and hasil.baris:
            hasil.baris[-1] = _gabung(hasil.baris[-1], _satu(lembar.nama, nomor, baris, kepala))
            continue
        if not lengkap:
            continue
        if sebab := _bukan_surat(lengkap, kepala):
            hasil.dilewati.append(Dilewati(next(iter(lengkap.values())).alamat, sebab))
            continue
        lengkap = {k: _seperti_atas(s, atas.get(k)) for k, s in lengkap.items()}
        atas |= lengkap
        hasil.baris.append(_satu(lembar.nama, nomor, lengkap, kepala))
    return LembarLama(lembar.nama, kepala, lembar.hari_nol, _tahun(kepala.atas), hasil.baris, hasil.dilewati)


def _turun(lembar: Lembar, kepala: Kepala, isi: Mapping[int, Baris]) -> dict[int, dict[int, Sel]]:
    """Row = the cells that merged cells above lend it."""
    hasil: dict[int, dict[int, Sel]] = {}
    for b1, k1, b2, _ in lembar.gabungan:
        if b1 > kepala.baris[-1] and (sel := isi.get(b1, {}).get(k1)) is not None:
            for di in range(b1 + 1, b2 + 1):
                hasil.setdefault(di, {})[k1] = sel
    return hasil


def _lanjutan(turun: Mapping[int, Sel], baris: Baris, kepala: Kepala) -> bool:
    """Whether the row belongs to the letter above: its number is merged with the one there."""
    penanda = [k for k, nama in kepala.kolom.items() if nama == URUTAN] or [
        k for k, nama in kepala.kolom.items() if nama == "nomor"
    ]
    return bool(penanda) and penanda[0] in turun and penanda[0] not in baris


def _satu(lembar: str, nomor: int, baris: Baris, kepala: Kepala) -> BarisLama:
    sel = {kepala.kolom[k]: s for k, s in sorted(baris.items()) if kepala.kolom.get(k, LAIN) != LAIN}
    lain = [
        (kepala.judul.get(k, "Tanpa judul"), s)
        for k, s in sorted(baris.items())
        if kepala.kolom.get(k, LAIN) == LAIN
    ]
    return BarisLama(lembar, nomor, sel, lain)


def _gabung(atas: BarisLama, bawah: BarisLama) -> BarisLama:
    """A letter written over two rows: the second row goes on where the first one ends."""
    sel = dict(atas.sel)
    for nama, satu in bawah.sel.items():
        lama = sel.get(nama)
        rusak = isinstance(satu.nilai, SelRusak) or (lama and isinstance(lama.nilai, SelRusak))
        sel[nama] = Sel(lama.alamat, f"{lama.nilai} {satu.nilai}") if lama and not rusak else satu
    return BarisLama(atas.lembar, atas.nomor, sel, [*atas.lain, *bawah.lain])


def _kata_judul(kepala: Kepala) -> dict[int, frozenset[frozenset[str]]]:
    """Column = what its heading may say when it is repeated: all of it, or one of its rows."""
    return {k: frozenset(kata(b) for b in (j, *j.split(": "))) for k, j in kepala.judul.items()}


def _judul_lagi(baris: Baris, judul: Mapping[int, frozenset[frozenset[str]]]) -> bool:
    """Headings repeated on a new page: most cells say what the headings say."""
    sama = 0
    for ke, (k, sel) in enumerate(baris.items(), start=1):
        sama += isinstance(sel.nilai, str) and kata(sel.nilai) in judul.get(k, ())
        if ke >= 3 and not sama:
            return False  # most rows are letters: three cells tell
    return sama >= 2 and sama * 2 >= len(baris)


def nomor_kolom(baris: Baris) -> bool:
    """The row of column numbers under the headings: 1, 2, 3 or (1), (2), (3)."""
    teks = [str(sel.nilai).strip("() ") for _, sel in sorted(baris.items())]
    awal = int(teks[0]) if teks[0].isdecimal() else -1
    return len(teks) >= 3 and awal in (0, 1) and teks == [str(awal + ke) for ke in range(len(teks))]


def _bukan_surat(baris: Baris, kepala: Kepala) -> str:
    """Why a row is no letter; "" when it may be one."""
    isian = {kepala.kolom.get(k, LAIN) for k in baris}
    pertama = next(iter(baris.values())).nilai
    if len(baris) <= 4 and any(
        isinstance(s.nilai, str) and _JUMLAH.match(s.nilai.strip()) for s in baris.values()
    ):
        return "baris jumlah"
    if isian == {URUTAN} and not (isinstance(pertama, str) and not any(c.isdigit() for c in pertama)):
        return "hanya nomor urut, tanpa isi"
    tekstual = all(isinstance(s.nilai, str) for s in baris.values())
    if len(baris) == 1 and tekstual:
        return "judul atau catatan di antara baris"
    if len(baris) <= 2 and tekstual and not isian & {URUTAN, "nomor", "tanggal", "tanggal_terima"}:
        return "catatan atau tanda tangan di antara baris"
    return ""


def _seperti_atas(sel: Sel, atas: Sel | None) -> Sel:
    """The cell, or the one above where it says "sda", "idem" or a ditto mark."""
    if atas is None or not isinstance(sel.nilai, str):
        return sel
    rapi = sel.nilai.strip().casefold()
    sama = rapi.strip(". ") in _SAMA_DENGAN_ATAS or _TANDA_SAMA.fullmatch(rapi)
    return Sel(sel.alamat, atas.nilai) if sama else sel


def _kosong(sel: Sel) -> bool:
    """A dash or dots where nothing was to be said."""
    return isinstance(sel.nilai, str) and _KOSONG.fullmatch(sel.nilai) is not None


def _tahun(teks: str) -> int:
    """The one year that stands in the title or the name of the sheet; 0 for none or several."""
    semua: set[str] = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", teks))
    return int(semua.pop()) if len(semua) == 1 else 0


def lembar_dari(semua: Sequence[LembarLama]) -> Iterator[BarisLama]:
    """Every row of every sheet, in order."""
    for satu in semua:
        yield from satu.baris


def baris_sel(alamat: str) -> int:
    """The row of a cell's address."""
    return nomor_sel(alamat)
