"""Kind "kode_klasifikasi": a code of the archive classification, such as 500.3.2.1."""

from __future__ import annotations

import re

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris


class KodeKlasifikasi:
    """Three digits, then groups of digits (Permendagri 83/2022). A table is asked elsewhere."""

    nama = "kode_klasifikasi"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """The code; a point at its end is dropped."""
        kode = satu_baris(raw).rstrip(".")
        if not re.fullmatch(r"\d{3}(\.\d+)*", kode):
            raise NilaiSalah("bukan kode klasifikasi", "tulis kodenya, misalnya 500.3.2.1")
        return kode

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The code."""
        return {nama: nilai or ""}


KIND = KodeKlasifikasi()
