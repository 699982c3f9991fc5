"""Small regular languages as deterministic automata: what the tokens of a number pattern may say.

Automata and not regular expressions, because patterns are compared with each other and asked what may
follow, and no regular expression answers that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

DIGIT = frozenset("0123456789")
KECIL = frozenset("abcdefghijklmnopqrstuvwxyz")
ALNUM = DIGIT | KECIL | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True)
class Bahasa:
    """A regular language as a deterministic automaton that starts in state 0.

    Attributes:
        langkah: per state, the ways out: (characters, next state).
        akhir: the states in which a word may end.
    """

    langkah: tuple[tuple[tuple[frozenset[str], int], ...], ...]
    akhir: frozenset[int]

    def terpanjang(self, teks: str, mulai: int) -> int | None:
        """Where the longest word that begins at `mulai` ends; None when it breaks off unfinished."""
        keadaan = 0
        while mulai < len(teks):
            berikut = next((ke for huruf, ke in self.langkah[keadaan] if teks[mulai] in huruf), None)
            if berikut is None:
                break
            keadaan, mulai = berikut, mulai + 1
        return mulai if keadaan in self.akhir else None

    def cocok(self, teks: str) -> bool:
        """Whether `teks` is a word."""
        return self.terpanjang(teks, 0) == len(teks)

    @cached_property
    def awal(self) -> frozenset[str]:
        """The characters a word can begin with."""
        return frozenset[str]().union(*(huruf for huruf, _ in self.langkah[0]))

    @cached_property
    def lanjutan(self) -> frozenset[str]:
        """The characters that can continue a word that is already complete."""
        return frozenset[str]().union(*(huruf for k in self.akhir for huruf, _ in self.langkah[k]))


def dari_kata(*kata: str) -> Bahasa:
    """The language of exactly these words, as a trie."""
    anak: list[dict[str, int]] = [{}]
    akhir: set[int] = set()
    for satu in kata:
        simpul = 0
        for huruf in satu:
            if huruf not in anak[simpul]:
                anak[simpul][huruf] = len(anak)
                anak.append({})
            simpul = anak[simpul][huruf]
        akhir.add(simpul)
    return Bahasa(
        tuple(tuple((frozenset(h), ke) for h, ke in simpul.items()) for simpul in anak), frozenset(akhir)
    )


def berpemisah(isi: frozenset[str], pemisah: str) -> Bahasa:
    """One or more `isi`, in groups joined by single characters of `pemisah`."""
    return Bahasa((((isi, 1),), ((isi, 1), (frozenset(pemisah), 0))), frozenset({1}))


def bilangan(lebar: int) -> Bahasa:
    """Positive integers, zero-padded to `lebar` digits.

    States: k zeros read (0 ≤ k < lebar); then k digits behind a leading zero; then k digits without one.
    """
    nol, bukan_nol = frozenset("0"), DIGIT - {"0"}

    def berawalan_nol(k: int) -> int:
        return lebar + k - 2

    def biasa(k: int) -> int:
        return 2 * lebar - 2 + k

    langkah: list[tuple[tuple[frozenset[str], int], ...]] = [
        ((bukan_nol, biasa(1)), *(((nol, 1),) if lebar > 1 else ()))
    ]
    for k in range(1, lebar):
        maju = ((bukan_nol, berawalan_nol(k + 1)),)
        langkah.append((*maju, (nol, k + 1)) if k + 1 < lebar else maju)
    langkah += [((DIGIT, berawalan_nol(k + 1)),) if k < lebar else () for k in range(2, lebar + 1)]
    langkah += [((DIGIT, biasa(min(k + 1, lebar))),) for k in range(1, lebar + 1)]
    akhir = {biasa(lebar)} | ({berawalan_nol(lebar)} if lebar > 1 else set[int]())
    return Bahasa(tuple(langkah), frozenset(akhir))
