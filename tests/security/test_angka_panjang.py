"""A cell full of digits costs no time: patterns look at every letter once."""

from __future__ import annotations

import time

import pytest

from naskah import tabel_rekening
from naskah.impor_sipd import RINCIAN
from naskah.lembar_csv import dari_csv
from registers.dasar import angka
from registers.dasar.galat import NilaiSalah

_PANJANG = 16_000


@pytest.mark.parametrize("teks", ["1." * _PANJANG + "x", "1" * 2 * _PANJANG + "x", "." * 2 * _PANJANG])
def test_a_long_text_is_no_number_at_once(teks: str) -> None:
    mulai = time.process_time()
    with pytest.raises(NilaiSalah, match="bukan angka"):
        angka.baca(teks, (0, 2), "1.250.000")
    assert time.process_time() - mulai < 1


def test_a_long_text_in_a_row_without_a_code_is_passed_over_at_once() -> None:
    mulai = time.process_time()
    isi = f"Kode Rekening;Uraian;Jumlah\n5.1.02.01.01.0024;x;1\n;catatan;{'1' * 2 * _PANJANG}x\n"
    tabel = tabel_rekening.baca([dari_csv(isi.encode())], RINCIAN)
    assert tabel is not None
    assert (len(tabel.baris), tabel.temuan) == (1, ())
    assert time.process_time() - mulai < 1
