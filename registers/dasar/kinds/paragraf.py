"""Kind "paragraf": running text in paragraphs."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import berbaris, satu_baris


class Paragraf:
    """Paragraphs, separated by blank lines; a single line break only wraps. Bounds count paragraphs."""

    nama = "paragraf"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Text with blank lines between paragraphs, or a list of paragraphs."""
        if isinstance(raw, list):
            hasil = [teks for satu in cast("list[object]", raw) if (teks := satu_baris(satu))]
        else:
            hasil = [" ".join(grup) for isi, grup in groupby(berbaris(raw), key=bool) if isi]
        periksa_banyak(len(hasil), isian, "paragraf")
        return hasil

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The list of paragraphs."""
        return {nama: list(nilai or [])}


def periksa_banyak(banyak: int, isian: Isian, apa: str) -> None:
    """Refuse fewer or more than the field allows.

    Raises:
        NilaiSalah: how many there are and may be.
    """
    if isian.minimal is not None and banyak < isian.minimal:
        raise NilaiSalah(f"baru {banyak} {apa}", f"paling sedikit {isian.minimal} {apa}")
    if isian.maksimal is not None and banyak > isian.maksimal:
        raise NilaiSalah(f"ada {banyak} {apa}", f"paling banyak {isian.maksimal} {apa}")


KIND = Paragraf()
