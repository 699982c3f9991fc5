"""Closed months of the cash books: closed once, and the book still says what its berita acara says."""

from __future__ import annotations

from naskah import kas_buku
from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Penutupan kas"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report berita acara whose book was changed afterwards, and months that have two of them."""
    if kas_buku.JENIS not in kantor.katalog.letak:
        return []
    jenis = kantor.katalog.jenis(kas_buku.JENIS)
    with kantor.ledger.baca() as baca:
        semua = baca.cari(jenis=kas_buku.JENIS, status="terbit", batas=None)
    temuan: list[Temuan] = []
    pertama: dict[tuple[str, str], str] = {}
    for satu in reversed(semua):
        for teks in kas_buku.beda(kantor, jenis, satu.isi):
            saran = f"perbaiki baris bukunya, atau: naskah ralat {satu.id}"
            temuan.append(Temuan(satu.nomor, f"bukunya berubah sesudah ditutup: {teks}", saran))
        bulan = (str(satu.isi.get("buku_kas")), str(satu.isi.get("tanggal_penutupan"))[:7])
        lain = pertama.setdefault(bulan, satu.nomor)
        if lain != satu.nomor:
            saran = f"batalkan salah satunya: naskah batal {satu.id}"
            temuan.append(Temuan(satu.nomor, f"bulan itu sudah ditutup dengan {lain}", saran))
    return temuan
