"""An office's own table of archive codes, from Excel or CSV: checked cell by cell, dated."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from naskah import klasifikasi, lembar_csv
from naskah.impor_judul import kata
from naskah.klasifikasi import KOLOM
from naskah.lembar import Baris, Lembar, LembarSalah, Sel, SelRusak
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, KeadaanDitolak, NilaiSalah
from registers.dasar.temuan import Temuan
from registers.dasar.tulisan import desimal_dari, satu_baris

if TYPE_CHECKING:
    from naskah.kantor import Kantor

_KEPALA_MAKS = 30
_SEBUTAN = {
    "kode": ("kode", "kode klasifikasi", "klasifikasi", "no kode", "kode arsip", "kode klasifikasi arsip"),
    "uraian": ("uraian", "jenis arsip", "nama", "keterangan kode", "uraian klasifikasi", "jenis", "masalah",
               "jenis series arsip", "jenis seri arsip", "hal", "pokok masalah", "deskripsi", "arti"),
    "aktif_tahun": ("aktif", "aktif tahun", "retensi aktif", "jangka aktif", "retensi arsip aktif",
                    "masa aktif"),
    "inaktif_tahun": ("inaktif", "in aktif", "inaktif tahun", "retensi inaktif", "retensi in aktif",
                      "jangka inaktif", "retensi arsip inaktif", "masa inaktif"),
    "nasib_akhir": ("nasib", "nasib akhir", "keterangan", "nasib akhir arsip", "penyusutan akhir"),
}  # fmt: skip
_MENURUT = {kata(s): nama for nama, semua in _SEBUTAN.items() for s in semua}
_KODE = re.compile(r"[0-9]+(\.[0-9]+)*")
_RUMUS = ("=", "+", "-", "@")
_TAHUN_MAKS = 100


@dataclass(frozen=True)
class HasilKlasifikasi:
    """A table taken over: where it lies, how many codes, from when."""

    path: Path
    jumlah: int
    berlaku: date
    peringatan: tuple[str, ...] = ()


@dataclass
class _Kumpulan:
    baris: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    letak: dict[str, str] = field(default_factory=dict[str, str])
    temuan: list[Temuan] = field(default_factory=list[Temuan])


def impor(kantor: Kantor, path: Path, berlaku: date, *, coba: bool = False) -> HasilKlasifikasi:
    """Take over the office's table, in force from `berlaku` on. The tables before it stay for older letters.

    Raises:
        DataTidakSah: not a table, or with every cell that cannot be used; nothing is written.
        KeadaanDitolak: another table of that day is there already.
    """
    hasil = _Kumpulan()
    for satu in _lembar(path):
        _baca(hasil, satu)
    if not hasil.baris and not hasil.temuan:
        raise DataTidakSah(
            f"Berkas {path.name} tidak punya tabel klasifikasi.",
            [Temuan(path.name, "tidak ada baris judul dengan kolom Kode dan Uraian")],
            "Judul kolomnya: Kode, Uraian, Aktif, Inaktif, Nasib Akhir.",
        )
    if hasil.temuan:
        raise DataTidakSah(f"Tabel klasifikasi {path.name} belum benar.", hasil.temuan)
    hasil.baris.sort(key=lambda b: [int(n) for n in b["kode"].split(".")])
    data = _csv(hasil.baris)
    tujuan = klasifikasi.nama_berkas(kantor, berlaku)
    if tujuan.exists() and berkas.baca(tujuan) != data:
        raise KeadaanDitolak(
            f"Tabel klasifikasi yang berlaku {berlaku.isoformat()} sudah ada dan isinya lain: {tujuan}.",
            "Pakai tanggal berlaku yang lain, atau pindahkan berkas itu dahulu.",
        )
    if not coba and not tujuan.exists():
        berkas.tulis_atomik(tujuan, data)
    return HasilKlasifikasi(tujuan, len(hasil.baris), berlaku, tuple(_peringatan(hasil.baris)))


def _lembar(path: Path) -> list[Lembar]:
    data = berkas.baca(path)
    try:
        return lembar_csv.baca_berkas(data, path.name)
    except NilaiSalah as galat:
        temuan = Temuan(path.name, galat.pesan, galat.saran)
        raise DataTidakSah(f"Berkas {path.name} tidak dapat dibaca.", [temuan]) from galat
    except LembarSalah as galat:
        temuan = Temuan(path.name, str(galat), "simpan ulang dengan Excel sebagai .xlsx, atau pakai .csv")
        raise DataTidakSah(f"Berkas {path.name} tidak dapat dibaca.", [temuan]) from galat


def _baca(hasil: _Kumpulan, satu: Lembar) -> None:
    for ke in range(min(len(satu.baris), _KEPALA_MAKS)):
        kolom = _kolom(satu.baris[ke : ke + 1])
        if {"kode", "uraian"} <= set(kolom.values()):
            berdua = _kolom(satu.baris[ke : ke + 2])  # "Retensi" over "Aktif | Inaktif"
            tinggi = 2 if len(berdua) > len(kolom) else 1
            for baris in satu.baris[ke + tinggi :]:
                _baris(hasil, baris, berdua)
            return


def _kolom(kepala: Sequence[Baris]) -> dict[int, str]:
    """Column number = field; of headings over two rows the lower one alone may tell."""
    hasil: dict[int, str] = {}
    for baris in kepala:
        for k, sel in sorted(baris.items()):
            nama = _MENURUT.get(kata(re.sub(r"\(.*?\)", "", str(sel.nilai))))
            if nama and nama not in hasil.values():
                hasil[k] = nama
    return hasil


def _baris(hasil: _Kumpulan, baris: Baris, kolom: Mapping[int, str]) -> None:
    sel = {nama: baris[k] for k, nama in kolom.items() if k in baris}
    if "kode" not in sel or kata(sel["kode"].nilai) in _MENURUT:
        return  # a repeated heading, a remark
    if len(baris) == 1 and not any(c.isdigit() for c in str(sel["kode"].nilai)):
        return  # a heading between the codes
    jumlah = len(hasil.temuan)
    isi = {nama: _nilai(hasil, nama, satu) for nama, satu in sel.items()}
    kode, di = isi["kode"], sel["kode"].alamat
    if kode in hasil.letak:
        saran = "hapus salah satunya"
        if isinstance(sel["kode"].nilai, int | float):
            saran = f"mungkin {kode}0: format selnya sebagai Teks, lalu ketik ulang"
        hasil.temuan.append(Temuan(di, f"kode ini sudah ada di sel {hasil.letak[kode]}", saran, kode))
    elif kode and "uraian" not in sel:
        hasil.temuan.append(Temuan(di, "uraiannya kosong", "isi uraian kode itu", kode))
    if bool(isi.get("aktif_tahun")) != bool(isi.get("inaktif_tahun")) and len(hasil.temuan) == jumlah:
        hasil.temuan.append(Temuan(di, "hanya salah satu masa retensi terisi", "isi aktif dan inaktif", kode))
    if len(hasil.temuan) == jumlah:
        hasil.letak[kode] = di
        hasil.baris.append({nama: isi.get(nama, "") for nama in KOLOM} | {"sumber": "kantor"})


def _nilai(hasil: _Kumpulan, nama: str, sel: Sel) -> str:
    """A cell as the CSV keeps it; "" and a finding for one that cannot be used."""
    try:
        if isinstance(sel.nilai, SelRusak):
            raise NilaiSalah(sel.nilai.pesan, sel.nilai.saran)
        if nama == "kode":
            return _kode(sel.nilai)
        teks = satu_baris(sel.nilai)
        if nama in ("aktif_tahun", "inaktif_tahun"):
            return _tahun(teks)
        if teks.startswith(_RUMUS) and teks.strip("-–— "):
            raise NilaiSalah(f"diawali tanda {teks[0]}", "hapus tanda itu")
        return teks.strip("-–— ")
    except NilaiSalah as galat:
        hasil.temuan.append(Temuan(sel.alamat, galat.pesan, galat.saran, str(sel.nilai)[:60]))
        return ""


def _kode(mentah: object) -> str:
    """A code; Excel makes numbers of 000 and 500.3, where leading zeros are known to be three digits."""
    if isinstance(mentah, float):
        teks = f"{desimal_dari(mentah):f}"
    else:
        teks = satu_baris(mentah).replace(" ", "").strip(".")
    if isinstance(mentah, int | float):
        depan, titik, belakang = teks.partition(".")
        teks = f"{depan:0>3}{titik}{belakang}"
    if not _KODE.fullmatch(teks):
        raise NilaiSalah("bukan kode klasifikasi", "tulis seperti 500.3.2.4")
    return teks


def _tahun(teks: str) -> str:
    """The years of "2", "2 tahun", "2 (dua) tahun setelah …"; "" for none."""
    if not teks.strip("-–— "):
        return ""
    kena = re.match(r"(\d{1,3})(?!\d)", teks)
    if kena is None or int(kena[1]) > _TAHUN_MAKS:
        raise NilaiSalah("bukan jumlah tahun", "tulis angkanya, misalnya 2")
    return kena[1]


def _csv(baris: Sequence[Mapping[str, str]]) -> bytes:
    keluar = io.StringIO()
    tulis = csv.writer(keluar, lineterminator="\n")
    tulis.writerow(KOLOM)
    tulis.writerows([b[nama] for nama in KOLOM] for b in baris)
    return keluar.getvalue().encode("utf-8")


def _peringatan(baris: Sequence[Mapping[str, str]]) -> list[str]:
    tanpa = sum(not b["aktif_tahun"] for b in baris)
    if tanpa == len(baris):
        return ["Tabel ini tidak memuat masa retensi (JRA); usul pindah tidak dapat dihitung darinya."]
    return []
