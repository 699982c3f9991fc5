"""The books of the bendahara (SOP 9, 10, 11): what is refused, what is computed, what Excel gets back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from naskah import buku, hari_ini, hitung_buku, sel_buku
from naskah.hitung_buku import Hari
from naskah.kantor import Kantor
from registers import hitungan
from registers.dasar.galat import DataTidakSah, TemplatSalah
from registers.definisi import urai
from registers.isian_buku import sahkan
from tests.bahan.bendahara import ARUS, BUKU, HARI, Meja_, pastikan_saldo
from tests.bahan.bendahara import hitungan as semua_hitungan
from tests.bahan.sinkron import AWAL, TAHUN, buka_ledger

BENDAHARA = {
    "register-spp-spm": {9, 11},
    "bku-pengeluaran": {9, 11},
    "bku-penerimaan": {10},
    "buku-pembantu-pajak": {9, 11},
    "kartu-kendali-kegiatan": {9, 11},
}
REKENING = "5.1.02.01.01.0024"
SPP = {
    "jenis": "gu", "uraian": "Ganti uang", "nomor_spp": "00001/SPP-GU/2026", "tanggal_spp": "2 Maret 2026",
    "nilai": "Rp10.000.000,00", "potongan": 250000,
}  # fmt: skip
TERIMA = {"tanggal": "20-11-2026", "uraian": "Sewa aula", "jumlah": 500000}
SETOR = {"tanggal_setor": "23-11-2026", "nomor_sts": "STS 7", "disetor": 500000}
PAJAK = {
    "tanggal": "2-3-2026",
    "uraian": "ATK",
    "jenis_pajak": "PPh 22",
    "dasar": 1000000,
    "dipotong": 15000,
}
KARTU = {"kegiatan": "2.17.01 ATK", "kode_rekening": REKENING, "uraian": "ATK", "dpa": 1000000}
CONTOH: Mapping[str, Mapping[str, object]] = {
    "register-spp-spm": SPP,
    "bku-pengeluaran": {"tanggal": "2-1-2026", "uraian": "UP", "penerimaan": 5000000},
    "bku-penerimaan": TERIMA,
    "buku-pembantu-pajak": PAJAK,
    "kartu-kendali-kegiatan": KARTU,
}


def hitung(nama: str, hari: Hari = HARI, /, **isi: object) -> object:
    return hitung_buku.daftar()[nama](isi, hari)  # type: ignore[arg-type]


@pytest.fixture
def meja(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Meja_]:
    """One book without rows, its file made; the BKU pengeluaran unless the test names another."""
    satu = Meja_(
        buka_ledger(tmp_path / "naskah.db"), tmp_path, BUKU[getattr(request, "param", "bku-pengeluaran")]
    )
    satu.sinkron()
    yield satu
    satu.ledger.tutup()


# --- what a typed row must be -------------------------------------------------------------------------


@pytest.mark.parametrize("id_buku", BENDAHARA)
def test_the_books_of_the_bendahara_are_there_and_name_their_sop(id_buku: str) -> None:
    assert set(BUKU[id_buku].sop) >= BENDAHARA[id_buku]


@pytest.mark.parametrize("id_buku", CONTOH)
def test_a_row_that_makes_sense_is_taken(id_buku: str) -> None:
    assert sahkan(BUKU[id_buku], CONTOH[id_buku])


@pytest.mark.parametrize(
    ("id_buku", "isi", "tempat", "pesan"),
    [
        ("bku-pengeluaran", {"pengeluaran": 1}, "Pengeluaran (Rp)", "diisi bersama Penerimaan (Rp)"),
        ("bku-pengeluaran", {"penerimaan": "-"}, "Penerimaan (Rp) atau Pengeluaran (Rp)", "belum diisi"),
        ("bku-pengeluaran", {"penerimaan": 0}, "Penerimaan (Rp) atau Pengeluaran (Rp)", "belum diisi"),
        ("bku-pengeluaran", {"penerimaan": -5}, "Penerimaan (Rp)", "tidak boleh negatif"),
        ("bku-pengeluaran", {"penerimaan": "lima juta"}, "Penerimaan (Rp)", "bukan angka"),
        ("bku-pengeluaran", {"tanggal": "kemarin"}, "Tanggal", "bukan tanggal"),
        ("bku-pengeluaran", {"kode_rekening": "5.1.02"}, "Kode Rekening", "belum ada tingkat"),
        ("bku-pengeluaran", {"uraian": " "}, "Uraian", "belum diisi"),
        ("bku-penerimaan", {**SETOR, "jumlah": None}, "Jumlah (Rp)", "belum diisi"),
        ("bku-penerimaan", {**SETOR, "disetor": 500001}, "Disetor (Rp)", "melebihi Jumlah (Rp)"),
        ("bku-penerimaan", {**SETOR, "nomor_sts": ""}, "Nomor STS", "belum diisi, padahal Tanggal Setor"),
        ("bku-penerimaan", {"disetor": 1}, "Tanggal Setor", "belum diisi, padahal Disetor"),
        ("bku-penerimaan", {**SETOR, "tanggal_setor": "19-11-2026"}, "Tanggal Setor", "lebih awal dari Tan"),
        ("buku-pembantu-pajak", {"dipotong": 1000001}, "Dipotong (Rp)", "melebihi Dasar (Rp)"),
        ("buku-pembantu-pajak", {"ntpn": "A" * 16}, "Tanggal Setor", "belum diisi, padahal NTPN"),
        ("register-spp-spm", {"jenis": "XX"}, "Jenis", "tidak ada di pilihan"),
        ("register-spp-spm", {"potongan": 10000001}, "Potongan (Rp)", "melebihi Nilai (Rp)"),
        (
            "register-spp-spm",
            {"nomor_spm": "1", "tanggal_spm": "1-3-2026"},
            "Tanggal SPM",
            "lebih awal dari Tanggal SPP",
        ),
        (
            "register-spp-spm",
            {"nomor_sp2d": "1", "tanggal_sp2d": "9-3-2026"},
            "Nomor SPM",
            "belum diisi, padahal Nomor SP2D",
        ),
        ("register-spp-spm", {"putusan": "ditolak"}, "Alasan", "belum diisi, padahal Putusan"),
        ("kartu-kendali-kegiatan", {"realisasi_ls": "-1"}, "Realisasi LS (Rp)", "tidak boleh negatif"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_at_its_cell(
    id_buku: str, isi: Mapping[str, object], tempat: str, pesan: str
) -> None:
    with pytest.raises(DataTidakSah) as galat:
        sahkan(BUKU[id_buku], {**CONTOH[id_buku], **isi})
    assert any(t.tempat == tempat and pesan in t.pesan for t in galat.value.temuan), galat.value.temuan


def test_every_finding_of_a_row_is_told_at_once_and_none_twice() -> None:
    isi = {**TERIMA, "tanggal": "kemarin", "jumlah": "-5", "disetor": 9, "tanggal_setor": "23-11-2026"}
    with pytest.raises(DataTidakSah) as galat:
        sahkan(BUKU["bku-penerimaan"], isi)
    assert [t.tempat for t in galat.value.temuan] == ["Tanggal", "Jumlah (Rp)", "Nomor STS"]


def test_numbers_of_spp_spm_and_sp2d_stay_as_typed() -> None:
    nomor = "53.00/ 02.0/0377/GU/2.17.0.00.0.00.01.00000/P.02/1.0/2026 "
    assert sahkan(BUKU["register-spp-spm"], {**SPP, "nomor_spp": nomor})["nomor_spp"] == nomor.strip()


# --- what is computed -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hari", "setor", "keadaan", "lama"),
    [
        (date(2026, 11, 23), {}, "menunggu", None),  # a Friday's receipt is due on Monday
        (date(2026, 11, 24), {}, "terlambat", None),
        (date(2026, 11, 24), {**SETOR, "tanggal_setor": "2026-11-23"}, "disetor", 3),
        (date(2026, 11, 24), {**SETOR, "tanggal_setor": "2026-11-20"}, "disetor", 0),
        (date(2026, 11, 24), {**SETOR, "tanggal_setor": "2026-11-24"}, "disetor terlambat", 4),
        (date(2026, 11, 23), {**SETOR, "tanggal_setor": "2026-11-23", "disetor": 1}, "sebagian", None),
        (
            date(2026, 11, 23),
            {**SETOR, "tanggal_setor": "2026-11-23", "disetor": 9e6},
            "setoran melebihi Jumlah",
            3,
        ),
        (date(2026, 11, 23), {"disetor": "500000"}, "setoran belum lengkap", None),
        (date(2026, 11, 23), {"disetor": "lunas"}, "periksa Disetor", None),
    ],
)
def test_a_receipt_is_due_the_next_working_day(
    hari: date, setor: Mapping[str, object], keadaan: str, lama: int | None
) -> None:
    isi = {**TERIMA, "tanggal": "2026-11-20", **setor}
    kini = Hari(hari, HARI.libur)
    assert hitung("tenggat_setoran", kini, **isi) == "2026-11-23"
    assert hitung("keadaan_setoran", kini, **isi) == keadaan
    assert hitung("lama_setoran", kini, **isi) == lama


def test_holidays_move_the_due_date_and_regulations_may_give_longer() -> None:
    assert hitung("tenggat_setoran", tanggal="2026-12-24") == "2026-12-28"
    assert (
        hitung("tenggat_setoran", Hari(HARI.hari_ini, atur={"setor_hari_kerja": 3}), tanggal="2026-11-20")
        == "2026-11-25"
    )


@pytest.mark.parametrize(
    ("isi", "keadaan"),
    [
        ({}, "SPP"),
        ({"nomor_spm": "2"}, "SPM"),
        ({"nomor_spm": "2", "putusan": "Dikembalikan"}, "dikembalikan"),
        ({"putusan": "ditolak"}, "ditolak"),
        ({"nomor_spm": "2", "nomor_sp2d": "3", "putusan": "ditolak"}, "SP2D"),
    ],
)
def test_how_far_an_spp_has_come(isi: Mapping[str, str], keadaan: str) -> None:
    assert hitung("keadaan_spp", **{**SPP, **isi}) == keadaan


def test_netto_is_what_is_left_of_the_amount() -> None:
    assert hitung("netto_spp", nilai="10000000", potongan="250000.5") == "9749999.50"
    assert hitung("netto_spp", nilai="10000000") == "10000000.00"
    assert hitung("netto_spp", potongan="1") is None
    assert hitung("netto_spp", nilai="banyak") is None


def test_odd_numbers_are_told_and_nothing_else_is_done_about_them() -> None:
    baku = "53.00/02.0/000001/GU/2.17.0.00.0.00.01.0000/M/1/2026"
    assert hitung("periksa_spp", **{**SPP, "jenis": "GU", "nilai": "10", "potongan": "0"}) is None
    assert hitung("periksa_spp", jenis="GU", nomor_spp=baku) is None
    assert hitung("periksa_spp", jenis="LS", nomor_spp=baku) == "nomor SPP berjenis GU, bukan LS"
    assert hitung("periksa_spp", nomor_spm=baku) == "nomor SPM berkode dokumen 02.0, bukan 03.0"
    assert hitung("periksa_spp", nomor_spp=f"{baku} ", jenis="GU") is None
    kotor = baku.replace("/", " / ", 1).replace("000001", "0377")
    assert hitung("periksa_spp", nomor_spp=kotor) == (
        "nomor SPP: ada spasi di sekitar garis miring; nomor SPP: nomor urut 4 angka"
    )
    rusak = baku.replace("/M/", "/")
    assert hitung("periksa_spp", nomor_spp=rusak) == "nomor SPP tidak menurut susunan SIPD"


def test_a_second_up_and_a_number_used_twice_are_told() -> None:
    periksa = semua_hitungan()["periksa_spp"]
    assert isinstance(periksa, hitungan.Berjalan)
    hasil = periksa.semua({
        "a": {"jenis": "UP", "nomor_spp": "1", "putusan": "ditolak", "alasan": "x"},
        "b": {"jenis": "UP", "nomor_spp": "2"},
        "c": {"jenis": "UP", "nomor_spp": "2"},
    })  # fmt: skip
    assert hasil == {"a": None, "b": None, "c": "nomor SPP sudah dipakai; UP kedua tahun ini, yang pertama 2"}


def test_an_account_that_stands_twice_or_is_overspent_is_told() -> None:
    periksa = semua_hitungan()["periksa_kartu"]
    assert isinstance(periksa, hitungan.Berjalan)
    lebih = {**KARTU, "spd": "400000", "realisasi_ls": "300000", "realisasi_up": "200000"}
    ganda, singkat = {**KARTU, "kegiatan": "2.17.01  atk"}, {**lebih, "kode_rekening": "5.1"}
    hasil = periksa.semua({"a": KARTU, "b": ganda, "c": singkat})
    assert hasil == {
        "a": None,
        "b": "rekening ini sudah ada di baris lain",
        "c": "periksa Kode Rekening; realisasi melebihi SPD",
    }
    assert hitung("realisasi_kartu", **lebih) == "500000.00"
    assert hitung("sisa_dpa", **lebih) == "500000.00"
    assert hitung("sisa_spd", **lebih) == "-100000.00"
    assert hitung("sisa_spd", **KARTU) is None


@pytest.mark.parametrize(
    ("isi", "keadaan"),
    [
        ({}, "belum disetor"),
        ({"tanggal_setor": "2026-03-09", "ntpn": "A1B2" * 4, "disetor": "15000"}, "disetor"),
        ({"tanggal_setor": "2026-03-09", "ntpn": "a1b2 " * 4, "disetor": "5000"}, "sebagian"),
        ({"tanggal_setor": "2026-03-09", "ntpn": "123", "disetor": "15000"}, "periksa NTPN"),
        ({"dasar": "1"}, "potongan melebihi dasarnya"),
    ],
)
def test_how_a_tax_stands(isi: Mapping[str, str], keadaan: str) -> None:
    assert hitung("keadaan_pajak", **{**PAJAK, "tanggal": "2026-03-02", **isi}) == keadaan


# --- Excel ------------------------------------------------------------------------------------------------


def test_rows_typed_in_excel_are_validated_and_balanced(meja: Meja_) -> None:
    hasil = meja.ketik(
        {"tanggal": date(2026, 3, 1), "uraian": "ATK", "pengeluaran": 250000.5, "kode_rekening": REKENING},
        {"tanggal": "5 Januari 2026", "uraian": "UP", "penerimaan": "Rp1.000.000,-"},
        {"tanggal": date(2026, 3, 2), "uraian": "Keliru", "penerimaan": 5, "pengeluaran": 5},
        {"tanggal": date(2025, 12, 31), "uraian": "Tahun lalu", "penerimaan": 5},
    )
    assert len(hasil.masuk) == 2
    assert [t.pesan.split(":")[0] for t in hasil.ditolak] == ["Pengeluaran (Rp)", "Tanggal"]
    satu, dua, tolak, lalu = meja.lembar()
    assert (satu["saldo"], dua["saldo"]) == (749999.5, 1000000)
    assert "Pengeluaran (Rp): diisi bersama" in str(tolak["_pesan"])
    assert "Tanggal: bukan tahun 2026" in str(lalu["_pesan"])
    assert "_id" not in tolak
    pastikan_saldo(meja)


@pytest.mark.parametrize("meja", ARUS, indirect=True)
def test_the_balance_follows_edits_deleted_rows_sorting_and_an_old_copy(meja: Meja_, tmp_path: Path) -> None:
    isi = dict(CONTOH[meja.buku.id])
    masuk, _ = ARUS[meja.buku.id]
    meja.ketik(*({**isi, "tanggal": date(2026, 5, hari), masuk: 10_000 * hari} for hari in (3, 1, 2)))
    pastikan_saldo(meja)
    lama = tmp_path / "usb.xlsx"
    shutil.copy(meja.path, lama)
    with meja.excel() as lembar:  # the amount of the first row, the day of the second
        meja.tulis(lembar, AWAL, **{masuk: 55_000})
        meja.tulis(lembar, AWAL + 1, tanggal=date(2026, 5, 30))
    meja.sinkron()
    pastikan_saldo(meja)
    with meja.excel() as lembar:
        lembar.delete_rows(AWAL + 1)
    assert len(meja.sinkron().dikembalikan) == 1
    pastikan_saldo(meja)
    with meja.excel() as lembar:  # sorted by day, keys and all
        semua = [[sel.value for sel in satu] for satu in lembar.iter_rows(min_row=AWAL, max_row=AWAL + 2)]
        tanggal = meja.kolom(lembar)["tanggal"] - 1
        for nomor, satu in enumerate(sorted(semua, key=lambda b: str(b[tanggal])), AWAL):
            for kolom, nilai in enumerate(satu, 1):
                lembar.cell(nomor, kolom).value = nilai  # type: ignore[assignment]
    meja.sinkron()
    pastikan_saldo(meja)
    shutil.copy(lama, meja.path)
    meja.ketik({**isi, "tanggal": date(2026, 4, 1), masuk: 7})
    pastikan_saldo(meja)
    assert len(meja.baris()) == 4


def test_a_balance_typed_by_hand_is_a_conflict_and_comes_back(meja: Meja_) -> None:
    meja.ketik({"tanggal": date(2026, 1, 2), "uraian": "UP", "penerimaan": 100, "saldo": 999})
    assert meja.lembar()[0]["saldo"] == 100
    with meja.excel() as lembar:
        meja.tulis(lembar, AWAL, saldo=999)
    assert len(meja.sinkron().konflik) == 1
    pastikan_saldo(meja)


def test_an_edit_that_makes_no_sense_is_kept_and_told(meja: Meja_) -> None:
    meja.ketik({"tanggal": date(2026, 1, 2), "uraian": "UP", "penerimaan": 100})
    with meja.excel() as lembar:
        meja.tulis(lembar, AWAL, pengeluaran=150, kode_rekening="5.1")
    meja.sinkron()
    (satu,) = meja.tampak()
    assert satu["periksa"] == "penerimaan dan pengeluaran sekaligus; periksa Kode Rekening; saldo minus"
    assert satu["saldo"] == "-50"


def test_only_rows_whose_balance_changes_are_booked_again(meja: Meja_) -> None:
    isi = {"uraian": "Belanja", "penerimaan": 10}
    meja.ketik(*({**isi, "tanggal": date(2026, 1, 1) + timedelta(hari)} for hari in range(20)))
    sebelum = {b.urutan: b.peristiwa for b in meja.baris()}
    meja.ketik({**isi, "tanggal": date(2026, 1, 16)})
    berubah = {b.urutan for b in meja.baris() if b.peristiwa != sebelum.get(b.urutan)}
    assert berubah == {17, 18, 19, 20, 21}
    with meja.ledger.baca() as baca:
        assert hitungan.basi(baca, meja.buku, TAHUN, semua_hitungan(), None) == {}


# --- the office ---------------------------------------------------------------------------------------------


def test_a_row_added_on_the_page_is_balanced_and_a_bad_one_enters_nothing(kantor: Kantor) -> None:
    tahun = kantor.hari_ini().year
    buku.tambah(kantor, "bku-pengeluaran", {"tanggal": f"{tahun}-01-05", "uraian": "UP", "penerimaan": "100"})
    buku.tambah(
        kantor, "bku-pengeluaran", {"tanggal": f"{tahun}-01-06", "uraian": "ATK", "pengeluaran": "30"}
    )
    with pytest.raises(DataTidakSah, match="bukan tahun"):
        buku.tambah(kantor, "bku-pengeluaran", {"tanggal": "2020-01-06", "uraian": "ATK", "pengeluaran": "3"})
    with kantor.ledger.baca() as baca:
        satu, dua = baca.semua_baris("bku-pengeluaran", tahun)
    assert [satu.nilai["saldo"], dua.nilai["saldo"]] == ["100.00", "70.00"]
    sel_buku.ubah_sel(kantor, "bku-pengeluaran", tahun, satu.kunci, "penerimaan", "250", "100")
    with kantor.ledger.baca() as baca:
        assert [b.nilai["saldo"] for b in baca.semua_baris("bku-pengeluaran", tahun)] == ["250.00", "220.00"]
    with pytest.raises(DataTidakSah, match="tidak boleh negatif"):
        sel_buku.ubah_sel(kantor, "bku-pengeluaran", tahun, dua.kunci, "pengeluaran", "-5", "30")


def test_a_deposit_that_is_due_is_reminded_of_until_all_of_it_is_made(kantor: Kantor) -> None:
    hari = kantor.hari_ini()

    def diingatkan() -> list[str]:
        return [k.hal for k in hari_ini.susun(kantor).kerja if k.asal == "bku-penerimaan"]

    isi = {"tanggal": f"{hari:%Y-%m-%d}", "uraian": "Sewa aula", "jumlah": "100"}
    buku.tambah(kantor, "bku-penerimaan", isi)
    assert diingatkan() == ["Sewa aula"]
    with kantor.ledger.baca() as baca:
        (satu,) = baca.semua_baris("bku-penerimaan", hari.year)
    for kolom, nilai in (("tanggal_setor", isi["tanggal"]), ("nomor_sts", "1"), ("disetor", "40")):
        sel_buku.ubah_sel(kantor, "bku-penerimaan", hari.year, satu.kunci, kolom, nilai, "")
    assert diingatkan() == ["Sewa aula"]
    sel_buku.ubah_sel(kantor, "bku-penerimaan", hari.year, satu.kunci, "disetor", "100", "40")
    assert diingatkan() == []


# --- definitions ----------------------------------------------------------------------------------------


def test_a_rule_about_a_column_that_is_not_there_is_told() -> None:
    isi = (
        'judul = "Buku"\nlembar = "Buku"\nsumber = "buku_besar"\n'
        '[[kolom]]\nkunci = "hal"\njudul = "Hal"\nlebar = 9\nmilik = "orang"\n'
        '[[syarat]]\naturan = "perlu"\nkolom = ["hal", "tanggal"]\n'
    )
    with pytest.raises(TemplatSalah, match="kolom yang tidak ada"):
        urai("uji", isi.encode())
    with pytest.raises(TemplatSalah, match="bukan salah satu pilihan"):
        urai("uji", isi.replace("perlu", "harus").replace(', "tanggal"', "").encode())


def test_a_column_is_strict_only_where_the_book_says_so() -> None:
    buku_ = BUKU["rekap-kehadiran"]
    isi = {"tahun": 2026, "bulan": "Mei", "nip": "198204202008011001", "nama": "Contoh", "hadir": "banyak"}
    assert sahkan(buku_, isi)["hadir"] == "banyak"
    ketat = replace(
        buku_, kolom=tuple(replace(k, ketat=True) if k.kunci == "hadir" else k for k in buku_.kolom)
    )
    with pytest.raises(DataTidakSah, match="bukan angka"):
        sahkan(ketat, isi)
