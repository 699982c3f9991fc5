"""The chain of events and the rows of books, on both engines."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from registers.ledger import Ledger
from registers.ledger.rantai import json_baku
from tests.conftest_ledger import ZONA, buka, terbitkan

Pasang = Callable[..., Ledger]


def sql(ledger: Ledger, *perintah: str) -> None:
    """What somebody with the database's password could do."""
    with ledger._mesin.begin() as koneksi:
        for satu in perintah:
            koneksi.execute(text(satu))


@pytest.fixture
def berantai(ledger: Ledger) -> Ledger:
    """A ledger with five events."""
    with ledger.tulis("Penguji") as tx:
        for ke in range(5):
            tx.catat("uji", f"N-{ke}", {"ke": ke, "teks": "é"})
    return ledger


def buka_segel(ledger: Ledger) -> None:
    """Remove the triggers, as a forger would."""
    if ledger._mesin.dialect.name == "sqlite":
        sql(ledger, "DROP TRIGGER peristiwa_kekal_update", "DROP TRIGGER peristiwa_kekal_delete")
    else:
        sql(ledger, "ALTER TABLE peristiwa DISABLE TRIGGER USER")


def test_an_event_says_when_where_who_and_what_and_is_hashed_with_the_one_before(berantai: Ledger) -> None:
    with berantai.baca() as baca:
        satu, dua, *_ = baca.peristiwa()
        assert baca.kepala() == (5, baca.peristiwa(4)[0].hash)
    assert (satu.urut, satu.hash_lalu, satu.pelaku, satu.zona) == (1, "", "Penguji", ZONA)
    assert satu.waktu == "2026-11-23T01:00:00.000000+00:00"
    assert dua.hash_lalu == satu.hash
    bahan = [2, dua.waktu, ZONA, "Penguji", "uji", "N-1", {"ke": 1, "teks": "é"}, satu.hash]
    baku = json.dumps(bahan, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert dua.hash == hashlib.sha256(baku.encode()).hexdigest()


def test_a_sound_chain_has_no_findings_from_any_point_on(berantai: Ledger) -> None:
    with berantai.baca() as baca:
        assert [baca.periksa_rantai(sejak) for sejak in range(6)] == [[]] * 6


@pytest.mark.parametrize(
    "perintah",
    ["UPDATE peristiwa SET pelaku = 'Lain' WHERE urut = 2", "DELETE FROM peristiwa WHERE urut = 5"],
)
def test_the_database_itself_refuses_to_change_or_delete_an_event(berantai: Ledger, perintah: str) -> None:
    with pytest.raises(DBAPIError, match="tidak dapat diubah atau dihapus"):
        sql(berantai, perintah)


@pytest.mark.parametrize("lokasi", ["postgresql"], indirect=True)  # SQLite knows no TRUNCATE
def test_postgresql_refuses_to_empty_the_events(berantai: Ledger) -> None:
    with pytest.raises(DBAPIError, match="tidak dapat diubah atau dihapus"):
        sql(berantai, "TRUNCATE peristiwa")


@pytest.mark.parametrize(
    ("perintah", "tempat", "pesan"),
    [
        ("UPDATE peristiwa SET pelaku = 'Lain' WHERE urut = 2", "peristiwa 2", "berubah"),
        ("UPDATE peristiwa SET isi = '{}' WHERE urut = 2", "peristiwa 2", "berubah"),
        ("UPDATE peristiwa SET isi = 'bukan json' WHERE urut = 2", "peristiwa 2", "berubah"),
        ("UPDATE peristiwa SET isi = '[]' WHERE urut = 2", "peristiwa 2", "berubah"),
        ("DELETE FROM peristiwa WHERE urut IN (2, 3)", "peristiwa 4", "peristiwa 2 sampai 3 hilang"),
        ("DELETE FROM peristiwa WHERE urut = 1", "peristiwa 2", "peristiwa 1 sampai 1 hilang"),
    ],
)
def test_a_changed_or_missing_event_is_found_at_its_place(
    berantai: Ledger, perintah: str, tempat: str, pesan: str
) -> None:
    buka_segel(berantai)
    sql(berantai, perintah)
    with berantai.baca() as baca:
        (temuan,) = baca.periksa_rantai()
    assert temuan.tempat == tempat
    assert pesan in temuan.pesan


def test_a_rewritten_event_with_a_recomputed_hash_breaks_at_the_next_one(berantai: Ledger) -> None:
    buka_segel(berantai)
    with berantai.baca() as baca:
        p = baca.peristiwa()[1]
    bahan = [p.urut, p.waktu, p.zona, "Lain", p.jenis, p.naskah_id, dict(p.isi), p.hash_lalu]
    baru = hashlib.sha256(json_baku(bahan).encode()).hexdigest()
    sql(berantai, f"UPDATE peristiwa SET pelaku = 'Lain', hash = '{baru}' WHERE urut = 2")
    with berantai.baca() as baca:
        assert [(t.tempat, t.pesan) for t in baca.periksa_rantai()] == [
            ("peristiwa 3", "tidak bersambung dengan peristiwa sebelumnya")
        ]


def test_a_chain_cut_off_at_its_end_contradicts_the_books(berantai: Ledger) -> None:
    with berantai.tulis("Penguji") as tx:
        tx.bukukan("agenda", 2026, "N-1", {}, 5)
        tx.buku_tertulis("agenda", 2026, *tx.kepala())
    buka_segel(berantai)
    sql(berantai, "DELETE FROM peristiwa WHERE urut = 5")
    with berantai.baca() as baca:
        (temuan,) = baca.periksa_rantai()
    assert temuan.tempat == "buku agenda 2026"


@pytest.mark.parametrize("isi", [{"x": float("nan")}, {"x": date(2026, 1, 1)}, {"x": b""}])
def test_an_event_takes_only_what_json_knows(ledger: Ledger, isi: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)), ledger.tulis("Penguji") as tx:
        tx.catat("uji", "", isi)


@pytest.mark.parametrize(
    ("perintah", "pesan"),
    [
        ("SELECT 1", []),
        (
            "UPDATE naskah SET nomor = '500.3/7/DKUKM'",
            ["tidak ada dalam urutan", "tidak mempunyai", "padahal"],
        ),
        ("DELETE FROM nomor", ["tidak ada dalam urutan"]),
        ("UPDATE nomor SET naskah_id = ''", ["tidak ada dalam urutan", "tidak mempunyai naskah"]),
        ("DELETE FROM naskah", ["tidak mempunyai naskah", "hilang, padahal terbit"]),
    ],
)
def test_letters_numbers_and_events_that_disagree_are_found(
    pasang_seri: Pasang, perintah: str, pesan: list[str]
) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, date(2026, 11, 23))
    sql(ledger, perintah)
    with ledger.baca() as baca:
        temuan = [t.pesan for t in baca.periksa_urutan()]
    assert len(temuan) == len(pesan)
    assert all(p in t for p, t in zip(pesan, temuan, strict=True))


def test_an_unreadable_event_does_not_stop_the_comparison(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.tulis("Penguji") as tx:
        terbitkan(tx, date(2026, 11, 23))
    buka_segel(ledger)
    sql(ledger, "UPDATE peristiwa SET isi = 'bukan json'")
    with ledger.baca() as baca:
        assert baca.periksa_urutan() == []
        assert baca.periksa_rantai() != []


def test_a_booked_row_waits_until_its_book_is_written_and_keeps_its_place(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        for kunci in ("N-1", "N-2"):
            tx.bukukan("agenda", 2026, kunci, {"id": kunci, "hal": "é"}, tx.catat("terbit", kunci, {}).urut)
        tx.bukukan("agenda", 2027, "N-3", {}, tx.catat("terbit", "N-3", {}).urut)
        assert [(b.kunci, b.urutan, b.peristiwa) for b in tx.baris_menunggu("agenda", 2026)] == [
            ("N-1", 1, 1), ("N-2", 2, 2),
        ]  # fmt: skip
        assert [(b.buku, b.tahun) for b in tx.buku_menunggu()] == [("agenda", 2026), ("agenda", 2027)]
        tx.buku_tertulis("agenda", 2026, *tx.kepala())
        assert tx.baris_menunggu("agenda", 2026) == []
        assert [(b.buku, b.tahun) for b in tx.buku_menunggu()] == [("agenda", 2027)]
        tx.bukukan("agenda", 2026, "N-1", {"status": "batal"}, tx.catat("batal", "N-1", {}).urut)
    with ledger.baca() as baca:
        (baris,) = baca.baris_menunggu("agenda", 2026)
        assert (baris.kunci, baris.urutan, baris.peristiwa) == ("N-1", 1, 4)
        assert baris.nilai == {"status": "batal", "urutan": 1}
        assert [b.kunci for b in baca.semua_baris("agenda", 2026)] == ["N-1", "N-2"]
        assert baca.baris_kunci("N-1") == [baris]
        keadaan = baca.keadaan_buku("agenda", 2026)
        assert (keadaan.sampai_urut, keadaan.hash) == (3, baca.peristiwa(2)[0].hash)
        assert baca.keadaan_buku("kendali", 2026).sampai_urut == 0
        assert [b.tahun for b in baca.semua_buku()] == [2026, 2027]


def test_a_book_may_be_noted_as_written_again_and_again(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        for urut in (1, 2):
            tx.buku_tertulis("agenda", 2026, urut, f"hash {urut}")
        assert tx.keadaan_buku("agenda", 2026).hash == "hash 2"


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(pasang_seri: Pasang) -> None:
    ledger = pasang_seri()
    with ledger.baca() as baca:
        sebelum = baca.kepala()
        with ledger.tulis("Penguji") as tx:
            terbitkan(tx, date(2026, 11, 23))
        assert baca.kepala() == sebelum
        assert baca.cari() == []
    with ledger.baca() as baca:
        assert len(baca.cari()) == 1


def test_sqlite_runs_with_write_ahead_log_and_full_sync(tmp_path: Path) -> None:
    ledger = buka(tmp_path / "naskah.db")
    with ledger._mesin.connect() as koneksi:
        nilai = [
            koneksi.exec_driver_sql(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys")
        ]
    ledger.tutup()
    assert nilai == ["wal", 2, 1]
    with sqlite3.connect(tmp_path / "naskah.db") as asing:
        assert asing.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    asing.close()
