"""Lama perjalanan: how many days a journey takes (SPT, SPPD; SOP 40–42, 44, 46, 47)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from naskah.hitung import HasilHitung, Rujukan
from registers.dasar.angka import bulat
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan
from registers.dasar.terbilang import terbilang
from registers.dasar.waktu import tanggal_panjang

_LAMA = 90  # days; longer is rather a slip of the year


def lama_perjalanan(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """Count the days from departure to return, both included.

    Args:
        isi: `tanggal_berangkat`, `tanggal_kembali`.
        acuan: not used.

    Returns:
        `lama_hari` (3) and `lama` ("3 (tiga) hari"); a warning for a journey of more than 90 days.

    Raises:
        DataTidakSah: return before departure.
    """
    berangkat = date.fromisoformat(isi["tanggal_berangkat"])
    kembali = date.fromisoformat(isi["tanggal_kembali"])
    hari = (kembali - berangkat).days + 1
    if hari < 1:
        raise DataTidakSah(
            "Tanggal perjalanan belum benar.",
            [
                Temuan(
                    "tanggal_kembali",
                    f"lebih awal daripada tanggal berangkat, {tanggal_panjang(berangkat)}",
                    "periksa kedua tanggalnya",
                    tanggal_panjang(kembali),
                )
            ],
        )
    peringatan = (f"Lama perjalanan {bulat(hari)} hari; periksa tahunnya.",) if hari > _LAMA else ()
    return HasilHitung({"lama_hari": hari, "lama": f"{bulat(hari)} ({terbilang(hari)}) hari"}, peringatan)


HITUNG = lama_perjalanan
