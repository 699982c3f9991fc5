"""What all rows of a merge have in common: checked once, before any row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from naskah import validate
from naskah.fields import mirip
from naskah.isi import kumpulkan
from naskah.massal.kepala import kolom_dari, menurut_sebutan, polos
from naskah.massal.masukan_induk import berpola
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor

_POKOK = re.compile(r"[^.\[]*")  # of a path, the field


def longgar(jenis: Jenis) -> Jenis:
    """The type with no field that must be filled, or is filled of itself."""
    semua = (replace(i, wajib=False, wajib_jika="", bawaan=None) for i in jenis.isian)
    return replace(jenis, isian=tuple(semua))


def temuan_umum(kantor: Kantor, jenis: Jenis, nilai: Mapping[str, Nilai], hari: date) -> list[Temuan]:
    """What is wrong with values that all rows have in common, each at its path.

    Those with names of columns in braces are known only row by row.
    """
    tetap = {k: v for k, v in nilai.items() if k not in berpola(nilai)}
    kini = validate.sementara(longgar(jenis), tetap, kantor.acuan(hari), kantor.rujukan(hari))
    return [t for t in kini.temuan if _pokok(t.tempat) in tetap]


def dari_set(kantor: Kantor, jenis: Jenis, set_: Sequence[str], hari: date) -> dict[str, Nilai]:
    """Values of "field=value" each; a field is named by its key or as its column is headed.

    Raises:
        DataTidakSah: everything wrong with them at once; rows are not looked at.
    """
    sebutan = menurut_sebutan(kolom_dari(jenis.isian))
    nama = {i.nama for i in jenis.isian}
    berjalur: list[str] = []
    temuan: list[Temuan] = []
    for satu in set_:
        kunci, sama, isi = satu.partition("=")
        jalur = sebutan.get(polos(kunci), kunci.strip())
        if sama and _pokok(jalur) not in nama:
            judul = [i.label or i.nama for i in jenis.isian]
            saran = mirip(kunci.strip(), [*judul, *nama]) or f"yang dikenal: {', '.join(judul)}"
            temuan.append(Temuan(f"--set {kunci.strip()}", "isian tidak dikenal", saran))
        else:
            berjalur.append(f"{jalur}{sama}{isi}")
    nilai: dict[str, Nilai] = {}
    try:
        nilai = dict(kumpulkan(jenis, "", berjalur)) if berjalur else {}
    except DataTidakSah as galat:
        temuan += galat.temuan
    temuan += [replace(t, tempat=f"--set {t.tempat}") for t in temuan_umum(kantor, jenis, nilai, hari)]
    if temuan:
        raise DataTidakSah("Isian --set belum benar.", temuan, "Belum ada baris yang diperiksa.")
    return nilai


def _pokok(jalur: str) -> str:
    cocok = _POKOK.match(jalur)
    return cocok[0] if cocok else ""
