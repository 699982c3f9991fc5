"""A whole letter: everything wrong at once, computed values, what templates see."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from naskah import fields
from naskah.catalog import Katalog, folder_templat
from naskah.induk import DataInduk, tulis_contoh
from naskah.tabel import Rujukan
from naskah.validate import Masukan, cetak, nama_cetak, periksa
from registers.dasar.galat import DataTidakSah, TemplatSalah
from registers.dasar.temuan import Temuan

RUJUKAN = Rujukan(date(2026, 11, 23))
KATALOG = Katalog.buka([folder_templat()])


class Acuan:
    def __init__(self, folder):
        induk = DataInduk(folder)
        self.pegawai, self.koperasi = induk.pegawai, induk.koperasi

    def pejabat(self, kunci):
        return {"id": kunci, "nama": "Contoh Pejabat", "nip": "", "jabatan": "Contoh Jabatan"}


@pytest.fixture(scope="module")
def acuan(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    tulis_contoh(folder)
    return Acuan(folder)


def contoh(jenis):
    return tomllib.loads((KATALOG.jenis(jenis).folder / "contoh.toml").read_text("utf-8"))


@pytest.mark.parametrize("id_", KATALOG.daftar())
def test_every_example_is_valid_and_so_are_its_canonical_values(id_, acuan):
    jenis = KATALOG.jenis(id_)
    sah = periksa(jenis, contoh(id_), acuan, RUJUKAN)
    assert periksa(jenis, sah.nilai, acuan, RUJUKAN) == sah
    assert {type(v) for v in cetak(jenis, sah).values()} <= {str, bool, list, dict, type(None)}


@pytest.mark.parametrize("id_", KATALOG.daftar())
def test_a_full_letter_and_an_empty_one_print_the_same_names(id_, acuan):
    jenis = KATALOG.jenis(id_)
    dikenal, wajib = nama_cetak(jenis)
    assert set(cetak(jenis, periksa(jenis, contoh(id_), acuan, RUJUKAN))) == dikenal
    assert wajib <= dikenal


def test_unknown_missing_and_wrong_fields_are_reported_together(acuan):
    raw = contoh("spt") | {"tempt_tujuan": "Ende", "tanggal_kembali": "31 Februari 2026", "maksud": " "}
    raw["pegawai"] = ["Bukan Siapa", {"pegawai": "Agnes Teladan", "tingkat_biaya": "{{ 7*7 }}"}]
    with pytest.raises(DataTidakSah) as galat:
        periksa(KATALOG.jenis("spt"), raw, acuan, RUJUKAN)
    assert {t.tempat for t in galat.value.temuan} == {
        "tempt_tujuan", "tanggal_kembali", "maksud", "pegawai[1].pegawai", "pegawai[2].tingkat_biaya",
    }  # fmt: skip
    assert "maksudnya tempat_tujuan?" in str(galat.value)


def test_findings_of_a_computation_name_the_field(acuan):
    raw = contoh("spt") | {"tanggal_kembali": "1 Januari 2026"}
    with pytest.raises(DataTidakSah) as galat:
        periksa(KATALOG.jenis("spt"), raw, acuan, RUJUKAN)
    assert [t.tempat for t in galat.value.temuan] == ["tanggal_kembali"]


def test_computed_values_are_printed_but_are_no_input(acuan):
    jenis = KATALOG.jenis("pkgb")
    sah = periksa(jenis, contoh("pkgb"), acuan, RUJUKAN)
    assert "gaji_pokok_baru" not in sah.nilai
    assert cetak(jenis, sah)["gaji_pokok_baru"] == "Rp3.878.500,00"
    assert cetak(jenis, sah)["kgb_berikutnya"] == "1 Maret 2029"


def test_open_items_of_a_checklist_are_a_warning_not_a_refusal(acuan):
    jenis = KATALOG.jenis("surat-rekomendasi-pendirian")
    (peringatan,) = periksa(jenis, contoh(jenis.id), acuan, RUJUKAN).peringatan
    assert peringatan.startswith("Kelengkapan berkas: 1 dari 13 belum lengkap")


def test_an_employee_in_two_rows_is_a_warning_that_names_the_rows(acuan):
    raw = contoh("spt")
    siapa = raw["pegawai"][0]["pegawai"]
    assert periksa(KATALOG.jenis("spt"), raw, acuan, RUJUKAN).peringatan == ()
    raw["pegawai"] = [*raw["pegawai"], {}, raw["pegawai"][0]]
    (peringatan,) = periksa(KATALOG.jenis("spt"), raw, acuan, RUJUKAN).peringatan
    assert f"{siapa} tertulis 2 kali, baris 1, {len(raw['pegawai']) - 1}." in peringatan


def test_findings_name_the_cell_of_the_value_its_row_or_its_table(acuan):
    sel = {"maksud": "Isian!B3", "pegawai[2]": "Pegawai!A3", "pegawai": "Pegawai!A1"}
    masukan = Masukan({}, sel)
    assert masukan.letak("maksud") == "Isian!B3 (maksud)"
    assert masukan.letak("pegawai[2].pegawai.nip") == "Pegawai!A3 (pegawai[2].pegawai.nip)"
    assert masukan.letak("pegawai[9].nip") == "Pegawai!A1 (pegawai[9].nip)"
    assert masukan.letak("hal") == "hal"


def test_a_broken_cell_is_reported_once_and_with_the_rest(acuan):
    raw = contoh("spt")
    del raw["maksud"], raw["dasar"]
    masukan = Masukan(raw, {"maksud": "Isian!B3"}, [Temuan("maksud", "selnya berisi galat #N/A")])
    with pytest.raises(DataTidakSah) as galat:
        periksa(KATALOG.jenis("spt"), masukan, acuan, RUJUKAN)
    assert [t.tempat for t in galat.value.temuan] == ["Isian!B3 (maksud)", "dasar"]


def test_a_declared_result_that_nothing_computes_is_a_fault_of_the_type(acuan, tmp_path):
    folder = tmp_path / "jalan"
    folder.mkdir()
    (folder / "naskah.toml").write_text(
        'judul="J"\nseri="s"\npenandatangan="p"\nhitung=["lama_perjalanan"]\n'
        '[[isian]]\nnama="tanggal_berangkat"\njenis="tanggal"\n[[isian]]\nnama="tanggal_kembali"\njenis="tanggal"\n'
        '[[hasil]]\nnama="lama_hri"\n'
    )
    jenis = Katalog.buka([tmp_path]).jenis("jalan")
    isi = {"tanggal_berangkat": "1-1-2026", "tanggal_kembali": "2-1-2026"}
    with pytest.raises(TemplatSalah) as galat:
        periksa(jenis, isi, acuan, RUJUKAN)
    assert "lama_hri" in str(galat.value)


def test_every_kind_of_both_packages_is_there():
    assert {"teks", "rupiah", "pegawai", "daftar", "checklist"} <= set(fields.semua())
    berkas = {p.stem for p in Path(fields.__file__).parent.glob("[!_]*.py")}
    assert berkas <= set(fields.semua())


def test_a_kgb_letter_needs_only_what_the_master_data_have_not(acuan):
    jenis = KATALOG.jenis("pkgb")
    typed = contoh("pkgb")
    short = {
        k: v
        for k, v in typed.items()
        if k not in {"status_pegawai", "golongan", "tmt_lama", "masa_kerja_lama"}
    }
    assert periksa(jenis, short, acuan, RUJUKAN).hasil == periksa(jenis, typed, acuan, RUJUKAN).hasil
