"""Pictures of pages: all of them, of bounded size; what cannot be read is said in Indonesian."""

from __future__ import annotations

import io
import sys

import pypdf
import pytest
from PIL import Image

from naskah import gambar
from registers.dasar.galat import PdfTidakTersedia


def berkas_pdf(halaman: int, tinggi: float = 842) -> bytes:
    penulis, keluar = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(halaman):
        penulis.add_blank_page(595, tinggi)
    penulis.write(keluar)
    return keluar.getvalue()


def foto(jenis: str, ukuran: tuple[int, int]) -> bytes:
    keluar = io.BytesIO()
    Image.new("1" if jenis == "PNG" else "RGB", ukuran).save(keluar, jenis)
    return keluar.getvalue()


def ukuran(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png), formats=("PNG",)).size


def test_every_page_becomes_a_picture_of_the_width() -> None:
    assert [ukuran(p)[0] for p in gambar.halaman_png(berkas_pdf(3), lebar=300)] == [300] * 3
    assert gambar.jumlah_halaman(berkas_pdf(3)) == 3


def test_too_many_pages_are_refused_with_their_number() -> None:
    with pytest.raises(PdfTidakTersedia, match="60 halaman; berkas ini 61 halaman"):
        gambar.halaman_png(berkas_pdf(61))


@pytest.mark.parametrize("jenis", ["PNG", "JPEG"])
def test_a_scan_has_a_small_picture(jenis: str) -> None:
    assert ukuran(gambar.kecil(foto(jenis, (800, 600)), 200)) == (200, 150)


def test_a_pdf_scan_shows_its_first_page_and_a_very_high_one_stays_small() -> None:
    assert ukuran(gambar.kecil(berkas_pdf(70), 200))[0] == 200
    assert ukuran(gambar.kecil(berkas_pdf(1, 14000), 200))[1] <= 801


def test_a_picture_that_unfolds_without_end_is_refused() -> None:
    with pytest.raises(PdfTidakTersedia, match="terlalu besar"):
        gambar.kecil(foto("PNG", (9000, 9000)), 200)


@pytest.mark.parametrize("isi", [b"", b"bukan gambar", b"%PDF-1.7 rusak", b"\x89PNG\r\n\x1a\nrusak"])
def test_garbage_is_refused(isi: bytes) -> None:
    with pytest.raises(PdfTidakTersedia, match="tidak terbaca"):
        gambar.kecil(isi, 200)


def test_without_the_web_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(PdfTidakTersedia, match="bagian web belum terpasang"):
        gambar.jumlah_halaman(berkas_pdf(1))
