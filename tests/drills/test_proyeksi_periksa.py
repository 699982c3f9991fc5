"""`naskah periksa` on books: what people are told to do with a bad book works."""

from __future__ import annotations

from naskah import issue
from naskah.checks import periksa
from naskah.kantor import Kantor
from tests.bahan.kantor import baris_buku, nota

AGENDA = "agenda-surat-keluar"


def test_repair_puts_a_bad_book_aside_and_brings_the_last_good_one_back(kantor: Kantor) -> None:
    surat = [issue.buat(kantor, nota())[0].id for _ in range(2)]
    path = kantor.folder / "buku" / f"{AGENDA}-2026.xlsx"
    path.write_bytes(b"bukan buku")
    assert periksa(kantor).rusak
    hasil = periksa(kantor, perbaiki=True, menyeluruh=True)
    assert not hasil.rusak
    assert f"disimpan di buku/.rusak/{path.stem}-1.xlsx" in " ".join(hasil.diperbaiki)
    assert (path.parent / ".rusak" / f"{path.stem}-1.xlsx").read_bytes() == b"bukan buku"
    assert [b["_id"] for b in baris_buku(kantor, AGENDA)] == surat
    assert periksa(kantor, perbaiki=True).diperbaiki == ()


def test_a_bad_book_moved_away_is_made_again_by_the_next_letter(kantor: Kantor) -> None:
    surat = [issue.buat(kantor, nota())[0].id]
    path = kantor.folder / "buku" / f"{AGENDA}-2026.xlsx"
    path.rename(path.with_name("lama.xlsx"))
    surat.append(issue.buat(kantor, nota())[0].id)
    assert [b["_id"] for b in baris_buku(kantor, AGENDA)] == surat
