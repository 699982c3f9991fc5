"""Where documents lie: arsip/ for issued ones, arsip/.tunggu/ before their transaction is through, konsep/.

A finished file is on the disk under .tunggu/ before COMMIT and renamed after it. A crash between the two
leaves a registered file that waits; `pindahkan` finishes it, and nothing is ever rendered twice.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal
from registers.dasar.sistem import sinkron_folder, sinkron_isi

if TYPE_CHECKING:
    from registers.ledger import Ledger, Tx

_TUNGGU = PurePosixPath("arsip/.tunggu")


@dataclass(frozen=True)
class Simpanan:
    """A file the ledger knows.

    Attributes:
        path: its final place, relative to the office, "/" between folders.
        sha256: hash of its bytes.
        ukuran: bytes.
        isi_sha256: hash over the uncompressed parts, which compares across machines; "" for foreign files.
    """

    path: str
    sha256: str
    ukuran: int
    isi_sha256: str = ""


def tempat_arsip(tahun: int, nama: str, id_: str, versi: int, akhiran: str) -> str:
    """The final path of an issued document: named by rule, made unique by its id, -r2 for a ralat."""
    ralat = f"-r{versi}" if versi > 1 else ""
    return f"arsip/{tahun}/{berkas.nama_aman(nama)}_{id_}{ralat}{akhiran}"


class Tunggu:
    """The finished files of one transaction, on the disk but not yet in their place.

    Used around the transaction: `simpan` inside it, `pindahkan` after COMMIT. When it fails, the files the
    ledger does not know are removed; those it does know (the failure came after COMMIT) stay for repair.
    """

    def __init__(self, kantor: Path, ledger: Ledger) -> None:
        self._kantor = kantor
        self._ledger = ledger
        self._simpanan: list[Simpanan] = []

    def __enter__(self) -> Tunggu:
        return self

    def __exit__(self, jenis: type[BaseException] | None, *_: object) -> None:
        if jenis is None:
            return
        with self._ledger.baca() as baca:
            asing = [s for s in self._simpanan if baca.berkas_di(s.path) is None]
        for satu in asing:
            with suppress(
                OSError
            ):  # whatever is wrong there, the error that brought us here is the one to tell
                _menunggu(self._kantor, satu).unlink(missing_ok=True)

    def simpan(self, path: str, data: bytes, isi_sha256: str = "") -> Simpanan:
        """Put `data` on the disk under .tunggu/, to be moved to `path` once the ledger has it.

        Raises:
            BerkasGagal: disk full, read-only folder, or `path` exists. Nothing is left behind.
        """
        simpanan = Simpanan(path, berkas.sha256(data), len(data), isi_sha256)
        _pastikan_bebas(self._kantor, path)
        _pastikan_dapat_ditulisi((self._kantor / path).parent)
        self._simpanan.append(simpanan)
        berkas.tulis_atomik(_menunggu(self._kantor, simpanan), data)
        return simpanan

    def terima(self, simpanan: Iterable[Simpanan]) -> None:
        """Take over files that a `Tumpukan`, perhaps of another process, has put under .tunggu/."""
        self._simpanan += simpanan

    def sinkron(self) -> None:
        """Flush to the disk, in one go, what was taken over; to be done before COMMIT.

        Raises:
            BerkasGagal: the disk does not take them.
        """
        folder = self._kantor / _TUNGGU
        if self._simpanan:
            try:
                sinkron_isi(folder, (nama_tunggu(s.path, s.sha256) for s in self._simpanan))
                sinkron_folder(folder)
            except OSError as galat:
                raise berkas.gagal(folder, galat, "ditulis") from galat

    def pindahkan(self) -> list[str]:
        """Rename every file to its place, after COMMIT; what cannot be moved now is a warning for people."""
        return [
            f"Berkas {path} belum dapat dipindahkan ke tempatnya; jalankan: naskah periksa --perbaiki"
            for path in pindahkan(self._kantor, self._simpanan)
        ]


class Tumpukan:
    """The finished files of many letters under .tunggu/, written but not flushed.

    Whoever renders uses it; a `Tunggu` takes them over and flushes them.
    """

    def __init__(self, kantor: Path) -> None:
        self._kantor, self._tunggu = kantor, kantor / _TUNGGU
        self._simpanan: list[Simpanan] = []
        self._teruji: set[str] = set()

    def simpan(self, path: str, data: bytes, isi_sha256: str = "") -> Simpanan:
        """Write `data` under .tunggu/.

        Raises:
            BerkasGagal: as `Tunggu.simpan`.
        """
        simpanan = Simpanan(path, berkas.sha256(data), len(data), isi_sha256)
        sementara = self._tunggu / nama_tunggu(path, simpanan.sha256)
        folder = path.rpartition("/")[0]
        if folder not in self._teruji:
            _pastikan_dapat_ditulisi(self._kantor / folder)
            sementara.parent.mkdir(parents=True, exist_ok=True)
            self._teruji.add(folder)
        _pastikan_bebas(self._kantor, path)
        self._simpanan.append(simpanan)
        try:
            with sementara.open("wb") as isi:
                isi.write(data)
        except OSError as galat:
            raise berkas.gagal(sementara, galat, "ditulis") from galat
        return simpanan

    def buang(self) -> None:
        """Take back what was written: nobody is going to want it."""
        for satu in self._simpanan:
            with suppress(OSError):
                _menunggu(self._kantor, satu).unlink(missing_ok=True)


def pindahkan(kantor: Path, simpanan: Iterable[Simpanan]) -> list[str]:
    """Rename registered files from .tunggu/ to their place; returns the paths that are still missing.

    The renames are not flushed: one that a power cut undoes leaves a registered file that waits.
    """
    hilang: list[str] = []
    folder: set[Path] = set()
    for satu in simpanan:
        asal, tujuan = _menunggu(kantor, satu), kantor / satu.path
        if tujuan.exists():
            if _utuh(tujuan, satu.sha256):
                asal.unlink(missing_ok=True)
            else:
                hilang.append(satu.path)
            continue
        try:
            if tujuan.parent not in folder:
                tujuan.parent.mkdir(parents=True, exist_ok=True)
                folder.add(tujuan.parent)
            asal.rename(tujuan)
        except OSError:
            hilang.append(satu.path)
    return hilang


def rapikan(kantor: Path, tx: Tx) -> tuple[list[str], list[str]]:
    """Finish what a crash left under .tunggu/: registered files are renamed, the others removed.

    Args:
        kantor: the office's folder.
        tx: a write transaction; inside one nobody else is between "on the disk" and "in the ledger".

    Returns:
        The paths put in their place, and the names of what was removed.
    """
    terdaftar = {nama_tunggu(b.path, b.sha256): b for b in tx.semua_berkas()}
    semua = menunggu(kantor)
    tugas = [Simpanan(b.path, b.sha256, b.ukuran) for p in semua if (b := terdaftar.get(p.name))]
    sisa = [p for p in semua if p.name not in terdaftar]
    hilang = pindahkan(kantor, tugas)
    for p in sisa:
        p.unlink(missing_ok=True)
    return [s.path for s in tugas if s.path not in hilang], [p.name for p in sisa]


def menunggu(kantor: Path) -> list[Path]:
    """Every file under .tunggu/."""
    folder = kantor / _TUNGGU
    return sorted(folder.iterdir()) if folder.is_dir() else []


def lokasi(kantor: Path, path: str, sha256: str) -> Path | None:
    """Where a registered file lies now: its place, or .tunggu/ after a crash; None when it is gone."""
    for calon in (kantor / path, kantor / _TUNGGU / nama_tunggu(path, sha256)):
        if calon.is_file():
            return calon
    return None


def _utuh(path: Path, sha256: str) -> bool:
    """Whether the file there is the registered one; a sync tool may have left an empty one of its name."""
    try:
        return berkas.sha256(path.read_bytes()) == sha256
    except OSError:
        return False


def nama_tunggu(path: str, sha256: str) -> str:
    """The name of a waiting file: by content and by place, since two letters may carry the same scan."""
    return f"{sha256[:16]}-{path.rpartition('/')[2]}"


def _menunggu(kantor: Path, simpanan: Simpanan) -> Path:
    return kantor / _TUNGGU / nama_tunggu(simpanan.path, simpanan.sha256)


def _pastikan_bebas(kantor: Path, path: str) -> None:
    if (kantor / path).exists():
        raise BerkasGagal(f"Berkas {path} sudah ada dan tidak akan ditimpa.", "Jalankan: naskah periksa")


def _pastikan_dapat_ditulisi(folder: Path) -> None:
    """Refuse a folder that cannot be written before a number is taken, since the rename comes after."""
    uji = folder / f".uji-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        uji.touch()
        uji.unlink(missing_ok=True)
    except OSError as galat:
        raise berkas.gagal(folder, galat, "ditulisi") from galat
