"""Whatever is typed: a kind gives a canonical value that reads back as itself, or refuses with advice."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian
from registers.dasar.kinds import semua

APA_SAJA = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(), st.dates(),
    st.datetimes(), st.lists(st.text(), max_size=3), st.dictionaries(st.text(), st.text(), max_size=2),
    st.from_regex(r"\A(Rp ?)?-?[0-9.,]{1,20}\Z"),
    st.from_regex(r"\A[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,4}\Z"),
    st.from_regex(r"\A[0-9]{15,18}\Z"),
)  # fmt: skip


@pytest.mark.parametrize("jenis", sorted(semua()))
@given(raw=APA_SAJA)
@settings(max_examples=150, deadline=None)
def test_a_kind_accepts_for_good_or_refuses_with_a_reason(jenis, raw):
    isian = Isian("x", jenis, pilihan=("ya", "tidak"))
    kind = semua()[jenis]
    try:
        nilai = kind.baca(raw, isian, None)
    except NilaiSalah as galat:
        ditolak = galat
    else:
        ditolak = None
    if ditolak is not None:
        assert ditolak.pesan
        assert ditolak.saran
        return
    assert kind.baca(json.loads(json.dumps(nilai)), isian, None) == nilai
    for tercetak in kind.cetak("x", nilai, isian).values():
        assert isinstance(tercetak, str | bool | list)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@settings(deadline=None)
def test_every_printed_date_reads_back(hari):
    kind, isian = semua()["tanggal"], Isian("x", "tanggal")
    cetak = kind.cetak("x", hari.isoformat(), isian)
    for bentuk in (cetak["x"], cetak["x_pendek"], hari, datetime.combine(hari, time(), UTC)):
        assert kind.baca(bentuk, isian, None) == hari.isoformat()


@given(st.integers(0, 10**17 - 1))
@settings(deadline=None)
def test_every_printed_amount_reads_back_to_the_sen(sen):
    kind, isian = semua()["rupiah"], Isian("x", "rupiah")
    nilai = f"{Decimal(sen).scaleb(-2):.2f}"
    cetak = kind.cetak("x", nilai, isian)
    assert kind.baca(cetak["x"], isian, None) == nilai
    assert kind.baca(cetak["x_angka"], isian, None) == nilai
