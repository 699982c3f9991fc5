"""`periksa`: what it finds in an office that somebody or something damaged, and what it can finish."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from naskah import arsip, issue, perubahan
from naskah.checks import HasilPeriksa, pemeriksaan, periksa
from naskah.kantor import Kantor
from naskah.surat import Surat
from tests.bahan.kantor import baris_buku, jejak, nota, utuh

AGENDA = "agenda-surat-keluar"


@pytest.fixture
def surat(kantor: Kantor) -> Surat:
    """One issued letter."""
    return issue.buat(kantor, nota())[0]


def temuan(hasil: HasilPeriksa) -> list[str]:
    """Everything found, as people read it."""
    return [str(t) for _, semua in hasil.temuan for t in semua]


def sunting(kantor: Kantor, *perintah: str) -> None:
    """Change the ledger behind its back, past its own triggers."""
    kantor.tutup()
    with sqlite3.connect(kantor.folder / "naskah.db") as db:
        for (nama,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{nama}"')
        for satu in perintah:
            assert db.execute(satu).rowcount > 0
    db.close()


def test_a_healthy_office_has_nothing_to_report(kantor: Kantor, surat: Surat) -> None:
    sebelum = jejak(kantor)
    hasil = periksa(kantor, menyeluruh=True, perbaiki=True)
    assert (temuan(hasil), hasil.diperbaiki, hasil.rusak) == ([], (), False)
    assert jejak(kantor) == sebelum


def test_every_check_has_a_name_of_its_own() -> None:
    nama = [m.NAMA for m in pemeriksaan()]
    assert len(nama) == len(set(nama)) >= 4


def _ubah_berkas(kantor: Kantor, surat: Surat) -> None:
    path = kantor.folder / surat.berkas[0].path
    isi = bytearray(path.read_bytes())
    isi[100] ^= 1  # of the same length: only the hash can tell
    path.write_bytes(isi)


def _pendekkan_berkas(kantor: Kantor, surat: Surat) -> None:
    (kantor.folder / surat.berkas[0].path).write_bytes(b"PK")


def _hapus_berkas(kantor: Kantor, surat: Surat) -> None:
    (kantor.folder / surat.berkas[0].path).unlink()


def _ubah_peristiwa(kantor: Kantor, surat: Surat) -> None:
    sunting(kantor, "UPDATE peristiwa SET pelaku = 'Orang Lain' WHERE jenis = 'terbit'")


def _hapus_peristiwa(kantor: Kantor, surat: Surat) -> None:
    issue.buat(kantor, nota())
    sunting(kantor, f"DELETE FROM peristiwa WHERE naskah_id = '{surat.id}'")


def _ubah_nomor(kantor: Kantor, surat: Surat) -> None:
    sunting(kantor, f"UPDATE naskah SET nomor = '99/ND/DKUKM/XI/2026' WHERE id = '{surat.id}'")


def _hapus_buku(kantor: Kantor, surat: Surat) -> None:
    (kantor.folder / "buku" / f"{AGENDA}-2026.xlsx").unlink()


def _rusak_buku(kantor: Kantor, surat: Surat) -> None:
    (kantor.folder / "buku" / f"{AGENDA}-2026.xlsx").write_bytes(b"bukan buku")


KERUSAKAN: dict[str, tuple[Callable[[Kantor, Surat], None], bool, str]] = {
    "one bit of a file": (_ubah_berkas, True, "isinya berubah sejak terbit"),
    "a shorter file": (_pendekkan_berkas, False, "isinya berubah sejak terbit"),
    "a deleted file": (_hapus_berkas, False, "berkas hilang"),
    "a changed event": (_ubah_peristiwa, False, "isinya berubah sesudah dicatat"),
    "a deleted event": (_hapus_peristiwa, False, "hilang"),
    "a changed number": (_ubah_nomor, False, "padahal terbit sebagai 1/ND/DKUKM/XI/2026"),
    "a deleted book": (_hapus_buku, False, "berkas buku tidak ada"),
    "a broken book": (_rusak_buku, False, AGENDA),
}


@pytest.mark.parametrize("nama", KERUSAKAN)
def test_damage_is_found_and_named(kantor: Kantor, surat: Surat, nama: str) -> None:
    rusak, menyeluruh, pesan = KERUSAKAN[nama]
    rusak(kantor, surat)
    hasil = periksa(kantor, menyeluruh=menyeluruh)
    assert hasil.rusak
    assert any(pesan in t for t in temuan(hasil)), temuan(hasil)


def test_a_leftover_of_failed_work_is_found_and_removed(kantor: Kantor, surat: Surat) -> None:
    sisa = kantor.folder / "arsip" / ".tunggu" / "abcdef-sisa.docx"
    sisa.write_bytes(b"PK")
    assert any("sisa pekerjaan" in t for t in temuan(periksa(kantor)))
    hasil = periksa(kantor, perbaiki=True)
    assert not hasil.rusak
    assert not sisa.exists()
    assert utuh(kantor, surat)


def test_a_registered_file_that_waits_is_found_and_moved_even_beside_its_twin(
    kantor: Kantor, surat: Surat, tmp_path: Path
) -> None:
    """The same scan joined to two letters: only the second one still waits."""
    pindaian = tmp_path / "pindai.pdf"
    pindaian.write_bytes(b"%PDF-1.7 x")
    kedua = issue.buat(kantor, nota())[0]
    perubahan.lampir(kantor, surat.id, pindaian)
    berkas = perubahan.lampir(kantor, kedua.id, pindaian)[0].berkas[0]
    tunggu = kantor.folder / "arsip" / ".tunggu" / arsip.nama_tunggu(berkas.path, berkas.sha256)
    (kantor.folder / berkas.path).rename(tunggu)
    assert any("belum dipindahkan" in t for t in temuan(periksa(kantor)))
    hasil = periksa(kantor, perbaiki=True, menyeluruh=True)
    assert (hasil.rusak, hasil.diperbaiki) == (False, (f"{berkas.path} dipindahkan ke tempatnya",))


def test_waiting_book_rows_are_written(kantor: Kantor, surat: Surat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naskah.pembukuan.tulis_buku", lambda _: [])
    issue.buat(kantor, nota())
    monkeypatch.undo()
    assert len(baris_buku(kantor, AGENDA)) == 1
    hasil = periksa(kantor, perbaiki=True, menyeluruh=True)
    assert hasil.diperbaiki == ("2 baris buku ditulis",)
    assert len(baris_buku(kantor, AGENDA)) == 2


def test_a_deleted_book_is_made_again_from_the_ledger(kantor: Kantor, surat: Surat) -> None:
    _hapus_buku(kantor, surat)
    hasil = periksa(kantor, perbaiki=True, menyeluruh=True)
    assert not hasil.rusak
    assert any("dibuat lagi" in kalimat for kalimat in hasil.diperbaiki)
    assert [b["_id"] for b in baris_buku(kantor, AGENDA)] == [surat.id]


def test_a_book_whose_definition_is_gone_is_named(kantor: Kantor, surat: Surat) -> None:
    kantor.__dict__["buku"] = {k: v for k, v in kantor.buku.items() if k != AGENDA}
    assert any("definisi bukunya tidak ada" in t for t in temuan(periksa(kantor)))
