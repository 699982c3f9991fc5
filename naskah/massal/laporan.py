"""What is wrong with an input, told where it stands: in a copy of the user's own workbook.

An input without cells (.csv, .json, master data) is reported in a fresh workbook with the layout of the
template. Both reports can be corrected and fed back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from naskah.massal.kepala import JUDUL_ALASAN, kolom_dari
from naskah.massal.masukan_model import BarisMasukan, BentukLembar, Masukan
from naskah.massal.templat_masukan import dari_baris
from registers.dasar import berkas, zipan
from registers.dasar.temuan import Temuan
from registers.workbook.deret import alamat
from registers.workbook.pilah import Pilahan, pilah
from registers.workbook.sel import kolom_dari as nomor_kolom
from registers.workbook.tandai import Tandaan, tandai

TemuanBaris = Mapping[int, Sequence[Temuan]]
"""Number of a row → what is wrong with it."""

_PERIKSA = re.compile(r"-periksa(?:-\d+)?$")
_SEL = re.compile(r"(.+)!([A-Z]{1,3})(\d+)", re.DOTALL)
_BERJALUR = re.compile(r"(?:.+!)?[A-Z]{1,3}\d+ \((.+)\)", re.DOTALL)  # a cell and a path, as `validate` says
Sel = tuple[str, int, int]
"""Sheet, row, column."""


def laporan_salah(masukan: Masukan, temuan: TemuanBaris) -> bytes:
    """The user's workbook with every wrong cell coloured and the reasons beside its row.

    Remarks of an earlier report are replaced. A finding in a table is told on the table's sheet and, with its
    cell, beside the letter.

    Raises:
        BerkasGagal: the workbook cannot be spliced.
    """
    berlembar, temuan = _berlembar(masukan, temuan)
    return _tandai(berlembar, berlembar.bernomor(temuan.keys()), temuan, berlembar.data, {})


def baris_gagal(masukan: Masukan, temuan: TemuanBaris) -> bytes:
    """A workbook with only the rows something is wrong with, laid out like the user's, with the reasons.

    Raises:
        BerkasGagal: the workbook cannot be spliced.
    """
    berlembar, temuan = _berlembar(replace(masukan, baris=masukan.bernomor(temuan.keys())), temuan)
    baris = berlembar.bernomor(temuan.keys())
    dipakai: defaultdict[str, set[int]] = defaultdict(set)
    for satu in baris:
        dipakai[berlembar.bentuk[0].nama].add(satu.nomor)
        for tertulis in satu.sel.values():
            if sel := _sel(tertulis):
                dipakai[sel[0]].add(sel[1])
    pilihan = {b.nama: Pilahan(b.judul, dipakai[b.nama] | set(b.tetap)) for b in berlembar.bentuk}
    data, letak = pilah(berlembar.data, masukan.sumber, pilihan)
    return _tandai(berlembar, baris, temuan, data, letak)


def simpan(asal: Path, data: bytes) -> Path:
    """Write a report beside the input it is about; its path.

    Only a report that nobody has touched since is written over: what people correct in one is theirs.

    Raises:
        BerkasGagal: it cannot be written.
    """
    dasar = _PERIKSA.sub("", asal.stem)
    tujuan = asal.with_name(f"{dasar}-periksa.xlsx")
    ke = 2
    while tujuan.exists() and not (tujuan.is_file() and zipan.bertanda(berkas.baca(tujuan))):
        tujuan = asal.with_name(f"{dasar}-periksa-{ke}.xlsx")
        ke += 1
    berkas.tulis_atomik(tujuan, zipan.tandai(data))
    return tujuan


@dataclass(frozen=True)
class Salah:
    """One thing that is wrong, as people find it in their input.

    Attributes:
        baris: number of the row.
        sel: "Isian!C7"; "" for inputs without cells.
        kolom: what the column is called; "" where the whole row is meant.
        temuan: what is wrong, and what to do.
    """

    baris: int
    sel: str
    kolom: str
    temuan: Temuan

    def sebut(self) -> Temuan:
        """It with its place in words: "Isian!C7, Tanggal acara"; "baris 7, …" for inputs without cells."""
        berbaris = _sel(self.sel)
        baris = "" if berbaris and berbaris[1] == self.baris else f"baris {self.baris}"
        return replace(self.temuan, tempat=", ".join(filter(None, [baris, self.sel, self.kolom])))


def uraikan(masukan: Masukan, temuan: TemuanBaris) -> list[Salah]:
    """Every finding at its cell and under the name of its column, in the order of the rows."""
    label, hasil = _label(masukan), list[Salah]()
    for satu in masukan.bernomor(temuan.keys()):
        for t in temuan[satu.nomor]:
            sel, jalur = _tempat(t.tempat, satu)
            letak = alamat(sel[0], sel[2], sel[1]) if sel else ""
            hasil.append(Salah(satu.nomor, letak, label.get(_tanpa_urut(jalur), jalur), t))
    return hasil


def _berlembar(masukan: Masukan, temuan: TemuanBaris) -> tuple[Masukan, TemuanBaris]:
    """The input as a workbook, and the findings by the numbers its rows have there."""
    if masukan.bentuk:
        return masukan, temuan
    baru = dari_baris(masukan)
    pasangan = zip(masukan.baris, baru.baris, strict=True)
    return baru, {b.nomor: temuan[lama.nomor] for lama, b in pasangan if lama.nomor in temuan}


def _tandai(
    masukan: Masukan,
    baris: Sequence[BarisMasukan],
    temuan: TemuanBaris,
    data: bytes,
    letak: Mapping[str, Mapping[int, int]],
) -> bytes:
    utama = masukan.bentuk[0]
    merah: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    alasan: dict[str, defaultdict[int, list[str]]] = {b.nama: defaultdict(list) for b in masukan.bentuk}
    label = _label(masukan)

    def pindah(lembar: str, nomor: int) -> int:
        return letak[lembar].get(nomor, nomor) if lembar in letak else nomor

    for satu in baris:
        di = pindah(utama.nama, satu.nomor)
        for t in temuan[satu.nomor]:
            sel, jalur = _tempat(t.tempat, satu)
            pesan = str(Temuan(label.get(_tanpa_urut(jalur), jalur), t.pesan, t.saran))
            if sel is None or sel[0] not in alasan:
                alasan[utama.nama][di].append(pesan)
                continue
            lembar, nomor, kolom = sel
            nomor = pindah(lembar, nomor)
            merah[lembar].append((nomor, kolom))
            alasan[lembar][nomor].append(pesan)
            if lembar != utama.nama:
                alasan[utama.nama][di].append(f"{alamat(lembar, kolom, nomor)}: {t.pesan}")
    tanda = {b.nama: _tandaan(b, merah[b.nama], alasan[b.nama]) for b in masukan.bentuk}
    perlu = {n: t for n, t in tanda.items() if t.alasan or n == utama.nama or _beralasan(masukan, n)}
    return tandai(data, masukan.sumber, perlu, JUDUL_ALASAN)


def _tandaan(
    b: BentukLembar, merah: Sequence[tuple[int, int]], alasan: Mapping[int, Sequence[str]]
) -> Tandaan:
    teks = {nomor: "; ".join(dict.fromkeys(semua)) for nomor, semua in alasan.items()}
    return Tandaan(b.judul, b.alasan or b.akhir + 1, merah, teks)


def _beralasan(masukan: Masukan, lembar: str) -> bool:
    return any(b.nama == lembar and b.alasan for b in masukan.bentuk)


def _tempat(tempat: str, baris: BarisMasukan) -> tuple[Sel | None, str]:
    """The cell of a finding, and its path; the finding may name the cell itself, as `validate` does.

    A value without a cell of its own has that of what it is part of.
    """
    m = _BERJALUR.fullmatch(tempat)
    jalur = bagian = m[1] if m else tempat
    while bagian:
        if sel := _sel(baris.sel.get(bagian, "")):
            return sel, jalur
        bagian = bagian[: max(bagian.rfind("."), bagian.rfind("["), 0)]
    return _sel(tempat.removesuffix(f" ({jalur})")), jalur


def _sel(tertulis: str) -> Sel | None:
    m = _SEL.fullmatch(tertulis)
    return (m[1], int(m[3]), nomor_kolom(m[2].encode())) if m else None


def _label(masukan: Masukan) -> dict[str, str]:
    """What people call the value at a path ("pegawai.nip" for every row of pegawai)."""
    hasil: dict[str, str] = {}
    for i in masukan.jenis.isian:
        hasil[i.nama] = i.label or i.nama
        hasil |= {f"{i.nama}.{k.jalur}": k.judul for k in kolom_dari(i.kolom if i.jenis == "daftar" else ())}
    return hasil | {k.jalur: k.judul for k in kolom_dari(masukan.jenis.isian)}


def _tanpa_urut(jalur: str) -> str:
    return re.sub(r"\[\d+\]", "", jalur)
