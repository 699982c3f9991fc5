"""A new type is a new folder, a new book a new file: everything knows them, and no code was touched."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from naskah import issue, perubahan
from naskah.commands import jalankan
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.render import teks
from registers import definisi
from registers.dasar.waktu import FixedClock
from registers.definisi import muat_buku
from tests.bahan.kantor import baris_buku, utuh
from tests.conftest import SAAT

JENIS = "surat-keterangan"
NAMA = "Koperasi A & B <Maju>"


@pytest.fixture
def folder(folder_kantor: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with a type of its own, made as the README says."""
    monkeypatch.chdir(folder_kantor)
    monkeypatch.setenv("NASKAH_PELAKU", "Contoh")
    assert jalankan(["templat", "baru", JENIS]) == 0
    return folder_kantor


@pytest.fixture
def hasil(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs a command with --json in that office; gives what it printed."""

    def jalan(*kata: str) -> Any:
        capsys.readouterr()
        kode = jalankan([*kata, "--json"])
        keluar = capsys.readouterr()
        assert kode == 0, keluar.err
        return json.loads(keluar.out)

    return jalan


def test_every_command_knows_the_new_type(hasil: Callable[..., Any], folder: Path) -> None:
    contoh = str(folder / "templates" / JENIS / "contoh.toml")
    assert JENIS in [j["id"] for j in hasil("jenis")["jenis"]]
    rinci = hasil("jenis", JENIS)
    assert {"nama", "alamat", "isi", "rincian"} <= {i["nama"] for i in rinci["isian"]}
    assert hasil("templat", "periksa", JENIS) == {"temuan": []}
    assert hasil("buat", JENIS, "--isi", contoh, "--coba")["naskah"][0]["urut"] == ""
    surat = hasil("buat", JENIS, "--isi", contoh)["naskah"][0]
    assert surat["buku"] == ["agenda-surat-keluar", "pengendali-keluar"]
    assert JENIS in surat["berkas"][0]["path"]
    konsep = hasil("buat", JENIS, "--isi", contoh, "--konsep")["naskah"][0]
    assert hasil("terbit", konsep["id"])["naskah"][0]["urut"] == "2"
    ralat = hasil("ralat", surat["id"], "--set", "nama=Koperasi Umpama", "--alasan", "salah nama")
    assert ralat["naskah"][0]["hal"].endswith("Koperasi Umpama")
    assert [s["id"] for s in hasil("cari", "Umpama")["naskah"]] == [surat["id"]]
    assert hasil("periksa", "--menyeluruh")["temuan"] == []


def test_the_letter_prints_its_values_and_the_books_its_row(folder: Path) -> None:
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh")
    isi = {
        "nama": "Koperasi A & B <Maju>",
        "alamat": "Jalan Contoh",
        "isi": "Alinea.",
        "rincian": [{"uraian": "Satu"}],
    }
    surat = issue.buat(kantor, Permintaan(JENIS, isi))[0]
    assert NAMA in teks((kantor.folder / surat.berkas[0].path).read_bytes())
    assert utuh(kantor, surat)
    assert baris_buku(kantor, "agenda-surat-keluar")[0]["nomor"] == surat.nomor
    assert perubahan.batal(kantor, surat.id, alasan="coba")[0].status == "batal"
    kantor.tutup()


def test_a_field_added_to_the_declaration_is_asked_for_at_once(
    folder: Path, hasil: Callable[..., Any]
) -> None:
    path = folder / "templates" / JENIS / "naskah.toml"
    tambahan = '\n[[isian]]\nnama = "warna"\nlabel = "Warna"\nwajib = true\ncetak = false\n'
    path.write_text(path.read_text("utf-8") + tambahan, "utf-8")
    assert "warna" in {i["nama"] for i in hasil("jenis", JENIS)["isian"]}
    assert jalankan(["buat", JENIS, "--isi", str(path.with_name("contoh.toml")), "--coba"]) == 3


def test_an_office_overrides_a_type_of_ours(folder: Path, hasil: Callable[..., Any]) -> None:
    asal, tujuan = folder / "templates" / JENIS, folder / "templates" / "surat-tugas"
    asal.rename(tujuan)
    assert {i["nama"] for i in hasil("jenis", "surat-tugas")["isian"]} >= {"rincian", "alamat"}


def test_a_new_book_is_a_new_file(kantor: Kantor, tmp_path: Path) -> None:
    lain = tmp_path / "books"
    lain.mkdir()
    asal = Path(definisi.__file__).with_name("books") / "pengendali-keluar.toml"
    (lain / "agenda-nota.toml").write_bytes(asal.read_bytes())
    kantor.__dict__["buku"] = muat_buku([lain])
    milik = kantor.folder / "templates" / "nota-dinas"
    milik.mkdir(parents=True)
    for berkas in kantor.katalog.jenis("nota-dinas").folder.iterdir():
        (milik / berkas.name).write_bytes(berkas.read_bytes())
    toml = milik / "naskah.toml"
    baris = next(b for b in toml.read_text("utf-8").splitlines() if b.startswith("buku = "))
    toml.write_text(toml.read_text("utf-8").replace(baris, 'buku = ["agenda-nota"]'), "utf-8")
    del kantor.__dict__["katalog"]
    isi = {"kepada": "Sekretaris", "hal": "Contoh", "isi": "Alinea."}
    surat = issue.buat(kantor, Permintaan("nota-dinas", isi))[0]
    assert (surat.buku, surat.peringatan) == (("agenda-nota",), ())
    assert [b["_id"] for b in baris_buku(kantor, "agenda-nota")] == [surat.id]
