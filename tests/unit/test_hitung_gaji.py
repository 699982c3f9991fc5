"""SPP-LS gaji: what a daftar gaji adds up to, every refusal with its cell, 500 rows of Excel (SOP 9, 11)."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from naskah import isi, issue, render
from naskah.draf import Permintaan, susun
from naskah.hitung import HasilHitung
from naskah.hitung.gaji import POTONGAN, baca_golongan, gaji, komponen_pada
from naskah.hitung.spp import spp
from naskah.kantor import Kantor
from naskah.tabel import Rujukan
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Isian, TanpaAcuan
from registers.dasar.kinds import semua
from tests.bahan.kantor import jejak

RUJUKAN = Rujukan(date(2026, 11, 23))
JENIS = "spp-ls-gaji"
NIP, NIP_LAIN = "199002282015031001", "198811302014021001"
PNS = {
    "nama": "Markus Andaian",
    "nip": NIP,
    "golongan": "III/b",
    "gaji_pokok": "3000000.00",
    "tunjangan_keluarga": "300000.00",
    "pembulatan": "50.00",
    "iwp_8": "264000.00",
    "iwp_1": "33000.00",
}
PPPK = {"nama": "Gabriel Umpamanya", "golongan": "IX", "gaji_pokok": "2000000.00", "iwp_1": "20000.00"}


def hitung(*baris: dict[str, str], **lain: object) -> HasilHitung:
    return gaji({"daftar_gaji": list(baris), **lain}, RUJUKAN)


def tolak(*baris: dict[str, str], **lain: object) -> dict[str, str]:
    with pytest.raises(DataTidakSah) as galat:
        hitung(*baris, **lain)
    return {t.tempat: f"{t.pesan} → {t.saran}" for t in galat.value.temuan}


def contoh(kantor: Kantor) -> dict[str, Any]:
    return tomllib.loads((kantor.katalog.jenis(JENIS).folder / "contoh.toml").read_text("utf-8"))


def test_components_deductions_and_recap_of_two_people():
    hasil = hitung(PPPK, PNS)
    assert hasil.nilai == {
        "rincian": [
            {"kode_rekening": k, "uraian": f"Belanja {u}", "jumlah": j}
            for k, u, j in (
                ("5.1.01.01.01.0001", "Gaji Pokok PNS", "3000000.00"),
                ("5.1.01.01.01.0002", "Gaji Pokok PPPK", "2000000.00"),
                ("5.1.01.01.02.0001", "Tunjangan Keluarga PNS", "300000.00"),
                ("5.1.01.01.08.0001", "Pembulatan Gaji PNS", "50.00"),
            )
        ],
        "potongan": [
            {"uraian": "IWP 8%", "jumlah": "264000.00", "sifat": "mengurangi SPM"},
            {"uraian": "IWP 1%", "jumlah": "53000.00", "sifat": "mengurangi SPM"},
        ],
        "rekap_golongan": [
            {
                "golongan": "III/b",
                "orang": 1,
                "gaji_pokok": "3000000.00",
                "tunjangan": "300050.00",
                "potongan": "297000.00",
                "bersih": "3003050.00",
            },
            {
                "golongan": "IX",
                "orang": 1,
                "gaji_pokok": "2000000.00",
                "tunjangan": "0.00",
                "potongan": "20000.00",
                "bersih": "1980000.00",
            },
        ],
        "jumlah_pegawai": 2,
        "jumlah_gaji_pokok": "5000000.00",
        "jumlah_tunjangan": "300050.00",
    }
    (peringatan,) = hasil.peringatan
    assert peringatan.startswith("1 dari 2 pegawai tanpa NIP")
    assert spp(hasil.nilai, RUJUKAN).nilai["netto"] == "4983050.00"


def test_a_golongan_is_read_as_people_write_it_and_sorted_from_the_highest():
    tertulis = ["I/a", "IX", "iv a", "III/B", "IVe", "XVII", "iiia", "IV"]
    golongan = [g for t in tertulis if (g := baca_golongan(t))]
    urut = [g.nama for g in sorted(golongan, key=lambda g: g.urutan)]
    assert urut == ["IV/e", "IV/a", "III/b", "III/a", "I/a", "XVII", "IX", "IV"]


@pytest.mark.parametrize("tertulis", ["", "3/b", "III/f", "V/a", "XVIII", "JUMLAH", "III//b", "İ"])
def test_what_is_no_golongan_is_refused_at_its_cell(tertulis: str):
    temuan = tolak(PNS, {**PPPK, "golongan": tertulis})
    assert list(temuan) == ["daftar_gaji[2].golongan"]
    assert "III/b" in temuan["daftar_gaji[2].golongan"]


def test_an_empty_list_is_refused():
    assert list(tolak()) == ["daftar_gaji"]


def test_negative_amounts_are_refused_each_at_its_cell():
    temuan = tolak({**PNS, "pembulatan": "-1.00", "tapera": "-2.00"})
    assert list(temuan) == ["daftar_gaji[1].pembulatan", "daftar_gaji[1].tapera"]


def test_deductions_above_the_pay_are_refused_at_the_greatest():
    pas = {**PPPK, "potongan_lain": "1980000.00"}
    assert hitung(pas).nilai["rekap_golongan"][0]["bersih"] == "0.00"
    temuan = tolak(PNS, {**pas, "potongan_lain": "1980000.01"})
    assert list(temuan) == ["daftar_gaji[2].potongan_lain"]
    assert (
        "Rp2.000.000,01, lebih besar daripada gajinya Rp2.000.000,00"
        in temuan["daftar_gaji[2].potongan_lain"]
    )


def test_the_same_nip_twice_is_refused_at_the_second():
    temuan = tolak(PNS, {**PNS, "nama": "Lain", "nip": NIP_LAIN}, {**PPPK, "nip": NIP})
    assert list(temuan) == ["daftar_gaji[3].nip"]
    assert "sudah tertulis di daftar_gaji[1] (Markus Andaian)" in temuan["daftar_gaji[3].nip"]
    assert hitung(PPPK, PPPK).nilai["jumlah_pegawai"] == 2


def test_deductions_typed_beside_the_list_are_refused():
    assert list(tolak(PNS, potongan=[{"uraian": "PPh 21", "jumlah": "1.00"}])) == ["potongan"]
    assert hitung(PNS, potongan=[]).nilai["jumlah_pegawai"] == 1


def test_before_the_first_period_there_are_no_accounts():
    with pytest.raises(DataTidakSah, match=r"31 Desember 2020"):
        gaji({"daftar_gaji": [PNS]}, Rujukan(date(2020, 12, 31)))


def test_every_component_has_an_account_of_its_own_and_a_column(kantor: Kantor):
    komponen = komponen_pada(RUJUKAN)
    kode = [k for satu in komponen for k in satu.kode.values()]
    jenis = semua()["kode_rekening"]
    assert [jenis.baca(k, Isian("x", "kode_rekening"), TanpaAcuan()) for k in kode] == kode
    assert len(set(kode)) == len(kode)
    (daftar,) = (i for i in kantor.katalog.jenis(JENIS).isian if i.nama == "daftar_gaji")
    kolom = [k.nama for k in daftar.kolom]
    assert kolom == ["nama", "nip", "golongan", *(k.kolom for k in komponen), *POTONGAN]


@pytest.mark.parametrize(
    ("ganti", "tempat"),
    [
        ({"potongan": [{"uraian": "PPh 21", "jumlah": "1"}]}, "potongan"),
        ({"rincian": [{"kode_rekening": "5.1.01.01.01.0001", "uraian": "x", "jumlah": "1"}]}, "rincian"),
        ({"daftar_gaji": [{**PNS, "gaji_pokok": "-1"}]}, "daftar_gaji[1].gaji_pokok"),
        ({"jumlah_spd": "1000"}, "jumlah_spd"),
    ],
)
def test_the_set_is_refused_and_nothing_is_written(kantor: Kantor, ganti: dict[str, Any], tempat: str):
    sebelum = jejak(kantor)
    with pytest.raises(DataTidakSah) as galat:
        issue.buat(kantor, Permintaan(JENIS, {**contoh(kantor), **ganti}))
    assert tempat in {t.tempat for t in galat.value.temuan}
    assert jejak(kantor) == sebelum


def test_a_set_without_deductions_says_nothing_was_taken(kantor: Kantor):
    isian = {**contoh(kantor), "daftar_gaji": [{**PPPK, "iwp_1": ""}]}
    draf = susun(kantor, JENIS, isian, kantor.hari_ini())
    semua_teks = {
        satu.jenis.id: hasil.teks
        for satu, hasil in zip(draf.dokumen, draf.render(kantor, "1/CONTOH/2026", terbit=True), strict=True)
    }
    assert "Tidak ada potongan" in semua_teks["gaji-potongan"]
    assert "Rp0,00" in semua_teks["gaji-potongan"]


def buku_gaji(path: Path, isian: dict[str, Any], baris: list[list[object]]) -> Path:
    """An input sheet: single values on the first sheet, the list on one of its own."""
    buku = Workbook()
    utama = buku.active
    assert utama is not None
    utama.append(["Isian", "Nilai"])
    for nama, nilai in isian.items():
        if not isinstance(nilai, dict | list):
            utama.append([nama, nilai])
    lembar = buku.create_sheet("Daftar gaji")
    lembar.append(["No.", "Nama", "NIP", "Golongan", "Gaji pokok", "Tunjangan keluarga", "IWP 8%", "PPh 21"])
    for satu in baris:
        lembar.append(satu)
    buku.save(path)
    return path


def limaratus() -> list[list[object]]:
    """500 invented people; no two with the same NIP."""
    golongan = ["III/a", "III/b", "II/c", "IV/a", "IX"]

    def satu(ke: int) -> list[object]:
        nip = f"19900101201501{1 + ke % 2}{ke:03}"
        pph = None if ke % 3 else 10_000
        return [ke, f"Contoh {ke}", nip, golongan[ke % 5], 3_000_000 + ke, 300_000, 250_000, pph]

    return [satu(ke) for ke in range(1, 501)]


def test_a_workbook_of_500_people_makes_the_set(kantor: Kantor, tmp_path: Path):
    path = buku_gaji(tmp_path / "gaji.xlsx", {**contoh(kantor), "jumlah_spd": 9_000_000_000}, limaratus())
    masukan = isi.kumpulkan(kantor.katalog.jenis(JENIS), str(path))
    assert masukan.temuan == ()
    (surat,) = issue.coba(kantor, Permintaan(JENIS, masukan))
    assert not any("NIP" in p for p in surat.peringatan)
    draf = susun(kantor, JENIS, masukan, kantor.hari_ini())
    teks = [render.teks(h.docx) for h in draf.render(kantor, "1/CONTOH/2026", terbit=True)]
    bruto = Decimal(500 * 3_300_000 + sum(range(1, 501)))
    assert bruto == 1_650_125_250
    assert "Rp1.650.125.250,00" in teks[2]
    assert "satu miliar enam ratus lima puluh juta seratus dua puluh lima ribu" in teks[2]
    assert "1.523.465.250" in teks[4]  # less 500 × 250,000 and 166 × 10,000
    assert "Jumlah\t500\t" in teks[4]


def test_a_wrong_row_of_a_workbook_is_named_by_its_cell(kantor: Kantor, tmp_path: Path):
    baris = limaratus()[:20]
    baris[9][2], baris[14][6] = baris[4][2], 4_000_000
    path = buku_gaji(tmp_path / "gaji.xlsx", contoh(kantor), baris)
    masukan = isi.kumpulkan(kantor.katalog.jenis(JENIS), str(path))
    with pytest.raises(DataTidakSah) as galat:
        issue.coba(kantor, Permintaan(JENIS, masukan))
    tempat = {t.tempat for t in galat.value.temuan}
    assert tempat == {"Daftar gaji!C11 (daftar_gaji[10].nip)", "Daftar gaji!G16 (daftar_gaji[15].iwp_8)"}
