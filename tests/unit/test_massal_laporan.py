"""Reports on an input: the user's own workbook with marks, and one with the failed rows alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from naskah.kantor import Kantor
from naskah.massal.laporan import baris_gagal, laporan_salah
from naskah.massal.masukan import Masukan, baca, baca_isi, dari_induk
from naskah.massal.templat_masukan import templat
from naskah.validate import Masukan as MasukanNilai
from naskah.validate import periksa
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan
from tests.unit.test_massal_masukan import LHPKK, NOTA, SPT, isi, path, tulis

__all__ = ["path"]
ALASAN = "Yang perlu diperbaiki"


def lembar(data: bytes, nama: str = "Data") -> Any:
    return load_workbook(io.BytesIO(data))[nama]


def merah(data: bytes, nama: str = "Data") -> set[str]:
    """The cells our conditional formats colour."""
    return {
        alamat
        for rentang, aturan in lembar(data, nama).conditional_formatting._cf_rules.items()
        if any(a.formula == ['"naskah"="naskah"'] for a in aturan)
        for alamat in str(rentang.sqref).split()
    }


def alasan(data: bytes, nama: str = "Data") -> dict[int, str]:
    satu = lembar(data, nama)
    [[judul]] = [
        [s for s in b if s.value == ALASAN] for b in satu.iter_rows() if any(s.value == ALASAN for s in b)
    ]
    return {
        b[0].row: s.value
        for b in satu.iter_rows(min_row=judul.row + 1)
        for s in b
        if s.column == judul.column and s.value
    }


def simpan(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.fixture
def rumit(tmp_path: Path) -> Path:
    """A workbook with nearly everything people put into one."""
    hasil = tmp_path / "rumit.xlsx"
    with xlsxwriter.Workbook(hasil) as buku:
        tebal = buku.add_format({"bold": True, "bg_color": "#FFFF00"})
        satu = buku.add_worksheet("Data")
        satu.merge_range("A1:C1", "DAFTAR NOTA DINAS", tebal)
        satu.write_row(2, 0, ["Hal", "Kepada", "Isi"], tebal)
        for ke in range(3, 9):
            satu.write_row(ke, 0, [f"hal {ke}", f"Sdr. {ke}", "Mohon hadir."])
        satu.write_formula(8, 1, '="Sdr. "&A9', value="Sdr. hal 8")
        satu.write_comment("A4", "catatan orang")
        satu.data_validation("C4:C99", {"validate": "list", "source": ["Mohon hadir.", "x"]})
        satu.conditional_format(
            "A4:A99", {"type": "text", "criteria": "containing", "value": "5", "format": tebal}
        )
        satu.set_column("A:B", 20)
        satu.set_column("C:Z", 12)
        satu.autofilter("A3:C9")
        grafik = buku.add_chart({"type": "column"})
        grafik.add_series({"values": "=Lain!$A$1:$A$3"})
        satu.insert_chart("G2", grafik)
        buku.add_worksheet("Lain").write_column(0, 0, [1, 2, 3])
        buku.define_name("Nama_Saya", "=Lain!$A$1")
    return hasil


def test_bad_cells_are_coloured_and_the_reason_stands_beside_the_row(rumit: Path) -> None:
    masukan = baca(rumit, NOTA)
    data = laporan_salah(masukan, {
        5: [Temuan("kepada", "salah ejaan", "tulis benar"), Temuan("hal", "terlalu pendek")],
        9: [Temuan("tanggal_rapat", "belum diisi")],
    })  # fmt: skip
    assert merah(data) == {"A5", "B5"}
    assert alasan(data) == {
        5: "Yth.: salah ejaan → tulis benar; Hal: terlalu pendek",
        9: "tanggal_rapat: belum diisi",
    }
    assert lembar(data)["D3"].value == ALASAN
    assert lembar(data).column_dimensions["D"].width == 60
    assert lembar(data).column_dimensions["E"].width == pytest.approx(12.7, abs=1)


def test_nothing_else_of_the_workbook_changes(rumit: Path) -> None:
    masukan = baca(rumit, NOTA)
    data = laporan_salah(masukan, {5: [Temuan("kepada", "salah")]})
    with zipfile.ZipFile(rumit) as dulu, zipfile.ZipFile(io.BytesIO(data)) as kini:
        assert dulu.namelist() == kini.namelist()
        beda = {n for n in dulu.namelist() if dulu.read(n) != kini.read(n)}
        lama, baru = (z.read("xl/worksheets/sheet1.xml") for z in (dulu, kini))
    assert beda == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    for tetap in (
        b"<dataValidations",
        b"<autoFilter",
        b"<mergeCells",
        b"<legacyDrawing",
        b"<drawing",
        b"containsText",
    ):
        assert tetap in lama
        assert tetap in baru


def test_a_second_report_replaces_the_remarks_of_the_first(rumit: Path, tmp_path: Path) -> None:
    satu = laporan_salah(baca(rumit, NOTA), {5: [Temuan("kepada", "salah")], 6: [Temuan("hal", "pendek")]})
    lagi = baca(simpan(tmp_path / "lagi.xlsx", satu), NOTA)
    assert isi(lagi) == isi(baca(rumit, NOTA))
    dua = laporan_salah(lagi, {6: [Temuan("isi", "kosong")]})
    assert merah(dua) == {"C6"}
    assert alasan(dua) == {6: "Isi: kosong"}
    bersih = laporan_salah(baca(simpan(tmp_path / "lagi.xlsx", dua), NOTA), {})
    assert merah(bersih) == set()
    assert alasan(bersih) == {}
    dikirim = [b for b in lembar(dua).iter_rows() if sum(s.value == ALASAN for s in b)]
    assert len(dikirim) == 1


def test_failed_rows_come_alone_in_the_same_layout_and_can_be_fed_back(rumit: Path, tmp_path: Path) -> None:
    masukan = baca(rumit, NOTA)
    temuan = {5: [Temuan("kepada", "salah")], 9: [Temuan("Data!A9 (hal)", "pendek")]}
    data = baris_gagal(masukan, temuan)
    assert merah(data) == {"B4", "A5"}
    assert alasan(data) == {4: "Yth.: salah", 5: "Hal: pendek"}
    satu = lembar(data)
    assert satu["A1"].value == "DAFTAR NOTA DINAS"
    assert satu.max_row == 5
    assert satu["B5"].value == "Sdr. hal 8", "a formula has become what it showed"
    kembali = baca(simpan(tmp_path / "gagal.xlsx", data), NOTA)
    assert [b.nomor for b in kembali.baris] == [4, 5]
    assert isi(kembali) == [dict(b.isi) for b in masukan.baris if b.nomor in temuan]


def daftar_spt(path: Path) -> Path:
    return tulis(path, {
        "Data": [["No", "Maksud"], [1, "Satu"], [2, "Dua"], [3, "Tiga"]],
        "Pegawai yang diperintah": [
            ["No", "Pegawai", "Tingkat biaya"],
            [1, "Agnes", "B"],
            [2, None, None],
            [None, "Budi", "B"],
            [None, "Citra", "Z"],
            [3, "Dedi", "C"],
        ],
    })  # fmt: skip


def test_findings_in_a_daftar_are_told_on_its_sheet_and_beside_the_letter(path: Path, tmp_path: Path) -> None:
    masukan = baca(daftar_spt(path), SPT)
    tempat = next(j for j, s in masukan.baris[1].sel.items() if s == "Pegawai yang diperintah!C5")
    temuan = {3: [Temuan(tempat, "tidak ada tingkat Z")]}
    data = laporan_salah(masukan, temuan)
    assert merah(data, "Pegawai yang diperintah") == {"C5"}
    assert alasan(data, "Pegawai yang diperintah") == {5: "Tingkat biaya: tidak ada tingkat Z"}
    assert alasan(data) == {3: "Pegawai yang diperintah!C5: tidak ada tingkat Z"}
    gagal = baris_gagal(masukan, temuan)
    kembali = baca(simpan(tmp_path / "gagal.xlsx", gagal), SPT)
    [satu] = kembali.baris
    orang = [b for b in satu.isi["pegawai"] if b]
    assert [b["pegawai"] for b in orang] == ["Budi", "Citra"]
    assert merah(gagal, "Pegawai yang diperintah") == {"C4"}
    assert alasan(gagal) == {2: "Pegawai yang diperintah!C4: tidak ada tingkat Z"}


@pytest.mark.parametrize("akhiran", ["csv", "json"])
def test_inputs_without_cells_are_reported_in_a_fresh_workbook(tmp_path: Path, akhiran: str) -> None:
    asal = tmp_path / f"isian.{akhiran}"
    asal.write_text(
        "Hal;Kepada\n=1+1;a\nb;c\n"
        if akhiran == "csv"
        else '[{"hal": "=1+1", "kepada": "a"}, {"hal": "b", "kepada": "c"}]'
    )
    masukan = baca(asal, NOTA)
    temuan = {masukan.baris[1].nomor: [Temuan("kepada", "salah")]}
    data = laporan_salah(masukan, temuan)
    assert len(merah(data, "Isian")) == 1
    kembali = baca(simpan(tmp_path / "laporan.xlsx", data), NOTA)
    assert isi(kembali) == isi(masukan)
    gagal = baca(simpan(tmp_path / "gagal.xlsx", baris_gagal(masukan, temuan)), NOTA)
    assert isi(gagal) == [{"hal": "b", "kepada": "c"}]


def test_findings_as_validation_words_them_find_their_cells(kantor: Kantor, tmp_path: Path) -> None:
    asal = tmp_path / "isian.csv"
    asal.write_text("Hal;Kepada;Isi;penandatangan\nb;c;x;\nb;c;x;siapa-ini\n;c;x;\n")
    masukan = baca(asal, NOTA)
    temuan = periksa_semua(masukan, kantor)
    assert set(temuan) == {3, 4}
    data = laporan_salah(masukan, temuan)
    satu = lembar(data, "Isian")
    judul = {str(s.value).rstrip(" *"): s.column_letter for s in satu[4]}
    assert merah(data, "Isian") == {f"{judul['Penanda tangan']}6", f"{judul['Hal']}7"}


def test_master_data_are_reported_in_a_fresh_workbook(kantor: Kantor, tmp_path: Path) -> None:
    masukan = dari_induk(kantor, LHPKK, "koperasi", [], lengkap=False)
    data = baris_gagal(masukan, {3: [Temuan("koperasi", "tidak ada")]})
    kembali = baca(simpan(tmp_path / "gagal.xlsx", data), LHPKK)
    assert isi(kembali) == [dict(masukan.baris[1].isi)]


def test_master_data_are_reported_by_name_with_the_common_values_and_the_rows_of_the_file(
    kantor: Kantor,
) -> None:
    umum = {"tahun_buku": "2025", "tanggal_exit": "11 Maret 2026"}
    masukan = dari_induk(kantor, LHPKK, "koperasi", ["jenis=jasa|konsumen"], umum, lengkap=False)
    nomor = [b.nomor for b in masukan.baris]
    data = laporan_salah(masukan, {nomor[1]: [Temuan("nomor_ba", "belum diisi")]})
    satu = lembar(data, "Isian")
    judul = {str(s.value).rstrip(" *"): s.column for s in satu[4]}
    assert [satu.cell(r, 1).value for r in range(5, 5 + len(nomor))] == nomor
    assert "data/koperasi.xlsx" in satu["A2"].value
    assert satu.cell(5, judul["Koperasi"]).value == masukan.baris[0].isi["koperasi"]
    assert satu.cell(5, judul["Koperasi"]).value.startswith("Koperasi")
    assert satu.cell(6, judul["Tahun buku yang diperiksa"]).value == "2025"
    assert str(satu.cell(6, judul["Tanggal exit meeting"]).value)[:10] == "2026-03-11"
    assert merah(data, "Isian") == {satu.cell(6, judul["Nomor berita acara"]).coordinate}


def test_reasons_are_wrapped_in_rows_high_enough_and_in_sight_when_the_file_opens(rumit: Path) -> None:
    masukan = baca(rumit, NOTA)
    data = laporan_salah(masukan, {4: [Temuan("hal", "salah " * 60)]})
    satu = lembar(data)
    assert satu["D4"].alignment.wrap_text
    assert satu.row_dimensions[4].height > 60
    assert satu.sheet_view.topLeftCell is None  # all of it fits a screen
    lebar = laporan_salah(baca_isi("a.csv", b"Hal;Kepada\na;b\n", NOTA), {2: [Temuan("hal", "salah")]})
    pandang = lembar(lebar, "Isian").sheet_view
    kolom = lembar(lebar, "Isian").max_column
    assert pandang.topLeftCell is None  # the frozen No stays
    assert kolom - 6 < column_index_from_string(pandang.pane.topLeftCell.rstrip("5")) <= kolom


def periksa_semua(masukan: Masukan, kantor: Kantor) -> Mapping[int, Sequence[Temuan]]:
    hari = kantor.hari_ini()
    hasil: dict[int, Sequence[Temuan]] = {}
    for satu in masukan.baris:
        try:
            periksa(
                masukan.jenis,
                MasukanNilai(satu.isi, satu.sel, satu.temuan),
                kantor.acuan(hari),
                kantor.rujukan(hari),
            )
        except DataTidakSah as galat:
            hasil[satu.nomor] = galat.temuan
    return hasil


def test_of_fifty_thousand_rows_the_three_bad_cells_are_named_exactly(kantor: Kantor, tmp_path: Path) -> None:
    besar = tmp_path / "besar.xlsx"
    with xlsxwriter.Workbook(besar, {"constant_memory": True}) as buku:
        satu = buku.add_worksheet("Data")
        satu.write_row(0, 0, ["No", "Hal", "Kepada", "Isi", "Pengolah"])
        for ke in range(1, 50_001):
            hal = "#N/A" if ke == 20_000 else f"hal {ke}"
            isi_surat: Any = 3174051201900001 if ke == 41_000 else f"Mohon hadir {ke}."
            satu.write_row(ke, 0, [ke, hal, "" if ke == 7 else "Sdr.", isi_surat, "Sekretariat"])
    masukan = baca(besar, NOTA)
    assert len(masukan.baris) == 50_000
    wajib = {i.nama for i in NOTA.isian if i.wajib}
    assert "kepada" in wajib
    temuan = {
        b.nomor: [*b.temuan, *([Temuan("kepada", "belum diisi")] if "kepada" not in b.isi else [])]
        for b in masukan.baris
        if b.temuan or "kepada" not in b.isi
    }
    data = laporan_salah(masukan, temuan)
    assert merah(data) == {"C8", "B20001", "D41001"}
    assert set(alasan(data)) == {8, 20_001, 41_001}
    gagal = baca(simpan(tmp_path / "gagal.xlsx", baris_gagal(masukan, temuan)), NOTA)
    assert [b.nomor for b in gagal.baris] == [2, 3, 4]
    assert set(periksa_semua(gagal, kantor)) == {2, 3, 4}


def test_the_template_with_its_lists_survives_a_report(kantor: Kantor, tmp_path: Path) -> None:
    asal = simpan(tmp_path / "isian.xlsx", templat(SPT))
    masukan = baca(asal, SPT, contoh=True)
    [nomor] = [b.nomor for b in masukan.baris]
    data = baris_gagal(masukan, {nomor: [Temuan("maksud", "kurang jelas")]})
    kembali = baca(simpan(tmp_path / "gagal.xlsx", data), SPT, contoh=True)
    assert isi(kembali) == isi(masukan)
    assert len(lembar(data, "Isian").data_validations.dataValidation) == len(
        load_workbook(asal)["Isian"].data_validations.dataValidation
    )


def test_failed_rows_are_seen_whatever_the_input_hid(tmp_path: Path) -> None:
    asal = tmp_path / "tersaring.xlsx"
    with xlsxwriter.Workbook(asal) as buku:
        data = buku.add_worksheet("Data")
        for ke, baris in enumerate((("Hal", "Kepada"), ("a", "b"), ("c", ""), ("e", ""))):
            data.write_row(ke, 0, baris)
        data.autofilter(0, 0, 3, 1)
        data.filter_column("A", "x == a")
        data.set_row(2, None, None, {"hidden": True})
        data.set_row(3, None, None, {"hidden": True})
        data.set_column("B:B", 20, None, {"hidden": True})
    masukan = baca(asal, NOTA)
    temuan = {n: [Temuan("kepada", "belum diisi")] for n in (3, 4)}
    satu = lembar(baris_gagal(masukan, temuan))
    assert [satu.cell(n, 1).value for n in (1, 2, 3)] == ["Hal", "c", "e"]
    assert not any(satu.row_dimensions[n].hidden for n in (1, 2, 3))
    assert not satu.column_dimensions["B"].hidden
    assert satu.auto_filter.filterColumn == []
