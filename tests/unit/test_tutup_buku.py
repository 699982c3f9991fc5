"""A month of a cash book is closed from its rows; one that is not sure of its figures is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from naskah import buku, issue, pencarian, perubahan, tutup_buku
from naskah.checks import periksa
from naskah.commands import jalankan
from naskah.draf import Permintaan, susun
from naskah.kantor import Kantor
from naskah.kas_buku import JENIS, Kas
from registers.dasar.galat import DataTidakSah, KeadaanDitolak
from tests.bahan.kantor import contoh, isi_folder, jejak, nota

BKU, OKTOBER = "bku-pengeluaran", (2026, 10)
BARIS = (
    {"tanggal": "1-9-2026", "uraian": "Saldo awal", "penerimaan": "12.500.000"},
    {"tanggal": "5-10-2026", "uraian": "Ganti uang", "penerimaan": "32.750.000"},
    {"tanggal": "20-10-2026", "uraian": "Belanja", "pengeluaran": "28.000.000"},
    {"tanggal": "2-11-2026", "uraian": "Sesudahnya", "pengeluaran": "1.000"},
)
COCOK = ("--kas-tunai", "2.250.000", "--bank", "Rp15.000.000,00", "--tanggal", "2026-11-23")


@pytest.fixture
def terisi(kantor: Kantor) -> Kantor:
    """The office with a BKU pengeluaran."""
    for satu in BARIS:
        buku.tambah(kantor, BKU, satu)
    return kantor


@pytest.fixture
def cli(terisi: Kantor, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """`naskah buku tutup` for October; gives exit code, output, errors."""

    def jalan(*kata: str, nama: str = BKU, bulan: str = "2026-10") -> tuple[int, str, str]:
        capsys.readouterr()
        kode = jalankan(["buku", "tutup", nama, "--bulan", bulan, "--kantor", str(terisi.folder), *kata])
        return kode, *capsys.readouterr()

    return jalan


def ketik(kantor: Kantor, **isi: object) -> None:
    """A row typed below the last one, or with `_baris` into a row of the sheet; nothing is synced."""
    path = kantor.folder / "buku" / f"{BKU}-2026.xlsx"
    berkas = openpyxl.load_workbook(path)
    lembar = berkas.worksheets[0]
    kolom = {str(sel.value): sel.column or 0 for sel in lembar[1] if sel.value}
    nomor = isi.pop("_baris", lembar.max_row + 1)
    for kunci, nilai in isi.items():
        lembar.cell(int(str(nomor)), kolom[kunci]).value = nilai  # type: ignore[assignment]
    berkas.save(path)


def test_a_month_is_closed_from_the_command_line(
    cli: Callable[..., tuple[int, str, str]], terisi: Kantor
) -> None:
    kode, keluar, galat = cli(*COCOK, "--json")
    assert kode == 0, galat
    hasil = json.loads(keluar)
    assert hasil["penutupan"]["saldo"] == hasil["penutupan"]["dihitung"] == "17250000.00"
    (surat,) = hasil["naskah"]
    assert (surat["status"], surat["peringatan"]) == ("terbit", [])
    isi = pencarian.naskah_satu(terisi, surat["id"]).isi
    assert (isi["saldo_awal"], isi["penerimaan"], isi["pengeluaran"]) == (
        "12500000.00",
        "32750000.00",
        "28000000.00",
    )
    assert (isi["periode"], isi["tanggal_penutupan"]) == ("1 sampai dengan 31 Oktober 2026", "2026-10-31")

    kode, keluar, galat = cli(*COCOK)
    assert kode == KeadaanDitolak.exit_code
    assert f"sudah ditutup dengan berita acara nomor {surat['nomor']}" in galat
    assert surat["nomor"] in cli()[1]
    perubahan.batal(terisi, surat["id"], alasan="keliru")
    assert cli(*COCOK)[0] == 0


def test_without_a_count_only_the_balance_is_shown(
    cli: Callable[..., tuple[int, str, str]], terisi: Kantor
) -> None:
    sebelum = jejak(terisi)
    kode, keluar, _ = cli()
    assert (kode, "Rp17.250.000,00" in keluar, "Selisih" in keluar) == (0, True, False)
    assert jejak(terisi) == sebelum


def test_a_difference_is_shown_and_takes_no_number(
    cli: Callable[..., tuple[int, str, str]], terisi: Kantor
) -> None:
    sebelum = jejak(terisi)
    kode, keluar, galat = cli("--kas-tunai", "2.000.000", "--bank", "15.000.000")
    assert (kode, "-Rp250.000,00" in keluar) == (DataTidakSah.exit_code, True)
    assert "kurang Rp250.000,00 daripada saldo buku" in galat
    assert jejak(terisi) == sebelum


def test_what_is_no_month_and_no_amount_is_said_before_anything_is_done(
    cli: Callable[..., tuple[int, str, str]],
) -> None:
    kode, _, galat = cli("--kas-tunai", "x", "--bank", "y")
    assert (kode, "--kas-tunai" in galat, "--bank" in galat) == (DataTidakSah.exit_code, True, True)
    for bulan in ("2026-13", "Oktobre", "10", "0-2026", "10-26"):
        kode, _, galat = cli(bulan=bulan)
        assert (kode, "--bulan: bukan bulan" in galat) == (DataTidakSah.exit_code, True)


@pytest.mark.parametrize("bulan", ["2026-10", "10-2026", "10/2026", "Oktober", "oktober 2026"])
def test_a_month_is_written_as_people_write_it(cli: Callable[..., tuple[int, str, str]], bulan: str) -> None:
    kode, keluar, _ = cli(bulan=bulan)
    assert (kode, "Rp17.250.000,00" in keluar) == (0, True)


def test_a_typed_row_that_was_refused_keeps_the_month_open_every_time(terisi: Kantor) -> None:
    ketik(terisi, tanggal="6-10-2026", uraian="Belanja", pengeluaran="satu juta")
    kas = Kas(bank=tutup_buku.hitung(terisi, BKU, OKTOBER).tutup.penutupan.saldo)
    for _ in range(2):  # a sync says it only the first time
        satu = tutup_buku.hitung(terisi, BKU, OKTOBER, kas)
        (temuan,) = satu.halangan
        assert "bukan angka" in temuan.pesan
        with pytest.raises(DataTidakSah):
            tutup_buku.terbitkan(terisi, satu)


def test_a_row_typed_in_excel_counts_and_a_dry_run_takes_nothing_in(
    cli: Callable[..., tuple[int, str, str]], terisi: Kantor
) -> None:
    ketik(terisi, tanggal="6-10-2026", uraian="Belanja", pengeluaran=250000)
    ketik(terisi, _baris=10, penerimaan=32760000)
    sebelum = isi_folder(terisi.folder)
    kode, _, galat = cli(*COCOK, "--coba")
    assert kode == DataTidakSah.exit_code
    assert "1 sel belum diambil" in galat
    assert "baris 13: belum dicatat" in galat
    assert isi_folder(terisi.folder) == sebelum
    assert cli("--bank", "17.010.000", "--tanggal", "2026-11-23")[0] == 0


def test_a_dry_run_takes_no_number(cli: Callable[..., tuple[int, str, str]], terisi: Kantor) -> None:
    sebelum = jejak(terisi)
    kode, keluar, _ = cli(*COCOK, "--coba")
    assert (kode, "(percobaan)" in keluar) == (0, True)
    assert jejak(terisi) == sebelum


def test_a_book_that_is_open_elsewhere_is_not_closed(terisi: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    ketik(terisi, _baris=10, catatan="diketik")
    monkeypatch.setattr("registers.workbook.pembuka", lambda *_: "PC Contoh")
    satu = tutup_buku.hitung(terisi, BKU, OKTOBER, Kas())
    assert any("sedang dibuka di PC Contoh" in t.pesan for t in satu.halangan)


def test_what_a_sync_took_in_is_told_as_people_write_it(
    terisi: Kantor, capsys: pytest.CaptureFixture[str]
) -> None:
    ketik(terisi, _baris=10, penerimaan=32760000, tanggal=date(2026, 10, 6))
    assert jalankan(["buku", "sinkron", "--kantor", str(terisi.folder)]) == 0
    keluaran = capsys.readouterr().out
    assert "Tanggal: 05-10-2026 → 06-10-2026" in keluaran
    assert "Penerimaan (Rp): 32.750.000,00 → 32.760.000,00" in keluaran


def test_another_book_that_waits_keeps_no_month_open(terisi: Kantor, monkeypatch: pytest.MonkeyPatch) -> None:
    def pembuka(path: Path, _: object) -> str:
        return "" if path.name.startswith(BKU) else "PC Contoh"

    issue.buat(terisi, nota())  # makes the files of its books
    monkeypatch.setattr("registers.workbook.pembuka", pembuka)
    assert issue.buat(terisi, nota())[0].peringatan
    ketik(terisi, tanggal="6-10-2026", uraian="Belanja", pengeluaran=250000)
    satu = tutup_buku.hitung(terisi, BKU, OKTOBER)
    assert (satu.tutup.penutupan.saldo, satu.halangan) == (17000000, ())


def test_the_book_of_receipts_is_signed_by_its_own_treasurer(kantor: Kantor) -> None:
    buku.tambah(kantor, "bku-penerimaan", {"tanggal": "30-10-2026", "uraian": "Sewa", "jumlah": "500.000"})
    satu = tutup_buku.hitung(kantor, "bku-penerimaan", OKTOBER, Kas())
    assert [t.tempat for t in satu.halangan] == ["kas_tunai"]
    isi = tutup_buku.isi_surat(tutup_buku.hitung(kantor, "bku-penerimaan", OKTOBER))
    assert (isi["penandatangan"], isi["penerimaan"]) == ("bendahara-penerimaan", "500000.00")
    assert "kas_tunai" not in isi


@pytest.mark.parametrize(
    ("nama", "kata"), [("register-rat", "tidak bersaldo"), ("buku-pembantu-pajak", "berita acara")]
)
def test_a_book_without_a_closing_is_named(
    cli: Callable[..., tuple[int, str, str]], nama: str, kata: str
) -> None:
    kode, _, galat = cli(*COCOK, nama=nama)
    assert (kode, kata in galat) == (KeadaanDitolak.exit_code, True)


def test_a_berita_acara_made_by_hand_is_warned_of_where_it_differs_from_the_book(terisi: Kantor) -> None:
    hari = terisi.hari_ini()
    assert susun(terisi, JENIS, contoh(JENIS), hari).peringatan == ()
    lain = contoh(JENIS, saldo_awal=12000000, pengeluaran=27500000)
    surat = issue.buat(terisi, Permintaan(JENIS, lain))[0]
    assert surat.peringatan == (
        "Saldo awal di berita acara Rp12.000.000,00, di Buku Kas Umum Bendahara Pengeluaran Oktober 2026 "
        "Rp12.500.000,00.",
        "Pengeluaran di berita acara Rp27.500.000,00, di Buku Kas Umum Bendahara Pengeluaran Oktober 2026 "
        "Rp28.000.000,00.",
    )


def test_a_book_kept_on_paper_is_not_compared(kantor: Kantor) -> None:
    assert susun(kantor, JENIS, contoh(JENIS), kantor.hari_ini()).peringatan == ()


def test_a_draft_closes_the_month_too(terisi: Kantor) -> None:
    surat = issue.buat(terisi, Permintaan(JENIS, contoh(JENIS), konsep=True))[0]
    assert surat.id in tutup_buku.hitung(terisi, BKU, OKTOBER).pesan_sudah
    assert tutup_buku.hitung(terisi, BKU, (2026, 11)).pesan_sudah == ""
    assert (Path(terisi.folder) / "buku" / f"{BKU}-2026.xlsx").exists()


def test_a_month_closed_twice_at_the_same_moment_takes_one_number(terisi: Kantor) -> None:
    kas = Kas(tunai=Decimal(2250000), bank=Decimal(15000000))
    dua = [tutup_buku.hitung(terisi, BKU, OKTOBER, kas) for _ in range(2)]  # both see it open
    satu, lagi = (tutup_buku.terbitkan(terisi, b)[0] for b in dua)
    assert satu.nomor == lagi.nomor
    perubahan.batal(terisi, satu.id, alasan="salah hitung")
    baru = tutup_buku.terbitkan(terisi, tutup_buku.hitung(terisi, BKU, OKTOBER, kas))[0]
    assert baru.nomor != satu.nomor


def test_what_is_booked_into_a_closed_month_is_told(
    cli: Callable[..., tuple[int, str, str]], terisi: Kantor, capsys: pytest.CaptureFixture[str]
) -> None:
    bulan = tutup_buku.hitung(terisi, BKU, OKTOBER, Kas(bank=Decimal(17250000)))
    surat = tutup_buku.terbitkan(terisi, bulan)[0]
    assert dict(periksa(terisi).temuan)["Penutupan kas"] == ()
    ketik(terisi, tanggal="7-10-2026", uraian="Selundup", pengeluaran=50_000)
    kata = (
        "Pengeluaran di berita acara Rp28.000.000,00, di Buku Kas Umum Bendahara Pengeluaran Oktober 2026 "
        "Rp28.050.000,00."
    )
    for _ in range(2):  # at every sync, not only at the one that took it in
        assert jalankan(["buku", "sinkron", "--kantor", str(terisi.folder)]) == 0
        keluaran = " ".join(capsys.readouterr().out.split())
        assert f"Perhatian: Berita acara {surat.nomor}: bulan itu sudah ditutup, padahal {kata}" in keluaran
    assert kata in " ".join(cli()[1].split())
    (temuan,) = dict(periksa(terisi).temuan)["Penutupan kas"]
    assert (surat.nomor in temuan.tempat, kata in temuan.pesan) == (True, True)
    perubahan.batal(terisi, surat.id, alasan="ada belanja susulan")
    assert dict(periksa(terisi).temuan)["Penutupan kas"] == ()


def test_a_month_with_two_berita_acara_is_reported(terisi: Kantor) -> None:
    for _ in range(2):
        issue.buat(terisi, Permintaan(JENIS, contoh(JENIS)))
    (temuan,) = dict(periksa(terisi).temuan)["Penutupan kas"]
    assert "bulan itu sudah ditutup dengan" in temuan.pesan


def test_a_receipt_of_a_closed_month_is_warned_of_before_it_takes_a_number(kantor: Kantor) -> None:
    akhir = date(2026, 11, 30)
    kuitansi = Permintaan("kuitansi-sewa", contoh("kuitansi-sewa"), akhir)
    (belum,) = issue.buat(kantor, kuitansi)[0].peringatan
    assert "belum tiba" in belum
    kas = Kas(tunai=Decimal(1500000))
    november = tutup_buku.hitung(kantor, "bku-penerimaan", (2026, 11), kas)
    surat = tutup_buku.terbitkan(kantor, november, tanggal=akhir)[0]
    (kata,) = (k for k in issue.coba(kantor, kuitansi)[0].peringatan if "belum tiba" not in k)
    assert f"November 2026 sudah ditutup dengan berita acara nomor {surat.nomor}" in kata
