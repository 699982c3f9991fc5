"""The budget an office keeps in Excel: data/anggaran.xlsx, one row per account of a sub kegiatan.

Columns in any order, by the names offices use: sub kegiatan, kode rekening, uraian, DPA, SPD (Surat
Penyediaan Dana), realisasi. Without the file nothing is checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from naskah import lembar, rekening_judul, tabel_rekening
from naskah.hitung._sisa_anggaran import Anggaran, PosAnggaran
from naskah.hitung._uang import NOL
from naskah.lembar import Lembar, LembarSalah
from naskah.rekening_judul import Macam
from naskah.tabel_rekening import BarisRekening, TabelRekening
from registers.dasar import berkas
from registers.dasar.temuan import Temuan

NAMA_BERKAS = "anggaran.xlsx"

SEBUTAN: Mapping[str, Sequence[str]] = {
    **rekening_judul.SEBUTAN,
    "dpa": ("dppa", "anggaran setelah perubahan", "dpa", "anggaran dpa", "jumlah dpa", "nilai dpa",
            "dpa dppa", "pagu dpa", "pagu", "pagu anggaran", "jumlah anggaran", "nilai anggaran", "anggaran"),
    "spd": ("spd", "jumlah spd", "nilai spd", "surat penyediaan dana", "penyediaan dana"),
    "realisasi": ("realisasi s d saat ini", "realisasi s d bulan ini", "realisasi sampai dengan saat ini",
                  "realisasi", "jumlah realisasi", "nilai realisasi", "realisasi s d lalu",
                  "realisasi sd lalu", "realisasi s d bulan lalu", "realisasi anggaran"),
}  # fmt: skip
MACAM = Macam(SEBUTAN, ("dpa", "spd", "realisasi"), frozenset({"dpa", "spd"}), ("dpa", "DPA"))


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
        return dari_lembar(lembar.baca(data, gabungan=True), di)
    except LembarSalah as galat:
        return Anggaran(di, (), (Temuan(di, str(galat), "simpan ulang berkas itu dengan Excel"),))


def dari_lembar(semua: Sequence[Lembar], di: str) -> Anggaran:
    """The budget in the first of these sheets that has known headings."""
    tabel = tabel_rekening.baca(semua, MACAM)
    if tabel is None:
        saran = f"kolomnya: {', '.join(k.replace('_', ' ') for k in SEBUTAN)}"
        return Anggaran(di, (), (Temuan(di, "tidak punya baris judul kolom", saran),))
    return dari_tabel(tabel, di)


def dari_tabel(tabel: TabelRekening, di: str) -> Anggaran:
    """The budget in a table that has been read."""
    return Anggaran(di, tuple(_pos(b) for b in tabel.baris), tabel.temuan)


def _pos(baris: BarisRekening) -> PosAnggaran:
    return PosAnggaran(
        baris.sub_kegiatan,
        baris.kode_rekening,
        baris.uraian,
        baris.uang.get("dpa"),
        baris.uang.get("spd"),
        baris.uang.get("realisasi", NOL),
        baris.alamat,
        baris.temuan,
    )
