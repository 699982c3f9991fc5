"""KKPKK: the rules of the examination and its arithmetic, from scores to the predikat.

The examiner scores indicators 1..4 in the KKPKK; this module recomputes everything that follows from them:

    sub-aspek, aspek   = Σ skor × 100 / (jumlah indikator × skor tertinggi)
    nilai akhir        = Σ bobot × nilai aspek
    predikat           = the first class from above whose lower limit the nilai akhir reaches

Weights and limits are data with a date of effect (naskah/data/kkpkk.toml). Ratios are not computed here: the
score of each indicator comes from the ministry's own worksheet. Source: Permenkop UKM 9/2020, Juknis Deputi
Perkoperasian 15/2021, both second-hand; SOP 28 and 39.

All arithmetic is exact (`Fraction`): with thirds and sevenths in it, a Decimal 79.999…9 would miss the limit
that 80 reaches. Only what is printed is rounded, half up, to two decimals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction
from math import floor

from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan


@dataclass(frozen=True)
class Kelas:
    """A class of scores: everything from `mulai` (0..100) up to the next class."""

    mulai: Fraction
    nama: str


@dataclass(frozen=True)
class Aspek:
    """One aspect of the KKPKK; `bobot` is in percent."""

    kode: str
    nama: str
    bobot: Fraction
    sebutan: tuple[str, ...]
    sub_aspek: tuple[str, ...]
    sub_aspek_syariah: tuple[str, ...]


@dataclass(frozen=True)
class Ketentuan:
    """The rules in force on one day: weights, classes, who gets a certificate."""

    berlaku: date
    sumber: str
    skor_tertinggi: int
    sertifikat_mulai: str
    predikat: tuple[Kelas, ...]
    kategori: tuple[Kelas, ...]
    aspek: tuple[Aspek, ...]

    def cari_aspek(self, tertulis: str) -> Aspek | None:
        """The aspect a person means by its code, its name or another name in use; None when there is none."""
        dicari = kunci(tertulis)
        return next(
            (a for a in self.aspek if dicari in {kunci(s) for s in (a.kode, a.nama, *a.sebutan)}), None
        )

    def saran_aspek(self, tertulis: str) -> str:
        """What to type instead of an unknown aspect."""
        nama = {kunci(s): a.nama for a in self.aspek for s in (a.nama, *a.sebutan)}
        dekat = get_close_matches(kunci(tertulis), nama, n=1, cutoff=0.6)
        return (
            f"maksudnya {nama[dekat[0]]}?"
            if dekat
            else f"tulis salah satu: {', '.join(a.nama for a in self.aspek)}"
        )


@dataclass(frozen=True)
class Indikator:
    """One scored line of the KKPKK. `aspek` is the code of the aspect."""

    aspek: str
    sub_aspek: str
    nama: str
    skor: int


@dataclass(frozen=True)
class Kesehatan:
    """The outcome of one examination, exact; every aspect of the rules has at least one indicator."""

    ketentuan: Ketentuan
    indikator: tuple[Indikator, ...]

    def sub_aspek(self, kode: str) -> list[str]:
        """The sub-aspects scored under an aspect, in the order of the worksheet."""
        return list(dict.fromkeys(i.sub_aspek for i in self.indikator if i.aspek == kode))

    def skor(self, kode: str, sub_aspek: str | None = None) -> list[int]:
        """The scores of an aspect, or of one of its sub-aspects."""
        return [i.skor for i in self.indikator if i.aspek == kode and sub_aspek in (None, i.sub_aspek)]

    def nilai(self, kode: str, sub_aspek: str | None = None) -> Fraction:
        """The score 0..100 of an aspect, or of one of its sub-aspects."""
        return nilai_skor(self.skor(kode, sub_aspek), self.ketentuan.skor_tertinggi)

    @property
    def akhir(self) -> Fraction:
        """The weighted final score 0..100."""
        return nilai_akhir({a.kode: self.nilai(a.kode) for a in self.ketentuan.aspek}, self.ketentuan)

    @property
    def predikat(self) -> str:
        """The class of the final score, taken before any rounding."""
        return kelas(self.akhir, self.ketentuan.predikat).nama

    @property
    def layak_sertifikat(self) -> bool:
        """Whether the predikat is one that gets a certificate."""
        batas = {k.nama: k.mulai for k in self.ketentuan.predikat}
        return batas[self.predikat] >= batas[self.ketentuan.sertifikat_mulai]


def nilai_skor(skor: Sequence[int], tertinggi: int = 4) -> Fraction:
    """The score 0..100 of a group of indicators, exact.

    >>> nilai_skor([4, 3, 3, 4])
    Fraction(175, 2)
    """
    return Fraction(sum(skor) * 100, len(skor) * tertinggi)


def nilai_akhir(per_aspek: Mapping[str, Fraction], ketentuan: Ketentuan) -> Fraction:
    """The weighted final score 0..100; `per_aspek` holds every aspect of the rules by its code."""
    return sum((a.bobot * per_aspek[a.kode] / 100 for a in ketentuan.aspek), Fraction(0))


def kelas(nilai: Fraction, daftar: Sequence[Kelas]) -> Kelas:
    """The highest class whose lower limit `nilai` reaches; the limit itself belongs to the upper class."""
    return max((k for k in daftar if nilai >= k.mulai), key=lambda k: k.mulai)


def angka(nilai: Fraction, desimal: int = 2) -> str:
    """A non-negative number as papers print it, rounded half up.

    >>> angka(Fraction(500, 6)), angka(Fraction("80.125")), angka(Fraction(30), 0)
    ('83,33', '80,13', '30')
    """
    utuh = floor(nilai * 10**desimal + Fraction(1, 2))
    if not desimal:
        return str(utuh)
    depan, belakang = divmod(utuh, 10**desimal)
    return f"{depan},{belakang:0{desimal}d}"


def ketentuan_pada(tabel: Mapping[str, Nilai], tanggal: date) -> Ketentuan | None:
    """The rules of kkpkk.toml in force on a day: the last ones that began by then; None before the first."""
    berlaku = [k for k in tabel["ketentuan"] if k["berlaku"] <= tanggal]
    if not berlaku:
        return None
    k = max(berlaku, key=lambda k: k["berlaku"])
    return Ketentuan(
        berlaku=k["berlaku"],
        sumber=k["sumber"],
        skor_tertinggi=k["skor_tertinggi"],
        sertifikat_mulai=k["sertifikat_mulai"],
        predikat=tuple(Kelas(_pecahan(x["mulai"]), x["nama"]) for x in k["predikat"]),
        kategori=tuple(Kelas(_pecahan(x["mulai"]), x["nama"]) for x in k["kategori"]),
        aspek=tuple(
            Aspek(
                kode=a["kode"],
                nama=a["nama"],
                bobot=_pecahan(a["bobot"]),
                sebutan=tuple(a.get("alias", ())),
                sub_aspek=tuple(a["sub_aspek"]),
                sub_aspek_syariah=tuple(a.get("sub_aspek_syariah", ())),
            )
            for a in k["aspek"]
        ),
    )


def baca_indikator(
    baris: Sequence[Mapping[str, Nilai]], ketentuan: Ketentuan
) -> tuple[list[Indikator], list[Temuan]]:
    """The rows of field `penilaian` as indicators, and every row that cannot be one.

    A row is refused when its aspect is unknown, its score is no whole number 1..`skor_tertinggi`, or the same
    indicator stands there already. An aspect without a single row is a finding too.
    """
    indikator: dict[tuple[str, str, str], Indikator] = {}
    temuan: list[Temuan] = []
    belum = {a.kode: a for a in ketentuan.aspek}
    for ke, isi in enumerate(baris, start=1):
        tempat = f"penilaian[{ke}]"
        aspek = ketentuan.cari_aspek(str(isi["aspek"]))
        skor = bilangan(isi["skor"])
        if aspek is None:
            saran = ketentuan.saran_aspek(str(isi["aspek"]))
            temuan.append(Temuan(f"{tempat}.aspek", "aspek tidak dikenal", saran, str(isi["aspek"])))
        else:
            belum.pop(aspek.kode, None)
        if skor is None or skor not in range(1, ketentuan.skor_tertinggi + 1):
            saran = f"tulis bilangan bulat 1 sampai {ketentuan.skor_tertinggi}"
            temuan.append(Temuan(f"{tempat}.skor", "skor di luar skala", saran, str(isi["skor"])))
        elif aspek is not None:
            sub, nama = _nama_sub(aspek, str(isi["sub_aspek"])), str(isi["indikator"])
            if (satu := (aspek.kode, kunci(sub), kunci(nama))) in indikator:
                saran = "hapus salah satu barisnya, atau bedakan nama indikatornya"
                temuan.append(Temuan(f"{tempat}.indikator", "indikator tertulis dua kali", saran, nama))
            indikator[satu] = Indikator(aspek.kode, sub, nama, int(skor))
    temuan += [
        Temuan("penilaian", f"aspek {a.nama} belum dinilai", "tambahkan baris indikatornya")
        for a in belum.values()
    ]
    return list(indikator.values()), temuan


def kunci(teks: str) -> str:
    """Spelling without case, spaces at the edges and the word "aspek", for comparing names."""
    return " ".join(teks.casefold().split()).removeprefix("aspek ")


def _nama_sub(aspek: Aspek, tertulis: str) -> str:
    """The sub-aspect in the spelling of the rules; as typed when the rules do not know it."""
    resmi = {kunci(s): s for s in (*aspek.sub_aspek, *aspek.sub_aspek_syariah)}
    return resmi.get(kunci(tertulis), tertulis.strip())


def bilangan(nilai: object) -> Fraction | None:
    """A canonical or typed number ("82,35", "82.35", 82) as an exact fraction; None when it is none."""
    try:
        return _pecahan(str(nilai).strip().replace(",", "."))
    except (InvalidOperation, OverflowError, ValueError):
        return None


def bulat(nilai: Fraction) -> Fraction:
    """The value as it is printed."""
    return _pecahan(angka(nilai).replace(",", "."))


def _pecahan(nilai: object) -> Fraction:
    return Fraction(Decimal(str(nilai)))
