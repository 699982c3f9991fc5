"""What people type, what is kept of it and what is printed."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian
from registers.dasar.kinds import semua
from registers.dasar.temukan import ambil


class TanpaAcuan:
    def pegawai(self, kunci):
        return None

    koperasi = pejabat = pegawai


def baca(jenis, raw, **isian):
    return semua()[jenis].baca(raw, Isian("x", jenis, **isian), TanpaAcuan())


def cetak(jenis, raw):
    return semua()[jenis].cetak("x", None if raw is None else baca(jenis, raw), Isian("x", jenis))


def tolak(jenis, raw, **isian):
    with pytest.raises(NilaiSalah) as galat:
        baca(jenis, raw, **isian)
    return f"{galat.value.pesan} → {galat.value.saran}"


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-23", "23 November 2026", "23-11-2026", "23/11/2026", "23.11.2026", "23 nopember 2026",
        " 23 Nov. 2026 ", "2026-11-23 00:00:00", date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC),
        datetime(2026, 11, 23),  # noqa: DTZ001  # what openpyxl gives for a date cell
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form_people_use(raw):
    assert baca("tanggal", raw) == "2026-11-23"


def test_a_date_prints_long_as_weekday_in_words_and_in_digits():
    assert cetak("tanggal", "3-11-2026") == {
        "x": "3 November 2026",
        "x_hari": "Selasa",
        "x_huruf": "tanggal tiga bulan November tahun dua ribu dua puluh enam",
        "x_pendek": "03-11-2026",
    }


@pytest.mark.parametrize(
    ("raw", "pesan"),
    [
        ("31 Februari 2026", "hari terakhirnya 28 Februari 2026"),
        ("30-02-2024", "hari terakhirnya 29 Februari 2024"),
        ("31/4/2026", "hari terakhirnya 30 April 2026"),
        ("11/23/2026", "tidak ada bulan ke-23"),
        ("23-11-26", "tahun dengan empat angka"),
        ("23 Novembr 2026", "tidak ada bulan bernama Novembr"),
        ("1-1-1026", "tahun 1026 di luar"),
        (46349, "format sel sebagai Tanggal"),
        ("46349", "format sel sebagai Tanggal"),
        (datetime(2026, 11, 23, 9, 30, tzinfo=UTC), "memuat jam"),
        ("besok", "tulis seperti 23 November 2026"),
        (True, "tulis seperti 23 November 2026"),
    ],
)
def test_a_wrong_date_is_refused_with_what_to_type(raw, pesan):
    assert pesan in tolak("tanggal", raw)


@pytest.mark.parametrize(
    ("raw", "nilai"),
    [
        (1250000, "1250000.00"), ("1250000", "1250000.00"), ("1.250.000", "1250000.00"),
        ("1.250.000,50", "1250000.50"), ("Rp1.250.000,00", "1250000.00"), ("Rp. 1.250.000,-", "1250000.00"),
        ("rp 1.250.000", "1250000.00"), (1250000.0, "1250000.00"), (1250.5, "1250.50"),
        (0.1 + 0.2, "0.30"),        (Decimal("12.34"), "12.34"), ("1250000.00", "1250000.00"),
        ("999.999.999.999.999,99", "999999999999999.99"),
    ],
)  # fmt: skip
def test_an_amount_is_read_exactly(raw, nilai):
    assert baca("rupiah", raw) == nilai


@pytest.mark.parametrize(
    ("raw", "pesan"),
    [
        ("1.250.000,5", "tulis dua angka: 1.250.000,50"),
        ("1,250,000", "1.250.000"),
        ("1,250,000.50", "1.250.000,50"),
        ("1.25.000", "titik dan komanya"),
        ("0.250", "titik dan komanya"),
        ("1.250.000,555", "terlalu banyak"),
        (1250.555, "paling banyak 2 angka"),
        (float("nan"), "bukan angka"),
        (float("inf"), "bukan angka"),
        (True, "bukan angka"),
        ("-5.000", "tidak boleh negatif"),
        ("1 juta", "tulis angkanya saja"),
        (10**15, "terlalu besar"),
        (Decimal("1e30"), "terlalu besar"),
        ("", "bukan angka"),
        ("١٢٣", "bukan angka"),
    ],
)
def test_a_doubtful_amount_is_refused_with_what_to_type(raw, pesan):
    assert pesan in tolak("rupiah", raw)


def test_thousands_that_a_file_took_for_decimals_are_refused():
    assert 'tulis 12750, atau dengan tanda kutip: "12.750"' in tolak("rupiah", Decimal("12.750"))
    assert baca("rupiah", Decimal("12.75")) == "12.75"
    assert baca("rupiah", 12.75) == "12.75"


def test_an_amount_prints_with_its_words():
    assert cetak("rupiah", 1250000) == {
        "x": "Rp1.250.000,00",
        "x_terbilang": "satu juta dua ratus lima puluh ribu rupiah",
        "x_angka": "1.250.000,00",
    }
    assert cetak("rupiah", "0,05")["x_terbilang"] == "nol rupiah lima sen"


def test_bounds_of_numbers_are_named():
    assert "paling kecil 1.000" in tolak("rupiah", 999, minimal=1000)
    assert "paling besar 24" in tolak("bilangan", 25, maksimal=24)
    assert baca("bilangan", "-3", minimal=-5) == -3


def test_a_whole_number_prints_with_points_and_words():
    assert cetak("bilangan", "1.250") == {"x": "1.250", "x_terbilang": "seribu dua ratus lima puluh"}
    assert baca("bilangan", 3.0) == 3
    assert "harus bilangan bulat" in tolak("bilangan", 3.5)
    assert "harus bilangan bulat" in tolak("bilangan", "3,5")


@pytest.mark.parametrize(
    ("raw", "nilai", "tercetak"),
    [
        ("12,5%", "12.5", "12,5%"),
        (12.5, "12.5", "12,5%"),
        ("100", "100", "100%"),
        ("0,25 persen", "0.25", "0,25%"),
    ],
)
def test_a_percentage_is_the_number_that_is_typed(raw, nilai, tercetak):
    assert baca("persen", raw) == nilai
    assert cetak("persen", raw) == {"x": tercetak}


def test_a_percentage_whose_point_could_mean_two_things_is_refused():
    assert "ribuan atau desimal" in tolak("persen", "12.500")


@pytest.mark.parametrize(
    "raw",
    ["198001012005011001", "19800101 200501 1 001", "'198001012005011001", 198001012005011001],
)  # fmt: skip
def test_a_nip_keeps_its_18_digits(raw):
    assert baca("nip", raw) == "198001012005011001"


def test_the_number_of_a_pppk_is_a_nip():
    assert baca("nip", "199204142022211001") == "199204142022211001"


@pytest.mark.parametrize(
    ("raw", "pesan"),
    [
        (1.98001012005011e17, "format selnya sebagai Teks"),
        ("1.98001012005011E+17", "format selnya sebagai Teks"),
        (Decimal("198001012005011001"), "format selnya sebagai Teks"),
        ("198013012005011001", "bukan tanggal lahir"),
        ("196902301993031001", "bukan tanggal lahir"),
        ("198001012005131001", "tahun dan bulan pengangkatan"),
        ("198001012005001001", "tahun dan bulan pengangkatan"),
        ("198001011985011001", "lahir tahun 1980 tetapi diangkat tahun 1985"),
        ("198001012005013001", "1 untuk laki-laki, 2 untuk perempuan"),
        ("19800101200501100", "NIP berisi 17 angka"),
        ("19800101200501100O", "hanya boleh berisi angka"),
        ("١٩٨٠٠١٠١٢٠٠٥٠١١٠٠١", "hanya boleh berisi angka"),
        (True, "bukan teks"),
    ],
)
def test_a_wrong_nip_is_refused_with_the_reason(raw, pesan):
    assert pesan in tolak("nip", raw)


def test_numbers_of_residents_taxpayers_and_koperasi_keep_their_digits():
    assert baca("nik", "5371 0141 0185 0001") == "5371014101850001"
    assert "NIK berisi 15 angka" in tolak("nik", "537101410185000")
    assert "hilang" in tolak("nik", 5.37101410185e15)
    assert baca("nik_koperasi", "0053.71.001") == "005371001"
    assert baca("npwp", "012345678901000") == "01.234.567.8-901.000"
    assert baca("npwp", "0123456789012345") == "0123456789012345"
    assert "NPWP berisi 3 angka" in tolak("npwp", "123")


@pytest.mark.parametrize(
    ("raw", "nilai"),
    [
        ("Nomor: 500.3.2 / 12 / DKUKM", "500.3.2/12/DKUKM"),
        ("No. 12/A", "12/A"),
        ("546/KEP/HK/2025", "546/KEP/HK/2025"),
    ],
)
def test_a_letter_number_loses_only_the_word_nomor_and_blanks(raw, nilai):
    assert baca("nomor_surat", raw) == nilai


def test_what_is_no_letter_number_is_refused():
    assert "tulis seperti" in tolak("nomor_surat", "belum ada")
    assert "tulis seperti" in tolak("nomor_surat", "12<script>")


@pytest.mark.parametrize(
    "raw", ["../rahasia.pdf", "a/../../b", "/etc/passwd", "C:\\x.pdf", "\\\\server\\x", "a:b"]
)
def test_a_file_outside_the_office_is_refused(raw):
    assert "bukan berkas di dalam folder kantor" in tolak("berkas", raw)


def test_a_file_inside_is_kept_with_forward_slashes():
    assert baca("berkas", "lampiran\\denah.pdf") == "lampiran/denah.pdf"


def test_a_choice_is_taken_whatever_its_case_and_near_ones_are_suggested():
    assert baca("pilihan", "SANGAT SEGERA", pilihan=("biasa", "sangat segera")) == "sangat segera"
    assert "maksudnya segera?" in tolak("pilihan", "segra", pilihan=("biasa", "segera"))
    assert "biasa, segera" in tolak("pilihan", "kilat", pilihan=("biasa", "segera"))


@pytest.mark.parametrize(
    ("raw", "nilai"), [("ya", True), ("Y", True), (True, True), ("tidak", False), (0, False)]
)
def test_yes_and_no_in_the_words_people_use(raw, nilai):
    assert baca("ya_tidak", raw) is nilai


def test_neither_yes_nor_no_is_refused():
    assert "tulis ya atau tidak" in tolak("ya_tidak", "mungkin")


def test_text_is_one_clean_line_in_nfc():
    assert baca("teks", "  Koperasi\u00a0Contoh \n Maju\t ") == "Koperasi Contoh Maju"
    assert baca("teks", "Cafe\u0301") == "Café"
    assert baca("teks", 12) == "12"
    assert baca("teks", 81.19) == "81,19"


@pytest.mark.parametrize(
    "huruf",
    [*"\x00\x0b\x1b\u200b\u200d\u202e\u2066\ufeff\u00ad\ud800\uf0b7\u2028\uffff"],
)  # fmt: skip
@pytest.mark.parametrize("jenis", ["teks", "paragraf", "baris", "nomor_surat", "berkas"])
def test_characters_nobody_sees_are_refused_by_code_and_place(jenis, huruf):
    assert f"U+{ord(huruf):04X}) sesudah “Contoh" in tolak(jenis, f"Contoh{huruf}1")


@pytest.mark.parametrize("token", ["{{", "}}", "{%", "%}", "{_{", "_}", "{#", "#}"])
@pytest.mark.parametrize("jenis", ["teks", "paragraf", "baris"])
def test_template_tokens_in_values_are_refused(jenis, token):
    assert f"memuat tanda templat {token[:2]}" in tolak(jenis, f"Contoh {token} x")


@pytest.mark.parametrize("raw", [True, date(2026, 1, 1), [1], {"a": 1}, 10**20, 1e20, object()])
def test_what_is_no_text_is_refused(raw):
    assert tolak("teks", raw)


def test_lengths_and_forms_of_text_are_held():
    assert "paling banyak 3 huruf" in tolak("teks", "empat", maksimal=3)
    assert "paling sedikit 9 huruf" in tolak("teks", "empat", minimal=9)
    assert "tulis seperti 09.00" in tolak("teks", "9:00", pola=r"\d\d\.\d\d", contoh="09.00")
    assert "paling banyak 32767" in tolak("teks", "x" * 40_000)


def test_blank_lines_separate_paragraphs_and_single_breaks_do_not():
    assert baca("paragraf", "satu\nbaris\n\n  dua \n \n\ntiga") == ["satu baris", "dua", "tiga"]
    assert baca("paragraf", ["satu", " ", "dua"]) == ["satu", "dua"]
    assert "paling banyak 1 paragraf" in tolak("paragraf", "a\n\nb", maksimal=1)


def test_a_line_is_an_item_of_a_list():
    assert baca("baris", "Gubernur\n\nInspektur\n") == ["Gubernur", "Inspektur"]


@pytest.mark.parametrize(
    ("raw", "nilai"),
    [
        ("9.00", "09.00"), ("09:30", "09.30"), ("pukul 15.30 WITA", "15.30"), ("8", "08.00"),
        ("10:00:00", "10.00"),
        (0.375, "09.00"), (time(13, 5), "13.05"), (9, "09.00"), (9.3, "09.30"), (14.45, "14.45"),
    ],
)  # fmt: skip
def test_a_time_is_read_in_the_forms_people_use_and_as_excel_has_it(raw: object, nilai: str) -> None:
    assert baca("pukul", raw) == nilai


@pytest.mark.parametrize("raw", ["24.00", "9.75", "pagi", "9.5", 24, 9.75, 9.123, -1, True])
def test_a_wrong_time_is_refused_with_what_to_type(raw: object) -> None:
    assert "tulis seperti 09.00" in tolak("pukul", raw)


@pytest.mark.parametrize("jenis", sorted(semua()))
def test_an_empty_field_prints_the_same_names_all_empty(jenis):
    kosong = cetak(jenis, None)
    assert "x" in kosong
    assert all(v in ("", [], False) for v in kosong.values())


def test_a_module_that_registers_nothing_is_a_mistake():
    import registers.dasar as paket

    with pytest.raises(ImportError, match="does not define KIND"):
        ambil(paket, "waktu", "KIND")


def test_a_text_is_as_long_as_excel_counts_it():
    assert baca("teks", "😀" * 16_383) == "😀" * 16_383
    assert "satu sel Excel" in tolak("teks", "😀" * 16_384)


@pytest.mark.parametrize("raw", ["500.3.2.1", " 500.3.2.1. ", "500"])
def test_an_archive_code_is_read(raw):
    assert baca("kode_klasifikasi", raw) == raw.strip().rstrip(".")


@pytest.mark.parametrize("raw", ["koperasi", "50.1", "500..1", "500,3"])
def test_what_is_no_archive_code_is_refused_with_an_example(raw):
    assert "misalnya 500.3.2.1" in tolak("kode_klasifikasi", raw)
