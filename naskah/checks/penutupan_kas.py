"""Closed months of the cash books: closed once, and the book still says what its berita acara says."""

from __future__ import annotations

from naskah import kas_buku
from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Penutupan kas"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report months whose book was changed after it was closed, and months closed twice.

    A book kept on paper is not compared.
    """
    return [*kas_buku.berubah(kantor), *kas_buku.ganda(kantor)]
