"""Kind "koperasi": a koperasi, from data/koperasi.xlsx or typed in full."""

from __future__ import annotations

from datetime import date

from naskah.fields._induk import baca_induk
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.waktu import tanggal_panjang

BIDANG = (
    Isian("nama", label="Nama koperasi", wajib=True),
    Isian("nik", "nik_koperasi", label="NIK koperasi"),
    Isian("badan_hukum", label="Nomor badan hukum"),
    Isian("tanggal_badan_hukum", "tanggal", label="Tanggal badan hukum"),
    Isian("alamat", label="Alamat"),
    Isian("desa", label="Desa/kelurahan"),
    Isian("kecamatan", label="Kecamatan"),
    Isian("kabupaten", label="Kabupaten/kota"),
    Isian("bentuk", label="Bentuk"),
    Isian("jenis", label="Jenis"),
    Isian("ketua", label="Ketua"),
)


class Koperasi:
    """A koperasi by NIK or name, or a table with its data (one that is not registered yet has no NIK)."""

    nama = "koperasi"
    bagian = tuple(i.nama for i in BIDANG)

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """Its data."""
        return baca_induk(raw, BIDANG, acuan, acuan.koperasi, "koperasi", "data/koperasi.xlsx")

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """A dict of text; None when left empty."""
        if not nilai:
            return {nama: None}
        isi = {i.nama: nilai.get(i.nama, "") for i in BIDANG}
        if isi["tanggal_badan_hukum"]:
            isi["tanggal_badan_hukum"] = tanggal_panjang(date.fromisoformat(isi["tanggal_badan_hukum"]))
        return {nama: isi}


KIND = Koperasi()
