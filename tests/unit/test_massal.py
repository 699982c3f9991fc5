"""A merge: all rows are right before the first number; numbers follow the rows; a run may end anywhere."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from naskah import pdf, pencarian, perubahan
from naskah.kantor import Kantor
from naskah.massal import jalan, rampung
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import baca
from registers.dasar.galat import BerkasGagal, DataTidakSah, NomorDitolak
from registers.ledger.pekerjaan import BarisPekerjaan
from tests.bahan.kantor import contoh, jejak
from tests.bahan.massal import JENIS, berkas, lanjut, mulai, nomor, pastikan_utuh, undangan


def hitung(batas: int) -> Callable[[], bool]:
    """Says yes so many times."""
    sisa = iter(range(batas))
    return lambda: next(sisa, None) is not None


def periksa(kantor: Kantor, path: Path, jenis: str = JENIS) -> jalan.Telaah:
    with kelompok(kantor, 1) as pekerja:
        masukan = baca(path, kantor.katalog.jenis(jenis))
        return jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())


def daftar(kantor: Kantor, hasil: rampung.Ringkasan) -> list[dict[str, Any]]:
    """What the list of a merge says, by its headings."""
    kepala, *baris = load_workbook(kantor.folder / hasil.daftar).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, kepala), satu, strict=True)) for satu in baris]


def test_every_row_becomes_a_letter_and_numbers_follow_the_rows(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(90)))
    hasil = lanjut(kantor, id_)
    assert dict(hasil.keadaan) == {"selesai": 90}
    assert hasil.pekerjaan.keadaan == "selesai"
    assert nomor(kantor, id_) == [(n, n) for n in range(1, 91)]
    with kantor.ledger.baca() as tampak:
        assert tampak.jumlah_baris("agenda-surat-keluar", 2026) == 90
        assert tampak.jumlah_menunggu("agenda-surat-keluar", 2026) == 0
    pastikan_utuh(kantor)


def test_the_letters_are_those_that_are_made_one_by_one(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(2)))
    lanjut(kantor, id_)
    with kantor.ledger.baca() as tampak:
        satu, dua = (tampak.naskah(b.naskah_id) for b in tampak.alur_pekerjaan(id_))
        peristiwa = tampak.peristiwa(naskah_id=satu.id)
    assert [p.jenis for p in peristiwa] == ["terbit"]
    assert (satu.kepada, dua.kepada) == ("Ketua Koperasi Contoh 1", "Ketua Koperasi Contoh 2")
    assert satu.id_permintaan == f"massal/{id_}/1"
    surat = pencarian.surat(kantor, satu.id)
    assert (kantor.folder / surat.berkas[0].path).is_file()


def test_the_list_names_every_row_with_its_letter(kantor: Kantor, tmp_path: Path) -> None:
    hasil = lanjut(kantor, mulai(kantor, berkas(tmp_path, undangan(2, hal="=1+1"))))
    baris = daftar(kantor, hasil)
    assert [(b["Baris"], b["Hal"], b["Kepada"], b["Keadaan"]) for b in baris] == [
        (n, "=1+1", f"Ketua Koperasi Contoh {n}", "selesai") for n in (1, 2)
    ]
    assert all((kantor.folder / str(b["Berkas"])).is_file() for b in baris)


def test_the_list_is_ready_to_be_printed_filtered_and_clicked(kantor: Kantor, tmp_path: Path) -> None:
    hasil = lanjut(kantor, mulai(kantor, berkas(tmp_path, undangan(2))))
    folder = (kantor.folder / hasil.daftar).parent
    lembar = load_workbook(folder / "daftar.xlsx").worksheets[0]
    assert (lembar.page_setup.orientation, lembar.page_setup.paperSize) == ("landscape", 9)
    assert lembar.sheet_properties.pageSetUpPr.fitToPage
    assert lembar.auto_filter.ref == "A1:J3"
    assert (lembar["D2"].value.date(), lembar["D2"].number_format) == (date(2026, 11, 23), "dd/mm/yyyy")
    assert (folder / unquote(lembar["I3"].hyperlink.target)).samefile(kantor.folder / lembar["I3"].value)


def test_nothing_is_numbered_while_a_row_is_wrong(kantor: Kantor, tmp_path: Path) -> None:
    sebelum = jejak(kantor)
    baris = undangan(30)
    baris[6] |= {"tanggal_acara": "kemarin", "kepada": ""}
    telaah = periksa(kantor, berkas(tmp_path, baris))
    assert {n: {t.tempat for t in semua} for n, semua in telaah.salah.items()} == {
        7: {"tanggal_acara", "kepada"}
    }
    assert (len(telaah.baik), jejak(kantor)) == (29, sebelum)


def test_a_row_that_says_the_same_as_another_is_named(kantor: Kantor, tmp_path: Path) -> None:
    baris = undangan(3)
    telaah = periksa(kantor, berkas(tmp_path, [*baris, baris[1]]))
    assert [t.pesan for t in telaah.salah[4]] == ["sama persis dengan baris 2"]


def test_a_stopped_run_is_finished_without_anything_twice(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(130)))
    hasil = lanjut(kantor, id_, terus=hitung(1))
    assert hasil.pekerjaan.keadaan == "berhenti"
    sudah = {p: p.stat().st_mtime_ns for p in (kantor.folder / "arsip").rglob("*.docx")}
    assert 0 < len(sudah) < 130
    assert dict(lanjut(kantor, id_, terus=hitung(9)).keadaan) == {"selesai": 130}
    assert nomor(kantor, id_) == [(n, n) for n in range(1, 131)]
    assert all(p.stat().st_mtime_ns == saat for p, saat in sudah.items())
    assert lanjut(kantor, id_).selesai
    assert len(list((kantor.folder / "arsip").rglob("*.docx"))) == 130
    pastikan_utuh(kantor)


def tanpa_jinja(kantor: Kantor, folder: Path) -> None:
    """An invitation of the office's own whose template fails for one addressee."""
    import zipfile

    asal = kantor.katalog.jenis(JENIS).folder
    tujuan = folder / "templates" / JENIS
    tujuan.mkdir(parents=True)
    for nama in ("naskah.toml", "contoh.toml"):
        (tujuan / nama).write_bytes((asal / nama).read_bytes())
    with (
        zipfile.ZipFile(asal / "naskah.docx") as lama,
        zipfile.ZipFile(tujuan / "naskah.docx", "w") as baru,
    ):
        for satu in lama.infolist():
            isi = lama.read(satu)
            if satu.filename == "word/document.xml":
                assert isi.count(b"{{ hal }}") >= 1
                rusak = b"{{ hal }}{% if kepada == 'Rusak' %}{{ tiada_di_sini }}{% endif %}"
                isi = isi.replace(b"{{ hal }}", rusak, 1)
            baru.writestr(satu, isi)


def test_a_row_its_template_fails_on_takes_no_number(
    kantor: Kantor, folder_kantor: Path, tmp_path: Path
) -> None:
    tanpa_jinja(kantor, folder_kantor)
    kantor = Kantor.buka(folder_kantor, clock=kantor.clock, pelaku="Contoh")
    baris = undangan(60)
    baris[44]["kepada"] = "Rusak"
    data = berkas(tmp_path, baris)
    hasil = lanjut(kantor, id_ := mulai(kantor, data))
    assert dict(hasil.keadaan) == {"selesai": 59, "gagal": 1}
    harap = [(n, n) for n in range(1, 45)] + [(n, n - 1) for n in range(46, 61)]
    assert nomor(kantor, id_) == harap
    with kantor.ledger.baca() as tampak:
        assert list(tampak.celah()) == []
        (gagal,) = tampak.baris_pekerjaan(id_, ["gagal"])
    assert gagal.nomor == 45
    assert "tiada_di_sini" in gagal.pesan
    assert "{{" not in gagal.pesan
    isi = list(load_workbook(kantor.folder / hasil.gagal).worksheets[0].iter_rows(values_only=True))
    assert [b for b in isi if "Rusak" in b]
    assert not [b for b in isi if "Ketua Koperasi Contoh 1" in b]
    pastikan_utuh(kantor)


def test_a_full_disk_stops_it_and_it_goes_on_when_there_is_room(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, undangan(100)))
    lanjut(kantor, id_, terus=hitung(1))
    sudah = len(nomor(kantor, id_))
    lunak, keras = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, keras))
    try:
        with pytest.raises(BerkasGagal):
            lanjut(kantor, id_)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (lunak, keras))
    assert len(nomor(kantor, id_)) == sudah
    lanjut(kantor, id_)
    assert nomor(kantor, id_) == [(n, n) for n in range(1, 101)]
    pastikan_utuh(kantor)


@dataclass
class JamLompat:
    """A clock that stands on one moment until told another."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def berjam(folder: Path, kini: datetime) -> tuple[Kantor, JamLompat]:
    """The office by such a clock."""
    jam = JamLompat(kini)
    return Kantor.buka(folder, clock=jam, pelaku="Contoh"), jam


def test_the_year_may_turn_while_it_runs(folder_kantor: Path, tmp_path: Path) -> None:
    kantor, jam = berjam(folder_kantor, datetime(2026, 12, 31, 2, tzinfo=UTC))
    id_ = mulai(kantor, berkas(tmp_path, undangan(70, tanggal_acara="2027-03-03", tanggal_akhir="")))
    lanjut(kantor, id_, terus=hitung(1))
    lama = len(nomor(kantor, id_))
    jam.at += timedelta(days=1)
    lanjut(kantor, id_)
    assert nomor(kantor, id_) == [
        *((n, n) for n in range(1, lama + 1)),
        *((n, n - lama) for n in range(lama + 1, 71)),
    ]
    with kantor.ledger.baca() as tampak:
        baris = [tampak.jumlah_baris("agenda-surat-keluar", tahun) for tahun in (2026, 2027)]
    assert baris == [lama, 70 - lama]
    pastikan_utuh(kantor)
    kantor.tutup()


@pytest.mark.parametrize("mundur", [3, 400, 2500], ids=["days", "a year", "an empty clock battery"])
@pytest.mark.parametrize("terbit", [0, 1], ids=["before the first letter", "between two chunks"])
def test_a_clock_set_back_stops_it_and_it_goes_on_when_the_clock_is_right(
    folder_kantor: Path, tmp_path: Path, mundur: int, terbit: int
) -> None:
    kantor, jam = berjam(folder_kantor, datetime(2026, 11, 23, 2, tzinfo=UTC))
    id_ = mulai(kantor, berkas(tmp_path, undangan(70)))
    lanjut(kantor, id_, terus=hitung(terbit))
    sudah = nomor(kantor, id_)
    assert bool(sudah) == bool(terbit)
    jam.at -= timedelta(days=mundur)
    with pytest.raises(NomorDitolak, match=r"^Jam komputer ini .* sudah sampai 23 November 2026"):
        lanjut(kantor, id_)
    with kantor.ledger.baca() as tampak:
        pekerjaan, keadaan = tampak.pekerjaan(id_), tampak.hitung_baris(id_)
    assert (pekerjaan.keadaan, nomor(kantor, id_)) == ("berhenti", sudah)
    assert "Jam komputer" in pekerjaan.sebab
    assert f"naskah massal lanjut {id_}" in pekerjaan.sebab
    assert "gagal" not in keadaan
    jam.at += timedelta(days=mundur)
    lanjut(kantor, id_)
    assert nomor(kantor, id_) == [(n, n) for n in range(1, 71)]
    pastikan_utuh(kantor)
    kantor.tutup()


def test_letters_of_a_wrong_day_hold_up_their_merge_until_they_are_void(
    folder_kantor: Path, tmp_path: Path
) -> None:
    kantor, jam = berjam(folder_kantor, datetime(2026, 11, 23, 2, tzinfo=UTC))
    id_ = mulai(kantor, berkas(tmp_path, undangan(70)))
    jam.at += timedelta(days=3653)
    lanjut(kantor, id_, terus=hitung(1))
    jam.at -= timedelta(days=3653)
    with pytest.raises(NomorDitolak, match="batalkan surat yang bertanggal salah"):
        lanjut(kantor, id_)
    with kantor.ledger.baca() as tampak:
        salah = [b.naskah_id for b in tampak.alur_pekerjaan(id_) if b.naskah_id]
    for satu in salah:
        perubahan.batal(kantor, satu, alasan="tanggal komputer salah")
    assert dict(lanjut(kantor, id_).keadaan) == {"batal": len(salah), "selesai": 70 - len(salah)}
    kantor.tutup()


def test_a_clock_set_back_does_not_stop_a_merge_with_a_date_of_its_own(
    folder_kantor: Path, tmp_path: Path
) -> None:
    kantor, jam = berjam(folder_kantor, datetime(2026, 11, 23, 2, tzinfo=UTC))
    masukan = baca(berkas(tmp_path, undangan(3)), kantor.katalog.jenis(JENIS))
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, {}, kantor.hari_ini())
    id_ = jalan.mulai(kantor, masukan, telaah, tanggal=kantor.hari_ini()).id
    jam.at -= timedelta(days=3)
    assert lanjut(kantor, id_).keadaan == {"selesai": 3}
    kantor.tutup()


def test_letters_that_derive_from_a_row_come_with_it(kantor: Kantor, tmp_path: Path) -> None:
    id_ = mulai(kantor, berkas(tmp_path, [contoh("spt"), contoh("spt", maksud="Rapat lain")]), "spt")
    lanjut(kantor, id_)
    orang = len(contoh("spt")["pegawai"])
    with kantor.ledger.baca() as tampak:
        turunan = [len(tampak.turunan(b.naskah_id)) for b in tampak.alur_pekerjaan(id_)]
    assert turunan == [orang, orang]
    pastikan_utuh(kantor)


@pytest.mark.skipif(not pdf.tersedia(), reason="LibreOffice tidak terpasang")
def test_letters_that_derive_from_a_row_get_their_pdf_and_are_in_the_one_to_print(
    kantor: Kantor, tmp_path: Path
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, [contoh("spt")]), "spt", pdf=True, gabung=True)
    assert lanjut(kantor, id_).peringatan == ()
    with kantor.ledger.baca() as tampak:
        (baris,) = tampak.alur_pekerjaan(id_)
        turunan = [n.id for n in tampak.turunan(baris.naskah_id)]
        macam = [{b.macam for b in tampak.berkas(satu)} for satu in (baris.naskah_id, *turunan)]
    assert turunan
    assert macam == [{"docx", "pdf"}] * (1 + len(turunan))
    gabungan = PdfReader(kantor.folder / "massal" / id_ / rampung.NAMA_GABUNGAN)
    assert len([o for o in gabungan.outline if not isinstance(o, list)]) == 1 + len(turunan)


def test_a_book_that_cannot_be_written_is_told(kantor: Kantor, tmp_path: Path) -> None:
    lanjut(kantor, mulai(kantor, berkas(tmp_path, undangan(1))))
    (agenda,) = (kantor.folder / "buku").glob("agenda-surat-keluar*.xlsx")
    agenda.write_bytes(b"bukan buku")
    hasil = lanjut(kantor, mulai(kantor, berkas(tmp_path, undangan(3))))
    assert hasil.keadaan == {"selesai": 3}
    assert any(agenda.stem in kata for kata in hasil.peringatan)


def test_the_list_names_a_paket_by_its_first_document_and_a_failed_row_by_its_reason(
    kantor: Kantor, tmp_path: Path
) -> None:
    id_ = mulai(kantor, berkas(tmp_path, [contoh("spp-gu")]), "spp-gu")
    lanjut(kantor, id_)
    with kantor.ledger.tulis(kantor.pelaku) as tx:
        tx.ubah_baris_pekerjaan(id_, [BarisPekerjaan(1, keadaan="gagal", pesan="contoh sebab")])
        (tanpa,) = tx.daftar_pekerjaan(id_)
    assert vars(tanpa) == {
        **{"nomor": 1, "surat": "", "judul": "", "tanggal": None, "hal": "", "kepada": ""},
        **{"docx": "", "pdf": "", "keadaan": "gagal", "pesan": "contoh sebab"},
    }
    lembar = load_workbook(kantor.folder / "massal" / id_ / "daftar.xlsx").active
    assert lembar is not None
    kepala, isi = lembar.iter_rows(values_only=True)
    docx = str(isi[kepala.index("Berkas")])
    assert "-01-" in docx
    assert (kantor.folder / docx).is_file()


def test_a_paket_may_be_merged(kantor: Kantor, tmp_path: Path) -> None:
    semua = [contoh("spp-gu"), contoh("spp-gu", keperluan="Penggantian uang persediaan kedua")]
    id_ = mulai(kantor, berkas(tmp_path, semua), "spp-gu")
    lanjut(kantor, id_)
    with kantor.ledger.baca() as tampak:
        berkas_ = [len(tampak.berkas(b.naskah_id)) for b in tampak.alur_pekerjaan(id_)]
        register = tampak.semua_baris("register-spp-spm", 2026)
    assert (berkas_, len(register)) == ([5, 5], 2)
    pastikan_utuh(kantor)


def test_two_letters_about_the_same_employee_are_told_with_both_rows(kantor: Kantor, tmp_path: Path) -> None:
    semua = [contoh("pkgb"), contoh("pkgb", kepada="Kepala Badan Contoh")]
    telaah = periksa(kantor, berkas(tmp_path, semua), "pkgb")
    assert not telaah.salah
    (nomor_, kata), *lain = telaah.peringatan.items()
    assert (nomor_, lain) == (2, [])
    assert [k for k in kata if "baris" in k] == [
        "Agnes Teladan, S.E. juga ada di baris 1, dengan isi yang berbeda"
    ]


def test_a_koperasi_that_all_rows_have_in_common_is_not_told(kantor: Kantor, tmp_path: Path) -> None:
    isi = contoh("surat-rekomendasi-lpdb")
    umum = {"koperasi": isi.pop("koperasi")}
    masukan = baca(
        berkas(tmp_path, [isi, {**isi, "jumlah_anggota": 400}]),
        kantor.katalog.jenis("surat-rekomendasi-lpdb"),
    )
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, umum, kantor.hari_ini())
    assert not any("juga ada di baris" in k for semua in telaah.peringatan.values() for k in semua)


def test_numbers_that_others_give_cannot_be_merged(
    kantor: Kantor, folder_kantor: Path, tmp_path: Path
) -> None:
    toml = folder_kantor / "kantor.toml"
    teks = toml.read_text("utf-8")
    toml.write_text(teks.replace('id = "surat-keluar"', 'id = "surat-keluar"\nluar = true', 1), "utf-8")
    luar = Kantor.buka(folder_kantor, clock=kantor.clock, pelaku="Contoh")
    with pytest.raises(DataTidakSah, match="diberi pihak lain"):
        periksa(luar, berkas(tmp_path, undangan(2)))


def test_a_date_that_was_given_holds_for_all(kantor: Kantor, tmp_path: Path) -> None:
    masukan = baca(berkas(tmp_path, undangan(2)), kantor.katalog.jenis(JENIS))
    hari = date(2026, 11, 20)
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, {}, hari)
    id_ = jalan.mulai(kantor, masukan, telaah, tanggal=hari).id
    lanjut(kantor, id_)
    with kantor.ledger.baca() as tampak:
        assert {tampak.naskah(b.naskah_id).tanggal for b in tampak.alur_pekerjaan(id_)} == {hari}


def test_common_values_fill_what_rows_leave_blank(kantor: Kantor, tmp_path: Path) -> None:
    baris = undangan(2)
    for satu in baris:
        del satu["pakaian"]
    baris[1]["pakaian"] = "batik"
    masukan = baca(berkas(tmp_path, baris), kantor.katalog.jenis(JENIS))
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, {"pakaian": "tenun"}, kantor.hari_ini())
    assert [json.loads(t.isi)["pakaian"] for t in telaah.baik] == ["tenun", "batik"]
