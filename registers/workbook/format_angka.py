"""What Excel shows of a number that wears a format: leading zeros, fixed decimals, words around it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from registers.workbook.paket import Paket, urai

TAK_TERBACA = "…"
"""What begins that which a number shows whose format, named behind it, is none of the simple ones: fractions,
conditions, powers of ten."""
_DESIMAL_MAKS = 10

_BAWAAN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 12: "# ?/?",
    13: "# ??/??", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;(#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 49: "@",
}  # numFmtId that Excel builds in  # fmt: skip
_POLOS = {"general", "standard", "@", "0", "#", ""}
_BUTIR = re.compile(
    r'"(?P<kutip>[^"]*)"|\\(?P<satu>.)|_.|\*.|\[\$(?P<uang>[^\]-]*)[^\]]*\]'
    r"|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color ?\d+)\]"
    r"|(?P<angka>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)|(?P<lain>[-+/(): $%Rp&'~<>=€£])",
    re.IGNORECASE,
)


class _Pola(NamedTuple):
    """A section of a format: words, digits (least before and most behind the comma), words."""

    depan: str
    nol: int
    ribuan: bool
    desimal: int
    tetap: int
    belakang: str
    persen: bool


def kode_angka(paket: Paket) -> tuple[str, ...]:
    """By style id, the format a number wears; "" where it shows the number as it is."""
    if not paket.gaya:
        return ()
    akar = urai(paket.gaya, paket.nama)
    menurut = {str(nomor): kode for nomor, kode in _BAWAAN.items()} | {
        str(f.get("numFmtId")): str(f.get("formatCode")) for f in akar.iterfind("{*}numFmts/{*}numFmt")
    }
    semua = (menurut.get(str(xf.get("numFmtId")), "") for xf in akar.iterfind("{*}cellXfs/{*}xf"))
    return tuple("" if kode.strip().casefold() in _POLOS else kode for kode in semua)


def tampak(angka: float, kode: str) -> str:
    """The number as a PC with Indonesian settings shows it.

    >>> tampak(123, "000000"), tampak(2.6666, "0.0"), tampak(5, '0" orang"')
    ('000123', '2,7', '5 orang')
    >>> tampak(-1500000.5, '[$Rp-421]#,##0.00'), tampak(0.125, "0%"), tampak(0.5, "# ?/?")
    ('-Rp1.500.000,50', '13%', '… # ?/?')
    """
    bagian = _bagian(kode)
    ke = 1 if angka < 0 and len(bagian) > 1 else 2 if not angka and len(bagian) > 2 else 0
    pola = bagian[ke]
    if pola is None:
        return f"{TAK_TERBACA} {kode}"
    nilai = abs(Decimal(f"{angka:.15g}")) * (100 if pola.persen else 1)
    utuh, _, pecahan = f"{nilai.quantize(Decimal(1).scaleb(-pola.desimal), ROUND_HALF_UP):f}".partition(".")
    pecahan = pecahan[: pola.tetap] + pecahan[pola.tetap :].rstrip("0")
    utuh = ("" if utuh == "0" and not pola.nol else utuh).rjust(pola.nol, "0")
    if pola.ribuan:
        utuh = re.sub(r"\B(?=(\d{3})+$)", ".", utuh)
    minus = "-" if angka < 0 and ke == 0 and (utuh + pecahan).strip("0.") else ""
    koma = "," if pecahan else ""
    return f"{minus}{pola.depan}{utuh}{koma}{pecahan}{pola.belakang}".strip()


def polos(angka: float) -> str:
    """The number without a format, in the 15 digits that Excel keeps."""
    return f"{Decimal(f'{angka:.15g}').normalize():f}".replace(".", ",")


@lru_cache(maxsize=256)
def _bagian(kode: str) -> tuple[_Pola | None, ...]:
    return tuple(_urai(satu) for satu in re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', kode))


def _urai(kode: str) -> _Pola | None:
    """One section; None when it does more than write digits and words."""
    depan = belakang = angka = ""
    letak, persen = 0, False
    while letak < len(kode):
        m = _BUTIR.match(kode, letak)
        if m is None or (m["angka"] and angka):
            return None
        letak = m.end()
        kata = next((m[k] for k in ("kutip", "satu", "uang", "lain") if m[k]), " " if m[0][0] == "_" else "")
        persen = persen or m["lain"] == "%"
        angka = angka or m["angka"] or ""
        depan, belakang = (depan, belakang + kata) if angka else (depan + kata, belakang)
    utuh, _, pecahan = angka.partition(".")
    if not angka or utuh.endswith(",") or len(pecahan) > _DESIMAL_MAKS:  # no number, or one in thousands
        return None
    nol, tetap = utuh.count("0"), pecahan.count("0")
    return _Pola(depan, nol, "," in utuh, len(pecahan), tetap, belakang, persen)
