"""Which rows differ between two files of one book, told by their bytes."""

from __future__ import annotations

from dataclasses import dataclass

from registers.workbook.bukaan import Bukaan
from registers.workbook.gaya import tampilan
from registers.workbook.lembar import Lembar

BEDA_MAKS = 500
"""With more rows than that, reading everything is as cheap."""

_BLOK = 1 << 16  # bytes compared at a time


@dataclass(frozen=True)
class Selisih:
    """Row elements that only the new file has, and those that only the old one had."""

    baru: tuple[bytes, ...]
    lama: tuple[bytes, ...]


def sebanding(kini: Bukaan, dulu: Bukaan) -> bool:
    """Whether the same bytes of a row mean the same in both files."""
    teks_dulu = dulu.paket.string.isi if dulu.paket.string else b""
    teks_kini = kini.paket.string.isi if kini.paket.string else b""
    return (
        (kini.peta.baris, kini.peta.kolom) == (dulu.peta.baris, dulu.peta.kolom)
        and kini.lembar.awalan == dulu.lembar.awalan
        and kini.paket.sejak_1904 == dulu.paket.sejak_1904
        and _segaya(kini, dulu)
        and teks_kini.startswith(teks_dulu)
    )


def _segaya(kini: Bukaan, dulu: Bukaan) -> bool:
    """Whether the styles both files have show numbers alike; new ones may have joined them."""
    if kini.paket.gaya == dulu.paket.gaya:
        return True
    return all(a == b for a, b in zip(tampilan(kini.paket), tampilan(dulu.paket), strict=False))


def selisih(kini: Lembar, dulu: Lembar) -> Selisih | None:
    """The rows that differ; None when they are too many.

    What both sheets begin and end with is passed over in big blocks; only the rest is cut into rows.
    """
    sama = _sama_di_awal(kini, dulu)
    awal = max(kini.xml.rfind(kini.tutup_baris, kini.mulai, kini.mulai + sama) - kini.mulai, 0)
    ekor = _sama_di_akhir(kini, dulu, awal)
    ekor_utuh = kini.xml.find(kini.tutup_baris, kini.tutup - ekor, kini.tutup)
    sisa = kini.tutup - ekor_utuh if ekor_utuh >= 0 else 0
    baru = _baris(kini, awal, sisa)
    lama = _baris(dulu, awal, sisa)
    hanya_baru = tuple(xml for xml in baru if xml not in lama)
    hanya_lama = tuple(xml for xml in lama if xml not in baru)
    return None if max(len(hanya_baru), len(hanya_lama)) > BEDA_MAKS else Selisih(hanya_baru, hanya_lama)


def _baris(lembar: Lembar, awal: int, sisa: int) -> dict[bytes, None]:
    """The row elements from `awal` bytes behind the first to where the last `sisa` bytes begin."""
    p = len(lembar.tutup_baris)
    mulai = lembar.mulai + awal + (p if awal else 0)
    tutup = lembar.tutup - sisa + (p if sisa else 0)
    return dict.fromkeys(lembar.xml[a:b] for a, b in lembar.rentang(mulai, tutup))


def _sama_di_awal(kini: Lembar, dulu: Lembar) -> int:
    a, b, i, j = kini.xml, dulu.xml, kini.mulai, dulu.mulai
    batas = min(kini.tutup - i, dulu.tutup - j)
    sama, blok = 0, _BLOK
    while sama < batas and blok:
        n = min(blok, batas - sama)
        if a[i + sama : i + sama + n] == b[j + sama : j + sama + n]:
            sama += n
        else:
            blok //= 2
    return sama


def _sama_di_akhir(kini: Lembar, dulu: Lembar, awal: int) -> int:
    a, b, i, j = kini.xml, dulu.xml, kini.tutup, dulu.tutup
    batas = min(i - kini.mulai, j - dulu.mulai) - awal - len(kini.tutup_baris)
    sama, blok = 0, _BLOK
    while sama < batas and blok:
        n = min(blok, batas - sama)
        if a[i - sama - n : i - sama] == b[j - sama - n : j - sama]:
            sama += n
        else:
            blok //= 2
    return sama
