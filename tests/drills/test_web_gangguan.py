"""What a person at the browser meets when something breaks: told what happened, nothing typed is lost."""

from __future__ import annotations

import html
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2
import pytest

from naskah import isian, pdf
from naskah.checks import periksa
from naskah.kantor import Kantor
from naskah.web.pratinjau import Pratinjau
from registers.dasar.waktu import FixedClock
from tests.bahan.kantor import contoh, jejak
from tests.bahan.web import Dunia, Penyerang, dunia
from tests.conftest import AKAR, SAAT

PEKERJA = Path(__file__).with_name("pekerja_web.py")
_ISIAN = re.compile(r'name="([^"]+)" value="([^"]*)"')
_KIRIMAN = re.compile(r'<textarea name="([^"]+)" hidden>\n?(.*?)</textarea>', re.DOTALL)


@contextmanager
def server(folder: Path, *cara: str) -> Generator[tuple[subprocess.Popen[str], httpx2.Client]]:
    """A process that serves, and a browser that has come in by its link."""
    proses = subprocess.Popen(
        [sys.executable, str(PEKERJA), str(folder), *cara],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(AKAR)},
    )
    assert proses.stdout is not None
    tautan = proses.stdout.readline().strip()
    asal = tautan.split("/masuk")[0]
    try:
        with httpx2.Client(base_url=asal, headers={"origin": asal}, timeout=60) as klien:
            pintu = klien.get(tautan)
            assert klien.post("/masuk", data=dict(_ISIAN.findall(pintu.text))).status_code == 303
            yield proses, klien
    finally:
        proses.kill()
        proses.wait(20)
        proses.stdout.close()


def siap_terbit(folder: Path) -> str:
    """A form that is filled; its id."""
    kantor = Kantor.buka(folder, clock=FixedClock(SAAT), pelaku="Contoh")
    id_ = isian.mulai(kantor, "nota-dinas", contoh("nota-dinas")).id
    kantor.tutup()
    return id_


def tanya(klien: httpx2.Client, id_: str) -> dict[str, str]:
    """What the last question of a form sends."""
    ada = {k: html.unescape(v) for k, v in _ISIAN.findall(klien.get(f"/isian/{id_}/terbit").text)}
    return {**ada, "_aksi": "terbit"}


def terbit(kantor: Kantor) -> list[str]:
    with kantor.ledger.baca() as baca:
        return [n.nomor for n in baca.cari(batas=None) if n.status == "terbit"]


@pytest.fixture
def satu(folder_kantor: Path) -> Iterator[Dunia]:
    with closing(dunia(folder_kantor, lokal=True)) as satu:
        yield satu


def isi_surat(satu: Dunia, orang: Penyerang) -> list[tuple[str, str]]:
    halaman = orang.kirim("GET", f"/isian/{satu.isi['/isian/']['id']}/terbit").text
    return [(k, html.unescape(v)) for k, v in _ISIAN.findall(halaman) if k in ("_versi", "_aksi")]


def test_killed_between_confirm_and_answer_the_same_request_gives_the_same_letter(
    folder_kantor: Path, kantor: Kantor
) -> None:
    id_ = siap_terbit(folder_kantor)
    with server(folder_kantor, "mati") as (proses, klien):
        kirim = tanya(klien, id_)
        with pytest.raises(httpx2.HTTPError):
            klien.post(f"/isian/{id_}/terbit", data=kirim)
        assert proses.wait(20) == -signal.SIGKILL
    with server(folder_kantor) as (_, klien):
        ulang = {**kirim, "_csrf": dict(_ISIAN.findall(klien.get("/buat").text))["_csrf"]}
        for _ in range(2):
            jawab = klien.post(f"/isian/{id_}/terbit", data=ulang)
            assert jawab.status_code == 303
            assert jawab.headers["location"].startswith(f"/surat/{id_}")
        assert "1/ND/" in klien.get(f"/surat/{id_}").text
    assert len(terbit(kantor)) == 1
    periksa(kantor, perbaiki=True)
    assert not periksa(kantor, menyeluruh=True).rusak


def test_on_a_full_disk_the_page_says_so_and_the_next_try_issues_it(
    folder_kantor: Path, kantor: Kantor
) -> None:
    id_ = siap_terbit(folder_kantor)
    sebelum = jejak(kantor)
    with server(folder_kantor, "penuh", "2000") as (_, klien):
        jawab = klien.post(f"/isian/{id_}/terbit", data=tanya(klien, id_))
        assert jawab.status_code == 507
        assert "penuh" in jawab.text or "cakram" in jawab.text
        assert "Kirim lagi" in jawab.text
        assert "Traceback" not in jawab.text
    assert jejak(kantor) == sebelum
    with server(folder_kantor) as (_, klien):
        assert klien.post(f"/isian/{id_}/terbit", data=tanya(klien, id_)).status_code == 303
    assert len(terbit(kantor)) == 1


_PENGUNCI = """
import sqlite3, sys
k = sqlite3.connect(sys.argv[1], isolation_level=None)
k.execute("BEGIN IMMEDIATE")
print("terkunci", flush=True)
sys.stdin.readline()
"""


@contextmanager
def terkunci(folder: Path) -> Generator[None]:
    """Another process keeps the ledger's write lock."""
    perintah = [sys.executable, "-c", _PENGUNCI, str(folder / "naskah.db")]
    proses = subprocess.Popen(perintah, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert proses.stdout is not None
    assert proses.stdout.readline() == "terkunci\n"
    try:
        yield
    finally:
        proses.communicate("\n", timeout=20)


def test_a_ledger_locked_for_ten_seconds_is_told_and_the_same_form_goes_again(satu: Dunia) -> None:
    orang, id_ = Penyerang(satu), satu.isi["/isian/"]["id"]
    isi = [*isi_surat(satu, orang), ("pesanan", '"<ketikan>"\nbaris dua')]
    with terkunci(satu.kantor.folder):
        mulai = time.monotonic()
        simpan = orang.kirim(
            "POST", f"/isian/{id_}", isi=[("_versi", "1"), ("hal", "Uji")], kepala={"hx-request": "1"}
        )
        assert simpan.status_code == 503
        assert "sedang dipakai" in simpan.text
        assert orang.kirim("GET", "/").status_code == 200  # reading goes on
        jawab = orang.kirim("POST", f"/isian/{id_}/terbit", isi=isi)
        assert time.monotonic() - mulai < 26
    assert jawab.status_code == 503
    assert "tidak ada yang tercatat" in jawab.text
    ulang = [(k, html.unescape(v)) for k, v in _KIRIMAN.findall(jawab.text)]
    assert ulang == isi
    lagi = orang.kirim("POST", f"/isian/{id_}/terbit", isi=[p for p in ulang if p[0] != "pesanan"])
    assert lagi.status_code == 303
    assert len(terbit(satu.kantor)) == 2


def test_a_short_wait_for_others_is_no_error(satu: Dunia) -> None:
    orang, id_ = Penyerang(satu), satu.isi["/isian/"]["id"]
    isi = isi_surat(satu, orang)
    with terkunci(satu.kantor.folder):
        hasil: list[int] = []
        kerja = threading.Thread(
            target=lambda: hasil.append(orang.kirim("POST", f"/isian/{id_}/terbit", isi=isi).status_code)
        )
        kerja.start()
        time.sleep(2)
    kerja.join(20)
    assert hasil == [303]


def test_a_book_open_in_excel_is_a_warning_not_a_refusal(satu: Dunia) -> None:
    orang, id_ = Penyerang(satu), satu.isi["/isian/"]["id"]
    buku = satu.kantor.folder / "buku" / "agenda-surat-keluar-2026.xlsx"
    buku.with_name(f"~${buku.name}").write_bytes(b"\x07Contoh" + b" " * 150)
    jawab = orang.kirim("POST", f"/isian/{id_}/terbit", isi=isi_surat(satu, orang))
    assert jawab.status_code == 303
    pesan = next(k.split(";")[0] for k in jawab.headers.get_list("set-cookie") if "naskah_pesan" in k)
    lihat = orang.kirim(
        "GET", jawab.headers["location"], kepala={"cookie": f"naskah={orang.kuki()}; {pesan}"}
    )
    assert "agenda-surat-keluar-2026" in lihat.text
    assert "dibuka" in lihat.text
    assert len(terbit(satu.kantor)) == 2


def test_a_broken_kantor_toml_is_told_and_mending_it_is_enough(satu: Dunia) -> None:
    orang, tata = Penyerang(satu), satu.kantor.folder / "kantor.toml"
    utuh = tata.read_text("utf-8")
    tata.write_text(utuh + "\n[rusak\n", "utf-8")
    for metode, alamat in (("GET", "/"), ("POST", "/buat"), ("GET", "/masuk")):
        jawab = orang.kirim(metode, alamat)
        assert jawab.status_code == 503, alamat
        assert "kantor.toml" in jawab.text
        assert "muat ulang" in jawab.text
    tata.write_text(utuh, "utf-8")
    assert orang.kirim("GET", "/").status_code == 200


@pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="prosesnya dicari di /proc")
def test_a_hung_libreoffice_costs_the_picture_not_the_form(
    satu: Dunia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temp))
    satu.peladen.pratinjau.tutup()
    satu.peladen.pratinjau = Pratinjau(pdf.Hangat(batas_waktu=4))
    orang, id_ = Penyerang(satu), satu.isi["/isian/"]["id"]
    hentikan = threading.Event()

    def hentikan_semua() -> None:
        """Every LibreOffice of ours stands still as soon as it starts."""
        while not hentikan.wait(0.02):
            for p in Path("/proc").glob("[0-9]*"):
                try:
                    baris = (p / "cmdline").read_bytes()
                    if str(temp).encode() in baris and b"soffice.bin" in baris:
                        os.kill(int(p.name), signal.SIGSTOP)
                except OSError:
                    continue

    penghenti = threading.Thread(target=hentikan_semua)
    penghenti.start()
    try:
        surat = [(k, str(v)) for k, v in contoh("nota-dinas").items()]
        isi = [("_aksi", "pratinjau"), ("_versi", "1"), *surat]
        jawab = orang.kirim("POST", f"/isian/{id_}", isi=isi, kepala={"hx-request": "1"})
    finally:
        hentikan.set()
        penghenti.join()
        satu.peladen.pratinjau.tutup()
    assert jawab.status_code == 200
    assert "LibreOffice tidak dapat" in jawab.text
    assert "naskah.docx" in jawab.text
