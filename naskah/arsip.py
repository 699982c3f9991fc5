"""Where documents lie: arsip/ for issued ones, arsip/.tunggu/ before their transaction is through, konsep/.

A finished file is on the disk under .tunggu/ before COMMIT and renamed after it. A crash between the two
leaves a registered file that waits; `pindahkan` finishes it, and nothing is ever rendered twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal

_TUNGGU = PurePosixPath("arsip/.tunggu")


@dataclass(frozen=True)
class Simpanan:
    """A file the ledger knows.

    Attributes:
        path: its final place, relative to the office, "/" between folders.
        sha256: hash of its bytes; also its name while it waits.
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


def tunggu(kantor: Path, path: str, data: bytes, isi_sha256: str = "") -> Simpanan:
    """Put `data` on the disk under .tunggu/, to be moved to `path` once the ledger has it.

    Raises:
        BerkasGagal: disk full, read-only folder. Nothing is left behind.
    """
    simpanan = Simpanan(path, berkas.sha256(data), len(data), isi_sha256)
    tujuan = kantor / path
    if tujuan.exists():
        raise BerkasGagal(f"Berkas {path} sudah ada dan tidak akan ditimpa.", "Jalankan: naskah periksa")
    try:
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        if not _dapat_ditulisi(tujuan.parent):
            raise PermissionError(13, "")
    except OSError as galat:
        raise berkas.gagal(tujuan, galat, "ditulis") from galat
    berkas.tulis_atomik(_menunggu(kantor, simpanan), data)
    return simpanan


def pindahkan(kantor: Path, simpanan: Iterable[Simpanan]) -> list[str]:
    """Rename registered files from .tunggu/ to their place; returns the paths that are still missing."""
    hilang: list[str] = []
    folder: set[Path] = set()
    for satu in simpanan:
        asal, tujuan = _menunggu(kantor, satu), kantor / satu.path
        if tujuan.exists():
            asal.unlink(missing_ok=True)
            continue
        try:
            tujuan.parent.mkdir(parents=True, exist_ok=True)
            asal.rename(tujuan)
        except OSError:
            hilang.append(satu.path)
            continue
        folder.add(tujuan.parent)
    for satu in folder:
        berkas.sinkron_folder(satu)
    return hilang


def buang(kantor: Path, simpanan: Iterable[Simpanan]) -> None:
    """Remove waiting files whose transaction was rolled back."""
    for satu in simpanan:
        _menunggu(kantor, satu).unlink(missing_ok=True)


def menunggu(kantor: Path) -> list[Path]:
    """Every file under .tunggu/."""
    folder = kantor / _TUNGGU
    return sorted(folder.iterdir()) if folder.is_dir() else []


def lokasi(kantor: Path, path: str, sha256: str) -> Path | None:
    """Where a registered file lies now: its place, or .tunggu/ after a crash; None when it is gone."""
    for calon in (kantor / path, kantor / _TUNGGU / f"{sha256}{Path(path).suffix}"):
        if calon.is_file():
            return calon
    return None


def _menunggu(kantor: Path, simpanan: Simpanan) -> Path:
    return kantor / _TUNGGU / f"{simpanan.sha256}{PurePosixPath(simpanan.path).suffix}"


def _dapat_ditulisi(folder: Path) -> bool:
    """Whether a file can be made in `folder`; asked before a number is taken, since the rename comes after."""
    uji = folder / ".uji-tulis"
    try:
        uji.touch()
        uji.unlink(missing_ok=True)
    except OSError:
        return False
    return True
