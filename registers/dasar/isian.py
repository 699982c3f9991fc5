"""A declared field: of a jenis naskah, of a row in a daftar, of a book column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

# JSON-able canonical value: str, int, bool, None, list or dict of the same.
Nilai: TypeAlias = Any


@dataclass(frozen=True)
class Isian:
    """One field as its declaration says it.

    Attributes:
        nama: key in the input and in templates.
        jenis: name of the value kind ("teks", "tanggal", "daftar" …).
        label: what the office calls it.
        bantuan: one line of help under the field.
        contoh: an example value, as a person types it.
        bagian: section of the form.
        wajib: must be given.
        wajib_jika: "nama" (must be given when that field is) or "nama=nilai".
        bawaan: default, as a person would type it.
        pilihan: allowed values of kind "pilihan".
        pola: regular expression the whole text must match.
        minimal: least rows of a daftar, least value of a number, least length of a text.
        maksimal: as minimal, the most.
        cetak: False when no template prints it.
        kolom: columns of kind "daftar", items of kind "checklist".
    """

    nama: str
    jenis: str = "teks"
    label: str = ""
    bantuan: str = ""
    contoh: str = ""
    bagian: str = "Isi"
    wajib: bool = False
    wajib_jika: str = ""
    bawaan: object = None
    pilihan: tuple[str, ...] = ()
    pola: str = ""
    minimal: int | None = None
    maksimal: int | None = None
    cetak: bool = True
    kolom: tuple[Isian, ...] = ()


class Acuan(Protocol):
    """Master data a kind may look into. Keys are what a person types: a name, a NIP, a NIK, an id.

    Each returns a dict of text values (see docs/arsitektur.md, table of kinds), None when nothing matches.
    Raises `NilaiSalah` when the key fits more than one.
    """

    def pegawai(self, kunci: str) -> Mapping[str, Nilai] | None:
        """An employee by NIP or name."""
        ...

    def koperasi(self, kunci: str) -> Mapping[str, Nilai] | None:
        """A koperasi by NIK or name."""
        ...

    def pejabat(self, kunci: str) -> Mapping[str, Nilai] | None:
        """An office holder by the id of the post, as of the letter's date."""
        ...


class TanpaAcuan:
    """Master data of nothing, for kinds that need none."""

    def pegawai(self, kunci: str) -> None:
        """Nobody."""

    def koperasi(self, kunci: str) -> None:
        """None."""

    def pejabat(self, kunci: str) -> None:
        """Nobody."""


class Kind(Protocol):
    """How one kind of value is read and printed. One module each, found by discovery."""

    nama: str

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Typed or imported value → canonical value.

        Raises:
            NilaiSalah: what is wrong and what to type instead.
        """
        ...

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """Canonical value → what templates see: name → text, bool, list or dict."""
        ...
