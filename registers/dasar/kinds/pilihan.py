"""Kind "pilihan": one of a few words."""

from __future__ import annotations

from difflib import get_close_matches

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris


class Pilihan:
    """One of `isian.pilihan`, whatever its case."""

    nama = "pilihan"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """The choice in the spelling of the declaration."""
        teks = satu_baris(raw)
        menurut = {p.casefold(): p for p in isian.pilihan}
        if teks.casefold() in menurut:
            return menurut[teks.casefold()]
        dekat = get_close_matches(teks.casefold(), menurut, n=1, cutoff=0.7)
        saran = f"maksudnya {menurut[dekat[0]]}? " if dekat else ""
        raise NilaiSalah("tidak ada di pilihan", f"{saran}pilih salah satu: {', '.join(isian.pilihan)}")

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The choice."""
        return {nama: nilai or ""}


KIND = Pilihan()
