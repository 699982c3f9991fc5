"""What does not move to PostgreSQL, and what is undone: said in full, the office left as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from naskah import issue
from naskah.commands import jalankan
from naskah.kantor import Kantor
from registers.dasar.galat import BukuBesarDitolak, BukuBesarSibuk, KeadaanDitolak, KerusakanDitemukan
from registers.ledger import pemindahan as mesin_pindah
from registers.ledger import tempat
from registers.ledger.mesin import buat_mesin
from tests.bahan.kantor import nota
from tests.bahan.pindah import buka, kantor_bersurat, pindahkan, tata
from tests.conftest_ledger import KANTOR
from tests.conftest_ledger import buka as buka_ledger


@pytest.fixture
def surat_satu(folder_kantor: Path) -> Iterator[Kantor]:
    """An office with one letter, open in another process, so to say."""
    yield from kantor_bersurat(folder_kantor)


@pytest.fixture
def tujuan(basis_data_baru: Callable[[], str]) -> str:
    """An empty PostgreSQL database, as its address is shown."""
    return basis_data_baru()


def test_while_others_write_nothing_moves(
    surat_satu: Kantor, tujuan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = mesin_pindah.buka
    monkeypatch.setattr(mesin_pindah, "buka", lambda *a, **k: asli(*a, **{**k, "tunggu": 0.2}))
    with surat_satu.ledger.tulis("Penguji"), pytest.raises(BukuBesarSibuk):
        pindahkan(surat_satu.folder, tujuan)
    assert 'database = ""' in tata(surat_satu.folder)
    pindahkan(surat_satu.folder, tujuan)


@pytest.mark.parametrize(
    ("isi", "pesan"),
    [
        ("CREATE TABLE barang (a int)", "berisi tabel barang"),
        ("lain", "berisi buku besar kantor lain .kantor_id kantor-uji-0001, 0 peristiwa"),
        ("sendiri", "sudah berisi buku besar kantor ini .0 peristiwa"),
    ],
)
@pytest.mark.parametrize("coba", [True, False])
def test_a_target_that_holds_something_is_named_and_left_alone(
    surat_satu: Kantor, tujuan: str, isi: str, pesan: str, coba: bool
) -> None:
    if isi in ("lain", "sendiri"):
        milik = KANTOR if isi == "lain" else surat_satu.tatanan.kantor_id
        buka_ledger(tujuan, kantor_id=milik).tutup()
    else:
        with buat_mesin(tujuan, tunggu=1).begin() as koneksi:
            koneksi.execute(text(isi))
    with pytest.raises(BukuBesarDitolak, match=pesan) as galat:
        pindahkan(surat_satu.folder, tujuan, coba=coba)
    assert "kosong" in galat.value.hint
    assert issue.buat(surat_satu, nota())[0].urut == "2"


@pytest.mark.parametrize("tujuan_salah", ["lain.db", "mysql://a@b/c", "sqlite:///x.db", "postgresql"])
def test_a_target_that_is_no_address_is_refused(surat_satu: Kantor, tujuan_salah: str) -> None:
    with pytest.raises(BukuBesarDitolak, match="bukan alamat PostgreSQL"):
        pindahkan(surat_satu.folder, tujuan_salah)


@pytest.mark.parametrize("alamat", ["postgresql://a:rahasia@/b", "postgresql://a@/b?password=rahasia"])
def test_a_password_in_the_address_is_refused_and_never_repeated(
    surat_satu: Kantor, alamat: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kata = ["pindah-database", alamat, "--kantor", str(surat_satu.folder), "--json"]
    assert jalankan(kata) == BukuBesarDitolak.exit_code
    keluar = capsys.readouterr()
    assert "pgpass" in keluar.err
    assert "rahasia" not in keluar.out + keluar.err + tata(surat_satu.folder)


def test_what_postgresql_cannot_hold_is_named_row_by_row_before_anything_moves(
    surat_satu: Kantor, tujuan: str
) -> None:
    with surat_satu.ledger._mesin.begin() as koneksi:
        koneksi.execute(text("UPDATE naskah SET hal = 'a' || char(0), versi = 9999999999"))
    for coba in (True, False):
        with pytest.raises(KerusakanDitemukan) as galat:
            pindahkan(surat_satu.folder, tujuan, coba=coba)
        assert [t.pesan for t in galat.value.temuan] == [
            "versi terlalu besar: 9999999999",
            "hal memuat tanda NUL, yang tidak dapat ditulis",
        ]
        assert galat.value.temuan[0].tempat.startswith("tabel naskah, N-")


def test_a_broken_chain_does_not_move(surat_satu: Kantor, tujuan: str) -> None:
    with sqlite3.connect(surat_satu.folder / "naskah.db") as db:
        db.execute("DROP TRIGGER peristiwa_kekal_update")
        db.execute("UPDATE peristiwa SET pelaku = 'Lain'")
    with pytest.raises(KerusakanDitemukan, match="Rantai buku besar rusak"):
        pindahkan(surat_satu.folder, tujuan)


@pytest.mark.parametrize("tabel", ["meta", "nomor", "isi", "peristiwa"])
def test_a_copy_that_came_out_different_is_undone(
    surat_satu: Kantor, tujuan: str, tabel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = mesin_pindah.lanjutkan_nomor_baris

    def rusak(koneksi: Connection) -> None:
        asli(koneksi)
        koneksi.execute(text("SET session_replication_role = replica"))
        koneksi.execute(text(f"DELETE FROM {tabel} WHERE ctid = (SELECT max(ctid) FROM {tabel})"))

    monkeypatch.setattr(mesin_pindah, "lanjutkan_nomor_baris", rusak)
    with pytest.raises(KerusakanDitemukan, match="dan dibatalkan") as galat:
        pindahkan(surat_satu.folder, tujuan)
    assert f"tabel {tabel}" in str(galat.value)
    monkeypatch.undo()
    issue.buat(surat_satu, nota())
    pindahkan(surat_satu.folder, tujuan)


def test_a_kantor_toml_that_cannot_be_changed_is_told_and_the_same_command_finishes(
    surat_satu: Kantor, tujuan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from naskah import tatanan_tulis

    def gagal(*_: object) -> None:
        raise KeadaanDitolak("kantor.toml dibuka di Excel.")

    monkeypatch.setattr(tatanan_tulis, "terapkan", gagal)
    with pytest.raises(KeadaanDitolak, match=r"sudah pindah ke .* belum menunjuk ke sana") as galat:
        pindahkan(surat_satu.folder, tujuan)
    assert "Ulangi perintah yang sama" in galat.value.hint
    monkeypatch.undo()
    pindahkan(surat_satu.folder, tujuan)
    kini = buka(surat_satu.folder)
    assert issue.buat(kini, nota())[0].urut == "2"
    kini.tutup()


def test_an_old_copy_of_the_ledger_does_not_move(surat_satu: Kantor, tujuan: str) -> None:
    folder = surat_satu.folder
    surat_satu.tutup()
    lama = (folder / "naskah.db").read_bytes()
    kini = buka(folder)
    issue.buat(kini, nota())
    kini.tutup()
    (folder / "naskah.db").write_bytes(lama)
    with pytest.raises(BukuBesarDitolak, match="salinan lama"):
        pindahkan(folder, tujuan)


def test_a_ledger_that_moved_elsewhere_does_not_move_to_a_third_place(
    surat_satu: Kantor, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from naskah import pindah_database

    pertama = basis_data_baru()
    monkeypatch.setattr(pindah_database, "_ganti_tatanan", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pindahkan(surat_satu.folder, pertama)
    monkeypatch.undo()
    with pytest.raises(BukuBesarDitolak, match="sudah pindah ke") as galat:
        pindahkan(surat_satu.folder, basis_data_baru())
    assert galat.value.hint.startswith("Selesaikan dengan: naskah pindah-database postgresql:")
    with buat_mesin(pertama, tunggu=1).connect() as koneksi:
        assert tempat.tanda(koneksi) == {}


def test_the_chain_is_followed_in_the_new_place_whatever_else_was_compared(
    surat_satu: Kantor, tujuan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = mesin_pindah.lanjutkan_nomor_baris

    def rusak(koneksi: Connection) -> None:
        asli(koneksi)
        koneksi.execute(text("SET session_replication_role = replica"))
        koneksi.execute(text("UPDATE peristiwa SET pelaku = 'Lain'"))

    monkeypatch.setattr(mesin_pindah, "lanjutkan_nomor_baris", rusak)
    monkeypatch.setattr(mesin_pindah.Penyidik, "tambah", lambda *_: None)
    with pytest.raises(KerusakanDitemukan, match="isinya berubah sesudah dicatat"):
        pindahkan(surat_satu.folder, tujuan)
