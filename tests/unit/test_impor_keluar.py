"""An old agenda of outgoing letters: no number twice, and the series goes on where the book ends."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from naskah import penomoran
from naskah.impor import HasilImpor, Pilihan, impor
from naskah.impor_nomor import letak_urut, melompat
from naskah.kantor import Kantor
from naskah.penomoran import Catatan
from registers.dasar.galat import DataTidakSah
from registers.ledger import Baris, Naskah
from tests.bahan.agenda_lama import KEPALA_KELUAR, keluar
from tests.bahan.lembar import tulis

AGENDA = "agenda-surat-keluar"


def ambil(kantor: Kantor, tmp_path: Path, *isi: list[Any], **pilihan: Any) -> HasilImpor:
    path = tulis(tmp_path / "keluar.xlsx", {"Agenda Keluar": [KEPALA_KELUAR, *isi]})
    return impor(kantor, path, Pilihan(**pilihan))


def surat(kantor: Kantor) -> list[Naskah]:
    with kantor.ledger.baca() as baca:
        return sorted(baca.cari(batas=None), key=lambda n: (n.seri, n.urut, n.sisipan))


def baris(kantor: Kantor, tahun: int = 2026) -> list[Baris]:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(AGENDA, tahun)


def berikut(kantor: Kantor, seri: str = "surat-keluar") -> str:
    return penomoran.catat(kantor, seri, Catatan(hal="Baru", klas="005")).nomor


def test_numbers_that_fit_the_pattern_join_the_series(kantor: Kantor, tmp_path: Path) -> None:
    hasil = ambil(
        kantor,
        tmp_path,
        keluar(1, "2/11/26", "005/1/DKUKM"),
        keluar(2, "2/11/26", "500.3 / 2 / DKUKM", ket="lewat pos"),
    )
    assert hasil.rencana.seri == "surat-keluar"
    assert [(n.urut, n.nomor, n.klas) for n in surat(kantor)] == [
        (1, "005/1/DKUKM", "005"),
        (2, "500.3/2/DKUKM", "500.3"),
    ]
    assert [b.nilai["keterangan"] for b in baris(kantor)] == ["impor", "lewat pos"]
    assert berikut(kantor) == "005/3/DKUKM"
    assert penomoran.celah(kantor) == []


def test_numbers_of_an_older_form_are_kept_as_written_and_counted_on(kantor: Kantor, tmp_path: Path) -> None:
    ambil(
        kantor,
        tmp_path,
        keluar(811, "2/11/26", "005/811/Diskop/2026"),
        keluar(812, "3/11/26", "518/812.a/Diskop/2026"),
        keluar(814, "3/11/26", "518/814/Diskop/2026"),
        seri="surat-keluar",
    )
    assert [(n.urut, n.sisipan, n.nomor) for n in surat(kantor)] == [
        (811, "", "005/811/Diskop/2026"),
        (812, ".a", "518/812.a/Diskop/2026"),
        (814, "", "518/814/Diskop/2026"),
    ]
    assert berikut(kantor) == "005/815/DKUKM"
    sebab = {c.urut: c.sebab for c in penomoran.celah(kantor)}
    assert 811 not in sebab
    assert sebab[813] == "belum tercatat"
    with kantor.ledger.baca() as baca:
        assert baca.periksa_urutan() == []


def test_without_a_number_that_fits_the_series_must_be_named(kantor: Kantor, tmp_path: Path) -> None:
    with pytest.raises(DataTidakSah, match="belum jelas") as galat:
        ambil(kantor, tmp_path, keluar(1, "2/11/26", "005/1/Diskop"))
    assert galat.value.temuan[0].tempat == "--seri"
    with pytest.raises(DataTidakSah, match="tidak dapat dilanjutkan"):
        ambil(kantor, tmp_path, keluar(1, "2/11/26", "005/1/Diskop"), seri="keputusan-gubernur")


def test_a_number_of_another_series_joins_that_one(kantor: Kantor, tmp_path: Path) -> None:
    ambil(
        kantor,
        tmp_path,
        keluar(1, "2/11/26", "005/1/DKUKM"),
        keluar(2, "2/11/26", "005/2/DKUKM"),
        keluar(3, "2/11/26", "7/ND/DKUKM/XI/2026"),
    )
    assert [(n.seri, n.urut) for n in surat(kantor)] == [
        ("nota-dinas", 7), ("surat-keluar", 1), ("surat-keluar", 2),
    ]  # fmt: skip
    assert berikut(kantor, "nota-dinas") == "8/ND/DKUKM/XI/2026"


def test_a_row_with_a_running_number_only_is_numbered_by_it(kantor: Kantor, tmp_path: Path) -> None:
    ambil(kantor, tmp_path, keluar(41, "2/11/26", None), keluar(42, "3/11/26", None), seri="surat-keluar")
    assert [(n.urut, n.nomor) for n in surat(kantor)] == [(41, "41"), (42, "42")]
    assert berikut(kantor) == "005/43/DKUKM"


def test_doubles_disorder_and_slips_of_the_finger(kantor: Kantor, tmp_path: Path) -> None:
    hasil = ambil(
        kantor,
        tmp_path,
        keluar(1, "5/11/26", "005/1/DKUKM"),
        keluar(2, "4/11/26", "005/2/DKUKM"),
        keluar(3, "5/11/26", "518/2/DKUKM"),
        keluar(4, "5/11/26", None, hal="Tanpa nomor sama sekali", kepada="X"),
        keluar(5, "5/11/26", "005/4/DKUKM"),
    )
    assert [(t.tempat.split("!")[1], t.pesan) for t in hasil.rencana.temuan] == [
        ("C4", "nomor 2 sudah ada di sel Agenda Keluar!C3"),
        ("C6", "nomor 4 sudah ada di sel Agenda Keluar!A5"),
    ]
    assert [n.urut for n in surat(kantor)] == [1, 2, 4]


def test_a_number_far_above_the_others_stops_the_import(kantor: Kantor, tmp_path: Path) -> None:
    rusak = [keluar(n, "5/11/26", f"005/{n}/DKUKM") for n in (1, 2, 3)]
    with pytest.raises(DataTidakSah) as galat:
        ambil(kantor, tmp_path, *rusak, keluar(4, "6/11/26", "005/40004/DKUKM"))
    assert "jauh di atas yang lain" in galat.value.temuan[0].pesan
    assert surat(kantor) == []


@pytest.mark.parametrize("tanggal", ["salah", None, "5/11/2062"])
def test_the_last_number_of_the_book_may_not_get_lost_in_a_refused_row(
    kantor: Kantor, tmp_path: Path, tanggal: str | None
) -> None:
    with pytest.raises(DataTidakSah) as galat:
        ambil(kantor, tmp_path, keluar(1, "5/11/26", "005/1/DKUKM"), keluar(2, tanggal, "005/2/DKUKM"))
    assert "nomor tertinggi (2)" in galat.value.temuan[0].pesan
    assert surat(kantor) == []


def test_the_year_in_a_number_is_the_letters_year(kantor: Kantor, tmp_path: Path) -> None:
    hasil = ambil(
        kantor,
        tmp_path,
        keluar(1, "2/1/26", "5/ND/DKUKM/XII/2025"),
        keluar(2, "2/10/26", "6/ND/DKUKM/XI/2026"),
    )
    assert [t.pesan for t in hasil.rencana.temuan] == ["tahun dalam nomornya bukan tahun surat, 2026"]
    assert [t.pesan for p in hasil.rencana.dengan("ambil") for t in p.perhatian] == [
        "bulan dalam nomornya bukan bulan surat"
    ]


def test_a_letter_the_old_book_calls_void_is_void(kantor: Kantor, tmp_path: Path) -> None:
    ambil(
        kantor,
        tmp_path,
        keluar(1, "2/11/26", "005/1/DKUKM", ket="BATAL"),
        keluar(2, "2/11/26", "005/2/DKUKM"),
    )
    assert [n.status for n in surat(kantor)] == ["batal", "terbit"]
    assert [b.nilai["status"] for b in baris(kantor)] == ["batal", "terbit"]
    assert [(c.urut, c.sebab) for c in penomoran.celah(kantor)] == [
        (1, "batal: batal menurut buku agenda lama")
    ]


def test_numbers_without_a_running_number_are_rows_of_the_book(kantor: Kantor, tmp_path: Path) -> None:
    isi = (
        keluar(None, "2/11/26", "005/1/DKUKM"),
        keluar(None, "2/11/26", "istimewa", kepada="Gubernur"),
        keluar(None, "2/11/26", "005/2/DKUKM"),
    )
    hasil = ambil(kantor, tmp_path, *isi)
    assert [(b.urutan, b.kunci[:2], b.nilai["nomor"]) for b in baris(kantor)] == [
        (1, "N-", "005/1/DKUKM"), (2, "B-", "istimewa"), (3, "N-", "005/2/DKUKM"),
    ]  # fmt: skip
    assert "1 nomor berbentuk lama" in hasil.peringatan[1]
    assert [p.nasib for p in ambil(kantor, tmp_path, *isi).rencana.putusan] == ["sudah"] * 3


def test_a_number_the_ledger_has_already_is_refused(kantor: Kantor, tmp_path: Path) -> None:
    penomoran.catat(kantor, "surat-keluar", Catatan(hal="Ada", klas="005"), tanggal=date(2026, 11, 1))
    hasil = ambil(kantor, tmp_path, keluar(1, "2/11/26", "005/1/DKUKM"), keluar(2, "2/11/26", "005/2/DKUKM"))
    assert "sudah tercatat di buku besar (N-" in hasil.rencana.temuan[0].pesan
    assert [n.urut for n in surat(kantor)] == [1, 2]


def test_the_running_number_of_an_unknown_form_is_found() -> None:
    assert letak_urut([("B-235/X/06/2026", 235), ("B-236/X/06/2026", 236)]) == 0
    assert letak_urut([("005/11/X/2026", None), ("518/12/X/2026", None), ("005/15/X/2026", None)]) == 1
    assert letak_urut([("005/X/2026", None)]) is None
    assert melompat([5, 6, 7], [3000]) == set()


def test_letters_of_the_old_book_do_not_wait_to_be_sent(kantor: Kantor, tmp_path: Path) -> None:
    ambil(kantor, tmp_path, keluar(1, "2/11/26", "005/1/DKUKM"))
    berikut(kantor)
    with kantor.ledger.baca() as baca:
        assert baca.jumlah_belum_dikirim(date(2026, 1, 1)) == 1
