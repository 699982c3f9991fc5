"""Sertifikat NIK: a koperasi without a NIK gets none (SOP 37)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung import HasilHitung, Rujukan
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan


def hitung(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """Nothing, when the koperasi has the number that the certificate is about.

    Raises:
        DataTidakSah: it has none.
    """
    if not isi["koperasi"].get("nik"):
        saran = "lengkapi di data/koperasi.xlsx setelah NIK-nya terbit"
        raise DataTidakSah(
            "Sertifikat NIK tidak dapat dibuat.", [Temuan("koperasi", "NIK-nya belum ada", saran)]
        )
    return HasilHitung({}, ())


HITUNG = hitung
