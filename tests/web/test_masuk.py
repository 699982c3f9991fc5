"""Incoming letters in the browser, script off and with htmx."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from naskah import disposisi, masuk, pencarian
from naskah.kantor import Kantor
from naskah.web import titipan
from tests.conftest import SAAT
from tests.web.conftest import Peramban

SURAT = {
    "dari": "Dinas <b>Contoh</b>",
    "nomor": "005/12/CONTOH",
    "tanggal": "20 November 2026",
    "hal": "Undangan rapat contoh",
}
CATAT = "/surat-masuk/catat"


def gambar(warna: str = "white") -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", (60, 80), warna).save(keluar, "PNG")
    return keluar.getvalue()


def medan(halaman: str, nama: str) -> str:
    cocok = re.search(rf'name="{nama}" value="([^"]*)"', halaman)
    assert cocok, f"tidak ada {nama}"
    return cocok[1]


def jumlah(kantor: Kantor) -> int:
    with kantor.ledger.baca() as baca:
        return sum(baca.jumlah_surat_masuk().values())


@pytest.fixture
def id_(kantor: Kantor) -> str:
    return masuk.catat(kantor, SURAT).id


def test_the_form_has_the_columns_of_the_agenda(peramban: Peramban, kantor: Kantor) -> None:
    halaman = peramban.buka(CATAT)
    buku = masuk.buku_agenda(kantor)
    from naskah.masuk_isi import kolom_isian

    assert all(f'name="{kunci}"' in halaman for kunci in kolom_isian(buku))
    assert 'name="urutan"' not in halaman
    assert 'name="status"' not in halaman


def test_a_letter_is_recorded_with_its_scan(peramban: Peramban, kantor: Kantor) -> None:
    isi = {**SURAT, "_permintaan": medan(peramban.buka(CATAT), "_permintaan"), "_aksi": "catat"}
    jawab = peramban.kirim(CATAT, isi, files={"pindaian": ("x.png", gambar())})
    assert jawab.status_code == 303, jawab.text
    id_ = jawab.headers["location"].rsplit("/", 1)[1]
    assert pencarian.naskah_satu(kantor, id_).isi["tanggal"] == "2026-11-20"
    halaman = peramban.buka(f"/surat-masuk/{id_}")
    assert "Dinas &lt;b&gt;Contoh&lt;/b&gt;" in halaman
    assert "nomor agenda 1" in halaman
    png = peramban.get(f"/surat-masuk/{id_}/gambar/1.png")
    assert png.content.startswith(b"\x89PNG")
    assert not list(titipan.folder(kantor.folder).iterdir())


def test_a_double_click_gives_one_letter_and_one_scan(peramban: Peramban, kantor: Kantor) -> None:
    isi = {**SURAT, "_permintaan": medan(peramban.buka(CATAT), "_permintaan"), "_aksi": "catat"}
    dua = [peramban.kirim(CATAT, isi, files={"pindaian": ("x.png", gambar())}) for _ in range(2)]
    assert dua[0].headers["location"] == dua[1].headers["location"]
    assert jumlah(kantor) == 1
    with kantor.ledger.baca() as baca:
        assert len(baca.berkas(dua[0].headers["location"].rsplit("/", 1)[1])) == 1
    lain = peramban.kirim(CATAT, {**isi, "hal": "Hal lain"})
    assert lain.status_code == 409
    assert "sudah menjadi surat masuk" in lain.text
    assert 'value="Hal lain"' in lain.text


def test_errors_stand_beside_their_fields_and_nothing_is_lost(peramban: Peramban, kantor: Kantor) -> None:
    isi = {"nomor": "1/X", "tanggal": "31-02-2026", "kode": "P", "_permintaan": "a", "_aksi": "catat"}
    jawab = peramban.kirim(CATAT, isi, files={"pindaian": ("x.png", gambar())})
    assert jawab.status_code == 422
    assert '<a href="#b-dari">Dari</a>: belum diisi' in jawab.text
    assert 'value="31-02-2026" data-tanggal' in jawab.text
    assert '<option value="P" selected>P</option>' in jawab.text
    kunci = medan(jawab.text, "_pindaian")
    assert f"/gambar/{kunci}/1.png" in jawab.text
    assert peramban.get(f"/gambar/{kunci}/1.png").status_code == 200
    baik = peramban.kirim(CATAT, {**SURAT, "_permintaan": "a", "_pindaian": kunci, "_aksi": "catat"})
    assert baik.status_code == 303
    with kantor.ledger.baca() as baca:
        assert baca.berkas_sidik(kunci)


def test_a_scan_goes_ahead_of_its_form_with_htmx(peramban: Peramban, kantor: Kantor) -> None:
    berkas = {"pindaian": ("x.png", gambar())}
    bagian = peramban.kirim(CATAT, {**SURAT, "_aksi": "pindaian"}, htmx=True, files=berkas).text
    assert "<html" not in bagian
    assert len(medan(bagian, "_pindaian")) == 64
    palsu = {"pindaian": ("x.pdf", b"MZ bukan pindaian")}
    salah = peramban.kirim(CATAT, {"_aksi": "pindaian"}, htmx=True, files=palsu).text
    assert "bukan PDF, JPG, PNG" in salah
    penuh = peramban.kirim(CATAT, {**SURAT, "_aksi": "catat"}, files=palsu)
    assert (penuh.status_code, 'value="005/12/CONTOH"' in penuh.text) == (422, True)
    assert jumlah(kantor) == 0


def test_a_scan_that_is_gone_is_told_before_the_letter_is_recorded(
    peramban: Peramban, kantor: Kantor
) -> None:
    for kunci in ("0" * 64, "../../naskah.db"):
        jawab = peramban.kirim(CATAT, {**SURAT, "_pindaian": kunci, "_permintaan": "a", "_aksi": "catat"})
        assert (jawab.status_code, "sudah tidak tersimpan" in jawab.text) == (422, True)
    assert jumlah(kantor) == 0


def test_scans_of_no_letter_go_after_a_day_and_the_oldest_when_there_are_too_many(tmp_path: Path) -> None:
    lama, baru = (titipan.simpan(tmp_path, d, s) for d, s in ((b"a", SAAT), (b"b", SAAT + titipan.UMUR * 2)))
    assert titipan.letak(tmp_path, lama) is None
    assert titipan.letak(tmp_path, baru)
    for ke in range(titipan.BANYAK):
        titipan.simpan(tmp_path, b"%d" % ke, SAAT + titipan.UMUR * 2 + timedelta(seconds=ke + 1))
    assert titipan.letak(tmp_path, baru) is None
    assert len(list(titipan.folder(tmp_path).iterdir())) == titipan.BANYAK


def test_the_list_goes_by_state_and_word(peramban: Peramban, kantor: Kantor, id_: str) -> None:
    lain = masuk.catat(
        kantor, {**SURAT, "nomor": "2/X", "hal": "Permohonan data", "kode": "P", "pengolah": "X"}
    )
    assert "Permohonan data" in peramban.buka("/surat-masuk")
    belum = peramban.buka("/surat-masuk", keadaan="belum diarahkan")
    assert id_ in belum
    assert lain.id not in belum
    assert lain.id in peramban.buka("/surat-masuk", keadaan="menunggu disposisi")
    disposisi.beri(kantor, lain.id, disposisi.Perintah(("sekretaris",), "Tindak lanjuti"))
    jalan = peramban.buka("/surat-masuk", keadaan="berjalan")
    assert lain.id in jalan
    assert "Sekretaris" in jalan
    bagian = peramban.get("/surat-masuk", params={"kata": "permohonan"}, headers={"hx-request": "true"}).text
    assert lain.id in bagian
    assert id_ not in bagian
    assert "<html" not in bagian
    assert "Tidak ada surat masuk" in peramban.buka("/surat-masuk", kata="takada", halaman="9")


def test_a_letter_goes_its_way(peramban: Peramban, kantor: Kantor, id_: str) -> None:
    def langkah(apa: str, **isi: object) -> str:
        jawab = peramban.kirim(f"/surat-masuk/{id_}/{apa}", isi)
        assert jawab.status_code == 303, re.sub("<[^>]+>", " ", jawab.text)
        return peramban.buka(f"/surat-masuk/{id_}")

    assert "diarahkan P" in langkah("arahkan", kode="P", unit="sekretaris")
    beri = {"kepada": ["sekretaris", "kabid-umkm"], "unit": "UPTD Contoh", "instruksi": "Tindak lanjuti"}
    halaman = langkah("disposisi", **beri, batas="30-11-2026", dari="kepala-dinas", _permintaan="p")
    assert all(f"{id_}/{n}" in halaman for n in (1, 2, 3))
    langkah("disposisi", **beri, batas="30-11-2026", dari="kepala-dinas", _permintaan="p")
    with kantor.ledger.baca() as baca:
        assert len(baca.disposisi_naskah(id_)) == 3
    langkah("terima", cabang="1")
    langkah("disposisi", cabang="1", kepada=["ketua-tim-kerja"], instruksi="Siapkan", _permintaan="q")
    langkah("tarik", cabang="2", alasan="salah alamat")
    langkah("tindak", cabang="3", jawaban="Sudah dijawab", selesai="1")
    assert "surat selesai" in langkah("tindak", cabang="4", jawaban="Siap", selesai="1")
    assert "dikirim kepada Bidang Contoh" in langkah("kirim", kepada="Bidang Contoh", penerima="Contoh Ani")
    assert "disimpan di arsip" in langkah("arsip", lokasi="Lemari 1")
    assert "dibatalkan: salah catat" in langkah("batal", alasan="salah catat")


def test_a_refused_form_comes_back_with_what_was_typed(peramban: Peramban, kantor: Kantor, id_: str) -> None:
    alamat = f"/surat-masuk/{id_}"
    jawab = peramban.kirim(
        f"{alamat}/disposisi",
        {"kepada": ["sekretaris"], "batas": "kapan saja", "instruksi": "Tindak <lanjuti>"},
    )
    assert jawab.status_code == 422
    assert "Tindak &lt;lanjuti&gt;" in jawab.text
    assert 'value="sekretaris" checked' in jawab.text
    assert 'value="kapan saja"' in jawab.text
    arah = peramban.kirim(f"{alamat}/arahkan", {"kode": "Z", "unit": "Bidang Contoh"})
    assert "P atau B: bukan P atau B" in arah.text
    assert "--kode" not in arah.text
    assert 'value="Bidang Contoh"' in arah.text
    disposisi.beri(kantor, id_, disposisi.Perintah(("sekretaris",), "Tindak lanjuti"))
    tarik = peramban.kirim(f"{alamat}/tarik", {"cabang": "1", "alasan": ""})
    assert (tarik.status_code, "Alasan: belum diisi" in tarik.text) == (422, True)


def test_a_record_is_corrected_once_even_by_two(peramban: Peramban, kantor: Kantor, id_: str) -> None:
    halaman = peramban.buka(f"/surat-masuk/{id_}/ubah")
    isi = {**SURAT, "tanggal_terima": "23-11-2026", "sifat": "segera", "_versi": medan(halaman, "_versi")}
    assert peramban.kirim(f"/surat-masuk/{id_}/ubah", {**isi, "hal": "Hal yang benar"}).status_code == 303
    assert pencarian.naskah_satu(kantor, id_).hal == "Hal yang benar"
    kedua = peramban.kirim(f"/surat-masuk/{id_}/ubah", {**isi, "hal": "Hal yang lain"})
    assert (kedua.status_code, 'value="Hal yang lain"' in kedua.text) == (409, True)
    assert pencarian.naskah_satu(kantor, id_).hal == "Hal yang benar"


def test_cards_and_sheets_are_printed_from_chosen_rows(peramban: Peramban, kantor: Kantor, id_: str) -> None:
    assert "kartu-kendali-masuk" in peramban.buka("/surat-masuk")
    jawab = peramban.kirim("/cetak", {"apa": "lembar-disposisi", "kunci": [id_], "bentuk": "docx"})
    assert jawab.content.startswith(b"PK")
    assert "lembar-disposisi" in jawab.headers["content-disposition"]
    belum = peramban.kirim("/cetak", {"apa": "kartu-kendali-masuk", "kunci": [id_]})
    assert (belum.status_code, id_ in belum.text) == (422, True)
    masuk.arahkan(kantor, id_, kode="P", unit="sekretaris")
    ragam = {"apa": "kartu-kendali-masuk/tiga-sehalaman", "kunci": [id_]}
    assert peramban.kirim("/cetak", ragam).content.startswith(b"PK")
    rentang = {"apa": "lembar-disposisi", "kunci": "", "dari": "1", "sampai": "9"}
    assert peramban.kirim("/cetak", rentang).content.startswith(b"PK")
    assert peramban.kirim("/cetak", {"apa": "tidak-ada", "kunci": [id_]}).status_code == 404
    assert not (kantor.folder / "cetak").exists()


def test_an_issued_letter_is_noted_as_sent(peramban: Peramban, kantor: Kantor) -> None:
    from naskah import issue
    from naskah.catalog import folder_templat
    from naskah.draf import Permintaan
    from naskah.isi import baca_isi

    contoh = baca_isi(folder_templat() / "surat-dinas" / "contoh.toml").nilai
    id_ = issue.buat(kantor, Permintaan("surat-dinas", contoh))[0].id
    token = medan(peramban.buka(f"/surat/{id_}"), "_permintaan")
    isi = {"kepada": "Bupati Contoh", "penerima": "Contoh Ani", "_permintaan": token}
    salah = peramban.kirim(f"/surat/{id_}/kirim", {**isi, "tanggal": "1-1-2030"})
    assert (salah.status_code, 'value="Bupati Contoh"' in salah.text) == (422, True)
    for _ in range(2):
        assert peramban.kirim(f"/surat/{id_}/kirim", isi).headers["location"] == f"/surat/{id_}"
    assert peramban.buka(f"/surat/{id_}").count(", diterima Contoh Ani") == 1


@pytest.mark.parametrize("cabang", ["99", "9" * 5000, "٣", "../1", "x"])
def test_a_branch_that_is_none_is_not_taken_for_the_letter(peramban: Peramban, id_: str, cabang: str) -> None:
    jawab = peramban.kirim(f"/surat-masuk/{id_}/terima", {"cabang": cabang})
    assert jawab.status_code in (404, 409), jawab.text
    assert "tidak ada" in jawab.text
