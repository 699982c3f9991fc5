"""Form pairs ↔ what a person typed. Pure; nothing is validated here, nothing typed is dropped.

Names are paths as in `--set`: "hal", "peserta[2].nama", "pegawai.nip", "kelengkapan.surat.keadaan".
Names beginning with "_" belong to the page (token, version, button).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from naskah.catalog import Jenis
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Isian, Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang

_JALUR = re.compile(r"([a-z][a-z0-9_]*)(?:\[([0-9]{1,5})\])?(?:\.([a-z][a-z0-9_]*))?(?:\.([a-z][a-z0-9_]*))?")
BARIS_MAKS = 5000


def baca(isian: Sequence[Isian], pasangan: Sequence[tuple[str, str]]) -> dict[str, Nilai]:
    """Pairs as raw values: rows in the order of their numbers, blank ones too, so that findings fit.

    Raises:
        DataTidakSah: a table has more rows than a form may have.
    """
    dikenal = {i.nama: i for i in isian}
    datar: dict[str, dict[tuple[int, str, str], str]] = {}
    for nama, nilai in pasangan:
        cocok = _JALUR.fullmatch(nama)
        if cocok is None or cocok[1] not in dikenal:
            continue
        letak = (int(cocok[2] or 0), cocok[3] or "", cocok[4] or "")
        datar.setdefault(cocok[1], {})[letak] = nilai.replace("\r\n", "\n")
    semua = {nama: _satu(dikenal[nama], isi) for nama, isi in datar.items()}
    return {nama: nilai for nama, nilai in semua.items() if nilai not in ("", {}, [], None)}


def mentah(pasangan: Sequence[tuple[str, str]]) -> dict[str, Nilai]:
    """Pairs under their own names: what was typed last into a form whose type is gone is kept too."""
    return {nama: nilai for nama, nilai in pasangan if _JALUR.fullmatch(nama) and nilai.strip()}


def _satu(isian: Isian, isi: Mapping[tuple[int, str, str], str]) -> Nilai:
    if isian.jenis == "daftar":
        return _daftar(isian, isi)
    if isian.jenis == "checklist":
        hasil: dict[str, dict[str, str]] = {}
        for (_, butir, bagian), nilai in isi.items():
            if nilai.strip():
                hasil.setdefault(butir, {})[bagian] = nilai
        return hasil
    return _teks_atau_tabel({kolom: nilai for (_, kolom, _), nilai in isi.items()})


def _daftar(isian: Isian, isi: Mapping[tuple[int, str, str], str]) -> list[dict[str, Nilai]]:
    baris: dict[int, dict[str, dict[str, str]]] = {}
    for (ke, kolom, bagian), nilai in isi.items():
        baris.setdefault(ke, {}).setdefault(kolom, {})[bagian] = nilai
    hasil: list[dict[str, Nilai]] = [
        {kolom: _teks_atau_tabel(bagian) for kolom, bagian in baris[ke].items()} for ke in sorted(baris)
    ]
    while hasil and not any(hasil[-1].values()):
        hasil.pop()  # blank rows at the end are only room to type in
    _muat(isian, len(hasil))
    return hasil


def _muat(isian: Isian, banyak: int) -> None:
    if banyak > BARIS_MAKS:
        temuan = Temuan(
            isian.label, f"{banyak} baris, paling banyak {BARIS_MAKS}", "bagi menjadi beberapa surat"
        )
        raise DataTidakSah("Barisnya terlalu banyak.", [temuan])


def _teks_atau_tabel(bagian: Mapping[str, str]) -> Nilai:
    """The text, or data typed in full; where there is both, both, and a person has to choose."""
    teks = bagian.get("", "")
    lengkap = {k: v for k, v in bagian.items() if k and v.strip()}
    if not lengkap:
        return teks
    return {"": teks, **lengkap} if teks.strip() else lengkap


def tampil(isian: Isian, nilai: Nilai) -> Nilai:
    """A value, raw or canonical, as the form shows it: text; a dict of texts; rows of these."""
    if nilai is None or nilai == "":
        return ""
    if isian.jenis == "daftar":
        return [_baris(isian, b) for b in nilai] if isinstance(nilai, list) else []
    if isian.jenis == "checklist":
        return _checklist(nilai)
    if isinstance(nilai, Mapping):
        return _tabel(isian, cast("Mapping[str, Any]", nilai))
    if isinstance(nilai, list):
        pemisah = "\n\n" if isian.jenis == "paragraf" else "\n"
        return pemisah.join(map(str, nilai))
    return _teks(isian, nilai)


def _baris(isian: Isian, baris: Nilai) -> dict[str, Nilai]:
    isi = cast("Mapping[str, Nilai]", baris) if isinstance(baris, Mapping) else {isian.kolom[0].nama: baris}
    return {k.nama: tampil(k, isi.get(k.nama)) for k in isian.kolom}


def _tabel(isian: Isian, nilai: Mapping[str, Any]) -> Nilai:
    """A person or koperasi: by number when master data can be asked for it, else in full."""
    if "" in nilai:
        return {k: str(v) for k, v in nilai.items()}
    kunci = nilai.get("id" if isian.jenis == "pejabat" else "nip" if isian.jenis == "pegawai" else "nik")
    return str(kunci) if kunci else {k: _teks(Isian(k), v) for k, v in nilai.items()}


def _checklist(nilai: Nilai) -> dict[str, dict[str, str]]:
    hasil: dict[str, dict[str, str]] = {}
    pasangan = cast("Mapping[str, Any]", nilai).items() if isinstance(nilai, Mapping) else ()
    for butir, isi in pasangan:
        satu = cast("Mapping[str, Any]", isi) if isinstance(isi, Mapping) else {"keadaan": isi}
        hasil[butir] = {k: str(v) for k, v in satu.items()}
    return hasil


def _teks(isian: Isian, nilai: Nilai) -> str:
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    teks = str(nilai)
    if isian.jenis == "tanggal" and re.fullmatch(r"\d{4}-\d\d-\d\d", teks):
        from datetime import date

        return tanggal_panjang(date.fromisoformat(teks))
    if isian.jenis in ("rupiah", "bilangan") and re.fullmatch(r"\d+(\.\d\d)?", teks):
        utuh, _, sen = teks.partition(".")
        return f"{int(utuh):,}".replace(",", ".") + (f",{sen}" if sen.strip("0") else "")
    return teks


def beda(jenis: Jenis, semula: Mapping[str, Nilai], kini: Mapping[str, Nilai]) -> list[tuple[str, str, str]]:
    """What differs between two letters of a type: the place of the field, what it said, what it says.

    Both hold canonical values.
    """
    teks = [dict(_pasangan_semua(jenis, satu)) for satu in (semula, kini)]
    tempat = dict.fromkeys([*teks[1], *teks[0]])
    return [(t, a, b) for t in tempat if (a := teks[0].get(t, "")) != (b := teks[1].get(t, ""))]


def _pasangan_semua(jenis: Jenis, nilai: Mapping[str, Nilai]) -> Iterator[tuple[str, str]]:
    for isian in jenis.isian:
        if isian.nama in nilai:
            yield from _pasangan(isian.nama, tampil(isian, nilai[isian.nama]))


def gabung(jenis: Jenis, asli: Mapping[str, Nilai], terkirim: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """What was typed, but the stored value where nothing was changed on the page.

    So a correction of one word does not look up every person again; and what was typed into a field that the
    type no longer has stays, until somebody throws it away.
    """
    hasil = {**asing(jenis, asli), **terkirim}
    for isian in jenis.isian:
        if isian.nama not in asli:
            continue
        semula = baca([isian], list(_pasangan(isian.nama, tampil(isian, asli[isian.nama]))))
        if semula.get(isian.nama) == terkirim.get(isian.nama):
            hasil[isian.nama] = asli[isian.nama]
    return hasil


def asing(jenis: Jenis, nilai: Mapping[str, Nilai]) -> dict[str, Nilai]:
    """What was typed into fields that the type no longer has."""
    dikenal = {i.nama for i in jenis.isian}
    return {k: v for k, v in nilai.items() if k not in dikenal}


def terbaca(nama: str, nilai: Nilai) -> Iterator[tuple[str, str]]:
    """A value of a field nobody declares, place by place, to be read and copied."""
    yield from ((letak, teks) for letak, teks in _pasangan(nama, nilai) if teks)


def _pasangan(nama: str, nilai: Nilai) -> Iterator[tuple[str, str]]:
    """The pairs a browser would send for a shown value."""
    if isinstance(nilai, list):
        for ke, baris in enumerate(cast("list[Nilai]", nilai), start=1):
            yield from _pasangan(f"{nama}[{ke}]", baris)
    elif isinstance(nilai, Mapping):
        for kunci, isi in cast("Mapping[str, Nilai]", nilai).items():
            yield from _pasangan(f"{nama}.{kunci}" if kunci else nama, isi)
    else:
        yield nama, str(nilai)


def ubah_baris(isi: Mapping[str, Nilai], aksi: str) -> dict[str, Nilai]:
    """One step on a table of rows without script: "tambah:peserta", "hapus:peserta:2", "naik:…", …."""
    apa, nama, ke = [*aksi.split(":"), "", ""][:3]
    baris = list(isi.get(nama) or [])
    letak = int(ke) - 1 if ke.isdecimal() and len(ke) <= len(str(BARIS_MAKS)) else -1
    if apa == "tambah":
        baris.append({"": ""})
    elif apa == "hapus" and 0 <= letak < len(baris):
        baris.pop(letak)
    elif apa in ("naik", "turun") and 0 <= letak < len(baris):
        tujuan = letak + (-1 if apa == "naik" else 1)
        if 0 <= tujuan < len(baris):
            baris[letak], baris[tujuan] = baris[tujuan], baris[letak]
    return {**isi, nama: baris}


def tempel(isian: Isian, teks: str) -> list[dict[str, Nilai]]:
    r"""A block copied from Excel as rows: cells between tabs, quoted cells may hold line breaks.

    >>> tempel(Isian("p", "daftar", kolom=(Isian("nama"), Isian("no"))), "Contoh\t1\nUmpama\t2\n")
    [{'nama': 'Contoh', 'no': '1'}, {'nama': 'Umpama', 'no': '2'}]

    Raises:
        DataTidakSah: it cannot be read, or has columns or rows the table has no room for.
    """
    import csv
    import io

    try:
        semua = list(csv.reader(io.StringIO(teks, newline=""), delimiter="\t"))
    except csv.Error as salah:
        temuan = Temuan(isian.label, "tempelannya tidak terbaca", "tempel sebagian demi sebagian")
        raise DataTidakSah("Tempelan tidak diterima.", [temuan]) from salah
    lebih = [ke for ke, satu in enumerate(semua, start=1) if any(map(str.strip, satu[len(isian.kolom) :]))]
    if lebih:
        temuan = Temuan(
            f"{isian.label}, baris {lebih[0]}",
            f"ada isi di luar {len(isian.kolom)} kolom tabel ini",
            f"salin hanya kolom {', '.join(k.label for k in isian.kolom)}",
        )
        raise DataTidakSah("Tempelan tidak diterima.", [temuan])
    _muat(isian, len(semua))
    return [
        {k.nama: sel.strip() for k, sel in zip(isian.kolom, satu, strict=False)}
        for satu in semua
        if any(map(str.strip, satu))
    ]
