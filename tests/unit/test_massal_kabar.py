"""What a merge says before its first number: what is wrong and where, what is made again, of whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from naskah import perubahan
from naskah.commands import jalankan
from naskah.commands._kemajuan import kemajuan_bertahap
from naskah.kantor import Kantor
from naskah.massal import jalan
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import baca
from naskah.massal.putaran import Kemajuan
from registers.dasar.temuan import Temuan
from tests.bahan.kantor import contoh, jejak
from tests.bahan.lembar import tulis
from tests.bahan.massal import JENIS, berkas, lanjut, mulai, undangan

TURUT = ("kepada", "hal", "isi", "tanggal_acara", "waktu_mulai", "tempat_acara", "acara")


def lembar(kantor: Kantor, path: Path, baris: list[dict[str, Any]]) -> Path:
    """The rows as people fill them in: below the headings of the template, from row 2 on."""
    label = {i.nama: i.label for i in kantor.katalog.jenis(JENIS).isian}
    judul = ["No", *(label[n] for n in TURUT)]
    return tulis(path, {"Isian": [judul, *([ke, *(b[n] for n in TURUT)] for ke, b in enumerate(baris, 1))]})


def jalankan_massal(kantor: Kantor, capsys: pytest.CaptureFixture[str], *kata: object, kode: int = 0) -> str:
    """Everything the terminal shows of `naskah massal jalan`."""
    hasil = jalankan(["massal", "jalan", *map(str, kata), "--kantor", str(kantor.folder)])
    keluar = capsys.readouterr()
    assert hasil == kode, keluar
    return keluar.out + keluar.err


@pytest.mark.parametrize(("pilihan", "kode"), [((), 3), (("--coba",), 3), (("--coba", "--lewati-salah"), 0)])
def test_findings_name_the_cell_and_the_heading(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str], pilihan: tuple[str, ...], kode: int
) -> None:
    baris = undangan(4)
    baris[1]["tanggal_acara"] = "kemarin"
    baris[3] = baris[0]
    data = lembar(kantor, tmp_path / "isian.xlsx", baris)
    keluar = jalankan_massal(kantor, capsys, JENIS, data, *pilihan, kode=kode)
    assert "  - Isian!E3, Tanggal acara: " in keluar
    assert "  - baris 5: sama persis dengan baris 2" in keluar
    assert "tanggal_acara" not in keluar
    assert "isian-periksa.xlsx" in keluar
    (alasan,) = [
        s.value for s in load_workbook(tmp_path / "isian-periksa.xlsx").worksheets[0][5] if s.column == 9
    ]
    assert str(alasan).startswith("sama persis dengan baris 2")


def test_rows_of_a_table_are_found_on_their_sheet(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spt = kantor.katalog.jenis("spt")
    turut = [i for i in spt.isian if i.wajib and i.jenis != "daftar"]
    pegawai = next(i for i in spt.isian if i.nama == "pegawai")
    satu = [contoh("spt").get(i.nama, i.contoh) for i in turut]
    data = tulis(
        tmp_path / "spt.xlsx",
        {
            "Isian": [["No", *(i.label for i in turut)], [1, *satu]],
            str(pegawai.label): [["No", "Pegawai"], [1, "Nama Yang Tidak Ada"]],
        },
    )
    keluar = jalankan_massal(kantor, capsys, "spt", data, kode=3)
    assert f"  - {pegawai.label}!B2, Pegawai: " in keluar
    assert "pegawai[1]" not in keluar


def test_a_dry_run_tells_the_first_findings_the_rows_and_the_numbers(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baris = undangan(20)
    for satu in baris[3:17]:
        satu["tanggal_acara"] = "kemarin"
    data, sebelum = lembar(kantor, tmp_path / "isian.xlsx", baris), jejak(kantor)
    keluar = jalankan_massal(kantor, capsys, JENIS, data, "--coba", kode=3)
    assert keluar.count("Tanggal acara: ") == 10
    assert f"dan 4 lagi di {tmp_path / 'isian-periksa.xlsx'}" in keluar
    assert (
        "6 naskah: baris 2 (Ketua Koperasi Contoh 1) sampai baris 21 (Ketua Koperasi Contoh 20)\n" in keluar
    )
    assert "Nomornya kini: 000.1.5/1/DKUKM sampai 000.1.5/6/DKUKM" in keluar
    assert jejak(kantor) == sebelum


def test_the_chosen_rows_are_named_before_they_are_issued(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = lembar(kantor, tmp_path / "isian.xlsx", undangan(6))
    keluar = jalankan_massal(kantor, capsys, JENIS, data, "--baris", "4-5")
    naskah = "2 naskah: baris 4 (Ketua Koperasi Contoh 3) sampai baris 5 (Ketua Koperasi Contoh 4)"
    assert keluar.index(naskah) < keluar.index("2 selesai")
    assert jalankan(["massal", "jalan", "--help"]) == 0
    assert "bukan kolom No" in " ".join(capsys.readouterr().out.replace("│", " ").split())


def test_the_report_on_master_data_lies_with_the_merges(
    kantor: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(kantor.folder)
    data = kantor.folder / "data" / "koperasi.xlsx"
    buku = load_workbook(data)
    buku.worksheets[0]["B2"] = None  # its NIK, without which there is no certificate
    buku.save(data)
    keluar = jalankan_massal(kantor, capsys, "sertifikat-nik", "--sumber", "koperasi", kode=3)
    laporan = kantor.folder / "massal" / "koperasi-periksa.xlsx"
    assert laporan.is_file()
    assert str(laporan) in keluar
    assert not list(kantor.folder.glob("*.xlsx"))


def test_common_values_are_named_by_heading_or_key_and_a_mistyped_one_is_said_once(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baris = [{k: v for k, v in b.items() if k != "tempat_acara"} for b in undangan(3)]
    data = berkas(tmp_path, baris)
    for kunci in ("tempat_acara", "Tempat acara", "TEMPAT  ACARA", "Tempat acara*"):
        keluar = jalankan_massal(kantor, capsys, JENIS, data, "--coba", "--set", f"{kunci}=Aula Contoh")
        assert "3 baris dapat diterbitkan" in keluar
    keluar = jalankan_massal(
        kantor, capsys, JENIS, data, "--set", "Tempat acra=Aula", "--set", "tanggal_acara=kemarin", kode=3
    )
    assert keluar.count("isian tidak dikenal") == 1
    assert "--set Tempat acra: isian tidak dikenal → maksudnya Tempat acara?" in keluar
    assert keluar.count("--set tanggal_acara: ") == 1


def test_a_file_that_was_done_before_is_asked_about(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = berkas(tmp_path, undangan(4))
    id_ = lanjut(kantor, mulai(kantor, data)).pekerjaan.id
    sudah = f"Berkas ini sudah dikerjakan pada 23 November 2026: pekerjaan {id_}, 4 surat."
    assert sudah in jalankan_massal(kantor, capsys, JENIS, data, "--coba")
    keluar = jalankan_massal(kantor, capsys, JENIS, data, kode=13)
    assert sudah in keluar
    assert "--ya" in keluar
    assert "4 selesai" in jalankan_massal(kantor, capsys, JENIS, data, "--ya")


@pytest.mark.parametrize(("jawab", "kode"), [("t", 13), ("y", 0)])
def test_whoever_sits_there_is_asked(
    kantor: Kantor,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    jawab: str,
    kode: int,
) -> None:
    data = berkas(tmp_path, undangan(2))
    lanjut(kantor, mulai(kantor, data))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: jawab)  # type: ignore[misc]
    jalankan_massal(kantor, capsys, JENIS, data, kode=kode)
    with kantor.ledger.baca() as tampak:
        assert len(tampak.semua_pekerjaan()) == (2 if jawab == "y" else 1)


def telaah(kantor: Kantor, path: Path, jenis: str = JENIS, baris: tuple[int, int] | None = None) -> Any:
    masukan = baca(path, kantor.katalog.jenis(jenis), baris=baris)
    with kelompok(kantor, 1) as pekerja:
        return jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())


def test_other_rows_of_the_same_file_and_void_letters_are_no_second_time(
    kantor: Kantor, tmp_path: Path
) -> None:
    data = berkas(tmp_path, undangan(4))
    masukan = baca(data, kantor.katalog.jenis(JENIS), baris=(1, 2))
    with kelompok(kantor, 1) as pekerja:
        baik = jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())
    id_ = jalan.mulai(kantor, masukan, baik).id
    lanjut(kantor, id_)
    assert telaah(kantor, data, baris=(3, 4)).pernah.berkas == ()
    (sama,) = telaah(kantor, data, baris=(2, 4)).pernah.berkas
    assert sama.endswith(f"pekerjaan {id_}, 1 surat.")
    with kantor.ledger.baca() as tampak:
        surat = [b.naskah_id for b in tampak.alur_pekerjaan(id_)]
    for satu in surat:
        perubahan.batal(kantor, satu, alasan="salah")
    kini = telaah(kantor, data)
    assert (kini.pernah.berkas, kini.pernah.surat, kini.peringatan) == ((), {}, {})


def test_a_row_that_says_what_an_issued_letter_says_names_its_number(kantor: Kantor, tmp_path: Path) -> None:
    isi = undangan(3)
    lanjut(kantor, mulai(kantor, berkas(tmp_path, isi[1:2])))
    kini = telaah(
        kantor, berkas(tmp_path, [isi[0], {**isi[1], "hal": isi[1]["hal"] + " "}, isi[2]], "b.json")
    )
    assert kini.pernah.berkas == ()
    assert kini.pernah.kalimat() == ("1 baris isinya sama persis dengan surat yang sudah terbit.",)
    (satu,) = kini.tentang()
    assert (satu.baris, satu.sebutan) == (2, "Ketua Koperasi Contoh 2")
    assert satu.kata == "isinya sama persis dengan surat nomor 000.1.5/1/DKUKM yang sudah terbit"


def test_a_letter_that_says_the_same_is_issued_again_only_when_somebody_says_so(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    isi = undangan(3)
    lanjut(kantor, mulai(kantor, berkas(tmp_path, isi[1:2])))
    lain = berkas(tmp_path, isi, "lain.json")
    keluar = jalankan_massal(kantor, capsys, JENIS, lain, kode=13)
    assert "1 baris isinya sama persis dengan surat yang sudah terbit." in keluar
    assert "Bila memang harus terbit sekali lagi: --ya" in keluar
    with kantor.ledger.baca() as baca:
        assert len(baca.cari(batas=None)) == 1
    jalankan_massal(kantor, capsys, JENIS, lain, "--ya")


def test_warnings_say_whom_they_are_about(
    kantor: Kantor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lanjut(kantor, mulai(kantor, berkas(tmp_path, undangan(12))))
    keluar = jalankan_massal(kantor, capsys, JENIS, berkas(tmp_path, undangan(13), "lain.json"), "--coba")
    assert "Perhatian (baris 9, Ketua Koperasi Contoh 9): isinya sama persis" in keluar
    assert "Perhatian: dan 2 lagi." in keluar
    assert "Perhatian: 12 baris isinya sama persis dengan surat yang sudah terbit." in keluar
    isi = json.loads(
        jalankan_massal(kantor, capsys, JENIS, tmp_path / "lain.json", "--coba", "--json").strip()
    )
    assert isi["perhatian"] == ["12 baris isinya sama persis dengan surat yang sudah terbit."]
    assert len(isi["nomor"]) == 2


def test_a_bar_tells_wrong_rows_from_a_check_that_failed(capsys: pytest.CaptureFixture[str]) -> None:
    with kemajuan_bertahap(diam=False) as maju:
        maju(Kemajuan("Memeriksa", 8, 20, 12, "belum benar"))
        maju(Kemajuan("Mengantrekan", 19, 20, 1))
    keluar = capsys.readouterr().err
    assert "Memeriksa: 12 baris belum benar" in keluar
    assert "Mengantrekan: 1 baris gagal" in keluar


def test_what_is_wrong_with_the_whole_begins_with_no_colon() -> None:
    assert str(Temuan("", "sama persis dengan baris 2", "hapus salah satunya")) == (
        "sama persis dengan baris 2 → hapus salah satunya"
    )
