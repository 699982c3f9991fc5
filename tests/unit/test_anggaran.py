"""The budget in Excel: found whatever the columns are called, damaged cells named, what is left computed."""

import os
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from naskah.anggaran import baca, dari_data, dari_lembar
from naskah.hitung._sisa_anggaran import Anggaran, PosAnggaran, sisa, terapkan
from naskah.lembar import Lembar, Sel, SelRusak
from registers.dasar.galat import DataTidakSah

D = Decimal
ATK, KERTAS, JASA = "5.1.02.01.01.0024", "5.1.02.01.01.0025", "5.1.02.02.01.0003"
SUB, LAIN = "2.17.03.1.01.0001 Fasilitasi Contoh", "2.17.04.1.01.0002"
JUDUL = ["Sub Kegiatan", "Kode Rekening", "Uraian", "DPA", "SPD", "Realisasi"]


def xlsx(*baris):
    wb = Workbook()
    wb.active.title = "Anggaran"
    for satu in baris:
        wb.active.append(satu)
    wb.save(data := BytesIO())
    return data.getvalue()


def anggaran(*baris, judul=JUDUL):
    return dari_data(xlsx(judul, *baris), "data/anggaran.xlsx")


def rincian(*baris):
    return [{"kode_rekening": k, "jumlah": j, **lain} for k, j, lain in ((*b, {})[:3] for b in baris)]


def pesan(hasil):
    return {t.tempat: f"{t.pesan} → {t.saran}" for t in hasil.temuan}


def test_each_account_has_exact_amounts_by_sub_kegiatan_and_code():
    hasil = anggaran([SUB, ATK, "ATK", 1000000, "750.000,50", 250000.25], [LAIN, ATK, "ATK", 5, None, None])
    assert hasil.temuan == ()
    pos = hasil.nilai["2.17.03.1.01.0001", ATK]
    assert (pos.uraian, pos.dpa, pos.spd, pos.realisasi) == (
        "ATK",
        D(1000000),
        D("750000.50"),
        D("250000.25"),
    )
    lain = hasil.nilai[LAIN, ATK]
    assert (lain.dpa, lain.spd, lain.realisasi) == (D(5), None, D(0))
    assert pos.alamat == "Anggaran!B2"


def test_headings_stand_in_any_order_under_titles_and_by_other_names():
    hasil = dari_data(
        xlsx(
            ["DINAS CONTOH"],
            ["Tahun Anggaran 2026"],
            ["Realisasi s.d. Lalu", "No", "Pagu (Rp)", "Nama Rekening", "KODE REK.", "Kode Sub Kegiatan"],
            [10, 1, 100, "ATK", ATK, LAIN],
        ),
        "x",
    )
    (pos,) = hasil.pos
    assert (pos.sub_kegiatan, pos.kode_rekening, pos.dpa, pos.spd, pos.realisasi) == (
        LAIN,
        ATK,
        100,
        None,
        10,
    )


def test_the_changed_budget_counts_before_the_first_one():
    judul = ["Kode Rekening", "Anggaran", "Anggaran Setelah Perubahan"]
    assert anggaran([ATK, 5, 7], judul=judul).pos[0].dpa == D(7)


def test_a_sub_kegiatan_holds_for_the_rows_below_it():
    hasil = anggaran([SUB, None, None, 300], [None, ATK, "", 1], [None, KERTAS, "", 2], [LAIN, ATK, "", 3])
    assert [(p.sub_kegiatan, p.dpa) for p in hasil.pos] == [(SUB, 1), (SUB, 2), (LAIN, 3)]
    assert hasil.temuan == ()


def test_rows_that_only_add_up_are_passed_over():
    hasil = anggaran(
        [1, 2, 3, 4, 5, 6],
        [SUB, 5, "BELANJA", 9],
        [None, 5.1, "Belanja Operasi", 9],
        [None, "5.1.02", "Belanja Barang", 9],
        [None, ATK, "ATK", 9, "-", "-"],
        [None, "Jumlah", None, 9],
        [None, None, "TOTAL", 9],
        ["Total Dinas", None, None, 9],
    )
    assert [(p.kode_rekening, p.spd, p.realisasi) for p in hasil.pos] == [(ATK, 0, 0)]
    assert hasil.temuan == ()


def test_damaged_cells_are_named_with_their_address():
    judul = {ke: Sel(f"A!{ke}1", teks) for ke, teks in enumerate(JUDUL, start=1)}
    isi = {
        1: Sel("A!A2", SUB),
        2: Sel("A!B2", ATK),
        4: Sel("A!D2", SelRusak("selnya berisi galat #REF!", "perbaiki")),
        5: Sel("A!E2", "1,000,000"),
        6: Sel("A!F2", -5),
    }
    hasil = dari_lembar([Lembar("A", (judul, isi))], "x")
    assert [t.tempat for t in hasil.temuan] == ["A!D2", "A!E2", "A!F2"]
    assert "#REF!" in hasil.temuan[0].pesan
    (pos,) = hasil.pos
    assert (pos.dpa, pos.spd, pos.realisasi, pos.temuan) == (None, None, None, hasil.temuan)


def test_a_total_may_say_so_in_a_column_that_is_none_of_ours():
    hasil = anggaran([1, ATK, 9], ["JUMLAH", None, 9], judul=["No", "Kode Rekening", "DPA"])
    assert (len(hasil.pos), hasil.temuan) == (1, ())


def test_rows_below_a_sub_kegiatan_that_cannot_be_read_are_not_taken_for_another():
    hasil = anggaran([SUB, ATK, "", 5], ["{{ x }}", KERTAS, "", 7], [None, JASA, "", 8], [LAIN, ATK, "", 9])
    assert [(p.sub_kegiatan, p.kode_rekening) for p in hasil.pos] == [(SUB, ATK), (LAIN, ATK)]
    assert [t.tempat for t in hasil.temuan] == ["Anggaran!A3"]


@pytest.mark.parametrize(
    ("baris", "tempat", "kata"),
    [
        ([SUB, "5.1.2.01.01.0024", "x", 1], "Anggaran!B2", "tingkat 3 (jenis)"),
        ([SUB, ATK, "x", None], "Anggaran!B2", "DPA kode rekening ini kosong"),
        ([None, None, "ATK", 5], "Anggaran!D2", "jumlah tanpa kode rekening"),
        ([SUB, ATK, "{{ x }}", 5], "Anggaran!C2", "tanda templat"),
    ],
)
def test_a_wrong_row_is_named(baris, tempat, kata):
    (temuan,) = anggaran(baris).temuan
    assert temuan.tempat == tempat
    assert kata in temuan.pesan


def test_an_account_written_twice_counts_once_and_is_named():
    hasil = anggaran([SUB, ATK, "", 5], [None, ATK, "", 7])
    assert [p.dpa for p in hasil.pos] == [5]
    assert (hasil.temuan[0].tempat, hasil.temuan[0].pesan) == (
        "Anggaran!B3",
        "sudah tertulis di sel Anggaran!B2",
    )


def test_a_file_without_headings_or_no_workbook_is_one_finding():
    (temuan,) = anggaran([1], judul=["Nama", "Jabatan"]).temuan
    assert "judul kolom" in temuan.pesan
    (temuan,) = dari_data(b"bukan zip", "data/anggaran.xlsx").temuan
    assert temuan.tempat == "data/anggaran.xlsx"
    rusak = dari_data(b"bukan zip", "data/anggaran.xlsx")
    assert sisa(rusak, rincian((ATK, "1.00"), (KERTAS, "1.00"))).temuan == rusak.temuan


def test_a_missing_file_checks_nothing_and_a_changed_one_is_read_again(tmp_path):
    assert baca(tmp_path) is None
    assert sisa(None, rincian((ATK, "1.00"))).temuan == ()
    path = tmp_path / "anggaran.xlsx"
    path.write_bytes(xlsx(JUDUL, [SUB, ATK, "", 5]))
    pertama = baca(tmp_path)
    assert pertama is baca(tmp_path)
    path.write_bytes(xlsx(JUDUL, [SUB, ATK, "", 7]))
    os.utime(path, ns=(1, 1))
    assert baca(tmp_path).pos[0].dpa == D(7)


# ---------------------------------------------------------------- what is left


def pos(sub=SUB, kode=ATK, dpa="100.00", spd="80.00", realisasi="30.00"):
    return PosAnggaran(sub, kode, "ATK", *(None if v is None else D(v) for v in (dpa, spd, realisasi)))


def test_what_is_left_is_the_budget_less_spent_less_this():
    hasil = sisa(Anggaran("x", (pos(),)), rincian((ATK, "50.00")), SUB)
    (baris,) = hasil.baris
    assert (baris.sisa_dpa, baris.sisa_spd) == (D("20.00"), D("0.00"))
    assert baris.nilai() == {
        "sub_kegiatan": SUB, "kode_rekening": ATK, "uraian": "ATK", "dpa": "100.00", "spd": "80.00",
        "realisasi": "30.00", "ini": "50.00", "sisa_dpa": "20.00", "sisa_spd": "0.00",
    }  # fmt: skip
    assert hasil.temuan == ()


def test_an_account_that_is_exceeded_is_a_finding_for_each_limit():
    hasil = sisa(Anggaran("x", (pos(),)), rincian((ATK, "70.01")), "2.17.03.1.01.0001")
    assert [t.tempat for t in hasil.temuan] == ["rincian[1].jumlah"] * 2
    assert "melebihi DPA Rp100,00 sebesar Rp0,01" in hasil.temuan[0].pesan
    assert "melebihi Surat Penyediaan Dana Rp80,00 sebesar Rp20,01" in hasil.temuan[1].pesan


def test_findings_warn_or_refuse_as_the_office_wants():
    hasil = sisa(Anggaran("x", (pos(spd=None),)), rincian((ATK, "70.01")))
    (peringatan,) = terapkan(hasil, tolak=False)
    assert peringatan.startswith(f"Kode rekening {ATK} melebihi")
    with pytest.raises(DataTidakSah):
        terapkan(hasil, tolak=True)
    assert terapkan(sisa(None, []), tolak=True) == ()


def test_what_the_list_does_not_say_is_not_checked():
    hasil = sisa(Anggaran("x", (pos(dpa=None, realisasi=None),)), rincian((ATK, "999.00")))
    assert (hasil.baris[0].sisa_dpa, hasil.baris[0].sisa_spd) == (None, None)
    assert hasil.temuan == ()


def test_an_account_that_is_not_there_is_named_with_the_cells_that_were_not_read():
    daftar = anggaran([SUB, ATK, "", 5], [None, "5.1.2.02.01.0003", "", 5])
    hasil = pesan(sisa(daftar, rincian((JASA, "1.00"), (ATK, "1.00", {"sub_kegiatan": LAIN}))))
    assert "tidak ada di data/anggaran.xlsx" in hasil["rincian[1].kode_rekening"]
    assert "yang tidak terbaca di sana: Anggaran!B3" in hasil["rincian[1].kode_rekening"]
    assert f"untuk sub kegiatan {LAIN}" in hasil["rincian[2].kode_rekening"]


def test_accounts_that_are_all_missing_for_one_reason_are_one_warning():
    hasil = sisa(
        anggaran([SUB, JASA, "", 5]), rincian((ATK, "1.00"), (f"{ATK[:-1]}9", "1.00"), (JASA, "9.00"))
    )
    tidak_ada, lewat = hasil.kalimat()
    assert tidak_ada.startswith(f"{ATK}, {ATK[:-1]}9 tidak ada di data/anggaran.xlsx")
    assert "melebihi DPA" in lewat
    assert len(hasil.temuan) == 3


def test_an_account_of_several_sub_kegiatan_asks_which():
    dua = Anggaran("x", (pos(), pos(LAIN)))
    hasil = pesan(sisa(dua, rincian((ATK, "1.00"))))
    assert f"tulis sub kegiatannya: {SUB}, {LAIN}" in hasil["rincian[1].kode_rekening"]
    assert sisa(dua, rincian((ATK, "1.00", {"sub_kegiatan": LAIN}))).temuan == ()


def test_rows_that_charge_the_same_account_are_counted_together():
    baris = rincian((ATK, "40.00", {"sub_kegiatan": SUB}), (ATK, "40.00"))
    hasil = sisa(Anggaran("x", (pos(spd=None),)), baris)
    assert [(b.ini, b.sisa_dpa) for b in hasil.baris] == [(D("80.00"), D("-10.00"))]
    tanpa_kolom = Anggaran("x", (pos(sub="", spd=None),))
    baris[1]["sub_kegiatan"] = LAIN
    assert [b.ini for b in sisa(tanpa_kolom, baris).baris] == [D("80.00")]


def test_damaged_cells_of_an_account_that_is_charged_are_said_others_not():
    daftar = anggaran([SUB, ATK, "", None], [None, KERTAS, "", "x"])
    assert list(pesan(sisa(daftar, rincian((ATK, "1.00"))))) == ["data/anggaran.xlsx Anggaran!B2"]
