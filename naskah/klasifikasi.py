"""Archive codes by date: which table is in force, what a code means, how long its letters are kept (JRA).

A table is a CSV: ours (naskah/data/klasifikasi_arsip.csv) from the beginning, then the office's own,
data/klasifikasi-YYYY-MM-DD.csv, each from its day on. Old codes stay on old letters: a code is looked up in
the table of the letter's date.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from naskah.sekejap import ingat
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor

KOLOM = ("kode", "uraian", "aktif_tahun", "inaktif_tahun", "nasib_akhir", "sumber")
_BAWAAN = Path(__file__).resolve().parent / "data" / "klasifikasi_arsip.csv"
_NAMA = re.compile(r"^klasifikasi-(\d{4}-\d{2}-\d{2})\.csv$")
_KODE = re.compile(r"\d[\d.]*")


@dataclass(frozen=True)
class Kode:
    """A code of the table.

    Attributes:
        kode: such as 500.3.2.4.
        uraian: what it stands for.
        aktif: years a letter is active; None when the table does not say.
        inaktif: years it is inactive after that.
        nasib: what comes after: Musnah, Permanen …; "" when the table does not say.
        jalur: the codes above it with their meaning, from the top.
    """

    kode: str
    uraian: str
    aktif: int | None = None
    inaktif: int | None = None
    nasib: str = ""
    jalur: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Tabel:
    """The codes in force from one day on.

    Attributes:
        berlaku: that day; date.min for the table that comes with naskah.
        kode: code = what it means, in the order of the table.
    """

    berlaku: date
    kode: Mapping[str, Kode]

    def cari(self, kata: str) -> list[Kode]:
        """Codes that begin with `kata`, or whose meaning has its words, the best first.

        Where no code has all words, those with the most of them. A word found in the code's own meaning
        counts more than one found only in those above it.
        """
        dicari = kata.strip().rstrip(".")
        if _KODE.fullmatch(dicari):
            return [k for k in self.kode.values() if k.kode == dicari or k.kode.startswith(f"{dicari}.")] or [
                k for k in self.kode.values() if k.kode.startswith(dicari)
            ]
        kata_kata = re.findall(r"\w+", kata.casefold())
        if not kata_kata:
            return list(self.kode.values())
        semua = {k.kode: n for k in self.kode.values() if (n := self._nilai(k, kata_kata))[0]}
        terbanyak = max((n[0] for n in semua.values()), default=0)
        nilai = {kode: n[1] for kode, n in semua.items() if n[0] == terbanyak}
        urut = {kode: ke for ke, kode in enumerate(self.kode)}
        return [self.kode[k] for k in sorted(nilai, key=lambda k: (-nilai[k], urut[k]))]

    def _nilai(self, kode: Kode, kata: Sequence[str]) -> tuple[int, int]:
        """How many words a code has, and how well it fits; one it has only above it is worth little."""
        sendiri, atas = self._kata[kode.kode]
        kena = jumlah = 0
        for satu in kata:
            utuh, awal = satu in sendiri, any(s.startswith(satu) for s in sendiri)
            di_atas = any(s.startswith(satu) for s in atas)
            kena += awal or di_atas
            jumlah += 4 if utuh else 3 if awal else 1 if di_atas else 0
        return kena, jumlah

    @cached_property
    def _kata(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """Code = the words of its meaning, and of those above it."""
        return {
            k.kode: (_kata(k.uraian), _kata(" ".join(uraian for _, uraian in k.jalur)))
            for k in self.kode.values()
        }


def tabel(kantor: Kantor, tanggal: date) -> Tabel:
    """The table in force on that day: the newest of the office that has begun, else ours.

    Raises:
        DataTidakSah: the office's file cannot be read.
        BerkasGagal: likewise.
    """
    return ingat(("klasifikasi", kantor.folder, tanggal), lambda: _berlaku(kantor, tanggal))


def _berlaku(kantor: Kantor, tanggal: date) -> Tabel:
    mulai = max((hari for hari in _milik_kantor(kantor) if hari <= tanggal), default=None)
    if mulai is None:
        return bawaan()
    path = nama_berkas(kantor, mulai)
    keadaan = path.stat()
    return _muat(path, mulai, keadaan.st_mtime_ns, keadaan.st_size)


def bawaan() -> Tabel:
    """The table that comes with naskah."""
    return _muat(_BAWAAN, date.min, 0, 0)


def nama_berkas(kantor: Kantor, berlaku: date) -> Path:
    """Where the office's table of that day lies."""
    return kantor.folder / "data" / f"klasifikasi-{berlaku.isoformat()}.csv"


def lengkap(tabel_: Tabel, kode: Sequence[Kode]) -> list[Kode]:
    """The codes with those above them, in the order of the table."""
    perlu = {k.kode for k in kode} | {induk for k in kode for induk, _ in k.jalur}
    return [k for k in tabel_.kode.values() if k.kode in perlu]


def retensi(kantor: Kantor, kode: str, tanggal: date) -> Kode | None:
    """The code in the table of that day; None when it is unknown, or the table has no retention for it."""
    satu = tabel(kantor, tanggal).kode.get(kode.strip())
    return satu if satu is not None and satu.aktif is not None else None


def peringatan(kantor: Kantor, kode: str, tanggal: date) -> str:
    """What to say about a code that the table of that day does not have; "" when all is well.

    The field is free: codes of an older table stay on older letters, and an office may have its own.
    """
    rapi = kode.strip()
    ada = tabel(kantor, tanggal).kode
    if not rapi or rapi in ada:
        return ""
    induk = rapi
    while "." in induk:
        induk = induk.rpartition(".")[0]
        if induk in ada:
            return (
                f"Kode klasifikasi {rapi} tidak ada di tabel; yang ada {induk} ({ada[induk].uraian}). "
                f"Lihat: naskah klasifikasi {induk}"
            )
    return f"Kode klasifikasi {rapi} tidak ada di tabel. Cari dengan: naskah klasifikasi KATA"


def susun(baris: Sequence[Mapping[str, str]], berlaku: date) -> Tabel:
    """A table from its rows, as the CSV holds them."""
    uraian = {b["kode"]: b["uraian"] for b in baris}
    return Tabel(
        berlaku,
        {
            b["kode"]: Kode(
                b["kode"],
                b["uraian"],
                int(b["aktif_tahun"]) if b["aktif_tahun"] else None,
                int(b["inaktif_tahun"]) if b["inaktif_tahun"] else None,
                b["nasib_akhir"],
                tuple(_jalur(b["kode"], uraian)),
            )
            for b in baris
        },
    )


def _milik_kantor(kantor: Kantor) -> list[date]:
    hasil: list[date] = []
    for path in sorted((kantor.folder / "data").glob("klasifikasi-*.csv")):
        if kena := _NAMA.match(path.name):
            try:
                hasil.append(date.fromisoformat(kena[1]))
            except ValueError:
                continue  # no day of any calendar: not a table of ours
    return hasil


@cache
def _muat(path: Path, berlaku: date, waktu_ubah: int, ukuran: int) -> Tabel:
    """A table by the state of its file: once it changes it is read again."""
    try:
        baris = list(csv.DictReader(io.StringIO(berkas.baca(path).decode("utf-8-sig"))))
        return susun([{k: (b[k] or "").strip() for k in KOLOM} for b in baris], berlaku)
    except (UnicodeDecodeError, KeyError, ValueError, csv.Error) as galat:
        raise DataTidakSah(
            f"Tabel klasifikasi {path} tidak terbaca.",
            [Temuan(path.name, "isinya bukan tabel klasifikasi", f"kolomnya: {', '.join(KOLOM)}")],
            "Hapus berkas itu, lalu ulangi: naskah klasifikasi impor",
        ) from galat


def _jalur(kode: str, uraian: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    bagian = kode.split(".")
    for sampai in range(1, len(bagian)):
        induk = ".".join(bagian[:sampai])
        if induk in uraian:
            yield induk, uraian[induk]


def _kata(teks: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", teks.casefold()))
