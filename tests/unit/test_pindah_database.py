"""The ledger of a whole office moves to PostgreSQL and back: nothing lost, nothing in two places."""

from __future__ import annotations

import json
import shutil
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
from registers.dasar.galat import BukuBesarDitolak
from registers.dasar.waktu import FixedClock
from registers.ledger import pemindahan as mesin_pindah
from registers.ledger import skema
from registers.ledger.mesin import buat_mesin
from tests.bahan.kantor import isi_folder, nota
from tests.bahan.pindah import buka, isi_lengkap, kantor_bersurat, pindahkan, semua_baris, tata
from tests.conftest import SAAT
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
    yield from kantor_bersurat(folder_kantor)


def berikut(kantor: Kantor) -> dict[str, str]:
    return {s.id: s.berikut for s in penomoran.daftar_seri(kantor)}


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


def test_a_running_server_goes_on_in_the_new_place_by_itself(surat_satu: Kantor, tujuan: str) -> None:
    peladen = KantorWeb(surat_satu.folder, FixedClock(SAAT))
    assert issue.buat(peladen.untuk("Contoh"), nota())[0].urut == "2"
    pindahkan(surat_satu.folder, tujuan)
    assert issue.buat(peladen.untuk("Contoh"), nota())[0].urut == "3"
    peladen.tutup()
    with buat_mesin(tujuan, tunggu=1).connect() as koneksi:
        assert koneksi.execute(text("SELECT count(*) FROM nomor")).scalar() == 3
