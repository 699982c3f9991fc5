"""Kind "nomor_sipd": a number that SIPD gave; it is somebody else's and is never rewritten."""

from __future__ import annotations

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris

_CONTOH = "53.00/02.0/000001/LS/2.17.0.00.0.00.01.0000/M/1/2026"
_PANJANG = 200


class NomorSipd:
    """Kept as typed, blanks inside it too: real numbers are dirty, and others compare them letter by letter.

    What is odd about a number is said as a warning by `naskah.hitung._sipd.telaah`, never corrected here.
    """

    nama = "nomor_sipd"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """One line of text without the blanks around it; template marks and hidden characters are refused."""
        bersih = satu_baris(raw)  # refuses what must not enter a document
        teks = raw.strip() if isinstance(raw, str) else bersih
        if not teks:
            raise NilaiSalah("kosong", f"salin nomornya dari SIPD, misalnya {_CONTOH}")
        if len(teks) > _PANJANG:
            raise NilaiSalah(f"terlalu panjang: {len(teks)} huruf", f"paling banyak {_PANJANG} huruf")
        if not teks.isprintable() and any(h in teks for h in "\t\r\n"):
            raise NilaiSalah("lebih dari satu baris", "salin nomornya saja, dalam satu baris")
        return teks

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The number, as it was typed."""
        return {nama: nilai or ""}


KIND = NomorSipd()
