"""Opening a ledger: made, found again, migrated, refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from registers.dasar import sistem
from registers.dasar.galat import BerkasGagal, BukuBesarDitolak, KerusakanDitemukan
from registers.ledger import Ledger, mesin, skema
from tests.conftest_ledger import SERI, buka


def test_a_ledger_is_made_once_and_found_again(lokasi_kosong: str | Path) -> None:
    pertama = buka(lokasi_kosong)
    with pertama.tulis("Penguji") as tx:
        tx.terapkan_seri([SERI])
    pertama.tutup()
    kedua = buka(lokasi_kosong)
    with kedua.baca() as baca:
        assert baca.seri() == [SERI]
    kedua.tutup()


def test_the_migrated_schema_is_the_one_the_queries_are_written_for(ledger: Ledger) -> None:
    with ledger._mesin.connect() as koneksi:
        konteks = MigrationContext.configure(koneksi, opts={"compare_type": True})
        assert compare_metadata(konteks, skema.metadata) == []


def test_the_newest_migration_is_the_version_this_program_knows(ledger: Ledger) -> None:
    with ledger._mesin.connect() as koneksi:
        assert koneksi.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [
            f"{skema.VERSI:04}"
        ]


@pytest.mark.parametrize("versi", ["0006", "9999", "abcd1234"])
def test_a_ledger_of_a_newer_program_is_refused_and_left_as_it_is(lokasi: str | Path, versi: str) -> None:
    ledger = buka(lokasi)
    with ledger._mesin.begin() as koneksi:
        koneksi.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": versi})
    ledger.tutup()
    with pytest.raises(BukuBesarDitolak, match=versi) as galat:
        buka(lokasi)
    assert "Perbarui program" in galat.value.hint


def test_the_ledger_of_another_office_is_refused(lokasi: str | Path) -> None:
    buka(lokasi).tutup()
    with pytest.raises(BukuBesarDitolak, match="kantor lain") as galat:
        buka(lokasi, kantor_id="kantor-uji-0002")
    assert "kantor_id" in galat.value.hint


def test_a_sqlite_ledger_on_a_network_share_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mesin, "folder_jaringan", lambda path: path == tmp_path)
    with pytest.raises(BukuBesarDitolak, match="jaringan") as galat:
        buka(f"sqlite:///{tmp_path / 'naskah.db'}")
    assert "PostgreSQL" in galat.value.hint
    assert list(tmp_path.iterdir()) == []
    assert not sistem.folder_jaringan(tmp_path)


@pytest.mark.parametrize("alamat", ["mysql://a@b/c", "bukan alamat", "oracle+cx://x"])
def test_an_address_that_is_no_supported_database_is_refused(alamat: str) -> None:
    with pytest.raises(BukuBesarDitolak):
        buka(alamat)


def test_a_server_that_cannot_be_reached_is_refused_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(BukuBesarDitolak, match="tidak dapat dihubungi") as galat:
        buka(f"postgresql://naskah:rahasia@/naskah?host={tmp_path}")
    assert "rahasia" not in str(galat.value)


def test_a_folder_that_is_missing_is_named_as_a_file_problem(tmp_path: Path) -> None:
    with pytest.raises(BerkasGagal):
        buka(tmp_path / "tiada" / "naskah.db")


def test_a_file_that_is_no_ledger_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "naskah.db").write_bytes(b"PK\x03\x04 bukan basis data" * 100)
    with pytest.raises(KerusakanDitemukan):
        buka(tmp_path / "naskah.db")


def test_a_folder_name_with_signs_that_mean_something_in_a_url_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "Kantor #1 ? 100%"
    folder.mkdir()
    buka(folder / "naskah.db").tutup()
    assert (folder / "naskah.db").is_file()


def test_a_ledger_in_memory_serves_tests_and_examples() -> None:
    ledger = buka("sqlite://")
    with ledger.tulis("Penguji") as tx:
        tx.terapkan_seri([SERI])
    with ledger.baca() as baca:
        assert [s.id for s in baca.seri()] == [SERI.id]
    ledger.tutup()
