"""What tests of the bendahara's books share: one of them, typed into with openpyxl, and its balance."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from naskah import hitung_buku
from naskah.hitung_buku import Hari
from registers import sinkron
from registers.definisi import Buku, muat_buku
from registers.hitungan import Hitung
from registers.ledger import Ledger
from registers.ledger.model import Baris
from registers.meja import HasilBuku, Meja
from registers.penggabungan import tampilan
from tests.bahan.sinkron import AWAL, JAM, KEPALA, TAHUN, akhir

BUKU = muat_buku()
HARI = Hari(date(2026, 11, 23), frozenset({date(2026, 12, 25)}))  # a Monday
ARUS = {
    "bku-pengeluaran": ("penerimaan", "pengeluaran"),
    "bku-penerimaan": ("jumlah", "disetor"),
    "buku-pembantu-pajak": ("dipotong", "disetor"),
}
"""Books with a running balance: what comes in, what goes out."""


def hitungan() -> Mapping[str, Hitung]:
    """Every computation, on the test's day."""
    return hitung_buku.pada(HARI)


@dataclass(frozen=True)
class Meja_:
    """One book on the bendahara's desk."""

    ledger: Ledger
    folder: Path
    buku: Buku

    @property
    def path(self) -> Path:
        return sinkron.lokasi(self.folder, self.buku.id, TAHUN)

    @property
    def meja(self) -> Meja:
        return Meja(self.ledger, self.folder, BUKU, KEPALA, JAM, "Asia/Makassar", "Bendahara",
                    hitung=hitungan())  # fmt: skip

    def sinkron(self) -> HasilBuku:
        hasil = sinkron.sinkron(self.meja, self.buku, TAHUN, buat=True)
        assert hasil.menunggu == ""
        return hasil

    def baris(self) -> list[Baris]:
        """The ledger's rows in the order of their numbers."""
        with self.ledger.baca() as baca:
            return list(baca.semua_baris(self.buku.id, TAHUN))

    def tampak(self) -> list[dict[str, str]]:
        """The same as the book shows them."""
        return [tampilan(self.buku, b.nilai, b.orang) for b in self.baris()]

    @contextmanager
    def excel(self) -> Generator[Worksheet]:
        """The sheet to be edited; saved at the end."""
        isi = openpyxl.load_workbook(self.path)
        yield isi.worksheets[0]
        isi.save(self.path)

    def ketik(self, *baris: Mapping[str, object]) -> HasilBuku:
        """Type rows below the last one, and sync."""
        with self.excel() as lembar:
            nomor = akhir(lembar)
            for satu in baris:
                nomor += 1
                self.tulis(lembar, nomor, **satu)
        return self.sinkron()

    def tulis(self, lembar: Worksheet, nomor: int, **isi: object) -> None:
        """Type into cells of a row, by column key."""
        for kunci, nilai in isi.items():
            lembar.cell(nomor, self.kolom(lembar)[kunci]).value = nilai  # type: ignore[assignment]

    def kolom(self, lembar: Worksheet) -> dict[str, int]:
        """Column key → number, from the hidden marker row."""
        return {str(sel.value): sel.column or 0 for sel in lembar[1] if sel.value}

    def lembar(self) -> list[dict[str, object]]:
        """What stands on the sheet, row by row, read with another library than ours."""
        lembar = openpyxl.load_workbook(self.path, data_only=True).worksheets[0]
        kolom = self.kolom(lembar)
        return [
            {k: _nilai(satu[n - 1]) for k, n in kolom.items() if satu[n - 1] not in (None, "")}
            for satu in lembar.iter_rows(min_row=AWAL, values_only=True)
            if any(sel not in (None, "") for sel in satu)
        ]


def _nilai(nilai: object) -> object:
    return nilai.date() if isinstance(nilai, datetime) else nilai


def saldo_seharusnya(meja: Meja_) -> dict[int, Decimal]:
    """Σ masuk − Σ keluar up to each row, in the order of days and numbers, by the row's number.

    What is no amount counts as nothing; a row without a day comes last.
    """
    masuk, keluar = ARUS[meja.buku.id]
    harus, kini = dict[int, Decimal](), Decimal(0)
    for satu in sorted(meja.tampak(), key=lambda b: (_hari(b.get("tanggal", "")), int(b["urutan"]))):
        kini += _jumlah(satu.get(masuk, "")) - _jumlah(satu.get(keluar, ""))
        harus[int(satu["urutan"])] = kini
    return harus


def pastikan_saldo(meja: Meja_) -> None:
    """The balances in ledger and sheet are what they should be."""
    harus = saldo_seharusnya(meja)
    assert {int(b["urutan"]): Decimal(b["saldo"]) for b in meja.tampak()} == harus
    assert {b["urutan"]: Decimal(str(b["saldo"])) for b in meja.lembar() if "_id" in b} == harus


def _jumlah(tertulis: str) -> Decimal:
    return Decimal(tertulis) if re.fullmatch(r"\d+(\.\d+)?", tertulis) else Decimal(0)


def _hari(tertulis: str) -> str:
    return tertulis if re.fullmatch(r"\d{4}-\d\d-\d\d", tertulis) else "9999"
