"""One PDF for the printer: every letter in order, a bookmark each, no two on one sheet."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from naskah import pdf
from registers.dasar.galat import BerkasGagal

LOGO = b"lambang yang sama " * 3000


def surat(path: Path, halaman: int, *, lebar: int = 595) -> Path:
    """A PDF whose pages say its name and their number, with a picture that all have alike."""
    tulis = pypdf.PdfWriter()
    gambar = DecodedStreamObject()
    gambar.set_data(LOGO)
    gambar[NameObject("/Subtype")] = NameObject("/Form")
    rujukan = tulis._add_object(gambar)
    huruf = DictionaryObject()
    for nama, nilai in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica")):
        huruf[NameObject(nama)] = NameObject(nilai)
    for nomor in range(halaman):
        satu = tulis.add_blank_page(lebar, 842)
        isi = DecodedStreamObject()
        isi.set_data(f"BT /F1 12 Tf 50 700 Td ({path.stem}-{nomor}) Tj ET".encode())
        satu[NameObject("/Contents")] = tulis._add_object(isi)
        sumber = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): huruf})})
        sumber[NameObject("/XObject")] = DictionaryObject({NameObject("/Im1"): rujukan})
        satu[NameObject("/Resources")] = sumber
    tulis.write(path)
    return path


def isi(path: Path) -> list[str]:
    return [h.extract_text().strip() for h in pypdf.PdfReader(path).pages]


def test_every_letter_is_there_in_order_with_its_bookmark(tmp_path: Path) -> None:
    semua = [(f"Koperasi (Maju) é {n}", surat(tmp_path / f"s{n}.pdf", n)) for n in (1, 2, 3)]
    pdf.gabung_cetak(semua, tmp_path / "jadi" / "cetak.pdf", bolak_balik=False)
    baca = pypdf.PdfReader(tmp_path / "jadi" / "cetak.pdf", strict=True)
    assert isi(tmp_path / "jadi" / "cetak.pdf") == ["s1-0", "s2-0", "s2-1", "s3-0", "s3-1", "s3-2"]
    penanda = [(o.title, baca.get_destination_page_number(o)) for o in baca.outline]
    assert penanda == [(semua[0][0], 0), (semua[1][0], 1), (semua[2][0], 3)]
    assert [p.name for p in (tmp_path / "jadi").iterdir()] == ["cetak.pdf"]


def test_printed_on_both_sides_no_two_letters_share_a_sheet(tmp_path: Path) -> None:
    lebar = {1: 595, 2: 595, 3: 612}
    semua = [(str(n), surat(tmp_path / f"s{n}.pdf", n, lebar=lebar[n])) for n in (1, 2, 3)]
    pdf.gabung_cetak(semua, tmp_path / "cetak.pdf", bolak_balik=True)
    assert isi(tmp_path / "cetak.pdf") == ["s1-0", "", "s2-0", "s2-1", "s3-0", "s3-1", "s3-2", ""]
    ukuran = [float(h.mediabox.width) for h in pypdf.PdfReader(tmp_path / "cetak.pdf").pages]
    assert ukuran == [595] * 4 + [612] * 4


def test_what_letters_have_alike_is_written_once(tmp_path: Path) -> None:
    semua = [(str(n), surat(tmp_path / f"s{n}.pdf", 1)) for n in range(20)]
    pdf.gabung_cetak(semua, tmp_path / "cetak.pdf", bolak_balik=False)
    assert (tmp_path / "cetak.pdf").stat().st_size < 2 * len(LOGO)


def test_a_damaged_pdf_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.7 bukan")
    semua = [("a", surat(tmp_path / "a.pdf", 1)), ("b", tmp_path / "rusak.pdf")]
    with pytest.raises(BerkasGagal, match=r"rusak\.pdf"):
        pdf.gabung_cetak(semua, tmp_path / "jadi" / "cetak.pdf", bolak_balik=True)
    assert list((tmp_path / "jadi").iterdir()) == []
    with pytest.raises(BerkasGagal, match=r"tiada\.pdf tidak dapat dibaca"):
        pdf.gabung_cetak([("a", tmp_path / "tiada.pdf")], tmp_path / "cetak.pdf", bolak_balik=True)


def test_memory_does_not_grow_with_the_letters(tmp_path: Path) -> None:
    semua = [surat(tmp_path / f"s{n}.pdf", 2) for n in range(10)]

    def puncak(banyak: int) -> int:
        tracemalloc.start()
        daftar = [(str(n), semua[n % 10]) for n in range(banyak)]
        pdf.gabung_cetak(daftar, tmp_path / "cetak.pdf", bolak_balik=True)
        hasil = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return hasil

    puncak(10)
    assert puncak(400) < puncak(20) + 400 * len(LOGO) / 6
