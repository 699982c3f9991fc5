"""SPP-GU: what the verified LPJ has spent is paid back, never above the UP (SOP 11)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._uang import atau_kosong, kanonis, uang
from naskah.hitung._uang_persediaan import periksa_gu, up_sesudah_gu
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai


def gu(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """Check an SPP-GU against the LPJ and the UP; comes after `spp`. A GU nihil keeps the same rules.

    Args:
        isi: `bruto` of `spp`; `lpj_disahkan`, total of the verified LPJ; `up_ditetapkan`, the UP of the
            decree; optional `sisa_up`, the UP money held (cash and bank) before this GU.
        acuan: not used.

    Returns:
        `up_sesudah_gu`, what the treasurer then holds, and `up_belum_diganti`, what of the UP is then still
        spent and not paid back; both None, with a warning, when `sisa_up` is empty.

    Raises:
        DataTidakSah: another amount than the LPJ, or more than the UP afterwards.
    """
    bruto, ditetapkan = uang(isi["bruto"]), uang(isi["up_ditetapkan"])
    sisa = atau_kosong(isi.get("sisa_up"))
    if temuan := periksa_gu(bruto, uang(isi["lpj_disahkan"]), ditetapkan, uang(isi.get("sisa_up"))):
        raise DataTidakSah("SPP-GU belum benar.", temuan)
    if sisa is None:
        return HasilHitung(
            {"up_sesudah_gu": None, "up_belum_diganti": None},
            ("Sisa UP belum diisi, jadi UP sesudah GU ini tidak dapat diperiksa terhadap yang ditetapkan.",),
        )
    sesudah = up_sesudah_gu(sisa, bruto)
    return HasilHitung({"up_sesudah_gu": kanonis(sesudah), "up_belum_diganti": kanonis(ditetapkan - sesudah)})


HITUNG = gu
