"""From the examiner's scores to nilai akhir, predikat, and what differs from the examiner's own totals."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from naskah.catalog import Katalog, folder_templat
from naskah.hitung import kesehatan, pemeriksaan, sertifikat_kesehatan
from naskah.kkpkk import angka, kelas, ketentuan_pada, nilai_skor
from naskah.tabel import Rujukan
from registers.dasar.galat import DataTidakSah

EMPAT = ("ba-pemeriksaan", "lhpkk", "sk-penetapan-kesehatan", "sertifikat-kesehatan")
EXIT = "2026-11-11"
RUJUKAN = Rujukan(date(2026, 11, 23))
ASPEK = ("Tata Kelola", "Profil Risiko", "Kinerja Keuangan", "Permodalan")
SUB = {
    "Tata Kelola": ("Prinsip Koperasi", "Kelembagaan", "Manajemen"),
    "Profil Risiko": ("Risiko Inheren", "Kualitas Penerapan Manajemen Risiko"),
    "Kinerja Keuangan": ("Evaluasi Kinerja Keuangan", "Manajemen Keuangan", "Kesinambungan Keuangan"),
    "Permodalan": ("Kecukupan Permodalan", "Kecukupan Pengelolaan Permodalan"),
}


def penilaian(**skor: list[int]) -> list[dict[str, Any]]:
    """Rows with the given scores per aspect (by code), spread over its sub-aspects; 4 everywhere else."""
    baris: list[dict[str, Any]] = []
    for kode, aspek in zip("ABCD", ASPEK, strict=True):
        sub = SUB[aspek]
        nilai = skor.get(kode, [4] * len(sub))
        baris += [
            {"aspek": aspek, "sub_aspek": sub[ke % len(sub)], "indikator": f"Indikator {kode}{ke}", "skor": n}
            for ke, n in enumerate(nilai)
        ]
    return baris


def isi(baris: list[dict[str, Any]] | None = None, **lain: Any) -> dict[str, Any]:
    return {
        "koperasi": {"nama": "Koperasi Contoh Maju", "badan_hukum": "AHU-0000001.AH.01.29.TAHUN 2025"},
        "tanggal_exit": EXIT,
        "bulan_tindak_lanjut": 3,
        "usaha_simpan_pinjam": "KSP",
        "penilaian": penilaian() if baris is None else baris,
        **lain,
    }


def salah(baris: list[dict[str, Any]], **lain: Any) -> dict[str, str]:
    """place → suggestion of every finding."""
    with pytest.raises(DataTidakSah) as galat:
        kesehatan.hitung(isi(baris, **lain), RUJUKAN)
    return {t.tempat: t.saran for t in galat.value.temuan}


def test_the_score_of_a_group_is_its_share_of_the_highest_possible() -> None:
    assert nilai_skor([4, 4, 4]) == 100
    assert nilai_skor([1, 1]) == 25, "the lowest possible score is 25, not 0"
    assert nilai_skor([4, 3, 2]) == 75


def test_aspects_are_weighted_30_15_40_15() -> None:
    hasil = kesehatan.hitung(isi(penilaian(A=[3, 3, 3], B=[2, 2], C=[4, 3, 3], D=[4, 1])), RUJUKAN).nilai
    per_aspek = {a["kode"]: (a["bobot"], a["nilai"], a["kontribusi"]) for a in hasil["aspek"]}
    assert per_aspek == {
        "A": ("30", "75,00", "22,50"),
        "B": ("15", "50,00", "7,50"),
        "C": ("40", "83,33", "33,33"),
        "D": ("15", "62,50", "9,38"),
    }
    assert hasil["nilai_akhir"] == "72,71"
    assert hasil["nilai_akhir_terbilang"] == "tujuh puluh dua koma tujuh satu"
    assert hasil["predikat"] == "Cukup Sehat"


@pytest.mark.parametrize(
    ("nilai", "predikat"),
    [
        ("100", "Sehat"),
        ("80", "Sehat"),
        ("79.999999", "Cukup Sehat"),
        ("66", "Cukup Sehat"),
        ("65.99", "Dalam Pengawasan"),
        ("51", "Dalam Pengawasan"),
        ("50.99", "Dalam Pengawasan Khusus"),
        ("25", "Dalam Pengawasan Khusus"),
    ],
)
def test_a_limit_belongs_to_the_class_above_it(nilai: str, predikat: str) -> None:
    ketentuan = ketentuan_pada(RUJUKAN.tabel("kkpkk"), date(2026, 11, 11))
    assert ketentuan is not None
    assert kelas(Fraction(nilai), ketentuan.predikat).nama == predikat


def test_a_final_score_of_exactly_80_is_sehat_though_thirds_are_in_it() -> None:
    # 30 × 10/12 + 15 × 1 + 40 × 5/6 + 15 × 4/9 = 25 + 15 + 33,33… + 6,66… = 80
    baris = penilaian(A=[4, 4, 2], B=[4, 4], C=[4, 4, 2], D=[2, 2, 2, 2, 2, 2, 1, 1, 2])
    hasil = kesehatan.hitung(isi(baris), RUJUKAN)
    assert hasil.nilai["nilai_akhir"] == "80,00"
    assert hasil.nilai["predikat"] == "Sehat"
    assert not hasil.peringatan


def test_a_score_that_only_rounding_lifts_over_the_limit_stays_below_it_and_says_so() -> None:
    hampir = penilaian(A=[4, 4, 4], B=[4, 4], C=[2] * 1999 + [1], D=[4, 4])  # 79,995
    hasil = kesehatan.hitung(isi(hampir), RUJUKAN)
    assert hasil.nilai["nilai_akhir"] == "80,00"
    assert hasil.nilai["predikat"] == "Cukup Sehat"
    assert any("sebelum dibulatkan" in p for p in hasil.peringatan)


def test_printed_numbers_are_rounded_half_up() -> None:
    assert angka(Fraction("84.125")) == "84,13"
    assert angka(Fraction("84.124999")) == "84,12"
    assert angka(Fraction(100)) == "100,00"


def test_the_rows_are_grouped_by_sub_aspect_in_the_order_of_the_worksheet() -> None:
    hasil = kesehatan.hitung(isi(penilaian(A=[4, 3, 2, 4])), RUJUKAN).nilai
    sub = [
        (s["huruf"], s["nama"], s["jumlah_skor"], s["nilai"]) for s in hasil["sub_aspek"] if s["kode"] == "A"
    ]
    assert sub == [
        ("a", "Prinsip Koperasi", "8", "100,00"),
        ("b", "Kelembagaan", "3", "75,00"),
        ("c", "Manajemen", "2", "50,00"),
    ]


@pytest.mark.parametrize("skor", [0, 5, -1, "2,5", "tiga", ""])
def test_a_score_outside_1_to_4_is_a_finding_at_its_row(skor: object) -> None:
    baris = penilaian()
    baris[1]["skor"] = skor
    assert salah(baris) == {"penilaian[2].skor": "tulis bilangan bulat 1 sampai 4"}


def test_an_unknown_aspect_is_a_finding_that_names_the_likely_one() -> None:
    baris = [*penilaian(), {"aspek": "Permodaln", "sub_aspek": "x", "indikator": "x", "skor": 4}]
    assert salah(baris) == {"penilaian[11].aspek": "maksudnya Permodalan?"}
    baris[-1]["aspek"] = "Zzz"
    assert salah(baris) == {"penilaian[11].aspek": f"tulis salah satu: {', '.join(ASPEK)}"}


def test_an_aspect_without_a_row_is_a_finding() -> None:
    baris = [b for b in penilaian() if b["aspek"] != "Permodalan"]
    with pytest.raises(DataTidakSah, match="aspek Permodalan belum dinilai"):
        kesehatan.hitung(isi(baris), RUJUKAN)


def test_the_same_indicator_twice_is_a_finding() -> None:
    baris = penilaian()
    assert list(salah([*baris, dict(baris[0], skor=1)])) == ["penilaian[11].indikator"]


def test_all_findings_are_reported_at_once() -> None:
    baris = penilaian()
    baris[0]["skor"], baris[1]["aspek"] = 9, "Zzz"
    temuan = [{"aspek": "Qqq", "temuan": "x", "rekomendasi": "x"}]
    assert set(salah(baris, temuan=temuan)) == {"penilaian[1].skor", "penilaian[2].aspek", "temuan[1].aspek"}


@pytest.mark.parametrize("sebutan", ["A", "a", "aspek tata kelola", "TATA KELOLA", "Tata Kelola Koperasi"])
def test_an_aspect_is_known_by_code_and_by_the_names_in_use(sebutan: str) -> None:
    baris = [dict(b, aspek=sebutan) if b["aspek"] == "Tata Kelola" else b for b in penilaian()]
    assert kesehatan.hitung(isi(baris), RUJUKAN).nilai["aspek"][0]["nilai"] == "100,00"


def test_totals_of_the_examiner_that_agree_are_not_mentioned() -> None:
    hasil = kesehatan.hitung(
        isi(
            penilaian(C=[4, 3, 3]),
            nilai_pemeriksa=[
                {"aspek": "Kinerja Keuangan", "nilai": "83.333333"},
                {"aspek": "A", "nilai": "100"},
            ],
            nilai_akhir_pemeriksa="93,33",
            predikat_pemeriksa="SEHAT",
        ),
        RUJUKAN,
    )
    assert hasil.peringatan == ()


def test_totals_of_the_examiner_that_differ_are_reported_with_both_numbers() -> None:
    hasil = kesehatan.hitung(
        isi(
            penilaian(C=[4, 3, 3]),
            nilai_pemeriksa=[{"aspek": "Kinerja Keuangan", "nilai": "83"}, {"aspek": "Zzz", "nilai": "1"}],
            nilai_akhir_pemeriksa="93",
            predikat_pemeriksa="Cukup Sehat",
        ),
        RUJUKAN,
    )
    nilai, tak_dikenal, akhir, predikat = hasil.peringatan
    assert nilai == "Nilai Kinerja Keuangan menurut pemeriksa 83, menurut hitungan 83,33."
    assert tak_dikenal.startswith("nilai_pemeriksa[2]: aspek Zzz tidak dikenal")
    assert akhir == "Nilai akhir menurut pemeriksa 93, menurut hitungan 93,33."
    assert predikat == "Predikat menurut pemeriksa Cukup Sehat, menurut hitungan Sehat."


def test_a_sub_aspect_outside_the_worksheet_or_left_out_is_mentioned_but_counted() -> None:
    baris = [dict(b, sub_aspek="Lain") if b["sub_aspek"] == "Manajemen" else b for b in penilaian()]
    assert kesehatan.hitung(isi(baris), RUJUKAN).peringatan == (
        "Tata Kelola: sub-aspek Lain tidak ada dalam KKPKK.",
        "Tata Kelola: sub-aspek Manajemen belum dinilai.",
    )


def test_only_a_sharia_koperasi_is_asked_for_its_sharia_principles() -> None:
    pesan = "Tata Kelola: sub-aspek Prinsip Kepatuhan Syariah belum dinilai."
    assert kesehatan.hitung(isi(usaha_simpan_pinjam="USP Koperasi"), RUJUKAN).peringatan == ()
    for usaha in ("KSPPS", "USPPS Koperasi"):
        assert kesehatan.hitung(isi(usaha_simpan_pinjam=usaha), RUJUKAN).peringatan == (pesan,)


def test_findings_stand_in_the_order_of_the_aspects_with_the_others_last() -> None:
    temuan = [{"aspek": a, "temuan": a, "rekomendasi": "x"} for a in ("lainnya", "D", "Tata Kelola")]
    baris = kesehatan.hitung(isi(temuan=temuan), RUJUKAN).nilai["temuan_aspek"]
    assert [(t["kode"], t["aspek"]) for t in baris] == [
        ("A", "Tata Kelola"),
        ("D", "Permodalan"),
        ("", "Lainnya"),
    ]
    assert baris[0]["risiko"] == ""


def test_an_examination_before_the_first_rules_is_refused() -> None:
    with pytest.raises(DataTidakSah, match="belum ada ketentuan KKPKK"):
        kesehatan.hitung(isi() | {"tanggal_exit": "2019-05-05"}, RUJUKAN)


def test_the_rules_of_the_day_of_the_exit_meeting_apply() -> None:
    tabel = dict(RUJUKAN.tabel("kkpkk"))
    baru = dict(tabel["ketentuan"][0], berlaku=date(2030, 1, 1), sumber="baru")
    tabel["ketentuan"] = [baru, *tabel["ketentuan"]]
    sumber = [k.sumber for h in ((2029, 12, 31), (2030, 1, 1)) if (k := ketentuan_pada(tabel, date(*h)))]
    assert sumber[1] == "baru"
    assert sumber[0] != "baru"


def test_the_weights_of_every_rule_add_up_to_100_and_its_classes_reach_down_to_0() -> None:
    for mentah in RUJUKAN.tabel("kkpkk")["ketentuan"]:
        k = ketentuan_pada({"ketentuan": [mentah]}, mentah["berlaku"])
        assert k is not None
        assert sum(a.bobot for a in k.aspek) == 100
        assert min(x.mulai for x in k.predikat) == min(x.mulai for x in k.kategori) == 0
        assert k.sertifikat_mulai in {x.nama for x in k.predikat}


def test_a_certificate_is_given_from_cukup_sehat_up_and_refused_below() -> None:
    cukup = penilaian(A=[3, 3, 3], B=[3, 3], C=[3, 3, 3], D=[3, 3])
    assert sertifikat_kesehatan.hitung(isi(cukup), RUJUKAN).nilai == {}
    kurang = penilaian(A=[2, 2, 2], B=[2, 2], C=[3, 3, 3], D=[2, 2])
    with pytest.raises(DataTidakSah, match=r"Dalam Pengawasan \(nilai 60,00\) tidak mendapat sertifikat"):
        sertifikat_kesehatan.hitung(isi(kurang), RUJUKAN)


def test_follow_up_is_due_as_many_months_later_as_the_field_says() -> None:
    assert pemeriksaan.hitung(isi(), RUJUKAN).nilai["batas_tindak_lanjut"] == "2027-02-11"
    akhir_bulan = isi() | {"tanggal_exit": "2026-11-30", "bulan_tindak_lanjut": 15}
    assert pemeriksaan.hitung(akhir_bulan, RUJUKAN).nilai["batas_tindak_lanjut"] == "2028-02-29"


def test_days_of_the_examination_out_of_order_are_findings() -> None:
    data = isi(tanggal_surat_tugas="2026-11-12", tanggal_entry="2026-11-13")
    with pytest.raises(DataTidakSah, match="tanggal exit meeting mendahului tanggal entry meeting"):
        pemeriksaan.hitung(data, RUJUKAN)
    with pytest.raises(DataTidakSah, match="tanggal exit meeting mendahului tanggal surat tugas"):
        pemeriksaan.hitung(isi(tanggal_surat_tugas="2026-11-12"), RUJUKAN)


def test_a_koperasi_without_badan_hukum_is_a_finding_because_every_paper_prints_it() -> None:
    with pytest.raises(DataTidakSah, match=r"koperasi: nomor badan hukumnya belum ada .*koperasi\.xlsx"):
        pemeriksaan.hitung(isi(koperasi={"nama": "Koperasi Contoh Maju"}), RUJUKAN)


def test_signatures_stand_in_pairs_however_many_either_side_has() -> None:
    orang = [{"nama": "Umpama", "jabatan": "Ketua"}]
    tim = {
        "ketua_tim": {"nama": "Teladan", "nip": "1"},
        "anggota_tim": [{"pegawai": {"nama": "Andaian", "nip": "2"}}],
    }
    baris = pemeriksaan.hitung(isi(pengurus=orang, **tim), RUJUKAN).nilai["tanda_tangan"]
    assert [tuple(b.values()) for b in baris] == [
        ("Umpama", "Ketua", "Teladan", "1"),
        ("", "", "Andaian", "2"),
    ]
    assert pemeriksaan.hitung(isi(), RUJUKAN).nilai["tanda_tangan"] == []


def test_one_set_of_data_fills_all_four_papers() -> None:
    templat = folder_templat()
    contoh = {n: tomllib.loads((templat / n / "contoh.toml").read_text("utf-8")) for n in EMPAT}
    bersama = contoh["ba-pemeriksaan"]
    for nama in EMPAT:
        isian = {i.nama for i in Katalog.buka([templat]).jenis(nama).isian}
        assert set(bersama) <= isian, f"{nama} does not accept every field of the examination"
        assert {k: v for k, v in contoh[nama].items() if k in bersama} == bersama
