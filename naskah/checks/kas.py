"""Closed months of the cash books: what the berita acara says still stands in the book."""

from __future__ import annotations

from naskah import kas_buku
from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Buku kas yang sudah ditutup"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report months whose book was changed after it was closed; a book kept on paper is not compared."""
    return kas_buku.berubah(kantor)
