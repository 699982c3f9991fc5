"""`naskah cetak` and `naskah buku cetak`: one file for many rows, nothing written over, nothing half done."""

from __future__ import annotations

import errno
import json
import re
import shutil
from pathlib import Path

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from naskah import cetak, pdf, render
from naskah.catalog import folder_templat
from naskah.cetak import Pilihan, simpan
from naskah.commands import jalankan
from naskah.kantor import Kantor
from registers.dasar.galat import BerkasGagal, DataTidakSah, PdfTidakTersedia, TemplatSalah, TidakDitemukan
from tests.bahan.cetak import bukukan

KARTU = "kartu-kendali-masuk"
perlu_libreoffice = pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")


@pytest.fixture
def tiga(kantor: Kantor) -> Kantor:
    """Three rows in the buku pengendali."""
    for ke, id_ in enumerate(("M-aaa", "M-bbb", "M-ccc"), start=1):
        bukukan(kantor, id_, nomor=f"{ke}/X/2026", tanggal=f"2026-11-{15 + ke}")
    return kantor


def nama(hasil: cetak.Hasil) -> list[str]:
    return [b.name for b in hasil.berkas]


def isi_cetak(kantor: Kantor) -> list[str]:
    folder = kantor.folder / "cetak"
    return sorted(b.name for b in folder.iterdir()) if folder.exists() else []


def teks(path: Path) -> str:
    return render.teks(path.read_bytes())


def test_many_rows_become_one_document_named_after_them(tiga: Kantor):
    hasil = cetak.cetak(tiga, KARTU, Pilihan(semua=True))
    assert nama(hasil) == ["kartu-kendali-masuk_2026_1-sd-3.docx"]
    assert (hasil.baris, hasil.lembar) == (3, 9)
    assert [teks(hasil.berkas[0]).count(f"Hal {id_}") for id_ in ("M-aaa", "M-bbb", "M-ccc")] == [3, 3, 3]


def test_a_second_printing_never_writes_over_the_first(tiga: Kantor):
    pertama = cetak.cetak(tiga, KARTU, Pilihan(("2",)))
    sidik = pertama.berkas[0].read_bytes()
    cetak.cetak(tiga, KARTU, Pilihan(("2",)))
    assert isi_cetak(tiga) == ["kartu-kendali-masuk_2026_2-2.docx", "kartu-kendali-masuk_2026_2.docx"]
    assert pertama.berkas[0].read_bytes() == sidik


def test_printing_leaves_no_event_in_the_ledger(tiga: Kantor):
    with tiga.ledger.baca() as baca:
        sebelum = baca.kepala()
    cetak.cetak(tiga, KARTU, Pilihan(semua=True))
    with tiga.ledger.baca() as baca:
        assert baca.kepala() == sebelum


def test_the_same_rows_give_the_same_bytes(tiga: Kantor):
    satu, lain = (cetak.cetak(tiga, KARTU, Pilihan(semua=True)).berkas[0].read_bytes() for _ in range(2))
    assert satu == lain


def test_the_file_a_person_names_is_taken_and_never_written_over(tiga: Kantor, tmp_path: Path):
    ke = tmp_path / "kartu.docx"
    assert cetak.cetak(tiga, KARTU, Pilihan(("1",)), ke=ke).berkas == (ke,)
    with pytest.raises(DataTidakSah, match=r"--ke: .*sudah ada.*pakai nama lain"):
        cetak.cetak(tiga, KARTU, Pilihan(("1",)), ke=ke)
    with pytest.raises(DataTidakSah, match=r"akhirannya harus \.docx"):
        cetak.cetak(tiga, KARTU, Pilihan(("1",)), ke=tmp_path / "kartu.pdf")


def test_a_trial_writes_nothing(tiga: Kantor):
    hasil = cetak.cetak(tiga, KARTU, Pilihan(semua=True), coba=True)
    assert (hasil.berkas, hasil.lembar, isi_cetak(tiga)) == ((), 9, [])


def test_a_text_that_does_not_fit_stops_the_printing_before_anything_is_written(tiga: Kantor):
    bukukan(tiga, "M-ddd", hal="Undangan rapat " * 100)
    with pytest.raises(DataTidakSah, match=r"nomor 4 \(M-ddd\): isi_ringkas: 1500 huruf tidak muat"):
        cetak.cetak(tiga, KARTU, Pilihan(semua=True))
    assert isi_cetak(tiga) == []


def test_marks_of_xml_and_of_templates_in_a_row_are_told_not_printed_as_tags(tiga: Kantor):
    bukukan(tiga, "M-ddd", hal='PT <Maju> & "Jaya"')
    assert 'PT <Maju> & "Jaya"' in teks(cetak.cetak(tiga, KARTU, Pilihan(("M-ddd",))).berkas[0])
    bukukan(tiga, "M-eee", hal="{{ kantor.nama }}")
    with pytest.raises(DataTidakSah, match="tanda templat"):
        cetak.cetak(tiga, KARTU, Pilihan(("M-eee",)))


def test_without_libreoffice_pdf_is_refused_before_anything_is_done(
    tiga: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PdfTidakTersedia, match="Pasang LibreOffice"):
        cetak.cetak(tiga, KARTU, Pilihan(("tidak ada",)), pdf=True)
    with pytest.raises(PdfTidakTersedia, match="Pasang LibreOffice"):
        cetak.cetak_buku(tiga, "pengendali-masuk", pdf=True)
    assert isi_cetak(tiga) == []
    assert nama(cetak.cetak(tiga, KARTU, Pilihan(("1",)))) == ["kartu-kendali-masuk_2026_1.docx"]
    assert nama(cetak.cetak_buku(tiga, "pengendali-masuk")) == ["pengendali-masuk_2026_1-sd-3.xlsx"]


@perlu_libreoffice
def test_three_cards_on_a_page_are_one_page_a_row_and_only_on_f4(tiga: Kantor):
    hasil = cetak.cetak(tiga, KARTU, Pilihan(semua=True), ragam="tiga-sehalaman", pdf=True)
    assert nama(hasil) == [f"kartu-kendali-masuk_tiga-sehalaman_2026_1-sd-3.{a}" for a in ("docx", "pdf")]
    halaman = pypdf.PdfReader(hasil.berkas[1]).pages
    assert [
        h.extract_text().count(f"Hal {i}") for h, i in zip(halaman, ("M-aaa", "M-bbb", "M-ccc"), strict=True)
    ] == [3] * 3
    assert {(round(h.mediabox.width), round(h.mediabox.height)) for h in halaman} == {(612, 936)}
    assert hasil.peringatan == ()


def test_a_folder_that_cannot_be_written_is_told_in_words(tiga: Kantor):
    (tiga.folder / "cetak").write_text("bukan folder")
    with pytest.raises(BerkasGagal, match="cetak tidak dapat dibuat: ada berkas bernama itu"):
        cetak.cetak(tiga, KARTU, Pilihan(("1",)))


def test_a_document_whose_pdf_cannot_be_written_does_not_stay_alone(
    tiga: Kantor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # The disk is full from the first byte of the PDF on.
    asli = Path.open

    def penuh(path: Path, mode: str = "r", *lain: object, **pilihan: object):
        if path.suffix == ".pdf" and mode == "xb":
            raise OSError(errno.ENOSPC, "penuh")
        return asli(path, mode, *lain, **pilihan)  # type: ignore[call-overload]

    monkeypatch.setattr(simpan, "_ke_pdf", lambda *_: (b"%PDF", 1))
    monkeypatch.setattr(Path, "open", penuh)
    with pytest.raises(BerkasGagal, match="cakram penuh"):
        simpan.simpan(b"isi", simpan.Tujuan(tmp_path / "cetak", "uji", ".docx"), pdf=True)
    assert list((tmp_path / "cetak").iterdir()) == []


# --- an office's own pages --------------------------------------------------------------------------------


def sendiri(kantor: Kantor, id_: str, dari: str = KARTU) -> Path:
    """A copy of a page of ours in the office's templates/_cetak."""
    return Path(
        shutil.copytree(folder_templat() / "_cetak" / dari, kantor.folder / "templates" / "_cetak" / id_)
    )


def test_a_new_page_is_a_folder_and_nothing_else(tiga: Kantor):
    folder = sendiri(tiga, "kartu-uji")
    toml = (folder / "cetak.toml").read_text("utf-8").replace("Kartu Kendali Masuk", "Kartu Uji")
    (folder / "cetak.toml").write_text(toml, "utf-8")
    assert "kartu-uji" in cetak.daftar(tiga)
    assert cetak.cetak(tiga, "kartu-uji", Pilihan(("1",))).lembar == 3


def test_the_offices_page_wins_over_ours(tiga: Kantor):
    folder = sendiri(tiga, KARTU)
    toml = re.sub(
        r"\[\[salinan\]\].*?(?=# Nama)", "", (folder / "cetak.toml").read_text("utf-8"), flags=re.DOTALL
    )
    (folder / "cetak.toml").write_text(toml, "utf-8")
    assert cetak.cetak(tiga, KARTU, Pilihan(("1",))).lembar == 1
    assert len(cetak.muat(KARTU).tata.salinan) == 3


def test_a_wrong_declaration_tells_every_mistake_at_once(tiga: Kantor):
    folder = sendiri(tiga, "kartu-uji")
    (folder / "cetak.toml").write_text('buku = 1\nwarna = "x"\nper_halaman = -1\n', "utf-8")
    with pytest.raises(TemplatSalah) as galat:
        cetak.muat("kartu-uji", tiga)
    assert {t.tempat for t in galat.value.temuan} == {"judul", "buku", "warna", "per_halaman"}


def test_close_names_are_suggested(tiga: Kantor):
    with pytest.raises(TidakDitemukan, match="Mungkin maksudnya: kartu-kendali-masuk"):
        cetak.muat("kartu-kendali", tiga)
    with pytest.raises(TidakDitemukan, match="Yang ada: tiga-sehalaman"):
        cetak.cetak(tiga, KARTU, Pilihan(semua=True), ragam="empat")


# --- the page of the day ----------------------------------------------------------------------------------


def test_the_page_of_the_day_needs_no_rows(kantor: Kantor):
    hasil = cetak.cetak(kantor, "hari-ini", Pilihan())
    assert nama(hasil) == ["hari-ini_2026-11-23.docx"]
    assert "Tidak ada pekerjaan yang menunggu." in teks(hasil.berkas[0])


def test_the_page_of_the_day_stands_under_each_post_and_its_holder(kantor: Kantor):
    from naskah import disposisi, masuk

    surat = masuk.catat(kantor, {"dari": "Koperasi Contoh", "hal": "Permohonan rekomendasi"})
    disposisi.beri(kantor, surat.id, disposisi.Perintah(("sekretaris",), "Tindak lanjuti"))
    semua = teks(cetak.cetak(kantor, "hari-ini", Pilihan()).berkas[0])
    assert "Sekretaris – Maria Contoh, S.E., M.Si." in semua
    assert "Tindak lanjuti (belum diterima)" in semua
    assert "Tidak ada pekerjaan" in teks(cetak.cetak(kantor, "hari-ini", Pilihan(("kabid-umkm",))).berkas[0])
    with pytest.raises(DataTidakSah, match="maksudnya sekretaris"):
        cetak.cetak(kantor, "hari-ini", Pilihan(("sekertaris",)))


@perlu_libreoffice
def test_thirty_five_things_to_do_fit_the_one_page_of_the_day(kantor: Kantor):
    hal = "Daftar koperasi aktif dan tidak aktif menurut kabupaten dan kota tahun 2026, dengan alamat kantor"
    for ke in range(35):
        isi = f"{hal} {ke}"
        bukukan(kantor, f"B-{ke}", buku="register-informasi-publik", batas="2026-11-20", informasi=isi)
    hasil = cetak.cetak(kantor, "hari-ini", Pilihan(), pdf=True)
    assert hasil.baris == 35
    halaman = pypdf.PdfReader(hasil.berkas[1]).pages
    assert (len(halaman), halaman[0].extract_text().count("jawab permohonan informasi")) == (1, 35)


# --- books ------------------------------------------------------------------------------------------------


def lembar(path: Path) -> list[list[str]]:
    semua = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [[str(sel) for sel in satu] for satu in semua]


def test_a_book_is_printed_in_a_range_with_what_people_typed(tiga: Kantor):
    with tiga.ledger.tulis("Penguji") as tx:
        ada = tx.baris_menurut("pengendali-masuk", 2026, ["M-bbb"])["M-bbb"]
        tx.bukukan(
            "pengendali-masuk",
            2026,
            "M-bbb",
            ada.nilai,
            tx.catat("uji", "", {}).urut,
            orang={"catatan": "diketik"},
        )
    hasil = cetak.cetak_buku(tiga, "pengendali-masuk", dari="2", sampai="18-11-2026")
    assert nama(hasil) == ["pengendali-masuk_2026_2-sd-3.xlsx"]
    isi = [b for b in lembar(hasil.berkas[0]) if b[0].startswith("M-")]
    assert [b[0] for b in isi] == ["M-bbb", "M-ccc"]
    assert ["diketik" in b for b in isi] == [True, False]


def test_a_printed_book_is_not_taken_for_the_book(tiga: Kantor):
    from registers import workbook

    hasil = cetak.cetak_buku(tiga, "pengendali-masuk")
    assert workbook.rantai(hasil.berkas[0], tiga.buku["pengendali-masuk"], 2026) == (0, "")


def test_a_range_without_rows_and_an_unknown_book_are_refused(tiga: Kantor):
    with pytest.raises(DataTidakSah, match="tidak ada baris dalam rentang itu pada tahun 2025"):
        cetak.cetak_buku(tiga, "pengendali-masuk", tahun=2025)
    with pytest.raises(TidakDitemukan, match="Yang ada: "):
        cetak.cetak_buku(tiga, "buku-lain")


@perlu_libreoffice
def test_every_page_of_a_printed_book_has_its_headings_and_lies_on_f4(tiga: Kantor):
    for n in range(60):
        bukukan(tiga, f"M-n{n}", hal="Undangan rapat koordinasi " * 5)
    hasil = cetak.cetak_buku(tiga, "pengendali-masuk", pdf=True)
    halaman = pypdf.PdfReader(hasil.berkas[1]).pages
    assert len(halaman) > 1
    for nomor, satu in enumerate(halaman, start=1):
        isi = " ".join(satu.extract_text().split())
        assert "Isi Ringkas" in isi
        assert f"Halaman {nomor} dari {len(halaman)}" in isi
        assert satu.mediabox.width > satu.mediabox.height


# --- commands ---------------------------------------------------------------------------------------------


def perintah(kantor: Kantor, capsys: pytest.CaptureFixture[str], *kata: str) -> tuple[int, str]:
    kode = jalankan([*kata, "--kantor", str(kantor.folder)])
    hasil = capsys.readouterr()
    return kode, hasil.out + hasil.err


def test_without_arguments_everything_that_can_be_printed_is_listed(
    kantor: Kantor, capsys: pytest.CaptureFixture[str]
):
    kode, keluar = perintah(kantor, capsys, "cetak")
    assert kode == 0
    assert [id_ for id_ in cetak.daftar() if id_ not in keluar] == []
    assert "tiga-sehalaman" in keluar
    isi = json.loads(perintah(kantor, capsys, "cetak", "--json")[1])
    assert {c["id"]: c["salinan"] for c in isi["cetakan"]}[KARTU] == ["putih", "hijau", "merah"]


def test_the_command_prints_selected_rows_and_says_where_they_lie(
    tiga: Kantor, capsys: pytest.CaptureFixture[str]
):
    kode, keluar = perintah(tiga, capsys, "cetak", KARTU, "M-aaa", "3", "--tahun", "2026", "--tiga-sehalaman")
    assert (kode, keluar.splitlines()) == (
        0,
        ["2 baris, 6 lembar.", "Berkas: cetak/kartu-kendali-masuk_tiga-sehalaman_2026_1-sd-3.docx"],
    )
    isi = json.loads(perintah(tiga, capsys, "cetak", KARTU, "M-aaa", "--tahun", "2026", "--json")[1])
    assert isi == {
        "berkas": ["cetak/kartu-kendali-masuk_2026_1.docx"],
        "baris": 1,
        "lembar": 3,
        "peringatan": [],
    }


def test_rows_that_are_missing_end_the_command_with_its_own_exit_code(
    tiga: Kantor, capsys: pytest.CaptureFixture[str]
):
    kode, keluar = perintah(tiga, capsys, "cetak", KARTU, "M-zzz", "M-yyy")
    assert kode == 3
    assert keluar.count("tidak ada di Buku Pengendali Masuk") == 2


def test_the_book_command_writes_a_workbook(tiga: Kantor, capsys: pytest.CaptureFixture[str]):
    kode, keluar = perintah(
        tiga, capsys, "buku", "cetak", "pengendali-masuk", "--tahun", "2026", "--dari", "3"
    )
    assert (kode, keluar.splitlines()) == (
        0,
        ["1 baris.", "Berkas: cetak/pengendali-masuk_2026_3.xlsx"],
    )
