"""From rows to what a template sees: one dict per sheet, every value checked against its room."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from naskah.cetak.baris import isi_kolom
from naskah.cetak.deklarasi import CetakToml, Kotak, Salinan
from naskah.cetak.muat import teks_muat
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Isian
from registers.dasar.kinds import semua as semua_jenis
from registers.dasar.temuan import Temuan
from registers.ledger.model import Baris

if TYPE_CHECKING:
    from naskah.render import RichText
    from registers.definisi import Buku

_TANGGAL = re.compile(r"\d{4}-\d{2}-\d{2}")
ISI, KOSONG = "☒", "☐"

Lembar = dict[str, object]
Tambahan = Callable[["Buku", Baris, list[Temuan]], Mapping[str, object]]
"""(book, row, findings to add to) → further values of the row."""


def lembar(
    tata: CetakToml, baris: Sequence[tuple[Buku, Baris]], *, tambahan: Tambahan | None = None
) -> list[Lembar]:
    """The sheets of these rows, in their order: every copy of a row, then the next row.

    With `kelompok`, one sheet per value of that key; its rows are the sheet's `baris`.

    Args:
        tata: the declaration.
        baris: rows with the book each comes from.
        tambahan: further values of a row.

    Raises:
        DataTidakSah: every text that does not fit its room, with its row.
    """
    susun = _Susunan(tata)
    isi = [susun.satu(buku, satu) for buku, satu in baris]
    if tambahan:
        isi = [s | dict(tambahan(*b, susun.temuan)) for s, b in zip(isi, baris, strict=True)]
    if susun.temuan:
        raise DataTidakSah("Ada teks yang tidak muat pada lembarnya.", susun.temuan)
    if tata.kelompok:
        isi = _kelompok(tata.kelompok, isi)
    salinan = [_salinan(s) for s in tata.salinan]
    semua: list[Lembar] = [{**satu, "salinan": s} for satu in isi for s in (salinan or [_TUNGGAL])]
    return [{**satu, "ke": ke} for ke, satu in enumerate(semua, start=1)]


def teks(nilai: object, jenis: str = "") -> str:
    """A value of a row as it is printed: dates with digits, money in its own form, all else as it is."""
    if nilai is None or nilai == "":
        return ""
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, str) and (jenis == "tanggal" or not jenis) and _TANGGAL.fullmatch(nilai):
        hari = date.fromisoformat(nilai)
        return f"{hari:%d-%m-}{hari.year}"
    if jenis in ("rupiah", "persen"):
        return str(semua_jenis()[jenis].cetak("x", nilai, Isian("x", jenis))["x"])
    return str(nilai)


@dataclass
class _Susunan:
    tata: CetakToml
    temuan: list[Temuan] = field(default_factory=list[Temuan])

    def satu(self, buku: Buku, baris: Baris) -> Lembar:
        """The declared values of one row."""
        hasil: Lembar = {"id": baris.kunci, "buku": buku.judul, "tahun": str(baris.tahun)}
        for nama, kunci in self.tata.isian.items():
            hasil[nama] = self._muat(nama, _nilai(buku, baris, kunci), buku, baris)
        hasil["kotak"] = {n: _kotak(k, buku, baris) for n, k in self.tata.kotak.items()}
        return hasil

    def _muat(self, nama: str, isi: str, buku: Buku, baris: Baris) -> str | RichText:
        ruang = self.tata.muat.get(nama)
        return isi if ruang is None else teks_muat(isi, ruang, f"{tempat(buku, baris)}: {nama}", self.temuan)


def tempat(buku: Buku, baris: Baris) -> str:
    """What a finding calls a row."""
    return f"{buku.judul} nomor {baris.urutan} ({baris.kunci})"


def _kotak(kotak: Kotak, buku: Buku, baris: Baris) -> list[dict[str, str]]:
    nilai = [_nilai(buku, baris, k) for k in kotak.dari]
    ada = {kotak.setara.get(n, n).casefold() for n in nilai if n}
    return [{"teks": p, "tanda": ISI if p.casefold() in ada else KOSONG} for p in kotak.pilihan]


_TUNGGAL: dict[str, str] = {"nama": "", "untuk": "", "warna": "FFFFFF"}


def _salinan(s: Salinan) -> dict[str, str]:
    return {"nama": s.nama, "untuk": s.untuk, "warna": s.warna.upper()}


def _nilai(buku: Buku, baris: Baris, kunci: str) -> str:
    """The value of a column key (what people typed comes first), else of a booking key, as printed."""
    for kolom in buku.kolom:
        if kunci == kolom.kunci:
            return teks(isi_kolom(baris, kolom.kunci, kolom.dari), kolom.jenis)
    for kolom in buku.kolom:
        if kunci == kolom.dari:
            return teks(isi_kolom(baris, kolom.kunci, kolom.dari), kolom.jenis)
    return teks(baris.nilai.get(kunci))


def _kelompok(kunci: str, isi: Sequence[Lembar]) -> list[Lembar]:
    """Rows gathered by the printed value of `kunci`, groups in the order of their first row."""
    hasil: dict[str, list[Lembar]] = {}
    for satu in isi:
        nilai = satu.get(kunci, "")
        hasil.setdefault(nilai if isinstance(nilai, str) else str(getattr(nilai, "teks", "")), []).append(
            satu
        )
    return [
        {**satu[0], "kelompok": nama, "baris": [{**b, "no": no} for no, b in enumerate(satu, start=1)]}
        for nama, satu in hasil.items()
    ]
