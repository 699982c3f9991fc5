"""The budget an office keeps in Excel: data/anggaran.xlsx, one row per account of a sub kegiatan.

Columns in any order, by the names offices use: sub kegiatan, kode rekening, uraian, DPA, SPD (Surat
Penyediaan Dana), realisasi. A sub kegiatan written once above its accounts holds for the rows below it. Rows
that only add up (codes of fewer than six levels, "Jumlah") are passed over. Without the file nothing is
checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from naskah import lembar
from naskah.hitung._sisa_anggaran import Anggaran, PosAnggaran, kunci_sub
from naskah.hitung._uang import NOL
from naskah.lembar import Baris, Lembar, LembarSalah, Sel, SelRusak
from registers.dasar import berkas
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds.kode_rekening import KIND as KODE_REKENING
from registers.dasar.kinds.rupiah import KIND as RUPIAH
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris

NAMA_BERKAS = "anggaran.xlsx"

_KEPALA_MAKS = 15  # rows above the headings: a title, the office, the year
_UANG = ("dpa", "spd", "realisasi")
_KELOMPOK = re.compile(r"\d(\.\d+){0,4}\.?")  # a code of fewer than six levels adds up those below it
_JUMLAH = re.compile(r"(sub ?)?(jumlah|total)\b", re.IGNORECASE)
_KOSONG = {"-", "–", "—"}  # what exports print for nothing

# What offices call the columns, compared without case, punctuation and "Rp"; of two the first named counts.
SEBUTAN: Mapping[str, Sequence[str]] = {
    "sub_kegiatan": ("kode sub kegiatan", "kode subkegiatan", "kode dan nama sub kegiatan",
                     "sub kegiatan", "subkegiatan", "nama sub kegiatan"),
    "kode_rekening": ("kode rekening", "kode rekening belanja", "kode rek", "kode akun", "rekening", "kode"),
    "uraian": ("uraian", "uraian rekening", "nama rekening", "nama akun", "uraian belanja"),
    "dpa": ("dppa", "anggaran setelah perubahan", "dpa", "anggaran dpa", "jumlah dpa", "nilai dpa",
            "dpa dppa", "pagu dpa", "pagu", "pagu anggaran", "jumlah anggaran", "anggaran"),
    "spd": ("spd", "jumlah spd", "nilai spd", "surat penyediaan dana", "penyediaan dana"),
    "realisasi": ("realisasi", "jumlah realisasi", "nilai realisasi", "realisasi s d lalu",
                  "realisasi sd lalu", "realisasi s d bulan lalu", "realisasi s d saat ini",
                  "realisasi anggaran"),
}  # fmt: skip


@dataclass
class _Bacaan:
    """What has been read so far, row by row; `sub_kegiatan` is None below a cell that cannot be read."""

    kolom: Mapping[int, str]
    sub_kegiatan: str | None = ""
    pos: dict[tuple[str, str], PosAnggaran] = field(default_factory=dict[tuple[str, str], PosAnggaran])
    temuan: list[Temuan] = field(default_factory=list[Temuan])


def baca(folder: Path) -> Anggaran | None:
    """The budget of the office whose data folder this is; None without a file.

    A file that is no workbook or has no headings we know gives a budget without accounts and one finding.

    Raises:
        BerkasGagal: the file cannot be read.
    """
    path = folder / NAMA_BERKAS
    try:
        keadaan = path.stat()
    except FileNotFoundError:
        return None
    return _muat(path, keadaan.st_mtime_ns, keadaan.st_size)


@lru_cache(maxsize=4)
def _muat(path: Path, diubah: int, ukuran: int) -> Anggaran:
    """The file as it stood at that moment: an unchanged one is not read again."""
    return dari_data(berkas.baca(path), f"{path.parent.name}/{path.name}")


def dari_data(data: bytes, di: str) -> Anggaran:
    """The budget in the bytes of a workbook; `di` names it in messages."""
    try:
        return dari_lembar(lembar.baca(data), di)
    except LembarSalah as galat:
        return Anggaran(di, (), (Temuan(di, str(galat), "simpan ulang berkas itu dengan Excel"),))


def dari_lembar(semua: Sequence[Lembar], di: str) -> Anggaran:
    """The budget in the first of these sheets that has known headings."""
    for satu in semua:
        for ke, calon in enumerate(satu.baris[:_KEPALA_MAKS]):
            kolom = _kolom(calon)
            if "kode_rekening" in kolom.values() and {"dpa", "spd"} & {*kolom.values()}:
                return _susun(di, kolom, satu.baris[ke + 1 :])
    saran = f"kolomnya: {', '.join(k.replace('_', ' ') for k in SEBUTAN)}"
    return Anggaran(di, (), (Temuan(di, "tidak punya baris judul kolom", saran),))


def _kolom(baris: Baris) -> dict[int, str]:
    """Column number = field, for the headings that are known."""
    letak: dict[str, int] = {}
    for ke, sel in baris.items():
        kata = re.sub(r"[^a-z0-9]+", " ", str(sel.nilai).casefold()).split()
        letak.setdefault(" ".join(k for k in kata if k != "rp"), ke)
    hasil: dict[int, str] = {}
    for nama, sebutan in SEBUTAN.items():
        if kolom := next((letak[s] for s in sebutan if s in letak), None):
            hasil[kolom] = nama
    return hasil


def _susun(di: str, kolom: Mapping[int, str], isi: Sequence[Baris]) -> Anggaran:
    bacaan = _Bacaan(kolom)
    for baris in isi:
        # A total may say so in a column that is none of ours, merged over the first ones.
        menjumlah = any(_JUMLAH.match(str(sel.nilai).strip()) for sel in baris.values())
        dikenal = {kolom[ke]: sel for ke, sel in baris.items() if ke in kolom}
        _baca_baris(bacaan, dikenal, menjumlah=menjumlah)
    return Anggaran(di, tuple(bacaan.pos.values()), tuple(bacaan.temuan))


def _baca_baris(bacaan: _Bacaan, baris: Mapping[str, Sel], *, menjumlah: bool) -> None:
    """Take one row in: an account, a sub kegiatan for the rows below, or nothing of ours."""
    salah_kode: list[Temuan] = []
    kode = _kode(baris, salah_kode)
    if kode is None and menjumlah:
        return
    bacaan.temuan += salah_kode
    if "sub_kegiatan" in baris:
        bacaan.sub_kegiatan = _teks(baris["sub_kegiatan"], bacaan.temuan)
    if kode is None or bacaan.sub_kegiatan is None:
        return
    alamat = baris["kode_rekening"].alamat
    kunci = (kunci_sub(bacaan.sub_kegiatan), kode)
    if ada := bacaan.pos.get(kunci):
        saran = "gabungkan kedua barisnya, atau perbaiki kodenya"
        bacaan.temuan.append(Temuan(alamat, f"sudah tertulis di sel {ada.alamat}", saran, kode))
        return
    salah: list[Temuan] = []
    nilai = {nama: _uang(baris, nama, salah) for nama in _UANG}
    if "dpa" in bacaan.kolom.values() and "dpa" not in baris:
        salah.append(Temuan(alamat, "DPA kode rekening ini kosong", "tulis jumlahnya", kode))
    uraian = (_teks(baris["uraian"], salah) if "uraian" in baris else None) or ""
    bacaan.temuan += salah
    bacaan.pos[kunci] = PosAnggaran(
        bacaan.sub_kegiatan,
        kode,
        uraian,
        nilai["dpa"],
        nilai["spd"],
        NOL if "realisasi" not in baris else nilai["realisasi"],
        alamat,
        tuple(salah),
    )


def _kode(baris: Mapping[str, Sel], temuan: list[Temuan]) -> str | None:
    """The account of a row; None when it is not one, with a finding when it looks as if it were."""
    sel = baris.get("kode_rekening")
    if sel is None:
        temuan += _tanpa_kode(baris)
        return None
    if isinstance(sel.nilai, int | float):  # 5 or 5.1: a group; six levels are never a number
        return None
    if isinstance(sel.nilai, SelRusak):
        temuan.append(Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran))
        return None
    tertulis = re.sub(r"\s", "", str(sel.nilai))
    if _KELOMPOK.fullmatch(tertulis):
        return None
    try:
        return str(KODE_REKENING.baca(sel.nilai, Isian("kode_rekening", "kode_rekening"), TanpaAcuan()))
    except NilaiSalah as galat:
        if any(nama in baris for nama in _UANG):  # else a heading between rows
            temuan.append(Temuan(sel.alamat, galat.pesan, galat.saran, str(sel.nilai)))
        return None


def _tanpa_kode(baris: Mapping[str, Sel]) -> Iterator[Temuan]:
    """Amounts without an account; a row that opens a sub kegiatan often shows its total too."""
    uang = [baris[nama] for nama in _UANG if nama in baris]
    if uang and "sub_kegiatan" not in baris:
        saran = "tulis kodenya di baris itu, atau hapus jumlahnya"
        yield Temuan(uang[0].alamat, "ada jumlah tanpa kode rekening", saran)


def _uang(baris: Mapping[str, Sel], nama: str, temuan: list[Temuan]) -> Decimal | None:
    sel = baris.get(nama)
    if sel is None:
        return None
    if isinstance(sel.nilai, SelRusak):
        temuan.append(Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran))
        return None
    if str(sel.nilai).strip() in _KOSONG:
        return NOL
    try:
        return Decimal(RUPIAH.baca(sel.nilai, Isian(nama, "rupiah"), TanpaAcuan()))
    except NilaiSalah as galat:
        temuan.append(Temuan(sel.alamat, galat.pesan, galat.saran, str(sel.nilai)))
        return None


def _teks(sel: Sel, temuan: list[Temuan]) -> str | None:
    if isinstance(sel.nilai, SelRusak):
        temuan.append(Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran))
        return None
    try:
        return satu_baris(sel.nilai)
    except NilaiSalah as galat:
        temuan.append(Temuan(sel.alamat, galat.pesan, galat.saran, str(sel.nilai)))
        return None
