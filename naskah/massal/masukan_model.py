"""What an input is: rows of values that know their cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast, overload

from naskah.catalog import Jenis
from naskah.lembar import SelRusak
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan


@dataclass(frozen=True)
class BarisMasukan:
    """The values of one letter.

    Attributes:
        nomor: number of its row as Excel shows it, in the user's sheet, .csv or master data; its place from 1
            in a .json.
        isi: field = value, as typed.
        sel: path of a value ("pegawai[2].nip") = its cell, blank cells included; nothing for inputs without
            cells.
        temuan: cells that cannot be used, each at the path of its value.
    """

    nomor: int
    isi: Mapping[str, Nilai]
    sel: Mapping[str, str] = field(default_factory=dict[str, str])
    temuan: tuple[Temuan, ...] = ()


@dataclass(frozen=True)
class BentukLembar:
    """How a sheet of the user's workbook is laid out.

    Attributes:
        nama: its name.
        judul: number of the row with its headings.
        akhir: the last column with a heading.
        alasan: column with the remarks of an earlier report, 0 for none.
        tetap: rows below the headings that are no letters (help, example).
    """

    nama: str
    judul: int
    akhir: int
    alasan: int
    tetap: tuple[int, ...] = ()


class BarisMalas(Sequence[BarisMasukan]):
    """Rows that are read when they are asked for.

    Args:
        nomor: their numbers.
        satu: makes the row at an index.
    """

    def __init__(self, nomor: Sequence[int], satu: Callable[[int], BarisMasukan]) -> None:
        self.nomor, self._satu = nomor, satu

    def __len__(self) -> int:
        return len(self.nomor)

    @overload
    def __getitem__(self, ke: int) -> BarisMasukan: ...

    @overload
    def __getitem__(self, ke: slice) -> Sequence[BarisMasukan]: ...

    def __getitem__(self, ke: int | slice) -> BarisMasukan | Sequence[BarisMasukan]:
        urut = range(len(self.nomor))[ke]
        return self._satu(urut) if isinstance(urut, int) else [self._satu(satu) for satu in urut]


@dataclass(frozen=True)
class Masukan:
    """An input.

    Attributes:
        sumber: name of the file, or of the master data ("koperasi").
        baris: its rows; a long sheet reads each when it is asked for.
        data: the user's file, empty for master data.
        jenis: type of the letters.
        bentuk: the sheets of a workbook, the one with the letters first; none for other inputs.
        catatan: what a person should know of what was left out, or is not as they see it.
    """

    sumber: str
    baris: Sequence[BarisMasukan]
    data: bytes
    jenis: Jenis
    bentuk: tuple[BentukLembar, ...] = ()
    catatan: tuple[str, ...] = ()

    def bernomor(self, nomor: Collection[int]) -> list[BarisMasukan]:
        """The rows with these numbers, in order."""
        if isinstance(self.baris, BarisMalas):
            return [self.baris[ke] for ke, n in enumerate(self.baris.nomor) if n in nomor]
        return [satu for satu in self.baris if satu.nomor in nomor]


@dataclass
class Isian:
    """The values of a row while they are collected."""

    nilai: dict[str, Nilai] = field(default_factory=dict[str, Nilai])
    temuan: list[Temuan] = field(default_factory=list[Temuan])

    def taruh(
        self, jalur: str, nilai: object, *, di: dict[str, Nilai] | None = None, awalan: str = ""
    ) -> None:
        """Put a value at its path ("koperasi.nama", "kelengkapan.identitas.keterangan").

        A key beside parts typed in full goes to "", which the field's kind refuses with the reason.

        Args:
            jalur: path below `awalan`.
            nilai: what was read; a `SelRusak` becomes a finding.
            di: where to; the row itself when left out.
            awalan: what the paths of findings begin with.
        """
        if isinstance(nilai, SelRusak):
            self.temuan.append(Temuan(f"{awalan}{jalur}", nilai.pesan, nilai.saran))
            return
        if isinstance(nilai, str) and "\ufffd" in nilai:
            saran = "ketik ulang huruf bertanda �"
            self.temuan.append(Temuan(f"{awalan}{jalur}", "memuat huruf yang sudah rusak", saran, nilai))
            return
        wadah = self.nilai if di is None else di
        *atas, kunci = jalur.split(".")
        for nama in atas:
            wadah = _tabel(wadah, nama, "keadaan" if nama == atas[-1] and kunci == "keterangan" else "")
        if isinstance(wadah.get(kunci), dict):
            wadah[kunci][""] = nilai
        else:
            wadah[kunci] = nilai


def _tabel(wadah: dict[str, Nilai], nama: str, kunci_lama: str) -> dict[str, Any]:
    """The table at `nama`; a value that stands there already moves into it."""
    lama = wadah.setdefault(nama, {})
    if not isinstance(lama, dict):
        wadah[nama] = {kunci_lama: lama}
    return cast("dict[str, Any]", wadah[nama])
