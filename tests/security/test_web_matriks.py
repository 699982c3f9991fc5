"""The attack matrix: every route of the table against every way in that is none."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

import pytest

from naskah import pengguna
from naskah.web.keamanan import sesi
from naskah.web.rute import Rute
from tests.bahan.web import Dunia, Penyerang, Siap
from tests.security.rute_web import GET, POST, SEMUA, TERJAGA, setiap

# --- who may come at all -----------------------------------------------------------------------------


@setiap(SEMUA)
def test_another_host_name_is_refused(satu: Rute, pc: Penyerang) -> None:
    sebelum, alamat = pc.dunia.keadaan(), pc.dunia.alamat(satu)
    asing = ("naskah.contoh", "127.0.0.1.contoh.id", "localhost.contoh.id:8474", "192.0.2.7", "[2001:db8::1]")
    for host in (*asing, "127.0.0.1@contoh.id", "localhost:8474:1", "[::1", "127.0.0.1 ", "a\\b", "0x7f.1"):
        asal = {"host": host, "origin": f"http://{host}"}
        assert pc.kirim(satu.metode, alamat, kepala=asal).status_code == 421, host
    assert pc.dunia.keadaan() == sebelum


@setiap(POST)
def test_another_site_is_refused(satu: Rute, pc: Penyerang) -> None:
    sebelum, alamat = pc.dunia.keadaan(), pc.dunia.alamat(satu)
    for situs, asal in (
        (None, None),
        ("cross-site", pc.asal),
        ("same-site", pc.asal),
        ("none", pc.asal),
        ("", pc.asal),
        ("same-origin", "null"),
        ("same-origin", "http://contoh.id"),
        ("same-origin", "http://127.0.0.1:8475"),
        ("same-origin", "http://127.0.0.1:8474.contoh.id"),
        ("same-origin", "http://[rusak"),
        (None, "http://contoh.id"),
        (None, "null"),
        (None, ""),
    ):
        kepala = {"sec-fetch-site": situs, "origin": asal}
        assert pc.kirim("POST", alamat, kepala=kepala).status_code == 403, (situs, asal)
    assert pc.dunia.keadaan() == sebelum


@setiap(POST)
def test_without_this_sessions_token_nothing_is_done(satu: Rute, pc: Penyerang) -> None:
    sebelum, alamat = pc.dunia.keadaan(), pc.dunia.alamat(satu)
    lain = pc.peladen.csrf.buat(sesi.baru(sesi.LOKAL))
    anonim = pc.peladen.csrf.buat(sesi.Sesi())
    assert pc.tanpa_token("POST", alamat).status_code == 403
    for token in ("", "x", lain, anonim, pc.token[:-1], pc.token + "x", "é", pc.kuki()):
        assert pc.kirim("POST", alamat, token=token).status_code == 403, token
    for token in (lain, "é".encode("latin-1").decode("latin-1"), ""):
        jawab = pc.tanpa_token("POST", alamat, kepala={"x-csrf": token.encode("latin-1")})
        assert jawab.status_code == 403
    assert pc.dunia.keadaan() == sebelum


@setiap(TERJAGA)
def test_without_a_session_there_is_only_the_door(
    satu: Rute, pc: Penyerang, lan: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    sebelum, alamat = pc.dunia.keadaan(), pc.dunia.alamat(satu)
    masih = pc.kuki()
    lama = time.time() - sesi.LAMA - 60
    with monkeypatch.context() as m:
        m.setattr("itsdangerous.timed.time.time", lambda: lama)
        usang = pc.kuki()
    asing = Penyerang(lan).kuki()  # another office's key
    akun = pc.kuki(sesi.baru("staf.contoh"))
    for kuki in ("", "x", "a.b.c", usang, asing, akun, masih[:-2], "x" + masih, pc.kuki(sesi.baru())):
        jawab = pc.kirim(satu.metode, alamat, kuki=kuki)
        if satu.metode == "GET":
            assert jawab.status_code == 303, kuki
            assert jawab.headers["location"].startswith("/masuk?ke=/")
            assert pc.kirim("GET", alamat, kuki=kuki, kepala={"hx-request": "true"}).status_code == 401
        else:
            assert jawab.status_code == 401, kuki
    assert pc.dunia.keadaan() == sebelum


@setiap(TERJAGA)
def test_only_its_roles_may_use_it(satu: Rute, lan: Dunia) -> None:
    sebelum, alamat = lan.keadaan(), lan.alamat(satu)
    assert "admin" in satu.peran
    for peran in pengguna.PERAN:
        orang = Penyerang(lan, f"{peran}.contoh")
        if peran not in satu.peran:
            assert orang.kirim(satu.metode, alamat).status_code == 403, peran
        elif satu.metode == "GET":
            jawab = orang.kirim("GET", alamat)
            assert jawab.status_code in (200, 303, 404), peran
            assert not jawab.headers.get("location", "").startswith("/masuk?"), peran
    assert lan.keadaan() == sebelum


def test_a_session_of_another_level_or_of_one_pc_is_none_on_the_server(lan: Dunia) -> None:
    for siapa in (sesi.Sesi("admin.contoh", "a", 7), sesi.baru(sesi.LOKAL), sesi.baru("tidak.ada")):
        orang = Penyerang(lan)
        assert orang.kirim("GET", "/", kuki=orang.kuki(siapa)).status_code == 303


# --- what GET may do ---------------------------------------------------------------------------------


@setiap(SEMUA)
def test_a_route_answers_only_its_method(satu: Rute, pc: Penyerang) -> None:
    sebelum, alamat = pc.dunia.keadaan(), pc.dunia.alamat(satu)
    ada = {r.metode for r in SEMUA if r.pola == satu.pola}
    for metode in ({"GET", "POST"} - ada) | {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ANEH"}:
        lain = [r for r in SEMUA if r.metode == metode and r.pola.count("/") == satu.pola.count("/")]
        if metode == "GET" and any("{" in r.pola for r in lain):
            continue  # the address may be another route's, e.g. /buku/{id}/{tahun}
        assert pc.kirim(metode, alamat).status_code == 405, metode
    kepala = pc.kirim("HEAD", alamat)
    if "GET" in ada:
        assert kepala.status_code == pc.kirim("GET", alamat).status_code
    else:
        assert kepala.status_code in (405, 303, 404)
    assert pc.dunia.keadaan() == sebelum


@setiap(GET)
def test_looking_changes_nothing(satu: Rute, pc: Penyerang) -> None:
    sebelum, alamat = pc.dunia.keadaan(), pc.dunia.alamat(satu)
    for kepala in ({}, {"hx-request": "true"}):
        assert pc.kirim("GET", alamat, kepala=kepala).status_code in (200, 204, 303, 404)
    isi = "_csrf", "_aksi", "aktif", "jenis", "usulan", "nomor"
    tanya = "&".join(f"{k}={quote(pc.token)}" for k in isi)
    assert pc.kirim("GET", f"{alamat}?{tanya}").status_code in (200, 303, 404, 409, 422)
    assert pc.dunia.keadaan() == sebelum


ANEH = (
    *("%00", "%0d%0aSet-Cookie:x=1", "9" * 5000, "-1", "%F0%9F%92%A9", "{{7*7}}", "%ED%A0%80", "٣", "%"),
    *("'%22%3E%3Cimg%20src=x%20onerror=uji()%3E", "../../kantor.toml", "99999999999999999999"),
)
TANYA = (
    *(
        "kata",
        "halaman",
        "lewati",
        "urut",
        "turun",
        "ke",
        "kunci",
        "kolom",
        "keadaan",
        "untuk",
        "apa",
        "buku",
    ),
    *("periksa", "baru", "semua", "s.hal", "tampil"),
)


@setiap(GET)
def test_no_query_breaks_a_page(satu: Rute, pc: Penyerang) -> None:
    alamat = pc.dunia.alamat(satu)
    for nilai in ANEH:
        tanya = "&".join(f"{n}={nilai}" for n in (TANYA if len(nilai) < 100 else TANYA[:1]))
        jawab = pc.kirim("GET", f"{alamat}?{tanya}")
        assert jawab.status_code in (200, 303, 400, 404, 409, 422), (nilai, jawab.text)
        assert "<img src=x" not in jawab.text


LEWAT = (
    *(
        "..",
        "../kantor.toml",
        "../../kantor.toml",
        "..%2fkantor.toml",
        "%2e%2e%2fkantor.toml",
        "....//kantor.toml",
    ),
    *("..%5c..%5ckantor.toml", "..\\kantor.toml", "%2fetc%2fpasswd", "/etc/passwd", "C:%5cWindows%5cwin.ini"),
    *(
        "kantor.toml",
        "naskah.db",
        ".simpanan/kunci-web",
        "%2esimpanan%2fkunci-web",
        "%252e%252e%252fkantor.toml",
    ),
    *("x%00.docx", "%0a", "a" * 3000, "9" * 30, "-1", "%ff%fe", "CON", "x%3a%3a$DATA", "{{7*7}}", "%"),
    "%3Cscript%3Euji()%3C/script%3E",
)


@setiap([r for r in SEMUA if "{" in r.pola])
def test_no_path_leads_elsewhere(satu: Rute, pc: Penyerang) -> None:
    sebelum = pc.dunia.keadaan()
    for parameter in re.findall(r"\{(\w+)", satu.pola):
        for nilai in LEWAT:
            jawab = pc.kirim(satu.metode, pc.dunia.alamat(satu, **{parameter: nilai}), token="x")
            assert jawab.status_code < 500 or jawab.status_code == 503, (parameter, nilai, jawab.text)
            for rahasia in ("kantor_id =", "[instansi]", "root:", "SQLite format", "<script>uji"):
                assert rahasia.encode() not in jawab.content, (parameter, nilai)
    assert pc.dunia.keadaan() == sebelum


@pytest.mark.parametrize("jalur", ["/statis/", "/berkas/", "/"])
def test_files_that_are_not_registered_do_not_leave(jalur: str, pc: Penyerang) -> None:
    for nilai in LEWAT:
        jawab = pc.kirim("GET", jalur + nilai)
        if "/.." not in f"/{nilai}":  # the client itself takes "/.." away
            assert jawab.status_code in (303, 400, 404, 405), (nilai, jawab.text)
        assert b"kantor_id =" not in jawab.content
    for nilai in (
        "data/pegawai.xlsx",
        "buku/agenda-surat-keluar-2026.xlsx",
        "arsip",
        "arsip/",
        "./kantor.toml",
    ):
        assert pc.kirim("GET", f"/berkas/{nilai}").status_code == 404


def test_a_registered_file_comes_as_what_it_is(pc: Penyerang) -> None:
    path = pc.dunia.isi["/berkas/"]["path"]
    jawab = pc.kirim("GET", f"/berkas/{quote(path)}")
    assert jawab.content == (pc.dunia.kantor.folder / path).read_bytes()
    assert jawab.headers["content-disposition"].startswith("attachment;")
    assert jawab.headers["content-type"].endswith("wordprocessingml.document")


def test_addresses_nobody_has_are_answered_like_all_others(pc: Penyerang) -> None:
    for alamat, status in (
        ("/tidak/ada", 404),
        ("/statis/tidak-ada", 404),
        ("/statis/", 404),
        ("/buat/", 404),
    ):
        assert pc.kirim("GET", alamat).status_code == status, alamat
        assert pc.kirim("GET", alamat, kepala={"host": "contoh.id"}).status_code == 421
    assert pc.kirim("GET", "/cari?kata=" + "a" * 9000).status_code == 414
    assert pc.kirim("GET", "/statis/naskah.css").status_code == 200
    assert pc.kirim("GET", "/statis/naskah.css", kepala={"host": "contoh.id"}).status_code == 421
    assert pc.kirim("POST", "/statis/naskah.css").status_code == 405


# --- what is typed comes back as text ----------------------------------------------------------------

CORETAN = (
    "<script>uji()</script>",
    '"><img src=x onerror=uji()>',
    "uji{{7*7}}uji{% raw %}",
    "'; DROP TABLE naskah; --",
    "\x00\x01\x08\x0b\x1b\x7f",
    "\u202eterbalik\ufeff\u2028",
    "9" * 5000,
    "=cmd|' /C calc'!A0",
    "a" * 20_000,
    "../../kantor.toml",
    "\U0001f4a9" * 10,
)


@pytest.fixture(scope="module")
def medan(pc: Penyerang) -> list[str]:
    """Every name any page has in a form."""
    semua = set[str]()
    for satu in GET:
        semua |= set(re.findall(r'name="([^"]+)"', pc.kirim("GET", pc.dunia.alamat(satu)).text))
    return sorted(semua - {"_csrf", "viewport", "htmx-config"})


def pastikan_teks(teks: str) -> None:
    assert "<script>uji" not in teks
    assert "<img src=x" not in teks
    assert "uji49uji" not in teks


@pytest.fixture(scope="module")
def kotor(siap_pc: Siap, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Penyerang]:
    """An office into which all of it is typed; what one page stored the next ones show."""
    with closing(siap_pc.salin(tmp_path_factory.mktemp("kotor") / "kantor")) as satu:
        yield Penyerang(satu)


TETAP = {"sidik", "_versi", "_dilihat", "_naskah", "jenis", "kunci", "kolom", "buku", "_permintaan"}


# Logging out ends the session; a PDF is made of what is there, slowly, and reads no field.
@setiap([r for r in POST if r.pola not in ("/keluar", "/surat/{id}/pdf")])
def test_markup_stays_text_and_nothing_typed_breaks_a_page(
    satu: Rute, kotor: Penyerang, medan: list[str]
) -> None:
    alamat = kotor.dunia.alamat(satu)
    asal = kotor.kirim("GET", alamat).text
    ada = {k: html.unescape(v) for k, v in re.findall(r'name="([^"]+)" value="([^"]*)"', asal)}
    for ke, nilai in enumerate(CORETAN):
        tetap = TETAP if ke % 3 else set[str]()
        isi = [(k, ada[k] if k in tetap and k in ada else nilai) for k in medan]
        jawab = kotor.kirim("POST", alamat, isi=isi)
        assert jawab.status_code != 500, (nilai[:40], jawab.text)
        pastikan_teks(jawab.text)
        if jawab.status_code == 303:
            pesan = [k.split(";")[0] for k in jawab.headers.get_list("set-cookie") if "naskah_pesan" in k]
            kuki = "; ".join([f"{sesi.NAMA_KUKI}={kotor.kuki()}", *pesan])
            lanjut = kotor.kirim("GET", jawab.headers["location"], kepala={"cookie": kuki})
            assert lanjut.status_code < 500, lanjut.text
            pastikan_teks(lanjut.text)


@setiap(GET)
def test_what_was_typed_before_is_text_on_every_page(satu: Rute, kotor: Penyerang) -> None:
    lihat = kotor.kirim("GET", kotor.dunia.alamat(satu))
    assert lihat.status_code != 500, lihat.text
    pastikan_teks(lihat.text)


def test_no_step_on_a_table_breaks_the_form(kotor: Penyerang) -> None:
    for jenis in ("spt", "nota-dinas"):
        baru = kotor.kirim("POST", "/buat", isi=[("jenis", jenis)]).headers["location"]
        for aksi in ("tempel:tidak-ada", "tempel:hal", "tambah:hal", "hapus:hal:1", "naik::", ":", "::"):
            jawab = kotor.kirim("POST", baru, isi=[("_aksi", aksi), ("_tempel.hal", "x")])
            assert jawab.status_code == 404, aksi
        for tabel in ("pegawai", "dasar", "peserta", "untuk"):
            for aksi in (
                f"hapus:{tabel}:{'9' * 5000}",
                f"naik:{tabel}:0",
                f"tempel:{tabel}",
                f"tambah:{tabel}",
            ):
                isi = [("_aksi", aksi), (f"_tempel.{tabel}", "x" * 200_000)]
                assert kotor.kirim("POST", baru, isi=isi).status_code in (303, 404, 422), aksi
        assert kotor.kirim("GET", baru).status_code == 200
