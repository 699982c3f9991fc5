"""Master data people keep in Excel: data/pegawai.xlsx, data/koperasi.xlsx. Read when a key is looked up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from naskah import lembar
from naskah.fields import BarisInduk, IndukSalah, mirip
from naskah.induk_baru import tulis_contoh, tulis_kosong
from naskah.induk_saran import IndeksSaran
from naskah.lembar import Baris, LembarSalah, Sel, SelRusak
from registers.dasar import berkas
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Nilai
from registers.dasar.tulisan import desimal_dari, satu_baris

__all__ = [
    "MACAM",
    "PANJANG_KUNCI",
    "BarisPegawai",
    "DataInduk",
    "Macam",
    "TabelInduk",
    "angka_kunci",
    "angka_nomor",
    "baca_tabel",
    "kunci_nama",
    "tabel_dari",
    "teks_sel",
    "tulis_contoh",
    "tulis_kosong",
]

_KEPALA_MAKS = 15  # rows above the headings: a title, a date
PANJANG_KUNCI = 200
_BERNOMOR = re.compile(r"(.*\S)\s*\((?:NIP|NIK)\s*([\d\s.'-]+)\)\s*", re.IGNORECASE | re.DOTALL)

# What offices call the columns, compared without case and punctuation.
_SEBUTAN_PEGAWAI = {
    "nama": ("nama", "nama lengkap", "nama pegawai", "nama dan gelar"),
    "nip": ("nip", "nip baru", "nip nipppk", "ni pppk"),
    "status": ("status", "status pegawai", "pns pppk"),
    "pangkat": ("pangkat", "nama pangkat"),
    "golongan": ("golongan", "gol", "golongan ruang", "gol ruang", "gol ru"),
    "jabatan": ("jabatan", "nama jabatan"),
    "unit": ("unit", "unit kerja", "unit organisasi", "bidang"),
    "tanggal_lahir": ("tanggal lahir", "tgl lahir"),
    "tmt_kgb": ("tmt kgb", "tmt kgb terakhir", "kgb terakhir"),
    "mkg_tahun": ("mkg tahun", "masa kerja tahun", "mkg"),
    "mkg_bulan": ("mkg bulan", "masa kerja bulan"),
    "tmt_pangkat": ("tmt pangkat", "tmt pangkat terakhir", "tmt golongan", "tmt gol"),
    "bup": ("bup", "batas usia pensiun", "usia pensiun"),
}
_SEBUTAN_KOPERASI = {
    "nama": ("nama", "nama koperasi"),
    "nik": ("nik", "nik koperasi", "nomor induk koperasi"),
    "badan_hukum": ("badan hukum", "nomor badan hukum", "no badan hukum", "no bh", "nomor bh"),
    "tanggal_badan_hukum": ("tanggal badan hukum", "tgl badan hukum", "tgl bh", "tanggal bh"),
    "alamat": ("alamat", "alamat koperasi"),
    "desa": ("desa", "kelurahan", "desa kelurahan"),
    "kecamatan": ("kecamatan",),
    "kabupaten": ("kabupaten", "kabupaten kota", "kab kota"),
    "bentuk": ("bentuk", "bentuk koperasi"),
    "jenis": ("jenis", "jenis koperasi"),
    "ketua": ("ketua", "nama ketua", "ketua pengurus"),
}


@dataclass(frozen=True)
class Macam:
    """One kind of master data: its file, the field of its number, what offices call its columns."""

    berkas: str
    nomor: str
    sebutan: Mapping[str, Sequence[str]]


MACAM: Mapping[str, Macam] = {
    "pegawai": Macam("pegawai.xlsx", "nip", _SEBUTAN_PEGAWAI),
    "koperasi": Macam("koperasi.xlsx", "nik", _SEBUTAN_KOPERASI),
}


@dataclass(frozen=True)
class TabelInduk:
    """One file as read: its rows, and where to find them by number and by name.

    Attributes:
        berkas: the file, for messages.
        kolom_nomor: field of the number.
        baris: field → cell, row by row.
        nomor: number → indices of its rows.
        nama: name for comparing → indices of its rows.
        nomor_rusak: addresses of numbers Excel has damaged.
        lembar: name of the sheet.
        kolom: field → column number.
        judul: column number → its heading, columns we have no field for included.
    """

    berkas: str
    kolom_nomor: str
    baris: Sequence[Mapping[str, Sel]]
    nomor: Mapping[str, Sequence[int]]
    nama: Mapping[str, Sequence[int]]
    nomor_rusak: Sequence[str]
    lembar: str
    kolom: Mapping[str, int]
    judul: Mapping[int, str]

    @cached_property
    def teks(self) -> Sequence[str]:
        """All of each row as lower-case text, to be searched."""
        return [" ".join(str(sel.nilai) for sel in b.values()).casefold() for b in self.baris]

    @cached_property
    def indeks_saran(self) -> IndeksSaran:
        """Names and numbers made ready for typing."""
        return IndeksSaran(self)


@dataclass(frozen=True)
class BarisPegawai:
    """One row of data/pegawai.xlsx, whatever stands in it.

    Attributes:
        nilai: field → text, dates as ISO text; damaged cells are left out.
        salah: field → what is wrong with its cell, in Indonesian.
    """

    nilai: Mapping[str, str]
    salah: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass
class DataInduk:
    """Employees and koperasi of one office; a file that changed is read again."""

    folder: Path
    _tabel: dict[str, tuple[tuple[int, int], TabelInduk]] = field(
        default_factory=dict[str, tuple[tuple[int, int], TabelInduk]]
    )

    def pegawai(self, kunci: str) -> Mapping[str, Nilai] | None:
        """An employee by NIP or name (with or without titles), as text; dates as ISO text.

        Returns:
            None when nobody matches.

        Raises:
            NilaiSalah: the key fits several, resembles a name, or the row or file cannot be used.
        """
        return self._cari(MACAM["pegawai"], kunci)

    def semua_pegawai(self) -> list[BarisPegawai]:
        """Every employee in the order of the file, damaged rows included; none without a file.

        Raises:
            NilaiSalah: the file cannot be used as a whole.
        """
        tabel = self.tabel("pegawai")
        return [_baris_pegawai(tabel, baris) for baris in tabel.baris] if tabel else []

    def koperasi(self, kunci: str) -> Mapping[str, Nilai] | None:
        """A koperasi by NIK or name; as `pegawai`."""
        return self._cari(MACAM["koperasi"], kunci)

    def tabel(self, apa: str) -> TabelInduk | None:
        """All of "pegawai" or "koperasi" as it stands in the file; None without a file.

        Raises:
            NilaiSalah: the file cannot be used as a whole.
        """
        return self._muat(MACAM[apa])

    def saran(self, apa: str, kata: str, batas: int = 8) -> list[dict[str, str]]:
        """Whom a person may mean who typed this much of a name, NIP or NIK; names that begin so come first.

        Args:
            apa: "pegawai" or "koperasi".
            kata: words in any order, or digits.
            batas: at most so many.

        Returns:
            For each `nama`, `nomor`, `keterangan`, and `isi`: what to put into the field.

        Raises:
            NilaiSalah: the file cannot be used as a whole.
        """
        tabel = self.tabel(apa)
        return tabel.indeks_saran.cari(kata[:PANJANG_KUNCI], batas) if tabel else []

    def _cari(self, macam: Macam, kunci: str) -> Mapping[str, Nilai] | None:
        if len(kunci) > PANJANG_KUNCI or (tabel := self._muat(macam)) is None:
            return None
        nomor = macam.nomor
        tertulis = ""
        if bernomor := _BERNOMOR.fullmatch(kunci):
            tertulis, kunci = bernomor.groups()
        angka = angka_kunci(kunci)
        dengan_nomor = bool(angka)
        cocok = tabel.nomor.get(angka, ()) if dengan_nomor else tabel.nama.get(kunci_nama(kunci), ())
        if len(cocok) > 1:
            raise _ganda(tabel, cocok, dengan_nomor=dengan_nomor)
        if cocok:
            baris = tabel.baris[cocok[0]]
            if tertulis and kunci_nama(tertulis) != kunci_nama(
                str(baris["nama"].nilai if "nama" in baris else "")
            ):
                raise NilaiSalah(
                    f"nama dan {nomor.upper()} ini bukan milik satu baris {tabel.berkas}", "tulis salah satu"
                )
            return BarisInduk(
                {k: teks_sel(tabel, k, sel) for k, sel in baris.items()},
                {k: sel.alamat for k, sel in baris.items()},
            )
        if dengan_nomor and tabel.nomor_rusak:
            raise NilaiSalah(
                f"{nomor.upper()} ini tidak ada di {tabel.berkas}, tetapi ada yang berupa angka "
                f"sehingga digitnya hilang: sel {'; sel '.join(tabel.nomor_rusak[:5])}",
                "format sel itu sebagai Teks, lalu ketik ulang nomornya",
            )
        if not dengan_nomor and (
            saran := mirip(kunci, [str(b["nama"].nilai) for b in tabel.baris if "nama" in b])
        ):
            raise NilaiSalah(f"tidak ada di {tabel.berkas}", saran)
        return None

    def _muat(self, macam: Macam) -> TabelInduk | None:
        path = self.folder / macam.berkas
        try:
            keadaan = path.stat()
        except FileNotFoundError:
            return None
        tanda = (keadaan.st_mtime_ns, keadaan.st_size)
        ada = self._tabel.get(macam.berkas)
        if ada is None or ada[0] != tanda:
            ada = (tanda, baca_tabel(berkas.baca(path), f"{path.parent.name}/{path.name}", macam))
            self._tabel[macam.berkas] = ada
        return ada[1]


def angka_kunci(kunci: str) -> str:
    """The digits of a key that is a number, however it is spaced; "" for a name."""
    angka = re.sub(r"[\s.'-]", "", kunci)
    return angka if angka.isdecimal() else ""


def _baris_pegawai(tabel: TabelInduk, baris: Mapping[str, Sel]) -> BarisPegawai:
    nilai: dict[str, str] = {}
    salah: dict[str, str] = {}
    for nama, sel in baris.items():
        try:
            nilai[nama] = teks_sel(tabel, nama, sel)
        except IndukSalah as galat:
            salah[nama] = galat.pesan
    return BarisPegawai(nilai, salah)


def baca_tabel(data: bytes, di: str, macam: Macam) -> TabelInduk:
    """The table in a workbook.

    Raises:
        NilaiSalah: the file (`di`) is no workbook, or has no headings we know.
    """
    try:
        semua = lembar.baca(data)
    except LembarSalah as galat:
        raise NilaiSalah(f"{di} tidak terbaca: {galat}", "simpan ulang berkas itu dengan Excel") from galat
    return tabel_dari(semua, di, macam)


def tabel_dari(semua: Sequence[lembar.Lembar], di: str, macam: Macam) -> TabelInduk:
    """The table in the first of these sheets that has known headings.

    Raises:
        NilaiSalah: none has.
    """
    for satu in semua:
        for ke, calon in enumerate(satu.baris[:_KEPALA_MAKS]):
            kolom = _kolom(calon, macam.sebutan)
            if "nama" in kolom.values() and len(kolom) > 1:
                judul = {k: " ".join(str(sel.nilai).split()) for k, sel in calon.items()}
                return _susun(di, macam.nomor, kolom, judul, satu.nama, satu.baris[ke + 1 :])
    raise NilaiSalah(
        f"{di} tidak punya baris judul kolom", f"kolomnya: {', '.join(s[0] for s in macam.sebutan.values())}"
    )


def _kolom(baris: Baris, sebutan: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Column number = field, for the headings that are known; of two for one field the left counts."""
    menurut = {s: k for k, daftar in sebutan.items() for s in daftar}
    hasil: dict[int, str] = {}
    for ke, sel in baris.items():
        nama = menurut.get(re.sub(r"[^a-z0-9]+", " ", str(sel.nilai).casefold()).strip())
        if nama and nama not in hasil.values():
            hasil[ke] = nama
    return hasil


def _susun(
    di: str,
    nomor: str,
    kolom: Mapping[int, str],
    judul: Mapping[int, str],
    nama_lembar: str,
    isi: Sequence[Baris],
) -> TabelInduk:
    baris = [{kolom[ke]: sel for ke, sel in b.items() if ke in kolom} for b in isi]
    baris = [b for b in baris if "nama" in b or nomor in b]
    menurut_nomor: defaultdict[str, list[int]] = defaultdict(list)
    menurut_nama: defaultdict[str, list[int]] = defaultdict(list)
    rusak: list[str] = []
    for ke, b in enumerate(baris):
        if nomor in b:
            if (angka := angka_nomor(b[nomor].nilai)) is not None:
                menurut_nomor[angka].append(ke)
            else:
                rusak.append(f"{b[nomor].alamat} ({_terlihat(b[nomor].nilai)})")
        if "nama" in b:
            penuh = kunci_nama(str(b["nama"].nilai))
            for kunci in {penuh, penuh.split(",")[0]}:
                menurut_nama[kunci].append(ke)
    letak = {nama: ke for ke, nama in kolom.items()}
    return TabelInduk(di, nomor, baris, menurut_nomor, menurut_nama, rusak, nama_lembar, letak, judul)


def angka_nomor(nilai: object) -> str | None:
    """An identity number without blanks and signs; None for what Excel has damaged.

    Excel keeps 15 digits, so a shorter number is whole but for zeros in front; whether it is long enough
    the kind of the field decides.
    """
    if type(nilai) is int and nilai >= 0:
        return str(nilai)
    return re.sub(r"[\s.'-]", "", nilai) if isinstance(nilai, str) else None


def _terlihat(nilai: object) -> str:
    """A cell's value as Excel shows it: of a number 15 digits, then zeros."""
    if isinstance(nilai, SelRusak):
        return nilai.pesan
    return f"{desimal_dari(nilai):f}" if isinstance(nilai, float) else str(nilai)


def kunci_nama(nama: str) -> str:
    """A name for comparing: without case, doubled blanks and quotation marks."""
    return " ".join(re.sub(r"[\"'“”‘’]", "", nama.casefold()).split()).replace(" ,", ",")


def _ganda(tabel: TabelInduk, cocok: Sequence[int], *, dengan_nomor: bool) -> NilaiSalah:
    apa = tabel.kolom_nomor.upper()
    if dengan_nomor:
        sel = ", ".join(tabel.baris[ke][tabel.kolom_nomor].alamat for ke in cocok)
        return NilaiSalah(
            f"{apa} ini tertulis {len(cocok)} kali di {tabel.berkas}: sel {sel}", "hapus yang salah"
        )
    daftar = "; ".join(
        f"{tabel.baris[ke]['nama'].nilai} ({apa} {b.nilai})"
        if (b := tabel.baris[ke].get(tabel.kolom_nomor))
        else f"{tabel.baris[ke]['nama'].nilai} (sel {tabel.baris[ke]['nama'].alamat})"
        for ke in cocok
    )
    return NilaiSalah(
        f"ada {len(cocok)} yang bernama demikian di {tabel.berkas}: {daftar}", f"tulis {apa}-nya"
    )


def teks_sel(tabel: TabelInduk, nama: str, sel: Sel) -> str:
    """The text of a cell.

    Raises:
        IndukSalah: naming the cell.
    """
    di = f"sel {sel.alamat} di {tabel.berkas}"
    if isinstance(sel.nilai, SelRusak):
        raise IndukSalah(f"{di}: {sel.nilai.pesan}", sel.nilai.saran)
    if nama == tabel.kolom_nomor and angka_nomor(sel.nilai) is None:
        raise IndukSalah(
            f"{di}: {nama.upper()} berupa angka {_terlihat(sel.nilai)}, sehingga digitnya hilang",
            "format sel sebagai Teks, lalu ketik ulang nomornya",
        )
    if isinstance(sel.nilai, datetime | date):
        return sel.nilai.strftime("%Y-%m-%d")
    try:
        return satu_baris(sel.nilai)
    except NilaiSalah as galat:
        raise IndukSalah(f"{di}: {galat.pesan}", galat.saran) from galat
