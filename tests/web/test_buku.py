"""The books in the browser, script off and with htmx."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from naskah import buku, sel_buku
from naskah.kantor import Kantor
from naskah.lihat_buku import SelLayar
from naskah.web.aplikasi import bangun
from naskah.web.keamanan import csrf
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from registers.ledger import Konflik
from registers.meja import HasilBuku
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
    assert ">beres</span></a>" in jawab
    assert "pesan-sel" not in jawab


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


def test_what_is_wrong_with_a_row_is_said_at_once_above_and_under_each_field(web: TestClient) -> None:
    kosong = web.get(f"{TABEL}/ketik").text
    assert " required" not in kosong  # the browser would tell one at a time, in its own language
    assert kosong.count('aria-required="true"') == 3
    assert re.search(r'name="tanggal_terima"[^>]* data-tanggal', kosong)
    assert "aria-invalid" not in kosong
    salah = web.post(
        f"{TABEL}/ketik", data={csrf.NAMA: token(web), "koperasi": "X", "tanggal_terima": "dulu"}
    ).text
    for nama in ("tanggal_terima", "tahun_buku"):
        assert f'<a href="#k-{nama}">' in salah
        assert re.search(rf'name="{nama}" aria-describedby="p-{nama}[^>]* aria-invalid="true"', salah)
        assert re.search(rf'<p class="salah" id="p-{nama}">[^<]', salah)
    assert salah.count("aria-invalid") == 2


def test_long_cells_are_cut_on_the_screen_and_whole_in_the_page(web: TestClient, kantor: Kantor) -> None:
    panjang = "\n".join(f"baris {n}" for n in range(30))
    sel_buku.ubah_sel(kantor, ID, 2026, kunci(kantor), "catatan", panjang, "")
    halaman = web.get(TABEL).text
    assert f'<span class="teks-sel">{panjang}</span>' in halaman
    # The switch is a sibling before the table: it works without script.
    assert re.search(r'id="isi-lengkap".*class="gulir"', halaman, re.DOTALL)


def test_the_page_says_which_columns_may_be_filled(web: TestClient) -> None:
    kata = "Yang boleh diisi (berkepala kuning): "
    rat, agenda = web.get(TABEL).text, web.get("/buku/agenda-surat-masuk/2026").text
    assert f"{kata}semua kolom selain No. Urut, Kelengkapan, Batas Periksa, Keadaan; klik selnya." in rat
    assert f"{kata}Lokasi Arsip, Catatan; klik selnya." in agenda
    assert agenda.count('class="boleh"') == 2


def test_a_warning_after_an_edit_leads_to_the_conflicts(
    web: TestClient, kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingat = "Buku register-rat-2026.xlsx: 1 konflik; lihat: naskah buku konflik"

    def ubah(*_: object, **__: object) -> sel_buku.HasilSel:
        return sel_buku.HasilSel(SelLayar("beres", "beres"), True, (ingat,))

    monkeypatch.setattr(sel_buku, "ubah_sel", ubah)
    sel = {"kunci": kunci(kantor), "kolom": "catatan", "baru": "beres", "dilihat": ""}
    jawab = kirim(web, f"{TABEL}/sel", sel, htmx=True)
    assert "naskah buku konflik" not in jawab  # a page names pages, not commands
    assert "/buku/konflik" not in jawab
    with kantor.ledger.tulis("Contoh Pengolah") as tx:
        urut = tx.catat("sinkron", "", {"buku": ID, "tahun": 2026, "diambil": []}).urut
        tx.catat_konflik(Konflik(ID, 2026, sel["kunci"], "catatan", "a", "b"), urut)
    assert '<a href="/buku/konflik">Lihat konflik (1)</a>' in kirim(web, f"{TABEL}/sel", sel, htmx=True)


def test_books_are_synced_and_downloaded(web: TestClient) -> None:
    assert "Register Penerimaan Buku RAT 2026" in kirim(web, "/buku/sinkron", {"buku": ID, "tahun": "2026"})
    assert "sudah selaras" in kirim(web, "/buku/sinkron", {})
    jawab = web.get(f"{TABEL}/berkas")
    assert jawab.content.startswith(b"PK")
    assert "register-rat-2026.xlsx" in jawab.headers["content-disposition"]


def test_a_sync_tells_what_it_did_first_and_the_rest_in_one_line(
    web: TestClient, kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasil = [
        HasilBuku("register-sk", 2026, "a.xlsx"),
        HasilBuku("register-spt", 2026, "b.xlsx", ditulis=2),
        HasilBuku(ID, 2026, "c.xlsx", menunggu="dibuka", konflik=("No. 1: diketik a, di buku besar b",)),
        HasilBuku("register-rekomendasi", 2026, "d.xlsx"),
    ]

    def sinkron(*_: object, **__: object) -> list[HasilBuku]:
        return hasil

    monkeypatch.setattr(buku, "sinkron", sinkron)
    halaman = kirim(web, "/buku/sinkron", {})
    letak = [halaman.index(kantor.buku[h.buku].judul) for h in (hasil[2], hasil[1], hasil[0], hasil[3])]
    assert letak == sorted(letak)
    assert "<summary>2 buku lain sudah selaras.</summary>" in halaman
    assert halaman.count('<section class="kartu">') == 2
    assert "di naskah b" in halaman
    hasil[:] = hasil[:1]
    assert "menunggu putusan" not in kirim(web, "/buku/sinkron", {})
    with kantor.ledger.tulis("Contoh Pengolah") as tx:
        urut = tx.catat("sinkron", "", {"buku": "register-spt", "tahun": 2026, "diambil": []}).urut
        tx.catat_konflik(Konflik("register-spt", 2026, "x", "catatan", "a", "b"), urut)
    hasil.append(HasilBuku("register-spt", 2026, "b.xlsx"))  # of before, and open still
    assert "1 konflik menunggu putusan" in kirim(web, "/buku/sinkron", {})
    hasil[:] = hasil[:1]
    assert f"{kantor.buku['register-sk'].judul} 2026 sudah selaras" in kirim(web, "/buku/sinkron", {})


def test_a_conflict_shows_both_values_and_is_settled(web: TestClient, kantor: Kantor) -> None:
    sel_buku.ubah_sel(kantor, ID, 2026, kunci(kantor), "catatan", "dari layar", "")
    with kantor.ledger.tulis("Contoh Pengolah") as tx:
        urut = tx.catat("sinkron", "", {"buku": ID, "tahun": 2026, "diambil": []}).urut
        satu = Konflik(ID, 2026, kunci(kantor), "catatan", "dari Excel", "dari layar")
        tx.catat_konflik(satu, urut)
        tx.catat_konflik(Konflik(ID, 2026, satu.kunci, "urutan", "9", "1"), urut)
    halaman = web.get("/buku/konflik").text
    for kata in (
        "dari Excel",
        "dari layar",
        "disinkronkan oleh Contoh Pengolah",
        "Pakai yang di Excel",
    ):
        assert kata in halaman
    assert halaman.count(f"Diketik oleh {kantor.pelaku} pada ") == 1  # the other is the ledger's
    assert halaman.count("Pakai yang di Excel") == 1  # the other column is the ledger's
    assert "buku besar" not in halaman  # a ledger is something else to whoever knows accounting
    assert "2 konflik menunggu putusan" in web.get("/buku").text
    selesai = kirim(web, "/buku/konflik/1", {"pakai": "ketikan"})
    assert "Konflik nomor 1 selesai: dipakai yang di Excel." in selesai
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


@pytest.mark.parametrize("isi", ["x" * 32_768, "😀" * 16_384])
def test_a_cell_takes_no_more_than_excel_holds(web: TestClient, kantor: Kantor, isi: str) -> None:
    sel = {csrf.NAMA: token(web), "kunci": kunci(kantor), "kolom": "catatan", "dilihat": ""}
    jawab = web.post(f"{TABEL}/sel", data={**sel, "baru": isi})
    assert (jawab.status_code, "terlalu panjang untuk satu sel Excel" in jawab.text) == (422, True)
    assert web.post(f"{TABEL}/sel", data={**sel, "baru": isi[:-1]}, follow_redirects=False).status_code == 303
