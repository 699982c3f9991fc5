"""kantor.toml as data: the office, its posts and their holders, its series, its settings.

Everything `formats.md` marks as not verified for NTT is a setting here, never a constant in code.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from registers.dasar import berkas
from registers.dasar.galat import KantorSalah, NilaiSalah
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import satu_baris

NAMA_BERKAS = "kantor.toml"
_BAGIAN_FORMAT = ("nip", "pangkat", "golongan")
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_JAM = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")
_TENGGAT = re.compile(r"([1-9][0-9]{0,2}) (jam|hari kerja)")
_TENGGAT_SIFAT = {"sangat segera": "24 jam", "segera": "48 jam", "penting": "72 jam", "biasa": "5 hari kerja"}


class _Ketat(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _tercetak(cls, nilai: object) -> object:
        """What letters print must be printable: the same refusals as for a typed field."""
        if isinstance(nilai, str):
            try:
                satu_baris(nilai)
            except NilaiSalah as galat:
                raise ValueError(galat.pesan) from galat
        return nilai


class Instansi(_Ketat):
    """The office as kop and signature blocks print it."""

    pemerintah: str
    nama: str
    unit: str = ""
    gubernur: str = ""
    alamat: str = ""
    kode_pos: str = ""
    telepon: str = ""
    faksimile: str = ""
    laman: str = ""
    posel: str = ""
    tempat: str
    lambang: str = ""
    kode_pd: str = Field(min_length=1)

    def kontak(self) -> list[str]:
        """The ready contact lines of the kop, without the parts the office left empty."""
        alamat = ", ".join(filter(None, [self.alamat, f"Kode Pos {self.kode_pos}" if self.kode_pos else ""]))
        suara = ", ".join(
            f"{label} {nilai}"
            for label, nilai in (("Telepon", self.telepon), ("Faksimile", self.faksimile))
            if nilai
        )
        jaring = ", ".join(
            f"{label} {nilai}" for label, nilai in (("Laman", self.laman), ("Pos-el", self.posel)) if nilai
        )
        return [baris for baris in (alamat, suara, jaring) if baris]


class Masa(_Ketat):
    """One person's time in a post. `sebagai` is "" for the holder proper, else Plt., Plh. or Pj."""

    nama: str
    nip: str = ""
    pangkat: str = ""
    golongan: str = ""
    dari: date
    sampai: date | None = None
    sebagai: Literal["", "Plt.", "Plh.", "Pj."] = ""


class Pejabat(_Ketat):
    """A post and everyone who held it.

    Attributes:
        id: how settings and templates name it.
        jabatan: as letters print it.
        singkat: its short name in books and lists.
        disposisi: whether incoming letters are given to it; a treasurer only signs.
        masa: its holders.
    """

    id: str = Field(pattern=_ID)
    jabatan: str
    singkat: str = ""
    disposisi: bool = True
    masa: tuple[Masa, ...] = ()

    def pada(self, tanggal: date) -> Masa | None:
        """Who holds the post on that day; an acting holder (Plt., Plh., Pj.) wins over the holder proper."""
        berlaku = [m for m in self.masa if m.dari <= tanggal and (m.sampai is None or tanggal <= m.sampai)]
        return max(berlaku, key=lambda m: (m.sebagai != "", m.dari), default=None)


class SeriTata(_Ketat):
    """A number series as kantor.toml declares it (design §7)."""

    id: str = Field(pattern=_ID)
    nama: str = ""
    pola: str
    reset: Literal["tahunan", "tidak"] = "tahunan"
    mulai: int = Field(default=1, ge=1)
    mundur: Literal["tolak", "sisipan"] = "tolak"
    luar: bool = False


class Format(_Ketat):
    """How names and posts are printed; other regions do it otherwise."""

    jabatan_kapital: bool = True
    nip: str = "NIP. {nip}"
    pangkat: str = "{pangkat}"

    @field_validator("nip", "pangkat")
    @classmethod
    def _pola(cls, nilai: str) -> str:
        try:
            bagian = list(Formatter().parse(nilai))
        except ValueError as galat:
            raise ValueError("kurung kurawalnya tidak berpasangan") from galat
        if any(nama not in {None, *_BAGIAN_FORMAT} or spek or ubah for _, nama, spek, ubah in bagian):
            raise ValueError("hanya boleh memakai {nip}, {pangkat}, {golongan}")
        return nilai


class JamKerja(_Ketat):
    """When the office works, Monday to Friday; minutes of an SOP step are counted within it."""

    mulai: time = time(8, 0)
    selesai: time = time(16, 0)

    @field_validator("mulai", "selesai", mode="before")
    @classmethod
    def _jam(cls, nilai: object) -> object:
        cocok = _JAM.fullmatch(nilai.strip()) if isinstance(nilai, str) else None
        if cocok is None:
            raise ValueError('bukan jam; tulis seperti "08.00"')
        return time(int(cocok[1]), int(cocok[2]))

    @model_validator(mode="after")
    def _urut(self) -> JamKerja:
        if self.mulai >= self.selesai:
            raise ValueError("mulai harus lebih awal daripada selesai")
        return self


class MejaSurat(_Ketat):
    """Who does what with an incoming letter (SOP 12, 21): ids of posts, or the names of desks."""

    pimpinan: str = "kepala-dinas"
    pengarah: str = "sekretaris"
    pencatat: str = "Pengadministrasi Umum"


class TenggatBuku(_Ketat):
    """Days, months and ages the registers and the buku jaga count with; what no source confirms is here.

    Attributes:
        informasi_hari_kerja: answer to a request for public information (UU 14/2008; SOP 24 prints none).
        informasi_perpanjangan: working days added once the applicant was told.
        keberatan_hari_kerja: answer to an objection (SOP 25 step 6).
        rat_hari_kerja: examining the papers of a Buku RAT (SOP 28 step 3, doubtful as printed).
        rekomendasi_hari_kerja: drafting a recommendation once the papers are complete (SOP 30 step 4).
        sertifikat_nik_hari_kerja: the ministry's print of a Sertifikat NIK (SOP 37 step 6).
        kgb_mulai_bulan: months before the TMT by which a PKGB is issued (PP 7/1977 Pasal 12).
        kgb_batas_bulan: months before the TMT by which the paying office has it (SOP 18).
        pangkat_tahun: years in a pangkat before the regular rise; of functional posts, before the earliest.
        pensiun_batas_bulan: months before the TMT by which BKD has the papers (SOP 16).
        bup: age of retirement of all posts that `bup_jabatan` does not name.
        bup_jabatan: beginning of a post's name, or "..." and words anywhere in it → its age of retirement.
    """

    informasi_hari_kerja: int = Field(default=10, ge=1, le=365)
    informasi_perpanjangan: int = Field(default=7, ge=0, le=365)
    keberatan_hari_kerja: int = Field(default=30, ge=1, le=365)
    rat_hari_kerja: int = Field(default=20, ge=1, le=365)
    rekomendasi_hari_kerja: int = Field(default=3, ge=1, le=365)
    sertifikat_nik_hari_kerja: int = Field(default=7, ge=1, le=365)
    kgb_mulai_bulan: int = Field(default=2, ge=0, le=60)
    kgb_batas_bulan: int = Field(default=1, ge=0, le=60)
    pangkat_mulai_bulan: int = Field(default=4, ge=0, le=60)
    pangkat_batas_bulan: int = Field(default=2, ge=0, le=60)
    pangkat_tahun: int = Field(default=4, ge=1, le=20)
    pangkat_fungsional_tahun: int = Field(default=2, ge=1, le=20)
    pensiun_mulai_bulan: int = Field(default=9, ge=0, le=60)
    pensiun_batas_bulan: int = Field(default=6, ge=0, le=60)
    bup: int = Field(default=58, ge=40, le=80)
    bup_jabatan: Mapping[str, Annotated[int, Field(ge=40, le=80)]] = {
        "kepala dinas": 60,
        "kepala badan": 60,
        "kepala biro": 60,
        "sekretaris daerah": 60,
        "... ahli madya": 60,
        "... ahli utama": 65,
    }

    @model_validator(mode="after")
    def _urut(self) -> TenggatBuku:
        for nama in ("kgb", "pangkat", "pensiun"):
            if getattr(self, f"{nama}_mulai_bulan") < getattr(self, f"{nama}_batas_bulan"):
                raise ValueError(f"{nama}_mulai_bulan tidak boleh kurang dari {nama}_batas_bulan")
        return self


@dataclass(frozen=True)
class Tenggat:
    """How long an answer may take: a number of hours, or of working days."""

    jumlah: int
    satuan: Literal["jam", "hari kerja"]


KolomSipd = Literal["sub_kegiatan", "kode_rekening", "uraian", "jumlah", "dpa", "spd", "realisasi"]


class Bendahara(_Ketat):
    """How strict the treasurer's desk is.

    Attributes:
        lewat_anggaran: what an SPP above DPA or SPD in data/anggaran.xlsx meets: "peringatan", since the
            office may not have entered every realisasi, or "tolak".
        kolom_sipd: field = what its column is called in exports of SIPD, beside the names naskah knows.
    """

    lewat_anggaran: Literal["peringatan", "tolak"] = "peringatan"
    kolom_sipd: Mapping[KolomSipd, tuple[str, ...]] = {}


class BerkasTata(_Ketat):
    """Where the documents lie that workers of the queue make: "" is the office's folder, else an address."""

    simpanan: str = ""

    @field_validator("simpanan")
    @classmethod
    def _alamat(cls, nilai: str) -> str:
        if nilai and not re.match(r"file:///|(?!file:)[a-z0-9+]+://", nilai):
            raise ValueError('bukan alamat; tulis seperti "file:///srv/naskah" atau "s3://wadah/naskah"')
        return nilai


class Tatanan(_Ketat):
    """The whole kantor.toml. `pelaku`: login of a computer → the name under which its acts are kept."""

    kantor_id: str = Field(min_length=8)
    zona_waktu: str = "Asia/Makassar"
    database: str = ""
    berkas: BerkasTata = BerkasTata()
    instansi: Instansi
    format: Format = Format()
    klasifikasi: Mapping[str, str] = {}
    seri_jenis: Mapping[str, str] = {}
    meja: MejaSurat = MejaSurat()
    jam_kerja: JamKerja = JamKerja()
    tenggat_sifat: Mapping[str, str] = {}
    tenggat_buku: TenggatBuku = TenggatBuku()
    bendahara: Bendahara = Bendahara()
    pelaku: Mapping[str, Annotated[str, Field(min_length=1, max_length=120)]] = {}
    pejabat: tuple[Pejabat, ...]
    seri: tuple[SeriTata, ...]

    @field_validator("zona_waktu")
    @classmethod
    def _zona(cls, nilai: str) -> str:
        try:
            ZoneInfo(nilai)
        except (ZoneInfoNotFoundError, ValueError) as galat:
            raise ValueError("bukan zona waktu; tulis seperti Asia/Makassar") from galat
        return nilai

    @field_validator("tenggat_sifat")
    @classmethod
    def _tenggat(cls, nilai: Mapping[str, str]) -> Mapping[str, str]:
        for sifat, lama in nilai.items():
            if sifat not in _TENGGAT_SIFAT:
                raise ValueError(f"sifat {sifat!r} tidak dikenal; yang ada: {', '.join(_TENGGAT_SIFAT)}")
            if not _TENGGAT.fullmatch(lama):
                raise ValueError(f'{lama!r} bukan lama waktu; tulis seperti "24 jam" atau "5 hari kerja"')
        return {**_TENGGAT_SIFAT, **nilai}

    @field_validator("pejabat", "seri")
    @classmethod
    def _tunggal(cls, nilai: tuple[Any, ...]) -> tuple[Any, ...]:
        daftar = [satu.id for satu in nilai]
        ganda = sorted({i for i in daftar if daftar.count(i) > 1})
        if ganda:
            raise ValueError(f"id ganda: {', '.join(ganda)}")
        return nilai

    def pejabat_id(self, kunci: str) -> Pejabat | None:
        """The post with this id."""
        return next((p for p in self.pejabat if p.id == kunci), None)

    def tenggat(self, sifat: str) -> Tenggat:
        """How long a letter of that sifat may take; one of unknown sifat counts as biasa."""
        lama = self.tenggat_sifat or _TENGGAT_SIFAT
        jumlah, satuan = lama.get(sifat, lama["biasa"]).split(" ", 1)
        return Tenggat(int(jumlah), "jam" if satuan == "jam" else "hari kerja")


@dataclass(frozen=True)
class Penjabat:
    """A post with the person who fills it on a given day, as letters need it."""

    id: str
    jabatan: str
    nama: str
    nip: str
    pangkat: str
    golongan: str
    sebagai: str

    def nilai(self) -> dict[str, str]:
        """The dict that templates see for a field of kind "pejabat"."""
        return {
            "id": self.id,
            "nama": self.nama,
            "nip": self.nip,
            "pangkat": self.pangkat,
            "golongan": self.golongan,
            "jabatan": f"{self.sebagai} {self.jabatan}".strip(),
        }


def baca_tatanan(folder: Path) -> Tatanan:
    """Read and check `folder`/kantor.toml.

    Raises:
        KantorSalah: with every finding at once.
    """
    path = folder / NAMA_BERKAS
    return urai_tatanan(berkas.baca(path), path)


def urai_tatanan(data: bytes, path: Path) -> Tatanan:
    """`baca_tatanan` of bytes that may not lie at `path` yet.

    Raises:
        KantorSalah: with every finding at once.
    """
    try:
        mentah = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as galat:
        raise KantorSalah(
            f"{path} bukan teks UTF-8.", hint="Simpan ulang berkas itu sebagai UTF-8."
        ) from galat
    except (tomllib.TOMLDecodeError, RecursionError) as galat:
        raise KantorSalah(
            f"{path} tidak terbaca: {galat}.", hint="Perbaiki tulisannya pada baris itu."
        ) from galat
    try:
        return Tatanan.model_validate(mentah)
    except ValidationError as galat:
        raise KantorSalah(f"{path} belum benar.", [_temuan(dict(e)) for e in galat.errors()]) from galat


_PESAN = {
    "missing": "belum diisi",
    "extra_forbidden": "tidak dikenal",
    "string_type": "harus teks (di antara tanda kutip)",
    "string_too_short": "terlalu pendek",
    "string_pattern_mismatch": "hanya huruf kecil, angka, dan tanda hubung",
    "literal_error": "nilainya tidak dikenal",
    "date_type": "bukan tanggal",
    "date_from_datetime_parsing": "bukan tanggal",
    "bool_type": "harus true atau false",
    "int_type": "harus bilangan",
    "int_parsing": "harus bilangan",
    "int_from_float": "harus bilangan bulat",
    "greater_than_equal": "terlalu kecil",
    "less_than_equal": "terlalu besar",
}


def _temuan(galat: dict[str, Any]) -> Temuan:
    tempat = ".".join(f"[{p + 1}]" if isinstance(p, int) else str(p) for p in galat["loc"]).replace(".[", "[")
    pesan = _PESAN.get(galat["type"], str(galat["msg"]).removeprefix("Value error, "))
    saran = f"pilih salah satu: {galat['ctx']['expected']}" if galat["type"] == "literal_error" else ""
    nilai = galat.get("input")
    return Temuan(tempat, pesan, saran, nilai if isinstance(nilai, str) else "")
