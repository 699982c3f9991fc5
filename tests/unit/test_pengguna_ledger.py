"""Accounts in the ledger, on both engines: kept, changed as events, added to an older ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from registers.ledger import Ledger, Pengguna, skema
from tests.conftest_ledger import SERI, buka, terbitkan

SITI = Pengguna("siti", "Siti Contoh", "admin", "", "kepala-dinas", "$argon2id$rahasia-satu")


def test_an_account_comes_back_as_it_was_kept(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        baru = tx.tambah_pengguna(SITI)
        tx.tambah_pengguna(replace(SITI, id="a.contoh", nama="Andi Contoh", aktif=False))
    assert baru == replace(SITI, dibuat=baru.dibuat, diubah=baru.dibuat)
    with ledger.baca() as baca:
        assert baca.pengguna("siti") == baru
        assert baca.pengguna("budi") is None
        assert [(p.id, p.aktif) for p in baca.semua_pengguna()] == [("a.contoh", False), ("siti", True)]


def test_every_change_is_an_event_that_never_tells_the_hash(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        siti = tx.tambah_pengguna(SITI)
        siti = tx.ubah_pengguna(replace(siti, peran="staf", sandi="$argon2id$rahasia-dua", sesi=2))
        tx.ubah_pengguna(siti)  # nothing changed: nothing to tell
        tx.ubah_pengguna(replace(siti, aktif=False))
    with ledger.baca() as baca:
        peristiwa = baca.peristiwa()
        assert baca.periksa_rantai() == []
        assert baca.pengguna("siti") == replace(
            siti, aktif=False, diubah=peristiwa[-1].waktu, dibuat=siti.dibuat
        )
    assert {(p.jenis, p.pelaku, p.naskah_id) for p in peristiwa} == {("pengguna", "Penguji", "")}
    assert [p.isi for p in peristiwa] == [
        {
            "pengguna": "siti",
            "tambah": {
                "nama": "Siti Contoh",
                "nip": "",
                "pos": "kepala-dinas",
                "peran": "admin",
                "aktif": True,
            },
        },
        {"pengguna": "siti", "peran": {"lama": "admin", "baru": "staf"}, "sandi": "diganti"},
        {"pengguna": "siti", "aktif": {"lama": True, "baru": False}},
    ]
    assert "argon2" not in json.dumps([dict(p.isi) for p in peristiwa])
    assert "argon2" not in repr(siti)


def test_a_hash_made_anew_is_no_event_and_never_undoes_a_new_password(ledger: Ledger) -> None:
    with ledger.tulis("Penguji") as tx:
        tx.tambah_pengguna(SITI)
        sebelum = tx.kepala()
        tx.perbarui_sandi("siti", "hash lain", "terlambat")
        tx.perbarui_sandi("siti", SITI.sandi, "hash baru")
        assert tx.kepala() == sebelum
        akun = tx.pengguna("siti")
    assert akun is not None
    assert akun.sandi == "hash baru"


SESUDAH = ("baris_pekerjaan", "pekerjaan", "pengguna")  # tables that came after schema 2


def test_an_office_of_schema_2_gets_accounts_and_keeps_its_letters(
    lokasi: str | Path, ledger: Ledger, pasang_seri: Callable[..., Ledger]
) -> None:
    with pasang_seri(SERI).tulis("Penguji") as tx:
        surat = terbitkan(tx, date(2026, 11, 23))
    with ledger._mesin.begin() as koneksi:
        for perintah in (*(f"DROP TABLE {t}" for t in SESUDAH), "DROP INDEX naskah_status"):
            koneksi.execute(text(perintah))
        koneksi.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    ledger.tutup()
    kini = buka(lokasi)
    with kini._mesin.connect() as koneksi:
        assert compare_metadata(MigrationContext.configure(koneksi), skema.metadata) == []
    with kini.tulis("Penguji") as tx:
        assert tx.naskah(surat.id).nomor == surat.nomor
        assert tx.periksa_rantai() == []
        assert tx.semua_pengguna() == []
        tx.tambah_pengguna(SITI)
    kini.tutup()
