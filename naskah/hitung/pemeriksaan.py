"""Pemeriksaan koperasi: who is examined, the order of its days, when follow-up is due, who signs (SOP 39)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise, zip_longest

from naskah.hitung import HasilHitung, Rujukan
from registers.dasar.galat import DataTidakSah
from registers.dasar.isian import Nilai
from registers.dasar.temuan import Temuan

_URUTAN = (
    ("tanggal_surat_tugas", "tanggal surat tugas"),
    ("tanggal_entry", "tanggal entry meeting"),
    ("tanggal_exit", "tanggal exit meeting"),
)


def hitung(isi: Mapping[str, Nilai], acuan: Rujukan) -> HasilHitung:
    """What follows from the days and people of an examination.

    Args:
        isi: fields `koperasi`, `tanggal_exit`, `bulan_tindak_lanjut`; optional `tanggal_surat_tugas`,
            `tanggal_entry`, `pengurus`, `ketua_tim`, `anggota_tim`.
        acuan: not looked into.

    Returns:
        `batas_tindak_lanjut` (date) and `tanda_tangan`: rows that put the koperasi's people beside the team.

    Raises:
        DataTidakSah: the koperasi has no badan hukum, which all four papers print; the days are not in order.
    """
    if temuan := [*_tanpa_badan_hukum(isi["koperasi"]), *_tidak_berurutan(isi)]:
        raise DataTidakSah("Data pemeriksaan belum benar.", temuan)
    batas = tambah_bulan(date.fromisoformat(isi["tanggal_exit"]), int(isi["bulan_tindak_lanjut"]))
    tim = [p for p in (isi.get("ketua_tim"), *(a["pegawai"] for a in isi.get("anggota_tim") or [])) if p]
    kosong: dict[str, str] = {}
    tanda_tangan = [
        {
            "nama_diperiksa": diperiksa.get("nama", ""),
            "jabatan_diperiksa": diperiksa.get("jabatan", ""),
            "nama_tim": anggota.get("nama", ""),
            "nip_tim": anggota.get("nip", ""),
        }
        for diperiksa, anggota in zip_longest(isi.get("pengurus") or [], tim, fillvalue=kosong)
    ]
    return HasilHitung({"batas_tindak_lanjut": batas.isoformat(), "tanda_tangan": tanda_tangan}, ())


def tambah_bulan(tanggal: date, bulan: int) -> date:
    """The same day `bulan` months later, or the last day of that month when it has no such day.

    >>> tambah_bulan(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    tahun, ke = divmod(tanggal.year * 12 + tanggal.month - 1 + bulan, 12)
    return date(tahun, ke + 1, min(tanggal.day, monthrange(tahun, ke + 1)[1]))


def _tanpa_badan_hukum(koperasi: Mapping[str, Nilai]) -> Iterator[Temuan]:
    if not koperasi.get("badan_hukum"):
        yield Temuan("koperasi", "nomor badan hukumnya belum ada", "lengkapi di data/koperasi.xlsx")


def _tidak_berurutan(isi: Mapping[str, Nilai]) -> Iterator[Temuan]:
    hari = [(nama, label, isi[nama]) for nama, label in _URUTAN if isi.get(nama)]
    for (_, label_awal, awal), (nama, label, nilai) in pairwise(hari):
        if nilai < awal:  # ISO text sorts as dates do
            yield Temuan(nama, f"{label} mendahului {label_awal}", "periksa kedua tanggal itu", nilai)


HITUNG = hitung
