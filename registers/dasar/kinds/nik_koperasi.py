"""Kind "nik_koperasi": the registration number of a koperasi."""

from __future__ import annotations

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import digit

_PANJANG = 30


class NikKoperasi:
    """Digits with their leading zeros. Their count is not established (rules.md §5), so it is not checked."""

    nama = "nik_koperasi"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Digits; blanks and points between them are dropped."""
        teks = digit(raw, "NIK koperasi")
        if len(teks) > _PANJANG:
            raise NilaiSalah(f"NIK koperasi berisi {len(teks)} angka", "periksa lagi nomor itu")
        return teks

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The digits."""
        return {nama: nilai or ""}


KIND = NikKoperasi()
