"""The treasurer's desk: totals, every refusal with its cell, numbers of SIPD, UP, GU, TU (SOP 9, 11)."""

from datetime import date
from decimal import Decimal

import pytest

from naskah import hitung
from naskah.hitung._ketentuan_bendahara import ketentuan_pada
from naskah.hitung._sipd import telaah, urai
from naskah.hitung._uang_persediaan import batas_tu
from naskah.hitung.gu import gu
from naskah.hitung.spp import spp
from naskah.hitung.tu import tu
from naskah.hitung.up import up
from naskah.tabel import Rujukan
from registers.dasar.galat import DataTidakSah

SURAT = date(2026, 11, 23)
RUJUKAN = Rujukan(SURAT)
ATK, KERTAS = "5.1.02.01.01.0024", "5.1.02.01.01.0025"
BENAR = "53.00/02.0/000001/LS/2.17.0.00.0.00.01.0000/M/1/2026"


def rincian(*baris):
    return [{"kode_rekening": k, "uraian": "Contoh", "jumlah": j} for k, j in baris]


def potongan(jumlah, dasar=None, sifat="mengurangi SPM", uraian="PPh 21"):
    return {"uraian": uraian, "jumlah": jumlah, "sifat": sifat} | ({"dasar": dasar} if dasar else {})


DUA = rincian((ATK, "600000.00"), (KERTAS, "400000.00"))


def hitung_spp(baris=DUA, *, surat=SURAT, **lain):
    return spp({"rincian": baris, **lain}, Rujukan(surat))


def tolak(fungsi, *args, **lain):
    with pytest.raises(DataTidakSah) as galat:
        fungsi(*args, **lain)
    return {t.tempat: f"{t.pesan} → {t.saran}" for t in galat.value.temuan}


def test_bruto_deductions_and_netto_of_one_set():
    hasil = hitung_spp(
        potongan=[
            potongan("50000.00", "600000.00"),
            potongan("99099.10", sifat="informasi", uraian="PPN"),
            potongan("25000.00", sifat=None, uraian="IWP"),
        ]
    )
    assert hasil.nilai == {
        "bruto": "1000000.00",
        "jumlah_potongan": "75000.00",
        "jumlah_potongan_informasi": "99099.10",
        "netto": "925000.00",
        "potongan_spm": [
            {"uraian": "PPh 21", "dasar": "600000.00", "jumlah": "50000.00"},
            {"uraian": "IWP", "dasar": None, "jumlah": "25000.00"},
        ],
        "potongan_informasi": [{"uraian": "PPN", "dasar": None, "jumlah": "99099.10"}],
    }
    assert hasil.peringatan == ()


def test_without_deductions_netto_is_bruto():
    nilai = hitung_spp().nilai
    assert (nilai["netto"], nilai["jumlah_potongan"], nilai["jumlah_potongan_informasi"]) == (
        "1000000.00",
        "0.00",
        "0.00",
    )


def test_netto_may_be_nothing_but_not_less():
    assert hitung_spp(potongan=[potongan("1000000.00")]).nilai["netto"] == "0.00"
    temuan = tolak(hitung_spp, potongan=[potongan("600000.00"), potongan("400000.01")])
    assert list(temuan) == ["potongan"]
    assert "Rp1.000.000,01, lebih besar daripada bruto Rp1.000.000,00" in temuan["potongan"]


def test_deductions_for_information_reduce_nothing():
    hasil = hitung_spp(potongan=[potongan("900000.00", sifat="informasi"), potongan("900000.00")])
    assert hasil.nilai["netto"] == "100000.00"


def test_a_deduction_above_its_base_is_refused_at_its_cell():
    temuan = tolak(hitung_spp, potongan=[potongan("1.00"), potongan("100.01", "100.00", "informasi")])
    assert temuan == {
        "potongan[2].jumlah": "lebih besar daripada dasarnya, Rp100,00 → periksa jumlah dan dasarnya"
    }


def test_a_deduction_without_a_base_is_refused_above_bruto():
    temuan = tolak(hitung_spp, potongan=[potongan("1000000.01", sifat="informasi")])
    assert "jumlah bruto, Rp1.000.000,00" in temuan["potongan[1].jumlah"]


def test_a_base_above_bruto_is_only_pointed_out():
    (peringatan,) = hitung_spp(potongan=[potongan("1.00", "1000000.01")]).peringatan
    assert peringatan.startswith("potongan[1].dasar: Rp1.000.000,01 lebih besar daripada bruto")


def test_an_unknown_sifat_is_refused_with_those_that_are_known():
    temuan = tolak(hitung_spp, potongan=[potongan("1.00", sifat="Informasi saja")])
    assert "mengurangi SPM, informasi" in temuan["potongan[1].sifat"]


def test_an_account_written_twice_is_refused_at_the_second():
    temuan = tolak(hitung_spp, rincian((ATK, "1.00"), (KERTAS, "1.00"), (ATK, "2.00")))
    assert list(temuan) == ["rincian[3].kode_rekening"]
    assert "sudah tertulis di rincian[1]" in temuan["rincian[3].kode_rekening"]


def test_the_same_account_of_two_sub_kegiatan_is_two_rows():
    baris = [
        {**b, "sub_kegiatan": s} for b, s in zip(rincian((ATK, "1.00"), (ATK, "2.00")), "AB", strict=True)
    ]
    assert hitung_spp(baris).nilai["bruto"] == "3.00"
    baris[1]["sub_kegiatan"] = ""
    assert list(tolak(hitung_spp, baris, sub_kegiatan="A")) == ["rincian[2].kode_rekening"]


def test_amounts_below_zero_and_empty_sets_are_refused():
    assert list(tolak(hitung_spp, rincian((ATK, "2.00"), (KERTAS, "-1.00")))) == ["rincian[2].jumlah"]
    assert list(tolak(hitung_spp, potongan=[potongan("-1.00")])) == ["potongan[1].jumlah"]
    assert list(tolak(hitung_spp, [])) == ["rincian"]


def test_a_sum_that_no_words_can_print_is_refused():
    temuan = tolak(hitung_spp, rincian((ATK, "999999999999999.99"), (KERTAS, "0.01")))
    assert "terlalu besar untuk ditulis" in temuan["rincian"]


def test_bruto_above_the_surat_penyediaan_dana_is_refused():
    assert hitung_spp(jumlah_spd="1000000.00").nilai["bruto"] == "1000000.00"
    temuan = tolak(hitung_spp, jumlah_spd="999999.50")
    assert "melebihi Surat Penyediaan Dana sebesar Rp0,50" in temuan["jumlah_spd"]


@pytest.mark.parametrize("tahun", [2026, "2026"])
def test_a_date_outside_the_tahun_anggaran_is_refused(tahun):
    assert hitung_spp(surat=date(2026, 12, 31), tahun_anggaran=tahun).nilai["bruto"]
    temuan = tolak(hitung_spp, surat=date(2027, 1, 1), tahun_anggaran=tahun)
    assert "di luar tahun anggaran 2026" in temuan["tanggal"]


def test_everything_wrong_is_reported_at_once():
    temuan = tolak(
        hitung_spp,
        rincian((ATK, "1.00"), (ATK, "1.00")),
        potongan=[potongan("3.00")],
        jumlah_spd="1.00",
        tahun_anggaran=2025,
    )
    assert list(temuan) == [
        "rincian[2].kode_rekening",
        "potongan[1].jumlah",
        "potongan",
        "jumlah_spd",
        "tanggal",
    ]


def test_rows_of_nothing_and_odd_numbers_of_sipd_are_pointed_out():
    hasil = hitung_spp(
        rincian((ATK, "0.00"), (KERTAS, "1.00")), nomor_spp_sipd=BENAR, nomor_sp2d=BENAR, nomor_spd="lain"
    )
    assert [p.split(" ")[0:2] for p in hasil.peringatan] == [
        ["rincian[1]:", "jumlah"],
        ["Nomor", "Surat"],
        ["Nomor", "SP2D"],
    ]


# ---------------------------------------------------------------- numbers of SIPD


@pytest.mark.parametrize(
    ("nomor", "jenis", "tahapan"),
    [
        ("35.27/03.0/000122/LS/2.17.3.30.3.31.01.0000/M/6/2024", "LS", "M"),
        ("35.27/02.0/000389/GU/1.02.2.14.0.00.01.0000/P4/6/2024", "GU", "P4"),
        ("63.71/03.0/000003/LS/1.01.0.00.0.00.01.0000/M/1/2025", "LS", "M"),
        ("81.07/04.0/000012/GU/2.18.0.00.0.00.01.0000/M/4/2026", "GU", "M"),
        ("08.00/02.0/000002/GU/5.02.0.00.0.00.01.0000/P.02/5/2023", "GU", "P.02"),
        ("52.02/01.0/000001/1.03.0.00.0.00.01.0000/M/1/2025", "", "M"),
    ],
)
def test_numbers_of_other_regions_are_read_without_remarks(nomor, jenis, tahapan):
    terurai = urai(nomor)
    assert (terurai.jenis, terurai.tahapan, terurai.janggal) == (jenis, tahapan, ())
    assert telaah(nomor, dokumen=terurai.dokumen, tahun=terurai.tahun) == []


@pytest.mark.parametrize(
    ("nomor", "janggal"),
    [
        ("53.00/02.0/000001/LS/2.17.0.00.0.00.01.00000/M/1/2026", "kode SKPD 2.17.0.00.0.00.01.00000"),
        ("53.00/02.0/0377/LS/2.17.0.00.0.00.01.0000/M/1/2026", "nomor urut 4 angka"),
        ("53.00/ 02.0/000001/LS/2.17.0.00.0.00.01.0000/M/1/2026", "ada spasi"),
        ("53.00/02.0/000001/LS/2.17.0.0.00.00.01.0000/M/1/2026", "kode SKPD 2.17.0.0.00"),
        ("53.00/02.0/000001/LS/2.17.0.00.0.00.01.0000/M/1.0/2026", "bulan ditulis 1.0"),
        ("53.00/02.0/000001/LS/2.17.0.00.0.00.01.0000/M/01/2026", "bulan ditulis 01"),
        ("53.00/02.0/000001/LS/2.17.0.00.0.00.01.0000/M/13/2026", "tidak ada bulan ke-13"),
        ("5300/02.0/000001/LS/2.17.0.00.0.00.01.0000/M/1/2026", "kode daerah 5300"),
        ("53.00/02/000001/LS/2.17.0.00.0.00.01.0000/M/1/2026", "kode dokumen 02"),
    ],
)
def test_dirty_numbers_are_accepted_and_said_to_be_dirty(nomor, janggal):
    (peringatan,) = telaah(nomor, dokumen="02.0", tahun=2026)
    assert janggal in peringatan
    assert "dipakai apa adanya" in peringatan
    assert nomor in peringatan


@pytest.mark.parametrize(
    ("kode", "nama"), [("01.0", "Surat Penyediaan Dana"), ("03.0", "SPM"), ("04.0", "SP2D")]
)
def test_the_number_of_another_document_is_pointed_out(kode, nama):
    lain = BENAR.replace("02.0", kode).replace("LS/", "" if kode == "01.0" else "LS/")
    (peringatan,) = telaah(lain, dokumen="02.0", tahun=2026)
    assert f"berkode {kode} ({nama}), bukan 02.0" in peringatan


def test_another_year_is_pointed_out_together_with_the_rest():
    peringatan = telaah(BENAR.replace("02.0", "05.0").replace("/1/", "/1.0/"), dokumen="02.0", tahun=2025)
    assert len(peringatan) == 3
    assert "dokumen lain" in peringatan[0]
    assert "bertahun 2026, padahal tahun anggarannya 2025" in peringatan[1]


@pytest.mark.parametrize(
    "nomor",
    [
        "",
        "101/SPP-UP/06/2022",
        "00001/UNIT/SPP-UP/JAN/2017",
        BENAR.replace("LS/", ""),
        BENAR.replace("02.0", "01.0"),
        BENAR.replace("LS", "1"),
        BENAR.replace("2026", "26"),
        BENAR + "/x",
    ],
)
def test_what_is_no_number_of_sipd_is_said_to_be_none(nomor):
    assert urai(nomor) is None
    (peringatan,) = telaah(nomor, dokumen="02.0", tahun=2026)
    assert "tidak bersusunan nomor SIPD (daerah/02.0/nomor urut/jenis/kode SKPD" in peringatan


# ---------------------------------------------------------------- UP, GU, TU


def test_up_is_what_the_decree_grants_and_once_a_year():
    assert up({"bruto": "100.00", "up_ditetapkan": "100.00"}, RUJUKAN).nilai == {"up_belum_diajukan": "0.00"}
    kurang = up({"bruto": "60.00", "up_ditetapkan": "100.00", "spp_up_ke": 1}, RUJUKAN)
    assert kurang.nilai == {"up_belum_diajukan": "40.00"}
    assert "kurang Rp40,00" in kurang.peringatan[0]
    temuan = tolak(up, {"bruto": "100.01", "up_ditetapkan": "100.00", "spp_up_ke": 2}, RUJUKAN)
    assert list(temuan) == ["spp_up_ke", "up_ditetapkan"]
    assert "paling banyak 1 kali" in temuan["spp_up_ke"]
    assert "sebesar Rp0,01" in temuan["up_ditetapkan"]


def isi_gu(**lain):
    return {"bruto": "60.00", "lpj_disahkan": "60.00", "up_ditetapkan": "100.00", **lain}


def test_gu_pays_back_what_the_lpj_spent():
    hasil = gu(isi_gu(sisa_up="30.00"), RUJUKAN)
    assert hasil.nilai == {"up_sesudah_gu": "90.00", "up_belum_diganti": "10.00"}
    assert hasil.peringatan == ()


def test_gu_without_the_money_left_says_what_was_not_checked():
    hasil = gu(isi_gu(), RUJUKAN)
    assert hasil.nilai == {"up_sesudah_gu": None, "up_belum_diganti": None}
    assert "Sisa UP belum diisi" in hasil.peringatan[0]


@pytest.mark.parametrize(("lpj", "arah"), [("60.01", "kurang Rp0,01"), ("59.99", "lebih Rp0,01")])
def test_gu_of_another_amount_than_the_lpj_is_refused(lpj, arah):
    assert arah in tolak(gu, isi_gu(lpj_disahkan=lpj), RUJUKAN)["lpj_disahkan"]


def test_gu_that_leaves_more_than_the_up_is_refused():
    temuan = tolak(gu, isi_gu(sisa_up="40.01"), RUJUKAN)
    assert "sesudah GU ini UP menjadi Rp100,01" in temuan["up_ditetapkan"]
    assert "sebesar Rp0,01" in temuan["up_ditetapkan"]
    assert "up_ditetapkan" in tolak(gu, isi_gu(up_ditetapkan="59.00"), RUJUKAN)


@pytest.mark.parametrize(
    ("sp2d", "batas"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2026, 11, 23), date(2026, 12, 23)),
    ],
)
def test_tu_is_due_one_month_after_its_sp2d(sp2d, batas):
    assert batas_tu(sp2d, 1) == batas


def test_tu_before_and_after_its_sp2d():
    nilai = tu({"bruto": "100.00"}, RUJUKAN).nilai
    assert nilai == {"batas_tu": None, "jangka_tu": "1 (satu) bulan", "sisa_tu": "100.00"}
    hasil = tu({"bruto": "100.00", "tanggal_sp2d": "2026-10-23"}, RUJUKAN)
    assert hasil.nilai["batas_tu"] == "2026-11-23"
    assert hasil.peringatan == ()
    terlambat = tu({"bruto": "100.00", "tanggal_sp2d": "2026-10-22"}, RUJUKAN)
    assert "paling lambat 22 November 2026" in terlambat.peringatan[0]


def test_an_activity_that_ends_after_the_due_day_is_pointed_out():
    isi = {"bruto": "1.00", "tanggal_sp2d": "2026-11-20", "tanggal_selesai_kegiatan": "2026-12-21"}
    assert "sesudah batas pertanggungjawaban TU 20 Desember 2026" in tu(isi, RUJUKAN).peringatan[0]


def test_all_of_a_tu_is_accounted_for_or_returned():
    isi = {"bruto": "70.00", "tu_diterima": "100.00", "tu_dipertanggungjawabkan": "70.00"}
    assert tu({**isi, "tu_dikembalikan": "30.00"}, RUJUKAN).nilai["sisa_tu"] == "0.00"
    assert "kurang Rp30,00" in tolak(tu, isi, RUJUKAN)["tu_dikembalikan"]
    lebih = tolak(tu, {**isi, "tu_dikembalikan": "30.01"}, RUJUKAN)
    assert "lebih Rp0,01" in lebih["tu_dipertanggungjawabkan"]
    assert list(tolak(tu, {"bruto": "100.00", "tu_dikembalikan": "99.00"}, RUJUKAN)) == ["tu_dikembalikan"]


# ---------------------------------------------------------------- the rules in force


def test_the_rules_in_force_are_those_that_began_last(tmp_path):
    dasar = (
        'sumber = "{s}"\nup_per_tahun = {n}\ntu_bulan = 1\nsetor_hari_kerja = 1\nlpj_tanggal = 10\n'
        "spm_hari_kerja = 2\nkembali_hari_kerja = 1\n"
    )
    (tmp_path / "bendahara.toml").write_text(
        "".join(
            f"[[ketentuan]]\nberlaku = {hari}\n{dasar.format(s=hari, n=n)}"
            for hari, n in (("2027-01-01", 2), ("2021-01-01", 1))
        )
    )
    isi = {"bruto": "1.00", "up_ditetapkan": "1.00", "spp_up_ke": 2}
    assert list(tolak(up, isi, Rujukan(date(2026, 12, 31), tmp_path))) == ["spp_up_ke"]
    assert up(isi, Rujukan(date(2027, 1, 1), tmp_path)).nilai["up_belum_diajukan"] == "0.00"
    assert list(tolak(ketentuan_pada, Rujukan(date(2020, 12, 31)))) == ["tanggal"]


def test_the_computations_are_found_by_their_names():
    assert {"spp", "up", "gu", "tu"} <= set(hitung.semua())


def test_money_never_leaves_as_floating_point():
    semua = [
        *hitung_spp(potongan=[potongan("1.00")]).nilai.values(),
        *gu(isi_gu(sisa_up="1.00"), RUJUKAN).nilai.values(),
    ]
    assert all(isinstance(v, str | list) for v in semua)
    assert all(Decimal(v).as_tuple().exponent == -2 for v in semua if isinstance(v, str))
