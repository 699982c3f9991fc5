"""Bad input, row by row: a clear Indonesian error that names the place, its exit code, and nothing taken."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from naskah.catalog import folder_templat
from naskah.commands import jalankan
from naskah.kantor import Kantor
from registers.dasar.waktu import FixedClock
from registers.ledger import Ledger
from tests.bahan.kantor import jejak
from tests.conftest import SAAT

NOTA, PKGB, SPT = (str(folder_templat() / j / "contoh.toml") for j in ("nota-dinas", "pkgb", "spt"))
LPDB = str(folder_templat() / "surat-rekomendasi-lpdb" / "contoh.toml")


@dataclass(frozen=True)
class Salah:
    """One row of the issue's list: what is typed, what the error must say, how it ends."""

    kata: list[str]
    kode: int
    pesan: tuple[str, ...]
    siapkan: Callable[[Path], object] = lambda _: None


def tata(lama: str, baru: str) -> Callable[[Path], object]:
    """Changes kantor.toml."""

    def ubah(folder: Path) -> None:
        path = folder / "kantor.toml"
        teks = path.read_text("utf-8")
        assert lama in teks
        path.write_text(teks.replace(lama, baru), "utf-8")

    return ubah


def templat(ubah: Callable[[dict[str, bytes]], None]) -> Callable[[Path], object]:
    """Gives the office its own nota-dinas whose docx went through `ubah`."""

    def buat(folder: Path) -> None:
        asal, tujuan = folder_templat() / "nota-dinas", folder / "templates" / "nota-dinas"
        tujuan.mkdir(parents=True)
        for nama in ("naskah.toml", "contoh.toml"):
            (tujuan / nama).write_bytes((asal / nama).read_bytes())
        with zipfile.ZipFile(asal / "naskah.docx") as lama:
            bagian = {n: lama.read(n) for n in lama.namelist()}
        ubah(bagian)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as baru:
            for nama, isi in bagian.items():
                baru.writestr(nama, isi)
        (tujuan / "naskah.docx").write_bytes(data.getvalue())

    return buat


def pegawai(nip: str) -> Callable[[Path], object]:
    """Writes salah.toml: a KGB of somebody typed in full."""

    def tulis(folder: Path) -> None:
        baris = Path(PKGB).read_text("utf-8").replace('pegawai = "Agnes Teladan, S.E."', "")
        siapa = f'pegawai = {{ nama = "Contoh", nip = "{nip}", jabatan = "Analis" }}\n'
        (folder / "salah.toml").write_text(siapa + baris, "utf-8")

    return tulis


def _tanpa_akhir(bagian: dict[str, bytes]) -> None:
    isi = bagian["word/document.xml"]
    assert b"endfor" in isi
    bagian["word/document.xml"] = isi.replace(b"{%p endfor %}", b"", 1)


def _doctype(bagian: dict[str, bytes]) -> None:
    isi = bagian["word/document.xml"]
    akhir = isi.index(b"?>") + 2
    bagian["word/document.xml"] = isi[:akhir] + b'<!DOCTYPE x [<!ENTITY a "b">]>' + isi[akhir:]


def _bom(bagian: dict[str, bytes]) -> None:
    bagian["word/media/besar.bin"] = bytes(400 * 1024 * 1024)


def buat(jenis: str, isi: str, *set_: str) -> list[str]:
    """The words of `naskah buat`."""
    return ["buat", jenis, "--isi", isi, *(k for s in set_ for k in ("--set", s))]


SALAH = {
    "unknown field": Salah(buat("nota-dinas", NOTA, "warna=biru"), 3, ("warna", "tidak dikenal")),
    "missing field": Salah(buat("nota-dinas", NOTA, "kepada="), 3, ("kepada",)),
    "wrong NIP": Salah(
        buat("pkgb", "salah.toml"), 3, ("pegawai.nip", "198013452005011001"), pegawai("198013452005011001")
    ),
    "31 Februari": Salah(
        buat("spt", SPT, "tanggal_berangkat=31 Februari 2026"), 3, ("tanggal_berangkat", "31 Februari")
    ),
    "amount": Salah(buat("surat-rekomendasi-lpdb", LPDB, "jumlah=1.250.000,5"), 3, ("1.250.000,5",)),
    "golongan not in the table": Salah(buat("pkgb", PKGB, "golongan=V/z"), 3, ("golongan", "V/z")),
    "masa kerja not in the table": Salah(
        buat("pkgb", PKGB, "golongan=I/a", "masa_kerja_lama=33"), 3, ("masa_kerja", "I/a")
    ),
    "unknown pejabat": Salah(buat("nota-dinas", NOTA, "penandatangan=raja"), 3, ("penandatangan", "raja")),
    "wrong date of the letter": Salah(
        [*buat("nota-dinas", NOTA), "--tanggal", "31 Februari 2026"], 3, ("--tanggal",)
    ),
    "no input file": Salah(buat("nota-dinas", "../tidak/ada.toml"), 8, ("tidak/ada.toml",)),
    "missing end-tag": Salah(buat("nota-dinas", NOTA), 4, ("endfor",), templat(_tanpa_akhir)),
    "zip bomb": Salah(buat("nota-dinas", NOTA), 4, ("besar",), templat(_bom)),
    "DOCTYPE": Salah(buat("nota-dinas", NOTA), 4, ("DOCTYPE",), templat(_doctype)),
    "series without urut": Salah(
        buat("nota-dinas", NOTA), 10, ("nota-dinas", "urut"), tata("{urut}/ND/", "ND/")
    ),
    "series that collide": Salah(
        buat("nota-dinas", NOTA),
        10,
        ("nota-dinas",),
        tata("{urut}/ND/{kode_pd}/{bulan_romawi}", "{urut}/KEP/{kode_pd}"),
    ),
    "two offices on one ledger": Salah(
        buat("nota-dinas", NOTA), 12, ("kantor",), tata("kantor_id = ", 'kantor_id = "kantor-yang-lain" # ')
    ),
    "broken kantor.toml": Salah(
        buat("nota-dinas", NOTA), 10, ("kantor.toml",), tata("[instansi]", "[instansi")
    ),
}


@pytest.fixture
def folder(folder_kantor: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office in which one letter was issued, and the current folder."""
    monkeypatch.chdir(folder_kantor)
    monkeypatch.setenv("NASKAH_PELAKU", "Contoh")
    assert jalankan([*buat("nota-dinas", NOTA), "--tanggal", "2026-11-23"]) == 0
    return folder_kantor


def jejak_folder(folder: Path, tata_asli: bytes) -> Any:
    """The footprint of the office under its own kantor.toml."""
    (folder / "kantor.toml").write_bytes(tata_asli)
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Penguji")
    try:
        return jejak(kantor)
    finally:
        kantor.tutup()


@pytest.mark.parametrize("nama", SALAH)
def test_bad_input_is_named_and_takes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], nama: str
) -> None:
    salah = SALAH[nama]
    tata_asli = (folder / "kantor.toml").read_bytes()
    sebelum = jejak_folder(folder, tata_asli)
    salah.siapkan(folder)
    capsys.readouterr()
    assert jalankan(salah.kata) == salah.kode
    keluar = capsys.readouterr()
    assert keluar.out == ""
    assert keluar.err.startswith("Galat: ")
    for pesan in salah.pesan:
        assert pesan in keluar.err
    for inggris in ("Error", "error", "Exception", "Traceback", "expected", "Unexpected", "invalid"):
        assert inggris not in keluar.err
    assert jejak_folder(folder, tata_asli) == sebelum


def test_a_newer_ledger_is_refused_and_untouched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(folder / "naskah.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999_masa_depan'")
    db.close()
    capsys.readouterr()
    assert jalankan(buat("nota-dinas", NOTA)) == 12
    assert "lebih baru" in capsys.readouterr().err


def test_a_busy_ledger_ends_with_code_6(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = Ledger.buka.__func__
    monkeypatch.setattr(Ledger, "buka", classmethod(lambda cls, *a, **k: asli(cls, *a, **k, tunggu=0.1)))
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Pemegang")
    capsys.readouterr()
    with kantor.ledger.tulis("Pemegang"):
        assert jalankan(buat("nota-dinas", NOTA)) == 6
    kantor.tutup()
    assert "sedang dipakai" in capsys.readouterr().err


def test_a_letter_without_libreoffice_and_with_pdf_ends_with_code_9(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/tidak/ada")
    capsys.readouterr()
    assert jalankan([*buat("nota-dinas", NOTA), "--pdf"]) == 9
    assert "LibreOffice" in capsys.readouterr().err


def test_damage_ends_with_code_7(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next((folder / "arsip" / "2026").glob("*.docx")).unlink()
    capsys.readouterr()
    assert jalankan(["periksa"]) == 7
    assert "berkas hilang" in capsys.readouterr().out


def test_a_number_that_is_refused_ends_with_code_5_and_a_state_with_13(folder: Path) -> None:
    assert jalankan([*buat("nota-dinas", NOTA), "--tanggal", "2026-01-05"]) == 5
    assert jalankan(["batal", "1/ND/DKUKM/XI/2026", "--alasan", "x"]) == 0
    assert jalankan(["batal", "1/ND/DKUKM/XI/2026", "--alasan", "x"]) == 13
    assert jalankan(["batal", "99/ND/DKUKM/XI/2026", "--alasan", "x"]) == 11
