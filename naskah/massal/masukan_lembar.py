"""One sheet of an input workbook: its headings, where its rows begin, what its cells say."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from naskah.lembar import SelRusak
from naskah.massal.kepala import CONTOH, PETUNJUK, Kepala, polos
from naskah.massal.masukan_model import BentukLembar, Isian
from registers.dasar.isian import Isian as IsianJenis
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import ANGKA_EKSAK
from registers.workbook.deret import KOLOM_MAKS, LembarBiasa, alamat
from registers.workbook.model import BarisIsi

_NOMOR, _LAIN = "#no", "#lain"
_GALAT = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_BELUM_DIHITUNG = SelRusak(
    "rumusnya belum dihitung", "buka di Excel, simpan, lalu ulangi; atau ketik nilainya"
)
_DIGIT_HILANG = SelRusak(
    "berupa angka 16 digit atau lebih, sehingga digit terakhirnya hilang",
    "format selnya sebagai Teks, lalu ketik ulang nomornya",
)


@dataclass
class LembarIsian:
    """A sheet with its headings, and where its rows begin.

    Attributes:
        isi: the sheet.
        kepala: its headings.
        isian: the daftar it holds; None for the sheet of the letters.
        awal: where each row begins.
        nomor: the row's number in the sheet.
        kunci: what its column No says.
        terisi: 1 where more than No is filled in.
        tetap: rows of help and example.
        temuan: cells under no heading.
    """

    isi: LembarBiasa
    kepala: Kepala
    isian: IsianJenis | None
    awal: array[int] = field(default_factory=lambda: array("q"))
    nomor: array[int] = field(default_factory=lambda: array("q"))
    kunci: list[str] = field(default_factory=list[str])
    terisi: bytearray = field(default_factory=bytearray)
    tetap: list[int] = field(default_factory=list[int])
    temuan: list[Temuan] = field(default_factory=list[Temuan])

    def __post_init__(self) -> None:
        self._deret = self.isi.deret(self.kepala.kolom, self.kepala.baris)

    def jelajahi(self, *, contoh: bool) -> None:
        """Walk over all rows once: which are filled, what their No says, whether anything has no heading."""
        lain = {f"{_LAIN}{k}": k for k in range(1, KOLOM_MAKS + 1) if k not in self.kepala.berjudul}
        lewat = {PETUNJUK} if contoh else {PETUNJUK, CONTOH}
        tanpa_judul: set[str] = set()
        nomor = {_NOMOR: self.kepala.nomor} if self.kepala.nomor else {}
        semua = self.isi.deret({**self.kepala.kolom, **nomor, **lain}, self.kepala.baris)
        for awal, satu in semua.baris():
            isi = {k for k, v in satu.nilai.items() if not _kosong(v)} | set(satu.rumus)
            kunci = _kunci(satu.nilai.get(_NOMOR, ""))
            if kunci in lewat or (not self.kepala.nomor and _penanda(satu, lewat)):
                self.tetap.append(satu.nomor)
                continue
            if asing := {k for k in isi if k.startswith(_LAIN)}:
                self._tanpa_judul(satu, asing - tanpa_judul)
                tanpa_judul |= asing
            if isi:
                self.awal.append(awal)
                self.nomor.append(satu.nomor)
                self.kunci.append(kunci)
                self.terisi.append(bool(isi - {_NOMOR}))

    def _tanpa_judul(self, satu: BarisIsi, asing: set[str]) -> None:
        for kunci in asing:
            sel = alamat(self.isi.nama, int(kunci.removeprefix(_LAIN)), satu.nomor)
            self.temuan.append(
                Temuan(sel, "kolom ini terisi tetapi tidak berjudul", "tulis judul kolomnya, atau kosongkan")
            )

    def isikan(
        self, ke: int, hasil: Isian, sel: dict[str, str], wadah: dict[str, object], awalan: str
    ) -> None:
        """Put the row at index `ke` into `wadah`, and the cells of all its columns into `sel`."""
        satu = self._deret.di(self.awal[ke])
        for jalur, kolom in self.kepala.kolom.items():
            sel[f"{awalan}{jalur}"] = alamat(self.isi.nama, kolom, self.nomor[ke])
            if satu and (nilai := _nilai(satu, jalur)) is not None:
                hasil.taruh(jalur, nilai, di=wadah, awalan=awalan)

    def bentuk(self) -> BentukLembar:
        """How it is laid out."""
        k = self.kepala
        return BentukLembar(self.isi.nama, k.baris, max(k.berjudul), k.alasan, tuple(self.tetap))


def _penanda(satu: BarisIsi, lewat: set[str]) -> bool:
    """Whether a row of a sheet without a column No says in its first cell that it is no letter."""
    return next((polos(v) in lewat for v in satu.nilai.values()), False)


def _nilai(satu: BarisIsi, jalur: str) -> object:
    """The value of a cell; None when it is blank."""
    nilai = satu.nilai.get(jalur)
    if _kosong(nilai):
        return _BELUM_DIHITUNG if jalur in satu.rumus else None
    if isinstance(nilai, float) and abs(nilai) >= ANGKA_EKSAK:
        return _DIGIT_HILANG
    if isinstance(nilai, str) and nilai.strip() in _GALAT:
        return SelRusak(f"selnya berisi galat {nilai.strip()}", "perbaiki rumusnya, atau ketik nilainya")
    return nilai


def _kosong(nilai: object) -> bool:
    return nilai is None or (isinstance(nilai, str) and not nilai.strip())


def _kunci(nilai: object) -> str:
    """What a cell of the column No says, for comparing: 1, "1." and "01" are the same."""
    teks = polos(nilai)
    return teks.lstrip("0") or teks if teks.isdecimal() else teks
