"""Uang persediaan: what UP, GU and TU may be (SOP 11). Pure; every rule returns what breaks it.

* UP is granted once a year by decree of the governor and not raised during the year.
* GU pays back what the verified LPJ has spent, so what the treasurer holds afterwards never exceeds the UP.
* TU is for one purpose: within a month of its SP2D it is accounted for, and what is left is returned.

Sources: rules.md §3.5 (Permendagri 77/2020, second-hand). Counts and months: naskah/data/bendahara.toml.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from naskah.hitung._uang import rp
from registers.dasar.temuan import Temuan


def periksa_up(diminta: Decimal, ditetapkan: Decimal, *, ke: int, per_tahun: int) -> list[Temuan]:
    """An SPP-UP asks for no more than was granted, and is not one too many this year.

    Args:
        diminta: bruto of the SPP.
        ditetapkan: the UP that the decree grants.
        ke: which SPP-UP of the budget year this is, from 1.
        per_tahun: how many there may be.
    """
    temuan: list[Temuan] = []
    if ke > per_tahun:
        temuan.append(
            Temuan(
                "spp_up_ke",
                f"SPP-UP diajukan paling banyak {per_tahun} kali dalam satu tahun anggaran",
                "selanjutnya ajukan GU atau TU",
                str(ke),
            )
        )
    if diminta > ditetapkan:
        lebih = rp(diminta - ditetapkan)
        temuan.append(
            Temuan(
                "up_ditetapkan",
                f"SPP-UP {rp(diminta)} melebihi UP yang ditetapkan sebesar {lebih}",
                "sesuaikan rinciannya dengan keputusan besaran UP",
                rp(ditetapkan),
            )
        )
    return temuan


def up_sesudah_gu(sisa: Decimal, gu: Decimal) -> Decimal:
    """What the treasurer holds of the UP once the GU has been paid out."""
    return sisa + gu


def periksa_gu(diminta: Decimal, lpj: Decimal, ditetapkan: Decimal, sisa: Decimal) -> list[Temuan]:
    """A GU equals the verified LPJ, and with the money left it makes no more than the UP.

    Args:
        diminta: bruto of the SPP.
        lpj: total of the verified LPJ it pays back.
        ditetapkan: the UP that the decree grants.
        sisa: UP money still held, cash and bank, before this GU.
    """
    temuan: list[Temuan] = []
    if diminta != lpj:
        arah = "lebih" if diminta > lpj else "kurang"
        temuan.append(
            Temuan(
                "lpj_disahkan",
                f"SPP-GU {rp(diminta)} {arah} {rp(abs(diminta - lpj))} daripada LPJ yang disahkan",
                "GU sama dengan LPJ yang disahkan; periksa rincian atau LPJ-nya",
                rp(lpj),
            )
        )
    if (sesudah := up_sesudah_gu(sisa, diminta)) > ditetapkan:
        temuan.append(
            Temuan(
                "up_ditetapkan",
                f"sesudah GU ini UP menjadi {rp(sesudah)} (sisa {rp(sisa)} dan GU {rp(diminta)}), "
                f"melebihi yang ditetapkan sebesar {rp(sesudah - ditetapkan)}",
                "periksa sisa UP dan LPJ yang sudah diganti",
                rp(ditetapkan),
            )
        )
    return temuan


def batas_tu(sp2d: date, bulan: int) -> date:
    """The last day to account for TU: the same day `bulan` months later, or the last of a shorter month.

    >>> batas_tu(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    tahun, ke = divmod(sp2d.year * 12 + sp2d.month - 1 + bulan, 12)
    return date(tahun, ke + 1, min(sp2d.day, monthrange(tahun, ke + 1)[1]))


def sisa_tu(diterima: Decimal, dipertanggungjawabkan: Decimal, dikembalikan: Decimal) -> Decimal:
    """TU for which nobody has answered yet; below zero when more was answered for than received."""
    return diterima - dipertanggungjawabkan - dikembalikan


def periksa_tu(diterima: Decimal, dipertanggungjawabkan: Decimal, dikembalikan: Decimal) -> list[Temuan]:
    """What was accounted for and what was returned are together the TU received."""
    sisa = sisa_tu(diterima, dipertanggungjawabkan, dikembalikan)
    if not sisa:
        return []
    tempat, saran = (
        ("tu_dikembalikan", "setor sisanya, atau lengkapi pertanggungjawabannya")
        if sisa > 0
        else ("tu_dipertanggungjawabkan", "periksa kedua jumlahnya")
    )
    arah = "kurang" if sisa > 0 else "lebih"
    return [
        Temuan(
            tempat,
            f"pertanggungjawaban {rp(dipertanggungjawabkan)} dan pengembalian {rp(dikembalikan)} "
            f"{arah} {rp(abs(sisa))} daripada TU {rp(diterima)}",
            saran,
        )
    ]
