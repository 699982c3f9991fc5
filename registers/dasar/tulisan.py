"""Typed text made clean: what every kind that takes text agrees on.

Text goes into Word files, Excel cells and a template engine. What those would drop, hide or run is refused
here, at the edge: control and invisible characters, private-use glyphs, template tokens.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from decimal import Decimal

from registers.dasar.galat import NilaiSalah

PANJANG_MAKS = 32_767
"""Most UTF-16 units an Excel cell holds; what is longer could not come back from a book."""

ANGKA_EKSAK = 10**15
"""From here on Excel and floating point drop digits."""

_DIGIT_MAKS = 10**30  # no identity number is longer
_TOKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{_|_\}")
_TERSEMBUNYI = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SPASI = {"\t", "\n", "\r"}
_TANPA_SPASI = str.maketrans(dict.fromkeys(_SPASI))


def satu_baris(raw: object) -> str:
    """`raw` as one line of text: NFC, blanks at the edges gone, runs of blanks and line breaks one space.

    Raises:
        NilaiSalah: not text, too long, or with characters that must not enter a document.
    """
    return " ".join(_teks(raw).split())


def berbaris(raw: object) -> list[str]:
    """`raw` as lines of text, each as `satu_baris` makes it; empty lines are kept as "".

    Raises:
        NilaiSalah: as `satu_baris`.
    """
    return [" ".join(baris.split()) for baris in _teks(raw).splitlines()]


def muat(teks: str) -> bool:
    """Whether a cell holds the whole of it; Excel counts UTF-16 units."""
    return (
        len(teks) * 2 <= PANJANG_MAKS or len(teks.encode("utf-16-le", "surrogatepass")) // 2 <= PANJANG_MAKS
    )


def pastikan_muat(teks: str) -> None:
    """Refuse what `muat` says no to.

    Raises:
        NilaiSalah: it does not.
    """
    if not muat(teks):
        raise NilaiSalah("terlalu panjang untuk satu sel Excel", f"paling banyak {PANJANG_MAKS} huruf")


def desimal_dari(raw: float | Decimal) -> Decimal:
    """A number as Excel shows it: of a float 15 digits, since its last two are an artefact of computing.

    >>> desimal_dari(0.1 + 0.2)
    Decimal('0.3')
    """
    return Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw)


def digit(raw: object, apa: str) -> str:
    """The digits of an identity number (NIP, NIK …); blanks, points, hyphens, apostrophes dropped.

    Raises:
        NilaiSalah: something else than digits, or a number whose last digits Excel has already lost.
    """
    eksponen = isinstance(raw, str) and re.fullmatch(r"\s*\d([.,]\d+)?[eE]\+?\d+\s*", raw)
    if isinstance(raw, float | Decimal) or eksponen:
        raise NilaiSalah(
            f"{apa} berupa angka, sehingga digit terakhirnya hilang",
            "format selnya sebagai Teks, lalu ketik ulang nomornya",
        )
    mentah = str(raw) if type(raw) is int and 0 <= raw < _DIGIT_MAKS else satu_baris(raw)
    teks = re.sub(r"[\s.'’-]", "", mentah)
    if not re.fullmatch(r"[0-9]+", teks):
        raise NilaiSalah(f"{apa} hanya boleh berisi angka", "tulis digitnya saja")
    return teks


def _teks(raw: object) -> str:
    if not isinstance(raw, str):
        return _dari_angka(raw)
    teks = unicodedata.normalize("NFC", raw)
    pastikan_muat(teks)
    if not teks.isprintable():
        _tolak_tersembunyi(teks)
    if ("{" in teks or "}" in teks) and (token := _TOKEN.search(teks)):
        raise NilaiSalah(
            f"memuat tanda templat {token.group()}",
            "hapus tanda itu; kurung kurawal ganda tidak dapat dicetak",
        )
    return teks


def _tolak_tersembunyi(teks: str) -> None:
    if teks.translate(_TANPA_SPASI).isprintable():
        return
    for letak, huruf in enumerate(teks):
        if huruf not in _SPASI and unicodedata.category(huruf) in _TERSEMBUNYI:
            dekat = teks[max(0, letak - 12) : letak].split("\n")[-1].strip()
            di = f"sesudah “{dekat}”" if dekat else "di awal"
            raise NilaiSalah(
                f"memuat huruf yang tidak kelihatan atau tidak dapat dicetak (U+{ord(huruf):04X}) {di}",
                "hapus, lalu ketik ulang bagian itu; jangan tempel dari PDF atau laman web",
            )


def _dari_angka(raw: object) -> str:
    """A number from Excel, TOML or JSON where text is wanted, in Indonesian spelling."""
    match raw:
        case bool():
            raise NilaiSalah("berisi ya/tidak, bukan teks", "tulis teksnya")
        case date() | time():
            raise NilaiSalah(
                "berisi tanggal atau jam, bukan teks",
                "tulis di antara tanda kutip; di Excel, format sel sebagai Teks",
            )
        case int() if abs(raw) < ANGKA_EKSAK:
            return str(raw)
        case float() | Decimal() if (
            desimal := desimal_dari(raw)
        ).is_finite() and -15 <= desimal.adjusted() < 15:
            return f"{desimal.normalize():f}".replace(".", ",")
        case int() | float() | Decimal():
            raise NilaiSalah(
                "berupa angka yang digitnya dapat hilang",
                "tulis sebagai teks; di Excel, format sel sebagai Teks",
            )
        case _:
            raise NilaiSalah("bukan teks", "tulis satu nilai saja")
