"""Settings and lists in the browser, asked as a browser asks, without one."""

import base64
import html
import io
import re

import pytest
from PIL import Image
from starlette.responses import Response
from starlette.testclient import TestClient

from naskah import pengguna
from naskah.kantor import Kantor
from naskah.tatanan import baca_tatanan
from naskah.web.aplikasi import bangun
from naskah.web.keamanan.sesi import LOKAL, NAMA_KUKI, baru
from naskah.web.peladen import Peladen
from registers.dasar.waktu import FixedClock
from tests.conftest import SAAT

AGNES = "198507122010012001"
ALAMAT = "http://127.0.0.1"


class Peramban:
    """A browser with a session: its posts carry the token and hash of the page they come from."""

    def __init__(self, peladen: Peladen, siapa: str = LOKAL, tingkat: int = 0) -> None:
        self.peladen, self.sesi = peladen, baru(siapa, tingkat)
        self.klien = TestClient(bangun(peladen), base_url=ALAMAT, follow_redirects=False)
        jawab = Response()
        peladen.kuki.tulis(jawab, self.sesi)
        kuki = jawab.headers["set-cookie"].split(";")[0].partition("=")[2]
        self.klien.cookies.set(NAMA_KUKI, kuki)

    def buka(self, url):
        jawab = self.klien.get(url)
        assert jawab.status_code == 200, jawab.text
        return html.unescape(jawab.text)

    def kirim(self, url, isi=(), dari="", berkas=None, status=303):
        laman = self.buka(dari) if dari else ""
        sidik = re.search(r'name="sidik" value="(\w*)"', laman)
        data = {"_csrf": self.peladen.csrf.buat(self.sesi), "sidik": sidik[1] if sidik else "", **dict(isi)}
        jawab = self.klien.post(url, data=data, files=berkas, headers={"origin": ALAMAT})
        assert jawab.status_code == status, jawab.text
        return html.unescape(jawab.text)


@pytest.fixture
def peladen(folder_kantor):
    peladen = Peladen(folder_kantor, clock=FixedClock(SAAT))
    yield peladen
    peladen.tutup()


@pytest.fixture
def peramban(peladen):
    return Peramban(peladen)


def tatanan(peramban):
    return baca_tatanan(peramban.peladen.folder)


@pytest.mark.parametrize(
    "url",
    [
        "/pengaturan",
        "/pengaturan/instansi",
        "/pengaturan/pejabat",
        "/pengaturan/pejabat/sekretaris",
        "/pengaturan/pejabat/sekretaris/masa/0",
        "/pengaturan/seri",
        "/pengaturan/seri/nota-dinas",
        "/pengaturan/seri/baru",
        "/pengaturan/pengguna",
        "/induk/pegawai",
        "/induk/koperasi?kata=contoh",
        "/induk/pegawai/baru",
        f"/induk/pegawai/satu/{AGNES}",
        "/induk/koperasi/impor",
    ],
)
def test_every_page_opens_and_every_input_has_a_label(peramban, url):
    laman = peramban.buka(url)
    id_ = re.findall(r'<(?:input|select)[^>]*\bid="([^"]+)"', laman)
    assert not [i for i in id_ if f'for="{i}"' not in laman]
    assert "style=" not in laman
    assert "<h1>" in laman


def test_the_offices_data_are_changed(peramban):
    dari = "/pengaturan/instansi"
    peramban.kirim(dari, {"telepon": "(0380) 1"}, dari)
    assert tatanan(peramban).instansi.telepon == "(0380) 1"
    laman = peramban.kirim(dari, {"nama": "", "telepon": "<b>2</b>"}, dari, status=422)
    assert 'id="nama-galat"' in laman
    assert 'value="<b>2</b>"' in laman  # unescaped by the test; nothing typed is lost
    assert tatanan(peramban).instansi.telepon == "(0380) 1"


def test_who_saw_an_older_page_does_not_overwrite(peramban):
    isi = {"sidik": "0" * 64, "telepon": "9"}
    assert "orang lain" in peramban.kirim("/pengaturan/instansi", isi, status=409)


def test_arms_are_uploaded_and_shown(peramban):
    keluar = io.BytesIO()
    Image.new("RGB", (9, 9)).save(keluar, "PNG")
    dari = "/pengaturan/instansi"
    peramban.kirim("/pengaturan/lambang", {}, dari, {"lambang": ("x.png", keluar.getvalue())})
    jawab = peramban.klien.get("/pengaturan/lambang")
    assert (jawab.content, jawab.headers["content-type"]) == (keluar.getvalue(), "image/png")
    peramban.kirim("/pengaturan/lambang", {}, dari, {"lambang": ("x.png", b"<svg/>")}, status=422)


def test_a_new_holder_follows_the_old_one(peramban):
    dari, nilai = "/pengaturan/pejabat/sekretaris", {"nama": "Budi Contoh, S.E.", "dari": "1-3-2026"}
    laman = peramban.kirim(f"{dari}/masa", nilai, dari, status=422)
    assert "bertumpuk" in laman
    assert 'value="Budi Contoh, S.E."' in laman
    peramban.kirim(f"{dari}/masa", {**nilai, "gantikan": "ya"}, dari)
    assert "Hari ini: <strong>Budi Contoh, S.E.</strong>" in peramban.buka(dari)
    peramban.kirim(f"{dari}/masa/1", {**nilai, "pangkat": "Pembina"}, f"{dari}/masa/1")
    peramban.kirim(f"{dari}/masa/1/akhiri", {"sampai": "31-12-2026"}, dari)
    assert tatanan(peramban).pejabat_id("sekretaris").masa[1].pangkat == "Pembina"
    peramban.kirim(dari, {"jabatan": "Sekretaris", "singkat": "Sekr."}, dari)
    assert tatanan(peramban).pejabat_id("sekretaris").singkat == "Sekr."


def test_a_post_is_added(peramban):
    dari = "/pengaturan/pejabat"
    peramban.kirim(dari, {"id": "uji", "jabatan": "Kepala Uji"}, dari)
    assert "kosong" in peramban.buka("/pengaturan/pejabat/uji")


def test_a_series_shows_its_next_number_before_it_is_accepted(peramban):
    dari, nilai = (
        "/pengaturan/seri/nota-dinas",
        {"pola": "ND/{urut:03}/{tahun}", "nama": "Nota", "mundur": "tolak"},
    )
    laman = peramban.kirim(f"{dari}/pratinjau", nilai, dari, status=200)
    assert "ND/001/2026" in laman
    assert tatanan(peramban).seri[1].pola != nilai["pola"]
    peramban.kirim(dari, nilai, dari)
    assert "ND/001/2026" in peramban.buka("/pengaturan/seri")
    peramban.kirim(dari, {"pola": "tanpa urut"}, dari, status=422)
    baru_ = {"id": "se", "nama": "Edaran", "pola": "{urut}/SE/{tahun}"}
    peramban.kirim("/pengaturan/seri/baru", baru_, "/pengaturan/seri/baru")
    assert "1/SE/2026" in peramban.buka("/pengaturan/seri")


def test_a_series_changed_by_hand_is_accepted_by_a_button(peramban):
    peramban.kirim("/pengaturan/seri")
    path = peramban.peladen.folder / "kantor.toml"
    path.write_text(path.read_text("utf-8").replace("{urut}/ND/", "{urut}/NOTA/"), "utf-8")
    assert "Terima perubahan itu" in peramban.buka("/pengaturan/seri")
    peramban.kirim("/pengaturan/seri")
    assert "1/NOTA/" in peramban.buka("/pengaturan/seri")


def test_an_employee_is_edited_and_added(peramban):
    dari = f"/induk/pegawai/satu/{AGNES}"
    peramban.kirim(dari, {"unit": "Unit Uji"}, dari)
    assert 'value="Unit Uji"' in peramban.buka(dari)
    laman = peramban.kirim("/induk/pegawai/baru", {"nama": "X", "nip": AGNES}, status=422)
    assert "sudah dipakai" in laman
    peramban.kirim("/induk/pegawai/baru", {"nama": "Orang Baru"})
    assert "Orang Baru" in peramban.buka("/induk/pegawai?kata=orang+baru")
    assert peramban.klien.get("/induk/lain").status_code == 404


def test_an_import_is_tried_before_it_runs(peramban):
    url = "/induk/pegawai/impor"
    data = f"NIP;Nama;Unit\n{AGNES};;Unit Impor\n;Orang Impor;\n".encode()
    laman = peramban.kirim(url, {}, berkas={"berkas": ("a.csv", data)}, status=200)
    assert "1 baris baru, 1 diubah" in laman
    titipan = re.search(r'name="titipan" value="([^"]+)"', laman)[1]
    assert base64.b64decode(titipan) == data
    peramban.kirim(f"{url}/jalankan", {"nama": "a.csv", "titipan": titipan})
    assert "Orang Impor" in peramban.buka("/induk/pegawai?kata=impor")
    laman = peramban.kirim(url, {}, berkas={"berkas": ("a.csv", b"NIP;Nama\n12;X\n")}, status=200)
    assert "csv!A2" in laman
    assert "Impor sekarang" not in laman
    peramban.kirim(url, {}, status=422)


def test_accounts_are_made_changed_and_closed(peramban):
    dari = "/pengaturan/pengguna"
    isi = {"nama_masuk": "siti", "nama": "Siti Contoh", "peran": "admin", "pos": "", "nip": ""}
    sandi = {"sandi": "kuda hijau lompat", "sandi_ulang": "kuda hijau lompat"}
    laman = peramban.kirim(dari, {**isi, **sandi, "sandi_ulang": "lain"}, status=422)
    assert "kuda" not in laman
    peramban.kirim(dari, {**isi, **sandi})
    peramban.kirim(dari, {**isi, **sandi, "nama_masuk": "budi", "nama": "Budi", "peran": "staf"})
    peramban.kirim(f"{dari}/budi", {"nama": "Budi Contoh", "peran": "arsiparis", "pos": "", "nip": ""})
    peramban.kirim(f"{dari}/budi/sandi", {"sandi": "gajah biru terbang", "sandi_ulang": "gajah biru terbang"})
    peramban.kirim(f"{dari}/budi/aktif", {"aktif": ""})
    kantor = Kantor.buka(peramban.peladen.folder, clock=FixedClock(SAAT))
    budi = pengguna.satu(kantor, "budi")
    assert (budi.nama, budi.peran, budi.aktif) == ("Budi Contoh", "arsiparis", False)
    kantor.tutup()
    peramban.kirim(f"{dari}/siti/aktif", {"aktif": ""}, status=409)
    assert "Budi Contoh" in peramban.buka(f"{dari}/budi")


def test_staff_edit_lists_but_not_settings(folder_kantor):
    kantor = Kantor.buka(folder_kantor, clock=FixedClock(SAAT))
    akun = pengguna.tambah(kantor, "budi", "kuda hijau lompat", nama="Budi", peran="staf")
    kantor.tutup()
    peladen = Peladen(folder_kantor, lokal=False, clock=FixedClock(SAAT))
    staf = Peramban(peladen, "budi", akun.sesi)
    assert "/pengaturan/seri" not in staf.buka("/pengaturan")
    staf.buka("/induk/pegawai")
    assert staf.klien.get("/pengaturan/pengguna").status_code == 403
    staf.kirim("/pengaturan/instansi", {"telepon": "1"}, status=403)
    peladen.tutup()


def test_an_import_whose_file_did_not_come_and_a_post_without_id_are_refused_in_words(peramban):
    for titipan in ({}, {"titipan": ""}, {"titipan": "bukan base64"}, {"titipan": "UEsDBA=="}):
        jawab = peramban.kirim("/induk/pegawai/impor/jalankan", titipan, status=422)
        assert "belum dapat diimpor" in jawab
    peramban.kirim("/pengaturan/pejabat", {"jabatan": "Tanpa Tanda"}, dari="/pengaturan/pejabat", status=422)


@pytest.mark.parametrize(
    ("alamat", "menu"),
    [("/induk/pegawai/impor", "Pengaturan"), ("/pengaturan/seri", "Pengaturan"), ("/buku", "Buku")],
)
def test_the_menu_shows_where_one_is(peramban: Peramban, alamat: str, menu: str) -> None:
    assert re.findall(r'aria-current="page">(.+?)</a>', peramban.buka(alamat)) == [menu]
