"""A finding: one problem of one input, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Temuan:
    """One problem, with the place a person must look at.

    Attributes:
        tempat: field path ("pegawai[2].nip"), cell ("Lembar1!C7") or place in a template; "" for the whole.
        pesan: what is wrong there.
        saran: what to type or do instead; may be empty.
        nilai: the refused value as text; may be empty.
    """

    tempat: str
    pesan: str
    saran: str = ""
    nilai: str = ""

    def __str__(self) -> str:
        nilai = f" (tertulis: {self.nilai!r})" if self.nilai else ""
        saran = f" → {self.saran}" if self.saran else ""
        tempat = f"{self.tempat}: " if self.tempat else ""
        return f"{tempat}{self.pesan}{nilai}{saran}"
