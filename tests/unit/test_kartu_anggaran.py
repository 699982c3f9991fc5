"""DPA and SPD of the kartu kendali come from data/anggaran.xlsx, unless somebody typed them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from naskah import anggaran, buku, isi_kartu, sel_buku
from naskah.checks import periksa
from naskah.commands import jalankan
from naskah.kantor import Kantor
from registers.dasar.galat import BerkasGagal, DataTidakSah, KeadaanDitolak, KerusakanDitemukan
from registers.penggabungan import tampilan
from tests.bahan.kantor import isi_folder

KARTU, ATK, CETAK = isi_kartu.KARTU, "5.1.02.01.01.0024", "5.1.02.01.01.0026"
SUB = "2.17.03.1.01.0001 Fasilitasi Contoh"
BARIS = {"kegiatan": "2.17.03.1.01.0001", "kode_rekening": ATK, "uraian": "ATK"}


def tulis(kantor: Kantor, *baris: list[object]) -> None:
    """data/anggaran.xlsx with these rows: sub kegiatan, kode, uraian, DPA, SPD, realisasi."""
    berkas = openpyxl.Workbook()
    lembar = berkas.worksheets[0]
    lembar.title = "Anggaran"
    for satu in (["Sub Kegiatan", "Kode Rekening", "Uraian", "DPA", "SPD", "Realisasi"], *baris):
        lembar.append(satu)
    berkas.save(kantor.folder / "data" / anggaran.NAMA_BERKAS)
    berkas.close()


def kartu(kantor: Kantor) -> list[Mapping[str, str]]:
    """The rows as the book shows them."""
    with kantor.ledger.baca() as baca:
        return [tampilan(kantor.buku[KARTU], b.nilai, b.orang) for b in baca.semua_baris(KARTU, 2026)]


def angka(kantor: Kantor) -> tuple[str, str, str, str]:
    """DPA, SPD, what is left of the DPA, and what to look at, of the first row."""
    (satu, *_) = kartu(kantor)
    return tuple(satu.get(k, "") for k in ("dpa", "spd", "sisa_dpa", "periksa"))  # type: ignore[return-value]


def ubah(kantor: Kantor, kolom: str, baru: str) -> None:
    """Type into a cell of the first row."""
    satu, kunci = kartu(kantor)[0], ""
    with kantor.ledger.baca() as baca:
        kunci = baca.semua_baris(KARTU, 2026)[0].kunci
    sel_buku.ubah_sel(kantor, KARTU, 2026, kunci, kolom, baru=baru, dilihat=satu.get(kolom, ""))


def test_blank_figures_are_filled_from_the_list_and_follow_it(kantor: Kantor) -> None:
    tulis(kantor, [SUB, ATK, "ATK", 1000000, 750000])
    buku.tambah(kantor, KARTU, {**BARIS, "realisasi_ls": "250.000"})
    assert angka(kantor) == ("1000000", "750000", "750000", "")
    tulis(kantor, [SUB, ATK, "ATK", 1200000, None])
    buku.sinkron(kantor, [KARTU])
    assert angka(kantor) == ("1200000", "", "950000", "")


def test_a_row_typed_in_excel_is_filled_on_the_sheet(kantor: Kantor) -> None:
    tulis(kantor, [SUB, ATK, "ATK", 1000000, 750000])
    buku.sinkron(kantor, [KARTU])
    path = kantor.folder / "buku" / f"{KARTU}-2026.xlsx"
    berkas = openpyxl.load_workbook(path)
    lembar = berkas.worksheets[0]
    kolom = {str(sel.value): sel.column or 0 for sel in lembar[1] if sel.value}
    nomor = lembar.max_row + 1
    for kunci, nilai in BARIS.items():
        lembar.cell(nomor, kolom[kunci]).value = nilai  # type: ignore[assignment]
    berkas.save(path)
    buku.sinkron(kantor, [KARTU])
    lembar = openpyxl.load_workbook(path).worksheets[0]
    assert [lembar.cell(nomor, kolom[k]).value for k in ("dpa", "spd")] == [1000000, 750000]
    assert buku.sinkron(kantor, [KARTU])[0].ditulis == 0


def test_what_people_typed_stays_and_the_difference_is_said(kantor: Kantor) -> None:
    tulis(kantor, [SUB, ATK, "ATK", 1000000, 750000])
    buku.tambah(kantor, KARTU, {**BARIS, "dpa": "900.000"})
    assert angka(kantor) == ("900000", "750000", "900000", "DPA di daftar anggaran Rp1.000.000,00")
    ubah(kantor, "spd", "500000")
    assert angka(kantor)[3].endswith("; SPD di daftar anggaran Rp750.000,00")
    ubah(kantor, "dpa", "1000000")
    ubah(kantor, "spd", "")  # emptied: the list fills it again
    assert angka(kantor)[1::2] == ("750000", "")


def test_an_account_the_list_does_not_have_is_said(kantor: Kantor) -> None:
    buku.tambah(kantor, KARTU, BARIS)
    assert angka(kantor)[::3] == ("", "DPA kosong")
    tulis(kantor, [SUB, CETAK, "Cetak", 1])
    buku.sinkron(kantor, [KARTU])
    assert angka(kantor)[::3] == ("", "tidak ada di daftar anggaran")
    (kantor.folder / "data" / anggaran.NAMA_BERKAS).write_bytes(b"bukan xlsx")
    buku.sinkron(kantor, [KARTU])
    assert angka(kantor)[::3] == ("", "daftar anggaran tidak terbaca")


def test_a_typed_figure_that_is_no_amount_is_refused_at_its_cell(kantor: Kantor) -> None:
    with pytest.raises(DataTidakSah) as galat:
        buku.tambah(kantor, KARTU, {**BARIS, "dpa": "banyak"})
    assert [t.tempat for t in galat.value.temuan] == ["DPA (Rp)"]


def test_a_list_that_cannot_be_opened_empties_no_cell_and_stops_no_other_book(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    tulis(kantor, [SUB, ATK, "ATK", 1000000, 750000])
    buku.tambah(kantor, KARTU, BARIS)

    def gagal(_: Path) -> None:
        raise BerkasGagal("anggaran.xlsx tidak dapat dibaca.")

    monkeypatch.setattr(anggaran, "baca", gagal)
    hasil = {h.buku: h.menunggu for h in buku.sinkron(kantor)}
    assert {id_ for id_, sebab in hasil.items() if sebab} == {KARTU}
    assert "anggaran.xlsx" in hasil[KARTU]
    assert angka(kantor)[0] == "1000000"
    (temuan,) = dict(periksa(kantor).temuan)["Anggaran (data/anggaran.xlsx)"]
    assert temuan.tempat == "data/anggaran.xlsx"


# --- naskah buku isi-kartu ------------------------------------------------------------------------------


def test_the_book_is_begun_with_the_accounts_it_lacks(
    kantor: Kantor, capsys: pytest.CaptureFixture[str]
) -> None:
    tulis(kantor, [SUB, ATK, "ATK", 1000000, 750000], [None, CETAK, "Cetak", 500000])
    buku.tambah(kantor, KARTU, BARIS)
    sebelum = isi_folder(kantor.folder)
    assert [p.kode_rekening for p in isi_kartu.isi(kantor, coba=True).baris] == [CETAK]
    assert isi_folder(kantor.folder) == sebelum
    assert [p.kode_rekening for p in isi_kartu.isi(kantor).baris] == [CETAK]
    assert [(b["kode_rekening"], b["dpa"]) for b in kartu(kantor)] == [(ATK, "1000000"), (CETAK, "500000")]
    assert isi_kartu.isi(kantor).baris == ()
    capsys.readouterr()
    assert jalankan(["buku", "isi-kartu", "--coba", "--json", "--kantor", str(kantor.folder)]) == 0
    assert "baris" in json.loads(capsys.readouterr().out)


def test_a_list_with_a_damaged_cell_begins_nothing(kantor: Kantor) -> None:
    with pytest.raises(KeadaanDitolak):
        isi_kartu.isi(kantor)
    tulis(kantor, [SUB, ATK, "ATK", "banyak"], [None, CETAK, "", 5])
    with pytest.raises(DataTidakSah) as galat:
        isi_kartu.isi(kantor)
    assert [t.tempat for t in galat.value.temuan] == ["Anggaran!D2", "Anggaran!B3"]
    assert kartu(kantor) == []


# --- naskah periksa -------------------------------------------------------------------------------------


def test_periksa_names_the_cells_of_the_list(kantor: Kantor, capsys: pytest.CaptureFixture[str]) -> None:
    assert dict(periksa(kantor).temuan)["Anggaran (data/anggaran.xlsx)"] == ()
    tulis(kantor, [SUB, ATK, "ATK", 100, 150, 200], [None, CETAK, "Cetak", "banyak"], [SUB, "5.1.02", "", 9])
    capsys.readouterr()
    assert jalankan(["periksa", "--kantor", str(kantor.folder)]) == KerusakanDitemukan.exit_code
    keluar = capsys.readouterr().out
    for kata in (
        "Anggaran!D3: bukan angka",
        f"Anggaran!B2: realisasi Rp200,00 kode rekening {ATK} melebihi DPA Rp100,00",
        f"Anggaran!B2: realisasi Rp200,00 kode rekening {ATK} melebihi SPD Rp150,00",
        f"Anggaran!B2: SPD Rp150,00 kode rekening {ATK} melebihi DPA Rp100,00",
    ):
        assert kata in keluar
