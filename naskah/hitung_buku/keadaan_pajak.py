"""How a tax that was withheld stands."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import teks
from naskah.hitung_buku._setoran import Setoran
from naskah.hitung_buku._uang import pasti, uang
from registers.dasar.isian import Nilai

_NTPN = 16  # letters and digits of a Nomor Transaksi Penerimaan Negara


def keadaan_pajak(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """One of belum disetor, sebagian, disetor; or what to look at."""
    ini, ntpn = Setoran.dari(isi, "dipotong", "Dipotong", "ntpn"), "".join(teks(isi, "ntpn").split())
    if ini.salah:
        return ini.salah
    if uang(isi, "dasar") is None:
        return "periksa Dasar"
    if ini.jumlah > pasti(isi, "dasar"):
        return "potongan melebihi dasarnya"
    if ntpn and not (ntpn.isascii() and ntpn.isalnum() and len(ntpn) == _NTPN):
        return "periksa NTPN"
    if not ini.jumlah:
        return None
    return "disetor" if ini.lunas else "sebagian" if ini.disetor else "belum disetor"


HITUNG = keadaan_pajak
