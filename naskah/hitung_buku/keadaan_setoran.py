"""How a receipt stands: its money here, on its way, deposited in time (SOP 10)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import lewat
from naskah.hitung_buku._setoran_penerimaan import paling_lambat, setoran
from naskah.hitung_buku._uang import rekening_sah
from registers.dasar.isian import Nilai


def keadaan_setoran(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """One of menunggu, terlambat, sebagian, disetor, disetor terlambat; or what to look at."""
    ini, tenggat = setoran(isi), paling_lambat(isi, hari)
    if ini.salah:
        return ini.salah
    if not rekening_sah(isi, "kode_rekening"):
        return "periksa Kode Rekening"
    if ini.tanggal is None or not ini.jumlah:
        return None
    if ini.lunas:
        telat = tenggat and ini.tanggal_setor and ini.tanggal_setor > tenggat
        return "disetor terlambat" if telat else "disetor"
    if lewat(tenggat, hari):
        return "terlambat"
    return "sebagian" if ini.disetor else "menunggu"


HITUNG = keadaan_setoran
