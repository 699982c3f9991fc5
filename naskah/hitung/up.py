"""SPP-UP: the uang persediaan that was granted, asked for once a year (SOP 11)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._ketentuan_bendahara import ketentuan_pada
from naskah.hitung._uang import kanonis, rp, uang
from naskah.hitung._uang_persediaan import periksa_up
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai


def up(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """Check an SPP-UP against the decree; comes after `spp`.

    Args:
        isi: `bruto` of `spp`; `up_ditetapkan`, the UP of the governor's decree; optional `spp_up_ke`, which
            SPP-UP of the budget year this is (1 when empty).
        acuan: table "bendahara"; the letter's date.

    Returns:
        `up_belum_diajukan`, what of the UP is not asked for, with a warning when there is any.

    Raises:
        DataTidakSah: more than was granted, or one SPP-UP too many this year.
    """
    bruto, ditetapkan = uang(isi["bruto"]), uang(isi["up_ditetapkan"])
    per_tahun = ketentuan_pada(acuan).up_per_tahun
    if temuan := periksa_up(bruto, ditetapkan, ke=int(isi.get("spp_up_ke") or 1), per_tahun=per_tahun):
        raise DataTidakSah("SPP-UP belum benar.", temuan)
    sisa = ditetapkan - bruto
    peringatan = (
        (
            f"SPP-UP {rp(bruto)} kurang {rp(sisa)} daripada UP yang ditetapkan; dalam satu tahun UP diajukan "
            f"{per_tahun} kali.",
        )
        if sisa
        else ()
    )
    return HasilHitung({"up_belum_diajukan": kanonis(sisa)}, peringatan)


HITUNG = up
