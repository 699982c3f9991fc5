"""Whatever a seal says comes back, and whatever is changed in it or in the words is told."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from naskah.segel import banding, gambar, kunci
from naskah.segel.kode import Kode, baca, baris_teks, rapat, sidik_isi, sidik_teks
from naskah.verifikasi import Putusan, verifikasi
from registers.dasar.galat import DataTidakSah

RAHASIA = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIK = RAHASIA.public_key().public_bytes_raw()
KUNCI = {kunci.nama(PUBLIK): PUBLIK}
NOMOR = (
    st.text(string.ascii_letters + string.digits + "/.-| ", min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)
HURUF = st.characters(exclude_categories=("C", "Z"))
BARIS = st.lists(st.text(HURUF, min_size=1, max_size=30), min_size=1, max_size=8)


def bersegel(**isi: str) -> Kode:
    polos = Kode(**{
        "nomor": "1/X", "tanggal": "2026-11-23", "jenis": "sertifikat-kesehatan", "id": "N-abc234",
        "kunci": kunci.nama(PUBLIK), "isi": sidik_isi({}), "teks": sidik_teks([]), **isi,
    })  # fmt: skip
    return replace(polos, tanda=rapat(RAHASIA.sign(polos.pesan)))


@given(nomor=NOMOR, tanggal=st.dates(), isi=st.dictionaries(st.text(max_size=9), st.text(max_size=9)))
def test_a_code_comes_back_as_it_was_written_and_is_genuine(nomor: str, tanggal: object, isi: dict[str, str]):
    kode = bersegel(nomor=nomor, tanggal=str(tanggal), isi=sidik_isi(isi))
    assert baca(str(kode)) == kode
    assert verifikasi(kode, None, publik=KUNCI).putusan is Putusan.ASLI


@given(nomor=NOMOR, data=st.data(), sela=st.sampled_from(["\n", "\r\n    ", "\u200b", "\ufeff"]))
def test_a_number_with_blanks_survives_what_a_message_does_to_its_code(
    nomor: str, data: st.DataObject, sela: str
):
    kode = bersegel(nomor=nomor)
    letak = data.draw(st.integers(0, len(str(kode))))
    baca_ = baca(f"{str(kode)[:letak]}{sela}{str(kode)[letak:]}")
    hasil = verifikasi(baca_, None, publik=KUNCI)
    assert hasil.putusan is Putusan.ASLI
    assert hasil.kode == kode


@given(nomor=NOMOR, data=st.data())
def test_one_changed_letter_anywhere_is_never_genuine(nomor: str, data: st.DataObject):
    teks = str(bersegel(nomor=nomor))
    letak = data.draw(st.integers(0, len(teks) - 1))
    lain = data.draw(st.sampled_from(string.ascii_letters + string.digits + "-_|/. "))
    palsu = teks[:letak] + lain + teks[letak + 1 :]
    assume(palsu.strip() != teks)
    try:
        kode = baca(palsu)
    except DataTidakSah:
        return
    assert verifikasi(kode, None, publik=KUNCI).putusan is not Putusan.ASLI


@given(teks=st.text(max_size=300))
@example("NASKAH1|" + "|" * 7)
@example("NASKAH1|1|２０２６-11-23|a|N-abc234|" + "a" * 11 + "|" + "a" * 22 + "|" + "a" * 22 + "|" + "a" * 86)
def test_any_other_text_is_refused_in_words(teks: str):
    with pytest.raises(DataTidakSah):
        baca(teks)


@given(
    a=st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
    b=st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
)
def test_other_values_have_another_hash(a: dict[str, str], b: dict[str, str]):
    assert (sidik_isi(a) == sidik_isi(b)) == (a == b)


@settings(deadline=None)  # nine pictures are drawn
@given(kode=NOMOR, baris=BARIS, topeng=st.none() | st.integers(0, 7))
def test_a_picture_carries_its_code_and_words(kode: str, baris: list[str], topeng: int | None):
    bawaan = gambar.Bawaan(kode, tuple(baris))
    data = gambar.png(bawaan) if topeng is None else gambar.png(bawaan, topeng)
    assert gambar.baca(data) == bawaan
    assert gambar.tergambar(data, bawaan)
    assert not gambar.tergambar(data, gambar.Bawaan(kode + "x", bawaan.teks))


@given(data=st.binary(max_size=200))
def test_any_bytes_may_stand_behind_the_sign_of_a_png(data: bytes):
    assert gambar.baca(b"\x89PNG\r\n\x1a\n" + data) is None


@given(baris=BARIS, data=st.data())
def test_a_line_changed_taken_away_or_added_is_told_in_both_kinds_of_file(
    baris: list[str], data: st.DataObject
):
    asli = list(baris_teks("\n".join(baris)))
    assume(asli)
    letak = data.draw(st.integers(0, len(asli) - 1))
    baru = data.draw(st.sampled_from([[], [asli[letak], "Sisipan"], ["Ganti"]]))
    kini = [*asli[:letak], *baru, *asli[letak + 1 :]]
    assume(sorted(kini) != sorted(asli))
    assert banding.docx(asli, kini)
    lain = banding.pdf(asli, kini) or banding.tak_terbanding(asli, kini)
    assert lain or lipat("".join(kini)) == lipat("".join(asli))


def lipat(teks: str) -> str:
    return "".join(map(banding.lipat, teks))


@given(baris=BARIS, lebar=st.integers(1, 12))
@example(baris=["Koperasi ß ŉ ǅ ΐ ı ﬁ", "nb\u2011hy 😀 हिन्दी"], lebar=3)
def test_a_pdf_that_breaks_lines_elsewhere_and_shouts_says_the_same(baris: list[str], lebar: int):
    asli = baris_teks("\n".join(baris))
    lurus = "".join(asli)
    patah = [lurus[i : i + lebar].upper() for i in range(0, len(lurus), lebar)]
    assert banding.pdf(asli, patah) == []
    assert banding.tak_terbanding(asli, patah) == ""
