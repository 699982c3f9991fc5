"""The sheet of conflicts: spliced in beside everything else, found again whatever people did to it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from registers import workbook
from registers.dasar import zipan
from registers.definisi import urai
from registers.workbook import BarisKonflik, BukuAsing, Perubahan

AGENDA = urai("agenda-surat-keluar", (Path(__file__).parent / "test_workbook_agenda.toml").read_bytes())
JUDUL = ("Waktu", "Baris", "Kolom", "Nilai yang diketik", "Nilai buku besar", "Status")
SATU = BarisKonflik(
    "23-11-2026 10.00", "N1", "500/1/DK, Undangan", "Isi Ringkas", "=A1+1 & <b>", "Undangan", "menunggu"
)
DUA = BarisKonflik("24-11-2026 08.15", "N2", "500/2/DK", "Status", "batal", "terbit", "menunggu")


def buku(konflik: Sequence[BarisKonflik] = ()) -> bytes:
    return workbook.buat_isi(AGENDA, 2026, ["DINAS CONTOH"], [], (1, "a"), konflik=konflik)


def tulis(data: bytes, konflik: Sequence[BarisKonflik] | None) -> bytes:
    return workbook.sunting(data, "buku.xlsx", AGENDA, Perubahan(konflik=konflik), (1, "a"))[0]


def tangan(data: bytes, ubah: Callable[[Workbook], object]) -> bytes:
    buku_kerja = openpyxl.load_workbook(io.BytesIO(data))
    ubah(buku_kerja)
    wadah = io.BytesIO()
    buku_kerja.save(wadah)
    return wadah.getvalue()


def bagian(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def lembar(data: bytes, nama: str = "Konflik") -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))[nama]


def isi(data: bytes, nama: str = "Konflik") -> list[tuple[object, ...]]:
    return list(lembar(data, nama).iter_rows(min_row=3, values_only=True))


def baris(satu: BarisKonflik) -> tuple[str, ...]:
    return (satu.waktu, satu.baris, satu.kolom, satu.nilai_buku, satu.nilai_besar, satu.status)


def test_the_sheet_is_made_with_bold_headings_and_the_rows_below_them() -> None:
    satu = lembar(buku([SATU, DUA]))
    assert tuple(sel.value for sel in satu[2]) == JUDUL
    assert satu["A2"].font.b
    assert satu["D3"].alignment.wrap_text
    assert satu.row_dimensions[1].hidden
    assert satu.freeze_panes == "A3"
    assert isi(buku([SATU, DUA])) == [baris(SATU), baris(DUA)]
    assert satu["D3"].data_type == "s"


def test_without_conflicts_no_sheet_is_made_and_none_leaves_it_as_it_is() -> None:
    data = buku()
    assert tulis(data, ()) is data
    ada = buku([SATU])
    assert tulis(ada, None) is ada
    assert tulis(ada, [SATU]) is ada


def test_an_emptied_sheet_says_so_and_is_filled_again() -> None:
    kosong = tulis(buku([SATU, DUA]), ())
    assert isi(kosong) == [("Tidak ada konflik.", None, None, None, None, None)]
    assert tulis(kosong, ()) is kosong
    assert isi(tulis(kosong, [DUA])) == [baris(DUA)]


def test_making_the_sheet_only_adds_to_the_parts_that_name_it() -> None:
    sebelum, sesudah = bagian(buku()), bagian(tulis(buku(), [SATU]))
    baru = set(sesudah) - set(sebelum)
    assert len(baru) == 1
    berubah = {nama for nama in sebelum if sebelum[nama] != sesudah[nama]}
    daftar = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert berubah == {*daftar, "xl/styles.xml"}
    for nama in daftar:
        awal = next(n for n, (a, b) in enumerate(zip(sebelum[nama], sesudah[nama], strict=False)) if a != b)
        tambahan = len(sesudah[nama]) - len(sebelum[nama])
        assert sesudah[nama][:awal] + sesudah[nama][awal + tambahan :] == sebelum[nama]


def test_rewriting_the_sheet_touches_no_other_part() -> None:
    data = tangan(
        buku([SATU]), lambda b: b["Konflik"].column_dimensions.__getitem__("D").__setattr__("width", 60)
    )
    sebelum, sesudah = bagian(data), bagian(tulis(data, [SATU, DUA]))
    (berubah,) = [nama for nama in sebelum if sebelum[nama] != sesudah[nama]]
    assert re.search(rb'<col [^>]*width="60"', sesudah[berubah])
    assert isi(tulis(data, [SATU, DUA])) == [baris(SATU), baris(DUA)]


def test_a_renamed_and_moved_sheet_is_found_again() -> None:
    def ubah(b: Workbook) -> None:
        b["Konflik"].title = "Selisih"
        b.move_sheet("Selisih", -2)

    data = tangan(buku([SATU]), ubah)
    baru = tulis(data, [DUA])
    assert isi(baru, "Selisih") == [baris(DUA)]
    assert openpyxl.load_workbook(io.BytesIO(baru)).sheetnames[0] == "Selisih"


def test_a_sheet_of_theirs_with_that_name_is_left_alone() -> None:
    def ubah(b: Workbook) -> None:
        b.create_sheet("KONFLIK")["A1"] = "punya kami"

    data = tulis(tangan(buku(), ubah), [SATU])
    assert lembar(data, "KONFLIK")["A1"].value == "punya kami"
    assert isi(data, "Konflik naskah") == [baris(SATU)]
    assert isi(tulis(data, [DUA]), "Konflik naskah") == [baris(DUA)]


def test_new_ids_collide_with_none_of_the_workbooks() -> None:
    def ubah(b: Workbook) -> None:
        for nomor in range(4):
            b.create_sheet(f"Rekap {nomor}")
        del b["Rekap 1"]

    xml = bagian(tulis(tangan(buku(), ubah), [SATU]))
    for nama, pola in (
        ("xl/workbook.xml", rb'sheetId="(\d+)"'),
        ("xl/workbook.xml", rb'r:id="(\w+)"'),
        ("xl/_rels/workbook.xml.rels", rb'\bId="(\w+)"'),
        ("[Content_Types].xml", rb'PartName="([^"]+)"'),
    ):
        ids = re.findall(pola, xml[nama])
        assert len(ids) == len(set(ids))


def test_a_workbook_with_prefixes_gets_a_sheet_with_the_prefixes_of_each_part() -> None:
    anggota = zipan.baca(buku())

    def beri_awalan(xml: bytes) -> bytes:
        kepala, _, badan = xml.rpartition(b"?>")
        badan = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", badan)
        badan = re.sub(rb'(<x:\w+[^>]*?) xmlns="', rb'\1 xmlns:x="', badan, count=1)
        return kepala + (b"?>" if kepala else b"") + badan

    for nama in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/styles.xml"):
        anggota[nama] = zipan.Anggota.dari(nama, beri_awalan(anggota[nama].isi()))
    data = tulis(zipan.tulis(anggota.values()), [SATU])
    assert isi(data) == [baris(SATU)]
    assert lembar(data)["A2"].font.b
    assert b"<x:sheet name=" in bagian(data)["xl/workbook.xml"]


def test_a_text_longer_than_a_cell_is_cut_and_one_with_control_characters_escaped() -> None:
    panjang = BarisKonflik("w", "N1", "b", "k", "😀" * 20_000, "a\x0bb", "s")
    (satu,) = isi(tulis(buku(), [panjang]))
    assert satu[3] == "😀" * 16_383
    assert satu[4] in ("a\x0bb", "a_x000B_b")


def test_the_book_itself_is_still_found_and_read() -> None:
    data = buku([SATU])
    assert workbook.baca_isi(data, "b", AGENDA).lembar == "Agenda Surat Keluar"
    assert workbook.rantai_isi(data, "b", AGENDA) == (1, "a")


def test_a_workbook_whose_list_of_sheets_cannot_be_spliced_is_refused() -> None:
    anggota = zipan.baca(buku())
    nama = "[Content_Types].xml"
    anggota[nama] = zipan.Anggota.dari(nama, anggota[nama].isi().replace(b"</Types>", b"</Types >"))
    with pytest.raises(BukuAsing, match="tidak dikenal"):
        tulis(zipan.tulis(anggota.values()), [SATU])
