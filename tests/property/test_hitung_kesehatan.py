"""What holds for any examination, not only for the examples."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from naskah.kkpkk import Indikator, Kesehatan, Ketentuan, angka, bulat, kelas, ketentuan_pada
from naskah.tabel import Rujukan


def _ketentuan() -> Ketentuan:
    ketentuan = ketentuan_pada(Rujukan(date(2026, 11, 23)).tabel("kkpkk"), date(2026, 11, 11))
    assert ketentuan is not None
    return ketentuan


KETENTUAN = _ketentuan()
SKOR = st.lists(st.integers(1, 4), min_size=1, max_size=60)
PEMERIKSAAN = st.fixed_dictionaries({a.kode: SKOR for a in KETENTUAN.aspek})
NILAI = st.fractions(0, 100)


def kesehatan(skor: dict[str, list[int]]) -> Kesehatan:
    return Kesehatan(
        KETENTUAN,
        tuple(
            Indikator(kode, "Sub", f"{kode}{ke}", n) for kode, isi in skor.items() for ke, n in enumerate(isi)
        ),
    )


@given(PEMERIKSAAN)
def test_the_final_score_lies_between_25_and_100_and_between_the_aspects(skor: dict[str, list[int]]) -> None:
    hasil = kesehatan(skor)
    per_aspek = [hasil.nilai(a.kode) for a in KETENTUAN.aspek]
    assert 25 <= min(per_aspek) <= hasil.akhir <= max(per_aspek) <= 100


@given(PEMERIKSAAN, st.data())
def test_a_better_score_never_lowers_the_result(skor: dict[str, list[int]], data: st.DataObject) -> None:
    kode = data.draw(st.sampled_from(sorted(skor)))
    ke = data.draw(st.integers(0, len(skor[kode]) - 1))
    lebih_baik = skor | {kode: [min(4, n + 1) if i == ke else n for i, n in enumerate(skor[kode])]}
    urutan = [k.nama for k in sorted(KETENTUAN.predikat, key=lambda k: k.mulai)]
    awal, akhir = kesehatan(skor), kesehatan(lebih_baik)
    assert akhir.akhir >= awal.akhir
    assert urutan.index(akhir.predikat) >= urutan.index(awal.predikat)


@given(PEMERIKSAAN, st.randoms())
def test_the_order_of_the_rows_does_not_matter(skor: dict[str, list[int]], acak: Random) -> None:
    hasil = kesehatan(skor)
    baris = list(hasil.indikator)
    acak.shuffle(baris)
    assert Kesehatan(KETENTUAN, tuple(baris)).akhir == hasil.akhir


@given(NILAI)
def test_every_score_has_one_class_and_it_is_the_highest_reached(nilai: Fraction) -> None:
    satu = kelas(nilai, KETENTUAN.predikat)
    assert satu.mulai <= nilai
    assert all(k.mulai > nilai for k in KETENTUAN.predikat if k.mulai > satu.mulai)


@given(NILAI)
def test_what_is_printed_is_within_half_a_hundredth(nilai: Fraction) -> None:
    selisih = bulat(nilai) - nilai
    assert Fraction(-1, 200) < selisih <= Fraction(1, 200)
    assert len(angka(nilai).partition(",")[2]) == 2
