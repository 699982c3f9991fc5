"""What to look at in the register of SPP, SPM and SP2D: odd or double numbers, sums, one claim made twice.

Numbers are read tolerantly and never rewritten (rules 3.1); one SPP-UP a year (rules 3.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from naskah.hitung import _sipd
from naskah.hitung_buku._nilai import tanggal, teks
from naskah.hitung_buku._uang import pasti, sebut, tak_terbaca
from registers.dasar.isian import Nilai
from registers.hitungan import Berjalan, Hitung

_UANG = {"nilai": "Nilai", "potongan": "Potongan"}
DOKUMEN = {"SPP": "02.0", "SPM": "03.0", "SP2D": "04.0"}
_SIPD = re.compile(r"\d{2}[.,]?\d{2}\s*/\s*0?[1-4]", re.ASCII)  # how only a number of SIPD begins
_HARI = {f"tanggal_{d.lower()}": f"Tanggal {d}" for d in DOKUMEN}


def _mulai() -> Hitung:
    sudah: set[str] = set()
    serupa: dict[tuple[str, str, Decimal], str] = {}
    up: list[str] = []

    def ganda(nomor: str) -> bool:
        lagi = nomor in sudah
        sudah.add(nomor)
        return lagi

    def langkah(isi: Mapping[str, Nilai]) -> Nilai:
        nomor = {d: teks(isi, f"nomor_{d.lower()}") for d in DOKUMEN}
        salah = [*tak_terbaca(isi, _UANG, _HARI), *_satu(isi, nomor)]
        salah += [f"nomor {d} sudah dipakai" for d, n in nomor.items() if n and ganda(f"{d} {n.casefold()}")]
        if not teks(isi, "putusan"):
            apa = (teks(isi, "jenis"), teks(isi, "uraian").casefold(), pasti(isi, "nilai"))
            sebelum = serupa.setdefault(apa, nomor["SPP"])
            if all(apa) and sebelum != nomor["SPP"]:
                salah.append(f"jenis, uraian, dan nilainya sama dengan SPP {sebelum}")
        if teks(isi, "jenis") == "UP" and not teks(isi, "putusan"):
            if up:
                salah.append(f"UP kedua tahun ini, yang pertama {up[0]}")
            up.append(nomor["SPP"] or "tanpa nomor")
        return sebut(salah)

    return langkah


def _satu(isi: Mapping[str, Nilai], nomor: Mapping[str, str]) -> Iterator[str]:
    """What is wrong within the row."""
    for dokumen, satu in nomor.items():
        yield from _nomor(satu, dokumen, teks(isi, "jenis"))
    if pasti(isi, "potongan") > pasti(isi, "nilai"):
        yield "potongan melebihi nilai"
    hari = [(judul, h) for kunci, judul in _HARI.items() if (h := tanggal(isi, kunci))]
    yield from (f"{b} lebih awal dari {a}" for (a, x), (b, y) in pairwise(hari) if y < x)
    if nomor["SP2D"] and not nomor["SPM"]:
        yield "SP2D tanpa nomor SPM"
    if nomor["SP2D"] and teks(isi, "putusan"):
        yield f"sudah SP2D, tetapi {teks(isi, 'putusan').casefold()}"
    elif nomor["SPM"] and teks(isi, "putusan").casefold() == "dibatalkan":
        yield "sudah SPM, tetapi dibatalkan"
    elif teks(isi, "putusan") and not teks(isi, "alasan"):
        yield f"{teks(isi, 'putusan').casefold()} tanpa alasan"


def _nomor(nomor: str, dokumen: str, jenis: str) -> Iterator[str]:
    """What is odd about a number; nothing about one of the office's own series."""
    if not _SIPD.match(nomor):
        return
    terurai = _sipd.urai(nomor)
    if terurai is None:
        yield f"nomor {dokumen} tidak menurut susunan SIPD"
        return
    if terurai.dokumen != DOKUMEN[dokumen]:
        yield f"nomor {dokumen} berkode dokumen {terurai.dokumen}, bukan {DOKUMEN[dokumen]}"
    if jenis and terurai.jenis != jenis:
        yield f"nomor {dokumen} berjenis {terurai.jenis}, bukan {jenis}"
    yield from (f"nomor {dokumen}: {satu}" for satu in terurai.janggal)


HITUNG = Berjalan(lambda isi: 0, _mulai)  # in the order of the rows' numbers: the later of two is the odd one
