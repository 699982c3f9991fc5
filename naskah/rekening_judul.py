"""The headings of a table of accounts: over one to three rows, known by what offices call them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from naskah.impor_judul import nomor_baris, tumpuk
from naskah.lembar import Baris, Lembar

_KEPALA_MAKS = 25  # rows above the headings: letterhead, title, the office, the year, the sub kegiatan
_TINGGI = (1, 2, 3)  # rows the headings may take
_ABAIKAN = re.compile(r"rp|ta|tahun|20\d\d")
_AKUN = re.compile(r"['’`]?\d\s*\.\s*\d\s*\.\s*\d\d\s*\.\s*\d\d\s*\.\s*\d\d\s*\.\s*\d{4}\b")
_KODE = re.compile(r"\d\s*\.\s*\d")
_ANGKA = re.compile(r"[\d.,()\s-]+")

# What offices call the columns, compared without case, punctuation, "Rp" and the year.
SEBUTAN: Mapping[str, Sequence[str]] = {
    "sub_kegiatan": ("kode sub kegiatan", "kode subkegiatan", "kode dan nama sub kegiatan",
                     "kode nama sub kegiatan", "sub kegiatan", "subkegiatan", "nama sub kegiatan"),
    "kode_rekening": ("kode rekening", "kode rekening belanja", "kode rek", "kode akun",
                      "kode sub rincian objek", "kode rekening uraian", "no rekening", "nomor rekening",
                      "rekening kode", "rekening", "kode"),
    "uraian": ("uraian", "uraian rekening", "nama rekening", "nama akun", "uraian belanja", "rekening uraian",
               "rekening nama", "nama sub rincian objek", "uraian akun", "nama rekening belanja"),
}  # fmt: skip


@dataclass(frozen=True)
class Macam:
    """A kind of table of accounts.

    Attributes:
        sebutan: field = what its column may be called; of two columns the first named counts.
        uang: the fields that are amounts.
        penanda: one of these amounts must be there.
        wajib: the amount no account may lack, and what people call it.
        berpotongan: whether other columns may be deductions (PPN, PPh), or a section below the accounts.
        bernama: whether every account must have its name.
    """

    sebutan: Mapping[str, Sequence[str]]
    uang: tuple[str, ...]
    penanda: frozenset[str]
    wajib: tuple[str, str]
    berpotongan: bool = False
    bernama: bool = False

    def dengan(self, kolom: Mapping[str, Sequence[str]]) -> Macam:
        """The same with headings that a person has named; these count first."""
        semua = {n: (*(kata(k) for k in kolom.get(n, ())), *s) for n, s in self.sebutan.items()}
        return replace(self, sebutan=semua)


_POTONGAN = re.compile(
    r"(potongan )?(ppn|pph|pajak daerah|pajak restoran|iwp|bpjs|jkk|jkm|taperum)\b|potongan$"
)


@dataclass(frozen=True)
class Kepala:
    """Where the headings stand and what they say.

    Attributes:
        kolom: column number = field; a column of deductions is its own heading.
        judul: column number = heading as written.
        uang: the fields that are amounts.
        potongan: those of them that are deductions.
        atas: the rows above the headings.
        bawah: the rows below.
    """

    kolom: Mapping[int, str]
    judul: Mapping[int, str]
    uang: tuple[str, ...]
    potongan: tuple[str, ...]
    atas: Sequence[Baris]
    bawah: Sequence[Baris]

    def sebut(self, nama: str) -> str:
        """The heading of a field as written; "" when it has no column."""
        return next((self.judul[ke] for ke, n in self.kolom.items() if n == nama), "")


def temukan(lembar: Lembar, macam: Macam) -> Kepala | None:
    """The headings of a sheet; None when it has none for this kind of table."""
    calon = (
        (kepala, tinggi, ke)
        for ke in range(min(len(lembar.baris), _KEPALA_MAKS))
        for tinggi in _TINGGI
        if (kepala := _coba(lembar, ke, tinggi, macam)) is not None
    )
    # Of equal ones the taller: "Realisasi" alone may stand over "s.d. Lalu" and "s.d. Saat Ini".
    terbaik = max(calon, key=lambda c: (len(c[0].kolom), c[1], -c[2]), default=None)
    return terbaik[0] if terbaik else None


def tebakan(semua: Sequence[Lembar]) -> dict[int, str]:
    """The cells that are probably headings, on the first sheet that has accounts: column = as written.

    The last row without a number above the first account; nothing when there is none.
    """
    for satu in semua:
        atas: dict[int, str] = {}
        for baris in satu.baris:
            teks = {k: " ".join(str(s.nilai).split()) for k, s in baris.items()}
            if any(_AKUN.match(t) for t in teks.values()):
                if atas:
                    return atas
                break
            if len(teks) >= 2 and not any(_ANGKA.fullmatch(t) for t in teks.values()):
                atas = teks
    return {}


def dikenal(judul: Mapping[int, str], macam: Macam) -> dict[int, str]:
    """Column = field, for those of the headings that are known."""
    return _kolom({ke: [teks] for ke, teks in judul.items()}, macam)


def _coba(lembar: Lembar, ke: int, tinggi: int, macam: Macam) -> Kepala | None:
    """The rows from `ke` on, read as headings of that height; None when they are none."""
    baris = lembar.baris[ke : ke + tinggi]
    nomor = tuple(nomor_baris(b) for b in baris)
    if len(baris) < tinggi or nomor[-1] - nomor[0] != tinggi - 1:
        return None
    if tinggi > 1 and not all(_berjudul(b) for b in baris):
        return None
    bertumpuk = tumpuk(baris, nomor, lembar.gabungan)
    kolom = _kolom(bertumpuk, macam)
    if "kode_rekening" not in kolom.values() or not macam.penanda & {*kolom.values()}:
        return None
    judul = {k: ": ".join(bagian) for k, bagian in bertumpuk.items()}
    potongan = dict(_potongan(judul, kolom)) if macam.berpotongan else {}
    uang = (*(n for n in macam.uang if n in kolom.values()), *potongan.values())
    atas, bawah = lembar.baris[:ke], lembar.baris[ke + tinggi :]
    return Kepala({**kolom, **potongan}, judul, uang, tuple(potongan.values()), atas, bawah)


def _berjudul(baris: Baris) -> bool:
    """Whether a row can be one of several rows of headings: only words, no code, no amount."""
    return len(baris) >= 2 and all(
        isinstance(s.nilai, str) and not _ANGKA.fullmatch(s.nilai) and not _KODE.search(s.nilai)
        for s in baris.values()
    )


def _kolom(bertumpuk: Mapping[int, Sequence[str]], macam: Macam) -> dict[int, str]:
    """Column number = field. An amount is known by its whole heading, others by the lowest row too."""
    utuh: dict[str, int] = {}
    bawah: dict[str, int] = {}
    for ke, bagian in bertumpuk.items():
        utuh.setdefault(kata(" ".join(bagian)), ke)
        bawah.setdefault(kata(bagian[-1]), ke)
    hasil: dict[int, str] = {}
    for nama, sebutan in macam.sebutan.items():
        letak = utuh if nama in macam.uang else {**bawah, **utuh}
        if kolom := next((letak[s] for s in sebutan if s in letak and letak[s] not in hasil), None):
            hasil[kolom] = nama
    return hasil


def _potongan(judul: Mapping[int, str], kolom: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    for ke, teks in judul.items():
        if ke not in kolom and _POTONGAN.match(kata(teks)):
            yield ke, teks


def kata(teks: object) -> str:
    """A heading in one spelling.

    >>> kata("Anggaran TA. 2026 (Rp)"), kata("Realisasi (%)")
    ('anggaran', 'realisasi persen')
    """
    semua: list[str] = re.findall(r"[a-z0-9]+", str(teks).casefold().replace("%", " persen "))
    return " ".join(k for k in semua if not _ABAIKAN.fullmatch(k))
