"""What to look at in a row of the kartu kendali: spent above DPA or SPD, an account twice (rules 3.5).

DPA and SPD are also held against data/anggaran.xlsx: what people typed stays, and the difference is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from naskah.hitung._sisa_anggaran import Anggaran
from naskah.hitung._uang import rp
from naskah.hitung_buku import BerjalanPada, Hari
from naskah.hitung_buku._kartu import REALISASI, pos, sisa
from naskah.hitung_buku._nilai import teks
from naskah.hitung_buku._uang import pasti, rekening_sah, sebut, tak_terbaca, uang
from registers.dasar.isian import Nilai
from registers.hitungan import Berjalan, Hitung

_BATAS = {"dpa": "DPA", "spd": "SPD"}
_UANG = {**_BATAS, **REALISASI}


def _mulai(anggaran: Anggaran | None) -> Hitung:
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
        salah += [f"realisasi melebihi {k.upper()}" for k in _BATAS if (sisa(isi, k) or 0) < 0]
        return sebut([*salah, *_menurut_anggaran(isi, anggaran)])

    return langkah


def _menurut_anggaran(isi: Mapping[str, Nilai], anggaran: Anggaran | None) -> Iterator[str]:
    """Where the row and the office's list say different things."""
    ada = pos(isi, anggaran)
    if anggaran and not anggaran.pos:
        yield "daftar anggaran tidak terbaca"
    elif anggaran and ada is None:
        yield "tidak ada di daftar anggaran"
    elif not teks(isi, "dpa"):
        yield "DPA kosong"
    for kunci, judul in _BATAS.items():
        di_daftar = getattr(ada, kunci) if ada else None
        if di_daftar is not None and uang(isi, kunci) not in (None, di_daftar):
            yield f"{judul} di daftar anggaran {rp(di_daftar)}"


def _pada(hari: Hari) -> Berjalan:
    # In the order of the rows' numbers: the later of two is the odd one.
    return Berjalan(lambda isi: 0, lambda: _mulai(hari.anggaran()))


HITUNG = BerjalanPada(_pada)
