"""Days of a journey, both ends counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naskah import hitung
from naskah.hitung.lama_perjalanan import lama_perjalanan
from naskah.tabel import Rujukan
from registers.dasar.galat import DataTidakSah, TidakDitemukan

RUJUKAN = Rujukan(date(2026, 11, 23))


def lama(berangkat, kembali):
    return lama_perjalanan({"tanggal_berangkat": berangkat, "tanggal_kembali": kembali}, RUJUKAN)


@pytest.mark.parametrize(
    ("berangkat", "kembali", "hari", "teks"),
    [
        ("2026-12-07", "2026-12-09", 3, "3 (tiga) hari"),
        ("2026-12-07", "2026-12-07", 1, "1 (satu) hari"),
        ("2028-02-28", "2028-03-01", 3, "3 (tiga) hari"),
        ("2026-12-30", "2027-01-09", 11, "11 (sebelas) hari"),
    ],
)
def test_both_the_day_of_departure_and_of_return_count(berangkat, kembali, hari, teks):
    assert lama(berangkat, kembali).nilai == {"lama_hari": hari, "lama": teks}


def test_a_return_before_departure_is_refused_at_the_return():
    with pytest.raises(DataTidakSah) as galat:
        lama("2026-12-09", "2026-12-07")
    (temuan,) = galat.value.temuan
    assert temuan.tempat == "tanggal_kembali"
    assert "9 Desember 2026" in temuan.pesan


def test_a_journey_of_a_year_is_pointed_out():
    assert "periksa tahunnya" in lama("2026-12-07", "2027-12-09").peringatan[0]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_days_are_one_more_than_the_difference(berangkat, selisih):
    kembali = berangkat + timedelta(days=selisih)
    assert lama(berangkat.isoformat(), kembali.isoformat()).nilai["lama_hari"] == selisih + 1


def test_every_module_of_hitung_registers_a_computation():
    assert {"kgb", "lama_perjalanan", "kesehatan"} <= set(hitung.semua())
    assert all(callable(h) for h in hitung.semua().values())


def test_a_table_that_is_not_there_is_named():
    with pytest.raises(TidakDitemukan, match="tidak_ada"):
        RUJUKAN.tabel("tidak_ada")


def test_a_new_regulation_is_a_new_file_beside_the_old_one(tmp_path):
    kepala = "golongan,mkg,gaji_pokok,dasar,berlaku\n"
    (tmp_path / "gaji_pokok_pns_a.csv").write_text(
        kepala + "III/c,0,1,PP 1/2024,2024-01-01\nIII/c,2,2,PP 1/2024,2024-01-01\n"
    )
    (tmp_path / "gaji_pokok_pns_b.csv").write_text(
        kepala + "III/c,0,10,PP 9/2027,2027-01-01\nIII/c,2,20,PP 9/2027,2027-01-01\n"
    )
    isi = {"golongan": "III/c", "tmt_lama": "2026-01-01", "masa_kerja_lama": 0}
    kgb = hitung.semua()["kgb"]
    assert kgb(isi, Rujukan(date(2026, 12, 31), tmp_path)).nilai["gaji_pokok_baru"] == "2.00"
    baru = kgb(isi, Rujukan(date(2027, 1, 1), tmp_path)).nilai
    assert (baru["gaji_pokok_baru"], baru["peraturan_gaji"]) == (
        "20.00",
        "Peraturan Pemerintah Nomor 9 Tahun 2027",
    )
