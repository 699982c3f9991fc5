"""Accounts in the settings, and a password of one's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from naskah import pengguna
from naskah.kantor import Kantor
from naskah.tatanan import baca_tatanan
from naskah.web import rute
from naskah.web.aplikasi import bangun
from naskah.web.keamanan import csrf, sesi
from naskah.web.laman.pengaturan_pengguna import ARTI_PERAN
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from tests.bahan.pengaturan_web import buka, kirim
from tests.conftest import SAAT
from tests.web.conftest import ASAL, Peramban

SANDI = "kuda hijau lompat"
BARU = "gajah biru terbang"


# --- accounts ----------------------------------------------------------------------------------------


def test_everything_wrong_with_an_account_is_said_at_once(peramban: Peramban) -> None:
    isi = {
        "nama_masuk": "a",
        "nama": "",
        "peran": "raja",
        "pos": "tidak-ada",
        "nip": "1",
        "sandi": "pendek",
        "sandi_ulang": "lain",
    }
    laman = kirim(peramban, "/pengaturan/pengguna", isi, 422)
    for tempat in isi:
        assert f'<a href="#{tempat}">' in laman, tempat
    assert "pendek" not in laman


def test_posts_are_chosen_and_roles_explained(peramban: Peramban, peladen: Peladen) -> None:
    laman = buka(peramban, "/pengaturan/pengguna")
    pos = re.search(r'<select name="pos".*?</select>', laman, re.DOTALL)
    assert pos is not None
    for satu in baca_tatanan(peladen.folder).pejabat:
        assert f'<option value="{satu.id}">{satu.jabatan}</option>' in pos[0]
    for peran, arti in ARTI_PERAN.items():
        assert f"<dt>{peran}</dt><dd>{arti}</dd>" in laman


def test_roles_may_do_what_their_line_says() -> None:
    def boleh(peran: str) -> set[str]:
        return {f"{r.metode} {r.pola}" for r in rute.semua() if peran in r.peran}

    assert set(ARTI_PERAN) == set(pengguna.PERAN)
    assert boleh("bendahara") == boleh("staf")
    assert "POST /buat" in boleh("staf") - boleh("pejabat")
    disposisi = "POST /surat-masuk/{id}/disposisi"
    assert disposisi in boleh("pejabat") & boleh("arsiparis") - boleh("staf")
    assert boleh("arsiparis") > boleh("staf")
    assert boleh("admin") == {f"{r.metode} {r.pola}" for r in rute.semua()}


# --- one's own password ------------------------------------------------------------------------------


@pytest.fixture
def server(folder_kantor: Path) -> Any:
    """The office on a server, with a clerk, a post holder and an admin."""
    kantor = Kantor.buka(folder_kantor, clock=FixedClock(SAAT))
    for peran in ("admin", "staf", "pejabat"):
        pengguna.tambah(kantor, f"{peran}.contoh", SANDI, nama=f"Contoh {peran}", peran=peran)
    kantor.tutup()
    peladen = Peladen(folder_kantor, lokal=False, clock=FixedClock(SAAT))
    yield peladen
    peladen.tutup()


def klien(server: Peladen, siapa: str) -> Peramban:
    """A browser in which this account is logged in."""
    akun = pengguna.satu(server.kantor.untuk(""), siapa)
    assert akun is not None
    satu = sesi.baru(siapa, akun.sesi)
    hasil = Peramban(bangun(server), base_url="http://localhost", headers=ASAL, follow_redirects=False)
    jawab = Response()
    server.kuki.tulis(jawab, satu)
    hasil.cookies.set(sesi.NAMA_KUKI, jawab.headers["set-cookie"].split(";")[0].partition("=")[2])
    hasil.token = server.csrf.buat(satu)
    return hasil


def masuk(server: Peladen, sandi: str) -> int:
    tamu: Any = TestClient(bangun(server), base_url="http://localhost", headers=ASAL, follow_redirects=False)
    token = re.search(rf'name="{csrf.NAMA}" value="([^"]+)"', tamu.get("/masuk").text)
    assert token is not None
    isi = {csrf.NAMA: token[1], "nama": "staf.contoh", "sandi": sandi}
    return tamu.post("/masuk", data=isi).status_code


@pytest.mark.parametrize("peran", ["admin", "staf", "pejabat"])
def test_everybody_on_a_server_has_a_page_for_his_password(server: Peladen, peran: str) -> None:
    laman = buka(klien(server, f"{peran}.contoh"), "/pengaturan/nama")
    assert laman.count('type="password"') == 3
    assert 'autocomplete="current-password"' in laman


def test_a_changed_password_ends_the_other_sessions_only(server: Peladen) -> None:
    sini, sana = klien(server, "staf.contoh"), klien(server, "staf.contoh")
    isi = {"sandi_lama": SANDI, "sandi": BARU, "sandi_ulang": BARU}
    kirim(sini, "/pengaturan/nama/sandi", isi, 303)
    assert "Kata sandi diganti" in buka(sini, "/pengaturan/nama")
    assert sana.get("/").headers["location"].startswith("/masuk")
    assert masuk(server, SANDI) == 403
    assert masuk(server, BARU) == 303


def test_a_wrong_present_password_and_a_bad_new_one_are_said_together(server: Peladen) -> None:
    orang = klien(server, "staf.contoh")
    isi = {"sandi_lama": "salah sekali ini", "sandi": "pendek", "sandi_ulang": "lain"}
    laman = kirim(orang, "/pengaturan/nama/sandi", isi, 422)
    for tempat in isi:
        assert f'<a href="#{tempat}">' in laman
    assert "salah sekali" not in laman
    laman = kirim(orang, "/pengaturan/nama/sandi", {k: SANDI for k in isi}, 422)
    assert "sama dengan yang sekarang" in laman
    assert masuk(server, SANDI) == 303


def test_guessing_the_present_password_is_throttled_like_a_login(server: Peladen) -> None:
    orang = klien(server, "staf.contoh")
    isi = {"sandi_lama": "tebakan yang salah", "sandi": BARU, "sandi_ulang": BARU}
    kode = [orang.kirim("/pengaturan/nama/sandi", isi).status_code for _ in range(7)]
    assert kode[0] == 422
    assert kode[-1] == 429
    assert kirim(orang, "/pengaturan/nama/sandi", {**isi, "sandi_lama": SANDI}, 429)
    assert masuk(server, SANDI) == 429  # the door counts with it


def test_on_one_pc_there_is_no_password(peramban: Peramban) -> None:
    kirim(peramban, "/pengaturan/nama/sandi", {"sandi": BARU}, 409)
    assert "Nama Anda" in buka(peramban, "/pengaturan/nama")
