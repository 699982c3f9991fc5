"""A daftar gaji of any people: components, recap and what is paid out agree to the sen, in any order."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from naskah.hitung.gaji import POTONGAN, gaji, komponen_pada
from naskah.hitung.spp import spp
from naskah.tabel import Rujukan
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai

RUJUKAN = Rujukan(date(2026, 11, 23))
KOMPONEN = [k.kolom for k in komponen_pada(RUJUKAN)]
GOLONGAN = ["I/a", "II/c", "III/a", "iii b", "IV/e", "IV", "IX", "xvii"]


def sen(terbesar: int = 10**10) -> st.SearchStrategy[str]:
    return st.integers(0, terbesar).map(lambda n: f"{Decimal(n).scaleb(-2):.2f}")


@st.composite
def pegawai(draw: st.DrawFn, ke: int) -> dict[str, str]:
    """Somebody whose deductions do not exceed his gaji pokok."""
    baris = {"nama": f"Contoh {ke}", "golongan": draw(st.sampled_from(GOLONGAN)), "gaji_pokok": draw(sen())}
    if draw(st.booleans()):
        baris["nip"] = f"{ke:018}"
    for kolom in draw(st.lists(st.sampled_from(KOMPONEN[1:]), unique=True)):
        baris[kolom] = draw(sen())
    sisa = int(Decimal(baris["gaji_pokok"]).scaleb(2))
    for kolom in draw(st.lists(st.sampled_from(sorted(POTONGAN)), unique=True)):
        baris[kolom] = draw(sen(sisa))
        sisa -= int(Decimal(baris[kolom]).scaleb(2))
    return baris


@st.composite
def daftar(draw: st.DrawFn) -> list[dict[str, str]]:
    return [draw(pegawai(ke)) for ke in range(draw(st.integers(1, 12)))]


def jumlah(baris: Nilai, kolom: str) -> Decimal:
    return sum((Decimal(b[kolom]) for b in baris), Decimal("0.00"))


def nilai(baris: list[dict[str, str]]) -> dict[str, Nilai]:
    """What both computations of the set make of it."""
    dari_gaji = dict(gaji({"daftar_gaji": baris}, RUJUKAN).nilai)
    return dari_gaji | dict(spp(dari_gaji, RUJUKAN).nilai)


@given(daftar())
def test_bruto_is_the_components_and_the_recap(baris: list[dict[str, str]]) -> None:
    assume(any(Decimal(b.get(k, "0")) for b in baris for k in KOMPONEN))
    hasil = nilai(baris)
    diketik = sum((Decimal(b.get(k, "0")) for b in baris for k in KOMPONEN), Decimal(0))
    rekap = hasil["rekap_golongan"]
    assert Decimal(hasil["bruto"]) == diketik
    assert jumlah(hasil["rincian"], "jumlah") == diketik
    assert jumlah(rekap, "gaji_pokok") + jumlah(rekap, "tunjangan") == diketik
    assert jumlah(rekap, "gaji_pokok") == Decimal(hasil["jumlah_gaji_pokok"])
    assert jumlah(rekap, "tunjangan") == Decimal(hasil["jumlah_tunjangan"])


@given(daftar())
def test_netto_is_what_the_employees_receive(baris: list[dict[str, str]]) -> None:
    assume(any(Decimal(b.get(k, "0")) for b in baris for k in KOMPONEN))
    hasil = nilai(baris)
    rekap = hasil["rekap_golongan"]
    assert Decimal(hasil["netto"]) == jumlah(rekap, "bersih")
    assert Decimal(hasil["jumlah_potongan"]) == jumlah(rekap, "potongan")
    assert sum(r["orang"] for r in rekap) == hasil["jumlah_pegawai"] == len(baris)
    for r in rekap:
        masuk = Decimal(r["gaji_pokok"]) + Decimal(r["tunjangan"])
        assert Decimal(r["bersih"]) == masuk - Decimal(r["potongan"]) >= 0


@given(daftar(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(baris: list[dict[str, str]], acak: random.Random) -> None:
    lain = list(baris)
    acak.shuffle(lain)
    assert gaji({"daftar_gaji": lain}, RUJUKAN) == gaji({"daftar_gaji": baris}, RUJUKAN)


@given(daftar(), st.data())
def test_taking_more_than_the_pay_is_refused_at_that_person(
    baris: list[dict[str, str]], data: st.DataObject
) -> None:
    ke = data.draw(st.integers(0, len(baris) - 1))
    gajinya = sum((Decimal(baris[ke].get(k, "0")) for k in KOMPONEN), Decimal(0))
    baris[ke]["tapera"] = f"{gajinya + Decimal('0.01'):.2f}"
    with pytest.raises(DataTidakSah) as galat:
        gaji({"daftar_gaji": baris}, RUJUKAN)
    assert [t.tempat for t in galat.value.temuan] == [f"daftar_gaji[{ke + 1}].tapera"]
