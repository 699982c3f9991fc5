"""Kind "berkas": a file that goes with the letter, named by its path inside the office folder."""

from __future__ import annotations

from pathlib import PureWindowsPath

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.tulisan import satu_baris


class BerkasIsian:
    """A relative path with "/" between folders; one that could leave its folder is refused."""

    nama = "berkas"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """A file name or relative path, in Windows or Unix spelling."""
        path = PureWindowsPath(satu_baris(raw))  # takes both separators and knows drive letters
        if path.drive or path.root or ".." in path.parts or any(c in str(path) for c in '<>:"|?*'):
            raise NilaiSalah(
                "bukan berkas di dalam folder kantor",
                "tulis seperti lampiran/denah.pdf, tanpa ../ dan tanpa C:\\",
            )
        return path.as_posix()

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """The path."""
        return {nama: nilai or ""}


KIND = BerkasIsian()
