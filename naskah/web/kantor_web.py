"""The open office of a running server: opened anew when kantor.toml or its templates change."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from naskah.catalog import folder_templat
from naskah.kantor import Kantor
from naskah.penulis_buku import PenulisBuku
from naskah.tatanan import NAMA_BERKAS
from registers.dasar.waktu import Clock

SIMPANAN = ".simpanan"


class KantorWeb:
    """One office for many people: everything opened is shared, only who acts differs.

    Args:
        folder: the office.
        clock: where moments come from; None is the system's.
    """

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder.resolve()
        self._clock = clock
        self._gembok = threading.Lock()
        self._penulis = PenulisBuku()
        self._dasar: Kantor | None = None
        self._tanda: object = None

    def untuk(self, pelaku: str) -> Kantor:
        """The office as it is now, for one person.

        Raises:
            KantorSalah: kantor.toml cannot be used as it stands.
        """
        tanda = self._keadaan()
        with self._gembok:
            if self._dasar is None or tanda != self._tanda:
                baru = Kantor.buka(self.folder, clock=self._clock, pelaku="naskah")
                if self._dasar is not None and self._dasar.tatanan.database == baru.tatanan.database:
                    baru.pakai_ledger(self._dasar)
                baru.penulis = self._penulis
                self._dasar, self._tanda = baru, tanda
            return self._dasar.untuk(pelaku)

    def tutup(self) -> None:
        """Write what waits for its workbook, and give back the database connections."""
        self._penulis.tutup()
        if self._dasar is not None:
            self._dasar.tutup()

    @property
    def zona(self) -> str:
        """The office's zone, as it was when it was opened last."""
        return (self._dasar or self.untuk("")).tatanan.zona_waktu

    def _keadaan(self) -> frozenset[tuple[str, int, int]]:
        """What changes when somebody edits the office's settings or a template; asked at every request."""
        berkas = [str(self.folder / NAMA_BERKAS)]
        for akar in (self.folder / "templates", folder_templat()):
            for jenis in _isi(akar):
                if jenis.name.startswith("_"):
                    berkas += [b.path for b in _isi(jenis.path) if b.name.endswith(".toml")]
                    nama = {"_paket": "paket.toml", "_lembar": "naskah.toml"}.get(jenis.name)
                    berkas += [f"{b.path}/{nama}" for b in _isi(jenis.path) if nama]
                else:
                    berkas.append(f"{jenis.path}/naskah.toml")
        return frozenset((p, s.st_mtime_ns, s.st_size) for p in berkas if (s := _stat(p)))


def _isi(folder: str | Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as isi:
            return list(isi)
    except OSError:
        return []


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 (a Path for every file costs more than asking for it)
    except OSError:
        return None
