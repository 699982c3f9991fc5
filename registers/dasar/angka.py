"""Numbers as Indonesians write them: point between thousands, comma before decimals. Never floating point."""

from __future__ import annotations

import re
from decimal import Decimal

from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Isian
from registers.dasar.tulisan import ANGKA_EKSAK, desimal_dari, satu_baris

_RIBUAN = r"[1-9]\d{0,2}(?:\.\d{3})+"


def baca(raw: object, desimal: tuple[int, ...], contoh: str) -> Decimal:
    """A typed or imported number, exact.

    Args:
        raw: text, int, float, Decimal. A float counts with 15 digits, as Excel shows it.
        desimal: how many decimals may be typed after the comma; 0 stands for none.
        contoh: what a right value looks like, for the message.

    Raises:
        NilaiSalah: not a number, ambiguous (thousands or decimals?), too many decimals, 15 digits or more.
    """
    nilai = (
        _dari_teks(raw, desimal, contoh) if isinstance(raw, str) else _dari_angka(raw, max(desimal), contoh)
    )
    if abs(nilai) >= ANGKA_EKSAK:
        raise NilaiSalah("terlalu besar", "paling banyak 15 digit di depan koma")
    return nilai + 0  # no negative zero


def periksa_batas(nilai: Decimal, isian: Isian) -> None:
    """Refuse what lies outside the bounds of the field; without a lower bound, what is negative.

    Raises:
        NilaiSalah: which bound.
    """
    minimal = 0 if isian.minimal is None else isian.minimal
    if nilai < minimal:
        raise NilaiSalah(
            "tidak boleh negatif" if minimal == 0 else "terlalu kecil", f"paling kecil {bulat(minimal)}"
        )
    if isian.maksimal is not None and nilai > isian.maksimal:
        raise NilaiSalah("terlalu besar", f"paling besar {bulat(isian.maksimal)}")


def bulat(nilai: int) -> str:
    """A whole number with points between thousands.

    >>> bulat(1250000)
    '1.250.000'
    """
    return f"{nilai:,}".replace(",", ".")


def pecahan(nilai: Decimal, desimal: int) -> str:
    """A number with this many decimals after a comma.

    >>> pecahan(Decimal("1250000.5"), 2)
    '1.250.000,50'
    """
    return f"{nilai:,.{desimal}f}".translate(str.maketrans(",.", ".,"))


def _dari_teks(raw: str, desimal: tuple[int, ...], contoh: str) -> Decimal:
    teks = re.sub(r"\s", "", satu_baris(raw))
    tanda, teks = (-1, teks[1:]) if teks[:1] in {"-", "−"} else (1, teks)
    utuh, koma, belakang = teks.partition(",")
    if re.fullmatch(rf"\d+|{_RIBUAN}", utuh, re.ASCII):
        if not koma:
            return tanda * Decimal(utuh.replace(".", ""))
        if re.fullmatch(r"\d+", belakang, re.ASCII) and len(belakang) in desimal:
            return tanda * Decimal(f"{utuh.replace('.', '')}.{belakang}")
    # A point before decimals is how values are stored; three digits after it would read as thousands.
    if (m := re.fullmatch(r"\d+\.(\d{1,2})", teks, re.ASCII)) and len(m.group(1)) in desimal:
        return tanda * Decimal(teks)
    raise _salah(teks, desimal, contoh)


def _salah(teks: str, desimal: tuple[int, ...], contoh: str) -> NilaiSalah:
    if not re.fullmatch(r"[.,]*\d[\d.,]*", teks, re.ASCII):
        return NilaiSalah("bukan angka", f"tulis angkanya saja, misalnya {contoh}")
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", teks, re.ASCII):
        betul = teks.translate(str.maketrans(",.", ".,"))
        return NilaiSalah(
            "koma dipakai di antara ribuan", f"titik di antara ribuan, koma sebelum desimal: {betul}"
        )
    utuh, koma, belakang = teks.partition(",")
    if koma and belakang.isdecimal() and re.fullmatch(rf"\d+|{_RIBUAN}", utuh, re.ASCII):
        if desimal == (0,):
            return NilaiSalah("berdesimal, padahal harus bilangan bulat", f"tulis seperti {contoh}")
        if len(belakang) < min(desimal[1:]):
            return NilaiSalah("angka di belakang koma kurang", f"tulis dua angka: {utuh},{belakang:0<2}")
        return NilaiSalah(
            "angka di belakang koma terlalu banyak", f"paling banyak {max(desimal)} angka, misalnya {contoh}"
        )
    return NilaiSalah("susunan titik dan komanya tidak jelas", f"tulis seperti {contoh}")


def _dari_angka(raw: object, desimal: int, contoh: str) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise NilaiSalah("bukan angka", f"tulis seperti {contoh}")
    nilai = desimal_dari(raw)
    if not nilai.is_finite():
        raise NilaiSalah("bukan angka", f"tulis seperti {contoh}")
    if abs(nilai) < ANGKA_EKSAK and nilai != nilai.quantize(Decimal(1).scaleb(-desimal)):
        apa = "harus bilangan bulat" if not desimal else f"paling banyak {desimal} angka di belakang koma"
        raise NilaiSalah(f"angka di belakang koma terlalu banyak: {str(raw).replace('.', ',')}", apa)
    return nilai
