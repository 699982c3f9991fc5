"""Within a moment the office's files are looked at once; after it as they are by then."""

from __future__ import annotations

from naskah.kantor import Kantor
from naskah.sekejap import ingat, sekejap


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
