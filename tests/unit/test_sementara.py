"""Folders for work in progress leave nothing behind, killed or not."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from registers.dasar.sementara import folder_kerja


def test_what_a_killed_process_left_goes_and_what_a_living_one_works_in_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    mati = subprocess.Popen([sys.executable, "-c", ""])
    mati.wait()
    tinggal, orang = tmp_path / f"naskah-{mati.pid}-abc", tmp_path / "naskah-hangat-abc"
    for satu in (tinggal, orang):
        satu.mkdir()
        (satu / "surat.docx").write_bytes(b"isi")
    with folder_kerja() as luar, folder_kerja() as dalam:
        assert stat.S_IMODE(luar.stat().st_mode) == 0o700
        assert luar.name.startswith(f"naskah-{os.getpid()}-")
        assert luar.is_dir()
        assert dalam != luar
        assert sorted(tmp_path.iterdir()) == sorted([luar, dalam, orang])
    assert list(tmp_path.iterdir()) == [orang]
