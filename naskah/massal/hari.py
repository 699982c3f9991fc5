"""The day of a merge: one its series will number, asked before anything is checked or kept.

The letters of a merge without a date of its own are dated by the clock, chunk by chunk, and never backwards:
a clock set back would date them in another year, number them anew, and call rows wrong that are right.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from naskah.tanggal_surat import belum_tiba
from registers.dasar.galat import NomorDitolak
from registers.dasar.pola import BELUM
from registers.dasar.waktu import hari, tanggal_panjang

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from registers.ledger import Baca
    from registers.ledger.pekerjaan import Pekerjaan


def pastikan_hari(kantor: Kantor, jenis: Jenis, tanggal: date) -> None:
    """Refuse a day that the series would not number, or that would keep the whole office from numbering.

    Raises:
        NomorDitolak: the day has not come; or the series refuses it now.
    """
    seri, hari_ini = kantor.seri(kantor.seri_untuk(jenis)), kantor.hari_ini()
    if seri.luar:
        return  # which is refused for another reason
    if kata := belum_tiba(kantor, seri.id, tanggal):
        saran = f"Pakai tanggal hari ini, {tanggal_panjang(hari_ini)}, atau buat suratnya pada tanggal itu."
        raise NomorDitolak(kata, saran)
    with kantor.baca_bernomor() as baca:
        try:
            baca.berikut(seri.id, tanggal, klas=BELUM, bidang=BELUM, keamanan=BELUM, jenis=jenis.id)
        except NomorDitolak as galat:
            saran = _saran(baca, seri.id, tanggal, hari_ini) if seri.mundur == "tolak" else ""
            raise NomorDitolak(galat.message, saran or galat.hint) from galat


def sampai_hari(kantor: Kantor, pekerjaan: Pekerjaan) -> date:
    """How far a merge has come: the day of its last letter, else the day it was begun."""
    with kantor.ledger.baca() as baca:
        akhir = baca.surat_terakhir(pekerjaan.id)
    return akhir or hari(pekerjaan.dibuat, kantor.tatanan.zona_waktu)


def hari_surat(kantor: Kantor, pekerjaan: Pekerjaan, sampai: date) -> date:
    """The day of the next letters of a merge that has come as far as `sampai`.

    Raises:
        NomorDitolak: the clock shows a day before that.
    """
    kini = kantor.hari_ini()
    if pekerjaan.tanggal is None and kini < sampai:
        raise NomorDitolak(
            f"Jam komputer ini menunjukkan {tanggal_panjang(kini)}, padahal pekerjaan ini sudah sampai "
            f"{tanggal_panjang(sampai)}; tidak ada nomor yang diambil.",
            f"Betulkan tanggal komputer, lalu lanjutkan: naskah massal lanjut {pekerjaan.id}. Bila "
            "tanggalnya sudah betul: batalkan surat yang bertanggal salah, atau, bila belum ada suratnya, "
            f"pekerjaannya: naskah massal batal {pekerjaan.id}",
        )
    return pekerjaan.tanggal or kini


def _saran(baca: Baca, seri: str, tanggal: date, hari_ini: date) -> str:
    """What can be done where the date is before that of the last letter; "" where that is not the reason."""
    boleh = baca.hari_berikut(seri, tanggal)
    if boleh > hari_ini:
        return "Surat yang tanggalnya belum tiba dapat dibatalkan dahulu: naskah batal NOMOR"
    return f"Pakai tanggal {tanggal_panjang(boleh)} atau sesudahnya." if boleh > tanggal else ""
