"""The input workbook while it is written: sheets, headings, lists to choose from, rows."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from naskah.catalog import Jenis
from naskah.massal import nilai_sel
from naskah.massal.kepala import (
    CONTOH,
    JUDUL_NOMOR,
    LEMBAR_JENIS,
    LEMBAR_PILIHAN,
    PETUNJUK,
    Kolom,
    kolom_dari,
    nama_lembar,
)
from naskah.massal.masukan_model import BarisMasukan, BentukLembar
from registers.dasar.isian import Isian, Nilai
from registers.workbook.deret import alamat
from registers.workbook.tinggi import TINGGI_MAKS, tinggi

_UTAMA = "Isian"
_JUDUL = 4  # row of the headings
_BARIS_NOMOR = 200  # rows that have their No already, where daftar refer to it
_BARIS_MAKS = 1_048_576
_A4 = 9  # as workbooks number paper
_LEBAR_HALAMAN = 260.0  # characters beside each other that are still readable on one page
_BAWAAN_MAKS = 120  # letters of a default that the help row shows
_BIRU, _BIRU_MUDA, _ABU, _KUNING, _HIJAU = "1F4E78", "DDE7F0", "595959", "FFF8DC", "2E6B5E"
_ABU_MUDA = "F2F2F2"
_HURUF = "Arial"
_TINGGI_CONTOH = 120.0  # points; a longer example is cut off
_TEKS, _TANGGAL = "@", "dd-mm-yyyy"
_FORMAT = {"tanggal": _TANGGAL, "bilangan": "0", "rupiah": "#,##0.##", "persen": "General"}
_LEBAR = {
    "tanggal": 15, "bilangan": 12, "rupiah": 20, "persen": 10, "nip": 22, "nik": 20, "nik_koperasi": 20,
    "npwp": 22, "koperasi": 36, "pegawai": 34, "pejabat": 26, "paragraf": 48, "baris": 40, "ya_tidak": 10,
    "kode_rekening": 24, "kode_klasifikasi": 18, "rekening_bank": 22, "pukul": 12,
}  # fmt: skip
_SARAN_TANGGAL = "Tulis tanggal seperti 23-11-2026."


@dataclass(frozen=True)
class Pilihan:
    """What the office offers to choose from, by kind of field: names, ids of posts."""

    menurut: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])


@dataclass
class _Lembar:
    """A sheet being written.

    Attributes:
        xlsx: openpyxl's sheet.
        kolom: its columns, the first of them in column 2.
        berikut: the next free row.
    """

    xlsx: Any
    kolom: Sequence[Kolom]
    berikut: int = _JUDUL + 1
    lebar: dict[int, float] = field(default_factory=dict[int, float])


class BukuIsian:
    """The workbook: one sheet of letters, one per daftar, one with the lists to choose from."""

    def __init__(self, jenis: Jenis, pilihan: Pilihan, isi: Sequence[Mapping[str, Nilai]]) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Font

        self._jenis, self._pilihan = jenis, pilihan
        self._buku = Workbook()
        self._daftar_pilihan: dict[tuple[str, ...], str] = {}
        self._nama = nama_lembar(jenis)
        utama: Any = self._buku.active
        utama.title = _UTAMA
        pesan = "Satu baris satu naskah, di bawah baris contoh. Kolom bertanda * wajib diisi. "
        pesan += "Baris “petunjuk” dan “contoh” tidak dibaca; boleh dihapus. "
        pesan += "Kolom sendiri boleh ditambah, judulnya dalam kurung: (Keterangan)."
        if self._nama:
            pesan += f" Lembar {', '.join(self._nama.values())}: diisi menurut No di lembar ini."
        self._utama = self._lembar(utama, f"Isian massal: {jenis.judul}", pesan, _dipakai(jenis.isian, isi))
        self._anak: dict[str, _Lembar] = {}
        for i in (i for i in jenis.isian if i.nama in self._nama):
            baris = [b for satu in isi for b in nilai_sel.baris_daftar(satu.get(i.nama), i)]
            pesan = (
                f"Kolom No: nomor barisnya di lembar {_UTAMA}; kosong berarti sama dengan baris di atasnya. "
            )
            xlsx: Any = self._buku.create_sheet(self._nama[i.nama])
            self._anak[i.nama] = self._lembar(xlsx, i.label or i.nama, pesan, _dipakai(i.kolom, baris))
            xlsx.cell(3, 1, i.bantuan or None).font = Font(name=_HURUF, size=10, italic=True, color=_ABU)
        self._tandai_jenis()

    def _tandai_jenis(self) -> None:
        """What it was made for, so that it is known when it is used for another type."""
        xlsx: Any = self._buku.create_sheet(LEMBAR_JENIS)
        xlsx.sheet_state = "hidden"
        nilai_sel.tulis(xlsx.cell(1, 1), self._jenis.id)
        nilai_sel.tulis(xlsx.cell(1, 2), self._jenis.judul)

    def sebut_nomor(self, asal: str) -> None:
        """Say whose rows the numbers are."""
        sel = self._utama.xlsx.cell(2, 1)
        nilai_sel.tulis(sel, f"Kolom No: nomor barisnya di {asal}. {sel.value}")

    def _lembar(self, xlsx: Any, judul: str, pesan: str, kolom: Sequence[Kolom]) -> _Lembar:
        from openpyxl.styles import Alignment, Font, PatternFill

        satu = _Lembar(xlsx, kolom)
        xlsx.cell(1, 1, judul).font = Font(name=_HURUF, bold=True, size=14, color=_BIRU)
        xlsx.cell(2, 1, pesan).font = Font(name=_HURUF, size=10, italic=True, color=_ABU)
        bagian = ""
        for ke, k in enumerate([None, *kolom], start=1):
            i = k.isian if k else Isian(JUDUL_NOMOR, label=JUDUL_NOMOR)
            wajib = i.wajib and i.bawaan is None  # a field with a default may be left blank
            bintang = " *" if wajib else " (*)" if i.wajib_jika else ""
            sel = xlsx.cell(_JUDUL, ke)
            nilai_sel.tulis(sel, f"{k.judul if k else JUDUL_NOMOR}{bintang}")
            sel.font = Font(name=_HURUF, size=10, bold=True, color="FFFFFF" if wajib else "000000")
            sel.fill = PatternFill("solid", fgColor=_BIRU if wajib else _BIRU_MUDA)
            sel.alignment = Alignment(wrap_text=True, vertical="center")
            sel.border = _garis()
            if k and xlsx.title == _UTAMA and k.bagian:
                pita = xlsx.cell(_JUDUL - 1, ke, k.bagian if k.bagian != bagian else None)
                pita.font = Font(name=_HURUF, size=10, bold=True, color="FFFFFF")
                pita.fill = PatternFill("solid", fgColor=_HIJAU)
                bagian = k.bagian
            self._kolom(satu, ke, k)
        judul_kolom = {n: f"{k.judul} (*)" for n, k in enumerate(kolom, 2)}
        xlsx.row_dimensions[_JUDUL].height = max(30, tinggi(judul_kolom, satu.lebar))
        xlsx.freeze_panes = xlsx.cell(_JUDUL + 1, 2)
        _siap_cetak(xlsx, sum(satu.lebar.values()))
        return satu

    def _kolom(self, satu: _Lembar, ke: int, k: Kolom | None) -> None:
        """Width, format and choices of a column."""
        from openpyxl.styles import Font

        huruf = satu.xlsx.cell(_JUDUL, ke).column_letter
        ukuran = satu.xlsx.column_dimensions[huruf]
        satu.lebar[ke] = ukuran.width = _lebar(k) if k else 11
        ukuran.font = Font(name=_HURUF, size=10)
        if k is None:
            return
        ukuran.number_format = _format(k.isian)
        aturan = self._aturan(k.isian)
        if aturan is not None:
            aturan.add(f"{huruf}{_JUDUL + 1}:{huruf}{_BARIS_MAKS}")
            satu.xlsx.add_data_validation(aturan)

    def _aturan(self, isian: Isian) -> Any:
        from openpyxl.worksheet.datavalidation import DataValidation

        if isian.jenis == "tanggal":
            aturan = DataValidation(
                "date", operator="greaterThan", formula1="DATE(1900,1,1)", allow_blank=True
            )
            aturan.errorStyle, aturan.error, aturan.errorTitle = "warning", _SARAN_TANGGAL, "Bukan tanggal"
            return aturan
        pilihan = isian.pilihan or (("ya", "tidak") if isian.jenis == "ya_tidak" else ())
        dari_kantor = self._pilihan.menurut.get(isian.jenis, ())
        if not (pilihan or dari_kantor):
            return None
        aturan = DataValidation("list", formula1=self._rentang((*pilihan, *dari_kantor)), allow_blank=True)
        if dari_kantor:  # somebody else may be typed, by number or in full
            aturan.errorStyle = "warning"
        aturan.errorTitle, aturan.error = "Tidak ada di pilihan", "Pilih dari daftar."
        return aturan

    def _rentang(self, pilihan: tuple[str, ...]) -> str:
        """Where the hidden sheet lists these; each list once."""
        if pilihan not in self._daftar_pilihan:
            if LEMBAR_PILIHAN not in self._buku.sheetnames:
                self._buku.create_sheet(LEMBAR_PILIHAN).sheet_state = "hidden"
            xlsx: Any = self._buku[LEMBAR_PILIHAN]
            ke = len(self._daftar_pilihan) + 1
            for baris, teks in enumerate(pilihan, start=1):
                nilai_sel.tulis(xlsx.cell(baris, ke), teks)
            huruf = xlsx.cell(1, ke).column_letter
            self._daftar_pilihan[pilihan] = f"{LEMBAR_PILIHAN}!${huruf}$1:${huruf}${len(pilihan)}"
        return self._daftar_pilihan[pilihan]

    # --- rows ---------------------------------------------------------------------------------------

    def petunjuk(self) -> None:
        """A row of help under the headings of every sheet."""
        for satu in (self._utama, *self._anak.values()):
            teks = {ke: _bantuan(k.isian) for ke, k in enumerate(satu.kolom, start=2)}
            self._baris(satu, PETUNJUK, teks, _ABU)

    def isi(self, baris: BarisMasukan, kunci: str) -> BarisMasukan:
        """Write a letter and the rows of its daftar; where it stands now."""
        sel: dict[str, str] = {}
        warna = _BIRU if kunci == CONTOH else ""
        nomor = self._utama.berikut
        self._taruh(self._utama, kunci, baris.isi, sel, "", warna)
        for i in (i for i in self._jenis.isian if i.nama in self._anak):
            for ke, satu in enumerate(nilai_sel.baris_daftar(baris.isi.get(i.nama), i), start=1):
                self._taruh(self._anak[i.nama], kunci, satu, sel, f"{i.nama}[{ke}].", warna)
        return replace(baris, nomor=nomor, sel=sel)

    def _taruh(
        self,
        satu: _Lembar,
        kunci: str,
        isi: Mapping[str, Nilai],
        sel: dict[str, str],
        awalan: str,
        warna: str,
    ) -> None:
        tertulis = {ke: nilai_sel.ambil(isi, k) for ke, k in enumerate(satu.kolom, start=2)}
        sel |= {
            f"{awalan}{k.jalur}": alamat(satu.xlsx.title, ke, satu.berikut)
            for ke, k in enumerate(satu.kolom, start=2)
        }
        self._baris(satu, int(kunci) if kunci.isdecimal() else kunci, tertulis, warna)

    def _baris(self, satu: _Lembar, kunci: int | str, isi: Mapping[int, object], warna: str) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        for ke, nilai in {1: kunci, **isi}.items():
            if nilai in (None, "") and not warna:
                continue
            sel = satu.xlsx.cell(satu.berikut, ke)
            if ke > 1:
                sel.number_format = _format(satu.kolom[ke - 2].isian)
            nilai_sel.tulis(sel, nilai)
            sel.alignment = Alignment(wrap_text=True, vertical="top")
            sel.font = Font(name=_HURUF, size=10, italic=bool(warna), color=warna or None)
            if warna:
                sel.fill = PatternFill("solid", fgColor=_ABU_MUDA if kunci == PETUNJUK else _KUNING)
        teks = {ke: nilai for ke, nilai in isi.items() if isinstance(nilai, str)}
        if ukuran := min(tinggi(teks, satu.lebar), TINGGI_MAKS if kunci == PETUNJUK else _TINGGI_CONTOH):
            satu.xlsx.row_dimensions[satu.berikut].height = ukuran
        satu.berikut += 1

    def nomori(self, sudah: int) -> None:
        """Numbers for the letters after so many, where daftar refer to them."""
        from openpyxl.styles import Font

        if self._anak:
            for ke in range(sudah + 1, _BARIS_NOMOR + 1):
                sel = self._utama.xlsx.cell(self._utama.berikut + ke - sudah - 1, 1, ke)
                sel.font = Font(name=_HURUF, size=10)

    def bentuk(self) -> tuple[BentukLembar, ...]:
        """The layout, as reading tells it."""
        semua = (self._utama, *self._anak.values())
        return tuple(BentukLembar(s.xlsx.title, _JUDUL, len(s.kolom) + 1, 0) for s in semua)

    def simpan(self) -> bytes:
        """The file."""
        for nama in (LEMBAR_JENIS, LEMBAR_PILIHAN):
            if nama in self._buku.sheetnames:
                self._buku.move_sheet(nama, len(self._buku.sheetnames))
        keluar = io.BytesIO()
        self._buku.save(keluar)
        return keluar.getvalue()


def _dipakai(isian: Sequence[Isian], isi: Sequence[Mapping[str, Nilai]]) -> list[Kolom]:
    """The columns every sheet has, and parts typed in full that occur."""
    semua = kolom_dari(isian)
    lain = {
        k.jalur for k in semua if not k.utama and any(nilai_sel.ambil(satu, k) is not None for satu in isi)
    }
    return [k for k in semua if k.utama or k.jalur in lain]


def _siap_cetak(xlsx: Any, lebar: float) -> None:
    """A4 landscape with headings on every page; what is too wide to be read on one is cut into several."""
    xlsx.page_setup.paperSize, xlsx.page_setup.orientation = _A4, "landscape"
    xlsx.page_setup.fitToWidth, xlsx.page_setup.fitToHeight = math.ceil(lebar / _LEBAR_HALAMAN), 0
    xlsx.sheet_properties.pageSetUpPr.fitToPage = True
    xlsx.print_title_rows = f"{_JUDUL}:{_JUDUL}"
    xlsx.print_title_cols = "A:A"
    margin = xlsx.page_margins
    margin.left = margin.right = margin.top = margin.bottom = 0.4
    xlsx.oddFooter.center.text = "&P/&N"


def _garis() -> Any:
    from openpyxl.styles import Border, Side

    tipis = Side(style="thin", color="BFBFBF")
    return Border(left=tipis, right=tipis, top=tipis, bottom=tipis)


def _format(isian: Isian) -> str:
    return _FORMAT.get(isian.jenis, _TEKS)


def _lebar(k: Kolom) -> float:
    dasar = _LEBAR.get(k.isian.jenis, 26)
    if k.isian.pilihan:
        dasar = max(14, min(36, max(map(len, k.isian.pilihan)) + 4))
    return dasar


def _bantuan(isian: Isian) -> str:
    bagian = [isian.bantuan] if isian.bantuan else []
    if isian.contoh and isian.jenis not in ("paragraf", "baris"):
        bagian.append(f"Misalnya {isian.contoh.removesuffix('.')}.")
    if isian.jenis == "tanggal" and not isian.contoh:
        bagian.append(_SARAN_TANGGAL)
    if isian.bawaan is not None:
        teks = " ".join(str(isian.bawaan).split())
        muat = teks if len(teks) <= _BAWAAN_MAKS else f"{teks[:_BAWAAN_MAKS].rpartition(' ')[0]} …"
        bagian.append(f"Kosong: {muat.removesuffix('.')}.")
    elif isian.pilihan:
        bagian.append("Pilih dari daftar.")
    return " ".join(bagian)
