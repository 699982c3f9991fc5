"""Every kind of value: the plain ones of `registers.dasar.kinds` and, here, those with office data or rows.

A kind here may hold further fields. It then has `bagian`, the names below it that templates and patterns may
use, and raises `DataTidakSah` with findings whose places begin below the field ("[2].nip", ".nama").
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import cast

from naskah.sekejap import ingat
from registers.dasar import kinds
from registers.dasar.galat import DataTidakSah, NilaiSalah
from registers.dasar.isian import Acuan, Isian, Kind, Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.temukan import ambil, nama_modul
from registers.dasar.tulisan import desimal_dari

_PANJANG_KUTIPAN = 60


@cache
def semua() -> Mapping[str, Kind]:
    """Every kind by its name, plain ones included.

    Raises:
        ImportError: a module of either package registers no KIND.
    """
    paket = sys.modules[__name__]
    sendiri: list[Kind] = [ambil(paket, nama, "KIND") for nama in nama_modul(paket)]
    return {**kinds.semua(), **{k.nama: k for k in sendiri}}


def bagian(jenis: str) -> tuple[str, ...]:
    """The names below a value of this kind (`koperasi.nama`); none for plain kinds and lists."""
    return getattr(semua().get(jenis), "bagian", ())


class BarisInduk(dict[str, Nilai]):
    """A row of master data that knows where each value stands.

    Args:
        nilai: field = value.
        sel: field = its cell ("Pegawai!B3").
    """

    def __init__(self, nilai: Mapping[str, Nilai], sel: Mapping[str, str]) -> None:
        super().__init__(nilai)
        self.sel = sel


class IndukSalah(NilaiSalah):
    """Not the typed key is wrong but the master data it leads to; the message says where and what."""


class BarisSalah(DataTidakSah):
    """Rows of a table are wrong; those that are right may be shown while the others are being typed.

    Args:
        pesan: what is wrong.
        temuan: every finding.
        benar: the right rows.
        salah: how many are wrong.
    """

    def __init__(self, pesan: str, temuan: Sequence[Temuan], benar: Sequence[Nilai], salah: int) -> None:
        super().__init__(pesan, temuan)
        self.benar, self.salah = benar, salah


@dataclass(frozen=True)
class Terbaca:
    """What reading a set of fields gave.

    Attributes:
        nilai: canonical values of those that were given.
        temuan: everything wrong.
        baris_benar: of tables with wrong rows, the right ones.
        baris_salah: how many rows of them are wrong.
    """

    nilai: Mapping[str, Nilai]
    temuan: tuple[Temuan, ...]
    baris_benar: Mapping[str, Nilai] = field(default_factory=dict[str, Nilai])
    baris_salah: int = 0


def baca(daftar: Sequence[Isian], raw: Mapping[str, object], acuan: Acuan, awalan: str = "") -> Terbaca:
    """Read one set of fields: a whole letter, a row of a table, one person typed in full.

    Args:
        daftar: the declared fields.
        raw: field = value, as typed or imported.
        acuan: master data.
        awalan: what the places of the findings begin with ("pegawai[2].").

    Returns:
        Values in the order of `daftar`; a field left empty has none.
    """
    dikenal = {isian.nama: isian for isian in daftar}
    temuan = [_tidak_dikenal(nama, dikenal, awalan) for nama in raw if nama not in dikenal]
    nilai: dict[str, Nilai] = {}
    tabel_salah: dict[str, BarisSalah] = {}
    salah: set[str] = set()
    for isian in daftar:
        satu = raw.get(isian.nama)
        if kosong(satu):
            satu = isian.bawaan
        if kosong(satu):
            continue
        try:
            ditemukan = _baca_satu(isian, satu, acuan, awalan, nilai)
        except BarisSalah as galat:
            tabel_salah[isian.nama] = galat
            ditemukan = _di_bawah(f"{awalan}{isian.nama}", galat)
        if ditemukan:
            salah.add(isian.nama)
            temuan += ditemukan
    temuan += [
        Temuan(f"{awalan}{isian.nama}", "belum diisi", _saran_isi(isian))
        for isian in daftar
        if isian.nama not in nilai and isian.nama not in salah and _perlu(isian, nilai)
    ]
    return Terbaca(
        nilai,
        tuple(temuan),
        {nama: list(g.benar) for nama, g in tabel_salah.items() if g.benar},
        sum(g.salah for g in tabel_salah.values()),
    )


def cetak(daftar: Sequence[Isian], nilai: Mapping[str, Nilai]) -> dict[str, object]:
    """What templates see of a set of fields; those left empty print as nothing."""
    hasil: dict[str, object] = {}
    for isian in daftar:
        hasil |= _cetak_satu(isian, nilai.get(isian.nama))
    return hasil


def kosong(raw: object) -> bool:
    """Whether nothing was typed: None, blank text, an empty list or table."""
    if isinstance(raw, str):
        return not raw or raw.isspace()
    return raw is None or (isinstance(raw, list | dict | tuple) and not raw)


def kutip(raw: object) -> str:
    """A refused value as findings quote it; "" for what has no short text."""
    if isinstance(raw, bool | list | dict) or (isinstance(raw, int) and abs(raw) >= 10**30):
        return ""
    tertulis = f"{desimal_dari(raw):f}" if isinstance(raw, float) else str(raw)
    teks = "".join(huruf if huruf.isprintable() else "�" for huruf in tertulis)
    return teks if len(teks) <= _PANJANG_KUTIPAN else f"{teks[:_PANJANG_KUTIPAN]}…"


def mirip(kata: str, dikenal: Sequence[str]) -> str:
    """The known word a person may have meant, as advice; "" when none is near."""
    menurut = {d.casefold(): d for d in dikenal}
    dekat = get_close_matches(kata.casefold(), menurut, n=1, cutoff=0.6)
    return f"maksudnya {menurut[dekat[0]]}?" if dekat else ""


def _baca_satu(isian: Isian, raw: object, acuan: Acuan, awalan: str, nilai: dict[str, Nilai]) -> list[Temuan]:
    """Put the canonical value into `nilai`, or say what is wrong with it."""
    tempat = f"{awalan}{isian.nama}"
    try:
        hasil = _baca_nilai(isian, raw, acuan)
    except NilaiSalah as galat:
        letak = f"{tempat}.{galat.letak}" if galat.letak else tempat
        return [Temuan(letak, galat.pesan, galat.saran, "" if isinstance(galat, IndukSalah) else kutip(raw))]
    except BarisSalah:
        raise
    except DataTidakSah as galat:
        return _di_bawah(tempat, galat)
    if not kosong(hasil):
        nilai[isian.nama] = hasil
    return []


def _baca_nilai(isian: Isian, raw: object, acuan: Acuan) -> Nilai:
    """As the kind reads it; a text that many letters have in common is read once."""
    if type(raw) is not str or isian.jenis not in kinds.semua():
        return semua()[isian.jenis].baca(raw, isian, acuan)
    sudah = _sudah(isian).baca
    if raw in sudah:
        return sudah[raw]
    hasil = semua()[isian.jenis].baca(raw, isian, acuan)
    if type(hasil) is str:
        sudah[raw] = hasil
    return hasil


def _cetak_satu(isian: Isian, nilai: Nilai) -> Mapping[str, object]:
    """As the kind prints it; a text that many letters have in common is asked for once."""
    if type(nilai) is not str or isian.jenis not in kinds.semua():
        return semua()[isian.jenis].cetak(isian.nama, nilai, isian)
    sudah = _sudah(isian).cetak
    if nilai not in sudah:
        sudah[nilai] = semua()[isian.jenis].cetak(isian.nama, nilai, isian)
    return sudah[nilai]


@dataclass(frozen=True)
class _Sudah:
    """What became of texts in one field; the field is held, so that its id is nobody else's."""

    isian: Isian
    baca: dict[str, str] = field(default_factory=dict[str, str])
    cetak: dict[str, Mapping[str, object]] = field(default_factory=dict[str, Mapping[str, object]])


def _sudah(isian: Isian) -> _Sudah:
    return ingat(("isian", id(isian)), lambda: _Sudah(isian))


def _di_bawah(tempat: str, galat: DataTidakSah) -> list[Temuan]:
    return [Temuan(f"{tempat}{t.tempat}", t.pesan, t.saran, t.nilai) for t in galat.temuan]


def _tidak_dikenal(nama: str, dikenal: Mapping[str, Isian], awalan: str) -> Temuan:
    label = {i.label.casefold(): i.nama for i in dikenal.values() if i.label}
    betul = label.get(nama.casefold())
    saran = f"maksudnya {betul}?" if betul else mirip(nama, list(dikenal))
    return Temuan(f"{awalan}{nama}", "isian tidak dikenal", saran or f"yang dikenal: {', '.join(dikenal)}")


def _saran_isi(isian: Isian) -> str:
    if isian.pilihan:
        return f"pilih salah satu: {', '.join(isian.pilihan)}"
    if isian.contoh:
        return f"tulis {isian.label or isian.nama}, misalnya {isian.contoh}"
    return isian.bantuan or f"tulis {isian.label or isian.nama}"


def _perlu(isian: Isian, nilai: Mapping[str, Nilai]) -> bool:
    if isian.wajib or not isian.wajib_jika:
        return isian.wajib
    nama, sama, syarat = isian.wajib_jika.partition("=")
    lain = nilai.get(nama.strip())
    if not sama:
        return lain is not None and lain is not False
    teks = {True: "ya", False: "tidak"}.get(lain, str(lain)) if isinstance(lain, bool) else str(lain)
    return lain is not None and teks.casefold() == syarat.strip().casefold()


def baca_tabel(daftar: Sequence[Isian], raw: object, acuan: Acuan, apa: str) -> Nilai:
    """One person, koperasi or post typed in full as a table of fields.

    Raises:
        DataTidakSah: every finding, with places that begin below the field.
    """
    terbaca = baca(daftar, cast("Mapping[str, object]", raw), acuan, ".")
    if terbaca.temuan:
        raise DataTidakSah(f"Data {apa} belum benar.", terbaca.temuan)
    return dict(terbaca.nilai)
