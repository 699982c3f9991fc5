"""The command line: what it prints, in which language, with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from naskah.catalog import folder_templat
from naskah.commands import jalankan
from naskah.kantor import Kantor
from tests.bahan.kantor import isi_folder
from tests.conftest import AKAR

NASKAH_KUNCI = {
    "id", "seri", "urut", "nomor", "tanggal", "jenis", "status", "berkas", "buku", "peringatan"
}  # fmt: skip
NOTA = str(folder_templat() / "nota-dinas" / "contoh.toml")


@pytest.fixture
def cli(
    folder_kantor: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command line in the office; gives exit code, output, errors."""
    monkeypatch.chdir(folder_kantor)
    monkeypatch.setenv("NASKAH_PELAKU", "Contoh")
    monkeypatch.delenv("NASKAH_KANTOR", raising=False)

    def jalan(*kata: object) -> tuple[int, str, str]:
        kode = jalankan([str(k) for k in kata])
        keluar = capsys.readouterr()
        assert "Traceback" not in keluar.err
        return kode, keluar.out, keluar.err

    return jalan


@pytest.fixture
def hasil(cli: Any) -> Callable[..., dict[str, Any]]:
    """Runs a command line with --json that must succeed; gives what it printed."""

    def jalan(*kata: object) -> dict[str, Any]:
        kode, keluar, galat = cli(*kata, "--json")
        assert kode == 0, galat
        return json.loads(keluar)

    return jalan


def surat(isi: dict[str, Any]) -> dict[str, Any]:
    """The first letter of a result, after checking its documented shape."""
    for satu in isi["naskah"]:
        assert set(satu) >= NASKAH_KUNCI
        assert all(set(b) == {"path", "sha256"} and not b["path"].startswith("/") for b in satu["berkas"])
    return isi["naskah"][0]


def test_a_letter_lives_its_whole_life_through_commands(hasil: Any, tmp_path: Path) -> None:
    satu = surat(hasil("buat", "nota-dinas", "--isi", NOTA, "--tanggal", "2026-11-23"))
    assert (satu["nomor"], satu["urut"], satu["status"]) == ("1/ND/DKUKM/XI/2026", "1", "terbit")
    konsep = surat(hasil("buat", "nota-dinas", "--isi", NOTA, "--tanggal", "2026-11-23", "--konsep"))
    assert (konsep["status"], konsep["nomor"]) == ("konsep", "")
    ubah = surat(hasil("ubah", konsep["id"], "--set", "hal=Hal yang diubah", "--versi", "1"))
    assert (ubah["hal"], len(ubah["berkas"])) == ("Hal yang diubah", 2)
    terbit = surat(hasil("terbit", konsep["id"], "--tanggal", "2026-11-24"))
    assert terbit["nomor"] == "2/ND/DKUKM/XI/2026"
    ralat = surat(hasil("ralat", terbit["nomor"], "--set", "hal=Hal yang benar", "--alasan", "salah ketik"))
    assert (ralat["id"], ralat["nomor"], ralat["hal"]) == (konsep["id"], terbit["nomor"], "Hal yang benar")
    pindai = tmp_path / "pindai.pdf"
    pindai.write_bytes(b"%PDF-1.7 x")
    assert surat(hasil("lampir", terbit["nomor"], pindai))["berkas"][0]["path"].endswith(".pdf")
    assert surat(hasil("batal", terbit["id"], "--alasan", "acara ditunda"))["status"] == "batal"
    assert hasil("celah") == {
        "celah": [{"seri": "nota-dinas", "periode": 2026, "urut": 2, "sebab": "batal: acara ditunda"}]
    }
    assert {n["id"] for n in hasil("cari", "nota-dinas", "--semua")["naskah"]} == {satu["id"], konsep["id"]}
    assert hasil("periksa", "--menyeluruh") == {"temuan": [], "diperbaiki": []}


def test_reserved_numbers_through_commands(hasil: Any) -> None:
    dua = hasil("pesan", "nota-dinas", "--untuk", "Sekretaris", "--jumlah", 2, "--tanggal", "2026-11-23")
    assert [n["nomor"] for n in dua["nomor"]] == ["1/ND/DKUKM/XI/2026", "2/ND/DKUKM/XI/2026"]
    hasil("lepas", "2/ND/DKUKM/XI/2026", "--alasan", "tidak jadi")
    buat = ("buat", "nota-dinas", "--isi", NOTA, "--tanggal", "2026-11-23", "--pesanan", "1/ND/DKUKM/XI/2026")
    assert surat(hasil(*buat))["urut"] == "1"
    catat = ("catat", "nota-dinas", "--hal", "Tulisan tangan", "--tanggal", "2026-11-23")
    assert surat(hasil(*catat))["urut"] == "3"
    assert [c["urut"] for c in hasil("celah", "nota-dinas")["celah"]] == [2]


def test_values_may_come_from_an_earlier_letter_and_from_standard_input(
    hasil: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lama = surat(hasil("buat", "nota-dinas", "--isi", NOTA))
    baru = surat(hasil("buat", "nota-dinas", "--dari", lama["id"], "--set", "hal=Hal yang lain"))
    assert baru["hal"] == "Hal yang lain"
    proses = subprocess.run(
        [sys.executable, str(AKAR / "cli.py"), "buat", "nota-dinas", "--isi", "-", "--json"],
        input=Path(NOTA).read_text("utf-8"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert proses.returncode == 0, proses.stderr
    assert surat(json.loads(proses.stdout))["urut"] == "3"


def test_looking_commands_print_json_and_tables(cli: Any, hasil: Any) -> None:
    assert {"id", "judul", "sop"} == set(hasil("jenis")["jenis"][0])
    rinci = hasil("jenis", "pkgb")
    assert {"isian", "seri", "buku", "sop", "klasifikasi"} <= set(rinci)
    assert {s["id"] for s in hasil("seri", "daftar")["seri"]} >= {"surat-keluar", "nota-dinas"}
    assert (
        len(hasil("seri", "terapkan")["diterapkan"]) > 1
    )  # what was only looked at is not in the ledger yet
    assert hasil("seri", "terapkan") == {"diterapkan": []}
    assert hasil("templat", "periksa", "pkgb") == {"temuan": []}
    assert hasil("cari") == {"naskah": []}
    for kata in (["jenis"], ["jenis", "spt"], ["seri", "daftar"], ["cari"], ["celah"], ["periksa"]):
        kode, keluar, _ = cli(*kata)
        assert (kode, bool(keluar.strip())) == (0, True)


def test_coba_writes_nothing(cli: Any, hasil: Any, folder_kantor: Path) -> None:
    sebelum = isi_folder(folder_kantor)
    assert surat(hasil("buat", "nota-dinas", "--isi", NOTA, "--coba"))["id"] == "(percobaan)"
    assert "Percobaan saja" in cli("buat", "nota-dinas", "--isi", NOTA, "--coba")[1]
    assert isi_folder(folder_kantor) == sebelum
    assert hasil("cari") == {"naskah": []}


def test_a_new_office_asks_or_reads_its_answers(cli: Any, tmp_path: Path) -> None:
    jawaban = tmp_path / "jawaban.toml"
    jawaban.write_text('kepala_nama = "Contoh"\ngubernur_nama = "Contoh"\n', "utf-8")
    kode, _, galat = cli("mulai", tmp_path / "baru", "--isi", jawaban)
    assert kode == 0, galat
    assert (tmp_path / "baru" / "kantor.toml").is_file()
    assert sorted(p.name for p in (tmp_path / "baru" / "data").iterdir())
    Kantor.buka(tmp_path / "baru").tutup()
    kode, _, galat = cli("mulai", tmp_path / "baru", "--isi", jawaban)
    assert (kode, "sudah ada kantor" in galat) == (10, True)
    jawaban.write_text('kepala_nama = "Contoh"\nwarna = "biru"\n', "utf-8")
    kode, _, galat = cli("mulai", tmp_path / "lain", "--isi", jawaban)
    assert kode == 3
    assert "warna" in galat
    assert "gubernur_nama" in galat
    assert not (tmp_path / "lain" / "kantor.toml").exists()


def test_an_example_office_issues_every_type(cli: Any, tmp_path: Path) -> None:
    kode, keluar, galat = cli("contoh", tmp_path / "contoh", "--json")
    assert kode == 0, galat
    semua = json.loads(keluar)["naskah"]
    jenis = {
        p.parent.name
        for pola in ("[!_]*/naskah.toml", "_paket/*/paket.toml")
        for p in folder_templat().glob(pola)
    }
    assert {s["jenis"] for s in semua} == jenis
    assert all(s["status"] == "terbit" and s["nomor"] for s in semua)
    kode, keluar, _ = cli("periksa", "--menyeluruh", "--kantor", tmp_path / "contoh")
    assert (kode, "✗" in keluar) == (0, False)
    kode, keluar, _ = cli(
        "buku", "tutup", "bku-pengeluaran", "--bulan", "2026-10", "--json", "--kantor", tmp_path / "contoh"
    )
    oktober = json.loads(keluar)  # closed by the berita acara of the example, from these very rows
    assert (oktober["penutupan"]["saldo"], oktober["temuan"], oktober["berubah"]) == ("17250000.00", [], [])
    assert oktober["sudah"]


@pytest.mark.parametrize(
    ("kata", "pesan"),
    [
        (["buat"], "belum ditulis"),
        (["buat", "nota-dinas", "--tidak-ada"], "--tidak-ada tidak dikenal"),
        (["tidakada"], "Perintah itu tidak ada"),
        (["buat", "nota-dinas", "lebih"], "terlalu banyak"),
        (["pesan", "nota-dinas", "--untuk", "x", "--jumlah", "banyak"], "--jumlah"),
        (["batal", "N-aaaaaa"], "--alasan belum ditulis"),
        (["seri", "apa"], "Perintah itu tidak ada"),
        (["lengkapi", "tcsh"], "SHELL"),
    ],
)
def test_wrong_usage_is_told_in_indonesian_with_code_2(cli: Any, kata: list[str], pesan: str) -> None:
    kode, keluar, galat = cli(*kata)
    assert (kode, keluar) == (2, "")
    assert pesan in galat
    assert "--help" in galat
    for inggris in ("Error", "Missing", "No such", "Invalid", "Usage", "Try"):
        assert inggris not in galat


def test_errors_come_as_json_too(cli: Any) -> None:
    kode, keluar, galat = cli("buat", "nota-dinas", "--isi", NOTA, "--set", "hal=", "--json")
    isi = json.loads(keluar)["galat"]
    assert (kode, isi["kode"], isi["jenis"]) == (3, 3, "DataTidakSah")
    assert isi["temuan"][0]["tempat"] == "hal"
    assert "hal" in galat


def test_an_unexpected_error_is_no_stack_trace(cli: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def meledak(*_: object, **__: object) -> None:
        raise RuntimeError("rahasia")

    monkeypatch.setattr("naskah.pencarian.cari", meledak)
    kode, _, galat = cli("cari")
    assert kode == 1
    assert "tidak terduga" in galat
    catatan = Path(galat.split()[-1])
    assert "rahasia" in catatan.read_text("utf-8")
    catatan.unlink()


def test_a_command_says_which_office_is_missing(cli: Any, tmp_path: Path) -> None:
    kode, _, galat = cli("cari", "--kantor", tmp_path / "tidak-ada")
    assert kode == 10
    assert "naskah mulai" in galat


def test_a_new_type_may_not_be_named_like_a_path(cli: Any) -> None:
    for nama in ("../x", "Surat Besar", "a/b"):
        assert cli("templat", "baru", nama)[0] == 3
    assert cli("templat", "baru", "surat-coba")[0] == 0
    assert cli("templat", "baru", "surat-coba")[0] == 13


def test_a_real_process_issues_and_leaves_with_its_code(folder_kantor: Path) -> None:
    def proses(*kata: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(AKAR / "cli.py"), *kata, "--kantor", str(folder_kantor)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    baik = proses("buat", "nota-dinas", "--isi", NOTA)
    assert (baik.returncode, baik.stderr) == (0, "")
    assert "/ND/DKUKM/" in baik.stdout
    salah = proses("buat", "nota-dinas", "--isi", NOTA, "--set", "warna=biru")
    assert (salah.returncode, salah.stdout) == (3, "")
    assert "warna" in salah.stderr
