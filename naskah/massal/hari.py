"""The day of a merge: one its series will number, asked before anything is checked or kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from naskah.tanggal_surat import belum_tiba
from registers.dasar.galat import NomorDitolak
from registers.dasar.pola import BELUM
from registers.dasar.waktu import tanggal_panjang

if TYPE_CHECKING:
    from naskah.catalog import Jenis
    from naskah.kantor import Kantor
    from registers.ledger import Baca


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


def _saran(baca: Baca, seri: str, tanggal: date, hari_ini: date) -> str:
    """What can be done where the date is before that of the last letter; "" where that is not the reason."""
    boleh = baca.hari_berikut(seri, tanggal)
    if boleh > hari_ini:
        return "Surat yang tanggalnya belum tiba dapat dibatalkan dahulu: naskah batal NOMOR"
    return f"Pakai tanggal {tanggal_panjang(boleh)} atau sesudahnya." if boleh > tanggal else ""
