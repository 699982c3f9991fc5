"""Computed columns of the books. One module each, found by looking: a row's values in, one value out.

A module ends in `HITUNG = fungsi` with the signature of `HitungBuku`; a column names it as `hitung = "nama"`.
What needs the rows before it (a balance, a number used twice) is a `registers.hitungan.Berjalan`, or a
`BerjalanPada` when it must also know what `Hari` knows.
People type into the same rows, so a value may be missing or be any text: a computation never raises, it
leaves its cell blank or says what to look at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temukan import ambil, nama_modul
from registers.hitungan import Berjalan, Hitung

if TYPE_CHECKING:
    from naskah.hitung._sisa_anggaran import Anggaran
    from naskah.kantor import Kantor


@dataclass(frozen=True)
class Hari:
    """What a computation may know beside the row.

    Attributes:
        hari_ini: today in the office's zone.
        libur: the holidays of data/libur.csv.
        atur: numbers of `[tenggat_buku]` in kantor.toml, by name, and `setor_hari_kerja` of bendahara.toml.
        anggaran: reads data/anggaran.xlsx, for the books that ask; None without the file. One that cannot be
            opened raises: the book waits, and keeps what it took from the file before.
    """

    hari_ini: date
    libur: frozenset[date] = frozenset()
    atur: Mapping[str, int] = field(default_factory=dict[str, int])
    anggaran: Callable[[], Anggaran | None] = lambda: None


class HitungBuku(Protocol):
    """One computation."""

    def __call__(self, isi: Mapping[str, Nilai], hari: Hari, /) -> Nilai:
        """The value of one cell from those of its row, by booking key and by column key; None: blank."""
        ...


@dataclass(frozen=True)
class BerjalanPada:
    """A running column that must know more than its rows: `pada` gives the run for what `Hari` says."""

    pada: Callable[[Hari], Berjalan]

    def __call__(self, isi: Mapping[str, Nilai], hari: Hari, /) -> Nilai:
        """The value of a row that stands alone."""
        return self.pada(hari)(isi)


@cache
def daftar() -> Mapping[str, HitungBuku]:
    """Every computation by the name of its module.

    Raises:
        ImportError: a module here registers no HITUNG.
    """
    paket = sys.modules[__name__]
    return {nama: ambil(paket, nama, "HITUNG") for nama in nama_modul(paket)}


def hari(kantor: Kantor) -> Hari:
    """Today, the holidays that can be read, and the office's numbers."""
    from naskah import anggaran
    from naskah.hari_kerja import baca

    libur, _ = baca(kantor)
    kini = kantor.hari_ini()
    atur = kantor.tatanan.tenggat_buku.model_dump(exclude={"bup_jabatan"})
    return Hari(kini, libur, {**_bendahara(kini), **atur}, partial(anggaran.baca, kantor.folder / "data"))


def _bendahara(kini: date) -> Mapping[str, int]:
    """What regulations say of days in the books of the bendahara; nothing before the first of them."""
    from naskah.hitung._ketentuan_bendahara import ketentuan_pada
    from naskah.tabel import Rujukan

    try:
        return {"setor_hari_kerja": ketentuan_pada(Rujukan(kini)).setor_hari_kerja}
    except DataTidakSah:
        return {}


def semua(kantor: Kantor) -> Mapping[str, Hitung]:
    """Every computation, bound to the office's today."""
    return pada(hari(kantor))


def pada(kini: Hari) -> Mapping[str, Hitung]:
    """Every computation, bound to what is known on a day."""
    return {nama: _terikat(fungsi, kini) for nama, fungsi in daftar().items()}


def _terikat(fungsi: HitungBuku, kini: Hari) -> Hitung:
    if isinstance(fungsi, BerjalanPada):
        return fungsi.pada(kini)
    return fungsi if isinstance(fungsi, Berjalan) else partial(_jalankan, fungsi, kini)


def _jalankan(fungsi: HitungBuku, kini: Hari, isi: Mapping[str, Nilai]) -> Nilai:
    return fungsi(isi, kini)
