"""What makes a set of series acceptable. No ledger needed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from registers.ledger import Seri, periksa_seri
from tests.conftest_ledger import SERI


def test_a_sound_set_of_series_has_no_findings() -> None:
    assert (
        periksa_seri(
            [SERI, Seri("kep", "{urut}/KEP/{tahun}"), Seri("luar", "{urut}/KEP/HK/{tahun}", luar=True)]
        )
        == []
    )


@pytest.mark.parametrize(
    ("seri", "tempat", "pesan"),
    [
        (replace(SERI, pola="{klas}/{kode_pd}"), "seri.surat-keluar.pola", "tidak ada {urut}"),
        (replace(SERI, pola="{urut}{bulan}"), "seri.surat-keluar.pola", "langsung diikuti"),
        (replace(SERI, mundur="sisipan"), "seri.surat-keluar.pola", "aturan sisipan perlu {sisipan}"),
        (replace(SERI, mulai=0), "seri.surat-keluar.mulai", "paling kecil 1"),
        (replace(SERI, reset="bulanan"), "seri.surat-keluar.reset", "tidak dikenal"),
        (replace(SERI, mundur="biarkan"), "seri.surat-keluar.mundur", "tidak dikenal"),
    ],
)
def test_each_fault_of_a_series_is_found_where_it_stands(seri: Seri, tempat: str, pesan: str) -> None:
    (temuan,) = periksa_seri([seri])
    assert temuan.tempat == tempat
    assert pesan in temuan.pesan


def test_two_series_that_could_print_one_number_are_found_with_an_example() -> None:
    (temuan,) = periksa_seri([SERI, Seri("bidang", "{klas}/{urut}/{bidang}")])
    assert temuan.tempat == "seri.bidang.pola"
    assert "seri surat-keluar, misalnya 0/1/DKUKM" in temuan.pesan


def test_the_same_id_twice_is_found() -> None:
    assert [t.pesan for t in periksa_seri([SERI, SERI])] == ["id ganda"]


def test_all_faults_are_reported_at_once() -> None:
    assert (
        len(
            periksa_seri(
                [
                    Seri("a", "x"),
                    Seri("b", "{urut}{tahun}", mulai=0),
                    Seri("c", "{urut}"),
                    Seri("d", "{urut}"),
                ]
            )
        )
        == 4
    )


def test_checking_series_loads_neither_the_database_library_nor_alembic() -> None:
    program = (
        "import sys; from registers.ledger import Naskah, Seri, periksa_seri; "
        "print([m for m in ('sqlalchemy', 'alembic') if m in sys.modules])"
    )
    hasil = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert hasil.stdout.strip() == "[]"
