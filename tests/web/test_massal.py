"""Many letters at once in the browser: the input, its findings, what is kept of it, the question."""

from __future__ import annotations

import io
import json
import re
import time
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from naskah import penomoran
from naskah.kantor import Kantor
from naskah.penomoran import Catatan
from naskah.web.peladen import Peladen
from tests.bahan.kantor import contoh, jejak
from tests.bahan.massal import JENIS, undangan
from tests.bahan.massal_web import BARU, isi, kirim, mulai, tunggu
from tests.conftest import SAAT
from tests.web.conftest import Peramban


def test_the_list_leads_to_the_types_and_leaves_out_those_numbered_by_others(
    peramban: Peramban, folder_kantor: Path
) -> None:
    assert "Belum ada surat massal" in peramban.buka("/massal")
    assert 'href="/massal/baru"' in peramban.buka("/massal")
    assert f'href="{BARU}"' in peramban.buka("/massal/baru")
    assert f'href="{BARU}"' in peramban.buka("/massal/baru", kata="undangan")
    assert "Tidak ada jenis surat" in peramban.buka("/massal/baru", kata="zzz")
    toml = folder_kantor / "kantor.toml"
    teks = toml.read_text("utf-8")
    toml.write_text(teks.replace('id = "surat-keluar"', 'id = "surat-keluar"\nluar = true', 1), "utf-8")
    laman = peramban.buka("/massal/baru")
    assert f'href="{BARU}"' not in laman
    assert 'href="/massal/baru/nota-dinas"' in laman
    assert "diberi pihak lain" in peramban.buka(BARU)
    assert peramban.kirim(BARU, {"_aksi": "berkas"}, files=isi(undangan(1))).status_code == 422


def test_the_workbook_to_fill_in_can_be_fetched_and_sent_back(peramban: Peramban, kantor: Kantor) -> None:
    jawab = peramban.get(f"{BARU}/isian.xlsx")
    assert jawab.headers["content-disposition"].startswith(f'attachment; filename="isian-{JENIS}.xlsx"')
    buku = load_workbook(io.BytesIO(jawab.content))
    lembar = buku.worksheets[0]
    contoh = next(b for b in range(1, 12) if lembar.cell(b, 1).value == "contoh")
    for kolom in range(2, lembar.max_column + 1):
        lembar.cell(contoh + 1, kolom).value = lembar.cell(contoh, kolom).value
    keluar = io.BytesIO()
    buku.save(keluar)
    kirim_ = peramban.kirim(BARU, {"_aksi": "berkas"}, files={"berkas": ("a.xlsx", keluar.getvalue())})
    assert "1 baris benar" in peramban.buka(kirim_.headers["location"])


def test_findings_stand_in_a_table_and_in_a_report_and_no_number_is_taken(
    peramban: Peramban, kantor: Kantor
) -> None:
    sebelum = jejak(kantor)
    baris = undangan(5)
    baris[1]["tanggal_acara"] = "31 November 2026"
    baris[3]["tempat_acara"] = ""
    rencana = kirim(peramban, baris)
    laman = peramban.buka(rencana)
    assert "3 baris benar" in laman
    assert "2 baris belum benar" in laman
    tabel = re.sub(r"<[^>]+>", " ", laman[laman.index("<tbody>") : laman.index("</tbody>")])
    assert "tidak ada tanggal 31 November 2026" in tabel
    assert "hari terakhirnya 30 November 2026" in tabel
    assert "belum diisi" in tabel
    laporan = peramban.get(f"{rencana}/periksa.xlsx")
    teks = [str(s.value) for b in load_workbook(io.BytesIO(laporan.content)).worksheets[0] for s in b]
    assert any("31 November 2026" in t and "Tanggal acara" in t for t in teks)
    assert jejak(kantor) == sebelum


def test_a_corrected_file_is_made_the_way_that_was_asked_for(peramban: Peramban) -> None:
    baris = undangan(2)
    baris[0]["tanggal_acara"] = "x"
    rencana = kirim(peramban, baris, _tanggal="23 November 2026", sifat="Penting")
    jawab = peramban.kirim(rencana, files=isi(undangan(2)))
    tanya = peramban.buka(f"{jawab.headers['location']}/terbit")
    assert "<dd>23 November 2026</dd>" in tanya
    assert "Penting" in tanya


def test_the_question_names_the_numbers_the_letters_get(
    peramban: Peramban, peladen: Peladen, kantor: Kantor
) -> None:
    rencana = kirim(peramban, undangan(12))
    sebut = re.search(
        r'class="nomor">(\S+?)<br>.*?<br>(\S+?)</p>', peramban.buka(f"{rencana}/terbit"), re.DOTALL
    )
    assert sebut is not None
    alamat = mulai(peramban, rencana)
    tunggu(peladen, alamat)
    with kantor.ledger.baca() as baca:
        ids = [b.naskah_id for b in baca.alur_pekerjaan(alamat.rsplit("/", 1)[-1])]
        nomor = [baca.naskah(i).nomor for i in ids]
    assert (nomor[0], nomor[-1]) == sebut.groups()


def test_what_all_rows_have_in_common_is_checked_once_and_printed(
    peramban: Peramban, peladen: Peladen, kantor: Kantor
) -> None:
    baris = [{k: v for k, v in b.items() if k not in ("tempat_acara", "tanggal_acara")} for b in undangan(2)]
    salah = peramban.kirim(BARU, {"_aksi": "berkas", "tanggal_acara": "kapan-kapan"}, files=isi(baris))
    assert salah.status_code == 422
    assert salah.text.count("kapan-kapan") <= 3
    assert 'href="#b-tanggal_acara"' in salah.text
    alamat = mulai(peramban, kirim(peramban, baris, tempat_acara="Aula Contoh", tanggal_acara="3-12-2026"))
    tunggu(peladen, alamat)
    with kantor.ledger.baca() as baca:
        ids = [b.naskah_id for b in baca.alur_pekerjaan(alamat.rsplit("/", 1)[-1])]
        assert {baca.naskah(i).isi["tempat_acara"] for i in ids} == {"Aula Contoh"}


def test_rows_come_from_the_data_of_the_office(peramban: Peramban, kantor: Kantor) -> None:
    alamat = "/massal/baru/surat-rekomendasi-lpdb"
    assert "Atau ambil barisnya dari data koperasi" in peramban.buka(alamat)
    kurang = peramban.kirim(alamat, {"_aksi": "koperasi"})
    assert kurang.status_code == 422
    assert "isi di “Isian yang sama untuk semua baris”" in kurang.text
    assert "Unduh berkas isian, terisi dari data koperasi" in kurang.text
    lpdb = kantor.katalog.jenis("surat-rekomendasi-lpdb")
    wajib = [i for i in lpdb.isian if i.wajib and i.bawaan is None and i.jenis != "koperasi"]
    sama = {i.nama: str(contoh(lpdb.id)[i.nama]) for i in wajib}
    jawab = peramban.kirim(alamat, {"_aksi": "koperasi", **sama})
    assert jawab.status_code == 303
    assert "Data <strong>koperasi</strong>" in peramban.buka(jawab.headers["location"])
    salah = peramban.kirim(
        alamat, {"_aksi": "koperasi", "_kolom_koperasi": "warna", "_nilai_koperasi": "biru", **sama}
    )
    assert salah.status_code == 422
    assert "warna" in salah.text
    assert "--saring" not in salah.text
    assert "Atau ambil barisnya" not in peramban.buka("/massal/baru/sertifikat-kesehatan")


def test_common_fields_may_name_columns_where_rows_come_from_the_data_of_the_office(
    peramban: Peramban, kantor: Kantor
) -> None:
    alamat = "/massal/baru/surat-undangan"
    assert "Ketua Pengurus {Nama Koperasi}" in peramban.buka(alamat)
    acara = {"isi": "Kami mengundang:", "tanggal_acara": "3-12-2026", "waktu_mulai": "09.00"}
    sama = {**acara, "tempat_acara": "Aula", "acara": "Rapat", "kepada": "Ketua {Nama Koperasi}"}
    syarat = {"_kolom_koperasi": "Jenis", "_tanda_koperasi": "!=", "_nilai_koperasi": "jasa|konsumen"}
    jawab = peramban.kirim(alamat, {"_aksi": "koperasi", **syarat, **sama})
    assert jawab.status_code == 303
    tabel = kantor.induk.tabel("koperasi")
    assert tabel
    lain = [b for b in tabel.baris if str(b["jenis"].nilai).casefold() not in ("jasa", "konsumen")]
    assert f"{len(lain)} baris benar" in peramban.buka(jawab.headers["location"])


def test_the_report_on_rows_of_the_offices_data_is_mended_and_sent_back(
    peramban: Peramban, kantor: Kantor
) -> None:
    path = kantor.folder / "data" / "koperasi.xlsx"
    data = load_workbook(path)
    data.worksheets[0]["H3"] = None
    data.save(path)
    acara = {"isi": "Kami mengundang:", "tanggal_acara": "3-12-2026", "waktu_mulai": "09.00"}
    sama = {**acara, "tempat_acara": "Aula", "acara": "Rapat", "kepada": "Ketua {Nama Koperasi}"}
    jawab = peramban.kirim(BARU, {"_aksi": "koperasi", **sama, "tempat_tujuan": "{Kabupaten/Kota}"})
    alamat = jawab.headers["location"]
    assert "kolom Kabupaten/Kota kosong" in peramban.buka(alamat)
    laporan = load_workbook(io.BytesIO(peramban.get(f"{alamat}/periksa.xlsx").content))
    lembar = laporan.worksheets[0]
    judul = {str(s.value).rstrip(" *"): s.column for s in lembar[4]}
    assert [lembar.cell(6, 1).value, lembar.cell(6, judul["Tempat"]).value] == [3, None]
    lembar.cell(6, judul["Tempat"]).value = "Ende"
    keluar = io.BytesIO()
    laporan.save(keluar)
    lagi = peramban.kirim(alamat, {}, files={"berkas": ("betul.xlsx", keluar.getvalue())})
    assert f"{lembar.max_row - 4} baris benar" in peramban.buka(lagi.headers["location"])


def test_the_workbook_comes_with_rows_of_the_data_of_the_office(peramban: Peramban, kantor: Kantor) -> None:
    halaman = peramban.buka("/massal/baru/pkgb")
    assert "Unduh berkas isian, terisi dari data pegawai" in halaman
    assert "<option>KGB berikutnya</option>" in halaman
    assert "tmt_kgb" not in halaman
    syarat = "_kolom_isian=&_tanda_isian=%3D&_nilai_isian="
    syarat += "&_kolom_isian=KGB+berikutnya&_tanda_isian=%3C%3D&_nilai_isian=31-1-2027"
    alamat = "/massal/baru/pkgb/isian.xlsx?sumber=pegawai&"
    lembar = load_workbook(io.BytesIO(peramban.get(alamat + syarat).content)).worksheets[0]
    sel = [str(s.value) for b in lembar.iter_rows(min_row=7) for s in b if s.value]
    assert "Elisabeth Umpama, S.Sos." in sel
    assert not any("Maria Contoh" in s for s in sel)
    salah = peramban.get(f"{alamat}_kolom_isian=warna&_tanda_isian=%3D&_nilai_isian=biru")
    assert salah.status_code == 422
    assert "kolom warna tidak ada" in salah.text


@pytest.mark.parametrize(
    ("nama", "data"),
    [
        ("kosong.xlsx", b""),
        ("rusak.xlsx", b"PK\x03\x04rusak"),
        ("a.pdf", b"%PDF-1.4\n%%EOF"),
        ("a.json", b"[1, 2"),
        ("a.json", b"[]"),
        ("a.csv", b"warna;rasa\nbiru;asin\n"),
    ],
)
def test_a_file_that_is_none_comes_back_with_the_form(
    nama: str, data: bytes, peramban: Peramban, kantor: Kantor
) -> None:
    sebelum = jejak(kantor)
    jawab = peramban.kirim(BARU, {"_aksi": "berkas", "_pdf": "1"}, files={"berkas": (nama, data)})
    assert jawab.status_code == 422
    assert 'role="alert"' in jawab.text
    assert peramban.kirim(BARU, {"_aksi": "berkas"}).status_code == 422
    assert jejak(kantor) == sebelum


@pytest.mark.parametrize(
    "nama",
    [
        "../../../kantor.toml.json",
        "..\\..\\x.json",
        "<img src=x onerror=uji()>.json",
        "CON.json",
        "a" * 3000 + ".json",
    ],
)
def test_a_hostile_name_is_no_path(nama: str, peramban: Peramban, peladen: Peladen, kantor: Kantor) -> None:
    sebelum = {p for p in kantor.folder.parent.rglob("*") if ".simpanan" not in p.parts}
    rencana = kirim(peramban, undangan(1), nama)
    assert "<img src=x" not in peramban.buka(rencana)
    alamat = mulai(peramban, rencana)
    tunggu(peladen, alamat)
    assert "<img src=x" not in peramban.buka(alamat)
    with kantor.ledger.baca() as baca:
        sumber = baca.pekerjaan(alamat.rsplit("/", 1)[-1]).sumber
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,90}", sumber)
    baru = {p for p in kantor.folder.parent.rglob("*") if ".simpanan" not in p.parts} - sebelum
    assert {p.relative_to(kantor.folder).parts[0] for p in baru} <= {"arsip", "buku", "massal"}


def test_another_kept_file_is_no_merge(peramban: Peramban, kantor: Kantor) -> None:
    from naskah.web import titipan

    for data in (
        b"[]",
        b'{"jenis": 1}',
        b"[" * 100_000,
        b"\xff",
        json.dumps(undangan(1), default=str).encode(),
    ):
        kunci = titipan.simpan(kantor.folder, data, SAAT)
        assert peramban.get(f"/massal/rencana/{kunci}").status_code == 404
    assert peramban.get(f"/massal/rencana/{'0' * 64}").status_code == 404
    assert peramban.get("/massal/G-tidakada").status_code == 404
    assert peramban.get("/massal/..%2F..%2Fkantor.toml/berkas/daftar.xlsx").status_code == 404


def test_a_long_check_shows_how_far_it_is_and_then_its_result(
    peramban: Peramban, peladen: Peladen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naskah.web.pemeriksa.SABAR", 0.0)
    rencana = kirim(peramban, undangan(400))
    laman = peramban.get(rencana, headers={"hx-request": "true"}).text
    assert "Sedang diperiksa" in laman
    assert 'hx-trigger="every 1s"' in laman
    batas = time.monotonic() + 60
    while "Sedang diperiksa" in laman and time.monotonic() < batas:
        time.sleep(0.2)
        laman = peramban.get(rencana, headers={"hx-request": "true"}).text
    assert "Terbitkan 400 surat" in laman
    assert "hx-trigger" not in laman.split("<section")[0]


def test_a_check_that_is_gone_is_made_again_before_anything_is_issued(
    peramban: Peramban, peladen: Peladen, kantor: Kantor
) -> None:
    rencana = kirim(peramban, undangan(3))
    peladen.pemeriksa.lupakan(rencana.rsplit("/", 1)[-1])
    assert "3 baris benar" in peramban.buka(rencana)
    lain = peramban.kirim(f"{rencana}/terbit", {"_baik": "2", "_hari": "23 November 2026"})
    assert lain.status_code == 409
    kemarin = peramban.kirim(f"{rencana}/terbit", {"_baik": "3", "_hari": "22 November 2026"})
    assert kemarin.headers["location"] == rencana
    with kantor.ledger.baca() as baca:
        assert baca.semua_pekerjaan() == []


def test_the_letter_of_any_row_is_shown_before_it_is_issued(peramban: Peramban) -> None:
    baris = undangan(5)
    baris[0]["tanggal_acara"] = baris[3]["tanggal_acara"] = "kemarin"
    alamat = f"{kirim(peramban, baris)}/pratinjau"
    laman = peramban.buka(alamat)
    assert "Baris 2: Ketua Koperasi Contoh 2. Nomornya kini 000.1.5/1/DKUKM" in laman  # the first right one
    assert f'href="{alamat}?baris=3"' in laman
    assert "Sebelumnya" not in laman
    laman = peramban.buka(alamat, baris="3")
    assert "Baris 3: Ketua Koperasi Contoh 3. Nomornya kini 000.1.5/2/DKUKM" in laman
    assert [f'href="{alamat}?baris={n}"' in laman for n in (2, 4, 5)] == [True, False, True]
    salah = peramban.buka(alamat, baris="4")
    assert "Baris 4 belum benar, jadi belum ada suratnya. Yang tampil surat baris 5." in salah
    assert "Berikutnya" not in salah
    assert "Tidak ada surat dari baris 99. Yang tampil surat baris 5." in peramban.buka(alamat, baris="99")
    assert "Baris 2: Ketua" in peramban.buka(alamat, baris="9" * 40)
    assert "Baris 2: Ketua" in peramban.buka(alamat, baris="-1")


def test_a_date_that_has_not_come_is_refused_on_the_first_page(peramban: Peramban, kantor: Kantor) -> None:
    jawab = peramban.kirim(BARU, {"_aksi": "berkas", "_tanggal": "30-12-2026"}, files=isi(undangan(2)))
    assert jawab.status_code == 409
    assert jawab.text.count("Tanggal surat 30 Desember 2026 belum tiba") == 1
    assert 'value="30-12-2026"' in jawab.text
    with kantor.ledger.baca() as baca:
        assert baca.semua_pekerjaan() == []


def test_a_number_that_cannot_be_given_is_said_once_and_nothing_is_offered(
    peramban: Peramban, kantor: Kantor
) -> None:
    rencana = kirim(peramban, undangan(5))
    assert "Terbitkan 5 surat</button>" in peramban.buka(f"{rencana}/terbit")
    catatan = Catatan("Undangan", klas="000.1.5")
    penomoran.catat(kantor, "surat-keluar", catatan, tanggal=date(2026, 12, 30))
    for jawab in (
        peramban.get(f"{rencana}/terbit"),
        peramban.kirim(f"{rencana}/terbit", {"_baik": "5", "_hari": "23 November 2026"}),
    ):
        assert jawab.status_code == 409
        assert jawab.text.count("tidak boleh mendahuluinya") == 1
        assert "Batalkan, di halaman suratnya" in jawab.text
        assert "--pesanan" not in jawab.text
        assert "</button>" not in jawab.text[jawab.text.index("<section") : jawab.text.index("</section>")]
    with kantor.ledger.baca() as baca:
        assert baca.semua_pekerjaan() == []


def test_what_was_done_before_is_said_on_the_page_of_the_check_and_in_the_question(
    peramban: Peramban, peladen: Peladen
) -> None:
    baris = undangan(3)
    tunggu(peladen, mulai(peramban, kirim(peramban, baris)))
    rencana = kirim(peramban, baris)
    for laman in (peramban.buka(rencana), peramban.buka(f"{rencana}/terbit")):
        assert "Berkas ini sudah dikerjakan pada 23 November 2026: pekerjaan G-" in laman
        assert "3 baris isinya sama persis dengan surat yang sudah terbit." in laman
    tabel = peramban.buka(rencana)
    tabel = tabel[tabel.index("Yang perlu diperhatikan;") :]
    assert "2 (Ketua Koperasi Contoh 2)" in tabel
    assert "isinya sama persis dengan surat nomor 000.1.5/2/DKUKM yang sudah terbit" in tabel
    tunggu(peladen, mulai(peramban, rencana))  # a person who has read it may go on


def test_a_row_that_is_wrong_as_a_whole_begins_with_no_colon(peramban: Peramban) -> None:
    laman = peramban.buka(kirim(peramban, [*undangan(1), *undangan(1)]))
    assert "sama persis dengan baris 1" in laman
    assert ": sama persis" not in laman


def test_what_of_a_workbook_is_not_read_or_not_seen_is_told_on_the_page(
    peramban: Peramban, kantor: Kantor
) -> None:
    baris = [{k: v for k, v in b.items() if not isinstance(v, list | dict)} for b in undangan(2)]
    buku = Workbook()
    lembar = buku.worksheets[0]
    for satu in (list(baris[0]), *(list(b.values()) for b in baris)):
        lembar.append(satu)
    lembar.row_dimensions[3].hidden = True
    buku.create_sheet("Rekap").append(["apa saja"])
    keluar = io.BytesIO()
    buku.save(keluar)
    jawab = peramban.kirim(BARU, {"_aksi": "berkas"}, files={"berkas": ("a.xlsx", keluar.getvalue())})
    laman = peramban.buka(jawab.headers["location"])
    assert "1 baris yang disembunyikan atau tersaring ikut dibaca (baris 3)" in laman
    assert "hapus barisnya." in laman
    assert "--baris" not in laman
    assert "Lembar yang tidak dibaca: Rekap." in laman


def test_an_office_on_one_pc_offers_no_workers_and_refuses_who_asks_for_them(
    peramban: Peramban, kantor: Kantor
) -> None:
    assert "pekerja" not in peramban.buka(BARU)
    jawab = peramban.kirim(BARU, {"_aksi": "berkas", "_antre": "1"}, files=isi(undangan(1)))
    assert jawab.status_code >= 400
    assert "kirim lagi tanpa Kerjakan di komputer pekerja" in jawab.text
    assert "--antre" not in jawab.text
    with kantor.ledger.baca() as baca:
        assert not baca.semua_pekerjaan()
