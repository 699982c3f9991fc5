"""`naskah pengguna …`: the password is typed unseen or read from a script, and never shown."""

from __future__ import annotations

import getpass
import io
import json
import sys
from collections.abc import Callable

import pytest

from naskah import pengguna
from naskah.commands import jalankan
from naskah.kantor import Kantor

Cli = Callable[..., tuple[int, str, str]]
SANDI = "kopi pagi di beranda"
TAMBAH = ("tambah", "siti.contoh", "--nama", "Siti Contoh", "--peran", "admin")


@pytest.fixture
def cli(kantor: Kantor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs `naskah pengguna …` with `masukan` on standard input; gives exit code, output, errors."""

    def jalan(*kata: str, masukan: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(masukan))
        kode = jalankan(["pengguna", *kata, "--kantor", str(kantor.folder)])
        keluar = capsys.readouterr()
        assert "argon2" not in keluar.out + keluar.err
        return kode, keluar.out, keluar.err

    return jalan


def test_the_first_admin_is_made_by_a_script_and_can_log_in(cli: Cli, kantor: Kantor) -> None:
    kode, keluar, _ = cli(
        *TAMBAH, "--pos", "kepala-dinas", "--pelaku", "Andi", masukan=f"\ufeff{SANDI}\r\nsisa\n"
    )
    assert (kode, keluar) == (0, "Pengguna siti.contoh (admin) ditambahkan.\n")
    assert pengguna.periksa(kantor, "siti.contoh", SANDI) is not None
    with kantor.ledger.baca() as baca:
        assert baca.peristiwa()[-1].pelaku == "Andi"


def test_accounts_are_listed_for_people_and_programs(cli: Cli) -> None:
    assert "naskah pengguna tambah" in cli("daftar")[1]
    cli(*TAMBAH, masukan=SANDI)
    assert cli("daftar")[1].splitlines()[-1].split() == [
        "siti.contoh", "admin", "aktif", "-", "-", "Siti", "Contoh"
    ]  # fmt: skip
    satu = json.loads(cli("daftar", "--json")[1])["pengguna"][0]
    assert set(satu) == {"id", "nama", "nip", "pos", "peran", "aktif", "dibuat", "diubah"}


def test_an_account_is_changed_turned_off_and_on(cli: Cli, kantor: Kantor) -> None:
    cli(*TAMBAH, masukan=SANDI)
    assert cli("nonaktif", "siti.contoh")[0] == 13
    cli("tambah", "budi", "--nama", "Budi Contoh", "--peran", "staf", "--pos", "sekretaris", masukan=SANDI)
    isi = json.loads(cli("ubah", "budi", "--peran", "arsiparis", "--pos", "", "--json")[1])["pengguna"][0]
    assert (isi["peran"], isi["pos"], isi["nama"]) == ("arsiparis", "", "Budi Contoh")
    assert cli("nonaktif", "budi")[:2] == (0, "Pengguna budi tidak dapat masuk lagi.\n")
    assert " nonaktif " in cli("daftar")[1]
    assert cli("aktif", "budi")[:2] == (0, "Pengguna budi dapat masuk lagi.\n")
    assert cli("sandi", "budi", masukan="hujan sore di pasar\n")[0] == 0
    assert pengguna.periksa(kantor, "budi", "hujan sore di pasar") is not None


def test_an_easy_password_and_an_unknown_account_leave_with_their_codes(cli: Cli) -> None:
    kode, _, galat = cli(*TAMBAH, masukan="rahasia123\n")
    assert kode == 3
    assert "rahasia123" not in galat
    assert cli(*TAMBAH, masukan="")[0] == 3
    assert cli("ubah", "tiada", "--peran", "staf")[0] == 11


def test_at_a_screen_the_password_is_typed_twice_until_both_are_the_same(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ketikan = iter([SANDI, "kopi pagi di berand", SANDI, SANDI])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(ketikan))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert jalankan(["pengguna", *TAMBAH, "--kantor", str(kantor.folder)]) == 0
    assert "Keduanya tidak sama" in capsys.readouterr().err
    assert pengguna.periksa(kantor, "siti.contoh", SANDI) is not None


def test_a_screen_that_closes_while_the_password_is_typed_adds_nobody(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tutup(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", tutup)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert jalankan(["pengguna", *TAMBAH, "--kantor", str(kantor.folder)]) == 130
    assert pengguna.daftar(kantor) == []
