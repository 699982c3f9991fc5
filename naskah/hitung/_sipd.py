"""Numbers of SIPD: read tolerantly, pointed out when odd, never rewritten.

Grammar: `<daerah PP.KK>/<dokumen>/<urut>/<jenis>/<kode SKPD>/<tahapan>/<bulan>/<tahun>`; a Surat Penyediaan
Dana (01.0) has no jenis. Source: rules.md §3.1, eleven public files of ten regions; no original of NTT among
them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

DOKUMEN: Mapping[str, str] = {
    "01.0": "Surat Penyediaan Dana",
    "02.0": "SPP",
    "03.0": "SPM",
    "04.0": "SP2D",
}
"""Code of a document = what it is; SPD is not shortened here, since it also is a Surat Perjalanan Dinas."""

_TANPA_JENIS = "01.0"
_SUSUNAN = "daerah/{dokumen}/nomor urut/{jenis}kode SKPD/tahapan/bulan/tahun"


@dataclass(frozen=True)
class NomorSipd:
    """The parts of a number, as they should have been written.

    Attributes:
        daerah: region, PP.KK.
        dokumen: key of DOKUMEN, or another code of the same shape.
        urut: running number, six digits.
        jenis: LS, GU, UP, TU …; empty on a Surat Penyediaan Dana.
        skpd: code of the office.
        tahapan: stage of the budget, M (murni), P1, P.02 …
        bulan: month, 1..12 unless `janggal` says otherwise.
        tahun: year, four digits.
        janggal: what is odd about the spelling, in Indonesian.
    """

    daerah: str
    dokumen: str
    urut: int
    jenis: str
    skpd: str
    tahapan: str
    bulan: int
    tahun: int
    janggal: tuple[str, ...] = ()


def urai(nomor: str) -> NomorSipd | None:
    """The parts of a number; None when it is none of SIPD's.

    Tolerated and named in `janggal`: blanks around slashes, points left out, a shorter or longer running
    number, an SKPD code of another length, a month such as 1.0 or 01.

    >>> urai("53.00/02.0/000001/LS/2.17.0.00.0.00.01.0000/M/1/2026").urut
    1
    """
    mentah = nomor.strip().split("/")
    bagian = [b.strip() for b in mentah]
    dokumen = _dokumen(bagian[1]) if len(bagian) in (7, 8) else None
    if dokumen is None or (len(bagian) == 7) != (dokumen == _TANPA_JENIS):
        return None
    jenis = "" if len(bagian) == 7 else bagian.pop(3)
    daerah, kode, urut, skpd, tahapan, bulan, tahun = bagian
    if not _bentuk(daerah, urut, skpd, tahapan, bulan, tahun):
        return None
    if dokumen != _TANPA_JENIS and not re.fullmatch(r"[A-Za-z][A-Za-z -]{0,19}", jenis):
        return None
    spasi = ("ada spasi di sekitar garis miring",) if mentah != [b.strip() for b in mentah] else ()
    return NomorSipd(
        daerah=f"{daerah[:2]}.{daerah[-2:]}",
        dokumen=dokumen,
        urut=int(urut),
        jenis=jenis.upper(),
        skpd=skpd,
        tahapan=tahapan,
        bulan=_bulan(bulan),
        tahun=int(tahun),
        janggal=(*spasi, *_janggal(daerah, kode, urut, skpd, bulan)),
    )


def telaah(nomor: str, *, dokumen: str, tahun: int) -> list[str]:
    """What a person should know of a number that came from SIPD; nothing when it is as expected.

    Args:
        nomor: as typed.
        dokumen: key of DOKUMEN, the kind of document that is meant.
        tahun: tahun anggaran.

    Returns:
        warnings in Indonesian; the number itself stays what it is.
    """
    apa = f"Nomor {DOKUMEN[dokumen]} “{nomor}”"
    terurai = urai(nomor)
    if terurai is None:
        jenis = "" if dokumen == _TANPA_JENIS else "jenis/"
        susunan = _SUSUNAN.format(dokumen=dokumen, jenis=jenis)
        return [f"{apa} tidak bersusunan nomor SIPD ({susunan}); dipakai apa adanya."]
    hasil: list[str] = []
    if terurai.dokumen != dokumen:
        lain = DOKUMEN.get(terurai.dokumen, "dokumen lain")
        hasil.append(f"{apa} berkode {terurai.dokumen} ({lain}), bukan {dokumen}; periksa nomornya.")
    if terurai.tahun != tahun:
        hasil.append(f"{apa} bertahun {terurai.tahun}, padahal tahun anggarannya {tahun}.")
    if terurai.janggal:
        hasil.append(f"{apa} tidak rapi: {', '.join(terurai.janggal)}; dipakai apa adanya.")
    return hasil


def _dokumen(kode: str) -> str | None:
    """02.0, also written 2.0, 02, 020; None when it is no such code."""
    cocok = re.fullmatch(r"0?(\d)(?:[.,]?0)?", kode, re.ASCII)
    return f"0{cocok[1]}.0" if cocok else None


def _bentuk(daerah: str, urut: str, skpd: str, tahapan: str, bulan: str, tahun: str) -> bool:
    """Whether each part looks like what it should be."""
    pola = (
        (r"\d{2}[.,]?\d{2}", daerah),
        (r"\d{1,9}", urut),
        (r"\d+(\s?[.,]\s?\d+){2,}[.,]?", skpd),
        (r"[A-Za-z][A-Za-z0-9. -]{0,11}", tahapan),
        (r"\d{1,2}([.,]0)?", bulan),
        (r"\d{4}", tahun),
    )
    return all(re.fullmatch(p, isi, re.ASCII) for p, isi in pola)


def _bulan(teks: str) -> int:
    return int(re.split(r"[.,]", teks)[0])


def _janggal(daerah: str, kode: str, urut: str, skpd: str, bulan: str) -> tuple[str, ...]:
    hasil: list[str] = []
    if not re.fullmatch(r"\d{2}\.\d{2}", daerah):
        hasil.append(f"kode daerah {daerah}")
    if not re.fullmatch(r"\d{2}\.\d", kode):
        hasil.append(f"kode dokumen {kode}")
    if len(urut) != 6:
        hasil.append(f"nomor urut {len(urut)} angka")
    if not re.fullmatch(r"\d\.\d{2}(\.\d\.\d{2}){2}\.\d{2}\.\d{4}", skpd):
        hasil.append(f"kode SKPD {skpd}")
    if not 1 <= _bulan(bulan) <= 12:
        hasil.append(f"tidak ada bulan ke-{_bulan(bulan)}")
    elif bulan != str(_bulan(bulan)):
        hasil.append(f"bulan ditulis {bulan}")
    return tuple(hasil)
