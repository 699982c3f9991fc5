"""One sheet of an input workbook: its headings, where its rows begin, what its cells say."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from naskah.lembar import SelRusak
from naskah.massal import terlewat
from naskah.massal.kepala import CONTOH, PETUNJUK, Kepala, polos
from naskah.massal.masukan_model import BentukLembar, Isian
from registers.dasar.isian import Isian as IsianJenis
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import ANGKA_EKSAK
from registers.workbook.deret import KOLOM_MAKS, LembarBiasa, alamat
from registers.workbook.model import BarisIsi
from registers.workbook.sel import huruf

_NOMOR, _LAIN = "#no", "#lain"
_GALAT = re.compile(
    r"#(?:N/A|DIV/0!|NAME\?|GETTING_DATA|(?:REF|VALUE|NUM|NULL|SPILL|CALC|BLOCKED|FIELD|BUSY|CONNECT|UNKNOWN"
    r"|EXTERNAL|PYTHON|TIMEOUT)!)|Err:\d{3}"
)
_BELUM_DIHITUNG = SelRusak(
    "rumusnya belum dihitung", "buka di Excel, simpan, lalu ulangi; atau ketik nilainya"
)
_NOMOR_HAMPA = SelRusak(
    "rumusnya tidak menghasilkan nomor, sehingga naskahnya tidak jelas",
    "ketik nomornya; sel yang sungguh kosong berarti sama dengan di atasnya",
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
        jenis: kind of the field at each path.
        awal: where each row begins.
        nomor: the row's number in the sheet.
        kunci: what its column No says.
        terisi: 1 where more than No is filled in.
        tetap: rows of help and example.
        temuan: cells under no heading, rows that a sheet cannot have.
        nomor_rusak: cells of the column No that do not say which letter is meant.
        catatan: what is not read, or not as people see it.
    """

    isi: LembarBiasa
    kepala: Kepala
    isian: IsianJenis | None
    jenis: Mapping[str, str]
    awal: array[int] = field(default_factory=lambda: array("q"))
    nomor: array[int] = field(default_factory=lambda: array("q"))
    kunci: list[str] = field(default_factory=list[str])
    terisi: bytearray = field(default_factory=bytearray)
    tetap: list[int] = field(default_factory=list[int])
    temuan: list[Temuan] = field(default_factory=list[Temuan])
    nomor_rusak: list[Temuan] = field(default_factory=list[Temuan])
    catatan: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self._deret = self.isi.deret(self.kepala.kolom, self.kepala.baris)

    def jelajahi(self, *, contoh: bool, batas: tuple[int, int] | None = None) -> None:
        """Walk over all rows once: which are filled, what their No says, what is not read or seen.

        Args:
            contoh: rows that say "contoh" are letters too.
            batas: the rows that notes are wanted of, first and last.
        """
        self._periksa_susunan()
        lain = {f"{_LAIN}{k}": k for k in range(1, KOLOM_MAKS + 1) if k not in self.kepala.berjudul}
        lewat = {PETUNJUK} if contoh else {PETUNJUK, CONTOH}
        pertama, terakhir = batas or (0, 1 << 40)
        tanpa_judul: set[str] = set()
        diawali, tersembunyi, tampak = list[int](), list[int](), _Tampak(self)
        nomor = {_NOMOR: self.kepala.nomor} if self.kepala.nomor else {}
        semua = self.isi.deret({**self.kepala.kolom, **nomor, **lain}, self.kepala.baris)
        for awal, satu in semua.baris():
            isi = {k for k, v in satu.nilai.items() if not _kosong(v)} | set(satu.rumus)
            isi |= {k for k, v in satu.tampak.items() if v}
            kunci = _kunci(satu.nilai.get(_NOMOR, ""))
            if kunci in lewat or (not self.kepala.nomor and not self.awal and _penanda(satu, lewat)):
                self.tetap.append(satu.nomor)
                if self.awal or not self.kepala.nomor:  # the template's own stand right below the headings
                    diawali.append(satu.nomor)
                continue
            if asing := {k for k in isi if k.startswith(_LAIN)}:
                self._tanpa_judul(satu, asing - tanpa_judul)
                tanpa_judul |= asing
            if isi:
                self.awal.append(awal)
                self.nomor.append(satu.nomor)
                self.kunci.append(kunci)
                self.terisi.append(bool(isi - {_NOMOR}))
            if isi - {_NOMOR}:
                self._periksa_nomor(satu)
                if pertama <= satu.nomor <= terakhir:
                    tampak.tambah(satu)
                    tersembunyi += [satu.nomor] if semua.tersembunyi(awal) else []
        self.catatan += tampak.catatan()
        self.catatan += terlewat.digabung(self.isi.nama, self.isi.gabungan, self.kepala)
        self.catatan += terlewat.diawali(self.isi.nama, diawali)
        self.catatan += terlewat.tersembunyi(self.isi.nama, tersembunyi, utama=self.isian is None)

    def _periksa_susunan(self) -> None:
        """Two rows of one number, or cells too far to the right: something of them would be left out."""
        if ganda := self.isi.nomor_ganda():
            saran = "buka dengan Excel, periksa barisnya, lalu simpan ulang"
            sel = alamat(self.isi.nama, 1, ganda)
            self.temuan.append(Temuan(sel, f"berkas ini memuat dua baris bernomor {ganda}", saran))
        if sel := self.isi.di_luar():
            saran = f"pindahkan ke kolom sampai {huruf(KOLOM_MAKS).decode()}, atau kosongkan"
            self.temuan.append(Temuan(sel, "kolom sejauh ini tidak dibaca", saran))

    def _periksa_nomor(self, satu: BarisIsi) -> None:
        """A formula in the column No that says nothing is no blank cell: its row has another letter."""
        rusak = _nilai(satu, _NOMOR, "bilangan")
        if isinstance(rusak, SelRusak) or (_NOMOR in satu.tampak and _NOMOR not in satu.nilai):
            rusak = rusak if isinstance(rusak, SelRusak) else _NOMOR_HAMPA
            sel = alamat(self.isi.nama, self.kepala.nomor, satu.nomor)
            self.nomor_rusak.append(Temuan(sel, rusak.pesan, rusak.saran))

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
            if satu and (nilai := _nilai(satu, jalur, self.jenis.get(jalur, ""))) is not None:
                hasil.taruh(jalur, nilai, di=wadah, awalan=awalan)

    def bentuk(self) -> BentukLembar:
        """How it is laid out."""
        k = self.kepala
        return BentukLembar(self.isi.nama, k.baris, max(k.berjudul), k.alasan, tuple(self.tetap))


def _penanda(satu: BarisIsi, lewat: set[str]) -> bool:
    """Whether a row of a sheet without a column No says in its first cell that it is no letter."""
    return next((polos(v) in lewat for v in satu.nilai.values()), False)


class _Tampak:
    """Numbers that Excel shows as something else than what is printed; told once for each column."""

    def __init__(self, lembar: LembarIsian) -> None:
        self._lembar = lembar
        self._pertama: dict[str, str] = {}
        self._jumlah: Counter[str] = Counter()

    def tambah(self, satu: BarisIsi) -> None:
        """Those of a row; what cannot be used at all is told at its row."""
        for jalur, teks in satu.tampak.items():
            jenis, nilai = self._lembar.jenis.get(jalur), satu.nilai.get(jalur)
            if jenis is None or nilai is None:
                continue
            kata = terlewat.beda_tampil(nilai, teks, jenis)
            if isinstance(kata, str):
                kolom = self._lembar.kepala.kolom[jalur]
                self._pertama.setdefault(jalur, f"{alamat(self._lembar.isi.nama, kolom, satu.nomor)}: {kata}")
                self._jumlah[jalur] += 1

    def catatan(self) -> list[str]:
        """The first cell of each column, and how many there are."""
        return [
            f"{kata}. Yang dipakai isinya; bila yang terlihat yang dimaksud, format selnya sebagai Teks lalu "
            "ketik ulang."
            + (f" Begitu juga {n - 1} sel lain di kolom itu." if (n := self._jumlah[jalur]) > 1 else "")
            for jalur, kata in self._pertama.items()
        ]


def _nilai(satu: BarisIsi, jalur: str, jenis: str = "") -> object:
    """The value of a cell for a field of this kind; None when it is blank."""
    nilai, tampak = satu.nilai.get(jalur), satu.tampak.get(jalur, "")
    if _kosong(nilai):
        if tampak:
            return _galat(tampak)
        return _BELUM_DIHITUNG if jalur in satu.rumus else None
    if isinstance(nilai, float) and abs(nilai) >= ANGKA_EKSAK:
        return _DIGIT_HILANG
    if isinstance(nilai, str) and _GALAT.fullmatch(nilai.strip()):
        return _galat(nilai.strip())
    if tampak and isinstance(beda := terlewat.beda_tampil(nilai, tampak, jenis), SelRusak):
        return beda
    return nilai


def _galat(nama: str) -> SelRusak:
    return SelRusak(f"selnya berisi galat {nama}", "perbaiki rumusnya, atau ketik nilainya")


def _kosong(nilai: object) -> bool:
    return nilai is None or (isinstance(nilai, str) and not nilai.strip())


def _kunci(nilai: object) -> str:
    """What a cell of the column No says, for comparing: 1, "1." and "01" are the same."""
    teks = polos(nilai)
    return teks.lstrip("0") or teks if teks.isdecimal() else teks
