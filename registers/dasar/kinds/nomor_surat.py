"""Kind "nomor_surat": the number of a letter, ours or somebody else's."""

from __future__ import annotations

import re

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris


class NomorSurat:
    """Letters, at least one digit, and the signs numbers are made of. Other offices' forms are not judged."""

    nama = "nomor_surat"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """The number without the word "Nomor" in front; blanks around slashes are dropped."""
        teks = re.sub(r"^(nomor|no\.?)\s*:?\s*(?=\d|\S*/)", "", satu_baris(raw), flags=re.IGNORECASE)
        teks = re.sub(r"\s*/\s*", "/", teks)
        if len(teks) > 100 or not re.fullmatch(r"[\w\-./() &:]*\d[\w\-./() &:]*", teks):
            raise NilaiSalah("bukan nomor surat", "tulis seperti 500.3/123/DKUKM/2026")
        return teks

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The number."""
        return {nama: nilai or ""}


KIND = NomorSurat()
