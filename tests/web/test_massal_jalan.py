"""A merge at work in the browser: begun once, stopped, gone on with, its letters and files."""

from __future__ import annotations

import io
import json
import re
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from naskah import pencarian
from naskah.kantor import Kantor
from naskah.massal import giliran, jalan
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import baca_isi
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from tests.bahan import massal as bahan
from tests.bahan.kantor import contoh
from tests.bahan.massal import JENIS, lambat, undangan
from tests.bahan.massal_web import BARU, kirim, mulai, tunggu
from tests.bahan.web import Penyerang, dunia
from tests.conftest import SAAT
from tests.web.conftest import Peramban


def test_only_the_right_rows_are_made_when_the_person_says_so(
    peramban: Peramban, peladen: Peladen, kantor: Kantor
) -> None:
    baris = undangan(4)
    baris[2]["tanggal_acara"] = "besok dulu"
    rencana = kirim(peramban, baris)
    assert "Kerjakan 3 yang benar saja" in peramban.buka(rencana)
    assert "1 baris belum benar dan tidak dikerjakan" in peramban.buka(f"{rencana}/terbit")
    alamat = mulai(peramban, rencana)
    tunggu(peladen, alamat)
    assert [n for n, _ in bahan.nomor(kantor, alamat.rsplit("/", 1)[-1])] == [1, 2, 4]
    laman = peramban.buka(alamat)
    assert "3 surat terbit" in laman
    assert "1 baris gagal" in laman
    assert "besok dulu" in laman  # the row that was left is there, with its reason
    gagal = load_workbook(io.BytesIO(peramban.get(f"{alamat}/berkas/gagal.xlsx").content))
    assert "besok dulu" in str([[s.value for s in b] for b in gagal.worksheets[0].iter_rows()])


def test_all_letters_of_a_merge_are_voided_from_its_page(
    peramban: Peramban, peladen: Peladen, kantor: Kantor
) -> None:
    alamat = mulai(peramban, kirim(peramban, undangan(30)))
    tunggu(peladen, alamat)
    assert "Batalkan semua suratnya" in peramban.buka(alamat)
    assert peramban.kirim(f"{alamat}/batal", {"alasan": " "}).status_code == 422
    assert peramban.kirim(f"{alamat}/batal", {"alasan": "salah tanggal"}).status_code == 303
    tunggu(peladen, alamat)
    laman = peramban.buka(alamat)
    assert "30 baris dibatalkan" in laman
    assert "batal: salah tanggal" in laman
    assert "Lanjutkan" not in laman
    assert "Batalkan semua suratnya" not in laman
    assert "dibatalkan" in peramban.buka("/massal")
    with kantor.ledger.baca() as baca:
        assert {n.status for n in baca.cari(batas=None)} == {"batal"}
    assert peramban.get(f"{alamat}/semua.zip").status_code == 404


def test_a_merge_that_stopped_before_its_first_letter_is_only_ended(
    peramban: Peramban, peladen: Peladen, kantor: Kantor, tmp_path: Path
) -> None:
    alamat = f"/massal/{bahan.mulai(kantor, bahan.berkas(tmp_path, undangan(3)))}"
    laman = peramban.buka(alamat)
    assert "surat massal ini hanya diakhiri" in laman
    peramban.kirim(f"{alamat}/batal", {"alasan": "tidak jadi"})
    tunggu(peladen, alamat)
    assert "Lanjutkan" not in peramban.buka(alamat)
    assert "lencana merah" not in peramban.buka("/massal")


def test_a_merge_that_is_being_made_is_stopped_before_it_is_voided(
    peramban: Peramban, peladen: Peladen, monkeypatch: pytest.MonkeyPatch
) -> None:
    lambat(monkeypatch)
    alamat = mulai(peramban, kirim(peramban, undangan(150)))
    jawab = peramban.kirim(f"{alamat}/batal", {"alasan": "salah"})
    assert (jawab.status_code, "Hentikan dahulu" in jawab.text) == (409, True)
    peramban.kirim(f"{alamat}/hentikan")
    tunggu(peladen, alamat)


def test_letters_that_derive_stand_below_the_letter_of_their_row(
    peramban: Peramban, kantor: Kantor, tmp_path: Path
) -> None:
    id_ = bahan.mulai(kantor, bahan.berkas(tmp_path, [contoh("spt")]), "spt")
    bahan.lanjut(kantor, id_)
    laman = peramban.buka(f"/massal/{id_}")
    with kantor.ledger.baca() as baca:
        semua = list(baca.daftar_pekerjaan(id_))
    assert len(semua) > 1
    assert [laman.index(f">{b.surat}<") for b in semua] == sorted(laman.index(f">{b.surat}<") for b in semua)


def test_a_request_sent_twice_begins_once(peramban: Peramban, peladen: Peladen, kantor: Kantor) -> None:
    rencana = kirim(peramban, undangan(3))
    pertama = mulai(peramban, rencana)
    lagi = peramban.kirim(f"{rencana}/terbit", {"_baik": "3"})
    assert lagi.headers["location"] == pertama
    assert peramban.get(rencana).headers["location"] == pertama
    tunggu(peladen, pertama)
    with kantor.ledger.baca() as baca:
        assert len(baca.semua_pekerjaan()) == 1
    hasil: list[str] = []
    lain = kirim(peramban, undangan(2, hal="Lain"))
    benang = [threading.Thread(target=lambda: hasil.append(mulai_langsung(peladen, lain))) for _ in range(4)]
    for b in benang:
        b.start()
    for b in benang:
        b.join()
    assert len(set(hasil)) == 1


def mulai_langsung(peladen: Peladen, rencana: str) -> str:
    """As four browsers that ask at the same moment."""
    k = peladen.kantor.untuk("Contoh")

    def buat() -> Any:
        time.sleep(0.02)
        masukan = baca_isi(
            "a.json", json.dumps(undangan(1, hal="Z"), default=str).encode(), k.katalog.jenis(JENIS)
        )
        with kelompok(k, 1) as pekerja:
            telaah = jalan.periksa(k, pekerja, masukan, {}, k.hari_ini())
        return jalan.mulai(k, masukan, telaah, pilihan={"permintaan": rencana})

    return peladen.penggarap.mulai(k, rencana, buat).id


def test_a_finished_merge_shows_its_letters_and_gives_its_files(
    peramban: Peramban, peladen: Peladen, kantor: Kantor
) -> None:
    alamat = mulai(peramban, kirim(peramban, undangan(60)))
    tunggu(peladen, alamat)
    laman = peramban.buka(alamat)
    assert "60 surat terbit" in laman
    assert "hx-trigger" not in laman[laman.index('id="massal"') : laman.index("<section")]
    assert laman.count('href="/surat/N-') == 50
    assert peramban.buka(alamat, halaman="2").count('href="/surat/N-') == 10
    with zipfile.ZipFile(io.BytesIO(peramban.get(f"{alamat}/semua.zip").content)) as arsip:
        assert arsip.testzip() is None
        assert len(arsip.namelist()) == 60
        assert not [n for n in arsip.namelist() if "/" in n]
        surat = pencarian.surat(kantor, re.findall(r'href="/surat/(N-\w+)"', laman)[0])
        path = kantor.folder / surat.berkas[0].path
        assert arsip.read(path.name) == path.read_bytes()
    daftar = load_workbook(io.BytesIO(peramban.get(f"{alamat}/berkas/daftar.xlsx").content))
    assert daftar.worksheets[0].max_row == 61
    assert peramban.get(f"{alamat}/semua.zip?bagian=2").status_code == 404
    for nama in ("gagal.xlsx", "gabungan.pdf", "naskah.db", "..%2Fdaftar.xlsx", "kunci"):
        assert peramban.get(f"{alamat}/berkas/{nama}").status_code == 404, nama
    assert "selesai" in peramban.buka("/massal")


def test_a_letter_that_lost_its_file_is_named_in_the_zip(
    peramban: Peramban, peladen: Peladen, kantor: Kantor
) -> None:
    alamat = mulai(peramban, kirim(peramban, undangan(2)))
    tunggu(peladen, alamat)
    surat = pencarian.surat(kantor, re.findall(r'href="/surat/(N-\w+)"', peramban.buka(alamat))[0])
    (kantor.folder / surat.berkas[0].path).unlink()
    with zipfile.ZipFile(io.BytesIO(peramban.get(f"{alamat}/semua.zip").content)) as arsip:
        assert len(arsip.namelist()) == 2
        assert arsip.read("BERKAS-YANG-HILANG.txt").decode() == surat.berkas[0].path


def test_a_merge_is_stopped_and_gone_on_with(peramban: Peramban, peladen: Peladen, kantor: Kantor) -> None:
    alamat = mulai(peramban, kirim(peramban, undangan(150)))
    assert "Hentikan" in peramban.buka(alamat)
    assert peramban.kirim(f"{alamat}/hentikan").status_code == 303
    tunggu(peladen, alamat)
    id_ = alamat.rsplit("/", 1)[-1]
    terbit = len(bahan.nomor(kantor, id_))
    assert terbit < 150
    laman = peramban.buka(alamat)
    assert "Lanjutkan" in laman
    assert f"{terbit} dari 150 surat sudah terbit" in laman
    for _ in range(2):  # a double click
        peramban.kirim(f"{alamat}/lanjutkan")
    tunggu(peladen, alamat)
    semua = bahan.nomor(kantor, id_)
    assert [b for b, _ in semua] == list(range(1, 151))
    assert len({urut for _, urut in semua}) == 150
    bahan.pastikan_utuh(kantor)


def test_closing_the_server_ends_it_and_another_one_goes_on(
    peramban: Peramban, peladen: Peladen, kantor: Kantor
) -> None:
    from tests.web.conftest import masuk

    alamat = mulai(peramban, kirim(peramban, undangan(150)))
    peladen.tutup()
    id_ = alamat.rsplit("/", 1)[-1]
    assert len(bahan.nomor(kantor, id_)) < 150
    lain = Peladen(kantor.folder, clock=FixedClock(SAAT))
    with masuk(lain) as klien:
        assert "berhenti" in klien.buka("/massal")
        klien.kirim(f"{alamat}/lanjutkan")
        tunggu(lain, alamat)
        assert "150 surat terbit" in klien.buka(alamat)
    lain.tutup()


def test_a_merge_of_the_command_line_shows_how_it_stands(
    peramban: Peramban, peladen: Peladen, kantor: Kantor, tmp_path: Path
) -> None:
    id_ = bahan.mulai(kantor, bahan.berkas(tmp_path, undangan(3)))
    alamat = f"/massal/{id_}"
    with kantor.ledger.baca() as baca:
        pekerjaan = baca.pekerjaan(id_)
    with giliran.dikerjakan(kantor, pekerjaan):
        laman = peramban.buka(alamat)
        assert "Dikerjakan dari jendela perintah" in laman
        assert "hx-trigger" in laman
        assert peramban.kirim(f"{alamat}/hentikan").status_code == 409
        peramban.kirim(f"{alamat}/lanjutkan")
        assert peladen.penggarap.letak(id_) == -1
    assert "Lanjutkan" in peramban.buka(alamat)  # it was killed: nobody holds it
    peramban.kirim(f"{alamat}/lanjutkan")
    tunggu(peladen, alamat)
    assert "3 surat terbit" in peramban.buka(alamat)


def test_a_second_merge_waits_for_its_turn_and_letters_of_others_go_between(
    peramban: Peramban, peladen: Peladen, kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from naskah import issue
    from tests.bahan.kantor import nota

    lambat(monkeypatch)
    satu = mulai(peramban, kirim(peramban, undangan(150)))
    dua = mulai(peramban, kirim(peramban, undangan(3, hal="Lain")))
    assert "menunggu giliran" in peramban.buka(dua)
    awal = time.monotonic()
    issue.buat(peladen.kantor.untuk("Orang Lain"), nota())
    assert time.monotonic() - awal < 8
    assert peladen.penggarap.letak(dua.rsplit("/", 1)[-1]) >= 0  # the merges were still at it
    tunggu(peladen, satu)
    tunggu(peladen, dua)
    assert "3 surat terbit" in peramban.buka(dua)


def test_who_only_reads_sees_merges_but_begins_and_stops_none(kantor_kosong: Path, tmp_path: Path) -> None:
    import shutil

    satu = dunia(shutil.copytree(kantor_kosong, tmp_path / "k"), lokal=False)
    id_ = bahan.mulai(satu.kantor, bahan.berkas(tmp_path, undangan(1)))
    pejabat = Penyerang(satu, "pejabat.contoh")
    laman = pejabat.kirim("GET", f"/massal/{id_}").text
    assert "Lanjutkan" not in laman
    assert "Batalkan" not in laman
    assert pejabat.kirim("POST", f"/massal/{id_}/batal").status_code == 403
    assert pejabat.kirim("POST", f"/massal/{id_}/lanjutkan").status_code == 403
    assert pejabat.kirim("GET", BARU).status_code == 403
    assert 'href="/massal/baru"' not in pejabat.kirim("GET", "/massal").text
    assert "Lanjutkan" in Penyerang(satu, "staf.contoh").kirim("GET", f"/massal/{id_}").text
    satu.close()


def test_rows_that_fail_are_listed_and_fetched(
    peramban: Peramban, peladen: Peladen, kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    rencana = kirim(peramban, undangan(4))
    peramban.buka(f"{rencana}/terbit")
    from naskah.massal import pekerja
    from registers.dasar.galat import TemplatSalah

    asli = pekerja._satu

    def satu(kantor: Any, wadah: Any, tumpuk: Any, pesanan: Any) -> Any:
        if pesanan.baris == 2:
            raise TemplatSalah("Templat tidak cocok dengan isian.")
        return asli(kantor, wadah, tumpuk, pesanan)

    monkeypatch.setattr(pekerja, "_satu", satu)
    alamat = mulai(peramban, rencana)
    tunggu(peladen, alamat)
    laman = peramban.buka(alamat, apa="gagal")
    assert "1 baris gagal" in laman
    assert "Templat tidak cocok" in laman
    assert peramban.get(f"{alamat}/berkas/gagal.xlsx").status_code == 200
