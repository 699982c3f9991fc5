"""A merge whose PostgreSQL is cut off in a chunk: the chunk is done anew, and nothing lies about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from naskah import arsip, checks
from naskah.kantor import Kantor
from registers.ledger import Tx
from tests.bahan.antrean import kantor_berantrean, sql
from tests.bahan.massal import berkas, lanjut, mulai, nomor, undangan


@pytest.fixture
def kantor(
    folder_kantor: Path, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kantor]:
    yield from kantor_berantrean(folder_kantor, basis_data_baru(), monkeypatch, potong=5)


def putuskan(kantor: Kantor) -> None:
    """As a server that starts again does to whoever is connected."""
    alamat = kantor.tatanan.database
    nama = psycopg.conninfo.conninfo_to_dict(alamat)["dbname"]
    lain = f"datname = '{nama}' AND pid <> pg_backend_pid()"
    sql(alamat, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {lain}")


@pytest.mark.parametrize("proses", [1, 2])
@pytest.mark.parametrize("perintah", ["simpan_terbit", "ubah_baris_pekerjaan"])
def test_the_chunk_is_done_anew_with_all_it_is_made_of(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch, perintah: str, proses: int
) -> None:
    id_ = mulai(kantor, berkas(kantor.folder.parent, undangan(150)))
    asli, sisa = getattr(Tx, perintah), iter([True])

    def terputus(tx: Tx, *isi: object) -> object:
        if next(sisa, False):
            putuskan(kantor)
        return asli(tx, *isi)

    monkeypatch.setattr(Tx, perintah, terputus)
    assert lanjut(kantor, id_, proses=proses).keadaan == {"selesai": 150}
    assert nomor(kantor, id_) == [(n, n) for n in range(1, 151)]
    with kantor.ledger.baca() as baca:
        assert baca.celah() == []
        assert baca.bahan_hilang() == {}
    assert arsip.menunggu(kantor.folder) == []
    assert not checks.periksa(kantor, menyeluruh=True).rusak


def test_material_that_the_ledger_has_lost_is_told(kantor: Kantor) -> None:
    lanjut(kantor, mulai(kantor, berkas(kantor.folder.parent, undangan(1))))
    with kantor.ledger.baca() as baca:
        (satu,) = baca.cari(batas=None)
    sql(kantor.tatanan.database, f"DELETE FROM isi WHERE sha256 = '{satu.bahan['templat']}'")
    hasil = checks.periksa(kantor)
    kata = [str(t) for _, semua in hasil.temuan for t in semua]
    assert hasil.rusak
    assert any(f"templat atau kopnya ({satu.bahan['templat'][:12]})" in k for k in kata)
