"""The treasurer's rules in force on a day: what naskah/data/bendahara.toml says of periods and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from naskah.hitung import Rujukan
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan
from registers.dasar.waktu import tanggal_panjang

TABEL = "bendahara"


@dataclass(frozen=True)
class Ketentuan:
    """One period of bendahara.toml.

    Attributes:
        berlaku: the first day it holds.
        sumber: the regulation.
        up_per_tahun: how many SPP-UP one budget year has.
        tu_bulan: months from the SP2D in which TU is accounted for.
        setor_hari_kerja: working days from receipt in which money is deposited.
        lpj_tanggal: day of the next month by which the LPJ is handed in.
        spm_hari_kerja: working days from a complete SPP to the SPM.
        kembali_hari_kerja: working days in which an incomplete SPP goes back.
    """

    berlaku: date
    sumber: str
    up_per_tahun: int
    tu_bulan: int
    setor_hari_kerja: int
    lpj_tanggal: int
    spm_hari_kerja: int
    kembali_hari_kerja: int


def ketentuan_pada(acuan: Rujukan) -> Ketentuan:
    """The rules in force on the letter's date: the last ones that began by then.

    Raises:
        DataTidakSah: the date lies before the first ones.
    """
    berlaku = [k for k in acuan.tabel(TABEL)["ketentuan"] if k["berlaku"] <= acuan.tanggal]
    if not berlaku:
        raise DataTidakSah(
            "Ketentuan bendahara belum ada.",
            [
                Temuan(
                    "tanggal",
                    f"belum ada ketentuan bendahara untuk {tanggal_panjang(acuan.tanggal)}",
                    "periksa tahunnya",
                )
            ],
        )
    return Ketentuan(**max(berlaku, key=lambda k: k["berlaku"]))
