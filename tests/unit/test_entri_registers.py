"""Typed rows: told apart, validated, entered one by one, once each. On both engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from registers.dasar.galat import DataTidakSah, NomorDitolak
from registers.dasar.isian import Nilai
from registers.definisi import Buku
from registers.entri import AWALAN, Ketikan, kunci_baru, masukkan, masukkan_satu, pilah
from registers.ledger import Ledger, Naskah, Tx
from registers.workbook import BarisIsi
from tests.bahan.sinkron import MINI, definisi

SURAT = replace(definisi("surat", "Buku Surat", entri="surat"), peristiwa=("surat",))
TUJUAN = replace(definisi("tujuan", "Buku Tujuan", entri=""), peristiwa=("surat",))
YATIM = replace(definisi("yatim", "Buku Yatim", entri=""), peristiwa=("lain",))
SEMUA = {b.id: b for b in (MINI, SURAT, TUJUAN, YATIM)}


def pilah_satu(buku: Buku, **isi: object) -> Ketikan:
    (hasil,) = pilah(buku, [BarisIsi("", 9, isi)], SEMUA)  # type: ignore[arg-type]
    return hasil


def test_a_valid_row_has_canonical_values() -> None:
    hasil = pilah_satu(
        MINI, hal=" Undangan  rapat ", tanggal="5 Nov 2026", jumlah=3.0, janji=date(2026, 12, 1)
    )
    assert hasil.sebab == ""
    assert hasil.isi == {
        "hal": "Undangan rapat",
        "tanggal": "2026-11-05",
        "jumlah": 3,
        "janji": "2026-12-01",
    }


def test_every_fault_of_a_row_is_named_by_its_heading() -> None:
    hasil = pilah_satu(MINI, tanggal="kemarin", jumlah="tujuh")
    assert hasil.isi == {}
    assert hasil.sebab.startswith("Belum dicatat: ")
    assert all(judul in hasil.sebab for judul in ("Isi Ringkas", "Tanggal", "Banyaknya"))


def test_what_people_type_into_their_own_columns_is_theirs_valid_or_not() -> None:
    hasil = pilah_satu(MINI, hal="Rapat", catatan="baris satu\nbaris  dua ", janji="lusa", biaya="gratis")
    assert hasil.sebab == ""
    assert hasil.isi["catatan"] == "baris satu\nbaris  dua "
    assert (hasil.isi["janji"], hasil.isi["biaya"]) == ("lusa", "gratis")


def test_computed_columns_are_never_typed() -> None:
    assert "ukuran" not in pilah_satu(MINI, hal="Rapat", ukuran="besar").isi


def test_a_row_in_a_book_without_entri_names_the_right_book() -> None:
    assert "Ketik di Buku Surat." in pilah_satu(TUJUAN, hal="Rapat").sebab
    assert "datang dari buku besar" in pilah_satu(YATIM, hal="Rapat").sebab


def test_a_row_of_which_only_our_message_is_left_says_nothing() -> None:
    hasil = pilah_satu(MINI, _pesan="Belum dicatat: ...")
    assert (hasil.isi, hasil.sebab, hasil.pesan) == ({}, "", "Belum dicatat: ...")


def test_keys_are_ours_and_differ() -> None:
    kunci = {kunci_baru() for _ in range(200)}
    assert len(kunci) == 200
    assert all(satu.startswith(AWALAN) for satu in kunci)


def terima(tx: Tx, buku: Buku, tahun: int, isi: Mapping[str, Nilai], id_permintaan: str) -> str:
    """A letter for every row; some are refused half-way."""
    naskah = Naskah(tx.id_baru(), "surat", "Surat", "diterima", arah="masuk", id_permintaan=id_permintaan)
    tx.simpan_naskah(naskah)
    peristiwa = tx.catat("surat", naskah.id, {})
    if isi["hal"] == "tahun lain":
        tahun += 1
    tx.bukukan(buku.id, tahun, naskah.id, {"hal": isi["hal"]}, peristiwa.urut)
    if isi["hal"] == "ditolak":
        raise NomorDitolak("Nomor 7 sudah dipakai.", "Periksa ketikannya.")
    return naskah.id


def ketikan(nomor: int, hal: str, **lain: str) -> Ketikan:
    return Ketikan(nomor, f"B-{nomor}", {"hal": hal, **lain}, "", "")


def test_a_refused_row_leaves_nothing_and_the_others_alone(ledger: Ledger) -> None:
    with ledger.tulis("penguji") as tx:
        semua = [ketikan(9, "satu"), ketikan(10, "ditolak"), ketikan(11, "tahun lain"), ketikan(12, "dua")]
        masuk, ditolak = masukkan(tx, SURAT, 2026, semua, {"surat": terima})
    assert [d.nomor for d in masuk] == [9, 12]
    assert "Nomor 7 sudah dipakai" in ditolak[10]
    assert "bukan tahun 2026" in ditolak[11]
    with ledger.baca() as baca:
        baris = baca.semua_baris("surat", 2026)
        assert [(b.kunci, b.urutan, b.nilai["hal"]) for b in baris] == [
            (masuk[0].kunci, 1, "satu"), (masuk[1].kunci, 2, "dua"),
        ]  # fmt: skip
        assert baca.semua_baris("surat", 2027) == []
        assert len(baca.cari(batas=None)) == 2
        assert baca.periksa_rantai() == []


@pytest.mark.parametrize("buku", [SURAT, MINI], ids=["surat", "baris"])
def test_the_same_request_is_entered_once(ledger: Ledger, buku: Buku) -> None:
    kunci: list[str] = []
    for _ in range(2):
        with ledger.tulis("penguji") as tx:
            kunci.append(masukkan_satu(tx, buku, 2026, {"hal": "satu"}, "B-abc", {"surat": terima}))
    assert kunci[0] == kunci[1]
    with ledger.baca() as baca:
        assert [b.kunci for b in baca.semua_baris(buku.id, 2026)] == [kunci[0]]
        assert len(baca.peristiwa()) == 1


def test_peoples_columns_of_an_entered_row_are_people_s_from_the_first_moment(ledger: Ledger) -> None:
    with ledger.tulis("penguji") as tx:
        masuk, _ = masukkan(tx, SURAT, 2026, [ketikan(9, "satu", catatan="c", lokasi="l")], {"surat": terima})
        baris = tx.baris_menurut("surat", 2026, [masuk[0].kunci])[masuk[0].kunci]
    assert (baris.nilai["hal"], baris.orang) == ("satu", {"catatan": "c", "lokasi": "l"})


def test_nobody_who_enters_is_a_finding(ledger: Ledger) -> None:
    with ledger.tulis("penguji") as tx, pytest.raises(DataTidakSah, match="tidak dapat dicatat di sini"):
        masukkan_satu(tx, SURAT, 2026, {"hal": "satu"}, "B-abc", {})
