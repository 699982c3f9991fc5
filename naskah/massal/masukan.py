"""The input of a merge: an Excel workbook, a .csv, a .json, or the office's own master data.

A workbook has one letter per row of its first sheet. Where a letter has a table, its rows stand on the sheet
of that table; their first column, No, says which row of the first sheet they belong to, and may be left
blank where it says the same as above.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from naskah import lembar as lembar_excel
from naskah.catalog import Jenis
from naskah.lembar import LembarSalah, SelRusak
from naskah.massal import kepala as kepala_
from naskah.massal.kepala import CONTOH, PETUNJUK, Kepala, polos
from naskah.massal.masukan_induk import dari_induk
from naskah.massal.masukan_model import BarisMalas, BarisMasukan, BentukLembar, Isian, Masukan
from naskah.massal.masukan_teks import dari_csv, dari_json
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Isian as IsianJenis
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import ANGKA_EKSAK
from registers.workbook.deret import KOLOM_MAKS, LembarBiasa, alamat, buka_biasa
from registers.workbook.model import BarisIsi
from registers.workbook.paket import BukuAsing

__all__ = ["BarisMasukan", "Masukan", "baca", "baca_isi", "dari_induk"]

_ATAS = 40  # filled rows from the top among which the headings are looked for
_NOMOR, _LAIN = "#no", "#lain"
_TEMUAN_MAKS = 50
_GALAT = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_BELUM_DIHITUNG = SelRusak(
    "rumusnya belum dihitung", "buka di Excel, simpan, lalu ulangi; atau ketik nilainya"
)
_DIGIT_HILANG = SelRusak(
    "berupa angka 16 digit atau lebih, sehingga digit terakhirnya hilang",
    "format selnya sebagai Teks, lalu ketik ulang nomornya",
)


def baca(path: Path, jenis: Jenis, *, baris: tuple[int, int] | None = None, contoh: bool = False) -> Masukan:
    """The rows of a file that people filled in for letters of this type.

    Args:
        path: .xlsx, .xlsm, .csv or .json.
        jenis: the type, or paket.
        baris: only the rows with these numbers, first and last.
        contoh: take the example rows of the template for letters too.

    Raises:
        DataTidakSah: no file we read, headings unknown or twice, rows of a table that belong to no letter,
            nothing filled in; everything at once. Cells that cannot be used travel with their row.
        BerkasGagal: it is missing or unreadable.
    """
    return baca_isi(path.name, berkas.baca(path), jenis, baris=baris, contoh=contoh)


def baca_isi(
    nama: str, data: bytes, jenis: Jenis, *, baris: tuple[int, int] | None = None, contoh: bool = False
) -> Masukan:
    """`baca` on bytes; the name says what they are.

    Raises:
        DataTidakSah: as `baca`.
    """
    bentuk: tuple[BentukLembar, ...] = ()
    match Path(nama).suffix.lower():
        case ".xlsx" | ".xlsm":
            semua, bentuk = _dari_lembar(nama, data, jenis, baris, contoh=contoh)
        case ".csv":
            semua = dari_csv(nama, data, jenis, baris)
        case ".json":
            semua = dari_json(nama, data, jenis, baris)
        case lain:
            pesan = f"jenis berkas {lain or 'tanpa akhiran'} tidak dikenal"
            _tolak(nama, pesan, "pakai .xlsx, .csv, atau .json")
    if not semua:
        di = f" di antara baris {baris[0]} dan {baris[1]}" if baris else ""
        saran = "isi di bawah judul kolom, satu baris satu naskah"
        _tolak(nama, f"tidak ada baris yang terisi{di}", saran)
    return Masukan(nama, semua, data, jenis, bentuk)


def _tolak(nama: str, pesan: str, saran: str) -> NoReturn:
    _tolak_semua(nama, [Temuan(nama, pesan, saran)])


def _tolak_semua(nama: str, temuan: Sequence[Temuan]) -> NoReturn:
    sisa = len(temuan) - _TEMUAN_MAKS
    ekor = [Temuan(nama, f"dan {sisa} lagi seperti itu")] if sisa > 0 else []
    raise DataTidakSah(f"Isian massal {nama} tidak dapat dipakai.", [*temuan[:_TEMUAN_MAKS], *ekor])


# --- workbooks --------------------------------------------------------------------------------------


def _dari_lembar(
    nama: str, data: bytes, jenis: Jenis, batas: tuple[int, int] | None, *, contoh: bool
) -> tuple[Sequence[BarisMasukan], tuple[BentukLembar, ...]]:
    try:
        lembar_excel.pastikan_aman(data)
        semua = buka_biasa(data, nama)
        utama = _utama(nama, semua, jenis)
        anak = _anak(nama, semua[1:], jenis)
        temuan = [t for satu in (utama, *anak) for t in satu.kepala.temuan]
        for satu in (utama, *anak):
            satu.jelajahi(contoh=contoh)
            temuan += satu.temuan
    except LembarSalah as galat:
        _tolak(nama, str(galat), "simpan ulang dengan Excel sebagai .xlsx")
    except BukuAsing as galat:
        _tolak(nama, galat.message, "simpan ulang dengan Excel sebagai .xlsx")
    temuan += _kaitkan(utama, anak)
    if temuan:
        _tolak_semua(nama, list(dict.fromkeys(temuan)))
    return _Pembaca(utama, anak).semua(batas), tuple(satu.bentuk() for satu in (utama, *anak))


def _utama(nama: str, semua: Sequence[LembarBiasa], jenis: Jenis) -> _Lembar:
    """The first sheet with its headings."""
    kolom = kepala_.kolom_dari(jenis.isian)
    sebutan = kepala_.menurut_sebutan(kolom)
    if semua and (satu := _dengan_kepala(semua[0], sebutan, None)):
        return satu
    di = next((s.nama for s in semua[1:] if _dengan_kepala(s, sebutan, None)), "")
    contoh = ", ".join(k.judul for k in kolom[:4])
    saran = (
        f"judulnya ada di lembar {di}: jadikan lembar itu yang pertama"
        if di
        else f"judulnya seperti {contoh}; lihat: naskah massal templat {jenis.id}"
    )
    _tolak(nama, f"lembar pertama ({semua[0].nama if semua else '-'}) tidak punya baris judul kolom", saran)


def _anak(nama: str, semua: Sequence[LembarBiasa], jenis: Jenis) -> list[_Lembar]:
    """The sheets of daftar that hold anything."""
    hasil: dict[str, _Lembar] = {}
    for satu in (s for s in semua if not s.nama.startswith("_")):
        isian = kepala_.daftar_bernama(jenis, satu.nama)
        if isian is None:
            if saran := kepala_.mirip(satu.nama, list(kepala_.nama_lembar(jenis).values())):
                _tolak(nama, f"lembar {satu.nama} bukan nama daftar naskah ini", saran)
            continue
        sebutan = kepala_.menurut_sebutan(kepala_.kolom_dari(isian.kolom))
        if isian.nama in hasil:
            _tolak(
                nama,
                f"lembar {satu.nama} dan {hasil[isian.nama].isi.nama} untuk daftar yang sama",
                "satukan isinya",
            )
        if (lembar := _dengan_kepala(satu, sebutan, isian)) is not None:
            hasil[isian.nama] = lembar
        elif satu.atas(1):
            judul = ", ".join(k.label or k.nama for k in isian.kolom)
            _tolak(nama, f"lembar {satu.nama} tidak punya baris judul kolom", f"judulnya: No, {judul}")
    return list(hasil.values())


def _dengan_kepala(satu: LembarBiasa, sebutan: Mapping[str, str], isian: IsianJenis | None) -> _Lembar | None:
    kepala = kepala_.temukan(satu.nama, satu.atas(_ATAS), satu.gabungan, sebutan)
    return _Lembar(satu, kepala, isian) if kepala else None


@dataclass
class _Lembar:
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


def _kaitkan(utama: _Lembar, anak: Sequence[_Lembar]) -> list[Temuan]:
    """Which letter each row of a daftar belongs to; a blank No says the same as the one above."""
    temuan: list[Temuan] = []
    dipakai: set[str] = set()
    for satu in anak:
        di_atas = ""
        for ke, kunci in enumerate(satu.kunci):
            di_atas = satu.kunci[ke] = kunci or di_atas
        pakai = {k for k, isi in zip(satu.kunci, satu.terisi, strict=True) if isi}
        dipakai |= pakai - {""}
        if asing := pakai - set(utama.kunci) | pakai & {""}:
            temuan += [
                _tanpa_induk(utama, satu, ke)
                for ke, k in enumerate(satu.kunci)
                if k in asing and satu.terisi[ke]
            ]
    dulu: dict[str, int] = {}
    for ke, kunci in enumerate(utama.kunci):
        if kunci in dipakai and dulu.setdefault(kunci, ke) != ke:
            sel = alamat(utama.isi.nama, utama.kepala.nomor, utama.nomor[ke])
            lain = alamat(utama.isi.nama, utama.kepala.nomor, utama.nomor[dulu[kunci]])
            temuan.append(
                Temuan(sel, f"nomor ini sama dengan yang di {lain}", "beri tiap baris nomor sendiri", kunci)
            )
    return temuan


def _tanpa_induk(utama: _Lembar, satu: _Lembar, ke: int) -> Temuan:
    for lembar in (utama, satu):
        if not lembar.kepala.nomor:
            saran = f"No di lembar {satu.isi.nama} menunjuk No di lembar {utama.isi.nama}"
            return Temuan(
                alamat(lembar.isi.nama, 1, lembar.kepala.baris), "lembar ini tidak punya kolom No", saran
            )
    sel = alamat(satu.isi.nama, satu.kepala.nomor, satu.nomor[ke])
    saran = f"tulis No salah satu baris lembar {utama.isi.nama}"
    if not satu.kunci[ke]:
        return Temuan(sel, "belum ada No, sehingga baris ini bukan milik naskah mana pun", saran)
    return Temuan(sel, f"tidak ada baris bernomor ini di lembar {utama.isi.nama}", saran, satu.kunci[ke])


class _Pembaca:
    """Makes the letter of a row out of its sheet and those of its daftar."""

    def __init__(self, utama: _Lembar, anak: Sequence[_Lembar]) -> None:
        self._utama, self._anak = utama, anak
        self._milik = [_milik(satu) for satu in anak]

    def semua(self, batas: tuple[int, int] | None) -> BarisMalas:
        """The letters, or those whose rows lie between two numbers."""
        utama, ada = self._utama, {k for milik in self._milik for k in milik}
        awal, akhir = batas or (0, 1 << 40)
        letak = array(
            "q",
            (
                ke
                for ke, nomor in enumerate(utama.nomor)
                if awal <= nomor <= akhir and (utama.terisi[ke] or utama.kunci[ke] in ada)
            ),
        )
        return BarisMalas([utama.nomor[ke] for ke in letak], lambda ke: self.satu(letak[ke]))

    def satu(self, ke: int) -> BarisMasukan:
        """The letter of the row at this index."""
        hasil, sel = Isian(), dict[str, str]()
        self._utama.isikan(ke, hasil, sel, hasil.nilai, "")
        kunci = self._utama.kunci[ke]
        for satu, milik in zip(self._anak, self._milik, strict=True):
            nama = satu.isian.nama if satu.isian else ""
            if letak := milik.get(kunci) if kunci else None:
                baris: list[object] = []
                for urut, di in enumerate(letak, start=1):
                    wadah: dict[str, object] = {}
                    satu.isikan(di, hasil, sel, wadah, f"{nama}[{urut}].")
                    kolom = min(satu.kepala.kolom.values())
                    sel[f"{nama}[{urut}]"] = alamat(satu.isi.nama, kolom, satu.nomor[di])
                    baris.append(wadah)
                sel[nama] = sel[f"{nama}[1]"]
                hasil.nilai[nama] = baris
        return BarisMasukan(self._utama.nomor[ke], hasil.nilai, sel, tuple(hasil.temuan))


def _milik(satu: _Lembar) -> Mapping[str, Sequence[int]]:
    """Index of the rows of a daftar by the No of their letter; those that say No alone belong to them."""
    ada = {kunci for kunci, isi in zip(satu.kunci, satu.terisi, strict=True) if isi}
    hasil: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    for ke, kunci in enumerate(satu.kunci):
        if kunci in ada:
            hasil[kunci].append(ke)
    return hasil
