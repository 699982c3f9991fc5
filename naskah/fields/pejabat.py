"""Kind "pejabat": a post of kantor.toml with whoever fills it on the letter's date, or typed in full."""

from __future__ import annotations

from naskah.fields._induk import baca_induk
from registers.dasar.isian import Acuan, Isian, Nilai

BIDANG = (
    Isian("id", label="Id di kantor.toml"),
    Isian("nama", label="Nama", wajib=True),
    Isian("nip", "nip", label="NIP"),
    Isian("pangkat", label="Pangkat"),
    Isian("golongan", label="Golongan ruang"),
    Isian("jabatan", label="Jabatan", wajib=True),
)


class Pejabat:
    """A post by its id, or a table with the data of an official of another office."""

    nama = "pejabat"
    bagian = tuple(i.nama for i in BIDANG if i.nama != "id")

    def baca(self, raw: object, isian: Isian, acuan: Acuan) -> Nilai:
        """The official's data."""
        return baca_induk(raw, BIDANG, acuan, acuan.pejabat, "pejabat", "kantor.toml")

    def cetak(self, nama: str, nilai: Nilai, isian: Isian) -> dict[str, object]:
        """A dict of text; None when left empty."""
        return {nama: {k: nilai.get(k, "") for k in self.bagian} if nilai else None}


KIND = Pejabat()
