"""Within a moment the office's files are looked at once; after it as they are by then."""

from __future__ import annotations

import pytest

from naskah import fields
from naskah.kantor import Kantor
from naskah.sekejap import ingat, sekejap
from registers.dasar import kinds
from registers.dasar.isian import Isian, TanpaAcuan

TEKS = (
    "3 Desember 2026",
    "2026-12-03",
    "1.250.000",
    "09.00",
    "ya",
    "Biasa",
    " dua  kata ",
    "baris\nlain",
    "7",
)


def test_within_a_moment_the_answer_stays_and_behind_it_is_asked_again() -> None:
    jawaban = iter(range(9))
    with sekejap():
        assert [ingat("a", lambda: next(jawaban)), ingat("a", lambda: next(jawaban))] == [0, 0]
        assert ingat("b", lambda: next(jawaban)) == 1
        with sekejap():  # one within another is the same moment
            assert ingat("a", lambda: next(jawaban)) == 0
        assert ingat("a", lambda: next(jawaban)) == 0
    assert [ingat("a", lambda: next(jawaban)), ingat("a", lambda: next(jawaban))] == [2, 3]
    with sekejap():
        assert ingat("a", lambda: next(jawaban)) == 4


def test_a_template_that_changes_between_two_moments_is_seen(kantor: Kantor) -> None:
    lama = kantor.katalog.jenis("surat-undangan")
    sendiri = kantor.folder / "templates" / lama.id
    sendiri.mkdir(parents=True)
    for satu in lama.folder.iterdir():
        (sendiri / satu.name).write_bytes(satu.read_bytes())
    baru = Kantor.buka(kantor.folder)
    jenis = baru.katalog.jenis(lama.id)
    with sekejap():
        awal = baru.bahan(jenis)["templat"]
        (sendiri / "naskah.docx").write_bytes(b"lain")
        assert baru.bahan(jenis)["templat"] == awal
    assert baru.bahan(jenis)["templat"] == b"lain"
    baru.tutup()


@pytest.mark.parametrize("jenis", sorted(kinds.semua()))
def test_a_text_that_was_read_before_gives_what_it_gives_alone(jenis: str):
    semua = (Isian("x", jenis), Isian("y", jenis, maksimal=4), Isian("x", "teks"))

    def baca(isian: Isian, teks: str) -> tuple[object, ...]:
        terbaca = fields.baca([isian], {isian.nama: teks}, TanpaAcuan())
        return terbaca.nilai, terbaca.temuan, fields.cetak([isian], terbaca.nilai)

    sendiri = [baca(isian, teks) for isian in semua for teks in TEKS]
    with sekejap():
        for _ in range(2):
            assert [baca(isian, teks) for isian in semua for teks in TEKS] == sendiri
