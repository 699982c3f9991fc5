"""One PDF of many letters, cut into theirs: pages from LibreOffice's own destinations, proved by text.

Each cut PDF has the metadata and the way of opening it would have had alone, and of fonts and pictures only
those its pages use: what another letter shows does not travel along.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from naskah.pdf.bukti import Huruf, terbukti, tulisan_halaman

_PAKAI = {"/Font": re.compile(rb"/(\w+) [\d.]+ Tf"), "/XObject": re.compile(rb"/(\w+) Do\b")}


def pisah(pdf: Path, tanda: Sequence[str], teks: Sequence[str]) -> Iterator[bytes | None]:
    """The PDF of each letter, in order; None where it is not one page that proves to be its own.

    Args:
        pdf: of all letters.
        tanda: the bookmark each letter begins with.
        teks: the text of each letter.
    """
    from pypdf import PdfReader

    with pdf.open("rb") as berkas:
        buka = PdfReader(berkas)
        semua = list(buka.pages)
        mulai = _mulai(buka, semua, tanda)
        huruf: dict[int, Huruf] = {}
        for satu, awal, akhir in zip(teks, mulai, mulai[1:], strict=False):
            if akhir - awal == 1 and terbukti(tulisan_halaman(semua[awal], huruf), satu):
                yield _tulis(buka, semua[awal])
            else:
                yield None


def _mulai(buka: Any, semua: Sequence[Any], tanda: Sequence[str]) -> list[int]:
    """The page each letter begins on and the number of pages; nothing is known unless they rise from 0."""
    letak = {h.indirect_reference.idnum: n for n, h in enumerate(semua)}
    tujuan = {str(nama).lstrip("/"): isi for nama, isi in buka.named_destinations.items()}
    mulai = [letak.get(tujuan[t].page.idnum, -1) if t in tujuan else -1 for t in tanda]
    naik = mulai[0] == 0 and all(a < b for a, b in pairwise(mulai))
    return [*mulai, len(semua)] if naik else [0] * (len(tanda) + 1)


def _tulis(buka: Any, halaman: Any) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NullObject

    tulis = PdfWriter()
    _sisakan_yang_dipakai(halaman)
    pertama = tulis.add_page(halaman).indirect_reference
    tulis.metadata = buka.metadata
    akar = buka.trailer["/Root"]
    for nama in ("/Lang", "/ViewerPreferences"):
        if nama in akar:
            tulis.root_object[NameObject(nama)] = akar[nama].clone(tulis)
    posisi = [NameObject("/XYZ"), NullObject(), NullObject(), FloatObject(0)]
    tulis.root_object[NameObject("/OpenAction")] = ArrayObject([pertama, *posisi])
    keluar = io.BytesIO()
    tulis.write(keluar)
    return keluar.getvalue()


def _sisakan_yang_dipakai(halaman: Any) -> None:
    """LibreOffice gives every page the fonts and pictures of all; leave those this page draws."""
    from pypdf.generic import DictionaryObject, NameObject

    isi = halaman.get_contents()
    data = b"" if isi is None else isi.get_data()
    sumber = DictionaryObject(halaman["/Resources"])
    for golongan, pola in _PAKAI.items():
        if golongan in sumber:
            dipakai = {f"/{n.decode()}" for n in pola.findall(data)}
            ada: Any = sumber[golongan]
            sisa = DictionaryObject({NameObject(n): ada.raw_get(n) for n in ada if n in dipakai})
            sumber[NameObject(golongan)] = sisa
    halaman[NameObject("/Resources")] = sumber
