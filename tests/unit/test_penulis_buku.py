"""The server's writer of books: in turn, as often as needed, never two at a time, and nobody waits long."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from naskah import penulis_buku
from naskah.penulis_buku import PenulisBuku


@pytest.fixture
def penulis(monkeypatch: pytest.MonkeyPatch) -> Iterator[PenulisBuku]:
    monkeypatch.setattr(penulis_buku, "JEDA", 0.01)
    penulis = PenulisBuku()
    yield penulis
    penulis.tutup()


def test_whoever_asks_first_gets_the_warnings_of_his_own_writing(penulis: PenulisBuku) -> None:
    assert penulis.minta(lambda: ["Buku sedang dibuka di Excel"]) == ["Buku sedang dibuka di Excel"]
    assert penulis.minta(lambda: []) == []


def test_who_asks_while_it_writes_does_not_wait_and_is_written_for_afterwards(penulis: PenulisBuku) -> None:
    mulai, lanjut, bersama, kali = threading.Event(), threading.Event(), threading.Lock(), []

    def tulis() -> list[str]:
        assert bersama.acquire(blocking=False), "dua sekaligus"
        kali.append(1)
        mulai.set()
        assert lanjut.wait(20)
        bersama.release()
        return ["punya yang pertama"]

    hasil: list[list[str]] = []
    pertama = threading.Thread(target=lambda: hasil.append(penulis.minta(tulis)))
    pertama.start()
    assert mulai.wait(20)
    assert [penulis.minta(tulis) for _ in range(30)] == [[]] * 30
    lanjut.set()
    pertama.join()
    penulis.tutup()
    assert hasil == [["punya yang pertama"]]
    assert len(kali) == 2  # thirty acts later: once more, for all of them


def test_an_error_reaches_who_asked_and_the_next_writing_runs(penulis: PenulisBuku) -> None:
    def rusak() -> list[str]:
        raise OSError("cakram penuh")

    with pytest.raises(OSError, match="cakram penuh"):
        penulis.minta(rusak)
    penulis.tutup()
    assert penulis.minta(lambda: ["sudah"]) == ["sudah"]


def test_nobody_waits_long_for_a_slow_disk_and_closing_waits_for_all(
    penulis: PenulisBuku, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(penulis_buku, "SABAR", 0.05)
    lanjut, ditulis = threading.Event(), []

    def lambat() -> list[str]:
        assert lanjut.wait(20)
        ditulis.append(1)
        return ["terlambat"]

    assert penulis.minta(lambat) == []
    assert not ditulis
    lanjut.set()
    penulis.tutup()
    assert ditulis == [1]
