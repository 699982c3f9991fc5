"""The numbers of an old agenda of outgoing letters: which series, which running number, none twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from naskah.impor_judul import URUTAN
from naskah.impor_model import Terbaca
from registers.dasar.galat import DataTidakSah
from registers.dasar.pola import Pola
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import bulan_romawi
from registers.ledger import Nomor, Seri

_LOMPATAN_MAKS = 1000  # as for numbers typed by hand: beyond it a number is a slip of the finger
_LANGKAH = 5  # numbers a book may leave out between two rows, while its running number is looked for
_YAKIN = 0.6  # share of the rows that must agree where the running number stands
_BAGIAN = re.compile(r"(?:[A-Za-z]{1,3}[-.\s])?0*(\d{1,9})\s*[.\-]?\s*([A-Za-z]{1,2})?")


@dataclass(frozen=True)
class Terurai:
    """A number of an old book, taken apart.

    Attributes:
        nomor: what the series takes; None when no running number can be seen.
        klas: its archive code, where the pattern says it.
        temuan: why it cannot be.
        perhatian: what is odd about it.
    """

    nomor: Nomor | None
    klas: str = ""
    temuan: Temuan | None = None
    perhatian: Temuan | None = None


@dataclass(frozen=True)
class Pengurai:
    """Takes the numbers of one file apart.

    Attributes:
        seri: the series that goes on where the book ends.
        lain: every series with its pattern, the chosen one first.
        letak: which part between slashes is the running number in numbers of an older form; None: unknown.
        hitungan: years in which the column "No" only counts rows.
    """

    seri: Seri
    lain: Sequence[tuple[Seri, Pola]]
    letak: int | None
    hitungan: frozenset[int]

    def urai(self, t: Terbaca, hari: date) -> Terurai:
        """The number of a row dated `hari`."""
        teks = rapi(str(t.isi.get("nomor") or ""))
        no = t.isi.get(URUTAN)
        if not teks:
            if not no or hari.year in self.hitungan:
                sebab = Temuan(
                    t.sel("nomor", URUTAN), "nomor surat kosong", "isi nomornya, atau hapus baris itu"
                )
                return Terurai(None, temuan=sebab)
            return Terurai(self._nomor(self.seri, hari, no, "", str(no)))
        for seri, pola in self.lain:
            if (bagian := pola.baca(teks)) is not None:
                return self._sesuai(t, hari, seri, teks, bagian)
        bagian = teks.split("/")
        kena = (
            _BAGIAN.fullmatch(bagian[self.letak])
            if self.letak is not None and self.letak < len(bagian)
            else None
        )
        if kena is None or int(kena[1]) == 0:
            return Terurai(None)
        sisipan = f".{kena[2].lower()}" if kena[2] else ""
        return Terurai(self._nomor(self.seri, hari, int(kena[1]), sisipan, teks))

    def _sesuai(self, t: Terbaca, hari: date, seri: Seri, teks: str, bagian: Mapping[str, str]) -> Terurai:
        """A number of a form that naskah itself prints: its year must be the letter's."""
        di = t.sel("nomor")
        nomor = self._nomor(seri, hari, int(bagian["urut"]), bagian.get("sisipan", ""), teks)
        if bagian.get("tahun", str(hari.year)) != str(hari.year):
            pesan = f"tahun dalam nomornya bukan tahun surat, {hari.year}"
            return Terurai(nomor, temuan=Temuan(di, pesan, "samakan nomor atau tanggalnya", teks))
        bulan = {bulan_romawi(hari.month), f"{hari.month:02}"}
        beda = {bagian[k] for k in ("bulan", "bulan_romawi") if k in bagian} - bulan
        perhatian = (
            Temuan(di, "bulan dalam nomornya bukan bulan surat", "periksa tanggalnya", teks) if beda else None
        )
        return Terurai(nomor, bagian.get("klas", ""), perhatian=perhatian)

    def _nomor(self, seri: Seri, hari: date, urut: int, sisipan: str, teks: str) -> Nomor:
        return Nomor(seri.id, seri.periode(hari), urut, sisipan, teks, hari, "catat")


def pengurai(
    seri: Sequence[Seri], pilihan: str, semua: Sequence[Terbaca], hitungan: frozenset[int]
) -> Pengurai:
    """What takes the numbers of these rows apart.

    Raises:
        DataTidakSah: nobody said which series goes on, and the numbers do not tell.
    """
    pola = [(s, Pola.urai(s.pola, s.tetap)) for s in seri]
    nomor = [rapi(str(t.isi.get("nomor") or "")) for t in semua]
    terpilih = pilihan or _tebak(pola, nomor)
    utama = next((s for s, _ in pola if s.id == terpilih), None)
    if utama is None or utama.luar:
        ada = ", ".join(s.id for s in seri if not s.luar)
        sebab = f"seri {terpilih!r} tidak ada atau bernomor dari luar" if terpilih else "belum disebut"
        raise DataTidakSah(
            "Seri yang dilanjutkan buku ini belum jelas: tidak ada nomor yang sesuai pola seri mana pun."
            if not terpilih
            else "Seri itu tidak dapat dilanjutkan.",
            [Temuan("--seri", sebab, f"pilih salah satu: {ada}", terpilih)],
        )
    urut = sorted(pola, key=lambda p: p[0].id != terpilih)
    lama = [(t, n) for t, n in zip(semua, nomor, strict=True) if n and not any(p.baca(n) for _, p in pola)]
    return Pengurai(utama, urut, letak_urut([(n, t.isi.get(URUTAN)) for t, n in lama]), hitungan)


def _tebak(pola: Sequence[tuple[Seri, Pola]], nomor: Sequence[str]) -> str:
    """The series whose pattern fits most of the numbers; "" when none fits any."""
    kena = Counter(s.id for n in nomor if n for s, p in pola if not s.luar and p.baca(n) is not None)
    return max(kena, key=lambda s: kena[s], default="")


def letak_urut(nomor: Sequence[tuple[str, int | None]]) -> int | None:
    """Which part of numbers of an unknown form is the running number.

    It is the part that agrees with the column "No"; without one, the part that climbs from row to row.

    >>> letak_urut([("005/11/Dinas", 11), ("518/12/Dinas", 12)])
    1
    >>> letak_urut([("005/11/X/26", None), ("518/12/X/26", None), ("005/13/X/26", None)])
    1
    """
    bagian = [([_angka(b) for b in teks.split("/")], no) for teks, no in nomor]
    banyak = max((len(b) for b, _ in bagian), default=0)
    bernomor = [(b, no) for b, no in bagian if no]
    for ke in range(banyak):
        sama = sum(ke < len(b) and b[ke] == no for b, no in bernomor)
        if bernomor and sama >= len(bernomor) * _YAKIN:
            return ke
    terbaik: tuple[float, int | None] = (_YAKIN, None)
    for ke in range(banyak):
        deret = [b[ke] for b, _ in bagian if ke < len(b) and b[ke]]
        pasang = [(a, b) for a, b in pairwise(deret) if a is not None and b is not None]
        naik = sum(0 < b - a <= _LANGKAH for a, b in pasang)
        if pasang and len(pasang) * 2 >= len(bagian) and naik / len(pasang) > terbaik[0]:
            terbaik = (naik / len(pasang), ke)
    return terbaik[1]


def _angka(bagian: str) -> int | None:
    kena = _BAGIAN.fullmatch(bagian.strip())
    return int(kena[1]) if kena else None


def rapi(teks: str) -> str:
    """A number without the word in front and without blanks around slashes.

    >>> rapi("No. 005 / 12 / Dinas")
    '005/12/Dinas'
    """
    tanpa = re.sub(r"^(nomor|no\.?)\s*:?\s*(?=\d|\S*/)", "", " ".join(teks.split()), flags=re.IGNORECASE)
    return re.sub(r"\s*/\s*", "/", tanpa)


def melompat(urut: Sequence[int], ada: Sequence[int] = ()) -> set[int]:
    """The running numbers that stand so far above the others that they must be typing errors.

    >>> melompat([1, 2, 3, 13245])
    {13245}
    """
    semua = sorted([*urut, *ada])
    for ke in range(len(semua) - 1, 0, -1):
        di_atas = len(semua) - ke
        if semua[ke] - semua[ke - 1] > _LOMPATAN_MAKS and di_atas < ke:
            return set(semua[ke:]) - set(ada)
    return set()


def menghitung_baris(nomor: Sequence[int]) -> bool:
    """Whether a column "No" starts again in the middle: then it counts rows of a page, and numbers nothing.

    >>> menghitung_baris([1, 2, 3, 1, 2])
    True
    """
    return sum(n == 1 for n in nomor) > 1 or len(set(nomor)) * 2 < len(nomor)
