"""The shipped books: every one loads, fits its page, and names only what exists."""

from __future__ import annotations

import pytest

from naskah import data_buku, entri, hitung_buku
from naskah.catalog import Katalog, folder_templat
from registers.dasar import kinds
from registers.dasar.lebar import jumlah_baris
from registers.dasar.temukan import nama_modul
from registers.definisi import ENTRI_BARIS, Buku, muat_buku

BUKU = muat_buku()
KOLOM = [(b.id, k) for b in BUKU.values() for k in b.kolom]
SURAT_TANGAN = "catat"
HURUF_TEBAL = 10 * 96 / 72 * 1.05  # 10-point bold in pixels, a little wider than the font's plain letters
SEMPIT = {"agenda-surat-masuk", "disposisi"}  # "No. Agenda" lacks half a character there
LEBAR_MAKS = 250  # characters: F4 landscape then prints 10-point text at about 6.5 points

# Issue 4: the books an office keeps and the SOPs that ask for them.
SOP = {
    "agenda-surat-masuk": {12},
    "agenda-surat-keluar": {13},
    "pengendali-masuk": {21},
    "pengendali-keluar": {22},
    "ekspedisi": {12, 21, 22},
    "disposisi": {12},
    "register-sk": {14, 15, 40, 41, 42},
    "register-spt": {14, 40, 41, 42},
    "jaga-kgb-pangkat-pensiun": {16, 17, 18},
    "register-rat": {28},
    "register-rekomendasi": {30, 38, 43},
    "register-sertifikat": {37, 39},
    "register-informasi-publik": {24},
    "register-keberatan": {25},
    "ods-pengguna": {36},
    "rekap-kehadiran": {23},
}


def sebut(buku: Buku) -> str:
    return buku.id


@pytest.mark.parametrize("id_buku", SOP)
def test_every_book_the_office_keeps_is_there_and_names_its_sop(id_buku: str) -> None:
    assert set(BUKU[id_buku].sop) >= SOP[id_buku]


@pytest.mark.parametrize("buku", BUKU.values(), ids=sebut)
def test_a_book_prints_on_one_page_across(buku: Buku) -> None:
    assert buku.halaman.kertas == "F4"
    assert buku.halaman.mendatar
    assert sum(k.lebar for k in buku.kolom) <= LEBAR_MAKS
    assert buku.beku < len(buku.kolom)


@pytest.mark.parametrize("buku", [b for b in BUKU.values() if b.id not in SEMPIT], ids=sebut)
def test_a_heading_stands_on_two_lines_without_a_broken_word(buku: Buku) -> None:
    for kolom in buku.kolom:
        judul = f"{kolom.judul} *" if buku.entri and kolom.wajib else kolom.judul
        ruang = kolom.lebar * 7 - 3
        assert jumlah_baris(judul, ruang, HURUF_TEBAL) <= 2, judul
        assert all(jumlah_baris(kata, ruang, HURUF_TEBAL) == 1 for kata in judul.split()), judul


@pytest.mark.parametrize("buku", BUKU.values(), ids=sebut)
def test_a_column_is_of_a_kind_that_books_can_read(buku: Buku) -> None:
    for kolom in buku.kolom:
        assert kolom.jenis in kinds.semua(), kolom.kunci
        assert kolom.pilihan or kolom.jenis != "pilihan", kolom.kunci


@pytest.mark.parametrize("buku", BUKU.values(), ids=sebut)
def test_a_drop_down_list_is_one_that_excel_takes(buku: Buku) -> None:
    for kolom in buku.kolom:
        assert not any("," in p or '"' in p for p in kolom.pilihan), kolom.kunci
        assert len(",".join(kolom.pilihan)) <= 255, kolom.kunci
        assert len(set(kolom.pilihan)) == len(kolom.pilihan), kolom.kunci


@pytest.mark.parametrize("buku", BUKU.values(), ids=sebut)
def test_help_fits_the_note_that_excel_shows(buku: Buku) -> None:
    assert not [k.kunci for k in buku.kolom if len(k.bantuan) > 255]


@pytest.mark.parametrize("buku", [b for b in BUKU.values() if ENTRI_BARIS in b.entri], ids=sebut)
def test_a_column_people_fill_says_what_to_write(buku: Buku) -> None:
    diisi = [k for k in buku.kolom if k.milik != "buku_besar" and k.kunci != "catatan"]
    assert not [k.kunci for k in diisi if not k.bantuan]


def test_every_computed_column_has_its_computation_and_every_computation_its_column() -> None:
    assert {k.hitung for _, k in KOLOM if k.hitung} == set(hitung_buku.daftar())


def test_every_book_of_master_data_has_its_source() -> None:
    assert {b.id for b in BUKU.values() if b.sumber == "data"} == data_buku.nama()


def test_what_may_be_typed_by_hand_has_someone_to_take_it() -> None:
    boleh = {satu for b in BUKU.values() for satu in b.entri} - {ENTRI_BARIS}
    assert boleh <= set(nama_modul(entri))


def test_a_book_with_rows_of_its_own_takes_them_at_its_own_desk() -> None:
    for buku in BUKU.values():
        if ENTRI_BARIS in buku.entri:
            assert buku.entri == (ENTRI_BARIS,), buku.id
            assert ENTRI_BARIS in buku.peristiwa, buku.id
            assert any(k.wajib for k in buku.kolom), buku.id
            assert {k.kunci for k in buku.kolom if k.milik == "buku_besar" and not k.hitung} <= {"urutan"}, (
                "what people type there would become a ledger column",
                buku.id,
            )


def test_a_letter_made_by_hand_needs_a_subject() -> None:
    (agenda,) = [b for b in BUKU.values() if SURAT_TANGAN in b.entri]
    assert agenda.id == "agenda-surat-keluar"
    assert {k.kunci for k in agenda.kolom if k.wajib} == {"hal"}


def test_the_books_a_type_names_are_there() -> None:
    katalog = Katalog.buka([folder_templat()])
    for id_ in katalog.daftar():
        assert set(katalog.jenis(id_).buku) <= set(BUKU), id_


@pytest.mark.parametrize(
    ("jenis", "register"),
    [
        ("sk-tim-kerja", "register-sk"),
        ("sk-penetapan-kesehatan", "register-sk"),
        ("spt", "register-spt"),
        ("surat-tugas", "register-spt"),
        ("sppd", "register-spt"),
        ("surat-rekomendasi-pendirian", "register-rekomendasi"),
        ("surat-rekomendasi-lpdb", "register-rekomendasi"),
        ("sertifikat-kesehatan", "register-sertifikat"),
        ("sertifikat-nik", "register-sertifikat"),
    ],
)
def test_a_letter_stands_in_the_register_of_its_matter(jenis: str, register: str) -> None:
    assert register in Katalog.buka([folder_templat()]).jenis(jenis).buku


@pytest.mark.parametrize("buku", [b for b in BUKU.values() if b.sorot], ids=sebut)
def test_a_highlight_waits_for_a_value_the_column_can_show(buku: Buku) -> None:
    kolom = {k.kunci: k for k in buku.kolom}
    for sorot in buku.sorot:
        pilihan = kolom[sorot.kolom].pilihan
        assert not pilihan or sorot.nilai in pilihan


@pytest.mark.parametrize("buku", [b for b in BUKU.values() if b.ingat], ids=sebut)
def test_a_reminder_has_a_date_to_remind_of(buku: Buku) -> None:
    assert buku.ingat is not None
    assert next(k for k in buku.kolom if k.kunci == buku.ingat.tenggat).jenis == "tanggal"
