"""Rows that were sorted without their hidden key. Pure.

Somebody who selects only the visible columns and sorts them leaves the key column behind: every row then
bears another one's key, and people's notes would go to the wrong letters. The row's own number in the book,
with most of its ledger cells, tells whose row it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from registers.bacaan_sel import kanonik
from registers.definisi import Buku, Kolom
from registers.ledger.model import Baris
from registers.penggabungan import tampilan, terlihat
from registers.workbook import BarisIsi


def tukar(buku: Buku, baris: Sequence[BarisIsi], kini: Mapping[str, Baris]) -> dict[int, str]:
    """Sheet row number → the key that belongs to the row, for rows that bear another row's key.

    A row keeps its key unless its number and more of its ledger cells are another row's, and that row has
    been moved as well.
    """
    nomor = next((k for k in buku.kolom if k.dari == "urutan"), None)
    if nomor is None:
        return {}
    menurut_urutan = {str(b.urutan): k for k, b in kini.items()}
    berkunci = [satu for satu in baris if satu.kunci in kini]
    pindah: dict[int, str] = {}
    for satu in berkunci:
        kunci = menurut_urutan.get(kanonik(satu.nilai.get(nomor.kunci), nomor.jenis), satu.kunci)
        if kunci != satu.kunci and _lebih_cocok(buku, nomor, satu, kini[kunci], kini[satu.kunci]):
            pindah[satu.nomor] = kunci
    while buang := _berebut(berkunci, pindah):
        pindah = {n: k for n, k in pindah.items() if n not in buang}
    return pindah


def _lebih_cocok(buku: Buku, nomor: Kolom, satu: BarisIsi, lain: Baris, sendiri: Baris) -> bool:
    mereka = terlihat(buku, satu.nilai, satu.rumus)
    kolom = [k.kunci for k in buku.kolom if k.milik == "buku_besar" and k is not nomor]

    def cocok(baris: Baris) -> int:
        kami = tampilan(buku, baris.nilai, baris.orang)
        return sum(mereka.get(k, "") == kami.get(k, "") for k in kolom)

    return cocok(lain) > cocok(sendiri)


def _berebut(berkunci: Sequence[BarisIsi], pindah: Mapping[int, str]) -> set[int]:
    """Rows that would take a key another row keeps, or that two rows would take."""
    tetap = {satu.kunci for satu in berkunci if satu.nomor not in pindah}
    diambil = list(pindah.values())
    return {n for n, k in pindah.items() if k in tetap or diambil.count(k) > 1}
