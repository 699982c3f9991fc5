"""Exports of SIPD into the office's budget: changed cell by cell, what people wrote beside it kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from naskah import anggaran
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from tests.bahan.sipd import ATK, KEPALA, KERTAS, LAIN, SUB, gabung, xlsx


def pos(kantor: Kantor) -> list[tuple[str, str, Decimal | None, Decimal | None, Decimal | None]]:
    daftar = anggaran.baca(kantor.folder / "data")
    assert daftar is not None
    assert daftar.temuan == ()
    return [(p.sub_kegiatan, p.kode_rekening, p.dpa, p.spd, p.realisasi) for p in daftar.pos]


def test_a_report_of_realisasi_makes_the_budget_and_its_last_column_counts(kantor: Kantor, tmp_path: Path):
    path = xlsx(
        tmp_path / "lra.xlsx",
        ["LAPORAN REALISASI TA 2026"],
        ["Kode Rekening", "Uraian", "Anggaran (Rp)", "Realisasi", None, None, "%"],
        [None, None, None, "s.d. Lalu", "Bulan Ini", "s.d. Saat Ini", None],
        ["2.17.03", "PROGRAM", 180],
        ["2.17.03.1.01.0001", "Pengawasan Contoh", 100, 20, 10, 30],
        [ATK, "ATK", 100, 20, 10, 30],
        ["2.17.03.1.01.0002", "Pembinaan Contoh", 80, 0, 0, "0,50"],
        [ATK, "ATK", 80, 0, 0, "0,50"],
        ["JUMLAH", None, 180, 20, 10, "30,50"],
        gabung=("A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3"),
    )
    hasil = gabung(kantor, path, coba=True)
    assert (len(hasil.baru), hasil.ditulis, anggaran.baca(kantor.folder / "data")) == (2, False, None)
    assert gabung(kantor, path).ditulis
    harap = [(SUB, ATK, Decimal(100), None, Decimal(30)), (LAIN, ATK, Decimal(80), None, Decimal("0.50"))]
    assert pos(kantor) == harap
    lagi = gabung(kantor, path)
    assert (lagi.baru, lagi.berubah, lagi.tetap, lagi.ditulis) == ((), (), 2, False)


def daftar_orang(kantor: Kantor) -> Path:
    """The office's own list: a sub kegiatan above its rows, a column of notes, a comment, a chart, a sum."""
    path = xlsx(
        kantor.folder / "data" / "anggaran.xlsx",
        ["Catatan", *KEPALA],
        ["merah", SUB, ATK, "Alat tulis (nama kami)", 100, 50, 10],
        ["milik saya", None, KERTAS, None, 70, None, None],
        [None, "Jumlah", None, None, "=SUM(E2:E3)"],
    )
    buku = openpyxl.load_workbook(path)
    lembar = buku.worksheets[0]
    lembar["A2"].comment = Comment("tanya PPTK", "Yuliana Rekaan")
    grafik = BarChart()
    grafik.add_data(Reference(lembar, min_col=5, min_row=2, max_row=3))
    lembar.add_chart(grafik, "J2")
    buku.save(path)
    return path


def test_the_office_list_is_updated_cell_by_cell_and_keeps_what_is_its_own(kantor: Kantor, tmp_path: Path):
    path = daftar_orang(kantor)
    semula = path.read_bytes()
    ekspor = xlsx(
        tmp_path / "a.xlsx",
        KEPALA,
        [SUB, ATK, "Belanja ATK", 120, 50, "25,75"],
        [SUB, KERTAS, "Belanja Kertas", 70, 30, None],
        [LAIN, ATK, "Belanja ATK", 5, 4, 3],
    )
    hasil = gabung(kantor, ekspor)
    kode = SUB.split()[0]
    assert hasil.berubah == (
        f"{kode} / {ATK}: Anggaran (DPA) Rp100,00 → Rp120,00; Realisasi Rp10,00 → Rp25,75",
        f"{kode} / {KERTAS}: Surat Penyediaan Dana (kosong) → Rp30,00; Uraian (kosong) → Belanja Kertas",
    )
    assert "di bawah baris jumlah" in hasil.peringatan[0]
    assert pos(kantor) == [
        (SUB, ATK, Decimal(120), Decimal(50), Decimal("25.75")),
        (SUB, KERTAS, Decimal(70), Decimal(30), Decimal(0)),
        (LAIN, ATK, Decimal(5), Decimal(4), Decimal(3)),
    ]
    buku = openpyxl.load_workbook(path)
    lembar = buku.worksheets[0]
    assert [lembar[s].value for s in ("A2", "A3", "D2", "E4")] == [
        "merah", "milik saya", "Alat tulis (nama kami)", "=SUM(E2:E3)",
    ]  # fmt: skip
    assert lembar["A2"].comment is not None
    assert len(lembar._charts) == 1  # type: ignore[attr-defined]
    (lama,) = (kantor.folder / "data" / ".lama").iterdir()
    assert lama.read_bytes() == semula


def test_a_formula_that_gives_way_to_an_amount_is_told(kantor: Kantor, tmp_path: Path):
    path = xlsx(kantor.folder / "data" / "anggaran.xlsx", KEPALA, [SUB, ATK, "ATK", 100, 50, "=5+5"])
    hasil = gabung(kantor, xlsx(tmp_path / "a.xlsx", KEPALA, [SUB, ATK, "ATK", 100, 50, 30]))
    assert "diganti angka dari SIPD: sel F2." in hasil.peringatan[0]
    assert openpyxl.load_workbook(path).worksheets[0]["F2"].value == 30


def test_what_the_office_list_does_not_tell_is_refused_and_nothing_written(kantor: Kantor, tmp_path: Path):
    path = xlsx(kantor.folder / "data" / "anggaran.xlsx", KEPALA[:4], [SUB, ATK, "", 1], [LAIN, ATK, "", 1])
    semula = path.read_bytes()
    ekspor = xlsx(
        tmp_path / "a.xlsx",
        KEPALA[1:],
        [ATK, "di dua sub kegiatan", 5, 5, 5],
        [KERTAS, "di sub kegiatan mana?", 5, 5, 5],
    )
    with pytest.raises(DataTidakSah) as galat:
        gabung(kantor, ekspor)
    assert {t.tempat for t in galat.value.temuan} == {"SIPD!A2", "SIPD!A3", "SIPD!D", "SIPD!E"}
    assert path.read_bytes() == semula


def test_a_list_whose_rows_cannot_be_told_is_put_right_first(kantor: Kantor, tmp_path: Path):
    xlsx(kantor.folder / "data" / "anggaran.xlsx", KEPALA, [SUB, "5.1.2.01.01.0024", "", 1, "1,000,000", 0])
    with pytest.raises(DataTidakSah, match="belum benar") as galat:
        gabung(kantor, xlsx(tmp_path / "a.xlsx", KEPALA, [SUB, ATK, "", 1, 1, 1]))
    assert [t.tempat for t in galat.value.temuan] == ["SIPD!B2", "SIPD!E2"]


def test_a_row_with_a_wrong_code_and_a_wrong_amount_names_both(kantor: Kantor, tmp_path: Path):
    xlsx(kantor.folder / "data" / "anggaran.xlsx", KEPALA, [SUB, ATK, "", 1, 1, 1])
    with pytest.raises(DataTidakSah) as galat:
        gabung(kantor, xlsx(tmp_path / "a.xlsx", KEPALA, [SUB, f"{ATK}9", "", "1,000,000", 1, "2,000,000"]))
    assert [t.tempat for t in galat.value.temuan] == ["SIPD!B2", "SIPD!D2", "SIPD!F2"]


def test_a_list_open_in_excel_is_not_written(kantor: Kantor, tmp_path: Path):
    path = daftar_orang(kantor)
    path.with_name("~$anggaran.xlsx").write_bytes(
        bytes([7]) + b"Yuliana" + bytes(47) + "Yuliana".encode("utf-16-le") + bytes(90)
    )
    semula = path.read_bytes()
    with pytest.raises(KeadaanDitolak, match="sedang dibuka"):
        gabung(kantor, xlsx(tmp_path / "a.xlsx", KEPALA, [SUB, ATK, "", 9, 9, 9]))
    assert path.read_bytes() == semula
