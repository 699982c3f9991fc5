"""What a cell's number format makes of its number: a date, a time, a percentage; told by style id."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from registers.workbook.paket import Paket, urai
from registers.workbook.sel import tanggal

BIASA, TANGGAL, WAKTU, LAMA, PERSEN = range(5)
"""A plain number; a date, perhaps with a time; a time of day; hours that go on past 24; a percentage."""

_BAWAAN = {
    **dict.fromkeys([*range(14, 18), 22, *range(27, 37), *range(50, 59)], TANGGAL),
    **dict.fromkeys([18, 19, 20, 21, 45, 47], WAKTU),
    46: LAMA,
    9: PERSEN,
    10: PERSEN,
}  # numFmtId that Excel builds in
_LAMA = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BUKAN_KODE = re.compile(
    r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|AM/PM|A/P', re.IGNORECASE
)  # literals, colours and conditions of a format code
_PERSEN_MAKS = 1e9
_SEHARI = 86_400


def tampilan(paket: Paket) -> tuple[int, ...]:
    """By style id, what its number format shows."""
    if not paket.gaya:
        return ()
    akar = urai(paket.gaya, paket.nama)
    menurut = {str(nomor): satu for nomor, satu in _BAWAAN.items()} | {
        str(f.get("numFmtId")): _kode(str(f.get("formatCode"))) for f in akar.iterfind("{*}numFmts/{*}numFmt")
    }
    return tuple(menurut.get(str(xf.get("numFmtId")), BIASA) for xf in akar.iterfind("{*}cellXfs/{*}xf"))


def _kode(kode: str) -> int:
    """What a format code shows; its first section decides.

    >>> [_kode(k) for k in ("d mmmm yyyy", "mmmm yyyy", "dd/mm/yy hh:mm")] == [TANGGAL] * 3
    True
    >>> [_kode(k) for k in ("hh:mm", "[h]:mm", "0.0%", '#,##0 "dm"')] == [WAKTU, LAMA, PERSEN, BIASA]
    True
    """
    huruf = set(_BUKAN_KODE.sub("", kode).split(";")[0].lower())
    if any(bagian <= huruf for bagian in ({"d", "y"}, {"m", "y"}, {"d", "m"})):
        return TANGGAL
    if _LAMA.search(kode):
        return LAMA
    if huruf & {"h", "s"}:
        return WAKTU
    return PERSEN if "%" in huruf else BIASA


def terlihat(angka: float, macam: int, *, sejak_1904: bool) -> date | str | None:
    """The number as its format shows it; None when it is shown as a number."""
    if macam == PERSEN:
        return _persen(angka) if abs(angka) < _PERSEN_MAKS else None
    if macam == BIASA or angka < 0:
        return None
    detik = round(angka * _SEHARI)
    hari, sisa = divmod(detik, _SEHARI)
    if macam == LAMA:
        return _pukul(detik) if angka < _PERSEN_MAKS and not (angka >= 1 and angka.is_integer()) else None
    if macam == WAKTU and angka < 1:
        return _pukul(sisa)
    if angka.is_integer():
        return tanggal(angka, sejak_1904=sejak_1904) if macam == TANGGAL else None
    if not hari and not sejak_1904:
        return _pukul(sisa)
    hari_ini = tanggal(hari, sejak_1904=sejak_1904)
    return f"{hari_ini:%d-%m-%Y} {_pukul(sisa)}" if hari_ini and sisa else hari_ini


def _persen(angka: float) -> str:
    return f"{(Decimal(repr(round(angka, 12))) * 100).normalize():f}%".replace(".", ",")


def _pukul(detik: int) -> str:
    return f"{detik // 3600:02}.{detik % 3600 // 60:02}"
