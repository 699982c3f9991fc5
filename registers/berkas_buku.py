"""The file of one book, the copy kept beside it, and where old and damaged ones go. Nothing is deleted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from registers.dasar import berkas

SALINAN, RUSAK, LAMA = ".terakhir", ".rusak", ".lama"
"""Folders beside the books: each one as it was last in step with the ledger; damaged ones; rebuilt ones."""

_JEDA = 0.5  # seconds


@dataclass(frozen=True)
class BerkasBuku:
    """One workbook at `path`. Reading and writing raise BerkasGagal, PermissionError when it is held open."""

    path: Path

    def ada(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    def baca(self) -> bytes:
        """Its bytes."""
        return berkas.baca(self.path)

    def diam(self, data: bytes) -> bool:
        """Whether the file still holds `data` a moment later: nobody is in the middle of copying it here."""
        time.sleep(_JEDA)
        return self.baca() == data

    def tulis(self, data: bytes) -> None:
        """Make it, or replace it whatever it holds."""
        berkas.tulis_atomik(self.path, data)

    def ganti(self, lama: bytes, baru: bytes) -> None:
        """Replace it, if it still holds `lama`.

        Raises:
            BerkasBerubah: it does not; it stays as it is.
        """
        berkas.tulis_atomik(self.path, baru, ganti=lama)

    def salinan(self) -> bytes:
        """The book as it was last in step with the ledger; empty when there is no copy."""
        try:
            return self._salinan.read_bytes()
        except OSError:
            return b""

    def simpan_salinan(self, data: bytes) -> None:
        """Keep the book as it is now."""
        if self.salinan() != data:
            berkas.tulis_atomik(self._salinan, data)

    def simpan(self, folder: str, data: bytes) -> str:
        """Keep a version of the file in a folder beside it; returns where, for people to read."""
        tujuan = self._tempat(folder)
        berkas.tulis_atomik(tujuan, data)
        return f"{self.path.parent.name}/{folder}/{tujuan.name}"

    def sisihkan(self, folder: str) -> str:
        """Move the file into a folder beside it; returns where it is now, for people to read."""
        tujuan = self._tempat(folder)
        self.path.rename(tujuan)
        return f"{self.path.parent.name}/{folder}/{tujuan.name}"

    def _tempat(self, folder: str) -> Path:
        """A free name in a folder beside the file."""
        tempat = self.path.with_name(folder)
        tempat.mkdir(parents=True, exist_ok=True)
        calon = (tempat / f"{self.path.stem}-{ke}{self.path.suffix}" for ke in count(1))
        return next(satu for satu in calon if not satu.exists())

    @property
    def _salinan(self) -> Path:
        return self.path.with_name(SALINAN) / self.path.name
