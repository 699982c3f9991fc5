"""Posts: work belongs to them, history keeps the person who held them (design, incoming letters).

A post is an id of kantor.toml; a unit that has none there is kept as free text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from registers.dasar.galat import NilaiSalah, TidakDitemukan

if TYPE_CHECKING:
    from naskah.tatanan import Pejabat, Tatanan

_PENDEK = 45  # a longer jabatan is not shown in lists and books; its id is, as words
_MIRIP = 0.88  # an id mistyped; "sekretariat" is a unit of its own beside "sekretaris"
_AGAK_MIRIP = 0.75  # worth asking about, not worth refusing


def kenali(tatanan: Tatanan, tertulis: str) -> str:
    """The id of the post a person means, by id, jabatan or short name; other text is a unit of its own.

    Raises:
        NilaiSalah: it looks like an id, and is nearly, but not quite, a known one.
    """
    teks = " ".join(tertulis.split())
    if (id_ := _menurut_sebutan(tatanan).get(_slug(teks))) is not None:
        return id_
    dekat = _dekat(tatanan, teks, _MIRIP) if teks == teks.lower() and " " not in teks else ""
    if dekat:
        raise NilaiSalah("tidak ada di kantor.toml", f"maksudnya {dekat}?")
    return teks


def pecah(tatanan: Tatanan, teks: str) -> list[str]:
    """Posts between ";" or ","; a jabatan that itself contains a comma stays whole."""
    dikenal = _menurut_sebutan(tatanan)
    bagian = [b.strip() for b in teks.split(";")]
    pos = [p for b in bagian for p in ([b] if _slug(b) in dikenal else b.split(","))]
    return [p.strip() for p in pos if p.strip()]


def peringatan(tatanan: Tatanan, semua: Iterable[str]) -> list[str]:
    """What somebody should know of those that are no posts: units may be, slips of the finger should not."""
    dikenal = _menurut_sebutan(tatanan)
    return [
        f"{satu} bukan jabatan di kantor.toml; dicatat apa adanya{_tanya(tatanan, satu)}."
        for satu in semua
        if satu and _slug(satu) not in dikenal
    ]


def temukan(tatanan: Tatanan, siapa: str, tanggal: date, lain: Iterable[str] = ()) -> str:
    """`siapa` if that is a post or holds one on that day, else the one of the units `lain` it names.

    Raises:
        TidakDitemukan: none of these; with those that may be meant.
    """
    unit = {_slug(satu): satu for satu in lain}
    if any(tatanan.pejabat_id(m) for m in milik(tatanan, siapa, tanggal)):
        return siapa
    if (satu := unit.get(_slug(siapa))) is not None:
        return satu
    orang = {_slug(m.nama): m.nama for p in tatanan.pejabat if (m := p.pada(tanggal))}
    nama = {**_menurut_sebutan(tatanan), **orang, **unit}
    dekat = dict.fromkeys(nama[k] for k in get_close_matches(_slug(siapa), nama, n=3, cutoff=0.6))
    pilihan = list(dekat) or [*(p.id for p in tatanan.pejabat), *unit.values()]
    raise TidakDitemukan(
        f"Tidak ada jabatan, unit, atau orang bernama {siapa.strip()}.",
        f"{'Maksudnya' if dekat else 'Yang ada'}: {', '.join(pilihan)}{'?' if dekat else '.'}",
    )


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


def _menurut_sebutan(tatanan: Tatanan) -> dict[str, str]:
    """Every way to name a post = its id."""
    return {kata: p.id for p in tatanan.pejabat for kata in _sebutan(p)}


def _dekat(tatanan: Tatanan, teks: str, batas: float) -> str:
    """The id that is nearly written like that; "" for none."""
    return next(iter(get_close_matches(_slug(teks), [p.id for p in tatanan.pejabat], 1, batas)), "")


def _tanya(tatanan: Tatanan, teks: str) -> str:
    dekat = _dekat(tatanan, teks, _AGAK_MIRIP)
    return f" (maksudnya {dekat}?)" if dekat else ""


def _nama(lengkap: str) -> tuple[str, str]:
    """A name as it is written, and without the titles behind it."""
    return lengkap.casefold(), lengkap.partition(",")[0].casefold()


def _sebutan(pejabat: Pejabat) -> Iterator[str]:
    yield pejabat.id
    yield _slug(pejabat.jabatan)
    if pejabat.singkat:
        yield _slug(pejabat.singkat)


def _slug(teks: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", teks.casefold().replace("&", " dan ")).strip("-")
