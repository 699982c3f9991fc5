"""The types of letters: one folder with naskah.toml, naskah.docx and contoh.toml is one jenis (design §5).

Folders are found by discovery; an office's own templates/ comes before ours. A declaration holds no code
and no Jinja: patterns such as `hal` know `{field}` and nothing else.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from naskah.deklarasi import (
    BarisToml,
    NaskahToml,
    SetToml,
    baca_naskah,
    baca_paket,
)
from naskah.isian_bersama import kumpulkan, set_bersama
from naskah.telaah import POLA, telaah
from registers.dasar.galat import TemplatSalah, TidakDitemukan
from registers.dasar.isian import Isian
from registers.dasar.temuan import Temuan

LEMBAR = "_lembar"  # the folder of the documents of pakets


@dataclass(frozen=True)
class Turunan:
    """A letter that follows from another in the same act.

    Attributes:
        jenis: type of the new letter.
        tiap: daftar of the first one, one new letter per row; "" for just one.
        isi: field of the new letter = value of the first ("daftar.kolom" inside a row).
    """

    jenis: str
    tiap: str
    isi: Mapping[str, str]


@dataclass(frozen=True)
class BarisBuku:
    """A row that a letter writes in a book in which people type.

    Attributes:
        buku: id of the book.
        tiap: daftar of the letter, one row for each of its rows; "" for just one.
        cari: column that tells which row is meant; "" for a row of its own.
        isi: column of the book = patterns, of which the first that is not blank counts.
        batal: column = pattern, what the row says once the letter is void.
        kosong: columns that must be blank in somebody else's row, or the letter is not issued.
    """

    buku: str
    tiap: str
    cari: str
    isi: Mapping[str, tuple[str, ...]]
    batal: Mapping[str, str]
    kosong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lembar:
    """One document of a paket.

    Attributes:
        jenis: what it is, a type of templates/_lembar/.
        bila: field or computed value that must hold something, or the document is left out; "" for always.
    """

    jenis: Jenis
    bila: str = ""


@dataclass(frozen=True)
class Jenis:
    """One type of letter as its naskah.toml says it; docs/arsitektur.md explains every key.

    A paket (templates/_paket/NAMA/paket.toml) is a type whose letter consists of several documents, `lembar`:
    one number, one row in the books, one set of values, which are the fields of all its documents.
    """

    id: str
    folder: Path
    judul: str
    sop: tuple[int, ...]
    cari: tuple[str, ...]
    kop: str
    halaman: Literal["kop", "sendiri"]
    seri: str
    klasifikasi: str
    buku: tuple[str, ...]
    penandatangan: str
    atas_nama: str
    paraf: tuple[str, ...]
    hal: str
    kepada: str
    indeks: str
    berkas: str
    hitung: tuple[str, ...]
    isian: tuple[Isian, ...]
    hasil: tuple[Isian, ...]
    turunan: tuple[Turunan, ...]
    baris: tuple[BarisBuku, ...]
    asal: Mapping[str, Mapping[str, tuple[str, ...]]]
    lembar: tuple[Lembar, ...] = ()
    segel: bool = False
    satu_halaman: bool = False

    @property
    def tempat(self) -> str:
        """Its folder below a templates folder: "nota-dinas", "_lembar/spm"."""
        return f"{LEMBAR}/{self.id}" if self.folder.parent.name == LEMBAR else self.id

    @property
    def bertemplat(self) -> tuple[Jenis, ...]:
        """The types whose naskah.docx is printed: itself, or those of its documents."""
        return tuple(satu.jenis for satu in self.lembar) or (self,)


@cache
def folder_templat() -> Path:
    """Our own templates: inside the package in a wheel, beside it in a checkout."""
    paket = Path(__file__).resolve().parent
    return paket / "templates" if (paket / "templates").is_dir() else paket.parent / "templates"


def isi_pola(pola: str, nilai: Mapping[str, Any]) -> str:
    """A pattern with its `{field}` and `{field.part}` filled in; of a table each row, blank what is missing.

    >>> isi_pola("Gaji {pegawai.nama} {apa}", {"pegawai": {"nama": "Contoh"}})
    'Gaji Contoh'
    >>> isi_pola("{orang.nama}", {"orang": [{"nama": "Contoh A"}, {"nama": "Contoh B"}]})
    'Contoh A; Contoh B'
    """

    def satu(cocok: re.Match[str]) -> str:
        isi: Any = nilai
        for nama in cocok[1].split("."):
            isi = [_bagian(b, nama) for b in isi] if isinstance(isi, list) else _bagian(isi, nama)
        return "; ".join(map(str, isi)) if isinstance(isi, list) else str(isi or "")

    return " ".join(POLA.sub(satu, pola).split())


def _bagian(isi: Any, nama: str) -> Any:
    return isi.get(nama) if isinstance(isi, Mapping) else None


@dataclass
class Katalog:
    """The types of some template folders, the first folder winning; each is read when first asked for."""

    letak: Mapping[str, Path]
    letak_lembar: Mapping[str, Path] = field(default_factory=dict[str, Path])
    _jenis: dict[str, Jenis] = field(default_factory=dict[str, Jenis])
    _bersama: dict[Path, Mapping[str, SetToml]] = field(default_factory=dict[Path, Mapping[str, SetToml]])

    @classmethod
    def buka(cls, folder: Sequence[Path]) -> Katalog:
        """Find every type in these folders; names starting with "_" or "." are not types."""
        sendiri = _temukan(folder, "naskah.toml")
        paket = _temukan([f / "_paket" for f in folder], "paket.toml")
        return cls(
            dict(sorted({**paket, **sendiri}.items())),
            _temukan([f / LEMBAR for f in folder], "naskah.toml"),
        )

    def daftar(self) -> list[str]:
        """The ids of all types, sorted."""
        return list(self.letak)

    def semua(self) -> list[Jenis]:
        """Every type that can be used, by id; what is wrong with the others says `rusak`."""
        rusak = self.rusak()
        return [self.jenis(id_) for id_ in self.letak if id_ not in rusak]

    def rusak(self) -> dict[str, TemplatSalah]:
        """The types whose declaration is wrong, and what is wrong with it: one must not stop all others."""
        hasil: dict[str, TemplatSalah] = {}
        for id_ in self.letak:
            try:
                self.jenis(id_)
            except TemplatSalah as salah:
                hasil[id_] = salah
        return hasil

    def jenis(self, id_: str) -> Jenis:
        """One type.

        Raises:
            TidakDitemukan: there is none; close names are suggested.
            TemplatSalah: its declaration is wrong, every finding at once.
        """
        if id_ not in self.letak:
            mirip = difflib.get_close_matches(id_, self.letak, 3, 0.5)
            saran = f"Mungkin maksudnya: {', '.join(mirip)}." if mirip else "Lihat daftarnya: naskah jenis"
            raise TidakDitemukan(f"Jenis naskah {id_!r} tidak ada.", saran)
        if id_ not in self._jenis:
            folder = self.letak[id_]
            if (folder / "paket.toml").is_file():
                self._jenis[id_] = self._paket(id_, folder)
            else:
                self._jenis[id_] = _muat(id_, folder, self._umum_untuk(folder.parent))
        return self._jenis[id_]

    def lembar(self, id_: str) -> Jenis:
        """The type of a document of a paket.

        Raises:
            TidakDitemukan: there is none.
            TemplatSalah: its declaration is wrong.
        """
        if id_ not in self.letak_lembar:
            raise TidakDitemukan(f"Lembar {id_!r} tidak ada.", f"Yang ada: {', '.join(self.letak_lembar)}.")
        kunci = f"{LEMBAR}/{id_}"
        if kunci not in self._jenis:
            folder = self.letak_lembar[id_]
            self._jenis[kunci] = _muat(id_, folder, self._umum_untuk(folder.parent.parent))
        return self._jenis[kunci]

    def bertemplat(self, id_: str) -> Jenis:
        """The type, or the document of a paket, whose naskah.docx is changed under this id.

        Raises:
            TidakDitemukan: there is none; a paket has no naskah.docx of its own.
            TemplatSalah: its declaration is wrong.
        """
        folder = self.letak.get(id_)  # a paket may be called like one of its documents
        if id_ in self.letak_lembar and not (folder and (folder / "naskah.toml").is_file()):
            return self.lembar(id_)
        jenis = self.jenis(id_)
        if jenis.lembar:
            saran = f"Pilih lembarnya: {', '.join(s.jenis.id for s in jenis.lembar)}."
            raise TidakDitemukan(f"Paket {id_} tidak punya templat sendiri.", saran)
        return jenis

    def paket(self) -> list[Jenis]:
        """The pakets, by title."""
        return sorted((j for j in self.semua() if j.lembar), key=lambda j: j.judul)

    def _paket(self, id_: str, folder: Path) -> Jenis:
        """A paket with the fields of all its documents."""
        toml, salah = baca_paket(folder / "paket.toml"), list[Temuan]()
        lembar: list[Lembar] = []
        for satu in toml.lembar:
            try:
                lembar.append(Lembar(self.lembar(satu.jenis), satu.bila))
            except TidakDitemukan as galat:
                salah.append(Temuan(f"lembar {satu.jenis}", "tidak ada di _lembar/", galat.hint))
        isian, hasil = kumpulkan(toml, self._umum_untuk(folder.parent.parent), salah)
        sendiri = _rakit(id_, folder, toml, isian, hasil, lembar)
        return _ditelaah(_gabung(sendiri, salah), folder / "paket.toml", salah)

    def _umum_untuk(self, templat: Path) -> Mapping[str, SetToml]:
        return {**self._umum(folder_templat()), **self._umum(templat)}

    def _umum(self, templat: Path) -> Mapping[str, SetToml]:
        """The shared fields beside the types of a folder, read once for all of them."""
        if templat not in self._bersama:
            self._bersama[templat] = set_bersama(templat)
        return self._bersama[templat]


def _temukan(folder: Sequence[Path], nama: str) -> dict[str, Path]:
    """Folders that hold a declaration of this name, the first folder winning."""
    letak: dict[str, Path] = {}
    for akar in (f for f in folder if f.is_dir()):
        for satu in sorted(akar.iterdir()):
            if satu.name[0] not in "_." and (satu / nama).is_file():
                letak.setdefault(satu.name, satu)
    return letak


def _muat(id_: str, folder: Path, bersama: Mapping[str, SetToml]) -> Jenis:
    toml = baca_naskah(folder / "naskah.toml")
    salah: list[Temuan] = []
    isian, hasil = kumpulkan(toml, bersama, salah)
    return _ditelaah(_rakit(id_, folder, toml, isian, hasil), folder / "naskah.toml", salah)


def _rakit(
    id_: str,
    folder: Path,
    toml: NaskahToml,
    isian: Sequence[Isian],
    hasil: Sequence[Isian],
    lembar: Sequence[Lembar] = (),
) -> Jenis:
    return Jenis(
        id=id_,
        folder=folder,
        isian=tuple(isian),
        hasil=tuple(hasil),
        turunan=tuple(Turunan(t.jenis, t.tiap, t.isi) for t in toml.turunan),
        baris=tuple(_baris(b) for b in toml.baris),
        asal={id_: {k: _pilihan(v) for k, v in isi.items()} for id_, isi in toml.asal.items()},
        lembar=tuple(lembar),
        **{
            k: getattr(toml, k)
            for k in NaskahToml.model_fields
            if k not in {"isian", "hasil", "turunan", "baris", "asal", "umum", "kelengkapan"}
        },
    )


def _baris(toml: BarisToml) -> BarisBuku:
    isi = {k: _pilihan(pola) for k, pola in toml.isi.items()}
    return BarisBuku(toml.buku, toml.tiap, toml.cari, isi, toml.batal, toml.kosong)


def _pilihan(nilai: str | tuple[str, ...]) -> tuple[str, ...]:
    """One thing, or several of which the first that is not blank counts."""
    return (nilai,) if isinstance(nilai, str) else nilai


def _ditelaah(jenis: Jenis, path: Path, salah: list[Temuan]) -> Jenis:
    salah += telaah(jenis)
    if salah:
        raise TemplatSalah(f"{path} belum benar.", salah)
    return jenis


def _gabung(paket: Jenis, salah: list[Temuan]) -> Jenis:
    """A paket with the fields, results and computations of its documents beside its own.

    A field that two of them declare is one field: the first says how it looks, all must say what it is.
    """
    isian = {i.nama: i for i in paket.isian}
    hasil = {h.nama: h for h in paket.hasil}
    hitung = dict.fromkeys(paket.hitung)
    for satu in (s.jenis for s in paket.lembar):
        for i in satu.isian:
            if isian.setdefault(i.nama, i).jenis != i.jenis:
                pesan = f"isian {i.nama!r} di sini {i.jenis}, di lembar lain {isian[i.nama].jenis}"
                salah.append(Temuan(f"lembar {satu.id}", pesan, "samakan jenisnya, atau beri nama lain"))
        hasil = {**{h.nama: h for h in satu.hasil}, **hasil}
        hitung |= dict.fromkeys(satu.hitung)
    dikenal = {*isian, *hasil}
    salah += [
        Temuan(f"lembar {s.jenis.id}: bila", f"isian {s.bila!r} tidak ada", "tulis nama isian atau hasil")
        for s in paket.lembar
        if s.bila and s.bila not in dikenal
    ]
    return replace(paket, isian=tuple(isian.values()), hasil=tuple(hasil.values()), hitung=tuple(hitung))
