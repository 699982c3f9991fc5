"""Kind "persen": a percentage."""

from __future__ import annotations

import re
from decimal import Decimal

from registers.dasar import angka
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai


class Persen:
    """A percentage with at most two decimals; canonical as plain decimal text ("12.5")."""

    nama = "persen"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """12.5, "12,5", "12,5%", "12,5 persen"; the number is the percentage, never a fraction."""
        if isinstance(raw, str):
            raw = raw.strip().removesuffix("%").removesuffix("persen")
            if re.search(r"\.\d{3}", raw):
                raise NilaiSalah("titiknya tidak jelas: ribuan atau desimal?", "tulis seperti 12,5 atau 1250")
        nilai = angka.baca(raw, (0, 1, 2), "12,5")
        angka.periksa_batas(nilai, isian)
        return f"{nilai.normalize():f}"

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """`12,5%`."""
        if not nilai:
            return {nama: ""}
        desimal = len(nilai.partition(".")[2])
        return {nama: f"{angka.pecahan(Decimal(nilai), desimal)}%"}


KIND = Persen()
