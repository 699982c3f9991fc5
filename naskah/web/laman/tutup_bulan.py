"""A month of a cash book closed: the form of its berita acara, filled from the book."""

from __future__ import annotations

from starlette.responses import Response

from naskah import isian, tutup_buku
from naskah.kas_buku import JENIS, bulan_tertulis
from naskah.web.minta import Minta
from naskah.web.rute import MENULIS, Rute
from registers.dasar.galat import TidakDitemukan

_DESEMBER = 12


def tutup(m: Minta) -> Response:
    """A new form with the figures of the book; what was counted is left to be typed."""
    id_, tahun, bulan = m.jalur["id"], m.jalur["tahun"], m.angka("bulan")
    if not 1 <= bulan <= _DESEMBER:
        raise TidakDitemukan("Bulan itu tidak ada.", "Pilih bulannya di halaman buku.")
    satu = tutup_buku.hitung(m.kantor, id_, (tahun, bulan))
    baru = isian.mulai(m.kantor, JENIS, tutup_buku.isi_surat(satu))
    pesan = f"Angka {bulan_tertulis(satu.bulan)} diambil dari buku. Isi kas tunai dan saldo bank."
    return m.pindah(f"/isian/{baru.id}", pesan, [satu.pesan_sudah, *satu.berubah] if satu.sudah else [])


RUTE = (Rute("POST", "/buku/{id}/{tahun:int}/tutup", tutup, MENULIS),)
