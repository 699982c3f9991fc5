"""A paket is one letter of several documents: one number, one row, all or nothing, in every act."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from pypdf import PdfReader

from naskah import cetak_pdf, issue, konsep, paket, pdf, pencarian, penerbitan, perubahan
from naskah.catalog import Katalog
from naskah.commands import jalankan
from naskah.commands._tampil import cetak_naskah
from naskah.draf import Permintaan
from naskah.kantor import Kantor
from naskah.render import teks
from naskah.surat import Surat
from registers.dasar.galat import DataTidakSah, TemplatSalah
from tests.bahan.kantor import baris_buku, contoh, jejak
from tests.bahan.render import surat as surat_docx

PAKET = """
judul = "Paket Uji"
seri = "nota-dinas"
klasifikasi = "900.1"
buku = ["agenda-surat-keluar"]
penandatangan = "kepala-dinas"
hal = "Paket {keperluan}"
kepada = "Bendahara"

[[lembar]]
jenis = "pengantar-uji"

[[lembar]]
jenis = "kurang-uji"
bila = "kekurangan"

[[lembar]]
jenis = "rincian-uji"
"""
LEMBAR = """
judul = "{judul}"
kop = "tanpa"
seri = ""
penandatangan = "{siapa}"

[[isian]]
nama = "keperluan"
label = "Keperluan"
wajib = true
"""
JUMLAH = """
[[isian]]
nama = "jumlah"
jenis = "rupiah"
label = "Jumlah"
wajib = true
"""
KURANG = """
[[isian]]
nama = "kekurangan"
jenis = "paragraf"
label = "Kekurangan"
"""
ISI = {"keperluan": "belanja <alat> & tulis", "jumlah": "1.250.000"}


def tulis_lembar(folder: Path, nama: str, isian: str, isi: str, siapa: str = "kepala-dinas") -> None:
    letak = folder / "templates" / "_lembar" / nama
    letak.mkdir(parents=True)
    (letak / "naskah.toml").write_text(LEMBAR.format(judul=nama.title(), siapa=siapa) + isian, "utf-8")
    (letak / "naskah.docx").write_bytes(surat_docx("{{ nomor }} {{ tanggal }} {{ ttd.nama }}", isi))


@pytest.fixture
def kantor(folder_kantor: Path, kantor: Kantor) -> Kantor:
    """The example office with a paket of three documents, one of them only now and then."""
    tulis_lembar(folder_kantor, "pengantar-uji", "", "Pengantar {{ keperluan }}")
    tulis_lembar(folder_kantor, "kurang-uji", KURANG, "Kurang {{ kekurangan[0] }}")
    tulis_lembar(folder_kantor, "rincian-uji", JUMLAH, "Rincian {{ jumlah_terbilang }}", "sekretaris")
    letak = folder_kantor / "templates" / "_paket" / "paket-uji"
    letak.mkdir(parents=True)
    (letak / "paket.toml").write_text(PAKET, "utf-8")
    return Kantor.buka(folder_kantor, clock=kantor.clock, pelaku="Contoh Pengadministrasi")


def buat(kantor: Kantor, **lain: object) -> Surat:
    return issue.buat(kantor, Permintaan("paket-uji", {**ISI, **lain}))[0]


def isi(kantor: Kantor, surat: Surat, *, lama: bool = False) -> list[str]:
    return [
        teks((kantor.folder / b.path).read_bytes())
        for b in surat.berkas
        if b.path.endswith(".docx") and b.lama == lama
    ]


def test_its_fields_are_those_of_its_documents(kantor: Kantor) -> None:
    jenis = kantor.katalog.jenis("paket-uji")
    assert [s.jenis.id for s in jenis.lembar] == ["pengantar-uji", "kurang-uji", "rincian-uji"]
    assert {"keperluan", "jumlah", "kekurangan"} <= {i.nama for i in jenis.isian}
    assert "pengantar-uji" not in kantor.katalog.daftar()


def test_its_documents_share_number_and_values_and_each_has_its_signer(kantor: Kantor) -> None:
    surat = buat(kantor)
    pengantar, rincian = isi(kantor, surat)
    assert surat.nomor in pengantar
    assert surat.nomor in rincian
    assert "Pengantar belanja <alat> & tulis" in pengantar
    assert "Rincian satu juta dua ratus lima puluh ribu rupiah" in rincian
    assert "Kepala Dinas" in pengantar
    assert "Maria Contoh" in rincian
    (baris,) = baris_buku(kantor, "agenda-surat-keluar")
    assert (baris["nomor"], baris["hal"]) == (surat.nomor, "Paket belanja <alat> & tulis")


def test_a_document_comes_only_when_it_is_called_for(kantor: Kantor) -> None:
    surat = buat(kantor, kekurangan="Faktur pajak")
    assert "Kurang Faktur pajak" in isi(kantor, surat)[1]
    assert (len(surat.berkas), len(buat(kantor).berkas)) == (3, 2)


def test_one_that_cannot_be_printed_stops_all(kantor: Kantor) -> None:
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah, match="jumlah"):
        issue.buat(kantor, Permintaan("paket-uji", {"keperluan": "x"}))
    tata = kantor.folder / "templates" / "_lembar" / "rincian-uji" / "naskah.toml"
    tata.write_text(tata.read_text("utf-8").replace("sekretaris", "bendahara-tiada"), "utf-8")
    kedua = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="Contoh")
    with pytest.raises(DataTidakSah, match="bendahara-tiada"):
        issue.buat(kedua, Permintaan("paket-uji", ISI))
    assert jejak(kantor) == sebelum


def test_a_konsep_keeps_all_documents_as_they_were_signed(kantor: Kantor) -> None:
    (surat,) = issue.buat(kantor, Permintaan("paket-uji", ISI, konsep=True))
    assert len(surat.berkas) == 2
    konsep.ubah(kantor, surat.id, {**ISI, "jumlah": "2.000.000"})
    ganti = kantor.folder / "templates" / "_lembar" / "rincian-uji" / "naskah.docx"
    ganti.write_bytes(
        surat_docx("{{ nomor }} {{ tanggal }} {{ ttd.nama }}", "Lain {{ jumlah }} {{ keperluan }}")
    )
    kedua = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="Contoh")
    jadi = penerbitan.terbit(kedua, surat.id)[0]
    pengantar, rincian = isi(kantor, jadi)
    assert jadi.nomor in pengantar
    assert "Rincian dua juta rupiah" in rincian
    assert all(b.lama for b in jadi.berkas if b.path.startswith("konsep/"))


def test_a_correction_makes_all_documents_anew_under_the_same_number(kantor: Kantor) -> None:
    lama = buat(kantor)
    baru = perubahan.ralat(kantor, lama.id, {**ISI, "jumlah": "3.000.000"}, alasan="salah hitung")[0]
    assert baru.nomor == lama.nomor
    assert "Rincian tiga juta rupiah" in isi(kantor, baru)[1]
    assert "Rincian satu juta" in isi(kantor, baru, lama=True)[1]


@pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang")
def test_its_pdf_is_one_file_in_the_order_of_its_documents(kantor: Kantor) -> None:
    surat = buat(kantor)
    assert cetak_pdf.tambah(kantor, [surat.id]).peringatan == []
    semua = [b.path for b in pencarian.surat(kantor, surat.id).berkas]
    (lengkap,) = [p for p in semua if "lengkap" in p]
    halaman = PdfReader(io.BytesIO((kantor.folder / lengkap).read_bytes())).pages
    assert ["Pengantar" in h.extract_text() for h in halaman] == [True, False]
    assert "Rincian" in halaman[1].extract_text()
    assert sum(p.endswith(".pdf") for p in semua) == 3


def test_two_documents_cannot_mean_different_things_by_one_field(kantor: Kantor) -> None:
    tata = kantor.folder / "templates" / "_lembar" / "kurang-uji" / "naskah.toml"
    tata.write_text(tata.read_text("utf-8") + JUMLAH.replace('"rupiah"', '"teks"'), "utf-8")
    with pytest.raises(TemplatSalah, match="jumlah"):
        Katalog.buka([kantor.folder / "templates"]).jenis("paket-uji")


def test_a_document_that_is_not_there_is_named(kantor: Kantor) -> None:
    tata = kantor.folder / "templates" / "_paket" / "paket-uji" / "paket.toml"
    tata.write_text(PAKET.replace("rincian-uji", "tiada-uji").replace("kekurangan", "tiada"), "utf-8")
    with pytest.raises(TemplatSalah, match="tiada-uji") as galat:
        Katalog.buka([kantor.folder / "templates"]).jenis("paket-uji")
    assert any("bila" in t.tempat for t in galat.value.temuan)


def anggaran(kantor: Kantor, *baris: tuple[object, ...]) -> None:
    buku = Workbook()
    lembar = buku.active
    assert lembar is not None
    lembar.append(["Sub kegiatan", "Kode rekening", "Uraian", "DPA", "SPD", "Realisasi"])
    for satu in baris:
        lembar.append(list(satu))
    buku.save(kantor.folder / "data" / "anggaran.xlsx")


SUB = "2.17.03.1.01.0001 Pengawasan Koperasi"


def test_an_spp_above_the_budget_is_a_warning_and_where_the_office_says_so_refused(kantor: Kantor) -> None:
    anggaran(
        kantor,
        (SUB, "5.1.02.01.01.0024", "ATK", 10_000_000, 10_000_000, 0),
        (SUB, "5.1.02.01.01.0026", "Cetak", 90_000_000, 90_000_000, 1_000_000),
    )
    minta = Permintaan("spp-ls-barang-jasa", contoh("spp-ls-barang-jasa"))
    surat = issue.coba(kantor, minta)[0]
    assert any("5.1.02.01.01.0024" in p for p in surat.peringatan)
    assert not any("5.1.02.01.01.0026" in p for p in surat.peringatan)
    tata = kantor.folder / "kantor.toml"
    tata.write_text(tata.read_text("utf-8") + '\n[bendahara]\nlewat_anggaran = "tolak"\n', "utf-8")
    ketat = Kantor.buka(kantor.folder, clock=kantor.clock, pelaku="Contoh")
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah, match=r"5\.1\.02\.01\.01\.0024"):
        issue.buat(ketat, minta)
    assert jejak(kantor) == sebelum


def test_the_command_shows_totals_and_what_is_left_and_takes_nothing(
    kantor: Kantor, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    anggaran(kantor, (SUB, "5.1.02.01.01.0024", "ATK", 20_000_000, 15_000_000, 1_000_000))
    sebelum = jejak(kantor)
    isi = kantor.katalog.jenis("spp-ls-barang-jasa").folder / "contoh.toml"
    monkeypatch.chdir(kantor.folder)
    monkeypatch.setenv("COLUMNS", "200")
    assert jalankan(["paket", "buat", "spp-ls-barang-jasa", "--isi", str(isi), "--coba"]) == 0
    keluar = capsys.readouterr().out
    for teks_ in ("Rp19.750.000,00", "Rp17.525.901,00", "Rp6.500.000,00", "Rp1.500.000,00"):
        assert teks_ in keluar
    assert jejak(kantor) == sebelum
    assert jalankan(["paket", "daftar"]) == 0
    assert "spp-ls-barang-jasa" in capsys.readouterr().out


@pytest.mark.parametrize("perintah", [["buat"], ["paket", "buat"]])
@pytest.mark.parametrize("cara", ["--coba", "--konsep", "--pelaku=Contoh"])
def test_json_has_the_totals_whatever_is_done_and_whichever_command_does_it(
    kantor: Kantor,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    perintah: list[str],
    cara: str,
) -> None:
    anggaran(kantor, (SUB, "5.1.02.01.01.0024", "ATK", 20_000_000, None, 1_000_000))
    isi = kantor.katalog.jenis("spp-ls-barang-jasa").folder / "contoh.toml"
    monkeypatch.chdir(kantor.folder)
    assert jalankan([*perintah, "spp-ls-barang-jasa", "--isi", str(isi), "--json", cara]) == 0
    (satu,) = json.loads(capsys.readouterr().out)["naskah"]
    uang = {u["nama"]: u["rupiah"] for u in satu["jumlah"]}
    assert (uang["bruto"], uang["netto"]) == ("19750000.00", "17525901.00")
    assert list(uang)[:3] == ["bruto", "jumlah_potongan", "netto"]
    assert satu["anggaran"][0]["sisa_dpa"] == "6500000.00"
    assert satu["anggaran"][0]["sisa_spd"] is None


def test_a_set_that_adds_up_nothing_shows_no_empty_table(
    kantor: Kantor, capsys: pytest.CaptureFixture[str]
) -> None:
    isi = str(kantor.katalog.jenis("pengembalian-spp").folder / "contoh.toml")
    perintah = ["paket", "buat", "pengembalian-spp", "--isi", isi, "--coba", "--kantor", str(kantor.folder)]
    assert jalankan(perintah) == 0
    assert "Terbilang" not in capsys.readouterr().out


def test_another_letter_has_no_totals(kantor: Kantor) -> None:
    surat = issue.coba(kantor, Permintaan("nota-dinas", contoh("nota-dinas")))[0]
    assert "jumlah" not in surat.sebagai_json()


def test_figures_that_are_refused_still_add_up_on_the_screen(kantor: Kantor) -> None:
    jenis = kantor.katalog.jenis("spp-ls-barang-jasa")
    rincian = [{"kode_rekening": "5.1.02.01.01.0024", "uraian": "ATK", "jumlah": "100.00"}]
    semua = paket.jumlah(
        kantor, jenis, {"rincian": rincian, "potongan": [{"uraian": "PPN", "jumlah": "250.00"}]}
    )
    assert semua.baris_uang()[:3] == [
        ("Jumlah SPP (bruto)", "Rp100,00", "seratus rupiah"),
        ("Potongan yang mengurangi SPM", "Rp250,00", "dua ratus lima puluh rupiah"),
        ("Yang dibayarkan (netto)", "-Rp150,00", ""),
    ]


@pytest.mark.parametrize(
    ("ganti", "tempat"),
    [
        ({"rekening": "12ab"}, "rekening"),
        ({"npwp": ""}, "npwp"),
        ({"jumlah_spd": "1000"}, "jumlah_spd"),
        ({"tahun_anggaran": "2025"}, "tanggal"),
        ({"potongan": [{"uraian": "PPN", "dasar": "100", "jumlah": "200"}]}, "potongan[1].jumlah"),
        ({"rincian": [{"kode_rekening": "5.1.2", "uraian": "x", "jumlah": "1"}]}, "rincian[1].kode_rekening"),
    ],
)
def test_wrong_figures_are_refused_with_the_cell_named(
    kantor: Kantor, ganti: dict[str, object], tempat: str
) -> None:
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah) as galat:
        issue.buat(kantor, Permintaan("spp-ls-barang-jasa", {**contoh("spp-ls-barang-jasa"), **ganti}))
    assert tempat in {t.tempat for t in galat.value.temuan}
    assert jejak(kantor) == sebelum


def test_a_number_of_sipd_is_printed_as_it_was_typed(kantor: Kantor) -> None:
    nomor = "53.00/02.0/00001/ LS/2.17.0.00.0.00.01.00000/M/1.0/2026"
    isi_ = {**contoh("spp-ls-barang-jasa"), "nomor_spp_sipd": nomor}
    surat = issue.buat(kantor, Permintaan("spp-ls-barang-jasa", isi_))[0]
    assert all(nomor in t for t in isi(kantor, surat))
    assert any(nomor in p for p in surat.peringatan)


@pytest.mark.parametrize("kelengkapan", [{}, {"pengantar": "lengkap"}, {"rincian": "perlu perbaikan"}])
def test_no_spm_says_verified_while_a_paper_is_lacking(kantor: Kantor, kelengkapan: dict[str, str]) -> None:
    isi_ = contoh("spm", kelengkapan=kelengkapan)
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah, match="kelengkapan"):
        issue.buat(kantor, Permintaan("spm", isi_))
    assert jejak(kantor) == sebelum


def test_a_paper_that_is_not_called_for_is_no_hindrance(kantor: Kantor) -> None:
    lengkap = contoh("spm")["kelengkapan"]
    tanpa = {"keadaan": "belum ada", "keterangan": "tidak perlu untuk TU"}
    isi_ = contoh("spm", kelengkapan={**lengkap, "kontrak": tanpa, "serah_terima": tanpa})
    assert issue.buat(kantor, Permintaan("spm", isi_))[0].nomor


def test_the_totals_of_many_letters_are_not_told(kantor: Kantor, capsys: pytest.CaptureFixture[str]) -> None:
    surat = [
        issue.buat(kantor, Permintaan("spp-tu", contoh("spp-tu", keperluan=f"Uji {n}")))[0] for n in range(6)
    ]
    cetak_naskah(surat, sebagai_json=False)
    assert "Terbilang" not in capsys.readouterr().out
    cetak_naskah(surat[:1], sebagai_json=False)
    assert "Terbilang" in capsys.readouterr().out
