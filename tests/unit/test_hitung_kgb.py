"""Kenaikan gaji berkala: every row of both tables, the dates, the deadlines, the refusals (SOP 18)."""

import tomllib
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from naskah.catalog import folder_templat
from naskah.draf import susun
from naskah.hitung.kgb import kgb
from naskah.tabel import Rujukan
from registers.dasar.galat import DataTidakSah

SURAT = date(2026, 12, 1)


def hitung(*, tmt="2025-03-01", golongan="III/c", mkg=14, surat=SURAT, **lain):
    isi = {"golongan": golongan, "tmt_lama": tmt, "masa_kerja_lama": mkg, **lain}
    return kgb(isi, Rujukan(surat))


def tolak(**isi):
    with pytest.raises(DataTidakSah) as galat:
        hitung(**isi)
    return galat.value.temuan


def test_old_and_new_salary_and_all_dates_of_a_usual_case():
    hasil = hitung()
    assert hasil.nilai == {
        "status_gaji": "PNS",
        "golongan_gaji": "III/c",
        "tmt_gaji_lama": "2025-03-01",
        "gaji_pokok_lama": "3760100.00",
        "gaji_pokok_baru": "3878500.00",
        "masa_kerja_lama_teks": "14 tahun 0 bulan",
        "masa_kerja_baru": "16 tahun 0 bulan",
        "tmt_baru": "2027-03-01",
        "kgb_berikutnya": "2029-03-01",
        "peraturan_gaji": "Peraturan Pemerintah Nomor 5 Tahun 2024",
        "istilah_gaji": "gaji pokok",
    }
    assert hasil.peringatan == ()


AGNES = {
    "nama": "Agnes Teladan, S.E.", "pangkat": "Penata", "golongan": "III/c", "status": "PNS",
    "tmt_kgb": "01-03-2025", "mkg_tahun": "14", "mkg_bulan": "3",
}  # fmt: skip


def dari_induk(pegawai=AGNES, **isi):
    return kgb({"pegawai": pegawai, **isi}, Rujukan(SURAT))


def tolak_induk(pegawai=AGNES, **isi):
    with pytest.raises(DataTidakSah) as galat:
        dari_induk(pegawai, **isi)
    return [str(t) for t in galat.value.temuan]


def test_what_is_not_typed_comes_from_the_master_data():
    assert dari_induk() == hitung(masa_kerja_lama_bulan=3)
    pppk = {"golongan": "IX", "status": "pppk", "tmt_kgb": "2025-04-01", "mkg_tahun": "4"}
    assert dari_induk(pppk).nilai["status_gaji"] == "PPPK"
    assert dari_induk(pppk).nilai["masa_kerja_lama_teks"] == "4 tahun 0 bulan"


def test_what_is_typed_wins_over_the_master_data():
    nilai = dari_induk(tmt_lama="2025-05-01", masa_kerja_lama=16, status_pegawai="PNS").nilai
    assert (nilai["tmt_gaji_lama"], nilai["masa_kerja_lama_teks"]) == ("2025-05-01", "16 tahun 0 bulan")
    assert dari_induk(masa_kerja_lama_bulan=0).nilai["masa_kerja_lama_teks"] == "14 tahun 0 bulan"


def test_masa_kerja_of_the_master_data_is_that_on_their_tmt_and_no_other():
    (temuan,) = tolak_induk(tmt_lama="2023-03-01")
    assert temuan.startswith("masa_kerja_lama: belum diisi")
    assert dari_induk(tmt_lama="2025-03-01").nilai["masa_kerja_lama_teks"] == "14 tahun 3 bulan"


def test_what_is_nowhere_or_unreadable_is_reported_at_once_with_its_column():
    temuan = tolak_induk({"nama": "Contoh", "status": "Honorer", "mkg_tahun": "14 tahun"})
    assert [t.split(":")[0] for t in temuan] == ["status_pegawai", "golongan", "tmt_lama", "masa_kerja_lama"]
    assert "tertulis: 'Honorer'" in temuan[0]
    assert "lengkapi kolom TMT KGB di data/pegawai.xlsx" in temuan[2]
    assert "kolom MKG Tahun pegawai ini bukan angka" in temuan[3]


def test_a_typed_golongan_that_is_not_the_employees_is_pointed_out_with_both():
    (peringatan,) = dari_induk(golongan="III/d").peringatan
    assert "ditulis III/d" in peringatan
    assert "menurut data pegawai III/c dengan pangkat Penata" in peringatan
    assert dari_induk(golongan="III/C").peringatan == ()


def test_months_of_masa_kerja_are_kept():
    nilai = hitung(masa_kerja_lama_bulan=3).nilai
    assert (nilai["masa_kerja_lama_teks"], nilai["masa_kerja_baru"]) == (
        "14 tahun 3 bulan",
        "16 tahun 3 bulan",
    )


def test_a_pppk_has_his_own_table_and_words():
    nilai = hitung(status_pegawai="PPPK", golongan="IX", mkg=4, tmt="2025-04-01").nilai
    assert nilai["gaji_pokok_lama"] != nilai["gaji_pokok_baru"]
    assert nilai["peraturan_gaji"] == "Peraturan Presiden Nomor 11 Tahun 2024"
    assert nilai["istilah_gaji"] == "gaji"


def test_golongan_two_a_rises_first_after_one_year():
    nilai = hitung(golongan="II/a", mkg=0).nilai
    assert (nilai["masa_kerja_baru"], nilai["tmt_baru"], nilai["kgb_berikutnya"]) == (
        "1 tahun 0 bulan",
        "2026-03-01",
        "2028-03-01",
    )


def test_years_between_two_rows_take_the_lower_one():
    assert hitung(mkg=15).nilai["gaji_pokok_lama"] == hitung(mkg=14).nilai["gaji_pokok_lama"]


@pytest.mark.parametrize("tabel", ["gaji_pokok_pns", "gaji_pokok_pppk"])
def test_every_row_rises_to_the_next_one_until_the_top(tabel):
    status = {"gaji_pokok_pns": "PNS", "gaji_pokok_pppk": "PPPK"}[tabel]
    per_golongan: dict[str, list[tuple[int, Decimal]]] = {}
    for baris in Rujukan(SURAT).tabel(tabel):
        per_golongan.setdefault(baris["golongan"], []).append(
            (int(baris["mkg"]), Decimal(baris["gaji_pokok"]))
        )
    assert len(per_golongan) == 17
    for golongan, urut in per_golongan.items():
        for (mkg, lama), (_, baru) in pairwise(urut):
            nilai = hitung(golongan=golongan, mkg=mkg, status_pegawai=status).nilai
            assert Decimal(nilai["gaji_pokok_lama"]) == lama
            assert Decimal(nilai["gaji_pokok_baru"]) == baru > lama
            assert (nilai["kgb_berikutnya"] is None) == (baru == urut[-1][1])
        (temuan,) = tolak(golongan=golongan, mkg=urut[-1][0], status_pegawai=status)
        assert "tidak naik lagi" in temuan.pesan


def test_a_golongan_that_is_in_no_table_is_refused_with_those_that_are():
    (temuan,) = tolak(golongan="V/a")
    assert temuan.tempat == "golongan"
    assert "I/a, I/b" in temuan.saran
    (temuan,) = tolak(golongan="III/c", status_pegawai="PPPK")
    assert "tabel gaji PPPK" in temuan.pesan


def test_masa_kerja_below_the_first_row_is_refused_not_guessed():
    (temuan,) = tolak(golongan="II/c", mkg=0)
    assert temuan.tempat == "masa_kerja_lama"
    assert "mulai dari 3 tahun" in temuan.saran


def test_a_tmt_that_is_not_the_first_is_refused_together_with_the_rest():
    temuan = tolak(tmt="2025-03-02", golongan="II/c", mkg=0)
    assert [t.tempat for t in temuan] == ["tmt_lama", "masa_kerja_lama"]
    assert "1 Maret 2025" in temuan[0].saran


def test_a_typed_old_salary_must_be_that_of_the_table():
    assert hitung(gaji_lama="3760100.00").peringatan == ()
    (temuan,) = tolak(gaji_lama="3760000.00")
    assert temuan.tempat == "gaji_lama"
    assert "Rp3.760.100,00" in temuan.pesan


def test_an_old_salary_from_before_the_regulation_is_only_pointed_out():
    hasil = hitung(tmt="2023-03-01", gaji_lama="3481600.00")
    assert "sebelum Peraturan Pemerintah Nomor 5 Tahun 2024 berlaku" in hasil.peringatan[0]


def test_a_letter_before_the_first_regulation_has_no_table():
    (temuan,) = tolak(surat=date(2023, 12, 31))
    assert temuan.tempat == "tanggal"


@pytest.mark.parametrize(
    ("surat", "isi"),
    [
        (date(2026, 8, 31), "TMT 1 Maret 2027 lebih dari 6 bulan sesudah tanggal surat"),
        (date(2026, 9, 1), None),
        (date(2027, 1, 1), None),
        (date(2027, 1, 2), "2 bulan sebelum TMT (PP 7/1977 Pasal 12), 1 Januari 2027"),
        (date(2027, 2, 1), "2 bulan"),
        (date(2027, 2, 2), "Terlambat menurut SOP 18"),
        (date(2027, 3, 1), "Terlambat menurut SOP 18"),
        (date(2027, 3, 2), "sudah berlaku sejak 1 Maret 2027"),
    ],
)
def test_both_deadlines_and_a_far_date_are_warned_about_on_the_day(surat, isi):
    peringatan = hitung(surat=surat).peringatan
    assert (isi in peringatan[0]) if isi else peringatan == ()


def test_the_letter_prints_what_came_from_the_master_data_as_if_typed(kantor):
    typed = tomllib.loads((folder_templat() / "pkgb" / "contoh.toml").read_text("utf-8"))
    short = {
        k: v
        for k, v in typed.items()
        if k not in {"status_pegawai", "golongan", "tmt_lama", "masa_kerja_lama"}
    }
    teks = [
        susun(kantor, "pkgb", isi, SURAT).render(kantor, "800/1/2026", terbit=True)[0].teks
        for isi in (typed, short)
    ]
    assert teks[0] == teks[1]
