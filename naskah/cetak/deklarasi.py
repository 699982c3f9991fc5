"""cetak.toml as it is written, and finding the folders that hold one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from naskah.catalog import folder_templat
from naskah.deklarasi import baca_toml, temuan
from registers.dasar import berkas
from registers.dasar.galat import TemplatSalah, TidakDitemukan

if TYPE_CHECKING:
    from naskah.kantor import Kantor

FOLDER = "_cetak"
BERKAS = "cetak.toml"
_Nama = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
_IdRagam = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
_Warna = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{6}$")]


class _Ketat(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Salinan(_Ketat):
    """One of the copies every row is printed in.

    Attributes:
        nama: what it is called; for a coloured copy its colour.
        untuk: who keeps it.
        warna: its colour as RRGGBB; white when it has none.
    """

    nama: str
    untuk: str = ""
    warna: _Warna = "FFFFFF"


class Muat(_Ketat):
    """The room of a text that may be long: the first size at which it fits is taken.

    Attributes:
        lebar: millimetres.
        tinggi: millimetres.
        ukuran: font sizes in points, largest first. The first is that of its paragraph; each other one is a
            character style "Ukuran <size>" of the docx.
    """

    lebar: Annotated[float, Field(gt=0)]
    tinggi: Annotated[float, Field(gt=0)]
    ukuran: Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(min_length=1)]

    @staticmethod
    def gaya(ukuran: float) -> str:
        """Id of the character style of a size: 8 → "Ukuran8", 7.5 → "Ukuran75"."""
        return f"Ukuran{ukuran:g}".replace(".", "")


class Kotak(_Ketat):
    """A line of boxes to tick.

    Attributes:
        dari: keys whose values tick a box.
        pilihan: the boxes.
        setara: value → the box it ticks, where the two are written differently.
    """

    dari: tuple[str, ...]
    pilihan: tuple[str, ...]
    setara: Mapping[str, str] = {}


class TataDisposisi(_Ketat):
    """What a lembar disposisi offers to tick, filled in from the branches a letter has.

    Attributes:
        langkah: posts that dispose of a letter, in their order (SOP 12: two of them).
        penerima: posts it may be passed on to; empty: all posts of kantor.toml but those of `kecuali`.
        kecuali: posts that are no receivers.
        petunjuk: the usual instructions.
        catatan: room of the notes of one step.
    """

    langkah: Annotated[tuple[str, ...], Field(min_length=1)]
    penerima: tuple[str, ...] = ()
    kecuali: tuple[str, ...] = ()
    petunjuk: tuple[str, ...]
    catatan: Muat


class Ragam(_Ketat):
    """Another layout of the same rows, in <name of the ragam>.docx beside naskah.docx.

    Attributes:
        judul: what it is, for the list.
        per_halaman: as of the whole declaration.
        kelompok: as of the whole declaration.
        salinan: as of the whole declaration; None: the same.
    """

    judul: str
    per_halaman: int = 0
    kelompok: str = ""
    salinan: tuple[Salinan, ...] | None = None


class CetakToml(_Ketat):
    """The whole declaration of a printed page.

    Attributes:
        judul: its title.
        sop: numbers of the SOPs it serves.
        sumber: "buku": rows of a book; "hari-ini": what is due, late and waiting today.
        buku: books whose rows it prints; the first is meant unless another is named.
        per_halaman: sheets on a page, where that is fixed; 0: text flows over pages.
        kelompok: key by whose value rows are gathered, one sheet per value.
        salinan: copies of every row, in the order they are printed.
        isian: name in the template = booking key or column key.
        muat: name in the template = the room it has.
        kotak: name in the template = boxes; the template sees `kotak.<name>`.
        disposisi: what a lembar disposisi needs besides.
        ragam: further layouts by name.
    """

    judul: str
    sop: tuple[int, ...] = ()
    sumber: Literal["buku", "hari-ini"] = "buku"
    buku: tuple[str, ...] = ()
    per_halaman: Annotated[int, Field(ge=0)] = 0
    kelompok: str = ""
    salinan: tuple[Salinan, ...] = ()
    isian: Mapping[_Nama, str] = {}
    muat: Mapping[_Nama, Muat] = {}
    kotak: Mapping[_Nama, Kotak] = {}
    disposisi: TataDisposisi | None = None
    ragam: Mapping[_IdRagam, Ragam] = {}

    @model_validator(mode="after")
    def _lengkap(self) -> CetakToml:
        if self.sumber == "buku" and not (self.buku and self.isian):
            raise ValueError("`buku` dan `isian` belum ditulis")
        asing = set(self.muat) - set(self.isian)
        if asing:
            raise ValueError(f"`muat` menyebut isian yang tidak ada: {', '.join(sorted(asing))}")
        return self


@dataclass(frozen=True)
class Cetakan:
    """One printed page: its declaration and where its files lie."""

    id: str
    folder: Path
    tata: CetakToml

    def berragam(self, ragam: str) -> CetakToml:
        """The declaration of one layout; "" is the usual one.

        Raises:
            TidakDitemukan: there is no such layout.
        """
        if not ragam:
            return self.tata
        if ragam not in self.tata.ragam:
            ada = ", ".join(self.tata.ragam)
            raise TidakDitemukan(
                f"{self.tata.judul} tidak punya ragam {ragam!r}.",
                f"Yang ada: {ada}." if ada else "Cetakan ini hanya punya satu susunan.",
            )
        satu = self.tata.ragam[ragam]
        ganti: dict[str, Any] = {"per_halaman": satu.per_halaman, "kelompok": satu.kelompok}
        if satu.salinan is not None:
            ganti["salinan"] = satu.salinan
        return self.tata.model_copy(update=ganti)

    def docx(self, ragam: str = "") -> bytes:
        """The template of one layout."""
        return berkas.baca(self.folder / f"{ragam or 'naskah'}.docx")


def daftar(kantor: Kantor | None = None) -> list[str]:
    """The ids of everything that can be printed, sorted."""
    return sorted(_letak(kantor))


def muat(id_: str, kantor: Kantor | None = None) -> Cetakan:
    """One of them.

    Raises:
        TidakDitemukan: there is none; close names are suggested.
        TemplatSalah: its declaration is wrong, every finding at once.
    """
    letak = _letak(kantor)
    if id_ not in letak:
        mirip = difflib.get_close_matches(id_, letak, 3, 0.5)
        saran = f"Mungkin maksudnya: {', '.join(mirip)}." if mirip else "Lihat daftarnya: naskah cetak"
        raise TidakDitemukan(f"Tidak ada cetakan bernama {id_!r}.", saran)
    return baca(letak[id_])


def semua(kantor: Kantor | None = None) -> list[Cetakan]:
    """Every one of them, by title; raises as `muat`."""
    return sorted((baca(folder) for folder in _letak(kantor).values()), key=lambda c: c.tata.judul)


def baca(folder: Path) -> Cetakan:
    """The printed page that lies in `folder`; raises as `muat`."""
    try:
        keadaan = (folder / BERKAS).stat()
    except OSError:
        return _baca(folder)
    return _terbaca(folder, keadaan.st_mtime_ns, keadaan.st_size)


@lru_cache(maxsize=64)
def _terbaca(folder: Path, _saat: int, _ukuran: int) -> Cetakan:
    """Read once while the file stays as it is: lists of what can be printed stand on many pages."""
    return _baca(folder)


def _baca(folder: Path) -> Cetakan:
    path = folder / BERKAS
    try:
        return Cetakan(folder.name, folder, CetakToml.model_validate(baca_toml(path)))
    except ValidationError as galat:
        raise TemplatSalah(f"{path} belum benar.", list(temuan(galat))) from galat


def _letak(kantor: Kantor | None) -> dict[str, Path]:
    """Id → folder; the office's own come first."""
    akar = [kantor.folder / "templates"] if kantor else []
    hasil: dict[str, Path] = {}
    for satu in (*akar, folder_templat()):
        for path in sorted((satu / FOLDER).glob(f"*/{BERKAS}")):
            hasil.setdefault(path.parent.name, path.parent)
    return hasil
