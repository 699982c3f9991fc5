"""The files of a chunk: on the disk whole and together, or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
from pathlib import Path

import pytest

from naskah import arsip
from naskah.kantor import Kantor
from registers.dasar import sistem
from registers.dasar.galat import BerkasGagal


def test_half_a_file_is_never_taken_for_a_whole_one(tmp_path: Path) -> None:
    lunak, keras = resource.getrlimit(resource.RLIMIT_FSIZE)
    tumpukan = arsip.Tumpukan(tmp_path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, keras))
    try:
        with pytest.raises(BerkasGagal):
            tumpukan.simpan("arsip/2026/a.docx", b"x" * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (lunak, keras))
        tumpukan.buang()
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def test_a_disk_that_does_not_take_what_was_written_stops_the_chunk(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def penuh(_: int) -> int:
        ctypes.set_errno(errno.ENOSPC)
        return -1

    monkeypatch.setattr(sistem, "_syncfs", penuh)
    with pytest.raises(BerkasGagal, match="cakram penuh"):
        _satu_potong(kantor)
    assert not arsip.menunggu(kantor.folder)


def _satu_potong(kantor: Kantor) -> None:
    with arsip.Tunggu(kantor.folder, kantor.ledger) as tunggu:
        tunggu.terima([arsip.Tumpukan(kantor.folder).simpan("arsip/2026/a.docx", b"isi")])
        tunggu.sinkron()


def test_without_a_call_for_all_of_them_every_file_is_flushed(
    kantor: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sistem, "_syncfs", None)
    tumpukan, tunggu = arsip.Tumpukan(kantor.folder), arsip.Tunggu(kantor.folder, kantor.ledger)
    semua = [tumpukan.simpan(f"arsip/2026/{n}.docx", b"isi") for n in range(3)]
    disiram: set[Path] = set()

    def fsync(fd: int) -> None:
        disiram.add(Path(f"/proc/self/fd/{fd}").readlink())

    monkeypatch.setattr(os, "fsync", fsync)
    tunggu.terima(semua)
    tunggu.sinkron()
    assert {p for p in disiram if p.is_file()} == {
        kantor.folder / "arsip" / ".tunggu" / arsip.nama_tunggu(s.path, s.sha256) for s in semua
    }
