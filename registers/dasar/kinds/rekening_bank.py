"""Kind "rekening_bank": the number of a bank account."""

from __future__ import annotations

from decimal import Decimal

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import digit

_MINIMAL, _MAKSIMAL = 5, 30  # every bank has its own length; outside these it is no account


class RekeningBank:
    """Digits as text, with their leading zeros. The field's bounds count digits."""

    nama = "rekening_bank"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Digits; blanks, points and hyphens between them are dropped.

        A number is refused: a cell or file that holds one has lost the zeros in front, and no length would
        show it, as it does with a NIP.
        """
        if isinstance(raw, int | float | Decimal):
            raise NilaiSalah(
                "nomor rekening berupa angka, sehingga nol di depannya dapat hilang",
                "format selnya sebagai Teks (atau tulis di antara tanda kutip), lalu ketik ulang nomornya",
            )
        teks = digit(raw, "Nomor rekening")
        minimal, maksimal = isian.minimal or _MINIMAL, isian.maksimal or _MAKSIMAL
        if not minimal <= len(teks) <= maksimal:
            raise NilaiSalah(
                f"nomor rekening berisi {len(teks)} angka",
                f"antara {minimal} dan {maksimal} angka; cocokkan dengan buku rekeningnya",
            )
        return teks

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The digits."""
        return {nama: nilai or ""}


KIND = RekeningBank()
