"""What commands tell people beside the table: rows and columns by the names they bear in the books."""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import date

import pytest

from naskah import issue, masuk
from naskah.catalog import folder_templat
from naskah.commands import jalankan
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from registers.ledger import Konflik
from tests.bahan.cetak import PENGENDALI, bukukan

SURAT = {"tanggal": "20-11-2026", "nomor": "12/KCM/XI", "dari": "Dinas Contoh", "hal": "Undangan rapat"}


def keluaran(kantor: Kantor, capsys: pytest.CaptureFixture[str], *kata: str) -> tuple[str, str]:
    kode = jalankan([*kata, "--kantor", str(kantor.folder), "--pelaku", "Penguji"])
    hasil = capsys.readouterr()
    assert kode == 0, hasil.err
    return hasil.out, hasil.err


def test_a_conflict_is_shown_by_heading_and_number_and_told_to_programs_by_key(
    kantor: Kantor, capsys: pytest.CaptureFixture[str]
):
    bukukan(kantor, "M-aaa", nomor="12/KCM/XI")
    with kantor.ledger.tulis("Penguji") as tx:
        konflik = Konflik(PENGENDALI, 2026, "M-aaa", "hal", "diketik", "tercatat")
        tx.catat_konflik(konflik, tx.catat("uji", "", {}).urut)
        tx.catat_konflik(Konflik(PENGENDALI, 2026, "M-zzz", "x", "", "y"), tx.catat("uji", "", {}).urut)
    teks, _ = keluaran(kantor, capsys, "buku", "konflik")
    satu, dua = teks.splitlines()[2:4]
    assert "No. 1 (12/KCM/XI)" in satu
    assert "Isi Ringkas" in satu
    assert "M-aaa" not in satu
    assert dua.split()[3:5] == ["M-zzz", "x"]  # a row and a column that are no more
    isi, _ = keluaran(kantor, capsys, "buku", "konflik", "--json")
    assert [(k["kunci"], k["kolom"]) for k in json.loads(isi)["konflik"]] == [
        ("M-aaa", "hal"),
        ("M-zzz", "x"),
    ]


@pytest.mark.parametrize("layar", [True, False])
def test_progress_is_only_told_to_a_screen(
    kantor: Kantor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, layar: bool
):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: layar)
    _, galat = keluaran(kantor, capsys, "buku", "sinkron", "ekspedisi", "--coba")
    assert galat == ("… Buku Ekspedisi\n" if layar else "")


@pytest.mark.parametrize(
    ("kode", "hasil"),
    [
        ("P", "Pengendali Masuk No. 1. Cetak kartunya: naskah cetak kartu-kendali-masuk {}"),
        ("b", "Pengantar Biasa No. 1. Cetak lembar pengantarnya: naskah cetak lembar-pengantar {}"),
    ],
)
def test_directing_a_letter_tells_its_row_and_how_to_print_it(
    kantor: Kantor, capsys: pytest.CaptureFixture[str], kode: str, hasil: str
):
    id_ = masuk.catat(kantor, SURAT).id
    arahkan = ("masuk", "arahkan", id_, "--kode", kode, "--unit", "Bidang Contoh")
    teks, _ = keluaran(kantor, capsys, *arahkan)
    assert teks.splitlines()[-1] == hasil.format(id_)
    isi, _ = keluaran(kantor, capsys, *arahkan, "--json")
    assert [n["id"] for n in json.loads(isi)["naskah"]] == [id_]


def test_directing_anew_tells_the_row_it_has_now(kantor: Kantor, capsys: pytest.CaptureFixture[str]):
    id_ = masuk.catat(kantor, {**SURAT, "kode": "P", "pengolah": "Bidang Contoh"}).id
    teks, _ = keluaran(kantor, capsys, "masuk", "arahkan", id_, "--kode", "B", "--unit", "Bidang Contoh")
    assert "Pengantar Biasa No. 1." in teks
    assert "Pengendali Masuk" not in teks


def test_sending_tells_the_row_of_the_ekspedisi_book(kantor: Kantor, capsys: pytest.CaptureFixture[str]):
    data = tomllib.loads((folder_templat() / "surat-dinas" / "contoh.toml").read_text("utf-8"))
    id_ = issue.buat(kantor, Permintaan("surat-dinas", data, date(2026, 11, 23)))[0].id
    teks, _ = keluaran(kantor, capsys, "kirim", id_, "--kepada", "Biro  Umum", "--id-permintaan", "satu")
    assert (
        teks.splitlines()[-1]
        == f"Ekspedisi No. 1, kepada Biro Umum. Cetak tanda terimanya: naskah cetak tanda-terima {id_}#1"
    )
    teks, _ = keluaran(kantor, capsys, "kirim", id_, "--kepada", "Inspektorat")
    assert "Ekspedisi No. 2, kepada Inspektorat." in teks
    teks, _ = keluaran(kantor, capsys, "kirim", id_, "--kepada", "Biro Umum", "--id-permintaan", "satu")
    assert "Ekspedisi No. 1, kepada Biro Umum." in teks
    isi, _ = keluaran(kantor, capsys, "kirim", id_, "--kepada", "Arsip", "--json")
    assert [n["id"] for n in json.loads(isi)["naskah"]] == [id_]
