"""A cell edited on the screen: the rules of the sync, and nothing lost between screen and workbook."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from naskah import buku, sel_buku
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, TidakDitemukan

ID, TAHUN = "register-rat", 2026
BARIS = {
    "koperasi": "Koperasi Contoh Sejahtera",
    "tanggal_terima": "2-11-2026",
    "tahun_buku": "2025",
    "catatan": "awal",
}


@pytest.fixture
def kunci(kantor: Kantor) -> str:
    """The key of a row that was typed into the book."""
    buku.tambah(kantor, ID, BARIS)
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(ID, TAHUN)[0].kunci


def berkas(kantor: Kantor) -> Path:
    return sel_buku.berkas_buku(kantor, ID, TAHUN)


def letak(lembar: Worksheet, kantor: Kantor, kunci: str, kolom: str) -> tuple[int, int]:
    judul = next(k.judul for k in kantor.buku[ID].kolom if k.kunci == kolom)
    baris = next(s.row for s in lembar["A"] if s.value == kunci)
    tulisan = (judul, f"{judul} *")
    return baris, next(
        n for b in lembar.iter_rows(values_only=True) for n, s in enumerate(b, 1) if s in tulisan
    )


@contextmanager
def excel(kantor: Kantor) -> Generator[Worksheet]:
    isi = openpyxl.load_workbook(berkas(kantor))
    yield isi.worksheets[0]
    isi.save(berkas(kantor))


def di_berkas(kantor: Kantor, kunci: str, kolom: str) -> object:
    lembar = openpyxl.load_workbook(berkas(kantor)).worksheets[0]
    return lembar.cell(*letak(lembar, kantor, kunci, kolom)).value


def di_buku_besar(kantor: Kantor, kunci: str, kolom: str) -> object:
    with kantor.ledger.baca() as baca:
        return baca.baris_menurut(ID, TAHUN, [kunci])[kunci].orang.get(kolom)


def ubah(kantor: Kantor, kunci: str, kolom: str, baru: str, dilihat: str) -> sel_buku.HasilSel:
    return sel_buku.ubah_sel(kantor, ID, TAHUN, kunci, kolom, baru, dilihat)


def test_an_edit_is_in_the_ledger_in_the_workbook_and_on_record(kantor: Kantor, kunci: str) -> None:
    hasil = ubah(kantor, kunci, "catatan", "lengkap", "awal")
    assert (hasil.sel.isi, hasil.berubah, hasil.peringatan) == ("lengkap", True, ())
    assert di_berkas(kantor, kunci, "catatan") == "lengkap"
    with kantor.ledger.baca() as baca:
        (peristiwa,) = baca.peristiwa_sejenis("ubah-sel", 0, baca.kepala()[0])
    assert peristiwa.pelaku == "Contoh Pengadministrasi"
    assert peristiwa.isi["diambil"] == [
        {"kunci": kunci, "kolom": "catatan", "buku": "lengkap", "buku_besar": "awal"}
    ]


def test_an_untouched_workbook_does_not_bring_the_old_value_back(kantor: Kantor, kunci: str) -> None:
    ubah(kantor, kunci, "catatan", "lengkap", "awal")
    with excel(kantor) as lembar:
        lembar.cell(1, 20, "kolom sendiri")
    (hasil,) = buku.sinkron(kantor, [ID])
    assert (hasil.diambil, hasil.konflik) == ((), ())
    assert di_berkas(kantor, kunci, "catatan") == "lengkap"


def test_a_book_that_was_open_and_saved_untouched_takes_the_edit(kantor: Kantor, kunci: str) -> None:
    kunci_excel = berkas(kantor).with_name(f"~${berkas(kantor).name}")
    kunci_excel.write_bytes(b"\x05Contoh".ljust(165, b" "))
    hasil = ubah(kantor, kunci, "catatan", "lengkap", "awal")
    assert hasil.berubah
    assert "menunggu" in hasil.peringatan[0]
    with excel(kantor) as lembar:  # saved while open: another cell was changed, ours is the old one
        lembar.cell(*letak(lembar, kantor, kunci, "koperasi"), "Koperasi Contoh Makmur")
    buku.sinkron(kantor, [ID])  # takes the other cell out of the open file
    kunci_excel.unlink()
    (hasil_buku,) = buku.sinkron(kantor, [ID])
    assert hasil_buku.konflik == ()
    assert di_berkas(kantor, kunci, "catatan") == di_buku_besar(kantor, kunci, "catatan") == "lengkap"
    assert di_berkas(kantor, kunci, "koperasi") == "Koperasi Contoh Makmur"


def test_a_cell_edited_in_both_places_is_a_conflict_with_both_values(kantor: Kantor, kunci: str) -> None:
    with excel(kantor) as lembar:
        lembar.cell(*letak(lembar, kantor, kunci, "catatan"), "dari Excel")
    hasil = ubah(kantor, kunci, "catatan", "dari layar", "awal")
    assert hasil.sel.isi == "dari layar"
    assert "konflik" in hasil.peringatan[0]
    (konflik,) = buku.konflik(kantor, ID)
    assert (konflik.nilai_buku, konflik.nilai_besar) == ("dari Excel", "dari layar")
    assert di_berkas(kantor, kunci, "catatan") == "dari layar"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(kantor: Kantor, kunci: str) -> None:
    ubah(kantor, kunci, "catatan", "lebih dahulu", "awal")
    with pytest.raises(KeadaanDitolak, match=r"kini lebih dahulu, Anda menulis terlambat"):
        ubah(kantor, kunci, "catatan", "terlambat", "awal")
    assert di_buku_besar(kantor, kunci, "catatan") == "lebih dahulu"
    assert not ubah(kantor, kunci, "catatan", "lebih dahulu", "awal").berubah  # both meant the same


def test_a_value_is_kept_as_the_sync_keeps_it(kantor: Kantor, kunci: str) -> None:
    assert ubah(kantor, kunci, "tanggal_terima", "5 November 2026", "2026-11-02").sel.bacaan == "05-11-2026"
    assert di_buku_besar(kantor, kunci, "tanggal_terima") == "2026-11-05"
    assert ubah(kantor, kunci, "catatan", "satu\r\ndua", "awal").sel.isi == "satu\ndua"
    assert ubah(kantor, kunci, "catatan", "", "satu\r\ndua").sel.isi == ""
    assert di_buku_besar(kantor, kunci, "catatan") is None


def test_what_a_column_does_not_take_is_refused(kantor: Kantor, kunci: str) -> None:
    for isi in ("besok lusa", ""):
        with pytest.raises(DataTidakSah):
            ubah(kantor, kunci, "tanggal_terima", isi, "2026-11-02")
    assert di_berkas(kantor, kunci, "catatan") == "awal"


def test_the_ledgers_own_columns_are_refused_with_the_way_to_correct_them(kantor: Kantor, kunci: str) -> None:
    with pytest.raises(KeadaanDitolak, match="ditulis buku besar"):
        ubah(kantor, kunci, "urutan", "9", "1")
    with pytest.raises(KeadaanDitolak, match="dihitung"):
        ubah(kantor, kunci, "batas", "2026-12-01", "")
    with pytest.raises(TidakDitemukan):
        ubah(kantor, kunci, "entah", "x", "")
    with pytest.raises(TidakDitemukan):
        ubah(kantor, "B-tidakada", "catatan", "x", "")


@pytest.mark.parametrize("nama", ["../kantor", "tidak-ada", ""])
def test_only_a_book_has_a_file(kantor: Kantor, nama: str) -> None:
    with pytest.raises(TidakDitemukan):
        sel_buku.berkas_buku(kantor, nama, TAHUN)
