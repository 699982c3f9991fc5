"""Kind "pegawai": an employee, from data/pegawai.xlsx or typed in full."""

from __future__ import annotations

from datetime import date

from naskah.fields._induk import baca_induk
from registers.dasar.isian import Acuan, Isian, Nilai
from registers.dasar.kinds.nip import tanggal_lahir
from registers.dasar.waktu import tanggal_panjang

BIDANG = (
    Isian("nama", label="Nama", wajib=True),
    Isian("nip", "nip", label="NIP"),
    Isian("pangkat", label="Pangkat"),
    Isian("golongan", label="Golongan ruang"),
    Isian("jabatan", label="Jabatan"),
    Isian("unit", label="Unit kerja"),
    Isian("tanggal_lahir", "tanggal", label="Tanggal lahir"),
)
# For computations, never printed. Kept as the office writes them: what is wrong here must not stop a letter
# that does not need it, so whoever computes with one reads it.
KEPEGAWAIAN = (
    Isian("status", label="Status"),
    Isian("tmt_kgb", label="TMT KGB"),
    Isian("mkg_tahun", label="MKG tahun"),
    Isian("mkg_bulan", label="MKG bulan"),
)


class Pegawai:
    """An employee by NIP or name, or a table with his data; people without a NIP may be typed in full."""

    nama = "pegawai"
    bagian = (*(i.nama for i in BIDANG), "pangkat_golongan")

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """His data; the birth date comes from the NIP when it is not given."""
        nilai = baca_induk(raw, (*BIDANG, *KEPEGAWAIAN), acuan, acuan.pegawai, "pegawai", "data/pegawai.xlsx")
        if "nip" in nilai and "tanggal_lahir" not in nilai:
            nilai["tanggal_lahir"] = tanggal_lahir(nilai["nip"]).isoformat()
        return nilai

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """A dict of text; None when left empty."""
        if not nilai:
            return {nama: None}
        isi = {i.nama: nilai.get(i.nama, "") for i in BIDANG}
        pangkat, golongan = isi["pangkat"], isi["golongan"]
        isi["pangkat_golongan"] = f"{pangkat} ({golongan})" if pangkat and golongan else pangkat or golongan
        if isi["tanggal_lahir"]:
            isi["tanggal_lahir"] = tanggal_panjang(date.fromisoformat(isi["tanggal_lahir"]))
        return {nama: isi}


KIND = Pegawai()
