"""A new template from Word in the browser: checked, compared, accepted, brought back."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from starlette.responses import Response

from naskah import pdf, templat_baru
from naskah.catalog import folder_templat
from naskah.kantor import Kantor
from naskah.pdf import proses
from naskah.pengguna import tambah
from naskah.web.aplikasi import bangun
from naskah.web.keamanan.sesi import baru
from naskah.web.peladen import Peladen
from tests.bahan.render import ubah
from tests.web.conftest import Peramban, masuk

DOK, HALAMAN = "word/document.xml", "/templat/nota-dinas"
ASLI = (folder_templat() / "nota-dinas" / "naskah.docx").read_bytes()
TIPE_DOCM = b"application/vnd.ms-word.document.macroEnabled.main+xml"
TIPE_DOCX = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def dengan(kata: str) -> bytes:
    """Our nota dinas with one paragraph more at its top."""
    sisip = f"<w:body><w:p><w:r><w:t>{kata}</w:t></w:r></w:p>".encode()
    return ubah(ASLI, {DOK: lambda isi: isi.replace(b"<w:body>", sisip, 1)})


@pytest.fixture
def peramban(peramban: Peramban, monkeypatch: pytest.MonkeyPatch) -> Peramban:
    """A browser of an office without LibreOffice: most of these tests are about words."""
    monkeypatch.setenv("PATH", "/tidak-ada")
    monkeypatch.setattr(proses, "_TEMPAT_LAIN", ())
    return peramban


def unggah(peramban: Peramban, docx: bytes, nama: str = "naskah.docx", status: int = 200) -> str:
    jawab = peramban.kirim(HALAMAN, files={"docx": (nama, docx)})
    assert jawab.status_code == status, jawab.text
    return html.unescape(jawab.text)


def isian(teks: str) -> dict[str, str]:
    return dict(re.findall(r'name="(usulan|sidik)" value="(\w+)"', teks))


def terima(peramban: Peramban, docx: bytes) -> None:
    jawab = peramban.kirim(f"{HALAMAN}/terima", isian(unggah(peramban, docx)))
    assert (jawab.status_code, jawab.headers["location"]) == (303, HALAMAN)


def test_the_list_names_every_type_and_where_its_template_comes_from(
    peramban: Peramban, kantor: Kantor
) -> None:
    laman = html.unescape(peramban.buka("/templat"))
    assert all(j.judul in laman for j in kantor.katalog.semua() if not j.lembar)
    assert "kantor ini" not in laman


def test_documents_of_pakets_stand_under_their_paket_and_are_changed_like_a_type(
    peramban: Peramban, kantor: Kantor
) -> None:
    laman = html.unescape(peramban.buka("/templat"))
    for paket in kantor.katalog.paket():
        assert f"Paket {paket.judul}" in laman
        assert all(f'href="/templat/{s.jenis.id}"' in laman for s in paket.lembar)
    alamat = "/templat/spp-pengantar"
    assert "perubahannya berlaku di semuanya" in peramban.buka(alamat)
    asli = peramban.get(f"{alamat}/naskah.docx").content
    usul = ubah(
        asli, {DOK: lambda i: i.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>Baru</w:t></w:r></w:p>", 1)}
    )
    tanya = peramban.kirim(alamat, files={"docx": ("a.docx", usul)})
    assert "<ins>Baru</ins>" in tanya.text
    assert peramban.kirim(f"{alamat}/terima", isian(tanya.text)).status_code == 303
    assert peramban.get(f"{alamat}/naskah.docx").content == usul
    assert "kantor ini" in peramban.buka(alamat)
    assert peramban.get("/templat/spp-up").status_code == 404


def test_the_docx_in_use_is_downloaded_to_edit(peramban: Peramban) -> None:
    jawab = peramban.get(f"{HALAMAN}/naskah.docx")
    assert jawab.content == ASLI
    assert "templat-nota-dinas.docx" in jawab.headers["content-disposition"]


def test_from_upload_to_use_and_back(peramban: Peramban, kantor: Kantor) -> None:
    usul = dengan("Baris & baru".replace("&", "&amp;"))
    laman = unggah(peramban, usul)
    assert "<ins>Baris & baru</ins>" in laman
    sidik = isian(laman)["usulan"]
    for apa in ("lama", "baru"):
        contoh = peramban.get(f"{HALAMAN}/usulan/{sidik}/{apa}.docx")
        assert contoh.content.startswith(b"PK"), apa
    jenis = kantor.katalog.jenis("nota-dinas")
    assert templat_baru.docx(kantor, jenis) == ASLI
    assert peramban.kirim(f"{HALAMAN}/terima", isian(laman)).status_code == 303
    assert templat_baru.docx(kantor, jenis) == usul
    kini = peramban.buka(HALAMAN)
    assert "kantor ini" in kini
    nama = re.findall(r'name="nama" value="(naskah-[\d-]+\.docx)"', kini)
    assert len(nama) == 1
    assert peramban.get(f"{HALAMAN}/lama/{nama[0]}").content == ASLI
    kembali = peramban.kirim(f"{HALAMAN}/kembalikan", {"nama": nama[0]})
    assert peramban.kirim(f"{HALAMAN}/terima", isian(kembali.text)).status_code == 303
    assert templat_baru.docx(kantor, jenis) == ASLI


def test_a_double_click_on_accept_accepts_once(peramban: Peramban, kantor: Kantor) -> None:
    isi = isian(unggah(peramban, dengan("Sekali")))
    assert [peramban.kirim(f"{HALAMAN}/terima", isi).status_code for _ in range(2)] == [303, 303]
    with kantor.ledger.baca() as baca:
        assert [p.jenis for p in baca.peristiwa()].count("templat") == 1


def test_findings_are_told_with_their_place_and_nothing_can_be_accepted(peramban: Peramban) -> None:
    laman = unggah(peramban, dengan("{{ hall }} &lt;b&gt;{{ kepada|safe }}"), status=422)
    assert "<strong>paragraf 1</strong>: {{ hall }}: isian hall tidak dikenal" in laman
    assert "|safe tidak diizinkan" in laman
    assert "Terima dan pakai" not in laman


@pytest.mark.parametrize(
    ("docx", "nama", "kata"),
    [
        (b"", "naskah.docx", "zip rusak"),
        (b"MZ\x90\x00", "naskah.docx", "zip rusak"),
        (b"%PDF-1.7 x", "naskah.docx", "zip rusak"),
        (ubah(ASLI, {"[Content_Types].xml": lambda i: i.replace(TIPE_DOCX, TIPE_DOCM)}), "a.docm", "makro"),
        (ubah(ASLI, {"word/vbaProject.bin": b"x"}), "a.docx", "makro"),
        (ubah(ASLI, {"word/media/bom.bin": b"\0" * 8 * 1024 * 1024}), "a.docx", "bom zip"),
        (ASLI, "a.docx", "sama dengan templat yang sekarang"),
        (b"", "<script>alert(1)</script>.docx", "&lt;script&gt;"),
    ],
    ids=["empty", "program", "pdf", "docm", "orphan macro", "bomb", "the same", "name with markup"],
)
def test_a_wrong_upload_is_refused_and_nothing_is_kept(
    peramban: Peramban, kantor: Kantor, docx: bytes, nama: str, kata: str
) -> None:
    jawab = peramban.kirim(HALAMAN, files={"docx": (nama, docx)})
    assert jawab.status_code == 422
    assert kata in jawab.text
    assert "<script>alert" not in jawab.text
    assert list((kantor.folder / ".simpanan").glob("unggahan/*")) == []


def test_without_a_file_the_page_says_so(peramban: Peramban) -> None:
    assert "Belum ada berkas" in peramban.kirim(HALAMAN).text


@pytest.mark.parametrize("sidik", ["", "../../kantor.toml", "0" * 64])
def test_only_a_kept_proposal_is_accepted(peramban: Peramban, kantor: Kantor, sidik: str) -> None:
    assert peramban.kirim(f"{HALAMAN}/terima", {"usulan": sidik, "sidik": "x"}).status_code == 404
    assert not (kantor.folder / "templates" / "nota-dinas").exists()


@pytest.mark.parametrize(
    "alamat", ["/lama/..%2F..%2Fkantor.toml", "/lama/naskah.docx", "/usulan/x/baru.docx"]
)
def test_no_path_leads_out_of_the_kept_versions(peramban: Peramban, alamat: str) -> None:
    assert peramban.get(HALAMAN + alamat).status_code == 404


def test_two_people_the_second_is_told(peramban: Peramban) -> None:
    saya = isian(unggah(peramban, dengan("Saya")))
    terima(peramban, dengan("Orang lain"))
    jawab = peramban.kirim(f"{HALAMAN}/terima", saya)
    assert jawab.status_code == 409
    assert "diganti orang lain" in jawab.text


def test_others_than_the_admin_may_look_but_not_change(folder_kantor: Path, kantor: Kantor) -> None:
    akun = tambah(kantor, "staf.contoh", "sandi-contoh-panjang-42", nama="Staf Contoh", peran="staf")
    peladen = Peladen(folder_kantor, lokal=False, tls=True, clock=kantor.clock)
    klien = Peramban(bangun(peladen), base_url="https://localhost", follow_redirects=False)
    sesi, kuki = baru(akun.id, akun.sesi), Response()
    peladen.kuki.tulis(kuki, sesi)
    nama, _, nilai = kuki.headers["set-cookie"].split(";")[0].partition("=")
    klien.cookies.set(nama, nilai)
    klien.headers |= {"origin": "https://localhost", "sec-fetch-site": "same-origin"}
    klien.token = peladen.csrf.buat(sesi)
    assert "Ganti templat" not in klien.buka(HALAMAN)
    assert klien.kirim(HALAMAN, files={"docx": ("a.docx", dengan("x"))}).status_code == 403
    peladen.tutup()


def test_the_pages_are_quick(peramban: Peramban) -> None:
    for alamat in ("/templat", HALAMAN):
        peramban.buka(alamat)
        mulai = time.perf_counter()
        peramban.buka(alamat)
        assert time.perf_counter() - mulai < 0.5, alamat  # a loose bound for a busy machine


@pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")
def test_with_libreoffice_the_pages_stand_side_by_side(peladen: Peladen) -> None:
    with masuk(peladen) as peramban:
        laman = unggah(peramban, dengan("Baris baru"))
        gambar = re.findall(r'src="(/gambar/\w+/1\.png)" alt="(Templat \w+), halaman 1', laman)
        assert [sebutan for _, sebutan in gambar] == ["Templat sekarang", "Templat baru"]
        assert all(peramban.get(alamat).content.startswith(b"\x89PNG") for alamat, _ in gambar)
