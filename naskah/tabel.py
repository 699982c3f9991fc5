"""Reference tables: the files of naskah/data/, read once per process. A new regulation is a new file."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from registers.dasar import berkas
from registers.dasar.galat import TidakDitemukan
from registers.dasar.isian import Nilai

FOLDER_DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Rujukan:
    """The tables as of one date; implements `naskah.hitung.Rujukan`."""

    tanggal: date
    folder: Path = FOLDER_DATA

    def tabel(self, nama: str) -> Nilai:
        """`nama`.toml as a dict, or the rows of every `nama`*.csv together, as dicts of text.

        Salaries of one kind of employee lie in one file per regulation: "gaji_pokok_pns" reads them all.

        Raises:
            TidakDitemukan: there is no such table.
        """
        return _muat(self.folder, nama)


@cache
def _muat(folder: Path, nama: str) -> Nilai:
    if (path := folder / f"{nama}.toml").is_file():
        return tomllib.loads(berkas.baca(path).decode("utf-8"), parse_float=Decimal)
    semua = sorted(folder.glob(f"{nama}*.csv"))
    if not semua:
        raise TidakDitemukan(
            f"Tabel rujukan {nama} tidak ada.", "Pasang ulang naskah: berkas datanya kurang."
        )
    return tuple(baris for path in semua for baris in _baris(path))


def _baris(path: Path) -> Iterator[Mapping[str, str]]:
    yield from csv.DictReader(io.StringIO(berkas.baca(path).decode("utf-8-sig")))
