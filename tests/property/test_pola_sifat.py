"""Number patterns against brute force: what the automata promise holds for every short text."""

from __future__ import annotations

import itertools

from hypothesis import assume, given
from hypothesis import strategies as st

from registers.dasar.pola import Pola, PolaSalah, huruf_sisipan

# Few enough that every combination can be printed.
NILAI = {
    "klas": ["1", "11", "1.1", "11.1", "2.10"],
    "urut": ["1", "2", "11", "111", "12"],
    "sisipan": ["", ".a", ".b", ".aa"],
    "bidang": ["1", "I", "B", "1.1", "a", "B-I"],
    "keamanan": ["B", "R", "SR"],
    "bulan_romawi": ["I", "II", "IX", "X", "XI"],
    "bulan": ["01", "11", "12"],
    "tahun": ["1111", "2026"],
    "jenis": ["a", "I", "1"],
}
PEMISAH = st.sampled_from(["/", "/", "/", "-", ".", "", "1", "I", "a", "/KEP/", "X"])


@st.composite
def pola_acak(draw: st.DrawFn) -> str:
    """A pattern with {urut} and up to three other tokens, separated well or badly."""
    lain = draw(st.lists(st.sampled_from([n for n in NILAI if n != "urut"]), max_size=3, unique=True))
    urut = draw(st.sampled_from(["{urut}", "{urut}", "{urut:02}"]))
    token = draw(st.permutations([urut, *(f"{{{n}}}" for n in lain)]))
    return draw(PEMISAH).join(["", token[0]]) + "".join(draw(PEMISAH) + t for t in token[1:])


POLA = pola_acak()


def urai(teks: str) -> Pola:
    try:
        return Pola.urai(teks)
    except PolaSalah:
        assume(False)
        raise


def semua_nomor(pola: Pola) -> list[tuple[str, str, str]]:
    """Every (text, urut, sisipan) the pattern prints from NILAI."""
    nama = sorted(pola.token)
    hasil: list[tuple[str, str, str]] = []
    for pilihan in itertools.product(*(NILAI[n] for n in nama)):
        bagian = dict(zip(nama, pilihan, strict=True))
        hasil.append((pola.cetak(**bagian), bagian["urut"], bagian.get("sisipan", "")))
    return hasil


@given(POLA)
def test_an_accepted_pattern_never_prints_one_text_for_two_numbers(teks: str) -> None:
    arti: dict[str, tuple[str, str]] = {}
    for nomor, urut, sisipan in semua_nomor(urai(teks)):
        assert arti.setdefault(nomor, (urut, sisipan)) == (urut, sisipan)


@given(POLA)
def test_every_printed_number_is_read_back_into_the_parts_it_was_printed_from(teks: str) -> None:
    pola = urai(teks)
    for nomor, urut, sisipan in semua_nomor(pola):
        terbaca = pola.baca(nomor)
        assert terbaca is not None
        assert (terbaca["urut"], terbaca.get("sisipan", "")) == (urut, sisipan)
        assert pola.cetak(**terbaca) == nomor


@given(POLA, POLA)
def test_patterns_said_to_be_apart_share_no_text_and_a_shared_one_is_shown(satu: str, dua: str) -> None:
    kiri, kanan = urai(satu), urai(dua)
    bersama = kiri.nomor_bersama(kanan)
    if bersama is None:
        assert not {n for n, *_ in semua_nomor(kiri)} & {n for n, *_ in semua_nomor(kanan)}
    else:
        assert kiri.baca(bersama) is not None
        assert kanan.baca(bersama) is not None


@given(st.integers(1, 999_999_999), st.integers(2, 9), st.integers(0, 3000))
def test_any_running_number_survives_the_round_trip(urut: int, lebar: int, sisip: int) -> None:
    pola = Pola.urai(f"{{urut:0{lebar}}}{{sisipan}}")
    nomor = pola.cetak(urut=urut, sisipan=huruf_sisipan(sisip))
    assert pola.baca(nomor) == {"urut": str(urut), "sisipan": huruf_sisipan(sisip)}
