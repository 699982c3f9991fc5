"""Master data as the input of a merge: one letter for every koperasi or employee that is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from naskah import lembar
from naskah.catalog import Jenis
from naskah.fields import mirip
from naskah.induk import MACAM, TabelInduk, teks_sel
from naskah.lembar import Baris, LembarSalah
from naskah.massal.kepala import polos
from naskah.massal.masukan_model import BarisMasukan, Masukan
from registers.dasar import berkas
from registers.dasar.galat import DataTidakSah, NilaiSalah, TidakDitemukan
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.kantor import Kantor

_SYARAT = re.compile(r"([^=!]+?)\s*(!?=)(.*)", re.DOTALL)
Ambil = Callable[[int], str]
"""Index of a row → what one of its columns says, in plain spelling."""


def dari_induk(kantor: Kantor, jenis: Jenis, sumber: str, saring: Sequence[str]) -> Masukan:
    """A row for every entry of data/<sumber>.xlsx that passes all filters; it fills the field of that kind.

    Args:
        kantor: the open office.
        jenis: type of the letters.
        sumber: "koperasi" or "pegawai".
        saring: "column=value" or "column!=value" each, several values with "|" between.

    Raises:
        TidakDitemukan: no such master data, or no file.
        DataTidakSah: the type has no field, or several, for it; a filter names no column; nothing passes.
    """
    if sumber not in MACAM:
        raise TidakDitemukan(f"Sumber {sumber!r} tidak ada.", f"Yang ada: {', '.join(sorted(MACAM))}.")
    nama = _pastikan_isian(jenis, sumber)
    try:
        tabel = kantor.induk.tabel(sumber)
    except NilaiSalah as galat:
        raise DataTidakSah(
            "Data induk tidak dapat dipakai.", [Temuan(sumber, galat.pesan, galat.saran)]
        ) from galat
    if tabel is None:
        raise TidakDitemukan(
            f"Berkas data/{MACAM[sumber].berkas} tidak ada.", "Isi dahulu data induk kantor."
        )
    lolos = _saring(kantor, tabel, sumber, saring)
    baris = [_satu(tabel, ke, nama, urut) for urut, ke in enumerate(lolos, start=1)]
    if not baris:
        temuan = Temuan(sumber, "tidak ada baris yang cocok", "periksa --saring, atau kosongkan")
        raise DataTidakSah(f"Tidak ada {sumber} yang dipilih.", [temuan])
    return Masukan(sumber, baris, b"", jenis)


def _isian_pokok(jenis: Jenis, sumber: str) -> str:
    """The field of this kind a letter is about: the only one, the one named so, or the only required one."""
    semua = [i for i in jenis.isian if i.jenis == sumber]
    for calon in (semua, [i for i in semua if i.nama == sumber], [i for i in semua if i.wajib]):
        if len(calon) == 1:
            return calon[0].nama
    return ""


def pokok(jenis: Jenis) -> tuple[str, str]:
    """The field that says whom a letter is about, and its kind: a koperasi, else an employee; "" for none."""
    for sumber in ("koperasi", "pegawai"):
        if nama := _isian_pokok(jenis, sumber):
            return nama, sumber
    return "", ""


def _pastikan_isian(jenis: Jenis, sumber: str) -> str:
    if nama := _isian_pokok(jenis, sumber):
        return nama
    if semua := [i.nama for i in jenis.isian if i.jenis == sumber]:
        pesan = f"ada {len(semua)} isian {sumber} di naskah ini: {', '.join(semua)}"
    else:
        pesan = f"naskah ini tidak punya isian {sumber}"
    temuan = Temuan("--sumber", pesan, "pakai berkas isian: naskah massal templat " + jenis.id, sumber)
    raise DataTidakSah(f"{jenis.judul} tidak dapat dibuat dari data {sumber}.", [temuan])


def _satu(tabel: TabelInduk, ke: int, nama: str, urut: int) -> BarisMasukan:
    """The row with the number of the entry, or its name where the number is none or not its own."""
    satu = tabel.baris[ke]
    kolom = tabel.kolom_nomor if tabel.kolom_nomor in satu else "nama"
    try:
        kunci = teks_sel(tabel, kolom, satu[kolom])
    except NilaiSalah as galat:
        return BarisMasukan(urut, {}, temuan=(Temuan(nama, galat.pesan, galat.saran),))
    return BarisMasukan(urut, {nama: kunci})


def _saring(kantor: Kantor, tabel: TabelInduk, sumber: str, saring: Sequence[str]) -> list[int]:
    temuan: list[Temuan] = []
    syarat: list[tuple[Ambil, bool, set[str]]] = []
    mentah: list[tuple[Mapping[str, int], Mapping[int, Baris]]] = []
    for satu in saring:
        m = _SYARAT.fullmatch(satu.strip())
        if m is None:
            temuan.append(
                Temuan(f"--saring {satu[:60]}", "tidak terbaca", "tulis seperti --saring 'jenis=produsen'")
            )
            continue
        ambil = _ambil_dikenal(tabel, polos(m[1]).replace(" ", "_"))
        if ambil is None:
            mentah = mentah or [_mentah(kantor, tabel, sumber)]
            judul, isi = mentah[0]
            if (kolom := judul.get(polos(m[1]))) is None:
                dikenal = [*tabel.kolom, *(j for j, k in judul.items() if k not in tabel.kolom.values())]
                saran = mirip(m[1], dikenal) or f"kolomnya: {', '.join(dikenal)}"
                temuan.append(
                    Temuan(f"--saring {satu[:60]}", f"kolom {m[1]} tidak ada di {tabel.berkas}", saran)
                )
                continue
            ambil = _ambil_lain(tabel, isi, kolom)
        syarat.append((ambil, m[2] == "=", {_banding(v) for v in m[3].split("|")}))
    if temuan:
        raise DataTidakSah("Saringan belum benar.", temuan)
    return [
        ke
        for ke in range(len(tabel.baris))
        if all((ambil(ke) in nilai) == sama for ambil, sama, nilai in syarat)
    ]


def _banding(nilai: object) -> str:
    return " ".join(str(nilai).casefold().split())


def _ambil_dikenal(tabel: TabelInduk, kolom: str) -> Ambil | None:
    if kolom not in tabel.kolom:
        return None

    def ambil(ke: int) -> str:
        sel = tabel.baris[ke].get(kolom)
        try:
            return _banding(teks_sel(tabel, kolom, sel)) if sel else ""
        except NilaiSalah:
            return _banding(sel.nilai) if sel else ""

    return ambil


def _ambil_lain(tabel: TabelInduk, isi: Mapping[int, Baris], kolom: int) -> Ambil:
    def ambil(ke: int) -> str:
        sel = isi[_nomor(next(iter(tabel.baris[ke].values())).alamat)].get(kolom)
        return _banding(sel.nilai) if sel else ""

    return ambil


def _mentah(kantor: Kantor, tabel: TabelInduk, sumber: str) -> tuple[Mapping[str, int], Mapping[int, Baris]]:
    """Headings (plain spelling → column) and rows (by number) of the file, with the columns only it knows."""
    path = kantor.folder / "data" / MACAM[sumber].berkas
    try:
        semua = lembar.baca(berkas.baca(path))
    except LembarSalah as galat:
        raise DataTidakSah("Data induk tidak dapat dipakai.", [Temuan(tabel.berkas, str(galat))]) from galat
    satu = next(s for s in semua if s.nama == tabel.lembar)
    sebutan = set(MACAM[sumber].sebutan["nama"])
    kepala = next(b for b in satu.baris if (s := b.get(tabel.kolom["nama"])) and polos(s.nilai) in sebutan)
    judul = {polos(sel.nilai): k for k, sel in reversed(list(kepala.items()))}
    return judul, {_nomor(next(iter(b.values())).alamat): b for b in satu.baris}


def _nomor(alamat: str) -> int:
    return int(re.sub(r"^[A-Z]+", "", alamat.rpartition("!")[2]))
