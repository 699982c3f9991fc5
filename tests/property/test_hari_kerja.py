"""Working days against counting on one's fingers."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from naskah.hari_kerja import banyak, masuk, tambah, urai

HARI = st.dates(date(2020, 1, 1), date(2035, 12, 31))
BANYAK = st.integers(0, 60)


@st.composite
def kalender(draw: st.DrawFn) -> tuple[date, frozenset[date]]:
    """A day and holidays around it."""
    hari = draw(HARI)
    jarak = draw(st.sets(st.integers(-5, 90), max_size=25))
    return hari, frozenset(hari + timedelta(days=n) for n in jarak)


@given(kalender(), BANYAK)
def test_the_due_date_is_a_working_day_and_so_many_lie_between(
    kini: tuple[date, frozenset[date]], n: int
) -> None:
    hari, libur = kini
    akhir = tambah(hari, n, libur)
    assert masuk(akhir, libur)
    if n:
        assert banyak(hari + timedelta(days=1), akhir, libur) == n


@given(kalender(), BANYAK, BANYAK)
def test_an_extension_is_counted_on_from_the_first_due_date(
    kini: tuple[date, frozenset[date]], n: int, lagi: int
) -> None:
    hari, libur = kini
    assert tambah(hari, n + lagi, libur) == tambah(tambah(hari, n, libur), lagi, libur) or n == 0


@given(kalender(), BANYAK)
def test_a_holiday_more_never_makes_a_due_date_earlier(kini: tuple[date, frozenset[date]], n: int) -> None:
    hari, libur = kini
    assert tambah(hari, n, libur) <= tambah(hari, n, libur | {hari + timedelta(days=n)})


@given(
    st.lists(HARI, max_size=20),
    st.sampled_from([",", ";"]),
    st.sampled_from(["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]),
)
def test_every_written_day_is_read_whatever_excel_made_of_the_file(
    hari: list[date], pemisah: str, bentuk: str
) -> None:
    baris = [f"tanggal{pemisah}keterangan", *(f"{h.strftime(bentuk)}{pemisah}Hari Contoh" for h in hari)]
    assert urai("\r\n".join(baris)) == (frozenset(hari), [])


@given(st.text(max_size=200))
def test_any_text_gives_days_or_findings_and_never_an_error(teks: str) -> None:
    hari, temuan = urai(teks)
    assert all(isinstance(h, date) for h in hari)
    assert all(t.tempat.startswith("libur.csv baris ") for t in temuan)
