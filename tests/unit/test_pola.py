"""Number patterns: printed, read, refused."""

from __future__ import annotations

import pytest

from registers.dasar.pola import Pola, PolaSalah, huruf_sisipan, urutan_sisipan

TETAP = {"kode_pd": "DKUKM"}


@pytest.mark.parametrize(
    ("pola", "bagian", "nomor"),
    [
        ("{klas}/{urut}/{kode_pd}", {"klas": "500.3.2.1", "urut": 7}, "500.3.2.1/7/DKUKM"),
        (
            "{klas}/{urut:03} TAHUN {tahun}",
            {"klas": "000.8.3", "urut": 76, "tahun": 2023},
            "000.8.3/076 TAHUN 2023",
        ),
        ("{urut}/KEP/HK/{tahun}", {"urut": 546, "tahun": 2025}, "546/KEP/HK/2025"),
        (
            "{keamanan}/{urut}/{klas}/{kode_pd}/{bulan_romawi}/{tahun}",
            {"keamanan": "SR", "urut": 12, "klas": "800", "bulan_romawi": "XI", "tahun": 2026},
            "SR/12/800/DKUKM/XI/2026",
        ),
        ("{klas}/{urut}/{kode_pd}{bidang}", {"klas": "9", "urut": 1, "bidang": "2.1"}, "9/1/DKUKM2.1"),
        ("{urut}{sisipan}/{bulan}", {"urut": 12, "sisipan": ".a", "bulan": "02"}, "12.a/02"),
        ("{urut}{sisipan}/{jenis}", {"urut": 12, "sisipan": "", "jenis": "nota-dinas"}, "12/nota-dinas"),
        ("{urut:03}", {"urut": 1234}, "1234"),
    ],
)
def test_a_number_is_printed_and_read_back_into_the_same_parts(
    pola: str, bagian: dict[str, str | int], nomor: str
) -> None:
    terurai = Pola.urai(pola, TETAP)
    assert terurai.cetak(**bagian) == nomor
    assert terurai.baca(nomor) == {k: str(v) for k, v in bagian.items()}


def test_blanks_typed_around_and_inside_a_number_do_not_matter() -> None:
    assert Pola.urai("{urut} TAHUN {tahun}").baca("  7   TAHUN 2026 ") == {"urut": "7", "tahun": "2026"}


@pytest.mark.parametrize(
    "nomor",
    [
        "0/DKUKM", "007/DKUKM", "7/dkukm", "7/DKUKM/", "7", "", "x/DKUKM", "-7/DKUKM", "7.a/DKUKM",
        "1234567890/DKUKM", "٧/DKUKM",
    ],
)  # fmt: skip
def test_text_that_the_pattern_does_not_print_is_not_a_number(nomor: str) -> None:
    assert Pola.urai("{urut}/{kode_pd}", TETAP).baca(nomor) is None


@pytest.mark.parametrize("nomor", ["000", "01", "0100", "12"])
def test_a_padded_number_has_exactly_one_spelling(nomor: str) -> None:
    assert Pola.urai("{urut:03}").baca(nomor) is None


@pytest.mark.parametrize(
    ("pola", "sebab"),
    [
        ("{klas}/{kode_pd}", "tidak ada {urut}"),
        ("", "tidak ada {urut}"),
        ("{urut}/{nomor}", "{nomor} tidak dikenal"),
        ("{urut:3}", "{urut:3} tidak dikenal"),
        ("{urut:00}", "{urut:00} tidak dikenal"),
        ("{klas:03}/{urut}", "{klas:03} tidak dikenal"),
        ("{urut!r}", "tidak dikenal"),
        ("{urut.real}", "tidak dikenal"),
        ("{urut}/{urut}", "lebih dari sekali"),
        ("{urut}/{urut", "kurung kurawal"),
        ("{urut}}", "kurung kurawal"),
        ("{urut}\n", ""),
        ("{urut}\t/x", "tidak tercetak"),
        ("{urut}{bulan}", "{urut} langsung diikuti {bulan}"),
        ("{urut}{tahun}", "dua nomor dapat terbaca sama"),
        ("{klas}.{urut}", "{klas} langsung diikuti ."),
        ("{klas}{urut}", "{klas} langsung diikuti {urut}"),
        ("{urut}0", "langsung diikuti 0"),
        ("{urut}{sisipan}.{klas}", "{sisipan} langsung diikuti ."),
        ("{urut}{sisipan}{bulan}", "{urut} langsung diikuti {bulan}"),
        ("{bidang}{urut}", "langsung diikuti"),
        ("{bulan_romawi}{bidang}/{urut}", "langsung diikuti"),
        ("{bidang}-{urut}", "langsung diikuti -"),
    ],
)
def test_a_pattern_that_cannot_be_taken_apart_is_refused_with_the_reason(pola: str, sebab: str) -> None:
    if not sebab:
        assert Pola.urai(pola).asal == "{urut}"
        return
    with pytest.raises(PolaSalah) as galat:
        Pola.urai(pola, TETAP)
    assert sebab in galat.value.pesan


def test_a_constant_that_is_missing_or_empty_is_refused() -> None:
    with pytest.raises(PolaSalah, match="belum diisi"):
        Pola.urai("{urut}/{kode_pd}")
    with pytest.raises(PolaSalah, match="kosong"):
        Pola.urai("{urut}/{kode_pd}", {"kode_pd": " "})


def test_a_constant_counts_when_the_ends_of_tokens_are_looked_for() -> None:
    with pytest.raises(PolaSalah, match="langsung diikuti"):
        Pola.urai("{urut}{kode_pd}", {"kode_pd": "5DK"})
    assert Pola.urai("{urut}{kode_pd}", {"kode_pd": "DK5"}).cetak(urut=5) == "5DK5"


def test_a_part_that_is_missing_or_of_the_wrong_form_is_refused() -> None:
    pola = Pola.urai("{klas}/{urut}/{keamanan}")
    with pytest.raises(PolaSalah, match=r"\{klas\} belum diisi"):
        pola.cetak(urut=1, keamanan="B")
    with pytest.raises(PolaSalah, match="tidak berbentuk"):
        pola.cetak(klas="500/3", urut=1, keamanan="B")
    with pytest.raises(PolaSalah, match="tidak berbentuk"):
        pola.cetak(klas="500", urut=0, keamanan="B")
    with pytest.raises(PolaSalah, match="terlalu besar"):
        pola.cetak(klas="500", urut=1_000_000_000, keamanan="B")


@pytest.mark.parametrize(
    ("satu", "dua", "bersama"),
    [
        ("{klas}/{urut}/{kode_pd}", "{klas}/{urut}/SPT/{kode_pd}/{tahun}", None),
        ("{urut}/KEP/{kode_pd}/{tahun}", "{urut}/KEP/HK/{tahun}", None),
        ("{urut}/KEP/HK/{tahun}", "{urut}/KEP/{bidang}/{tahun}", "1/KEP/HK/1000"),
        ("{klas}/{urut}", "{urut:03}/{klas}", "100/1"),
        ("{urut}", "{urut:02}", "10"),
        ("{urut}{sisipan}", "{urut}", "1"),
        ("{urut}/{bulan}", "{urut}/{bulan_romawi}", None),
    ],
)
def test_two_patterns_collide_when_one_text_fits_both(satu: str, dua: str, bersama: str | None) -> None:
    kiri, kanan = Pola.urai(satu, TETAP), Pola.urai(dua, TETAP)
    assert kiri.nomor_bersama(kanan) == bersama
    assert kiri.bertabrakan(kanan) == kanan.bertabrakan(kiri) == (bersama is not None)


def test_suffixes_run_from_a_to_z_and_on() -> None:
    assert [huruf_sisipan(k) for k in (1, 26, 27, 52, 53, 702, 703)] == [
        ".a", ".z", ".aa", ".az", ".ba", ".zz", ".aaa",
    ]  # fmt: skip
    assert all(urutan_sisipan(huruf_sisipan(k)) == k for k in range(2000))
