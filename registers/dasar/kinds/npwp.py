"""Kind "npwp": a taxpayer number, old (15 digits) or new (16)."""

from __future__ import annotations

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import digit


class Npwp:
    """15 digits are kept with their usual points (01.234.567.8-901.000), 16 as digits."""

    nama = "npwp"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Digits, with or without points and hyphen."""
        d = digit(raw, "NPWP")
        if len(d) == 16:
            return d
        if len(d) == 15:
            return f"{d[:2]}.{d[2:5]}.{d[5:8]}.{d[8]}-{d[9:12]}.{d[12:]}"
        raise NilaiSalah(f"NPWP berisi {len(d)} angka", "NPWP terdiri atas 16 angka (yang lama 15)")

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The number."""
        return {nama: nilai or ""}


KIND = Npwp()
