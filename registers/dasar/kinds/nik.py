"""Kind "nik": the 16-digit number of a resident."""

from __future__ import annotations

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import digit


class Nik:
    """16 digits, kept as text."""

    nama = "nik"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Digits; blanks and points between them are dropped."""
        teks = digit(raw, "NIK")
        if len(teks) != 16:
            raise NilaiSalah(f"NIK berisi {len(teks)} angka", "NIK terdiri atas 16 angka")
        return teks

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The 16 digits."""
        return {nama: nilai or ""}


KIND = Nik()
