"""Kind "rupiah": an amount of money."""

from __future__ import annotations

import re
from decimal import Decimal

from registers.dasar import angka
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.terbilang import terbilang_rupiah

_AWALAN = re.compile(r"^\s*Rp\.?\s*", re.IGNORECASE)
_RIBUAN = re.compile(r"-?\d{1,3}\.\d{3}", re.ASCII)
_AKHIRAN = re.compile(r",\s*[-–]{1,2}\s*$")  # "Rp1.000,-": no sen


class Rupiah:
    """Rupiah and sen, never negative; canonical as text with two decimals ("1250000.00")."""

    nama = "rupiah"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """1250000, "1.250.000", "Rp1.250.000,00", "Rp. 1.250.000,-"; a single decimal is refused."""
        if isinstance(raw, str):
            raw = _AKHIRAN.sub("", _AWALAN.sub("", raw))
        if isinstance(raw, Decimal) and _RIBUAN.fullmatch(str(raw)):
            # TOML and JSON take 12.750 for twelve and three quarters; who writes it means thousands.
            saran = f'tulis {str(raw).replace(".", "")}, atau dengan tanda kutip: "{raw}"'
            raise NilaiSalah("angka bertitik tanpa tanda kutip", saran)
        nilai = angka.baca(raw, (0, 2), "1.250.000 atau 1.250.000,50")
        angka.periksa_batas(nilai, isian)
        return f"{nilai:.2f}"

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """`Rp1.250.000,00`, its words and the figure alone."""
        if not nilai:
            return {nama: "", f"{nama}_terbilang": "", f"{nama}_angka": ""}
        jumlah = Decimal(nilai)
        figur = angka.pecahan(jumlah, 2)
        return {nama: f"Rp{figur}", f"{nama}_terbilang": terbilang_rupiah(jumlah), f"{nama}_angka": figur}


KIND = Rupiah()
