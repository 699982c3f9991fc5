"""`naskah buku impor` on the command line, and books whose rows are only rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from naskah.commands import jalankan
from naskah.impor import Pilihan, impor
from naskah.kantor import Kantor
from registers.ledger import Baris
from tests.bahan.agenda_lama import KEPALA_KELUAR, KEPALA_MASUK, keluar, masuk
from tests.bahan.kantor import jejak
from tests.bahan.lembar import tulis

RAT = "register-rat"
KEPALA_RAT = ("No", "Tanggal Terima", "Koperasi", "NIK Koperasi", "Tahun Buku", "Nomor Surat", "Pembawa")


def baris(kantor: Kantor, buku: str) -> list[Baris]:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(buku, 2026)


def test_rows_of_a_register_become_rows_of_the_book(kantor: Kantor, tmp_path: Path) -> None:
    isi = [
        KEPALA_RAT,
        [1, "2/3/26", "Koperasi Contoh Maju", 5371010010001, 2025.0, "01/KCM/2026", "Contoh Kurir"],
        [2, "3/3/26", "Koperasi Contoh Damai", "5371010010002", "2025", None, None],
    ]
    path = tulis(tmp_path / "rat.xlsx", {"2026": isi})
    hasil = impor(kantor, path, Pilihan(buku=RAT))
    assert [t.pesan for t in hasil.rencana.temuan] == []
    satu, dua = baris(kantor, RAT)
    assert (satu.urutan, satu.kunci[:2], dua.urutan) == (1, "B-", 2)
    assert {k: satu.orang[k] for k in ("koperasi", "nik", "tahun_buku", "surat")} == {
        "koperasi": "Koperasi Contoh Maju", "nik": "5371010010001", "tahun_buku": 2025,
        "surat": "01/KCM/2026",
    }  # fmt: skip
    assert any("Pembawa: Contoh Kurir" in str(v) for v in satu.orang.values())
    assert {p.nasib for p in impor(kantor, path, Pilihan(buku=RAT)).rencana.putusan} == {"sudah"}


def test_an_identity_number_whose_digits_are_lost_names_its_cell(kantor: Kantor, tmp_path: Path) -> None:
    isi = [
        KEPALA_RAT,
        [1, "2/3/26", "Koperasi Contoh Maju", 5371010010001234.0, 2025, None, None],
        [2, "2/3/26", "Koperasi Contoh Damai", None, 2025, None, None],
    ]
    hasil = impor(kantor, tulis(tmp_path / "rat.xlsx", {"2026": isi}), Pilihan(buku=RAT))
    assert [t.tempat for t in hasil.rencana.temuan] == ["2026!D2"]
    assert "digit" in hasil.rencana.temuan[0].pesan
    assert len(baris(kantor, RAT)) == 1


def test_a_trial_and_the_real_thing_say_the_same(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {"2026": [KEPALA_KELUAR, keluar(1, "salah", "005/1/DKUKM"), keluar(2, "2/11/26", "005/2/DKUKM")]},
    )
    perintah = ["buku", "impor", str(path), "--kantor", str(kantor.folder), "--json"]
    kantor.siap_bernomor()
    sebelum = jejak(kantor)
    assert jalankan([*perintah, "--coba"]) == 0
    coba = json.loads(capsys.readouterr().out)
    assert jejak(kantor) == sebelum
    assert jalankan(perintah) == 0
    nyata = json.loads(capsys.readouterr().out)
    assert (coba["diambil"], coba["ditolak"], coba["berikut"]) == (
        nyata["diambil"],
        nyata["ditolak"],
        nyata["berikut"],
    )
    assert (nyata["diambil"], nyata["buku"], nyata["seri"]) == (1, "agenda-surat-keluar", "surat-keluar")
    assert nyata["berikut"] == [{"seri_atau_buku": "surat-keluar", "tahun": 2026, "nomor": 3}]
    assert nyata["ditolak"][0]["tempat"] == "2026!B2"
    assert nyata["laporan"] == str(tmp_path / "a-laporan.xlsx")


def test_the_command_says_in_words_what_it_did(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tulis(
        tmp_path / "a.xlsx",
        {"2026": [KEPALA_MASUK, masuk(1, "salah"), *(masuk(n, "2/11/26") for n in range(2, 260))]},
    )
    perintah = ["buku", "impor", str(path), "--kantor", str(kantor.folder)]
    assert jalankan(perintah) == 0
    tangkap = capsys.readouterr()
    assert "258 baris diambil, 0 sudah ada, 1 ditolak" in tangkap.out
    assert "Nomor berikutnya agenda-surat-masuk 2026: 260" in tangkap.out
    assert f"Laporan: {tmp_path / 'a-laporan.xlsx'}" in tangkap.out
    assert jalankan([*perintah, "--ketat"]) == 3
    assert jalankan([*perintah, "--buku", "ekspedisi"]) == 11
    assert jalankan([*perintah, "--laporan", str(path)]) == 8
    assert jalankan(["buku", "impor", str(tmp_path / "tidak-ada.xlsx"), *perintah[3:]]) == 8


def test_a_report_is_written_where_it_is_asked_for_even_by_a_trial(kantor: Kantor, tmp_path: Path) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "2/11/26")]})
    tujuan = tmp_path / "periksa.xlsx"
    perintah = [
        "buku",
        "impor",
        str(path),
        "--kantor",
        str(kantor.folder),
        "--coba",
        "--laporan",
        str(tujuan),
    ]
    assert jalankan(perintah) == 0
    assert tujuan.exists()
    assert baris(kantor, "agenda-surat-masuk") == []


def test_a_report_that_is_in_the_way_or_cannot_be_written_never_looks_like_a_failed_import(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tulis(tmp_path / "a.xlsx", {"2026": [KEPALA_MASUK, masuk(1, "salah"), masuk(2, "2/11/26")]})
    perintah = ["buku", "impor", str(path), "--kantor", str(kantor.folder)]
    assert jalankan([*perintah, "--laporan", str(path)]) == 8
    assert baris(kantor, "agenda-surat-masuk") == []
    (tmp_path / "berkas").write_text("bukan folder")
    assert jalankan([*perintah, "--laporan", str(tmp_path / "berkas" / "l.xlsx")]) == 0
    assert "Laporan tidak dapat ditulis" in capsys.readouterr().out
    assert len(baris(kantor, "agenda-surat-masuk")) == 1


@pytest.mark.parametrize("buku", ["", "agenda-surat-masuk"])
def test_headings_mean_the_same_whether_the_book_is_named_or_guessed(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str], buku: str
) -> None:
    kepala = ["NO", "TGL TERIMA", "TGL SURAT", "NO SURAT", "DARI", "PERIHAL", "KODE", "LOKET"]
    isi = [[n, "2/11/26", "1/11/26", f"005/{n}/X", "Desa Contoh", "Undangan", "005", "dua"] for n in (7, 9)]
    path = tulis(tmp_path / "a.xlsx", {"2026": [kepala, *isi]})
    perintah = ["buku", "impor", str(path), "--kantor", str(kantor.folder)]
    assert jalankan([*perintah, *(["--buku", buku] if buku else [])]) == 0
    assert [(b.urutan, b.nilai["nomor"], b.nilai["klas"]) for b in baris(kantor, "agenda-surat-masuk")] == [
        (7, "005/7/X", "005"),
        (9, "005/9/X", "005"),
    ]
    kata = capsys.readouterr().out
    assert "NO → No. Agenda; TGL TERIMA → Tanggal Terima; TGL SURAT → Tanggal Surat; NO SURAT" in kata
    assert "tidak dikenal, masuk catatan: LOKET" in kata
    assert "baru" not in kata


def test_numbers_that_are_given_anew_are_told(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tanpa = [b[1:] for b in (KEPALA_MASUK, masuk(7, "2/11/26"), masuk(9, "3/11/26"))]
    path = tulis(tmp_path / "a.xlsx", {"2026": tanpa})
    assert jalankan(["buku", "impor", str(path), "--kantor", str(kantor.folder)]) == 0
    kata = " ".join(capsys.readouterr().out.split())
    assert "2 baris diberi No. Agenda baru (1 sampai dengan 2, tahun 2026)" in kata
