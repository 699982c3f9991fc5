"""LPJ of UP, GU, TU: per account the budget, spent before, now and in all, and what is left (SOP 11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from naskah.hitung import HasilHitung, Rujukan
from naskah.hitung._uang import jumlahkan, kanonis, rp, uang
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan


@dataclass(frozen=True)
class Belanja:
    """One account: its budget, and what was spent of it before and in this period, in rupiah."""

    tempat: str
    kode_rekening: str
    uraian: str
    anggaran: Decimal
    sd_lalu: Decimal
    ini: Decimal

    @property
    def sd_ini(self) -> Decimal:
        """Spent in all."""
        return self.sd_lalu + self.ini

    @property
    def sisa(self) -> Decimal:
        """Left of the budget."""
        return self.anggaran - self.sd_ini


def lpj(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """The rows and totals of an LPJ.

    Args:
        isi: rows `belanja` (`kode_rekening`, `uraian`, `anggaran`, optional `sd_lalu`, `ini`).
        acuan: not used.

    Returns:
        Rows `rincian_lpj` (also `sd_ini`, `sisa`) and `jumlah_anggaran`, `jumlah_sd_lalu`, `jumlah_ini`,
        `jumlah_sd_ini`, `jumlah_sisa`.

    Raises:
        DataTidakSah: an account written twice, an amount below zero, or more spent than budgeted.
    """
    semua = [
        Belanja(
            f"belanja[{ke}]",
            str(b["kode_rekening"]),
            str(b["uraian"]),
            uang(b["anggaran"]),
            uang(b.get("sd_lalu")),
            uang(b["ini"]),
        )
        for ke, b in enumerate(isi["belanja"], start=1)
    ]
    if temuan := list(_salah(semua)):
        raise DataTidakSah("Laporan pertanggungjawaban belum benar.", temuan)
    kolom = ("anggaran", "sd_lalu", "ini", "sd_ini", "sisa")
    rincian = [
        {
            "kode_rekening": b.kode_rekening,
            "uraian": b.uraian,
            **{k: kanonis(getattr(b, k)) for k in kolom},
        }
        for b in semua
    ]
    jumlah = {f"jumlah_{k}": kanonis(jumlahkan(getattr(b, k) for b in semua)) for k in kolom}
    return HasilHitung({"rincian_lpj": rincian, **jumlah})


def _salah(semua: Sequence[Belanja]) -> Iterator[Temuan]:
    pertama: dict[str, str] = {}
    for b in semua:
        for nama in ("anggaran", "sd_lalu", "ini"):
            if getattr(b, nama) < 0:
                yield Temuan(f"{b.tempat}.{nama}", "tidak boleh negatif", "tulis jumlahnya")
        if (lebih_dulu := pertama.setdefault(b.kode_rekening, b.tempat)) != b.tempat:
            saran = "gabungkan dalam satu baris, atau perbaiki kodenya"
            yield Temuan(
                f"{b.tempat}.kode_rekening", f"sudah tertulis di {lebih_dulu}", saran, b.kode_rekening
            )
        if b.sisa < 0:
            pesan = f"realisasi {rp(b.sd_ini)} melebihi anggaran {rp(b.anggaran)}"
            yield Temuan(f"{b.tempat}.ini", pesan, "periksa ketiga jumlahnya", rp(b.ini))


HITUNG = lpj
