"""The table of totals beside a paket's form: right while typing, and also while something is wrong."""

from __future__ import annotations

import html
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from naskah import isian
from naskah.web import formulir
from naskah.web.peladen import Peladen
from tests.bahan.kantor import contoh
from tests.web.conftest import Peramban

ATK, CETAK = "5.1.02.01.01.0024", "5.1.02.01.01.0026"


@pytest.fixture
def satu(peladen: Peladen, folder_kantor: Path) -> str:
    """A blank form of goods and services, in an office with a budget."""
    buku = Workbook()
    lembar = buku.active
    assert lembar is not None
    lembar.append(["Kode rekening", "Uraian", "DPA", "SPD", "Realisasi"])
    lembar.append([ATK, "ATK", 20_000_000, 10_000_000, 1_000_000])
    buku.save(folder_kantor / "data" / "anggaran.xlsx")
    return isian.mulai(peladen.kantor.untuk("Contoh"), "spp-ls-barang-jasa").id


def ketik(peramban: Peramban, id_: str, **nilai: str) -> str:
    """What the page is told while somebody types, without tags."""
    jawab = peramban.kirim(f"/isian/{id_}", {"_aksi": "simpan", "_versi": "1", **nilai}, htmx=True)
    assert jawab.status_code == 200, jawab.text
    bagian = re.search(r'<section id="jumlah".*?</section>', jawab.text, re.DOTALL)
    assert bagian
    assert 'hx-swap-oob="true"' in bagian[0]
    return bagian[0]


def baris(ke: int, kode: str, jumlah: str) -> dict[str, str]:
    nama = f"rincian[{ke}]"
    return {f"{nama}.kode_rekening": kode, f"{nama}.uraian": "X", f"{nama}.jumlah": jumlah}


def terisi(jenis: str) -> dict[str, Any]:
    """A sample as a browser sends it."""
    return json.loads(json.dumps(contoh(jenis), default=str))


def polos(bagian: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", bagian)).split())


def test_the_totals_come_with_every_save_and_say_what_is_exceeded(peramban: Peramban, satu: str) -> None:
    bagian = ketik(peramban, satu, **baris(1, ATK, "12.500.000"))
    teks = polos(bagian)
    assert "Jumlah SPP (bruto) Rp12.500.000,00 dua belas juta lima ratus ribu rupiah" in teks
    assert "Yang dibayarkan (netto) Rp12.500.000,00" in teks
    assert "DPA Rp20.000.000,00 Rp1.000.000,00 Rp12.500.000,00 Rp6.500.000,00" in teks
    assert "-Rp3.500.000,00 melebihi SPD" in teks
    assert f'<p class="lewat">Kode rekening {ATK} melebihi Surat Penyediaan Dana' in bagian
    assert re.search(r'<td class="angka lewat">-Rp3\.500\.000,00', bagian)


def test_rows_that_are_being_typed_are_left_out_and_counted(peramban: Peramban, satu: str) -> None:
    nilai = {**baris(1, ATK, "100"), **baris(2, "5.1.02", "40"), **baris(3, CETAK, "")}
    teks = polos(ketik(peramban, satu, **nilai))
    assert "2 baris belum terhitung" in teks
    assert "bruto) Rp100,00" in teks


def test_figures_that_are_refused_add_up_all_the_same(peramban: Peramban, satu: str) -> None:
    lebih = {"potongan[1].uraian": "PPN", "potongan[1].jumlah": "150"}
    teks = polos(ketik(peramban, satu, jumlah_spd="50", **baris(1, ATK, "100"), **lebih))
    assert "bruto) Rp100,00" in teks
    assert "netto) -Rp50,00" in teks


def test_an_account_nobody_budgeted_is_named(peramban: Peramban, satu: str) -> None:
    assert f"{CETAK} tidak ada di data/anggaran.xlsx" in polos(ketik(peramban, satu, **baris(1, CETAK, "1")))


def test_a_budget_that_cannot_be_read_costs_nothing_that_was_typed(
    peramban: Peramban, peladen: Peladen, satu: str, folder_kantor: Path
) -> None:
    path = folder_kantor / "data" / "anggaran.xlsx"
    path.unlink()
    path.mkdir()
    assert "data/anggaran.xlsx" in polos(ketik(peramban, satu, **baris(1, ATK, "100")))
    nilai: Any = isian.buka(peladen.kantor.untuk("Contoh"), satu).nilai
    assert nilai["rincian"][0]["jumlah"] == "100"


def test_the_same_table_stands_on_the_page_and_at_the_last_question(
    peramban: Peramban, peladen: Peladen, satu: str
) -> None:
    penuh = isian.mulai(peladen.kantor.untuk("Contoh"), "spp-ls-barang-jasa", terisi("spp-ls-barang-jasa")).id
    assert "tampil di sini selama Anda mengetik" in peramban.buka(f"/isian/{satu}")
    for alamat in (f"/isian/{penuh}", f"/isian/{penuh}/terbit"):
        laman = peramban.buka(alamat)
        assert "netto) Rp17.525.901,00" in polos(laman)
        assert "hx-swap-oob" not in laman


@pytest.mark.parametrize("id_", ["nota-dinas", "pkgb", "pengembalian-spp"])
def test_letters_that_add_nothing_up_have_no_table(peramban: Peramban, peladen: Peladen, id_: str) -> None:
    satu = isian.mulai(peladen.kantor.untuk("Contoh"), id_, terisi(id_)).id
    assert 'id="jumlah"' not in peramban.buka(f"/isian/{satu}")


def test_five_hundred_employees_are_added_up_at_once(peramban: Peramban, peladen: Peladen) -> None:
    kantor = peladen.kantor.untuk("Contoh")
    jenis = kantor.katalog.jenis("spp-ls-gaji")
    satu = isian.mulai(kantor, jenis.id).id
    (pertama, *_) = contoh(jenis.id)["daftar_gaji"]
    semua = [{**pertama, "nip": "", "nama": f"Contoh {ke}"} for ke in range(500)]
    (tabel,) = [i for i in jenis.isian if i.nama == "daftar_gaji"]
    nilai = dict(formulir._pasangan(tabel.nama, formulir.tampil(tabel, semua)))  # pyright: ignore[reportPrivateUsage]
    teks = polos(ketik(peramban, satu, **nilai))
    bruto = 500 * sum(v for k, v in pertama.items() if k.startswith(("gaji", "tunjangan", "pembulatan")))
    assert f"bruto) Rp{bruto:,}".replace(",", ".") in teks
    mulai = time.perf_counter()
    peramban.kirim(f"/isian/{satu}", {"_aksi": "simpan", "_versi": "2", **nilai}, htmx=True)
    assert time.perf_counter() - mulai < 2  # a loose bound for a busy machine; 0.2 s on a quiet one
