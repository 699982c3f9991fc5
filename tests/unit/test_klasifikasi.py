"""Archive codes: found by code and by word, dated, and the office's own table taken over cell by cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from naskah import issue, klasifikasi, klasifikasi_impor
from naskah.commands import jalankan
from naskah.kantor import Kantor
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from tests.bahan.kantor import nota

BARU = date(2026, 7, 1)


def excel(path: Path, *baris: Any) -> Path:
    buku = Workbook()
    lembar: Any = buku.active
    lembar.title = "JRA"
    for satu in baris:
        lembar.append(list(satu))
    buku.save(path)
    return path


KEPALA = ("Kode", "Jenis Arsip", "Aktif", "Inaktif", "Keterangan")


def test_a_code_finds_itself_and_what_lies_below_it() -> None:
    tabel = klasifikasi.bawaan()
    assert [k.kode for k in tabel.cari("500.3.2")] == [
        "500.3.2", "500.3.2.1", "500.3.2.2", "500.3.2.3", "500.3.2.4",
    ]  # fmt: skip
    satu = tabel.cari("500.3.2.1")[0]
    assert (satu.aktif, satu.inaktif, satu.nasib) == (2, 3, "Permanen")
    assert [kode for kode, _ in satu.jalur] == ["500", "500.3", "500.3.2"]


def test_words_are_ranked_and_those_above_a_code_count_too() -> None:
    tabel = klasifikasi.bawaan()
    assert tabel.cari("badan hukum koperasi")[0].kode == "500.3.2.1"
    assert "500.3.2.3" in [k.kode for k in tabel.cari("keanggotaan perekonomian")]
    assert tabel.cari("pengendalian akuntabilitas xyzzy")[0].kode == "500.3.2.4"
    assert tabel.cari("xyzzy") == []


def test_the_tree_shows_each_code_below_those_above_it() -> None:
    tabel = klasifikasi.bawaan()
    assert [k.kode for k in klasifikasi.lengkap(tabel, tabel.cari("500.3.2.1"))] == [
        "500", "500.3", "500.3.2", "500.3.2.1",
    ]  # fmt: skip


def test_old_codes_stay_on_old_letters(kantor: Kantor, tmp_path: Path) -> None:
    path = excel(
        tmp_path / "jra.xlsx", KEPALA, ("500", "Baru", None, None, None), ("500.9", "Lain", 4, 6, "Musnah")
    )
    hasil = klasifikasi_impor.impor(kantor, path, BARU)
    assert (hasil.jumlah, hasil.path.name) == (2, "klasifikasi-2026-07-01.csv")
    lama, baru = date(2026, 6, 30), BARU
    assert klasifikasi.retensi(kantor, "500.3.2.1", lama) is not None
    assert klasifikasi.retensi(kantor, "500.3.2.1", baru) is None
    assert (klasifikasi.retensi(kantor, "500.9", lama), klasifikasi.tabel(kantor, baru).berlaku) == (
        None,
        BARU,
    )


def test_an_unknown_code_gets_a_gentle_word_and_no_more(kantor: Kantor) -> None:
    hari = date(2026, 11, 23)
    assert klasifikasi.peringatan(kantor, "500.3.2.1", hari) == klasifikasi.peringatan(kantor, "", hari) == ""
    assert "yang ada 500.3.2.1 (Organisasi" in klasifikasi.peringatan(kantor, "500.3.2.1.77", hari)
    assert "tidak ada di tabel. Cari" in klasifikasi.peringatan(kantor, "005", hari)


def test_headings_over_two_rows_and_codes_that_excel_made_numbers(kantor: Kantor, tmp_path: Path) -> None:
    path = excel(
        tmp_path / "jra.xlsx",
        ("JADWAL RETENSI ARSIP",),
        ("Kode Klasifikasi", "Uraian", "Jangka Simpan", None, "Nasib Akhir"),
        (None, None, "Aktif", "Inaktif", None),
        (0, "Umum", None, None, None),
        ("A. Urusan",),
        (500.3, "Koperasi", "2 (dua) tahun", "3 tahun setelah selesai", "Musnah"),
        ("500.3.1", "Pembinaan", "-", "-", "-"),
    )
    klasifikasi_impor.impor(kantor, path, BARU)
    kode = klasifikasi.tabel(kantor, BARU).kode
    assert list(kode) == ["000", "500.3", "500.3.1"]
    assert (kode["500.3"].aktif, kode["500.3"].inaktif, kode["500.3"].nasib) == (2, 3, "Musnah")
    assert (kode["500.3.1"].aktif, kode["500.3.1"].nasib) == (None, "")


def test_a_csv_with_semicolons_is_a_table_too(kantor: Kantor, tmp_path: Path) -> None:
    path = tmp_path / "jra.csv"
    path.write_text("Kode;Uraian;Aktif;Inaktif;Nasib\n500.3;Koperasi;2;3;Permanen\n", encoding="cp1252")
    klasifikasi_impor.impor(kantor, path, BARU)
    assert klasifikasi.tabel(kantor, BARU).kode["500.3"].nasib == "Permanen"


def test_every_cell_that_is_wrong_is_named_and_nothing_is_written(kantor: Kantor, tmp_path: Path) -> None:
    path = excel(
        tmp_path / "jra.xlsx",
        KEPALA,
        (500.1, "Satu", 1, 1, "Musnah"),
        (500.1, "Sepuluh", 1, 1, "Musnah"),
        ("lima", "Teks", 1, 1, "Musnah"),
        ("500.2", None, 1, 1, "Musnah"),
        ("500.4", "Empat", "lama", 1, "Musnah"),
        ("500.5", "=1+1", 1, None, "Musnah"),
        ("500.6", "Enam", 1, None, "Musnah"),
    )
    with pytest.raises(DataTidakSah) as galat:
        klasifikasi_impor.impor(kantor, path, BARU)
    temuan = {t.tempat: t for t in galat.value.temuan}
    assert list(temuan) == ["JRA!A3", "JRA!A4", "JRA!A5", "JRA!C6", "JRA!B7", "JRA!A8"]
    assert "mungkin 500.10" in temuan["JRA!A3"].saran
    assert not list((kantor.folder / "data").glob("klasifikasi-*.csv"))


def test_a_trial_writes_nothing_and_another_table_of_that_day_is_kept(kantor: Kantor, tmp_path: Path) -> None:
    satu = excel(tmp_path / "a.xlsx", KEPALA, ("500", "Satu", 1, 1, "Musnah"))
    lain = excel(tmp_path / "b.xlsx", KEPALA, ("500", "Lain", 1, 1, "Musnah"))
    hasil = klasifikasi_impor.impor(kantor, satu, BARU, coba=True)
    assert not hasil.path.exists()
    klasifikasi_impor.impor(kantor, satu, BARU)
    assert klasifikasi_impor.impor(kantor, satu, BARU).jumlah == 1
    with pytest.raises(KeadaanDitolak, match="isinya lain"):
        klasifikasi_impor.impor(kantor, lain, BARU)


def test_a_file_without_the_headings_is_refused(kantor: Kantor, tmp_path: Path) -> None:
    with pytest.raises(DataTidakSah, match="tidak punya tabel"):
        klasifikasi_impor.impor(kantor, excel(tmp_path / "x.xlsx", ("halo", "dunia")), BARU)
    (tmp_path / "y.xlsx").write_bytes(b"bukan")
    with pytest.raises(DataTidakSah, match="tidak dapat dibaca"):
        klasifikasi_impor.impor(kantor, tmp_path / "y.xlsx", BARU)


def test_a_damaged_table_of_the_office_says_so(kantor: Kantor) -> None:
    (kantor.folder / "data" / "klasifikasi-2026-01-01.csv").write_text("a,b\n1,2\n")
    (kantor.folder / "data" / "klasifikasi-2026-13-41.csv").write_text("bukan hari")
    with pytest.raises(DataTidakSah, match="tidak terbaca"):
        klasifikasi.tabel(kantor, date(2026, 11, 23))


def test_a_bare_word_after_the_command_is_what_to_look_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert jalankan(["klasifikasi", "badan", "hukum", "koperasi"]) == 0
    keluar = capsys.readouterr().out
    assert "500.3.2.1" in keluar
    assert "PEREKONOMIAN › KOPERASI" in " ".join(keluar.split())
    assert jalankan(["klasifikasi", "--json", "500.3.2.1"]) == 0
    assert '"aktif": 2' in capsys.readouterr().out
    assert jalankan(["klasifikasi", "--pohon", "500.3.2.1"]) == 0
    assert (
        "      500.3.2.1  Organisasi dan Badan Hukum Koperasi  [2 + 3 th, Permanen]"
        in capsys.readouterr().out
    )
    assert jalankan(["klasifikasi"]) == 0
    assert "KEPEGAWAIAN" in capsys.readouterr().out


def test_the_office_table_is_imported_from_the_command_line(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = excel(tmp_path / "a.xlsx", KEPALA, ("500", "Satu", 1, 1, "Musnah"))
    perintah = ["klasifikasi", "impor", str(path), "--kantor", str(kantor.folder), "--berlaku"]
    assert jalankan([*perintah, "1 Juli 2026"]) == 0
    assert "1 kode berlaku sejak 2026-07-01" in capsys.readouterr().out
    assert jalankan([*perintah, "kemarin"]) == 3


def test_a_letter_with_a_code_no_table_has_is_issued_with_a_warning(kantor: Kantor) -> None:
    (surat,) = issue.coba(kantor, nota(klasifikasi="500.3.2.1.77"))
    assert [p for p in surat.peringatan if "500.3.2.1.77 tidak ada di tabel" in p]
    (surat,) = issue.coba(kantor, nota(klasifikasi="500.3.2.1"))
    assert not [p for p in surat.peringatan if "tabel" in p]
