"""Fonts a document asks for and this machine lacks."""

from __future__ import annotations

import re
import shutil
import subprocess  # S404: fc-list found on PATH, no shell
import sys
from collections.abc import Iterator
from functools import cache

# Fonts of the same widths: lines break where they would have broken.
_SETARA = {
    "arial": ("liberation sans", "arimo"),
    "times new roman": ("liberation serif", "tinos"),
    "courier new": ("liberation mono", "cousine"),
    "calibri": ("carlito",),
    "cambria": ("caladea",),
    "bookman old style": ("urw bookman", "urw bookman l", "bookman urw", "tex gyre bonum"),
    "symbol": ("opensymbol", "standard symbols ps"),
    "wingdings": ("opensymbol",),
}


def huruf_hilang(docx: bytes) -> list[str]:
    """Fonts the document asks for that this machine has neither itself nor in the same widths.

    Empty as well when the system does not tell its fonts.
    """
    from naskah.render.huruf import huruf_dipakai

    ada = _huruf_terpasang()
    if not ada:
        return []
    return [n for n in huruf_dipakai(docx) if not ({n.lower(), *_SETARA.get(n.lower(), ())} & ada)]


if sys.platform == "win32":

    def _nama_huruf() -> Iterator[str]:
        import winreg

        jalur = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
        for akar in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(akar, jalur) as kunci:
                    for nomor in range(winreg.QueryInfoKey(kunci)[1]):
                        # "Arial Bold Italic (TrueType)", "Cambria & Cambria Math (TrueType)"
                        nama = re.sub(r"\s*\(.*\)$", "", winreg.EnumValue(kunci, nomor)[0])
                        for satu in nama.split(" & "):
                            yield re.sub(r"(?i)( (bold|italic|regular|light|black))+$", "", satu)
            except OSError:
                continue

else:

    def _nama_huruf() -> Iterator[str]:
        fc = shutil.which("fc-list")
        if fc:
            keluaran = subprocess.run([fc, ":", "family"], capture_output=True, check=False).stdout  # noqa: S603
            for baris in keluaran.decode("utf-8", "replace").splitlines():
                yield from baris.split(",")


@cache
def _huruf_terpasang() -> frozenset[str]:
    return frozenset(n.strip().lower() for n in _nama_huruf())
