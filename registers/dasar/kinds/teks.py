"""Kind "teks": one line of text."""

from __future__ import annotations

import re

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris


class Teks:
    """One line; line breaks become spaces. Bounds of the field count characters."""

    nama = "teks"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Text or a number, cleaned; must match `isian.pola` as a whole when there is one."""
        teks = satu_baris(raw)
        if isian.minimal is not None and len(teks) < isian.minimal:
            raise NilaiSalah("terlalu pendek", f"paling sedikit {isian.minimal} huruf")
        if isian.maksimal is not None and len(teks) > isian.maksimal:
            raise NilaiSalah(f"terlalu panjang: {len(teks)} huruf", f"paling banyak {isian.maksimal} huruf")
        if isian.pola and not re.fullmatch(isian.pola, teks):
            contoh = f"tulis seperti {isian.contoh}" if isian.contoh else isian.bantuan
            raise NilaiSalah("tidak ditulis dengan benar", contoh)
        return teks

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The text itself."""
        return {nama: nilai or ""}


KIND = Teks()
