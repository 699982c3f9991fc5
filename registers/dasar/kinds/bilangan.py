"""Kind "bilangan": a whole number."""

from __future__ import annotations

from registers.dasar import angka
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.terbilang import terbilang


class Bilangan:
    """A whole number; canonical as int. Negative only where the field's lower bound says so."""

    nama = "bilangan"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """1250, "1.250", 1250.0 (Excel)."""
        nilai = angka.baca(raw, (0,), "1.250 atau 1250")
        angka.periksa_batas(nilai, isian)
        return int(nilai)

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """`1.250` and its words."""
        if nilai is None:
            return {nama: "", f"{nama}_terbilang": ""}
        kata = terbilang(abs(nilai))
        return {nama: angka.bulat(nilai), f"{nama}_terbilang": f"minus {kata}" if nilai < 0 else kata}


KIND = Bilangan()
