"""Master data as the input of a merge: which rows, what they fill, what is refused before any is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from openpyxl import load_workbook

from naskah.catalog import Jenis, Katalog, folder_templat
from naskah.data_buku.jaga_kgb_pangkat_pensiun import baris as baris_jaga
from naskah.kantor import Kantor
from naskah.massal import jalan
from naskah.massal.kelompok import kelompok
from naskah.massal.masukan import dari_induk
from naskah.massal.masukan_induk import pastikan_tanpa_pola, sumber_baris, sumber_isian
from registers.dasar.galat import DataTidakSah, NilaiSalah, TidakDitemukan

KATALOG = Katalog.buka([folder_templat()])
LPDB = KATALOG.jenis("surat-rekomendasi-lpdb")
SPT = KATALOG.jenis("spt")
LHPKK = KATALOG.jenis("lhpkk")
NOTA = KATALOG.jenis("nota-dinas")


def test_master_data_gives_a_row_per_koperasi_that_passes_every_filter(kantor: Kantor) -> None:
    semua = dari_induk(kantor, LHPKK, "koperasi", [], lengkap=False)
    tabel = kantor.induk.tabel("koperasi")
    assert tabel
    assert len(semua.baris) == len(tabel.baris)
    assert [b.nomor for b in semua.baris] == list(range(2, len(tabel.baris) + 2))
    kab = str(tabel.baris[0]["kabupaten"].nilai)
    sama = dari_induk(kantor, LHPKK, "koperasi", [f"Kabupaten = {kab.upper()}|entah"], lengkap=False)
    beda = dari_induk(kantor, LHPKK, "koperasi", [f"kabupaten!={kab}"], lengkap=False)
    assert len(sama.baris) + len(beda.baris) == len(semua.baris)
    assert 0 < len(sama.baris) < len(semua.baris)
    acuan = kantor.acuan(kantor.hari_ini())
    assert all(acuan.koperasi(b.isi["koperasi"]) for b in semua.baris)


def test_a_filter_may_name_a_column_only_this_office_has(kantor: Kantor) -> None:
    path = kantor.folder / "data" / "koperasi.xlsx"
    buku = load_workbook(path)
    lembar: Any = buku.worksheets[0]
    kolom = lembar.max_column + 1
    lembar.cell(1, kolom, "Status")
    lembar.cell(2, kolom, "Aktif")
    buku.save(path)
    hasil = dari_induk(kantor, LHPKK, "koperasi", ["status=aktif"], lengkap=False)
    assert len(hasil.baris) == 1


def test_unknown_sources_columns_and_types_are_named(kantor: Kantor) -> None:
    with pytest.raises(TidakDitemukan, match="koperasi, pegawai"):
        dari_induk(kantor, LHPKK, "kendaraan", [])
    with pytest.raises(DataTidakSah) as galat:
        dari_induk(kantor, LHPKK, "koperasi", ["kabupten=x", "entah"], lengkap=False)
    assert len(galat.value.temuan) == 2
    with pytest.raises(DataTidakSah, match=r"tidak punya isian koperasi.*--set 'kepada=… \{nama\}'"):
        dari_induk(kantor, NOTA, "koperasi", [])
    with pytest.raises(DataTidakSah, match="lembar Pegawai yang diperintah berkas isian"):
        dari_induk(kantor, SPT, "pegawai", [])
    with pytest.raises(DataTidakSah, match="tidak ada baris yang cocok"):
        dari_induk(kantor, LHPKK, "koperasi", ["kabupaten=tidak ada"], lengkap=False)


UNDANGAN = KATALOG.jenis("surat-undangan")
SERTIFIKAT = KATALOG.jenis("sertifikat-kesehatan")
PKGB = KATALOG.jenis("pkgb")
RAPAT = {
    "isi": "Dengan hormat kami mengundang Saudara:",
    "tanggal_acara": "3-12-2026",
    "waktu_mulai": "09.00",
    "tempat_acara": "Aula Contoh",
    "acara": "Rapat",
}


def induk_temuan(kantor: Kantor, jenis: Jenis, sumber: str, saring: list[str], **umum: str) -> list[str]:
    with pytest.raises(DataTidakSah) as galat:
        dari_induk(kantor, jenis, sumber, saring, umum)
    return [galat.value.message, *map(str, galat.value.temuan), galat.value.hint]


def isi_sel(kantor: Kantor, berkas: str, sel: Mapping[str, object]) -> None:
    """Type into the office's master data."""
    path = kantor.folder / "data" / berkas
    buku = load_workbook(path)
    lembar: Any = buku.worksheets[0]
    for alamat, nilai in sel.items():
        lembar[alamat] = nilai
    buku.save(path)


def test_common_values_may_name_columns_as_the_office_or_we_call_them(kantor: Kantor) -> None:
    umum = {
        "kepada": "Ketua Pengurus {nama}, {Nomor Badan Hukum} tanggal {tanggal_badan_hukum}",
        "tempat_tujuan": "{Kabupaten/Kota}",
        **RAPAT,
    }
    satu = dari_induk(kantor, UNDANGAN, "koperasi", ["nama=koperasi contoh maju"], umum).baris[0]
    badan = "AHU-0000001.AH.01.26.TAHUN 2020"
    assert satu.isi["kepada"] == f"Ketua Pengurus Koperasi Contoh Maju, {badan} tanggal 10 Februari 2020"
    assert (satu.isi["tempat_tujuan"], satu.isi["acara"]) == ("Kota Kupang", "Rapat")
    assert {t.tempat for t in satu.temuan} == set()


def test_a_brace_that_names_no_column_is_told_once_and_a_blank_cell_with_its_row(kantor: Kantor) -> None:
    semua = induk_temuan(kantor, UNDANGAN, "koperasi", [], kepada="Ketua {nama kopersi}", di="x", **RAPAT)
    assert [s.split(" →")[0] for s in semua[1:3]] == [
        "di: isian tidak dikenal",
        "kepada: kolom {nama kopersi} tidak ada di data/koperasi.xlsx",
    ]
    assert "maksudnya Nama Koperasi?" in semua[2]
    isi_sel(kantor, "koperasi.xlsx", {"H3": None})
    umum = {**RAPAT, "kepada": "Ketua {nama}", "tempat_tujuan": "{kabupaten}"}
    satu = dari_induk(kantor, UNDANGAN, "koperasi", [], umum).baris[1]
    assert [str(t) for t in satu.temuan] == [
        "tempat_tujuan: kolom kabupaten kosong di data induk → isi di baris 3 data/koperasi.xlsx"
    ]


def test_braces_name_no_columns_of_a_file() -> None:
    with pytest.raises(DataTidakSah, match="hanya untuk baris dari data koperasi"):
        pastikan_tanpa_pola({"kepada": "Ketua {nama}", "hal": "Rapat"})
    pastikan_tanpa_pola({"kepada": "Ketua Contoh"})


def test_what_nothing_can_fill_is_told_once_with_the_way_out(kantor: Kantor) -> None:
    semua = induk_temuan(kantor, SERTIFIKAT, "koperasi", [], tahun_buku="2025")
    assert "memerlukan Usaha simpan pinjam" in semua[0]
    tempat = [s.split(":")[0] for s in semua[1:-1]]
    assert "penilaian" in tempat
    assert not {"koperasi", "tahun_buku"} & {*tempat}
    assert semua[-1].endswith("naskah massal templat sertifikat-kesehatan --sumber koperasi")
    [_, salah, _] = induk_temuan(kantor, SERTIFIKAT, "pegawai", [])
    assert "pakai --sumber koperasi" in salah


def test_sources_that_cannot_work_are_not_offered() -> None:
    assert sumber_baris(SERTIFIKAT) == sumber_baris(SPT) == ()
    assert sumber_baris(LPDB) == ("koperasi",)
    assert sumber_baris(PKGB) == ("pegawai",)
    assert sumber_baris(UNDANGAN) == ("koperasi", "pegawai")
    assert sumber_isian(SERTIFIKAT) == ("koperasi",)
    assert sumber_isian(UNDANGAN) == ()


def test_conditions_compare_dates_in_any_form_and_numbers(kantor: Kantor) -> None:
    def nama(*saring: str) -> set[str]:
        semua = dari_induk(kantor, PKGB, "pegawai", saring, lengkap=False)
        return {str(b.isi["pegawai"]).split(",")[0] for b in semua.baris}

    sama = nama("TMT KGB=1 Maret 2026")
    assert sama == nama("tmt_kgb = 01-03-2026") == nama("TMT KGB=2026-03-01") == {"Maria Contoh"}
    dekat = nama("TMT KGB<=1 Maret 2025")
    jauh = nama("TMT KGB>=2-3-2025")
    assert "Elisabeth Umpama" in dekat
    assert not dekat & jauh
    assert nama("MKG Tahun>=26") == {"Dr. Contoh Kepala Dinas", "Maria Contoh"}
    with pytest.raises(DataTidakSah, match="bukan tanggal atau angka"):
        nama("TMT KGB<=kemarin")


def test_who_is_due_for_a_raise_is_found_by_the_day_the_buku_jaga_computes(kantor: Kantor) -> None:
    saring = ["KGB berikutnya<=31 Januari 2027"]
    masukan = dari_induk(kantor, PKGB, "pegawai", saring, lengkap=False)
    jaga = {
        str(nilai["nama"]): str(nilai["jatuh_tempo"])
        for kunci, nilai in baris_jaga(kantor)
        if kunci.endswith("/kgb")
    }
    tepat = {nama for nama, hari in jaga.items() if hari and hari <= "2027-01-31"}
    assert {b.isi["pegawai"] for b in masukan.baris} == tepat
    assert "Elisabeth Umpama, S.Sos." in tepat
    tanpa = {nama for nama, hari in jaga.items() if not hari}
    assert all(nama in masukan.catatan[0] for nama in tanpa)


def test_a_name_that_two_have_stands_with_its_number_and_is_taken_back(kantor: Kantor) -> None:
    isi_sel(kantor, "koperasi.xlsx", {"A3": "Koperasi Contoh Maju"})
    baris = dari_induk(kantor, LHPKK, "koperasi", [], lengkap=False).baris
    assert baris[1].isi["koperasi"] == "Koperasi Contoh Maju (NIK 5308010010002)"
    cari = kantor.acuan(kantor.hari_ini()).koperasi
    ketemu = cari("Koperasi Contoh Maju (NIK 5308010010002)")
    assert ketemu
    assert ketemu["nik"] == "5308010010002"
    with pytest.raises(NilaiSalah, match="bukan milik satu baris"):
        cari("Koperasi Jasa Umpama Mandiri (NIK 5308010010002)")


def test_koperasi_that_a_letter_calls_alike_are_to_be_told_apart_not_deleted(kantor: Kantor) -> None:
    undangan = KATALOG.jenis("surat-undangan")
    umum = {
        "kepada": "Ketua Pengurus di {Wilayah Uji}",
        "isi": "Kami mengundang Saudara pada:",
        "tanggal_acara": "3 Desember 2026",
        "waktu_mulai": "09.00",
        "tempat_acara": "Aula Dinas",
        "acara": "Rapat",
    }
    path = kantor.folder / "data" / "koperasi.xlsx"
    buku = load_workbook(path)
    lembar: Any = buku.worksheets[0]
    kolom = lembar.max_column + 1
    for baris in range(1, lembar.max_row + 1):
        lembar.cell(baris, kolom, "Wilayah Uji" if baris == 1 else "Misal")
    buku.save(path)
    masukan = dari_induk(kantor, undangan, "koperasi", [], umum)
    with kelompok(kantor, 1) as pekerja:
        telaah = jalan.periksa(kantor, pekerja, masukan, umum, kantor.hari_ini())
    assert len(telaah.baik) == 1
    (satu,) = telaah.salah[3]
    assert satu.pesan == "sama persis dengan baris 2"
    assert "pembeda" in satu.saran
    assert "hapus" not in satu.saran
