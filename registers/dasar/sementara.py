"""Folders for work in progress: gone when it ends, and when it was killed, once somebody works again."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from registers.dasar.sistem import proses_hidup

_NAMA = re.compile(r"naskah-(\d{1,9})-.*")


@contextmanager
def folder_kerja() -> Generator[Path]:
    """A temporary folder that only this user can read; letters that killed processes left go first."""
    for lama in Path(gettempdir()).glob("naskah-*"):
        if (cocok := _NAMA.fullmatch(lama.name)) and not proses_hidup(int(cocok[1])):
            shutil.rmtree(lama, ignore_errors=True)
    with TemporaryDirectory(prefix=f"naskah-{os.getpid()}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
