"""Many incoming letters from one sheet: all rows are read first, every finding is told with its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from naskah import impor_judul, lembar
from naskah.fields import mirip
from naskah.impor_judul import LAIN, TANGGAL, URUTAN
from naskah.lembar import Baris, LembarSalah, SelRusak
from naskah.masuk_isi import buku_agenda, periksa
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.definisi import Buku

_HITUNGAN = "#"  # running numbers of the sheet itself
_KEPALA_MIN = 2  # headings a row must have to be the heading row
_LETAK = re.compile(r"(.*!)?([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class _Kepala:
    """The heading row: column number → column key ("" is left out), and key → letter of its column."""

    kunci: Mapping[int, str]
    huruf: Mapping[str, str]


def baca(kantor: Kantor, data: bytes, nama: str) -> list[dict[str, Nilai]]:
    """The letters of a sheet under the agenda's headings, its column keys, or other words an import knows.

    Args:
        kantor: the open office.
        data: the bytes of an .xlsx file; its first sheet with such headings counts.
        nama: name of the file, for findings.

    Raises:
        DataTidakSah: every finding of every row at once, each with its cell.
    """
    buku = buku_agenda(kantor)
    baris = _lembar(buku, data, nama)
    kepala, temuan = _kepala(buku, baris[0])
    hasil: list[dict[str, Nilai]] = []
    for satu in baris[1:]:
        isi, rusak = _isi(satu, kepala)
        temuan += rusak
        if not isi:
            continue
        try:
            hasil.append(periksa(kantor, buku, isi))
        except DataTidakSah as galat:
            temuan += [_di_sel(buku, kepala, satu, t) for t in galat.temuan]
    if temuan:
        raise DataTidakSah(f"Daftar surat masuk {nama} belum benar.", temuan, "Tidak ada surat yang dicatat.")
    if not hasil:
        raise DataTidakSah(
            f"{nama} tidak berisi surat.", [Temuan(nama, "tidak ada baris di bawah judul kolom")]
        )
    return hasil


def _lembar(buku: Buku, data: bytes, nama: str) -> Sequence[Baris]:
    """The rows from the heading row on."""
    try:
        semua = lembar.baca(data)
    except LembarSalah as galat:
        temuan = Temuan(nama, str(galat), "simpan ulang dengan Excel sebagai .xlsx")
        raise DataTidakSah(f"{nama} tidak dapat dibaca.", [temuan]) from galat
    kenali = _pengenal(buku)
    for satu in semua:
        for ke, baris in enumerate(satu.baris):
            dikenal = [kenali(sel.nilai) not in (LAIN, _HITUNGAN) for sel in baris.values()]
            if sum(dikenal) >= _KEPALA_MIN:
                return satu.baris[ke:]
    wajib = ", ".join(k.judul for k in buku.kolom if k.wajib)
    saran = f"tulis judul kolom di atasnya, sekurangnya: {wajib}"
    raise DataTidakSah(f"{nama} tidak dapat dibaca.", [Temuan(nama, "tidak ada baris judul kolom", saran)])


def _kepala(buku: Buku, baris: Baris) -> tuple[_Kepala, list[Temuan]]:
    kenali, temuan = _pengenal(buku), list[Temuan]()
    dikenal = {nomor: kenali(sel.nilai) for nomor, sel in baris.items()}
    tanggal = "tanggal" if "tanggal_terima" in dikenal.values() else "tanggal_terima"
    kunci: dict[int, str] = {}
    huruf: dict[str, str] = {}
    for nomor, sel in baris.items():
        nama = {TANGGAL: tanggal, _HITUNGAN: ""}.get(dikenal[nomor], dikenal[nomor])
        if dikenal[nomor] == LAIN:
            saran = mirip(str(sel.nilai), [k.judul for k in buku.kolom])
            temuan.append(Temuan(sel.alamat, "judul kolom tidak dikenal", saran, str(sel.nilai)[:60]))
        elif nama in huruf:
            temuan.append(
                Temuan(sel.alamat, "judul kolom ini sudah ada", "hapus salah satunya", str(sel.nilai))
            )
        kunci[nomor] = nama
        if nama:
            huruf.setdefault(nama, _letak(sel.alamat)[1])
    return _Kepala(kunci, huruf), temuan


def _isi(baris: Baris, kepala: _Kepala) -> tuple[dict[str, object], list[Temuan]]:
    isi: dict[str, object] = {}
    temuan: list[Temuan] = []
    for nomor, sel in baris.items():
        nama = kepala.kunci.get(nomor, "")
        if nama and isinstance(sel.nilai, SelRusak):
            temuan.append(Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran))
        elif nama:
            isi[nama] = sel.nilai
    return ({} if temuan else isi), temuan


def _di_sel(buku: Buku, kepala: _Kepala, baris: Baris, temuan: Temuan) -> Temuan:
    """A finding with the address of the cell in which it is to be mended."""
    lembar_, _, nomor = _letak(next(iter(baris.values())).alamat)
    kunci = next((k.kunci for k in buku.kolom if k.judul == temuan.tempat), "")
    huruf = kepala.huruf.get(kunci)
    letak = f"{lembar_}{huruf}{nomor}" if huruf else f"{lembar_}baris {nomor}"
    return replace(temuan, tempat=f"{letak} ({temuan.tempat})")


def _letak(alamat: str) -> tuple[str, str, str]:
    """Sheet, column and row of an address: ("Lembar1!", "B", "7")."""
    cocok = _LETAK.fullmatch(alamat)
    return (cocok[1] or "", cocok[2], cocok[3]) if cocok else ("", "", "")


def _pengenal(buku: Buku) -> Callable[[object], str]:
    """What tells the column of a heading: its key, _HITUNGAN, TANGGAL for "Tanggal" alone, or LAIN.

    "No" counts the rows of the list; a number is an agenda number only where the heading says so.
    """
    sebutan = impor_judul.pengenal(buku)
    kolom = {k.kunci for k in buku.kolom}

    def kenali(nilai: object) -> str:
        teks = str(nilai).strip()
        if teks in kolom or teks.casefold() == "nomor":
            return teks.casefold()
        if teks.casefold() == "id":
            return _HITUNGAN
        nama = sebutan(teks)
        return nama if nama != URUTAN or "agenda" in impor_judul.kata(teks) else _HITUNGAN

    return kenali
