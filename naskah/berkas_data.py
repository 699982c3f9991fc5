"""The workbooks of data/ that people fill in Excel, held and replaced: never beside somebody's own save.

The first state of each day, and the one before each import, is kept in data/.lama.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from naskah.kantor import Kantor
from registers import workbook
from registers.dasar import berkas, sistem
from registers.dasar.galat import KeadaanDitolak

_TUNGGU = 10.0  # seconds another write of the same file may take


@contextmanager
def terkunci(kantor: Kantor, nama: str) -> Generator[Path]:
    """The file of this name in data/, held against other writers of ours, and open in no Excel.

    Raises:
        KeadaanDitolak: somebody has it.
    """
    path = kantor.folder / "data" / nama
    with sistem.kunci(path.parent / ".kunci" / f"{path.stem}.kunci", tunggu=_TUNGGU) as dapat:
        if not dapat:
            raise KeadaanDitolak(f"data/{nama} sedang disimpan orang lain.", "Tunggu sebentar, lalu ulangi.")
        if siapa := workbook.pembuka(path, kantor.clock.now()):
            raise _terbuka(path, siapa)
        yield path


def ganti(kantor: Kantor, path: Path, lama: bytes, baru: bytes, nama: str) -> None:
    """Keep the old file as data/.lama/<file>-<nama>.xlsx unless there is one, and put the new one in place.

    Raises:
        KeadaanDitolak: Excel has opened or changed it meanwhile.
        BerkasGagal: it cannot be written.
    """
    if baru == lama:
        return
    simpanan = path.parent / ".lama" / f"{path.stem}-{nama}.xlsx"
    if not simpanan.exists():
        berkas.tulis_atomik(simpanan, lama)
    if siapa := workbook.pembuka(path, kantor.clock.now()):
        raise _terbuka(path, siapa)
    try:
        berkas.tulis_atomik(path, baru, ganti=lama)
    except berkas.BerkasBerubah as galat:
        raise KeadaanDitolak(
            f"data/{path.name} baru saja diubah program lain; perubahan Anda belum disimpan.",
            "Simpan sekali lagi.",
        ) from galat
    except PermissionError:
        raise _terbuka(path, "program lain") from None


def _terbuka(path: Path, siapa: str) -> KeadaanDitolak:
    return KeadaanDitolak(
        f"data/{path.name} sedang dibuka di {siapa}; perubahan Anda belum disimpan.",
        "Tutup berkas itu, lalu simpan lagi.",
    )
