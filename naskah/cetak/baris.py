"""Which rows are meant: by id, by number, by a range of row numbers or dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from registers.dasar.galat import DataTidakSah, NilaiSalah, TidakDitemukan
from registers.dasar.kinds import tanggal as jenis_tanggal
from registers.dasar.temuan import Temuan
from registers.ledger.model import Baris

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku
    from registers.ledger import Baca

Rentang = tuple[int | date | None, int | date | None]

_ID = re.compile(r"[A-Z]-[a-z0-9]+([/#]\d+)?", re.IGNORECASE)
_SARAN_PILIH = "tulis nomor atau ID, atau --dari dan --sampai, atau --semua"
_SARAN_BATAS = "tulis nomor urut baris, atau tanggal seperti 23-11-2026"


@dataclass(frozen=True)
class Pilihan:
    """What a person asked for, as typed.

    Attributes:
        kunci: ids (M-…, N-…, M-…/1), letter numbers, or row numbers of the book.
        buku: id of the book; "" takes the first one that has the row.
        tahun: year of the book; 0: this year, or the years of the dates.
        dari: first row number or date of a range.
        sampai: last row number or date of a range.
        semua: every row of the book.
    """

    kunci: Sequence[str] = ()
    buku: str = ""
    tahun: int = 0
    dari: str = ""
    sampai: str = ""
    semua: bool = False


@dataclass(frozen=True)
class Terpilih:
    """The chosen rows, each with its book, and what a person should know."""

    baris: tuple[tuple[Buku, Baris], ...]
    catatan: tuple[str, ...] = ()


def pilih(kantor: Kantor, baca: Baca, buku: Sequence[str], pilihan: Pilihan) -> Terpilih:
    """The rows of `pilihan` in one of the books `buku`.

    Named rows come in the order they were named, a range in the order of the book. A range leaves out rows
    that are struck through in the book (void letters); a row that is named is printed.

    Raises:
        TidakDitemukan: the book does not exist.
        DataTidakSah: every row that was not found, every bound that cannot be read.
    """
    if pilihan.buku and pilihan.buku not in buku:
        raise TidakDitemukan(
            f"Buku {pilihan.buku!r} tidak dipakai cetakan ini.", f"Pilih: {', '.join(buku)}."
        )
    batas = rentang(pilihan.dari, pilihan.sampai)
    tahun = _tahun(kantor, pilihan.tahun, batas)
    cari = _Pencarian(kantor, baca, [pilihan.buku] if pilihan.buku else list(buku), pilihan.tahun, tahun)
    if pilihan.kunci:
        return Terpilih(cari.menurut_kunci(pilihan.kunci))
    if not (pilihan.semua or pilihan.dari or pilihan.sampai):
        raise DataTidakSah(
            "Belum disebut baris mana yang dicetak.", [Temuan("baris", "belum ditulis", _SARAN_PILIH)]
        )
    return cari.menurut_rentang(batas)


def rentang(dari: str, sampai: str) -> Rentang:
    """Both bounds as typed: row numbers or dates; None where nothing was typed.

    Raises:
        DataTidakSah: every bound that is neither.
    """
    temuan: list[Temuan] = []
    hasil = (_batas(dari, "--dari", temuan), _batas(sampai, "--sampai", temuan))
    if temuan:
        raise DataTidakSah("Batas baris tidak dapat dipakai.", temuan)
    return hasil


def _batas(teks: str, tempat: str, temuan: list[Temuan]) -> int | date | None:
    teks = teks.strip()
    if not teks:
        return None
    if teks.isdecimal():
        return int(teks)
    try:
        return date.fromisoformat(jenis_tanggal.dari_teks(teks))
    except NilaiSalah as galat:
        temuan.append(Temuan(tempat, galat.pesan, _SARAN_BATAS, teks))
        return None


def dalam(buku: Buku, baris: Baris, batas: Rentang) -> bool:
    """Whether a row lies within both bounds; its date is that of the book's first date column."""
    dari, sampai = batas
    awal = 0 if dari is None else _letak(buku, baris, dari)
    akhir = 0 if sampai is None else _letak(buku, baris, sampai)
    return awal is not None and awal >= 0 and akhir is not None and akhir <= 0


def _letak(buku: Buku, baris: Baris, batas: int | date) -> int | None:
    """How far a row lies behind a bound, in rows or days; None when it has no date."""
    if isinstance(batas, int):
        return baris.urutan - batas
    tanggal = hari(buku, baris)
    return None if tanggal is None else (tanggal - batas).days


def hari(buku: Buku, baris: Baris) -> date | None:
    """The day a row belongs to: the first of the book's date columns that has one."""
    for kolom in buku.kolom:
        if kolom.jenis == "tanggal" and (teks := isi_kolom(baris, kolom.kunci, kolom.dari)):
            try:
                return date.fromisoformat(teks)
            except ValueError:
                continue
    return None


def isi_kolom(baris: Baris, kunci: str, dari: str) -> str:
    """What a row shows in a column: what people typed, else what the ledger says."""
    orang = baris.orang.get(kunci)
    nilai = orang if orang not in (None, "") else baris.nilai.get(dari or kunci)
    return "" if nilai is None else str(nilai)


def _tahun(kantor: Kantor, diminta: int, batas: Rentang) -> range:
    if diminta:
        return range(diminta, diminta + 1)
    ini = kantor.hari_ini().year
    tahun = [b.year for b in batas if isinstance(b, date)]
    return range(min(tahun, default=ini), max(tahun, default=ini) + 1)


@dataclass
class _Pencarian:
    kantor: Kantor
    baca: Baca
    buku: list[str]
    tahun_diminta: int
    tahun: range
    _isi: dict[tuple[str, int], list[Baris]] = field(default_factory=dict[tuple[str, int], list[Baris]])

    def menurut_rentang(self, batas: Rentang) -> Terpilih:
        buku = self._definisi(self.buku[0])
        semua = [b for t in self.tahun for b in self._baris(buku.id, t) if dalam(buku, b, batas)]
        sah = [b for b in semua if not _dicoret(buku, b)]
        if not sah:
            tahun = "–".join(dict.fromkeys((str(self.tahun[0]), str(self.tahun[-1]))))
            raise DataTidakSah(
                "Tidak ada yang dicetak.",
                [Temuan(buku.judul, f"tidak ada baris dalam rentang itu pada tahun {tahun}",
                        "periksa batasnya, atau tambahkan --tahun")],
            )  # fmt: skip
        lewat = len(semua) - len(sah)
        catatan = (f"{lewat} baris yang batal atau ditarik tidak dicetak.",) if lewat else ()
        return Terpilih(tuple((buku, b) for b in sah), catatan)

    def menurut_kunci(self, kunci: Iterable[str]) -> tuple[tuple[Buku, Baris], ...]:
        hasil: dict[tuple[str, int, str], tuple[Buku, Baris]] = {}
        temuan: list[Temuan] = []
        for satu in kunci:
            ada = self._satu(satu.strip(), temuan)
            hasil |= {(b.buku, b.tahun, b.kunci): (self._definisi(b.buku), b) for b in ada}
        if temuan:
            raise DataTidakSah("Ada baris yang tidak dapat dicetak.", temuan)
        return tuple(hasil.values())

    def _satu(self, kunci: str, temuan: list[Temuan]) -> list[Baris]:
        for id_buku in self.buku:
            ada = self._di_buku(id_buku, kunci)
            if len({b.nilai.get("id", b.kunci) for b in ada}) > 1:
                pilihan = "; ".join(f"{b.kunci} ({b.nilai.get('hal', '')})" for b in ada)
                temuan.append(
                    Temuan(kunci, f"cocok dengan {len(ada)} baris", f"tulis ID-nya: {pilihan}, atau --tahun")
                )
                return []
            if ada:
                return ada
        temuan.append(Temuan(kunci, f"tidak ada di {self._judul()}", self._saran(kunci)))
        return []

    def _di_buku(self, id_buku: str, kunci: str) -> list[Baris]:
        """By row number, by id, by the id of its letter, by letter number."""
        if kunci.isdecimal():
            return [b for t in self.tahun for b in self._baris(id_buku, t) if b.urutan == int(kunci)]
        if _ID.fullmatch(kunci):
            id_ = f"{kunci[:2].upper()}{kunci[2:].lower()}"
            langsung = [b for b in self.baca.baris_kunci(id_) if b.buku == id_buku and self._cocok(b)]
            semua = langsung or [b for b in self._semua(id_buku) if b.nilai.get("id") == id_]
            return semua or (self._di_buku(id_buku, id_.split("/")[0]) if "/" in id_ else [])
        rapi = " ".join(kunci.split())
        return [b for b in self._semua(id_buku) if b.nilai.get("nomor") == rapi]

    def _cocok(self, baris: Baris) -> bool:
        return not self.tahun_diminta or baris.tahun == self.tahun_diminta

    def _semua(self, id_buku: str) -> list[Baris]:
        tahun = [k.tahun for k in self.baca.semua_buku() if k.buku == id_buku]
        return [b for t in tahun for b in self._baris(id_buku, t) if self._cocok(b)]

    def _baris(self, id_buku: str, tahun: int) -> list[Baris]:
        if (id_buku, tahun) not in self._isi:
            self._isi[id_buku, tahun] = self.baca.semua_baris(id_buku, tahun)
        return self._isi[id_buku, tahun]

    def _definisi(self, id_buku: str) -> Buku:
        if id_buku not in self.kantor.buku:
            raise TidakDitemukan(f"Buku {id_buku!r} tidak ada.", "Lihat daftarnya: naskah buku daftar")
        return self.kantor.buku[id_buku]

    def _judul(self) -> str:
        return " atau ".join(self._definisi(b).judul for b in self.buku)

    def _saran(self, kunci: str) -> str:
        """Where it does stand."""
        if kunci.isdecimal():
            return f"periksa nomor urutnya pada tahun {self.tahun[-1]}, atau tambahkan --tahun"
        lain = {b.buku for b in self.baca.baris_kunci(kunci)} - set(self.buku)
        judul = sorted(self.kantor.buku[b].judul for b in lain if b in self.kantor.buku)
        return f"barisnya hanya ada di {', '.join(judul)}" if judul else "periksa tulisannya"


def _dicoret(buku: Buku, baris: Baris) -> bool:
    kolom = {k.kunci: k for k in buku.kolom}
    return any(
        s.gaya == "coret" and isi_kolom(baris, s.kolom, kolom[s.kolom].dari) == s.nilai for s in buku.sorot
    )
