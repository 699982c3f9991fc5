"""Which fonts a docx asks for: those of the styles it uses, of its theme and of direct formatting."""

from __future__ import annotations

from collections.abc import Iterator

from naskah.render.paket import A, Elemen, Paket, W
from naskah.render.teks import tempat_bagian

_GAYA = tuple(W + n for n in ("pStyle", "rStyle", "tblStyle"))
_SISI = ("ascii", "hAnsi")


def huruf_dipakai(docx: bytes) -> list[str]:
    """Font names in alphabetical order.

    Raises:
        TemplatSalah: not a docx.
    """
    paket = Paket.buka(docx)
    tema = _tema(paket)
    gaya = {}
    nama: set[str] = set()
    for _, bagian in paket.terhubung(paket.utama, "styles"):
        akar = paket.pohon(bagian)
        gaya = {g.get(W + "styleId"): g for g in akar.iter(W + "style")}
        for bawaan in akar.iter(W + "docDefaults"):
            nama |= set(_nama(bawaan, tema))
    antre = [
        i for i, g in gaya.items() if g.get(W + "default") in ("1", "true") and g.get(W + "type") != "table"
    ]
    for bagian in tempat_bagian(paket):
        akar = paket.pohon(bagian)
        nama |= set(_nama(akar, tema))
        antre += [r.get(W + "val") for r in akar.iter(*_GAYA)]
    terlihat: set[str] = set()
    while antre:
        satu = antre.pop()
        if satu in gaya and satu not in terlihat:
            terlihat.add(satu)
            nama |= set(_nama(gaya[satu], tema))
            antre += [r.get(W + "val") for r in gaya[satu].iter(W + "basedOn", W + "link")]
    return sorted(nama)


def _nama(akar: Elemen, tema: dict[str, str]) -> Iterator[str]:
    for rupa in akar.iter(W + "rFonts"):
        for sisi in _SISI:
            dari_tema = tema.get((rupa.get(f"{W}{sisi}Theme") or "")[:5])
            satu = dari_tema or rupa.get(W + sisi)
            if satu:
                yield satu


def _tema(paket: Paket) -> dict[str, str]:
    """The theme's Latin fonts by "major" and "minor"."""
    for _, bagian in paket.terhubung(paket.utama, "theme"):
        akar = paket.pohon(bagian)
        return {
            macam: huruf.get("typeface")
            for macam in ("major", "minor")
            for huruf in akar.iterfind(f".//{A}{macam}Font/{A}latin")
        }
    return {}
