"""A month of a cash book is closed from the page of the book."""

from __future__ import annotations

from naskah import buku, isian, tutup_buku
from naskah.kantor import Kantor
from naskah.kas_buku import JENIS, Kas
from tests.web.conftest import Peramban

TABEL = "/buku/bku-pengeluaran/2026"


def _isi(kantor: Kantor) -> None:
    buku.tambah(kantor, "bku-pengeluaran", {"tanggal": "5-10-2026", "uraian": "UP", "penerimaan": "500.000"})


def test_the_form_of_the_berita_acara_is_filled_from_the_book(peramban: Peramban, kantor: Kantor) -> None:
    _isi(kantor)
    halaman = peramban.buka(TABEL)
    assert 'value="10" selected>Oktober' in halaman
    assert "Tutup bulan" not in peramban.buka("/buku/register-rat/2026")
    jawab = peramban.kirim(f"{TABEL}/tutup", {"bulan": "10"})
    assert jawab.status_code == 303
    (satu,) = isian.daftar(kantor)
    assert jawab.headers["location"] == f"/isian/{satu.id}"
    assert (satu.jenis, satu.nilai["penerimaan"], "kas_tunai" in satu.nilai) == (JENIS, "500000.00", False)
    assert "diambil dari buku" in peramban.buka(f"/isian/{satu.id}")


def test_a_month_that_is_closed_already_is_pointed_out(peramban: Peramban, kantor: Kantor) -> None:
    _isi(kantor)
    bulan = tutup_buku.hitung(kantor, "bku-pengeluaran", (2026, 10), Kas(bank=Kas().bank + 500000))
    surat = tutup_buku.terbitkan(kantor, bulan)[0]
    jawab = peramban.kirim(f"{TABEL}/tutup", {"bulan": "10"})
    assert f"berita acara nomor {surat.nomor}" in peramban.buka(jawab.headers["location"])


def test_a_change_in_a_closed_month_is_told_on_the_page(peramban: Peramban, kantor: Kantor) -> None:
    _isi(kantor)
    bulan = tutup_buku.hitung(kantor, "bku-pengeluaran", (2026, 10), Kas(bank=Kas().bank + 500000))
    surat = tutup_buku.terbitkan(kantor, bulan)[0]
    sel = {"tanggal": "6-10-2026", "uraian": "Susulan", "pengeluaran": "1.000"}
    peramban.kirim(f"{TABEL}/ketik", sel)
    assert f"Berita acara {surat.nomor}: bulan itu sudah ditutup" in peramban.buka(TABEL)
    hasil = peramban.kirim("/buku/sinkron", {})
    assert f"Berita acara {surat.nomor}: bulan itu sudah ditutup" in hasil.text


def test_a_book_that_cannot_be_closed_and_a_month_that_is_none_are_refused(
    peramban: Peramban, kantor: Kantor
) -> None:
    _isi(kantor)
    assert peramban.kirim(f"{TABEL}/tutup", {"bulan": "13"}).status_code == 404
    assert peramban.kirim("/buku/register-rat/2026/tutup", {"bulan": "1"}).status_code == 409
    assert peramban.kirim("/buku/buku-pembantu-pajak/2026/tutup", {"bulan": "1"}).status_code == 409
    assert isian.daftar(kantor) == []
