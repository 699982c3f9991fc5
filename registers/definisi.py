"""Book definitions: one TOML in `registers/books/` is one Excel book. Found by looking, listed nowhere."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from registers.dasar import berkas
from registers.dasar.galat import TemplatSalah
from registers.dasar.temuan import Temuan

BUKUAN = (
    "urutan",
    "id", "seri", "urut", "nomor", "tanggal", "jenis", "judul", "klas", "indeks", "hal", "kepada", "dari",
    "lampiran", "sifat", "keamanan", "pengolah", "penandatangan", "status", "keterangan", "pelaku",
    "dicatat",
    # incoming letters and their way (SOP 12, 21, 22)
    "tanggal_terima", "agenda", "kode", "disposisi", "instruksi", "batas", "tindak_lanjut", "tanggal_selesai",
    "tanggal_kirim", "penerima", "tanda_terima", "jumlah", "diteruskan", "tanggal_diteruskan", "lokasi",
    "asal", "cara",  # who wrote the letter a disposition is about; how it was sent
)  # fmt: skip
"""What a booking says about a letter, and `urutan`, the row's own number in its book; `dari` names one."""

ENTRI_BARIS = "baris"
"""The `entri` of a book whose typed rows are rows of that book and nothing else (no letter, no series)."""

KOLOM_KUNCI = "_id"
"""Key and heading of the hidden column that carries each row's key."""

Milik = Literal["buku_besar", "orang", "bersama"]
Rata = Literal["kiri", "tengah", "kanan"]
Gaya = Literal["coret", "merah", "kuning", "hijau"]
Kertas = Literal["A4", "F4"]

_FOLDER = Path(__file__).parent / "books"
_Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
_Teks = Annotated[str, Field(min_length=1)]
_Lembar = Annotated[str, Field(pattern=r"^[^\[\]:*?/\\']{1,31}$")]  # what Excel takes as the name of a sheet
_Milimeter = Annotated[float, Field(ge=0, le=100)]
_KETAT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Kolom:
    """One column of a book.

    Attributes:
        kunci: stable name of the column, unique in its book.
        judul: heading the office reads.
        lebar: width in characters, as Excel counts it.
        jenis: value kind (teks, tanggal, bilangan, rupiah, nip, pilihan …); unknown kinds are kept as text.
        milik: "buku_besar": written by naskah; "orang": typed by people, never written by naskah;
            "bersama": naskah fills it while it is blank, what people type there stays.
        dari: the key of the booking that fills it; empty exactly for "orang".
        pilihan: values offered in a drop-down list.
        rata: horizontal alignment.
        wajib: a row typed by hand is not taken before this cell holds something.
        hitung: name of the computation that fills it from the row's other values (naskah/hitung_buku/); of a
            shared column only while nobody has typed there.
        bantuan: what Excel shows beside the cell while someone types in it.
        ketat: a row typed by hand is not taken while something else than a value of its kind stands in this
            cell of people's, as one that is `wajib` never is.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _KETAT

    kunci: _Id
    judul: _Teks
    lebar: Annotated[float, Field(ge=2, le=120)]
    jenis: _Id = "teks"
    milik: Milik = "buku_besar"
    dari: str = ""
    pilihan: tuple[_Teks, ...] = ()
    rata: Rata = "kiri"
    wajib: bool = False
    hitung: str = ""
    bantuan: str = ""
    ketat: bool = False

    @property
    def hanya_hitung(self) -> bool:
        """Whether nothing but the computation fills it, whatever somebody types there."""
        return bool(self.hitung) and self.milik == "buku_besar"


@dataclass(frozen=True)
class Syarat:
    """What must hold in a row typed by hand before it is taken (`registers.syarat_baris`).

    Attributes:
        aturan: "satu": exactly one of the columns is filled; "bersama": all of them or none; "perlu": where
            the first is filled, so are the others; "naik": their values do not fall, those that are filled;
            "tahun": their dates lie in the year of the book.
        kolom: the columns; an amount of zero counts as blank.
        saran: what to do instead, in people's words.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _KETAT

    aturan: Literal["satu", "bersama", "perlu", "naik", "tahun"]
    kolom: Annotated[tuple[_Id, ...], Field(min_length=1)]
    saran: str = ""


@dataclass(frozen=True)
class Sorot:
    """Rows whose column `kolom` shows `nilai` look different ("coret": grey and struck through)."""

    __pydantic_config__: ClassVar[ConfigDict] = _KETAT

    kolom: str
    nilai: _Teks
    gaya: Gaya


@dataclass(frozen=True)
class SuratIngat:
    """The letter that a row which reminds asks for.

    Attributes:
        jenis: id of its type.
        bila: column → what stands in it in such rows.
        isi: field of the letter → column it is filled from.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _KETAT

    jenis: str
    bila: Mapping[str, str]
    isi: Mapping[str, str]


@dataclass(frozen=True)
class Ingat:
    """Which rows `naskah hari-ini` reminds of: those with a date in `tenggat` and nothing in `selesai`.

    Attributes:
        tenggat: column of the due date.
        selesai: column that says it is done, once anything stands in it.
        hal: column that says what it is about.
        siapa: column of the post or person who has to act.
        pos: post (id in kantor.toml) that has to act where `siapa` names nobody.
        apa: what is to be done; "": that it stands in this book.
        surat: letters to be made for such rows; once one is issued, a book of master data is worked out anew.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _KETAT

    tenggat: str
    selesai: str
    hal: str
    siapa: str = ""
    pos: str = ""
    apa: str = ""
    surat: tuple[SuratIngat, ...] = ()

    def kolom(self) -> dict[str, str]:
        """Every column it names, by where it names it."""
        sendiri = {n: getattr(self, n) for n in ("tenggat", "selesai", "hal", "siapa")}
        surat = {f"surat.{s.jenis}.{k}": k for s in self.surat for k in (*s.bila, *s.isi.values())}
        return {n: k for n, k in {**sendiri, **surat}.items() if k}


@dataclass(frozen=True)
class Halaman:
    """How the book prints; margins in millimetres."""

    __pydantic_config__: ClassVar[ConfigDict] = _KETAT

    kertas: Kertas = "F4"
    mendatar: bool = True
    atas: _Milimeter = 15
    bawah: _Milimeter = 15
    kiri: _Milimeter = 15
    kanan: _Milimeter = 10


@dataclass(frozen=True)
class Buku:
    """One book, kept as one workbook per year.

    Attributes:
        id: name of the TOML file without its suffix; begins the workbook's file name.
        judul: title printed on top.
        lembar: name of the sheet in a new workbook; people may rename it.
        sumber: "buku_besar": rows come from ledger events; "data": from the master data.
        kolom: the visible columns, in the order of a new workbook.
        sop: numbers of the SOPs that keep it.
        peristiwa: kinds of event that give it rows (masuk, arahan, kirim, disposisi …); letters name their
            books themselves.
        entri: kinds of event that may be typed into this book by hand; each has at most one such book, but
            for "baris", a row of this book itself.
        ingat: which of its rows people are reminded of.
        petunjuk: where a row belongs that somebody types here though this book takes none.
        saring: whether the headings carry filter buttons.
        beku: how many columns at the left stay in view.
        halaman: print set-up.
        sorot: rows to highlight.
        syarat: what must hold in a row typed by hand; a row that was taken may be changed to anything.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _KETAT

    id: str
    judul: _Teks
    lembar: _Lembar
    sumber: Literal["buku_besar", "data"]
    kolom: Annotated[tuple[Kolom, ...], Field(min_length=1, max_length=200)]
    sop: tuple[int, ...] = ()
    peristiwa: tuple[_Teks, ...] = ()
    entri: tuple[_Teks, ...] = ()
    ingat: Ingat | None = None
    petunjuk: str = ""
    saring: bool = True
    beku: Annotated[int, Field(ge=0, le=10)] = 0
    halaman: Halaman = Halaman()
    sorot: tuple[Sorot, ...] = ()
    syarat: tuple[Syarat, ...] = ()


def muat_buku(folder_lain: Iterable[Path] = ()) -> dict[str, Buku]:
    """Every book by id: ours, then those of `folder_lain`, where the same id replaces ours.

    Raises:
        TemplatSalah: every mistake in every definition at once.
        BerkasGagal: a definition cannot be read.
    """
    asal: dict[str, Path] = {}
    for folder in (_FOLDER, *folder_lain):
        asal |= {path.stem: path for path in sorted(folder.glob("*.toml"))}
    temuan: list[Temuan] = []
    buku: dict[str, Buku] = {}
    for id_buku, path in asal.items():
        try:
            buku[id_buku] = _terurai(id_buku, berkas.baca(path))
        except TemplatSalah as galat:
            temuan += galat.temuan
    temuan += _periksa_entri(buku)
    if temuan:
        raise TemplatSalah("Definisi buku salah.", temuan)
    return buku


@lru_cache(maxsize=128)
def _terurai(id_buku: str, isi: bytes) -> Buku:
    """Every office that is opened asks for all of them: one content is parsed once."""
    return urai(id_buku, isi)


def urai(id_buku: str, isi: bytes) -> Buku:
    """One definition from the bytes of its TOML file.

    Raises:
        TemplatSalah: with every mistake, each at its place in the file.
    """
    tempat = f"{id_buku}.toml"
    try:
        buku = _pemeriksa().validate_python({**tomllib.loads(isi.decode("utf-8-sig")), "id": id_buku})
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as galat:
        raise TemplatSalah(
            "Definisi buku salah.", [Temuan(tempat, f"bukan TOML yang sah: {galat}")]
        ) from None
    except ValidationError as galat:
        raise TemplatSalah("Definisi buku salah.", _temuan(tempat, galat)) from None
    if temuan := [*_ganda(tempat, buku), *_periksa(tempat, buku)]:
        raise TemplatSalah("Definisi buku salah.", temuan)
    # A computed value lies in the booking under the column's own key.
    kolom = tuple(replace(k, dari=k.kunci) if k.hitung else k for k in buku.kolom)
    return replace(buku, kolom=kolom)


@cache
def _pemeriksa() -> TypeAdapter[Buku]:
    """Built once: building costs more than all the books it then checks."""
    return TypeAdapter(Buku)


def _ganda(tempat: str, buku: Buku) -> list[Temuan]:
    """Keys and headings name columns: each must name one."""
    kunci, judul = Counter(k.kunci for k in buku.kolom), Counter(k.judul.casefold() for k in buku.kolom)
    return [
        Temuan(f"{tempat}: kolom {nama}", "dipakai dua kali", "beri setiap kolom kunci dan judul sendiri")
        for hitungan in (kunci, judul)
        for nama, kali in hitungan.items()
        if kali > 1
    ]


def _periksa(tempat: str, buku: Buku) -> list[Temuan]:
    temuan: list[Temuan] = []
    for kolom in buku.kolom:
        letak = f"{tempat}: kolom {kolom.kunci}"
        if kolom.milik == "orang" and (kolom.dari or kolom.hitung):
            pesan = 'kolom milik "orang" tidak boleh punya `dari` atau `hitung`'
            temuan.append(Temuan(letak, pesan, "hapus, atau ubah pemiliknya"))
        elif kolom.hitung and kolom.dari:
            temuan.append(Temuan(letak, "`hitung` dan `dari` tidak dapat bersama", "hapus salah satunya"))
        elif kolom.hitung:
            continue
        elif kolom.milik != "orang" and buku.sumber == "buku_besar" and kolom.dari not in BUKUAN:
            temuan.append(Temuan(letak, "`dari` tidak dikenal", f"pilih: {', '.join(BUKUAN)}", kolom.dari))
    kunci = {k.kunci for k in buku.kolom}
    temuan += [
        Temuan(f"{tempat}: sorot", "menyebut kolom yang tidak ada", nilai=s.kolom)
        for s in buku.sorot
        if s.kolom not in kunci
    ]
    temuan += [
        Temuan(f"{tempat}: syarat {s.aturan}", "menyebut kolom yang tidak ada", nilai=k)
        for s in buku.syarat
        for k in s.kolom
        if k not in kunci
    ]
    if buku.ingat is not None:
        temuan += [
            Temuan(f"{tempat}: ingat.{nama}", "menyebut kolom yang tidak ada", nilai=satu)
            for nama, satu in buku.ingat.kolom().items()
            if satu not in kunci
        ]
    return temuan


def _periksa_entri(buku: Mapping[str, Buku]) -> list[Temuan]:
    """Each kind of event has one book at most where it may be typed by hand (design: books)."""
    pemilik: dict[str, list[str]] = {}
    for satu in buku.values():
        for peristiwa in set(satu.entri) - {ENTRI_BARIS}:
            pemilik.setdefault(peristiwa, []).append(satu.id)
    return [
        Temuan("entri", f"{peristiwa!r} diisi lewat lebih dari satu buku", "sisakan satu", ", ".join(ids))
        for peristiwa, ids in pemilik.items()
        if len(ids) > 1
    ]


_PESAN = {
    "missing": "wajib diisi",
    "unexpected_keyword_argument": "tidak dikenal",
    "literal_error": "bukan salah satu pilihan",
    "string_pattern_mismatch": "tulisannya tidak diterima",
    "string_type": "harus teks",
    "string_too_short": "tidak boleh kosong",
    "bool_type": "harus true atau false",
    "greater_than_equal": "terlalu kecil",
    "less_than_equal": "terlalu besar",
    "too_short": "kurang banyak",
    "too_long": "terlalu banyak",
}


def _temuan(tempat: str, galat: ValidationError) -> list[Temuan]:
    hasil: list[Temuan] = []
    for satu in galat.errors(include_url=False):
        letak = ".".join(f"[{p + 1}]" if isinstance(p, int) else p for p in satu["loc"]).replace(".[", "[")
        nilai = "" if satu["type"] == "missing" else repr(satu["input"])[:80]
        hasil.append(Temuan(f"{tempat}: {letak}", _PESAN.get(satu["type"], "nilainya salah"), nilai=nilai))
    return hasil
