"""Values as cells of an input workbook, so that reading them gives the same value again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from naskah.massal.kepala import KETERANGAN, Kolom
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian, Nilai, TanpaAcuan
from registers.dasar.kinds import semua
from registers.dasar.tulisan import ANGKA_EKSAK
from registers.workbook.sel import potong

_BERANGKA = {"rupiah", "bilangan"}
_TERLARANG = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no cell holds these
_MIRIP_LOLOS = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would take it for an escaped character


def baris_daftar(nilai: Nilai, isian: Isian) -> list[Mapping[str, Nilai]]:
    """The rows of a daftar; a plain value fills the first column."""
    if not isinstance(nilai, list):
        return []
    return [
        cast("Mapping[str, Nilai]", satu) if isinstance(satu, Mapping) else {isian.kolom[0].nama: satu}
        for satu in cast("list[Nilai]", nilai)
    ]


def ambil(isi: Mapping[str, Nilai], kolom: Kolom) -> object:
    """What belongs into a column; None for nothing."""
    keterangan = kolom.jalur.endswith(KETERANGAN)
    nilai: Any = isi
    for nama in kolom.jalur.removesuffix(KETERANGAN).split("."):
        nilai = nilai.get(nama) if isinstance(nilai, Mapping) else None
    if isinstance(nilai, Mapping) and kolom.jalur.count("."):  # an item of a checklist
        nilai = cast("Mapping[str, Nilai]", nilai).get("keterangan" if keterangan else "keadaan")
    elif keterangan or isinstance(nilai, Mapping):
        return nilai.get("") if isinstance(nilai, Mapping) else None
    if nilai is None or nilai == "":
        return None
    return _satu(nilai, kolom.isian)


def _satu(nilai: Nilai, isian: Isian) -> object:
    if isinstance(nilai, list):
        antara = "\n\n" if isian.jenis == "paragraf" else "\n"
        return antara.join(str(satu) for satu in cast("Sequence[Nilai]", nilai))
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isian.jenis == "tanggal" and isinstance(nilai, str):
        try:
            return date.fromisoformat(str(semua()["tanggal"].baca(nilai, isian, TanpaAcuan())))
        except NilaiSalah:
            return nilai
    if isian.jenis in _BERANGKA:
        try:
            angka = Decimal(str(semua()[isian.jenis].baca(nilai, isian, TanpaAcuan())))
        except NilaiSalah:
            return nilai
        return int(angka) if angka == angka.to_integral_value() else float(angka)
    return nilai


def tulis(sel: Any, nilai: object) -> None:
    """Put a value into a cell of openpyxl; text is text, whatever it begins with."""
    if nilai is None or nilai == "":
        return
    if isinstance(nilai, date) or (isinstance(nilai, int | float) and abs(nilai) < ANGKA_EKSAK):
        sel.value = nilai
        return
    teks = potong(f"{nilai:f}".replace(".", ",") if isinstance(nilai, Decimal) else str(nilai))
    sel.value = _MIRIP_LOLOS.sub("_x005F_", _TERLARANG.sub("�", teks))
    sel.data_type = "s"
