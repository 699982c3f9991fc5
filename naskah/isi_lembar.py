"""The .xlsx input sheet: fields and values on the first sheet, each daftar on a sheet of its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from naskah import lembar
from naskah.catalog import Jenis
from naskah.fields import mirip
from naskah.lembar import Baris, Lembar, LembarSalah, Sel, SelRusak
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Isian, Nilai
from registers.dasar.temuan import Temuan

_KEPALA = {"isian", "nama isian", "kolom", "kunci"}
_NOMOR = {"no", "nomor urut"}
_KOLOM_CHECKLIST = tuple(Isian(nama) for nama in ("butir", "keadaan", "keterangan"))
_BERBARIS = {"daftar", "checklist"}
_NAMA_LEMBAR_MAKS = 31  # Excel cuts longer names


@dataclass
class IsiBerkas:
    """What a file holds.

    Attributes:
        nilai: field = value, as typed.
        sel: path of a value ("pegawai[2].nip") = its cell, for workbooks.
        temuan: cells that cannot be used, each at the path of its value.
    """

    nilai: dict[str, Nilai]
    sel: dict[str, str] = field(default_factory=dict[str, str])
    temuan: list[Temuan] = field(default_factory=list[Temuan])

    def taruh(self, wadah: dict[str, Nilai], nama: str, jalur: str, sel: Sel) -> None:
        """Put a cell's value at `nama` in `wadah`; a dotted name goes one table deeper."""
        self.sel[jalur] = sel.alamat
        if isinstance(sel.nilai, SelRusak):
            self.temuan.append(Temuan(jalur, sel.nilai.pesan, sel.nilai.saran))
            return
        depan, titik, belakang = nama.partition(".")
        di: Any = wadah.setdefault(depan, {}) if titik else wadah
        kunci = belakang if titik else nama
        if not isinstance(di, dict) or kunci in di:
            self.temuan.append(Temuan(jalur, f"{depan} sudah diisi di sel lain", "hapus salah satunya"))
            return
        di[kunci] = sel.nilai


def dari_lembar(data: bytes, nama: str, jenis: Jenis | None) -> IsiBerkas:
    """The values of an input sheet.

    The first sheet has a field (name or label) in column A and its value in column B; a row without a field
    goes on with the one above, for paragraphs and lists. A daftar has a sheet with its name or label,
    the column names in its first row.

    Raises:
        DataTidakSah: not a workbook we read.
    """
    try:
        semua = lembar.baca(data)
    except LembarSalah as galat:
        temuan = Temuan(nama, str(galat), "simpan ulang dengan Excel sebagai .xlsx")
        raise DataTidakSah(f"Isian dari {nama} tidak dapat dibaca.", [temuan]) from galat
    isian = jenis.isian if jenis else ()
    hasil = IsiBerkas({})
    if semua:
        _lembar_utama(hasil, semua[0], _menurut_sebutan(isian))
    baris = [i for i in isian if i.jenis in _BERBARIS]
    for satu in semua[1:]:
        _lembar_daftar(hasil, satu, baris)
    return hasil


def _lembar_utama(hasil: IsiBerkas, satu: Lembar, sebutan: Mapping[str, str]) -> None:
    terakhir = ""
    for ke, baris in enumerate(satu.baris):
        kepala, nilai = baris.get(1), baris.get(2)
        if kepala is not None:
            if ke == 0 and _polos(kepala.nilai) in _KEPALA:
                continue
            terakhir = _nama(str(kepala.nilai), sebutan)
            if terakhir in hasil.sel:
                hasil.temuan.append(
                    Temuan(kepala.alamat, "isian ini tertulis dua kali", "hapus salah satunya", terakhir)
                )
            elif nilai is not None:
                hasil.taruh(hasil.nilai, terakhir, terakhir, nilai)
        elif nilai is not None and terakhir:
            _lanjut(hasil, terakhir, nilai)


def _lanjut(hasil: IsiBerkas, nama: str, sel: Sel) -> None:
    """A further line of the field above."""
    if isinstance(sel.nilai, SelRusak):
        hasil.temuan.append(Temuan(sel.alamat, sel.nilai.pesan, sel.nilai.saran))
        return
    lama = hasil.nilai.get(nama)
    hasil.nilai[nama] = (
        [*lama, sel.nilai]
        if isinstance(lama, list)
        else [lama, sel.nilai]
        if nama in hasil.nilai
        else [sel.nilai]
    )
    hasil.sel.setdefault(nama, sel.alamat)


def _lembar_daftar(hasil: IsiBerkas, satu: Lembar, daftar: Sequence[Isian]) -> None:
    isian = next((i for i in daftar if _polos(satu.nama) in _sebutan_lembar(i)), None)
    if isian is None:
        if saran := mirip(satu.nama, [i.nama for i in daftar]):
            hasil.temuan.append(Temuan(f"lembar {satu.nama}", "bukan nama daftar naskah ini", saran))
        return
    if not satu.baris:
        return
    kolom = isian.kolom if isian.jenis == "daftar" else _KOLOM_CHECKLIST
    judul = dict(_judul(hasil, satu.baris[0], _menurut_sebutan(kolom)))
    hasil.sel[isian.nama] = f"{satu.nama}!{_baris_pertama(satu.baris[0])}"
    rows: list[Nilai] = []
    for baris in satu.baris[1:]:
        ke = len(rows) + 1
        isi: dict[str, Nilai] = {}
        for nomor, sel in baris.items():
            if judul.get(nomor):
                hasil.taruh(isi, judul[nomor], f"{isian.nama}[{ke}].{judul[nomor]}", sel)
            elif nomor not in judul:
                hasil.temuan.append(Temuan(sel.alamat, "kolom ini tidak berjudul", "tulis judul kolomnya"))
        if isi or any(judul.get(nomor) for nomor in baris):
            hasil.sel[f"{isian.nama}[{ke}]"] = next(iter(baris.values())).alamat
            rows.append(isi)
    hasil.nilai[isian.nama] = rows


def _judul(hasil: IsiBerkas, baris: Baris, sebutan: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Column number and field; "" for a column of running numbers."""
    for nomor, sel in baris.items():
        if _polos(sel.nilai) in _NOMOR:
            yield nomor, ""
            continue
        nama = _nama(str(sel.nilai), sebutan)
        if nama.split(".")[0] not in sebutan.values():
            saran = (
                mirip(str(sel.nilai), list(sebutan.values()))
                or f"kolomnya: {', '.join(dict.fromkeys(sebutan.values()))}"
            )
            hasil.temuan.append(Temuan(sel.alamat, "judul kolom tidak dikenal", saran, str(sel.nilai)))
            nama = ""
        yield nomor, nama


def _menurut_sebutan(isian: Sequence[Isian]) -> dict[str, str]:
    """Label or name, in plain spelling = name; a name wins over another field's label."""
    return {_polos(i.label): i.nama for i in isian if i.label} | {_polos(i.nama): i.nama for i in isian}


def _sebutan_lembar(isian: Isian) -> set[str]:
    return {_polos(isian.nama[:_NAMA_LEMBAR_MAKS]), _polos(isian.label[:_NAMA_LEMBAR_MAKS])}


def _nama(tertulis: str, sebutan: Mapping[str, str]) -> str:
    if (nama := sebutan.get(_polos(tertulis))) is not None:
        return nama
    depan, titik, belakang = tertulis.strip().partition(".")
    return f"{sebutan.get(_polos(depan), depan)}{titik}{belakang.strip().lower()}"


def _polos(nilai: Any) -> str:
    """Spelling without case, marks and the star of required fields."""
    return re.sub(r"[^a-z0-9]+", " ", str(nilai).casefold()).strip()


def _baris_pertama(baris: Baris) -> str:
    return next(iter(baris.values())).alamat.rpartition("!")[2]
