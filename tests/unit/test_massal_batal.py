"""A merge that is voided whole, letters of it that a person voids, rows that are wrong from the beginning."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from naskah import cetak_pdf, perubahan
from naskah.cetak_pdf import HasilTambah
from naskah.commands import jalankan
from naskah.commands.massal._hasil import SEBAGIAN
from naskah.kantor import Kantor
from naskah.massal import giliran, jalan, pembatalan, rampung
from naskah.massal.kelompok import kelompok
from naskah.massal.laporan import laporan_salah
from naskah.massal.masukan import baca
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from registers.ledger.pekerjaan import BarisTerdaftar, Pekerjaan
from tests.bahan.kantor import baris_buku, contoh, jejak
from tests.bahan.massal import JENIS, berkas, lanjut, mulai, nomor, pastikan_utuh, undangan
from tests.unit.test_massal_laporan import merah

ALASAN = "salah tanggal"


def perintah(capsys: pytest.CaptureFixture[str], kantor: Kantor, *kata: object) -> tuple[int, str, str]:
    kode = jalankan(["massal", *map(str, kata), "--kantor", str(kantor.folder)])
    keluar = capsys.readouterr()
    return kode, keluar.out, keluar.err


def surat(kantor: Kantor, id_: str) -> list[BarisTerdaftar]:
    """The list of a merge."""
    with kantor.ledger.baca() as tampak:
        return list(tampak.daftar_pekerjaan(id_))


def pekerjaan(kantor: Kantor, id_: str) -> Pekerjaan:
    with kantor.ledger.baca() as tampak:
        return tampak.pekerjaan(id_)


def sebagian(kantor: Kantor, data: Path, **pilihan: Any) -> str:
    """Begin with the right rows of a file, wrong ones are left; the merge's id."""
    masukan = baca(data, kantor.katalog.jenis(JENIS))
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())
    assert telaah.salah
    return jalan.mulai(kantor, masukan, telaah, pilihan=pilihan).id


def salah_dua() -> list[dict[str, Any]]:
    baris = undangan(5)
    baris[1]["tanggal_acara"] = "kemarin"
    baris[3]["kepada"] = ""
    return baris


def satu_saja() -> Callable[[], bool]:
    sisa = iter((True,))
    return lambda: next(sisa, False)


# --- rows that are wrong from the beginning ---------------------------------------------------------


def test_wrong_rows_belong_to_the_merge_with_their_reasons(kantor: Kantor, tmp_path: Path) -> None:
    id_ = sebagian(kantor, berkas(tmp_path, salah_dua()))
    hasil = lanjut(kantor, id_)
    assert (hasil.keadaan, hasil.pekerjaan.jumlah) == ({"selesai": 3, "gagal": 2}, 5)
    semua = surat(kantor, id_)
    assert [(b.nomor, b.keadaan) for b in semua] == [
        (1, "selesai"), (2, "gagal"), (3, "selesai"), (4, "gagal"), (5, "selesai"),
    ]  # fmt: skip
    assert "kemarin" in semua[1].pesan
    assert "Kepada" in semua[3].pesan


def test_the_wrong_rows_lie_apart_before_the_first_letter_and_are_fed_back(
    kantor: Kantor, tmp_path: Path
) -> None:
    id_ = sebagian(kantor, berkas(tmp_path, salah_dua()))
    path = kantor.folder / "massal" / id_ / "gagal.xlsx"
    isi = [[s.value for s in b] for b in load_workbook(path).worksheets[0].iter_rows()]
    assert "kemarin" in str(isi)
    assert "Ketua Koperasi Contoh 1'" not in str(isi)
    lanjut(kantor, id_)
    lembar = (buku := load_workbook(path)).worksheets[0]
    judul = next(b for b in lembar.iter_rows() if "Acara *" in [s.value for s in b])
    kolom = {str(s.value).partition(" *")[0]: s.column for s in judul}
    dua = range(judul[0].row + 1, lembar.max_row + 1)
    alasan = [str(lembar.cell(baris, len(kolom)).value) for baris in dua]
    assert [a.partition(":")[0] for a in alasan] == ["Tanggal acara", "Kepada (Yth.)"]
    lembar.cell(dua[0], kolom["Tanggal acara"]).value = str(contoh(JENIS)["tanggal_acara"])
    lembar.cell(dua[1], kolom["Kepada (Yth.)"]).value = "Ketua Koperasi Perbaikan"
    buku.save(tmp_path / "perbaikan.xlsx")
    lagi = lanjut(kantor, mulai(kantor, tmp_path / "perbaikan.xlsx"))
    assert lagi.keadaan == {"selesai": 2}
    assert len(nomor(kantor, id_)) == 3


@pytest.mark.parametrize("bentuk", ["json", "xlsx"])
def test_the_failed_rows_have_the_cells_coloured_that_the_report_colours(
    kantor: Kantor, tmp_path: Path, bentuk: str
) -> None:
    data = berkas(tmp_path, salah_dua())
    if bentuk == "xlsx":
        data = tmp_path / "isian.xlsx"
        data.write_bytes(laporan_salah(baca(berkas(tmp_path, salah_dua()), kantor.katalog.jenis(JENIS)), {}))
    id_ = sebagian(kantor, data)
    path = kantor.folder / "massal" / id_ / "gagal.xlsx"
    lembar = load_workbook(path).worksheets[0]
    judul = next(b for b in lembar.iter_rows() if "Acara *" in [s.value for s in b])
    kolom = {str(s.value).partition(" *")[0]: s.column_letter for s in judul}
    satu, dua = (judul[0].row + ke for ke in (1, 2))
    assert merah(path.read_bytes(), "Isian") == {
        f"{kolom['Tanggal acara']}{satu}",
        f"{kolom['Kepada (Yth.)']}{dua}",
    }
    path.unlink()
    lanjut(kantor, id_)  # written again from what the ledger has
    assert len(merah(path.read_bytes(), "Isian")) == 2


def test_a_stopped_run_has_the_failed_rows_apart_already(kantor: Kantor, tmp_path: Path) -> None:
    id_ = sebagian(kantor, berkas(tmp_path, salah_dua()))
    (kantor.folder / "massal" / id_ / "gagal.xlsx").unlink()
    hasil = lanjut(kantor, id_, terus=lambda: False)
    assert (hasil.pekerjaan.keadaan, hasil.gagal) == ("berhenti", f"massal/{id_}/gagal.xlsx")


# --- letters that a person voids --------------------------------------------------------------------


def test_a_letter_voided_later_is_void_in_the_list_and_in_the_counts(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(2)))
    lanjut(kantor, id_)
    with kantor.ledger.baca() as tampak:
        satu = next(tampak.alur_pekerjaan(id_)).naskah_id
    perubahan.batal(kantor, satu, alasan=ALASAN)
    assert [(b.keadaan, b.pesan) for b in surat(kantor, id_)] == [
        ("batal", ALASAN),
        ("selesai", ""),
    ]
    assert lanjut(kantor, id_).keadaan == {"batal": 1, "selesai": 1}


def test_a_letter_voided_while_pdfs_are_made_stays_void(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(2)), pdf=True)
    with kelompok(kantor, 1) as pekerja:
        jalan.terbitkan(kantor, pekerja, id_)

    def buat(_: Kantor, semua: Sequence[str], **__: object) -> HasilTambah:
        perubahan.batal(kantor, semua[0], alasan=ALASAN)
        return HasilTambah()

    monkeypatch.setattr(cetak_pdf, "tambah", buat)
    assert rampung.rampungkan(kantor, id_).keadaan == {"batal": 1, "selesai": 1}


# --- the whole merge --------------------------------------------------------------------------------


def test_all_letters_are_voided_with_those_that_derive_and_their_books_say_so(
    kantor: Kantor, tmp_path: Path
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, [contoh("spt"), contoh("spt", maksud="Perjalanan kedua")]), "spt")
    lanjut(kantor, id_)
    semua = surat(kantor, id_)
    assert [b.nomor for b in semua] == sorted(b.nomor for b in semua)
    turunan = [b for b in semua if "SPPD" in b.judul or "Perjalanan Dinas" in b.judul]
    assert len(turunan) == len(semua) - 2 > 1
    assert all(b.surat and b.docx for b in semua)
    apa = pembatalan.rencana(kantor, id_)
    assert (apa.surat, apa.turunan, apa.pertama) == (2, len(turunan), semua[0].surat)
    hasil = pembatalan.batalkan(kantor, id_, alasan=ALASAN)
    assert (hasil.keadaan, hasil.pekerjaan.keadaan) == ({"batal": 2}, "batal")
    assert {b.keadaan for b in surat(kantor, id_)} == {"batal"}
    assert not [k for k in hasil.peringatan if "turunan" in k]
    assert [b["status"] for b in baris_buku(kantor, "agenda-surat-keluar")] == ["batal"] * len(semua)
    pastikan_utuh(kantor)


def test_rows_that_are_no_letter_yet_end_with_it(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(60)))
    lanjut(kantor, id_, terus=satu_saja())
    terbit = len(nomor(kantor, id_))
    assert 0 < terbit < 60
    maju: list[tuple[int, int]] = []
    hasil = pembatalan.batalkan(kantor, id_, alasan=ALASAN, maju=lambda k: maju.append((k.selesai, k.jumlah)))
    assert hasil.keadaan == {"batal": 60}
    assert (maju[0], maju[-1]) == ((0, terbit), (terbit, terbit))
    assert len(nomor(kantor, id_)) == terbit  # their rows still lead to them
    with kantor.ledger.baca() as tampak:
        assert {c.sebab for c in tampak.celah()} == {f"batal: {ALASAN}"}


def test_it_may_be_cut_off_and_asked_for_again(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(60)))
    lanjut(kantor, id_)
    hasil = pembatalan.batalkan(kantor, id_, alasan=ALASAN, terus=satu_saja())
    assert (hasil.keadaan, hasil.pekerjaan.keadaan) == ({"batal": 25, "selesai": 35}, "berhenti")
    assert "batalkan sekali lagi" in hasil.pekerjaan.sebab
    assert "naskah massal batal" in hasil.peringatan[-1]
    assert pembatalan.batalkan(kantor, id_, alasan=ALASAN).keadaan == {"batal": 60}
    with kantor.ledger.baca() as tampak:
        assert len([p for p in tampak.peristiwa() if p.jenis == "batal"]) == 60
    pastikan_utuh(kantor)


def test_one_that_is_being_made_is_not_voided(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(1)))
    sebelum = jejak(kantor)
    with giliran.dikerjakan(kantor, pekerjaan(kantor, id_)), pytest.raises(KeadaanDitolak, match="sedang"):
        pembatalan.batalkan(kantor, id_, alasan=ALASAN)
    with pytest.raises(DataTidakSah, match="Alasan"):
        pembatalan.batalkan(kantor, id_, alasan=" ")
    assert jejak(kantor) == sebelum


def test_a_merge_without_a_letter_is_only_ended_and_not_gone_on_with(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(3)))
    kode, keluar, _ = perintah(capsys, kantor, "batal", id_, "--alasan", ALASAN, "--ya")
    assert (kode, "3 batal" in keluar) == (0, True)
    assert pekerjaan(kantor, id_).keadaan == "batal"
    assert "dibatalkan" in perintah(capsys, kantor, "daftar")[1]
    assert perintah(capsys, kantor, "lanjut", id_)[0] == KeadaanDitolak.exit_code
    assert perintah(capsys, kantor, "batal", id_, "--alasan", ALASAN, "--ya")[0] == KeadaanDitolak.exit_code


def test_a_file_to_print_is_gone_with_its_letters(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(1)))
    lanjut(kantor, id_)
    (kantor.folder / "massal" / id_ / rampung.NAMA_GABUNGAN).write_bytes(b"%PDF-")
    assert not pembatalan.batalkan(kantor, id_, alasan=ALASAN).gabungan


def test_the_command_says_what_it_would_do_and_asks(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(2)))
    lanjut(kantor, id_)
    kode, keluar, _ = perintah(capsys, kantor, "batal", id_, "--alasan", ALASAN, "--coba")
    assert (kode, "2 surat, nomor" in keluar) == (0, True)
    isi = json.loads(perintah(capsys, kantor, "batal", id_, "--alasan", ALASAN, "--coba", "--json")[1])
    assert (isi["surat"], isi["turunan"]) == (2, 0)
    monkeypatch.setattr("naskah.commands._tanya.typer.prompt", lambda *_, **__: "t")
    assert "Tidak jadi" in perintah(capsys, kantor, "batal", id_, "--alasan", ALASAN)[1]
    assert {b.keadaan for b in surat(kantor, id_)} == {"selesai"}
    keluar = perintah(capsys, kantor, "batal", id_, "--alasan", ALASAN, "--ya", "--json")[1]
    hasil = json.loads(keluar)
    assert (hasil["keadaan"], {b["keadaan"] for b in hasil["baris"]}) == ({"batal": 2}, {"batal"})


# --- what a run tells -------------------------------------------------------------------------------


def test_a_run_with_failed_rows_leaves_with_a_code_of_its_own(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = berkas(tmp_path, salah_dua())
    kode, keluar, _ = perintah(capsys, kantor, "jalan", JENIS, data, "--lewati-salah", "--json")
    hasil = json.loads(keluar)
    assert (kode, hasil["keadaan"]) == (SEBAGIAN, {"selesai": 3, "gagal": 2})
    baris = hasil["baris"]
    assert (hasil["nomor_pertama"], hasil["nomor_terakhir"]) == (baris[0]["surat"], baris[4]["surat"])
    assert (baris[1]["keadaan"], "kemarin" in baris[1]["pesan"]) == ("gagal", True)
    assert (kantor.folder / baris[0]["docx"]).is_file()
    assert perintah(capsys, kantor, "lanjut", hasil["pekerjaan"]["id"])[0] == SEBAGIAN


def test_the_list_of_merges_says_when_who_and_how_many_have_their_pdf(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(3)), pdf=True)
    with kelompok(kantor, 1) as pekerja:
        jalan.terbitkan(kantor, pekerja, id_)
    keluar = perintah(capsys, kantor, "daftar")[1]
    assert "23 November 2026 pukul 10.00" in keluar
    assert "Contoh Pengadministrasi" in keluar
    assert "3 terbit (0 di antaranya PDF-nya sudah dibuat)" in " ".join(keluar.split())
