"""Kind "daftar": rows of a table, each with the declared columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from naskah.fields import BarisSalah, baca, cetak, kosong
from registers.dasar.galat import NilaiSalah
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.kinds.paragraf import periksa_banyak
from registers.dasar.temuan import Temuan

_BARIS_MAKS = 5_000


class Daftar:
    """Rows; bounds count them. A list of plain values fills the first column."""

    nama = "daftar"

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """The rows that are not blank, every finding of every row at once."""
        if not isinstance(raw, list):
            raise NilaiSalah("harus berupa daftar baris", f"kolomnya: {_kolom(isian)}")
        baris = [
            (ke, satu)
            for ke, satu in enumerate(cast("list[object]", raw), start=1)
            if not _baris_kosong(satu)
        ]
        if len(baris) > _BARIS_MAKS:
            raise NilaiSalah(
                f"ada {len(baris)} baris", f"paling banyak {_BARIS_MAKS} baris dalam satu naskah"
            )
        temuan: list[Temuan] = []
        hasil: list[Nilai] = []
        benar: list[Nilai] = []
        for ke, satu in baris:
            isi = (
                cast("Mapping[str, object]", satu)
                if isinstance(satu, Mapping)
                else {isian.kolom[0].nama: satu}
            )
            terbaca = baca(isian.kolom, isi, acuan, f"[{ke}].")
            hasil.append(dict(terbaca.nilai))
            temuan += terbaca.temuan
            if not terbaca.temuan:
                benar.append(hasil[-1])
        try:
            periksa_banyak(len(hasil), isian, "baris")
        except NilaiSalah as galat:
            temuan.append(Temuan("", galat.pesan, galat.saran))
        if temuan:
            pesan = f"{isian.label or isian.nama} belum benar."
            raise BarisSalah(pesan, temuan, benar, len(hasil) - len(benar))
        return hasil

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """Dicts as the columns print, each with its number `no`."""
        return {
            nama: [{"no": ke, **cetak(isian.kolom, satu)} for ke, satu in enumerate(nilai or [], start=1)]
        }


def _baris_kosong(satu: object) -> bool:
    if isinstance(satu, Mapping):
        return all(kosong(v) for v in cast("Mapping[str, object]", satu).values())
    return kosong(satu)


def _kolom(isian: Isian) -> str:
    return ", ".join(k.nama for k in isian.kolom)


KIND = Daftar()
