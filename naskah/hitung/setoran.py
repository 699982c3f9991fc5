"""Surat Tanda Setoran: what is paid into the treasury, account by account (SOP 10)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._uang import NOL, jumlahkan, kanonis, rp, uang
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan


def setoran(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """The total of one deposit.

    Args:
        isi: rows `rincian` (`kode_rekening`, `uraian`, `jumlah`).
        acuan: not used.

    Returns:
        `jumlah_setoran`, the sum of the rows.

    Raises:
        DataTidakSah: a row of nothing or below it.
    """
    jumlah = [uang(b["jumlah"]) for b in isi["rincian"]]
    temuan = [
        Temuan(f"rincian[{ke}].jumlah", "harus lebih dari nol", "tulis jumlah yang disetor", rp(satu))
        for ke, satu in enumerate(jumlah, start=1)
        if satu <= NOL
    ]
    if temuan:
        raise DataTidakSah("Surat Tanda Setoran belum benar.", temuan)
    return HasilHitung({"jumlah_setoran": kanonis(jumlahkan(jumlah))})


HITUNG = setoran
