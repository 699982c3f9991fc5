"""The letter of any row of an input that was checked, as a picture; without LibreOffice its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.responses import Response

from naskah.massal.pratinjau import surat_baris
from naskah.web.laman._massal import diperiksa
from naskah.web.minta import Minta
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import PdfTidakTersedia

if TYPE_CHECKING:
    from naskah.render import Hasil

_DIGIT_MAKS = 9


def pratinjau(m: Minta) -> Response:
    """The letter of the row that is asked for, else the first; the way to those before and after it."""
    kini = diperiksa(m)
    if kini is None or not kini.telaah.baik:
        return m.pindah(f"/massal/rencana/{m.jalur['id']}")
    diminta = _baris(m)
    surat = surat_baris(m.kantor, kini.jenis, kini.telaah, kini.apa.hari(m.kantor), diminta)
    gambar, sebab = _gambar(m, surat.hasil)
    return m.laman(
        "massal/pratinjau.html",
        kunci=kini.kunci,
        surat=surat,
        salah=diminta if diminta in kini.telaah.salah else 0,
        tiada=diminta if diminta not in (0, surat.baris) else 0,
        gambar=gambar,
        sebab=sebab,
        teks="" if gambar else "\n\n".join(h.teks for h in surat.hasil),
    )


def _baris(m: Minta) -> int:
    teks = m.tanya.get("baris", "").strip()
    return int(teks) if teks.isdecimal() and len(teks) <= _DIGIT_MAKS else 0


def _gambar(m: Minta, hasil: Sequence[Hasil]) -> tuple[list[tuple[str, int]], str]:
    try:
        return [m.peladen.pratinjau.halaman(h.docx) for h in hasil], ""
    except PdfTidakTersedia as salah:
        return [], str(salah)


RUTE = (Rute("GET", "/massal/rencana/{id}/pratinjau", pratinjau, MENULIS),)
