"""One letter of a merge as it would be printed now, before anything is issued."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from naskah.draf import susun
from naskah.massal.hari import pastikan_hari

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from naskah.massal.jalan import Telaah
    from naskah.render import Hasil


@dataclass(frozen=True)
class SuratBaris:
    """A letter that was rendered dry.

    Attributes:
        baris: number of its row.
        sebutan: whom it is about.
        nomor: the number it would take as things stand.
        hasil: its documents.
        sebelum, sesudah: rows of the letters before and after it; 0 for none.
    """

    baris: int
    sebutan: str
    nomor: str
    hasil: Sequence[Hasil]
    sebelum: int
    sesudah: int


def surat_baris(kantor: Kantor, jenis: Jenis, telaah: Telaah, tanggal: date, baris: int = 0) -> SuratBaris:
    """The letter of this row; of the next one that is right when the row is not, else of the last.

    Args:
        kantor: the open office.
        jenis: the type.
        telaah: its rows, validated; one is right at least.
        tanggal: the letters' date.
        baris: number of the row; 0 for the first.

    Raises:
        NomorDitolak: the series refuses that day.
        TemplatSalah: it cannot be printed.
    """
    pastikan_hari(kantor, jenis, tanggal)
    baik = telaah.baik
    ke = min(bisect_left(baik, baris, key=lambda t: t.nomor), len(baik) - 1)
    untuk = [("", json.loads(t.bagian)) for t in islice(baik, ke + 1)]
    with kantor.baca_bernomor() as baca:
        nomor = baca.berikut_banyak(kantor.seri_untuk(jenis), tanggal, jenis.id, untuk)[-1].teks
    draf = susun(kantor, jenis.id, json.loads(baik[ke].isi), tanggal)
    return SuratBaris(
        baik[ke].nomor,
        baik[ke].sebutan,
        nomor,
        draf.render(kantor, nomor, terbit=True),
        sebelum=baik[ke - 1].nomor if ke else 0,
        sesudah=baik[ke + 1].nomor if ke + 1 < len(baik) else 0,
    )
