"""Posts: work belongs to them, history keeps the person who held them (design, incoming letters).

A post is an id of kantor.toml; a unit that has none there is kept as free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from registers.dasar.galat import NilaiSalah

if TYPE_CHECKING:
    from naskah.tatanan import Pejabat, Tatanan

_PENDEK = 45  # a longer jabatan is not shown in lists and books; its id is, as words
_MIRIP = 0.85


def kenali(tatanan: Tatanan, tertulis: str) -> str:
    """The id of the post a person means, by id, jabatan or short name; other text is a unit of its own.

    Raises:
        NilaiSalah: it is nearly, but not quite, a known post.
    """
    teks = " ".join(tertulis.split())
    menurut = {kata: p.id for p in tatanan.pejabat for kata in _sebutan(p)}
    if (id_ := menurut.get(_slug(teks))) is not None:
        return id_
    dekat = get_close_matches(_slug(teks), [p.id for p in tatanan.pejabat], n=1, cutoff=_MIRIP)
    if dekat:
        raise NilaiSalah("tidak ada di kantor.toml", f"maksudnya {dekat[0]}?")
    return teks


def sebutan(tatanan: Tatanan, kunci: str) -> str:
    """A post as books and lists name it."""
    pejabat = tatanan.pejabat_id(kunci)
    if pejabat is None:
        return kunci
    if pejabat.singkat:
        return pejabat.singkat
    if len(pejabat.jabatan) <= _PENDEK:
        return pejabat.jabatan
    return " ".join(kata.capitalize() for kata in pejabat.id.split("-"))


def pemegang(tatanan: Tatanan, kunci: str, tanggal: date) -> str:
    """Who holds a post on that day, with Plt. or Plh. in front; "" when nobody does, or it is no post."""
    pejabat = tatanan.pejabat_id(kunci)
    masa = pejabat.pada(tanggal) if pejabat else None
    return f"{masa.sebagai} {masa.nama}".strip() if masa else ""


def milik(tatanan: Tatanan, siapa: str, tanggal: date) -> frozenset[str]:
    """The posts `siapa` stands for: a post itself, or every post that person holds on that day."""
    teks = " ".join(siapa.split()).casefold()
    orang = {
        p.id
        for p in tatanan.pejabat
        if (masa := p.pada(tanggal)) and teks in (*_nama(masa.nama), masa.nip or None)
    }
    return frozenset(orang or {kenali(tatanan, siapa)})


def _nama(lengkap: str) -> tuple[str, str]:
    """A name as it is written, and without the titles behind it."""
    return lengkap.casefold(), lengkap.partition(",")[0].casefold()


def _sebutan(pejabat: Pejabat) -> Iterator[str]:
    yield pejabat.id
    yield _slug(pejabat.jabatan)
    if pejabat.singkat:
        yield _slug(pejabat.singkat)


def _slug(teks: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", teks.casefold()).strip("-")
