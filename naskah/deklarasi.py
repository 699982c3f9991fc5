"""naskah.toml as it is written: its keys and their shapes, all mistakes of a file at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from registers.dasar import berkas
from registers.dasar.galat import TemplatSalah
from registers.dasar.isian import Isian
from registers.dasar.temuan import Temuan

_T = TypeVar("_T", bound=BaseModel)
_NAMA = r"^[a-z][a-z0-9_]*$"
_PESAN = {
    "missing": "belum ditulis",
    "extra_forbidden": "kunci ini tidak dikenal",
    "string_pattern_mismatch": "hanya huruf kecil, angka, dan garis bawah",
    "literal_error": "nilainya tidak dikenal",
    "string_type": "harus teks",
    "int_type": "harus bilangan",
    "bool_type": "harus true atau false",
    "list_type": "harus daftar [ … ]",
    "tuple_type": "harus daftar [ … ]",
}


class _Ketat(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class IsianToml(_Ketat):
    """One [[isian]], [[isian.kolom]] or [[hasil]]."""

    nama: str = Field(pattern=_NAMA)
    jenis: str = "teks"
    label: str = ""
    bantuan: str = ""
    contoh: str = ""
    bagian: str = "Isi"
    wajib: bool = False
    wajib_jika: str = ""
    bawaan: Any = None
    pilihan: tuple[str, ...] = ()
    pola: str = ""
    minimal: int | None = None
    maksimal: int | None = None
    cetak: bool = True
    kolom: tuple[IsianToml, ...] = ()

    def isian(self) -> Isian:
        """The field as the core knows it."""
        nilai = {k: getattr(self, k) for k in type(self).model_fields if k != "kolom"}
        nilai["label"] = self.label or self.nama.replace("_", " ").capitalize()
        return Isian(**nilai, kolom=tuple(k.isian() for k in self.kolom))


class Butir(_Ketat):
    """One paper of a checklist."""

    kunci: str = Field(pattern=_NAMA)
    nama: str


class Kelengkapan(_Ketat):
    """The checklist of a type."""

    judul: str = "Kelengkapan"
    butir: tuple[Butir, ...]


class TurunanToml(_Ketat):
    """One [[turunan]]."""

    jenis: str
    tiap: str = ""
    isi: Mapping[str, str]


class BarisToml(_Ketat):
    """One [[baris]]."""

    buku: str
    tiap: str = ""
    cari: str = ""
    kosong: tuple[str, ...] = ()
    isi: Mapping[str, str | tuple[str, ...]]
    batal: Mapping[str, str] = {}


class NaskahToml(_Ketat):
    """The whole declaration of a type."""

    judul: str
    sop: tuple[int, ...] = ()
    cari: tuple[str, ...] = ()
    kop: Literal["dinas", "gubernur", "tanpa", ""] = "dinas"
    halaman: Literal["kop", "sendiri"] = "kop"
    seri: str
    klasifikasi: str = ""
    buku: tuple[str, ...] = ()
    penandatangan: str
    atas_nama: str = ""
    paraf: tuple[str, ...] = ()
    umum: tuple[str, ...] = ()
    hal: str = ""
    kepada: str = ""
    indeks: str = ""
    berkas: str = ""
    segel: bool = False
    satu_halaman: bool = False
    hitung: tuple[str, ...] = ()
    isian: tuple[Mapping[str, Any], ...] = ()
    hasil: tuple[IsianToml, ...] = ()
    kelengkapan: Kelengkapan | None = None
    turunan: tuple[TurunanToml, ...] = ()
    baris: tuple[BarisToml, ...] = ()
    asal: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {}


class LembarToml(_Ketat):
    """One [[lembar]] of a paket."""

    jenis: str
    bila: str = ""


class PaketToml(NaskahToml):
    """The declaration of a paket: a letter of several documents."""

    lembar: tuple[LembarToml, ...] = Field(min_length=1)


class SetToml(_Ketat):
    """A file of shared fields in templates/_umum/."""

    isian: tuple[IsianToml, ...] = ()
    hasil: tuple[IsianToml, ...] = ()


def baca_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dict.

    Raises:
        TemplatSalah: it is not valid TOML.
        BerkasGagal: it cannot be read.
    """
    try:
        return tomllib.loads(berkas.baca(path).decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as galat:
        raise TemplatSalah(f"{path} tidak terbaca.", [Temuan(str(path), str(galat))]) from galat


def baca_naskah(path: Path) -> NaskahToml:
    """The declaration in `path`.

    Raises:
        TemplatSalah: with every finding at once.
    """
    return _baca(path, NaskahToml)


def baca_paket(path: Path) -> PaketToml:
    """The paket in `path`; raises as `baca_naskah`."""
    return _baca(path, PaketToml)


def baca_set(path: Path) -> SetToml:
    """The shared fields in `path`; raises as `baca_naskah`."""
    return _baca(path, SetToml)


def _baca(path: Path, bentuk: type[_T]) -> _T:
    try:
        return bentuk.model_validate(baca_toml(path))
    except ValidationError as galat:
        raise TemplatSalah(f"{path} belum benar.", list(temuan(galat))) from galat


def temuan(galat: ValidationError) -> Iterator[Temuan]:
    """Pydantic's errors as Indonesian findings, each naming its key."""
    for satu in galat.errors():
        tempat = ".".join(f"[{p + 1}]" if isinstance(p, int) else str(p) for p in satu["loc"]).replace(
            ".[", "["
        )
        saran = (
            f"pilih: {satu['ctx']['expected']}" if satu["type"] == "literal_error" and "ctx" in satu else ""
        )
        nilai = satu.get("input")
        yield Temuan(
            tempat, _PESAN.get(satu["type"], satu["msg"]), saran, nilai if isinstance(nilai, str) else ""
        )
