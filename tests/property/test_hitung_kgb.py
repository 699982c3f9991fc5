"""KGB for any golongan and masa kerja: the salary is the table's, and it never falls."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from naskah.hitung.kgb import kgb
from naskah.tabel import Rujukan
from registers.dasar.galat import DataTidakSah

RUJUKAN = Rujukan(date(2026, 11, 23))
TABEL = {(b["golongan"], int(b["mkg"])): Decimal(b["gaji_pokok"]) for b in RUJUKAN.tabel("gaji_pokok_pns")}
GOLONGAN = sorted({g for g, _ in TABEL})


def gaji(golongan: str, mkg: int) -> Decimal | None:
    """Reference: walk down from `mkg` to the row that holds."""
    return next((TABEL[golongan, m] for m in range(mkg, -1, -1) if (golongan, m) in TABEL), None)


@given(
    st.sampled_from(GOLONGAN),
    st.integers(0, 40),
    st.integers(0, 11),
    st.integers(2024, 2030),
    st.integers(1, 12),
)
def test_the_salaries_are_those_of_the_table(golongan, mkg, bulan, tahun, bulan_tmt):
    tmt = date(tahun, bulan_tmt, 1)
    isi = {
        "golongan": golongan,
        "tmt_lama": tmt.isoformat(),
        "masa_kerja_lama": mkg,
        "masa_kerja_lama_bulan": bulan,
    }
    naik = 1 if (golongan, mkg) == ("II/a", 0) else 2
    lama, baru = gaji(golongan, mkg), gaji(golongan, mkg + naik)
    try:
        nilai = kgb(isi, RUJUKAN).nilai
    except DataTidakSah:
        assert lama is None or lama == baru
        return
    assert (Decimal(nilai["gaji_pokok_lama"]), Decimal(nilai["gaji_pokok_baru"])) == (lama, baru)
    assert baru > lama
    assert date.fromisoformat(nilai["tmt_baru"]) == tmt.replace(year=tahun + naik)
