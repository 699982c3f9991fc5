"""What people see in a cell is what is read: times, months, percentages; in both readers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from registers import workbook
from registers.definisi import urai
from registers.workbook.bukaan import buka_buku
from registers.workbook.pembaca import PembacaBaris

AGENDA = urai("agenda-surat-keluar", (Path(__file__).parent / "test_workbook_agenda.toml").read_bytes())
TEKS = next(k.kunci for k in AGENDA.kolom if k.milik == "orang" and k.jenis == "teks")
HARI = 46331  # 5 November 2026


@pytest.mark.parametrize(
    ("angka", "format_", "terbaca"),
    [
        (HARI + 0.604166666666667, "dd/mm/yyyy hh:mm", "05-11-2026 14.30"),
        (HARI + 0.604166666666667, "h:mm", "05-11-2026 14.30"),
        (HARI + 0.75, "General", HARI + 0.75),
        (HARI, "dd/mm/yyyy hh:mm", date(2026, 11, 5)),
        (HARI, "h:mm", HARI),
        (0.604166666666667, "h:mm", "14.30"),
        (0.604166666666667, '[$-421]hh.mm" WITA"', "14.30"),
        (0, "h:mm", "00.00"),
        (1.104166666666667, "[h]:mm", "26.30"),
        (HARI - 4, "mmmm yyyy", date(2026, 11, 1)),
        (0.5, "0%", "50%"),
        (0.125, "0.00%", "12,5%"),
        (1, "0%", "100%"),
        (0.07, '0" %"', 0.07),
        (7.5, "#,##0.00", 7.5),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(
    tmp_path: Path, angka: float, format_: str, terbaca: object
) -> None:
    path = tmp_path / "buku.xlsx"
    workbook.buat(path, AGENDA, 2026, ["DINAS CONTOH"], [], (0, ""))
    buku_kerja = openpyxl.load_workbook(path)
    lembar = buku_kerja.worksheets[0]
    bawah = lembar.max_row + 1
    buka = buka_buku(path.read_bytes(), path.name, AGENDA)
    sel = lembar.cell(bawah, buka.peta.kolom[TEKS], angka)
    sel.number_format = format_
    buku_kerja.save(path)
    buka = buka_buku(path.read_bytes(), path.name, AGENDA)
    pembaca = PembacaBaris(buka.paket, buka.lembar, buka.peta, AGENDA)
    xml = next(b.xml for b in buka.lembar.baris() if b.nomor == bawah)
    cepat, teliti = pembaca.satu(xml), pembaca.teliti(xml)
    assert cepat == teliti
    assert cepat is not None
    assert cepat.nilai == {TEKS: terbaca}
    assert type(cepat.nilai[TEKS]) is type(terbaca)


def test_in_a_column_of_dates_a_time_is_left_out_and_in_one_of_numbers_a_percentage_stays_a_number(
    tmp_path: Path,
) -> None:
    jenis = {k.jenis: k.kunci for k in AGENDA.kolom}
    path = tmp_path / "buku.xlsx"
    workbook.buat(path, AGENDA, 2026, ["DINAS CONTOH"], [], (0, ""))
    buka = buka_buku(path.read_bytes(), path.name, AGENDA)
    buku_kerja = openpyxl.load_workbook(path)
    lembar = buku_kerja.worksheets[0]
    bawah = lembar.max_row + 1
    isi = {"tanggal": (HARI + 0.25, "dd/mm/yyyy hh:mm"), "bilangan": (0.5, "0%")}
    for satu, (angka, format_) in isi.items():
        lembar.cell(bawah, buka.peta.kolom[jenis[satu]], angka).number_format = format_
    buku_kerja.save(path)
    (baris,) = workbook.baca(path, AGENDA).baris
    assert baris.nilai == {jenis["tanggal"]: date(2026, 11, 5), jenis["bilangan"]: 0.5}


@pytest.mark.parametrize(("v", "pesan"), [("", ""), ("\u0663", "teks bersama yang tidak ada")])
def test_both_readers_agree_on_odd_references_to_shared_texts(tmp_path: Path, v: str, pesan: str) -> None:
    path = tmp_path / "buku.xlsx"
    workbook.buat(path, AGENDA, 2026, ["DINAS CONTOH"], [], (0, ""))
    buka = buka_buku(path.read_bytes(), path.name, AGENDA)
    pembaca = PembacaBaris(buka.paket, buka.lembar, buka.peta, AGENDA)
    xml = f'<row r="99"><c r="A99" t="s"><v>{v}</v></c></row>'.encode()
    for baca in (pembaca.satu, pembaca.teliti):
        if not pesan:
            assert baca(xml) is None
            continue
        with pytest.raises(workbook.BukuAsing, match=pesan):
            baca(xml)
