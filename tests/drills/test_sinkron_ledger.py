"""The whole life of a book once more, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from registers.ledger import Ledger
from tests.bahan.sinkron import (
    AWAL,
    TAHUN,
    Kantor,
    disinkronkan,
    excel,
    kantor_kecil,
    ketik,
    menurut_kunci,
    nomor,
    pastikan,
    pastikan_tenang,
    tulis,
)

ANEH = "nol \ufffd bita, 🙂, ﷽, '%s', \\u0000, \" ; --"


@pytest.fixture
def kecil(ledger: Ledger, tmp_path: Path) -> Iterator[Kantor]:
    """A book of five letters in step with the ledger, on either engine."""
    yield from kantor_kecil(tmp_path, ledger)


def test_a_year_of_a_book(kecil: Kantor) -> None:
    usb = kecil.path.read_bytes()
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL, catatan=ANEH, lokasi="rak saya", janji=date(2026, 12, 1), biaya=1.5)
        tulis(lembar, AWAL + 1, hal=f"diubah {ANEH}", catatan="dua")
        lembar.delete_rows(AWAL + 4)
    ketik(kecil.path, *({"hal": f"Rapat {n}", "catatan": f"c{n}"} for n in range(9)), {"jumlah": "tujuh"})
    kecil.bukukan("N-6", hal="Surat baru", lokasi="rak 6")
    kecil.bukukan("N-1", lokasi="rak naskah")
    orang = [ANEH, "rak saya", date(2026, 12, 1), "1.5", f"diubah {ANEH}", "dua", "tujuh"]
    orang += [f"c{n}" for n in range(9)]
    with disinkronkan(kecil, milik_orang=orang) as (hasil,):
        assert (len(hasil.masuk), len(hasil.ditolak), len(hasil.konflik)) == (9, 1, 1)
        assert hasil.dikembalikan == ("No. 5 (5/2026)",)
    assert [(k.kolom, k.nilai_buku) for k in kecil.konflik()] == [("hal", f"diubah {ANEH}")]
    assert menurut_kunci(kecil.path)["N-1"]["lokasi"] == "rak saya"  # typed while it was blank
    sebelum, bernomor = kecil.path.read_bytes(), nomor(kecil)
    kecil.path.write_bytes(usb)  # the copy of the beginning
    with excel(kecil.path) as lembar:
        tulis(lembar, AWAL + 2, catatan="dari flashdisk")
        tulis(lembar, AWAL, catatan="flashdisk lain")
    ketik(kecil.path, {"hal": "Rapat 3", "catatan": "c3"})
    hasil = kecil.sinkron()
    assert (len(hasil.diambil), len(hasil.konflik), hasil.masuk, hasil.dikembalikan) == (1, 1, (), ())
    pastikan(kecil, b"", bernomor, [*orang[:-10], "dari flashdisk", "flashdisk lain", *orang[-9:]])
    assert len(menurut_kunci(kecil.path)) == 15
    assert kecil.path.read_bytes() != sebelum
    baris = kecil.baris()
    assert kecil.bangun().menunggu == ""
    pastikan_tenang(kecil)
    assert kecil.baris() == baris
    with kecil.ledger.baca() as baca:
        assert baca.periksa_rantai() == []
        assert baca.buku_menunggu() == []


def test_a_settled_conflict_can_take_what_was_typed(kecil: Kantor) -> None:
    lama = kecil.path.read_bytes()
    for isi in ("satu", "dua"):
        with excel(kecil.path) as lembar:
            tulis(lembar, AWAL, catatan=isi)
        kecil.sinkron()
        kecil.path.write_bytes(lama) if isi == "satu" else None
    (konflik,) = kecil.konflik()
    assert (konflik.nilai_buku, konflik.nilai_besar) == ("dua", "satu")
    with kecil.ledger.tulis("penguji") as tx:
        tx.selesaikan_konflik(konflik.id, "dipakai yang diketik")
        baris = tx.baris_menurut("mini", TAHUN, ["N-1"])["N-1"]
        tx.bukukan("mini", TAHUN, "N-1", baris.nilai, tx.kepala()[0], orang={"catatan": "dua"})
        tx.buku_terbaca("mini", TAHUN, "")
    with disinkronkan(kecil, milik_orang=["dua"]):
        pass
    assert menurut_kunci(kecil.path)["N-1"]["catatan"] == "dua"
