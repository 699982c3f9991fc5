"""The server of the office: accounts, roles, sessions, TLS, and who is written down."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import httpx2
import pytest

from naskah import pengguna
from naskah.kantor import Kantor
from naskah.web.keamanan import pembatas, sesi
from naskah.web.keamanan.kunci import kunci
from naskah.web.keamanan.tautan import Tautan
from naskah.web.server import Cara, periksa
from registers.dasar.galat import BerkasGagal, KeadaanDitolak
from tests.bahan.web import SANDI, Dunia, Penyerang, Siap
from tests.conftest import AKAR

_ISIAN = re.compile(r'name="([^"]+)" value="([^"]*)"')


@pytest.fixture
def lan(siap_lan: Siap, tmp_path: Path) -> Iterator[Dunia]:
    with closing(siap_lan.salin(tmp_path / "kantor")) as satu:
        yield satu


def masuk(orang: Penyerang, nama: str, sandi: str, ke: str = "/") -> httpx2.Response:
    """Log in as a browser does: the door first, then name and password with its cookie and token."""
    pintu = orang.kirim("GET", "/masuk", kuki="")
    kuki = kuki_dari(pintu)
    token = dict(_ISIAN.findall(pintu.text))["_csrf"]
    return orang.kirim(
        "POST", "/masuk", kuki=kuki, token=token, isi=[("nama", nama), ("sandi", sandi), ("ke", ke)]
    )


def kuki_dari(jawab: httpx2.Response) -> str:
    semua = [k for k in jawab.headers.get_list("set-cookie") if k.startswith(f"{sesi.NAMA_KUKI}=")]
    return semua[-1].split(";")[0].partition("=")[2]


def test_who_logs_in_gets_a_new_session_and_is_the_actor_in_the_ledger(lan: Dunia) -> None:
    orang = Penyerang(lan)
    pintu = orang.kirim("GET", "/masuk", kuki="")
    jawab = masuk(orang, " Staf.Contoh ", SANDI, ke="/buat")
    assert (jawab.status_code, jawab.headers["location"]) == (303, "/buat")
    kuki = kuki_dari(jawab)
    assert kuki != kuki_dari(pintu)
    halaman = orang.kirim("GET", "/buat", kuki=kuki).text
    token = dict(_ISIAN.findall(halaman))["_csrf"]
    surat = {
        "dari": "Dinas Contoh",
        "nomor": "7/C",
        "tanggal": "20 November 2026",
        "hal": "Y",
        "_aksi": "catat",
    }
    baru = orang.kirim("POST", "/surat-masuk/catat", kuki=kuki, token=token, isi=[*surat.items()])
    assert baru.status_code == 303, baru.text
    with lan.kantor.ledger.baca() as baca:
        semua = baca.peristiwa(naskah_id=baru.headers["location"].rsplit("/", 1)[1])
    assert {p.pelaku for p in semua} == {"Contoh Staf"}


def test_a_wrong_password_says_nothing_about_the_account_and_costs_time(lan: Dunia) -> None:
    orang = Penyerang(lan)
    salah, takada = masuk(orang, "staf.contoh", "bukan"), masuk(orang, "siapa.saja", "bukan")
    assert salah.status_code == takada.status_code == 403
    assert "Nama atau kata sandi tidak cocok" in salah.text
    for _ in range(pembatas.BEBAS - 1):
        masuk(orang, "staf.contoh", "bukan")
    terakhir = masuk(orang, "staf.contoh", "bukan")
    assert terakhir.status_code == 429
    assert re.search(r"Coba lagi \d+ detik lagi", terakhir.text)
    assert masuk(orang, "staf.contoh", SANDI).status_code == 429  # also the right one waits
    assert "bukan" not in terakhir.text.replace("bukan untuk", "")


def test_only_some_passwords_are_looked_at_together(lan: Dunia) -> None:
    orang = Penyerang(lan)
    giliran = [lan.peladen.pembatas.giliran() for _ in range(pembatas.SERENTAK)]
    assert all(g.__enter__() for g in giliran)
    assert masuk(orang, "staf.contoh", SANDI).status_code == 429
    for g in giliran:
        g.__exit__(None, None, None)
    assert masuk(orang, "staf.contoh", SANDI).status_code == 303


@pytest.mark.parametrize(
    "ubah",
    [
        partial(pengguna.ganti_sandi, id_="staf.contoh", sandi="Sandi-Lain-Yang-2027"),
        partial(pengguna.ubah, id_="staf.contoh", peran="pejabat"),
        partial(pengguna.nonaktifkan, id_="staf.contoh"),
    ],
    ids=["new password", "other role", "closed"],
)
def test_a_session_ends_when_its_account_changes(lan: Dunia, ubah: Callable[[Kantor], object]) -> None:
    orang = Penyerang(lan)
    kuki = kuki_dari(masuk(orang, "staf.contoh", SANDI))
    assert orang.kirim("GET", "/buat", kuki=kuki).status_code == 200
    ubah(lan.kantor)
    assert orang.kirim("GET", "/buat", kuki=kuki).headers["location"] == "/masuk?ke=/buat"


def test_logging_out_leaves_the_browser_with_nothing(lan: Dunia) -> None:
    orang = Penyerang(lan, "staf.contoh")
    kuki = kuki_dari(orang.kirim("POST", "/keluar"))
    assert orang.kirim("GET", "/buat", kuki=kuki).status_code == 303


def test_nobody_is_sent_elsewhere_after_logging_in(lan: Dunia) -> None:
    orang = Penyerang(lan)
    for ke in (
        *("//contoh.id", "https://contoh.id", "/\\contoh.id", "/\t/contoh.id", "/\r\nx: y", "\\\\contoh.id"),
        *("javascript:uji()", "", "/masuk?ke=//contoh.id", "/./\\contoh.id"),
    ):
        jawab = masuk(orang, "staf.contoh", SANDI, ke=ke)
        assert jawab.headers["location"] == "/", ke
    assert masuk(orang, "staf.contoh", SANDI, ke="/cari?kata=a%20b").headers["location"] == "/cari?kata=a%20b"


def test_the_cookie_is_secure_behind_tls(siap_lan: Siap, tmp_path: Path) -> None:
    satu = siap_lan.salin(tmp_path / "kantor", tls=True)
    orang = Penyerang(satu, "staf.contoh")  # looks at the flags of every cookie
    baru = orang.kirim("POST", "/buat", isi=[("jenis", "nota-dinas")])
    assert baru.headers["strict-transport-security"]
    jawab = orang.kirim("POST", f"{baru.headers['location']}/buang", isi=[("_versi", "1")])
    assert any("naskah_pesan" in k for k in jawab.headers.get_list("set-cookie"))
    satu.close()


def test_a_link_is_good_once_and_not_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    tautan = Tautan("k" * 64)
    satu, lama = tautan.buat(), tautan.buat()
    assert tautan.tukar(satu)
    assert not tautan.tukar(satu)
    assert not tautan.tukar(Tautan("l" * 64).buat())
    import time

    kini = time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: kini + 700)
    assert not tautan.tukar(lama)


def test_the_key_is_one_for_all_and_never_half(tmp_path: Path) -> None:
    (tmp_path / "kunci-web").write_text("")  # left by a crash
    hasil: list[str] = []
    semua = [threading.Thread(target=lambda: hasil.append(kunci(tmp_path))) for _ in range(8)]
    for t in semua:
        t.start()
    for t in semua:
        t.join()
    assert len(set(hasil)) == 1
    assert len(hasil[0]) == 64
    assert sys.platform == "win32" or (tmp_path / "kunci-web").stat().st_mode & 0o777 == 0o600


# --- starting ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sertifikat(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl tidak terpasang")
    folder = tmp_path_factory.mktemp("tls")
    kata = "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout server.key -out server.pem -subj /CN=localhost"
    nama = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(["openssl", *kata.split(), *nama], cwd=folder, check=True, capture_output=True)
    return folder / "server.pem", folder / "server.key"


def test_what_would_show_passwords_is_refused(sertifikat: tuple[Path, Path], tmp_path: Path) -> None:
    pem, key = sertifikat
    for cara in (
        Cara(alamat="0.0.0.0"),
        Cara(lan=True),
        Cara(lan=True, alamat="192.0.2.7"),
        Cara(lan=True, sertifikat=pem),
        Cara(tanpa_tls=True),
        Cara(lan=True, proksi="bukan-ip"),
    ):
        with pytest.raises(KeadaanDitolak):
            periksa(cara)
    with pytest.raises(BerkasGagal):
        periksa(Cara(lan=True, sertifikat=tmp_path / "x", kunci=key))
    with pytest.raises(BerkasGagal):
        periksa(Cara(lan=True, sertifikat=key, kunci=pem))
    assert periksa(Cara()) == "127.0.0.1"
    assert periksa(Cara(lan=True, sertifikat=pem, kunci=key)) == "0.0.0.0"
    assert periksa(Cara(lan=True, tanpa_tls=True)) == "0.0.0.0"
    assert periksa(Cara(lan=True, proksi="192.0.2.1")) == "0.0.0.0"
    assert periksa(Cara(lan=True, alamat="127.0.0.1")) == "127.0.0.1"


def mulai(folder: Path, *kata: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            "env",
            "--default-signal=INT",  # whoever runs the tests in the background ignores it, and so would we
            str(Path(sys.executable).with_name("naskah")),
            "form",
            "--tanpa-peramban",
            "--kantor",
            str(folder),
            *kata,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=AKAR,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "NASKAH_PELAKU": "Contoh"},
    )


@contextmanager
def form(folder: Path, *kata: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """`naskah form` and the address it says; it must end when told to."""
    proses = mulai(folder, *kata)
    assert proses.stdout is not None
    baris = proses.stdout.readline()
    alamat = re.search(r"https?://\S+", baris)
    try:
        assert alamat, baris + proses.stdout.read()
        yield proses, alamat[0]
    finally:
        proses.send_signal(signal.SIGTERM)
        proses.wait(20)
        proses.stdout.close()


def test_over_tls_a_person_logs_in(siap_lan: Siap, sertifikat: tuple[Path, Path], tmp_path: Path) -> None:
    pem, key = sertifikat
    kata = ("--lan", "--alamat", "127.0.0.1", "--sertifikat", str(pem), "--kunci", str(key))
    with form(shutil.copytree(siap_lan.folder, tmp_path / "kantor"), *kata) as (_, asal):
        assert asal.startswith("https://127.0.0.1:")
        konteks = ssl.create_default_context(cafile=str(pem))
        with httpx2.Client(base_url=asal, verify=konteks, headers={"origin": asal}) as klien:
            token = dict(_ISIAN.findall(klien.get("/masuk").text))["_csrf"]
            isi = {"_csrf": token, "nama": "arsiparis.contoh", "sandi": SANDI}
            jawab = klien.post("/masuk", data=isi, headers={"x-forwarded-for": "192.0.2.9"})
            assert jawab.status_code == 303
            assert "secure" in jawab.headers["set-cookie"].lower()
            beranda = klien.get("/")
            assert "Contoh Arsiparis" in beranda.text
            assert "server" not in beranda.headers
            assert klien.get("/", headers={"host": "contoh.id"}).status_code == 421
            assert klien.get("/pengaturan/pengguna").status_code == 403


def test_without_an_admin_the_office_is_not_served(folder_kantor: Path) -> None:
    proses = mulai(folder_kantor, "--lan", "--alamat", "127.0.0.1")
    keluar, _ = proses.communicate(timeout=60)
    assert proses.returncode == 10
    assert "Belum ada admin" in keluar
    assert "Traceback" not in keluar


def test_a_second_form_leads_to_the_running_one_and_a_taken_port_to_another(folder_kantor: Path) -> None:
    with socket.socket() as lain:
        lain.bind(("127.0.0.1", 0))
        lain.listen(1)
        # The file of a server that died, whose port somebody else has by now (and never answers).
        simpanan = folder_kantor / ".simpanan"
        simpanan.mkdir(exist_ok=True)
        jalan = simpanan / "web-jalan.json"
        jalan.write_text(json.dumps({"url": f"http://127.0.0.1:{lain.getsockname()[1]}", "pid": 1}))
        with form(folder_kantor) as (_, tautan):
            asal = tautan.split("/masuk")[0]
            assert not asal.endswith(f":{lain.getsockname()[1]}")
            kedua = mulai(folder_kantor)
            keluar, _ = kedua.communicate(timeout=60)
            assert kedua.returncode == 0
            assert f"{asal}/masuk?kunci=" in keluar
            kunci_kedua = re.search(r"kunci=(\S+)", keluar)
            assert kunci_kedua
            with httpx2.Client(base_url=asal, headers={"origin": asal}) as klien:
                pintu = dict(_ISIAN.findall(klien.get("/masuk", params={"kunci": kunci_kedua[1]}).text))
                assert klien.post("/masuk", data=pintu).status_code == 303
                assert klien.get("/").status_code == 200
        assert not jalan.exists()


def test_another_office_takes_another_port(folder_kantor: Path, siap_lan: Siap, tmp_path: Path) -> None:
    lain = shutil.copytree(siap_lan.folder, tmp_path / "lain")
    with form(folder_kantor) as (_, satu), form(lain) as (_, dua):
        assert satu.split("/masuk")[0] != dua.split("/masuk")[0]


def test_ctrl_c_ends_it_quietly(folder_kantor: Path) -> None:
    with form(folder_kantor) as (proses, _):
        proses.send_signal(signal.SIGINT)
        assert proses.wait(20) in (0, 130)
        assert proses.stdout is not None
        assert "Traceback" not in proses.stdout.read()
