"""Where things stand on a page: boxes and the matrices that move them (pure)."""

from __future__ import annotations

from dataclasses import dataclass

Matriks = tuple[float, ...]  # a b c d e f, as PDF writes them


@dataclass(frozen=True)
class Kotak:
    """A box, in points from the lower left corner of the page."""

    kiri: float
    bawah: float
    kanan: float
    atas: float

    def iris(self, lain: Kotak) -> Kotak:
        """What both have; empty (right of its own left) when they share nothing."""
        return Kotak(
            max(self.kiri, lain.kiri),
            max(self.bawah, lain.bawah),
            min(self.kanan, lain.kanan),
            min(self.atas, lain.atas),
        )

    def lebih(self, tepi: float) -> Kotak:
        """The box with so much more on every side."""
        return Kotak(self.kiri - tepi, self.bawah - tepi, self.kanan + tepi, self.atas + tepi)

    def bertindih(self, lain: Kotak) -> bool:
        """Whether both share a place.

        >>> Kotak(0, 0, 2, 2).bertindih(Kotak(1, 1, 3, 3)), Kotak(0, 0, 1, 1).bertindih(Kotak(2, 0, 3, 1))
        (True, False)
        """
        bagian = self.iris(lain)
        return bagian.kiri < bagian.kanan and bagian.bawah < bagian.atas

    def di_dalam(self, lain: Kotak, longgar: float) -> bool:
        """Whether it is wholly within another, give or take `longgar`."""
        luar = lain.lebih(longgar)
        return (
            luar.kiri <= self.kiri
            and luar.bawah <= self.bawah
            and self.kanan <= luar.kanan
            and self.atas <= luar.atas
        )


def kali(dalam: Matriks, luar: Matriks) -> Matriks:
    """The matrix that does `dalam` first, then `luar`."""
    a, b, c, d, e, f = dalam
    p, q, r, s, t, u = luar
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def kotak(matriks: Matriks, satu: tuple[float, float], dua: tuple[float, float]) -> Kotak:
    """The box around a rectangle that a matrix moved.

    >>> kotak((2, 0, 0, 1, 5, 0), (0, 0), (1, 1))
    Kotak(kiri=5, bawah=0, kanan=7, atas=1)
    """
    a, b, c, d, e, f = matriks
    sudut = [(x, y) for x in (satu[0], dua[0]) for y in (satu[1], dua[1])]
    semua_x = [a * x + c * y + e for x, y in sudut]
    semua_y = [b * x + d * y + f for x, y in sudut]
    return Kotak(min(semua_x), min(semua_y), max(semua_x), max(semua_y))
