"""Exports of SIPD: known by their headings, checked cell by cell, made an isian or the office's budget."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from naskah import anggaran, impor_sipd, sipd_anggaran, sipd_rincian
from naskah.catalog import folder_templat
from naskah.commands import jalankan
from naskah.kantor import Kantor
from registers.dasar.galat import BerkasGagal, DataTidakSah, KeadaanDitolak

ATK, KERTAS, JALAN = "5.1.02.01.01.0024", "5.1.02.01.01.0025", "5.1.02.04.01.0001"
SUB, LAIN = "2.17.03.1.01.0001 Pengawasan Contoh", "2.17.03.1.01.0002 Pembinaan Contoh"
KEPALA = ("Sub Kegiatan", "Kode Rekening", "Uraian", "Anggaran", "SPD", "Realisasi")


def xlsx(path: Path, *baris: Sequence[object], gabung: Sequence[str] = ()) -> Path:
    buku = openpyxl.Workbook()
    lembar = buku.worksheets[0]
    lembar.title = "SIPD"
    for satu in baris:
        lembar.append(satu)
    for wilayah in gabung:
        lembar.merge_cells(wilayah)
    path.parent.mkdir(parents=True, exist_ok=True)
    buku.save(path)
    return path


def rincian_kotor(path: Path) -> Path:
    """An SPP as printed: letterhead, headings over two rows, numbered columns, groups, total, signature."""
    return xlsx(
        path,
        ["PEMERINTAH PROVINSI CONTOH"],
        ["Sub Kegiatan", ":", "2.17.03.1.01.0001 - Pengawasan Contoh"],
        ["No.", "Rekening", None, "Nilai (Rp)", "Potongan", None],
        [None, "Kode", "Uraian", None, "PPN", "PPh Pasal 22"],
        [f"({ke})" for ke in range(1, 7)],
        [None, "5", "BELANJA DAERAH", 19750000],
        [None, "2.17.0.00.0.00.01.0000", "Dinas Contoh", 19750000],
        [1, " 5.1.02. 01.01.0024. ", "Belanja Alat\nTulis", 12500000, 1238739, "-"],
        [2, KERTAS, "Belanja Kertas", "Rp 7.250.000,00", "718.468", 98874],
        [None, "JUMLAH", None, 19750000, 1957207, 98874],
        [None, None, "Terbilang: sembilan belas juta …"],
        [None, None, None, "Yuliana Rekaan"],
        [None, None, None, "NIP. 198001012005012001"],
        gabung=("A1:F1", "A3:A4", "B3:C3", "D3:D4", "E3:F3"),
    )


def baca(kantor: Kantor, path: Path) -> impor_sipd.Ekspor:
    return impor_sipd.baca(kantor, path.read_bytes(), path.name)


def isi_rincian(kantor: Kantor, path: Path) -> dict[str, object]:
    return sipd_rincian.susun(baca(kantor, path)).isi


def tolak(kantor: Kantor, path: Path, **lain: object) -> dict[str, str]:
    with pytest.raises(DataTidakSah) as galat:
        impor_sipd.baca(kantor, path.read_bytes(), path.name, **lain)  # type: ignore[arg-type]
    return {t.tempat: t.pesan for t in galat.value.temuan}


def gabung(kantor: Kantor, path: Path, *, coba: bool = False) -> sipd_anggaran.HasilAnggaran:
    return sipd_anggaran.gabung(kantor, baca(kantor, path), coba=coba)


def pos(kantor: Kantor) -> list[tuple[str, str, Decimal | None, Decimal | None, Decimal | None]]:
    daftar = anggaran.baca(kantor.folder / "data")
    assert daftar is not None
    assert daftar.temuan == ()
    return [(p.sub_kegiatan, p.kode_rekening, p.dpa, p.spd, p.realisasi) for p in daftar.pos]


def test_a_printed_spp_becomes_rows_deductions_and_its_sub_kegiatan(kantor: Kantor, tmp_path: Path):
    assert isi_rincian(kantor, rincian_kotor(tmp_path / "spp.xlsx")) == {
        "sub_kegiatan": SUB,
        "rincian": [
            {"kode_rekening": ATK, "uraian": "Belanja Alat Tulis", "jumlah": Decimal(12500000)},
            {"kode_rekening": KERTAS, "uraian": "Belanja Kertas", "jumlah": Decimal(7250000)},
        ],
        "potongan": [
            {"uraian": "PPN", "jumlah": Decimal(1957207)},
            {"uraian": "PPh Pasal 22", "jumlah": Decimal(98874)},
        ],
    }


@pytest.mark.parametrize(
    ("pemisah", "sandi", "angka"),
    [(";", "cp1252", "1.250.000,50"), (",", "utf-8-sig", '"1.250.000,50"'), ("\t", "utf-16", "1250000.50")],
)
def test_a_csv_is_read_with_the_separator_and_letters_excel_used(
    kantor: Kantor, tmp_path: Path, pemisah: str, sandi: str, angka: str
):
    baris = ['"DINAS KOPERASI, USAHA KECIL, DAN MENENGAH"', "", "Kode Rekening|Uraian|Nilai",
             f"{ATK} - Belanja ATK|Belanja “ATK”|{angka}", f"|Total|{angka}"]  # fmt: skip
    path = tmp_path / "spp.csv"
    path.write_bytes("\r\n".join(b.replace("|", pemisah) for b in baris).encode(sandi))
    assert isi_rincian(kantor, path) == {
        "rincian": [
            {"kode_rekening": ATK, "uraian": "Belanja “ATK”", "jumlah": Decimal("1250000.50")},
        ]
    }


def test_deductions_may_stand_below_the_accounts(kantor: Kantor, tmp_path: Path):
    path = xlsx(
        tmp_path / "spp.xlsx",
        ["Kode Rekening", "Uraian", "Jumlah"],
        [ATK, "ATK", 1000],
        ["Jumlah", None, 1000],
        ["Potongan-potongan"],
        ["7.1.01.05.01.0001", "PPh Pasal 21", 50],
        [None, "Jumlah potongan", 50],
    )
    assert isi_rincian(kantor, path)["potongan"] == [{"uraian": "PPh Pasal 21", "jumlah": Decimal(50)}]


def test_every_cell_that_cannot_be_used_is_named_at_once(kantor: Kantor, tmp_path: Path):
    path = xlsx(
        tmp_path / "spp.xlsx",
        ["Kode Rekening", "Uraian", "Nilai"],
        ["5.1.2.01.01.0024", "tingkat", 5],
        [ATK, "koma", "1,000,000"],
        [ATK, "dua kali", 7],
        [None, "tanpa kode", 9],
        [KERTAS, None, 9],
        [JALAN, "rumus", "=1/0"],
        ["5.1.02.04.01.0002", "kosong", None],
        ["Jumlah", None, 99],
    )
    temuan = tolak(kantor, path)
    assert {k: p.split(",")[0] for k, p in temuan.items()} == {
        "SIPD!A2": "tingkat 3 (jenis) tertulis “2”",
        "SIPD!C3": "koma dipakai di antara ribuan",
        "SIPD!A4": "sudah tertulis di sel SIPD!A3",
        "SIPD!C5": "ada jumlah tanpa kode rekening",
        "SIPD!A6": "uraian kode rekening ini kosong",
        "SIPD!C7": "rumusnya belum dihitung",
        "SIPD!A8": "jumlah kode rekening ini kosong",
    }


def test_a_total_that_does_not_add_up_is_refused_at_its_cell(kantor: Kantor, tmp_path: Path):
    kepala = ["Kode Rekening", "Uraian", "Nilai"]
    path = xlsx(tmp_path / "a.xlsx", kepala, [ATK, "ATK", 100], [KERTAS, "K", 100], ["Jumlah", None, 250])
    assert tolak(kantor, path) == {"SIPD!C4": "jumlahnya Rp250,00, padahal baris-barisnya berjumlah Rp200,00"}
    xlsx(path, kepala, [ATK, "ATK", 100], ["Jumlah", None, "=SUM(C2:C2)"])
    assert "sel SIPD!C3 tidak terbaca" in baca(kantor, path).peringatan[0]
    xlsx(path, kepala, [ATK, "ATK", 100], ["Jumlah", None, 100], [KERTAS, "K", 70], ["Jumlah", None, 70])
    assert len(baca(kantor, path).tabel.baris) == 2


def test_accounts_of_two_sub_kegiatan_are_no_single_spp(kantor: Kantor, tmp_path: Path):
    kepala = ["Sub Kegiatan", "Kode Rekening", "Uraian", "Nilai"]
    path = xlsx(tmp_path / "a.xlsx", kepala, [SUB, ATK, "ATK", 1], [LAIN, ATK, "ATK", 2])
    with pytest.raises(DataTidakSah) as galat:
        isi_rincian(kantor, path)
    assert [t.tempat for t in galat.value.temuan] == ["SIPD!B2", "SIPD!B3"]


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("kosong.csv", b"", "kosong"),
        ("lama.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), ".xls lama"),
        ("laman.xls", b"<html></html>", "bukan berkas Office"),
        ("kutip.csv", b'Kode Rekening;Nilai\r\n"' + b"x" * 200_000, "tanda kutip"),
    ],
)
def test_what_is_no_table_is_told_so(kantor: Kantor, tmp_path: Path, nama: str, isi: bytes, kata: str):
    (tmp_path / nama).write_bytes(isi)
    assert kata in next(iter(tolak(kantor, tmp_path / nama).values()))


def test_a_workbook_without_headings_names_its_sheets(kantor: Kantor, tmp_path: Path):
    assert "SIPD" in tolak(kantor, xlsx(tmp_path / "a.xlsx", [ATK, "ATK", 100]))


def test_the_isian_takes_the_rincian_and_keeps_everything_else(kantor: Kantor, tmp_path: Path):
    dasar = folder_templat() / "_paket" / "spp-gu" / "contoh.toml"
    ekspor = baca(kantor, rincian_kotor(tmp_path / "spp.xlsx"))
    ke = tmp_path / "isian.toml"
    sipd_rincian.tulis(sipd_rincian.susun(ekspor), "spp.xlsx", ke, dasar, ganti=False, coba=False)
    teks = ke.read_text("utf-8")
    lama, baru = tomllib.loads(dasar.read_text("utf-8")), tomllib.loads(teks)
    assert {k: v for k, v in baru.items() if k not in ("rincian", "potongan")} == {
        k: v for k, v in lama.items() if k != "rincian"
    }
    assert [b["jumlah"] for b in baru["rincian"]] == [12500000, 7250000]
    assert teks.startswith("# Contoh; semua nama")
    with pytest.raises(BerkasGagal, match="sudah ada"):
        sipd_rincian.tulis(sipd_rincian.susun(ekspor), "spp.xlsx", ke, None, ganti=False, coba=False)
    assert ke.read_text("utf-8") == teks


def test_the_isian_of_another_sub_kegiatan_is_refused(kantor: Kantor, tmp_path: Path):
    rincian = sipd_rincian.susun(baca(kantor, rincian_kotor(tmp_path / "spp.xlsx")))
    dasar = tmp_path / "dasar.toml"
    dasar.write_text(f'sub_kegiatan = "{LAIN}"\n', "utf-8")
    with pytest.raises(DataTidakSah, match="Rincian ini bukan untuk isian itu"):
        sipd_rincian.tulis(rincian, "spp.xlsx", tmp_path / "x.toml", dasar, ganti=False, coba=False)
    assert not (tmp_path / "x.toml").exists()


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


def test_a_heading_named_once_is_remembered(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "spp.csv"
    path.write_text(f"Akun;Nama Akun;Duit\n{ATK};ATK;1.000\n", "utf-8")
    perintah = ["impor-sipd", str(path), "--kantor", str(kantor.folder), "--ganti", "--json"]
    assert jalankan(perintah) == 3
    assert "Jumlah: tidak ada di antara: Akun, Nama Akun, Duit" in capsys.readouterr().err
    assert jalankan([*perintah, "--kolom", "kode_rekening=Akun", "--kolom", "jumlah=Duit"]) == 0
    hasil = json.loads(capsys.readouterr().out)
    assert (hasil["sebagai"], hasil["jumlah"], hasil["judul_diingat"]) == ("rincian", "1000.00", True)
    assert jalankan(perintah) == 0
    assert not json.loads(capsys.readouterr().out)["judul_diingat"]
    assert 'jumlah = ["Duit"]' in (kantor.folder / "kantor.toml").read_text("utf-8")


def test_a_terminal_is_asked_which_heading_is_meant(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "spp.csv"
    path.write_text(f"Akun;Isi;Duit\n{ATK};ATK;1.000\n", "utf-8")
    jawaban = iter(["9", "1", "3", "2"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *a, **k: next(jawaban))
    assert jalankan(["impor-sipd", str(path), "--kantor", str(kantor.folder)]) == 0
    assert "Tulis nomor 1 sampai 3" in capsys.readouterr().err
    assert tomllib.loads((tmp_path / "spp-isian.toml").read_text("utf-8"))["rincian"] == [
        {"kode_rekening": ATK, "uraian": "ATK", "jumlah": 1000}
    ]


def test_what_fits_both_asks_which_it_is_and_options_of_the_other_are_refused(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = xlsx(tmp_path / "a.xlsx", ["Kode Rekening", "Uraian", "Anggaran", "Nilai"], [ATK, "ATK", 100, 5])
    perintah = ["impor-sipd", str(path), "--kantor", str(kantor.folder), "--coba"]
    assert jalankan(perintah) == 3
    assert "memuat Nilai dan Anggaran" in capsys.readouterr().err
    assert jalankan([*perintah, "--sebagai", "anggaran", "--ganti"]) == 3
    assert "--ganti: hanya untuk rincian" in capsys.readouterr().err
    assert jalankan([*perintah, "--sebagai", "rincian"]) == 0
    assert not (tmp_path / "a-isian.toml").exists()
    assert jalankan([*perintah, "--kolom", "x=y", "--kolom", "jumlah="]) == 3
    assert capsys.readouterr().err.count("--kolom") == 2


def test_an_spp_is_made_from_the_isian_and_held_against_the_budget(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    gabung(kantor, xlsx(tmp_path / "a.xlsx", KEPALA, [SUB, ATK, "ATK", 12000000, 20000000, 0]))
    dasar = folder_templat() / "_paket" / "spp-ls-barang-jasa" / "contoh.toml"
    di = ["--kantor", str(kantor.folder)]
    spp, ke = str(rincian_kotor(tmp_path / "spp.xlsx")), str(tmp_path / "isian.toml")
    assert jalankan(["impor-sipd", spp, "--isi", str(dasar), "--ke", ke, *di]) == 0
    assert "Jumlah 2 kode rekening: Rp19.750.000,00" in capsys.readouterr().out
    assert jalankan(["paket", "buat", "spp-ls-barang-jasa", "--isi", ke, "--coba", *di]) == 0
    keluar = capsys.readouterr().out
    assert "Rp17.693.919,00" in keluar  # netto
    assert "melebihi DPA Rp12.000.000,00 sebesar Rp500.000,00" in " ".join(keluar.split())


@pytest.mark.parametrize("kode", [510201010025, True])
def test_a_code_that_excel_took_for_a_number_is_no_group_that_is_passed_over(
    kantor: Kantor, tmp_path: Path, kode: object
):
    judul, benar = ["Kode Rekening", "Uraian", "Jumlah"], [ATK, "Belanja Alat Tulis", 1000]
    path = xlsx(tmp_path / "angka.xlsx", judul, [5, "BELANJA", 3000], benar, [kode, "Belanja Kertas", 2000])
    assert [*tolak(kantor, path)] == ["SIPD!A4"]


def test_an_account_below_the_title_of_the_deductions_is_no_deduction(kantor: Kantor, tmp_path: Path):
    judul, potongan = ["Kode Rekening", "Uraian", "Jumlah"], ["7.1.01.05.01.0001", "PPN", 100]
    isi = [ATK, "Belanja Alat Tulis", 1000], [None, "Potongan"], potongan
    benar = xlsx(tmp_path / "benar.xlsx", judul, *isi)
    assert [b.uraian for b in baca(kantor, benar).tabel.potongan] == ["PPN"]
    salah = xlsx(tmp_path / "salah.xlsx", judul, *isi, [KERTAS, "Belanja Kertas", 2000])
    assert tolak(kantor, salah) == {"SIPD!A5": "rekening belanja di bawah judul potongan"}
