"""A warm LibreOffice: quick, alone, gone when let go; one bad file does not take the next with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from naskah import pdf
from registers.dasar.galat import PdfTidakTersedia
from tests.bahan.render import surat

pytestmark = [
    pytest.mark.skipif(pdf.tersedia() is None, reason="LibreOffice tidak terpasang"),
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="prosesnya dicari di /proc"),
]


def proses(folder: str) -> list[int]:
    """The soffice processes whose command line names `folder`."""
    hasil: list[int] = []
    for satu in Path("/proc").glob("[0-9]*"):
        try:
            baris = (satu / "cmdline").read_bytes()
        except OSError:
            continue
        if folder.encode() in baris and b"soffice" in baris:
            hasil.append(int(satu.name))
    return hasil


def tunggu(syarat: Callable[[], bool]) -> bool:
    batas = time.monotonic() + 10
    while not syarat() and time.monotonic() < batas:
        time.sleep(0.05)
    return syarat()


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return str(tmp_path)


@pytest.fixture
def hangat(temp: str) -> Iterator[pdf.Hangat]:
    satu = pdf.Hangat(batas_waktu=8)
    yield satu
    satu.matikan()
    assert proses(temp) == []
    assert not list(Path(temp).glob("naskah-hangat-*"))


def test_it_converts_right_after_the_start_and_leaves_nothing(hangat: pdf.Hangat) -> None:
    hangat.nyalakan()
    assert hangat.ke_pdf(surat("Isi"))[:4] == b"%PDF"


def test_a_hanging_office_is_replaced(hangat: pdf.Hangat, temp: str) -> None:
    hangat.ke_pdf(surat("Isi"))
    for pid in proses(temp):
        if b"soffice.bin" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGSTOP)
    assert hangat.ke_pdf(surat("Isi"))[:4] == b"%PDF"


def test_a_killed_office_is_replaced(hangat: pdf.Hangat, temp: str) -> None:
    hangat.ke_pdf(surat("Isi"))
    for pid in proses(temp):
        if b"soffice.bin" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
    assert hangat.ke_pdf(surat("Isi"))[:4] == b"%PDF"


def test_garbage_is_refused_and_the_next_letter_is_converted(hangat: pdf.Hangat) -> None:
    with pytest.raises(PdfTidakTersedia, match="pratinjau"):
        hangat.ke_pdf(b"PK bukan docx" * 50)
    assert hangat.ke_pdf(surat("Isi"))[:4] == b"%PDF"


def test_two_threads_get_their_pdfs(hangat: pdf.Hangat) -> None:
    hasil: list[bytes] = []
    utas = [threading.Thread(target=lambda: hasil.append(hangat.ke_pdf(surat("Isi")))) for _ in range(2)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert [h[:4] for h in hasil] == [b"%PDF", b"%PDF"]


def test_the_office_of_a_killed_server_ends(temp: str) -> None:
    kode = "import sys, time; from naskah.pdf import Hangat; Hangat().nyalakan(); time.sleep(60)"
    server = subprocess.Popen([sys.executable, "-c", kode], env={**os.environ, "TMPDIR": temp})
    try:
        assert tunggu(lambda: bool(list(Path(temp).glob("naskah-hangat-*/.~lock*"))))
    finally:
        server.kill()
        server.wait()
    assert tunggu(lambda: not proses(temp))
    assert tunggu(lambda: not list(Path(temp).glob("naskah-hangat-*")))


def test_nobody_waits_long_for_an_office_that_does_not_start(
    temp: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    palsu = tmp_path / "soffice"
    palsu.write_text("#!/bin/sh\nsleep 100\n")
    palsu.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    satu, pesan = pdf.Hangat(batas_waktu=1), list[str]()

    def minta() -> None:
        with pytest.raises(PdfTidakTersedia) as galat:
            satu.ke_pdf(surat("Isi"))
        pesan.append(galat.value.message)

    utas = [threading.Thread(target=minta) for _ in range(20)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    satu.tutup()
    assert sum("banyak naskah lain" in p for p in pesan) == 12  # eight at most wait or work
    assert sum("tidak dapat mengubah" in p for p in pesan) == 1  # the others need no try of their own


def test_a_closing_server_does_not_wait_for_an_office_that_hangs(hangat: pdf.Hangat, temp: str) -> None:
    hangat.ke_pdf(surat("Isi"))
    for pid in proses(temp):
        if b"soffice.bin" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor() as kolam:
        tunda = kolam.submit(hangat.ke_pdf, surat("Isi"))
        time.sleep(0.5)
        hangat.tutup()
        assert isinstance(tunda.exception(), PdfTidakTersedia)
    with pytest.raises(PdfTidakTersedia, match="tidak menjawab"):
        hangat.ke_pdf(surat("Isi"))
