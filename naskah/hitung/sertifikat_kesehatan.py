"""Sertifikat kesehatan koperasi: only a predikat that is good enough gets one (SOP 28, 39)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung.kesehatan import periksa
from naskah.kkpkk import angka
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan


def hitung(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """Nothing, when the examination earns a certificate.

    Raises:
        DataTidakSah: the predikat is lower than the lowest that gets one (kkpkk.toml), or the rows cannot be
            counted.
    """
    hasil, _ = periksa(isi, acuan)
    if not hasil.layak_sertifikat:
        pesan = (
            f"predikat {hasil.predikat} (nilai {angka(hasil.akhir)}) tidak mendapat sertifikat; "
            f"sertifikat diberikan mulai predikat {hasil.ketentuan.sertifikat_mulai}"
        )
        saran = "terbitkan keputusan penetapan kesehatan saja, tanpa sertifikat"
        raise DataTidakSah("Sertifikat tidak dapat dibuat.", [Temuan("penilaian", pesan, saran)])
    return HasilHitung({}, ())


HITUNG = hitung
