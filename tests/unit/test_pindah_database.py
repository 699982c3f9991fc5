"""The ledger of a whole office moves to PostgreSQL and back: nothing lost, nothing in two places."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from naskah import buku, issue, penomoran
from naskah.checks import periksa
from naskah.commands import jalankan
from naskah.contoh import siapkan
from naskah.kantor import Kantor
from naskah.web.kantor_web import KantorWeb
from registers.dasar.galat import BukuBesarDitolak, BukuBesarSibuk, KeadaanDitolak, KerusakanDitemukan
from registers.dasar.waktu import FixedClock
from registers.ledger import pemindahan as mesin_pindah
from registers.ledger import skema, tempat
from registers.ledger.mesin import buat_mesin
from tests.bahan.kantor import isi_folder, nota
from tests.bahan.pindah import buka, isi_lengkap, pindahkan, semua_baris
from tests.conftest import SAAT
from tests.conftest_ledger import KANTOR
from tests.conftest_ledger import buka as buka_ledger


@pytest.fixture(scope="module")
def kantor_jadi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with something in every table; to be copied, never used."""
    folder = tmp_path_factory.mktemp("lengkap") / "kantor"
    kantor = siapkan(folder, clock=FixedClock(SAAT))
    isi_lengkap(kantor)
    kantor.tutup()
    return folder


@pytest.fixture
def lengkap(kantor_jadi: Path, tmp_path: Path) -> Path:
    return shutil.copytree(kantor_jadi, tmp_path / "kantor")


@pytest.fixture
def tujuan(basis_data_baru: Callable[[], str]) -> str:
    """An empty PostgreSQL database, as its address is shown."""
    return basis_data_baru()


@pytest.fixture
def surat_satu(folder_kantor: Path) -> Iterator[Kantor]:
    """An office with one letter, open in another process, so to say."""
    kantor = buka(folder_kantor)
    issue.buat(kantor, nota())
    yield kantor
    kantor.tutup()


def berikut(kantor: Kantor) -> dict[str, str]:
    return {s.id: s.berikut for s in penomoran.daftar_seri(kantor)}


def tata(folder: Path) -> str:
    return (folder / "kantor.toml").read_text("utf-8")


def test_the_office_of_these_tests_has_something_in_every_table(lengkap: Path) -> None:
    assert [nama for nama, baris in semua_baris(lengkap / "naskah.db").items() if not baris] == []


def test_a_moved_office_is_whole_and_goes_on_where_it_was(lengkap: Path, tujuan: str) -> None:
    lama = buka(lengkap)
    nomor, folder, toml = berikut(lama), isi_folder(lengkap), tata(lengkap)
    lama.tutup()
    baris = semua_baris(lengkap / "naskah.db")
    hasil = pindahkan(lengkap, tujuan)
    assert semua_baris(tujuan) == baris
    assert hasil.salinan is not None
    assert {t.nama: t.baris for t in hasil.salinan.tabel} == {k: len(v) for k, v in baris.items()}
    assert tata(lengkap) == toml.replace('database = ""', f'database = "{hasil.ke}"')
    kini = buka(lengkap)
    assert [t for _, temuan in periksa(kini, menyeluruh=True).temuan for t in temuan] == []
    assert berikut(kini) == nomor
    buku.sinkron(kini)
    assert isi_folder(lengkap) == folder
    assert issue.buat(kini, nota())[0].nomor == nomor["nota-dinas"]
    kini.tutup()


def test_rows_made_after_the_move_are_numbered_behind_the_copied_ones(lengkap: Path, tujuan: str) -> None:
    pindahkan(lengkap, tujuan)
    kini = buka(lengkap)
    with kini.ledger.tulis("Penguji") as tx:
        terakhir = max(k.id for k in tx.konflik(semua=True))
        tx.catat_konflik(tx.konflik(semua=True)[0], tx.kepala()[0])
        assert max(k.id for k in tx.konflik(semua=True)) == terakhir + 1
    assert issue.buat(kini, nota())[0].berkas
    kini.tutup()


def test_there_and_back_the_ledger_is_the_same(lengkap: Path, basis_data_baru: Callable[[], str]) -> None:
    baris, toml = semua_baris(lengkap / "naskah.db"), tata(lengkap)
    for _ in range(2):
        pindahkan(lengkap, basis_data_baru())
        pindahkan(lengkap, "naskah.db")
        assert semua_baris(lengkap / "naskah.db") == baris
        assert tata(lengkap) == toml
    assert [p.name for p in sorted(lengkap.glob("naskah*.db"))] == [
        "naskah-sebelum-pindah-20261123-2.db",
        "naskah-sebelum-pindah-20261123.db",
        "naskah.db",
    ]


def test_the_old_file_is_kept_whole_and_read_only_and_no_longer_opens(
    surat_satu: Kantor, tujuan: str
) -> None:
    folder = surat_satu.folder
    surat_satu.tutup()
    sebelum = semua_baris(folder / "naskah.db")
    cadangan = folder / pindahkan(folder, tujuan).cadangan
    assert not (folder / "naskah.db").exists()
    assert cadangan.stat().st_mode & 0o222 == 0
    assert semua_baris(cadangan) == sebelum
    with pytest.raises(BukuBesarDitolak, match="sudah pindah ke postgresql:"):
        buka_ledger(cadangan, kantor_id=surat_satu.tatanan.kantor_id)


def test_who_had_the_old_ledger_open_is_told_and_writes_nothing(surat_satu: Kantor, tujuan: str) -> None:
    folder = surat_satu.folder
    sebelum = semua_baris(folder / "naskah.db")
    hasil = pindahkan(folder, tujuan)
    assert (hasil.cadangan, hasil.terbuka) == ("", True)
    with pytest.raises(BukuBesarDitolak, match="sudah pindah ke postgresql:") as galat:
        issue.buat(surat_satu, nota())
    assert "naskah pindah-database" in galat.value.hint
    with pytest.raises(BukuBesarDitolak, match="sudah pindah"), surat_satu.ledger.baca():
        pass
    assert semua_baris(folder / "naskah.db") == sebelum
    surat_satu.tutup()
    lagi = pindahkan(folder, tujuan)
    assert (lagi.salinan, lagi.cadangan, lagi.terbuka) == (
        None,
        "naskah-sebelum-pindah-20261123.db",
        False,
    )


@pytest.mark.parametrize("asal", ["sqlite", "postgresql"])
def test_who_waits_for_the_write_lock_while_the_ledger_moves_is_told(
    asal: str, surat_satu: Kantor, basis_data_baru: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = surat_satu.folder
    if asal == "postgresql":
        surat_satu.tutup()
        pindahkan(folder, basis_data_baru())
    lain, didapat = buka(folder), list[BaseException]()
    with lain.ledger.baca() as baca:
        kepala = baca.kepala()

    def tulis() -> None:
        try:
            issue.buat(lain, nota())
        except BaseException as galat:
            didapat.append(galat)

    asli, utas = mesin_pindah.lanjutkan_nomor_baris, threading.Thread(target=tulis)

    def sambil(koneksi: Connection) -> None:
        utas.start()  # begins while the lock is held, and waits
        utas.join(0.5)
        assert utas.is_alive()
        asli(koneksi)

    monkeypatch.setattr(mesin_pindah, "lanjutkan_nomor_baris", sambil)
    hasil = pindahkan(folder, basis_data_baru() if asal == "sqlite" else "naskah.db")
    utas.join(20)
    assert hasil.salinan is not None
    assert hasil.salinan.kepala == kepala
    assert [type(g) for g in didapat] == [BukuBesarDitolak]
    assert "sudah pindah" in str(didapat[0])
    lain.tutup()


def test_while_others_write_nothing_moves(
    surat_satu: Kantor, tujuan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = mesin_pindah.buka
    monkeypatch.setattr(mesin_pindah, "buka", lambda *a, **k: asli(*a, **{**k, "tunggu": 0.2}))
    with surat_satu.ledger.tulis("Penguji"), pytest.raises(BukuBesarSibuk):
        pindahkan(surat_satu.folder, tujuan)
    assert 'database = ""' in tata(surat_satu.folder)
    pindahkan(surat_satu.folder, tujuan)


def test_a_dry_run_reads_everything_and_writes_nothing(surat_satu: Kantor, tujuan: str) -> None:
    folder = surat_satu.folder
    sebelum, toml = semua_baris(folder / "naskah.db"), tata(folder)
    hasil = pindahkan(folder, tujuan, coba=True)
    assert hasil.salinan is not None
    assert {t.nama: t.baris for t in hasil.salinan.tabel} == {k: len(v) for k, v in sebelum.items()}
    assert (semua_baris(folder / "naskah.db"), tata(folder)) == (sebelum, toml)
    with buat_mesin(tujuan, tunggu=1).connect() as koneksi:
        assert (
            koneksi.execute(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).scalar() == 0
        )
    issue.buat(surat_satu, nota())


def test_a_dry_run_of_the_way_back_makes_no_file(surat_satu: Kantor, tujuan: str) -> None:
    surat_satu.tutup()
    pindahkan(surat_satu.folder, tujuan)
    pindahkan(surat_satu.folder, "naskah.db", coba=True)
    assert not (surat_satu.folder / "naskah.db").exists()


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


def test_the_password_of_the_ledger_that_is_left_is_kept_nowhere(surat_satu: Kantor, tujuan: str) -> None:
    folder = surat_satu.folder
    surat_satu.tutup()
    pindahkan(folder, tujuan)
    polos = tata(folder)
    (folder / "kantor.toml").write_text(polos.replace("postgres@", "postgres:rahasia@"), "utf-8")
    assert "rahasia" in tata(folder)
    hasil = pindahkan(folder, "naskah.db")
    assert "rahasia" not in hasil.dari
    assert "rahasia" not in tata(folder)
    assert "rahasia" not in str(semua_baris(folder / "naskah.db"))


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


def test_an_office_whose_kantor_toml_says_nothing_of_a_database_moves_too(
    surat_satu: Kantor, tujuan: str
) -> None:
    folder = surat_satu.folder
    baris = [b for b in tata(folder).splitlines(keepends=True) if not b.startswith("database")]
    (folder / "kantor.toml").write_text("".join(baris), "utf-8")
    pindahkan(folder, tujuan)
    assert buka(folder).tatanan.database.startswith("postgresql:")


def test_a_new_office_without_a_letter_moves_too(folder_kantor: Path, tujuan: str) -> None:
    pindahkan(folder_kantor, tujuan)
    kini = buka(folder_kantor)
    assert issue.buat(kini, nota())[0].urut == "1"
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


def test_the_command_says_what_it_did_to_people_and_to_programs(
    surat_satu: Kantor, tujuan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = surat_satu.folder
    surat_satu.tutup()
    kata = ["pindah-database", tujuan, "--kantor", str(folder)]
    assert jalankan([*kata, "--coba"]) == 0
    assert "Tidak ada yang ditulis." in capsys.readouterr().out
    assert jalankan([*kata, "--json"]) == 0
    isi = json.loads(capsys.readouterr().out)
    assert isi["dari"] == "naskah.db"
    assert isi["peristiwa"] >= 1
    assert len(isi["hash"]) == 64
    assert {t["nama"] for t in isi["tabel"]} == {t.name for t in skema.metadata.sorted_tables}
    assert jalankan(kata) == 0
    assert "sudah di postgresql" in capsys.readouterr().out
    assert jalankan(["pindah-database", "naskah.db", "--kantor", str(folder)]) == 0
    assert "Buku besar pindah dari postgresql" in capsys.readouterr().out


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


def test_a_running_server_goes_on_in_the_new_place_by_itself(surat_satu: Kantor, tujuan: str) -> None:
    peladen = KantorWeb(surat_satu.folder, FixedClock(SAAT))
    assert issue.buat(peladen.untuk("Contoh"), nota())[0].urut == "2"
    pindahkan(surat_satu.folder, tujuan)
    assert issue.buat(peladen.untuk("Contoh"), nota())[0].urut == "3"
    peladen.tutup()
    with buat_mesin(tujuan, tunggu=1).connect() as koneksi:
        assert koneksi.execute(text("SELECT count(*) FROM nomor")).scalar() == 3
