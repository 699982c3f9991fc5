"""Many texts in one cell of a book: as much as a reader takes in, and where the rest is."""

from __future__ import annotations

from collections.abc import Sequence

SEL_MAKS = 2000
"""Characters of one cell; the ledger keeps all of it."""


def gabung(bagian: Sequence[str], pemisah: str, rujukan: str = "") -> str:
    """These texts in one cell: whole ones while they fit, then how many are left out.

    Args:
        bagian: the texts.
        pemisah: what stands between two of them.
        rujukan: the command that shows all of it.

    >>> gabung(["Contoh Satu", "Contoh Dua"], "; ")
    'Contoh Satu; Contoh Dua'
    >>> gabung(["a" * 1500, "b" * 1500, "c"], "; ").removeprefix("a" * 1500)
    '; … dan 2 lainnya'
    """
    if len(semua := pemisah.join(bagian)) <= SEL_MAKS:
        return semua
    lihat = f" (selengkapnya: {rujukan})" if rujukan else ""
    panjang = muat = 0
    for satu in bagian:
        panjang += len(satu) + len(pemisah)
        if panjang > SEL_MAKS:
            break
        muat += 1
    if not muat:
        sisa = f" dan {len(bagian) - 1} lainnya" if len(bagian) > 1 else ""
        return f"{bagian[0][:SEL_MAKS].rstrip()}…{sisa}{lihat}"
    return f"{pemisah.join(bagian[:muat])}{pemisah}… dan {len(bagian) - muat} lainnya{lihat}"
