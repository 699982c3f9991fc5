"""Kind "baris": a short list, one item per line (tembusan, paraf)."""

from __future__ import annotations

from typing import cast

from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.kinds.paragraf import periksa_banyak
from registers.dasar.tulisan import berbaris, satu_baris


class Baris:
    """Items, one per line. Bounds count items."""

    nama = "baris"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Lines of text, or a list; blank ones are dropped."""
        daftar = (
            [satu_baris(satu) for satu in cast("list[object]", raw)]
            if isinstance(raw, list)
            else berbaris(raw)
        )
        hasil = [satu for satu in daftar if satu]
        periksa_banyak(len(hasil), isian, "baris")
        return hasil

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The list of items."""
        return {nama: list(nilai or [])}


KIND = Baris()
