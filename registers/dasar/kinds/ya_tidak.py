"""Kind "ya_tidak": yes or no."""

from __future__ import annotations

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris

_YA = {"ya", "y", "benar", "betul", "ada", "true", "1", "✓", "v"}
_TIDAK = {"tidak", "tdk", "t", "bukan", "salah", "tidak ada", "false", "0", "-"}


class YaTidak:
    """Yes or no; canonical as bool."""

    nama = "ya_tidak"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """true/false, or the words people use for them."""
        if isinstance(raw, bool):
            return raw
        kata = satu_baris(raw).casefold()
        if kata in _YA or kata in _TIDAK:
            return kata in _YA
        raise NilaiSalah("bukan ya atau tidak", "tulis ya atau tidak")

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """True or False; left empty, False."""
        return {nama: bool(nilai)}


KIND = YaTidak()
