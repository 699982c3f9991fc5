"""An invitation to what is over: said before it takes its number."""

from __future__ import annotations

from datetime import date

import pytest

from naskah import issue
from naskah.draf import Permintaan
from naskah.hitung.acara import acara
from naskah.kantor import Kantor
from naskah.tabel import Rujukan
from tests.bahan.kantor import contoh


@pytest.mark.parametrize(
    ("isi", "lewat"),
    [
        ({"tanggal_acara": "2026-11-22"}, True),
        ({"tanggal_acara": "2026-11-23"}, False),
        ({"tanggal_acara": "2026-11-20", "tanggal_akhir": "2026-11-22"}, True),
        ({"tanggal_acara": "2026-11-22", "tanggal_akhir": "2026-11-24"}, False),
    ],
)
def test_an_event_that_ends_before_the_letter_is_warned_of(isi: dict[str, str], *, lewat: bool) -> None:
    hasil = acara(isi, Rujukan(date(2026, 11, 23)))
    assert bool(hasil.peringatan) == lewat
    assert not hasil.nilai


def test_the_invitation_itself_says_it(kantor: Kantor) -> None:
    isi = contoh("surat-undangan", tanggal_acara="2026-11-03", tanggal_akhir="")
    (surat,) = issue.coba(kantor, Permintaan("surat-undangan", isi))
    assert surat.peringatan == (
        "Acaranya, 3 November 2026, mendahului tanggal surat, 23 November 2026; periksa tanggal acara.",
    )
