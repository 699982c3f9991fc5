"""A row typed into a book that takes none is not lost on anybody: the book says where it belongs."""

from __future__ import annotations

from registers.definisi import muat_buku


def test_every_book_takes_typed_rows_or_says_where_they_belong() -> None:
    semua = muat_buku()
    for buku in semua.values():
        lain = [b for b in semua.values() if set(b.entri) & set(buku.peristiwa)]
        assert buku.entri or buku.petunjuk or lain, buku.id
    assert "naskah masuk arahkan" in semua["pengendali-masuk"].petunjuk
