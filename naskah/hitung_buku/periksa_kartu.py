"""What to look at in a row of the kartu kendali: spent above DPA or SPD, an account twice (rules 3.5)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku._kartu import REALISASI, sisa
from naskah.hitung_buku._nilai import teks
from naskah.hitung_buku._uang import pasti, rekening_sah, sebut, tak_terbaca
from registers.dasar.isian import Nilai
from registers.hitungan import Berjalan, Hitung

_UANG = {"dpa": "DPA", "spd": "SPD", **REALISASI}


def _mulai() -> Hitung:
    sudah: set[tuple[str, str]] = set()

    def langkah(isi: Mapping[str, Nilai]) -> Nilai:
        salah = tak_terbaca(isi, _UANG)
        if not rekening_sah(isi, "kode_rekening"):
            salah.append("periksa Kode Rekening")
        satu = (" ".join(teks(isi, "kegiatan").casefold().split()), teks(isi, "kode_rekening"))
        if satu in sudah:
            salah.append("rekening ini sudah ada di baris lain")
        sudah.add(satu)
        if pasti(isi, "spd") > pasti(isi, "dpa"):
            salah.append("SPD melebihi DPA")
        salah += [f"realisasi melebihi {k.upper()}" for k in ("dpa", "spd") if (sisa(isi, k) or 0) < 0]
        return sebut(salah)

    return langkah


HITUNG = Berjalan(lambda isi: 0, _mulai)  # in the order of the rows' numbers: the later of two is the odd one
