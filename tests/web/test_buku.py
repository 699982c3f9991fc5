"""The books in the browser, script off and with htmx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from naskah import buku
from naskah.kantor import Kantor
from naskah.web.aplikasi import bangun
from naskah.web.keamanan import csrf
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from tests.conftest import SAAT

ID, TABEL = "register-rat", "/buku/register-rat/2026"
BARIS = {"koperasi": "Koperasi <b>Contoh</b>", "tanggal_terima": "2-11-2026", "tahun_buku": "2025"}
ASAL = {"sec-fetch-site": "same-origin", "origin": "http://localhost"}


@pytest.fixture
def web(folder_kantor: Path, kantor: Kantor) -> Iterator[TestClient]:
    """A browser that has come in over the link, in an office with one row in a book."""
    buku.tambah(kantor, ID, BARIS)
    peladen = Peladen(folder_kantor, clock=FixedClock(SAAT))
    with TestClient(bangun(peladen), base_url="http://localhost", headers=ASAL) as klien:
        pintu = klien.get("/masuk", params={"kunci": peladen.tautan.buat()})
        isian = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', pintu.text))
        assert klien.post("/masuk", data=isian, follow_redirects=False).status_code == 303
        yield klien
    peladen.tutup()


def token(web: TestClient, alamat: str = "/buku") -> str:
    cocok = re.search(rf'name="{csrf.NAMA}" value="([^"]+)"', web.get(alamat).text)
    assert cocok
    return cocok[1]


def kunci(kantor: Kantor) -> str:
    with kantor.ledger.baca() as baca:
        return baca.semua_baris(ID, 2026)[0].kunci


def kirim(web: TestClient, alamat: str, isi: dict[str, str], *, htmx: bool = False) -> str:
    kepala = {"hx-request": "true"} if htmx else {}
    jawab = web.post(alamat, data={csrf.NAMA: token(web), **isi}, headers=kepala)
    assert jawab.status_code == 200, jawab.text
    return jawab.text


def test_the_list_names_every_book_with_its_rows(web: TestClient, kantor: Kantor) -> None:
    halaman = web.get("/buku").text
    assert all(b.judul in halaman for b in kantor.buku.values())
    assert f'href="{TABEL}"' in halaman


def test_a_book_is_a_table_that_can_be_searched_filtered_and_sorted(web: TestClient) -> None:
    halaman = web.get(TABEL).text
    assert "Koperasi &lt;b&gt;Contoh&lt;/b&gt;" in halaman
    assert "02-11-2026" in halaman
    assert "Tidak ada baris" in web.get(TABEL, params={"kata": "takada"}).text
    assert "1 baris cocok" in web.get(TABEL, params={"s.koperasi": "contoh", "urut": "koperasi"}).text


def test_a_cell_is_edited_on_a_page_of_its_own_with_script_off(web: TestClient, kantor: Kantor) -> None:
    sel = {"kunci": kunci(kantor), "kolom": "catatan"}
    assert 'name="dilihat" value=""' in web.get(f"{TABEL}/sel", params=sel).text
    halaman = kirim(
        web, f"{TABEL}/sel", {**sel, "baru": "sudah diperiksa", "dilihat": "", "ke": f"{TABEL}?kata=contoh"}
    )
    assert "Tersimpan." in halaman
    assert "sudah diperiksa" in halaman


def test_a_cell_is_edited_in_its_place_with_htmx(web: TestClient, kantor: Kantor) -> None:
    sel = {"kunci": kunci(kantor), "kolom": "catatan"}
    bagian = web.get(f"{TABEL}/sel", params=sel, headers={"hx-request": "true"}).text
    assert "<html" not in bagian
    assert 'name="dilihat"' in bagian
    jawab = kirim(web, f"{TABEL}/sel", {**sel, "baru": "beres", "dilihat": ""}, htmx=True)
    assert "<html" not in jawab
    assert ">beres</a>" in jawab


def test_what_was_changed_meanwhile_and_what_is_the_ledgers_is_refused(
    web: TestClient, kantor: Kantor
) -> None:
    isi = {csrf.NAMA: token(web), "kunci": kunci(kantor), "baru": "x"}
    bentrok = web.post(f"{TABEL}/sel", data={**isi, "kolom": "koperasi", "dilihat": "lain"})
    assert (bentrok.status_code, "diubah orang lain" in bentrok.text) == (409, True)
    besar = web.post(f"{TABEL}/sel", data={**isi, "kolom": "urutan", "dilihat": "1"})
    assert (besar.status_code, "ditulis buku besar" in besar.text) == (409, True)


def test_a_row_is_typed(web: TestClient) -> None:
    assert 'name="koperasi"' in web.get(f"{TABEL}/ketik").text
    halaman = kirim(web, f"{TABEL}/ketik", {**BARIS, "koperasi": "Koperasi Contoh Makmur"})
    assert "Koperasi Contoh Makmur" in halaman
    salah = web.post(f"{TABEL}/ketik", data={csrf.NAMA: token(web), "koperasi": "X"})
    assert (salah.status_code, "Tahun Buku" in salah.text) == (422, True)


def test_books_are_synced_and_downloaded(web: TestClient) -> None:
    assert "Register Penerimaan Buku RAT 2026" in kirim(web, "/buku/sinkron", {"buku": ID, "tahun": "2026"})
    assert "Hasil sinkronisasi" in kirim(web, "/buku/sinkron", {})
    jawab = web.get(f"{TABEL}/berkas")
    assert jawab.content.startswith(b"PK")
    assert "register-rat-2026.xlsx" in jawab.headers["content-disposition"]


def test_a_conflict_shows_both_values_and_is_settled(web: TestClient, kantor: Kantor) -> None:
    from registers.ledger import Konflik

    with kantor.ledger.tulis("Contoh Pengolah") as tx:
        urut = tx.catat("sinkron", "", {"buku": ID, "tahun": 2026, "diambil": []}).urut
        satu = Konflik(ID, 2026, kunci(kantor), "catatan", "dari Excel", "dari layar")
        tx.catat_konflik(satu, urut)
        tx.catat_konflik(Konflik(ID, 2026, satu.kunci, "urutan", "9", "1"), urut)
    halaman = web.get("/buku/konflik").text
    assert all(t in halaman for t in ("dari Excel", "dari layar", "Contoh Pengolah", "Pakai yang diketik"))
    assert halaman.count("Pakai yang diketik") == 1  # the other column is the ledger's
    assert "selesai" in kirim(web, "/buku/konflik/1", {"pakai": "ketikan"})
    assert "dari Excel" in web.get(TABEL).text


@pytest.mark.parametrize(
    "alamat", ["/buku/entah/2026", "/buku/register-rat/20266", "/buku/register-rat/1999/berkas"]
)
def test_what_is_no_book_is_not_found(web: TestClient, alamat: str) -> None:
    assert web.get(alamat).status_code == 404


def test_a_typed_row_sent_twice_is_entered_once_and_a_refused_one_comes_back(
    web: TestClient, kantor: Kantor
) -> None:
    halaman = web.get(f"{TABEL}/ketik").text
    permintaan = re.search(r'name="_permintaan" value="(\w+)"', halaman)
    assert permintaan
    isi = {**BARIS, "koperasi": "Koperasi Contoh Ganda", "_permintaan": permintaan[1]}
    for _ in range(2):
        kirim(web, f"{TABEL}/ketik", isi)
    with kantor.ledger.baca() as baca:
        assert len(baca.semua_baris(ID, 2026)) == 2
    salah = {**isi, "koperasi": "Koperasi & Baru", "tanggal_terima": "kemarin lusa"}
    jawab = web.post(f"{TABEL}/ketik", data={csrf.NAMA: token(web), **salah})
    assert jawab.status_code == 422
    assert 'value="Koperasi &amp; Baru"' in jawab.text
    assert 'value="kemarin lusa"' in jawab.text
    assert f'value="{permintaan[1]}"' in jawab.text
