"""An ordinary workbook read row by row, however long: no book of ours, none of our marks in it.

Nothing is kept of a row but where it begins, so 50,000 of them take no more memory than the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from registers.workbook.lembar import Lembar, Peta
from registers.workbook.model import BarisIsi
from registers.workbook.paket import Paket
from registers.workbook.pembaca import PembacaBaris
from registers.workbook.sel import huruf, kolom_dari

KOLOM_MAKS = 400
_TERSEMBUNYI = re.compile(rb' hidden="(?:1|true)"| ht="0(?:\.0+)?"')
_NOMOR = re.compile(rb'<(?:[\w.-]+:)?row\b[^>]*? r="(\d{1,7})"')
_JAUH = re.compile(rb' r="(O[K-Z]|[P-Z][A-Z]|[A-Z]{3})(\d{1,7})"')  # beyond `KOLOM_MAKS`, which is OJ
_GABUNGAN = re.compile(rb'<(?:[\w.-]+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')


@dataclass(frozen=True)
class Deret:
    """The rows of a sheet below a certain one, with some of its columns.

    A cell's value is text, a number or a date as the sheet shows it: percentages are text ("12,5%"); numbers
    of 16 digits and more are float, since their last digits are lost. A formula nobody has computed has no
    value, but stands in `rumus`; errors and what number formats show stand in `tampak`.
    """

    lembar: Lembar
    pembaca: PembacaBaris

    def baris(self) -> Iterator[tuple[int, BarisIsi]]:
        """Where each filled row begins, and the row."""
        xml = self.lembar.xml
        for awal, akhir in self.lembar.rentang_berisi():
            if satu := self.pembaca.satu(xml[awal:akhir]):
                yield awal, satu

    def tersembunyi(self, awal: int) -> bool:
        """Whether the row that begins there is not shown: hidden, or filtered out."""
        xml = self.lembar.xml
        return _TERSEMBUNYI.search(xml, awal, xml.index(b">", awal)) is not None

    def di(self, awal: int) -> BarisIsi | None:
        """The row that begins there; None when these columns of it are blank."""
        return self.pembaca.satu(self.lembar.baris_di(awal).xml)


class LembarBiasa:
    """One worksheet.

    Args:
        paket: the workbook.
        nama: name of the sheet.
        bagian: its part.
        tersembunyi: whether its tab is not shown.
    """

    def __init__(self, paket: Paket, nama: str, bagian: str, *, tersembunyi: bool = False) -> None:
        self.nama, self.bagian, self.tersembunyi, self._paket = nama, bagian, tersembunyi, paket

    @cached_property
    def _lembar(self) -> Lembar:
        return Lembar(self._paket.isi(self.bagian), self._paket, self.nama)

    @cached_property
    def gabungan(self) -> tuple[tuple[int, int, int, int], ...]:
        """Merged cells: first row, first column, last row, last column; from 1."""
        return tuple(
            (int(m[2]), kolom_dari(m[1]), int(m[4]), kolom_dari(m[3]))
            for m in _GABUNGAN.finditer(self._lembar.xml, self._lembar.tutup)
        )

    def atas(self, banyak: int) -> list[tuple[int, Mapping[int, object]]]:
        """The first filled rows: number, and values by column number.

        Raises:
            BukuAsing: the sheet is damaged.
        """
        semua = self.deret({str(n): n for n in range(1, KOLOM_MAKS + 1)}, 0)
        return [(b.nomor, {int(k): v for k, v in b.nilai.items()}) for _, b in islice(semua.baris(), banyak)]

    def deret(self, kolom: Mapping[str, int], sesudah: int) -> Deret:
        """The rows below number `sesudah` with these columns (key → column number).

        Raises:
            BukuAsing: the sheet is damaged.
        """
        peta = Peta(sesudah, kolom, {})
        return Deret(self._lembar, PembacaBaris(self._paket, self._lembar, peta, None))

    def nomor_ganda(self) -> int:
        """The first number that two rows have; 0 when each row has its own."""
        lembar, akhir = self._lembar, 0
        for m in _NOMOR.finditer(lembar.xml, lembar.mulai, lembar.tutup):
            if (nomor := int(m[1])) <= akhir:
                break
            akhir = nomor
        else:
            return 0
        sudah: set[int] = set()
        for m in _NOMOR.finditer(lembar.xml, lembar.mulai, lembar.tutup):
            if (nomor := int(m[1])) in sudah:
                return nomor
            sudah.add(nomor)
        return 0

    def di_luar(self) -> str:
        """The address of a filled cell beyond column `KOLOM_MAKS`; "" when there is none."""
        lembar = self._lembar
        tutup_sel = b"</%bc>" % lembar.awalan
        for m in _JAUH.finditer(lembar.xml, lembar.mulai, lembar.tutup):
            awal, kepala = lembar.xml.rindex(b"<", 0, m.start()), lembar.xml.index(b">", m.end())
            if lembar.xml[kepala - 1 : kepala] == b"/":
                continue
            akhir = lembar.xml.find(tutup_sel, kepala) + len(tutup_sel)
            sel = next(lembar.sel(lembar.xml[awal:akhir]), None)
            if sel and (sel.rumus or sel.sel.teks.strip()):
                return alamat(self.nama, sel.kolom, int(m[2]))
        return ""


def buka_biasa(data: bytes, nama: str) -> list[LembarBiasa]:
    """The worksheets of a workbook, in tab order; each is read when it is asked for.

    Raises:
        BukuAsing: no workbook, damaged, or locked with a password.
    """
    paket = Paket(data, nama)
    return [LembarBiasa(paket, satu.nama, satu.bagian, tersembunyi=satu.tersembunyi) for satu in paket.lembar]


def alamat(lembar: str, kolom: int, baris: int) -> str:
    """A cell as people name it.

    >>> alamat("Data", 28, 7)
    'Data!AB7'
    """
    return f"{lembar}!{huruf(kolom).decode()}{baris}"
