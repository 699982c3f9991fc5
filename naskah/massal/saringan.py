"""Which rows of master data a merge takes: `jenis=produsen|jasa`, `TMT KGB<=1 Maret 2027`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from naskah.massal.kolom_induk import KolomInduk
from registers.dasar.angka import baca as baca_angka
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.kinds.tanggal import dari_teks
from registers.dasar.temuan import Temuan

TANDA = ("=", "!=", "<=", ">=")
_SYARAT = re.compile(r"([^=!<>]+?)\s*(!=|<=|>=|=)(.*)", re.DOTALL)
_SEBUT = 5  # names told of rows that cannot be compared

Syarat = Callable[[int], bool | None]
"""Index of a row → whether it passes; None when what stands there cannot be compared."""


def saring(kolom: KolomInduk, semua: Sequence[str]) -> tuple[list[int], tuple[str, ...]]:
    """Indices of the rows that pass every condition, and what a person should know about those left out.

    Args:
        kolom: the columns.
        semua: "column=value" or "column!=value" each, several values with "|" between; "column<=value" and
            "column>=value" for dates and numbers. Dates in any form people write.

    Raises:
        DataTidakSah: every condition that cannot be read or names no column.
    """
    temuan: list[Temuan] = []
    syarat: list[tuple[str, Syarat]] = []
    for satu in semua:
        hasil = _baca(kolom, satu)
        if isinstance(hasil, Temuan):
            temuan.append(hasil)
        else:
            syarat.append(hasil)
    if temuan:
        raise DataTidakSah("Saringan belum benar.", temuan)
    lolos: list[int] = []
    tak_terbanding: dict[str, list[int]] = {}
    for ke in range(len(kolom.tabel.baris)):
        jawab = {nama: periksa(ke) for nama, periksa in syarat}
        if False in jawab.values():
            continue
        if ragu := [nama for nama, lulus in jawab.items() if lulus is None]:
            tak_terbanding.setdefault(ragu[0], []).append(ke)
        else:
            lolos.append(ke)
    return lolos, tuple(_dilewati(kolom, nama, baris) for nama, baris in tak_terbanding.items())


def _baca(kolom: KolomInduk, satu: str) -> tuple[str, Syarat] | Temuan:
    tempat = f"--saring {satu[:60]}"
    m = _SYARAT.fullmatch(satu.strip())
    if m is None:
        return Temuan(
            tempat, "tidak terbaca", "tulis seperti --saring 'jenis=produsen' atau 'TMT KGB<=1 Maret 2027'"
        )
    nama, tanda, nilai = m.groups()
    ambil = kolom.cari(nama)
    if ambil is None:
        return Temuan(tempat, f"kolom {nama} tidak ada di {kolom.tabel.berkas}", kolom.saran(nama))
    if tanda in ("=", "!="):
        dicari = {_banding(v) for v in nilai.split("|")}
        return nama, lambda ke: (_banding(ambil(ke)) in dicari) == (tanda == "=")
    batas = _terukur(nilai)
    if batas is None:
        saran = "tulis seperti 31 Desember 2026, 31-12-2026, atau 14"
        return Temuan(tempat, "bukan tanggal atau angka", saran, nilai.strip())

    def periksa(ke: int) -> bool | None:
        ini = _terukur(ambil(ke))
        if isinstance(ini, date) and isinstance(batas, date):
            return ini <= batas if tanda == "<=" else ini >= batas
        if isinstance(ini, Decimal) and isinstance(batas, Decimal):
            return ini <= batas if tanda == "<=" else ini >= batas
        return None

    return nama, periksa


def _banding(teks: str) -> str:
    """A value for comparing: of a date its day, however it is written; else without case."""
    hari = _hari(teks)
    return hari.isoformat() if hari else " ".join(teks.casefold().split())


def _terukur(teks: str) -> date | Decimal | None:
    """A date or a number; None for other text."""
    if hari := _hari(teks):
        return hari
    try:
        return baca_angka(teks.strip().removesuffix(".0"), tuple(range(7)), "14")
    except NilaiSalah:
        return None


def _hari(teks: str) -> date | None:
    try:
        return date.fromisoformat(dari_teks(" ".join(teks.split())))
    except NilaiSalah:
        return None


def _dilewati(kolom: KolomInduk, nama: str, baris: Sequence[int]) -> str:
    tabel = kolom.tabel
    siapa = [
        str(tabel.baris[ke]["nama"].nilai) if "nama" in tabel.baris[ke] else f"baris {kolom.nomor(ke)}"
        for ke in baris[:_SEBUT]
    ]
    lain = f", dan {len(baris) - _SEBUT} lagi" if len(baris) > _SEBUT else ""
    return (
        f"{len(baris)} baris {tabel.berkas} dilewati karena {nama} tidak diketahui: {'; '.join(siapa)}{lain}"
    )
