"""The page that prints: what is missing is said in the words of the page, and what was chosen stays."""

from __future__ import annotations

import re

import pytest

from naskah import masuk
from naskah.web.peladen import Peladen
from tests.web.conftest import Peramban


@pytest.fixture
def dua(peladen: Peladen) -> None:
    """An office with two letters of the same number, by two senders."""
    kantor = peladen.kantor.untuk("Contoh Pengadministrasi")
    for dari in ("Dinas Contoh", "Dinas Umpama"):
        masuk.catat(kantor, {"dari": dari, "nomor": "005/12", "tanggal": "20-11-2026", "hal": "Undangan"})


def tolak(peramban: Peramban, **isi: str) -> str:
    """The page that comes back."""
    jawab = peramban.kirim("/cetak", {"apa": "lembar-disposisi", "bentuk": "docx", **isi})
    assert jawab.status_code == 422, jawab.text
    return jawab.text


def pesan(halaman: str) -> str:
    """What it says is wrong, without the tags."""
    galat = re.search(r'<div class="galat">.*?</div>', halaman, re.DOTALL)
    assert galat
    return " ".join(re.sub(r"<[^>]+>", " ", galat[0]).split())


def test_no_row_chosen_is_said_and_the_paper_stays_chosen(peramban: Peramban) -> None:
    halaman = tolak(peramban, apa="kartu-kendali-masuk/tiga-sehalaman")
    assert pesan(halaman) == (
        "Belum ada baris yang dipilih. "
        "Kembali ke daftarnya dan centang barisnya, atau tulis nomornya di bawah ini."
    )
    assert '<option value="kartu-kendali-masuk/tiga-sehalaman" selected>' in halaman
    assert "Belum ada baris yang dipilih" in pesan(tolak(peramban, kunci=" ; ", dari=" "))


def test_the_paper_of_the_day_needs_no_rows(peramban: Peramban) -> None:
    assert peramban.kirim("/cetak", {"apa": "hari-ini", "bentuk": "docx"}).content.startswith(b"PK")


@pytest.mark.usefixtures("dua")
@pytest.mark.parametrize(
    ("isi", "bunyi"),
    [
        ({"kunci": "99"}, "isi Tahun buku"),
        ({"kunci": "005/12"}, "isi Tahun buku"),
        ({"dari": "90", "sampai": "99"}, "isi Tahun buku"),
        ({"dari": "kemarin dulu"}, "Dari nomor urut atau tanggal: "),
        ({"sampai": "besok lusa"}, "Sampai: "),
    ],
)
def test_no_message_names_an_option_of_the_command(
    peramban: Peramban, isi: dict[str, str], bunyi: str
) -> None:
    kata = pesan(tolak(peramban, **isi))
    assert bunyi in kata
    assert "--" not in kata
