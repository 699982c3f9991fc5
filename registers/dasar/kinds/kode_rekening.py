"""Kind "kode_rekening": an account of the regional budget, such as 5.1.02.01.01.0024."""

from __future__ import annotations

import re

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris

TINGKAT = (
    ("akun", 1),
    ("kelompok", 1),
    ("jenis", 2),
    ("objek", 2),
    ("rincian objek", 2),
    ("sub rincian objek", 4),
)
"""The six levels and how many digits each has (rules.md §3.2; the annexes of Permendagri 90/2019)."""

_CONTOH = "5.1.02.01.01.0024"
_KUTIPAN = 30


class KodeRekening:
    """Six levels with points between them, kept as text. Whether the account exists is asked elsewhere."""

    nama = "kode_rekening"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """The code; blanks in it and a point at its end are dropped."""
        kode = re.sub(r"\s", "", satu_baris(raw)).rstrip(".")
        bagian = kode.split(".")
        salah = [_salah(ke, tertulis) for ke, tertulis in enumerate(bagian[: len(TINGKAT)])]
        if salah := [s for s in salah if s]:
            raise NilaiSalah("; ".join(salah), f"tulis enam tingkat seperti {_CONTOH}")
        if len(bagian) < len(TINGKAT):
            kurang = ", ".join(f"{ke + 1} ({TINGKAT[ke][0]})" for ke in range(len(bagian), len(TINGKAT)))
            raise NilaiSalah(f"belum ada tingkat {kurang}", f"tulis enam tingkat seperti {_CONTOH}")
        if len(bagian) > len(TINGKAT):
            raise NilaiSalah(f"ada {len(bagian)} tingkat", f"tulis enam tingkat seperti {_CONTOH}")
        return kode

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The code."""
        return {nama: nilai or ""}


def _salah(ke: int, tertulis: str) -> str:
    """What is wrong with one level; nothing when it is right."""
    nama, panjang = TINGKAT[ke]
    if re.fullmatch(rf"\d{{{panjang}}}", tertulis, re.ASCII):
        return ""
    isi = f"tertulis “{tertulis[:_KUTIPAN]}”" if tertulis else "kosong"
    return f"tingkat {ke + 1} ({nama}) {isi}, padahal {panjang} angka"


KIND = KodeRekening()
