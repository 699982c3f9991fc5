"""SPP-TU and its LPJ: accounted for or returned within a month of the SP2D (SOP 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._ketentuan_bendahara import ketentuan_pada
from naskah.hitung._uang import kanonis, uang
from naskah.hitung._uang_persediaan import batas_tu, periksa_tu, sisa_tu
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.terbilang import terbilang
from registers.dasar.waktu import tanggal_panjang


def tu(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """When a TU is due, and once it is accounted for, whether all of it is; comes after `spp`.

    Args:
        isi: optional `tanggal_sp2d`; `tanggal_selesai_kegiatan`, when the activity ends; `tu_diterima`
            (`bruto` of `spp` when empty), `tu_dipertanggungjawabkan`, `tu_dikembalikan`: with one of the last
            two, all of the TU must be answered for.
        acuan: table "bendahara"; the letter's date.

    Returns:
        `batas_tu`, the last day (None while there is no SP2D); `jangka_tu` ("1 (satu) bulan"); `sisa_tu`,
        what is not answered for. Warnings when the letter comes after that day or the activity ends after it.

    Raises:
        DataTidakSah: accounted for and returned do not make the TU.
    """
    bulan = ketentuan_pada(acuan).tu_bulan
    diterima = uang(isi.get("tu_diterima") or isi["bruto"])
    dijawab, kembali = uang(isi.get("tu_dipertanggungjawabkan")), uang(isi.get("tu_dikembalikan"))
    dipertanggungjawabkan = any(isi.get(k) for k in ("tu_dipertanggungjawabkan", "tu_dikembalikan"))
    if dipertanggungjawabkan and (temuan := periksa_tu(diterima, dijawab, kembali)):
        raise DataTidakSah("Pertanggungjawaban TU belum benar.", temuan)
    sp2d = isi.get("tanggal_sp2d")
    batas = batas_tu(date.fromisoformat(sp2d), bulan) if sp2d else None
    nilai: dict[str, Nilai] = {
        "batas_tu": batas.isoformat() if batas else None,
        "jangka_tu": f"{bulan} ({terbilang(bulan)}) bulan",
        "sisa_tu": kanonis(sisa_tu(diterima, dijawab, kembali)),
    }
    return HasilHitung(nilai, tuple(_lewat(isi, batas, acuan.tanggal)) if batas else ())


def _lewat(isi: Mapping[str, Nilai], batas: date, surat: date) -> Iterator[str]:
    if surat > batas:
        yield f"Terlambat: TU harus dipertanggungjawabkan paling lambat {tanggal_panjang(batas)}."
    selesai = isi.get("tanggal_selesai_kegiatan")
    if selesai and date.fromisoformat(selesai) > batas:
        yield (
            f"Kegiatan selesai {tanggal_panjang(date.fromisoformat(selesai))}, sesudah batas "
            f"pertanggungjawaban TU {tanggal_panjang(batas)}; jelaskan dalam surat keterangan."
        )


HITUNG = tu
