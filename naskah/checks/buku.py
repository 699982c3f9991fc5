"""The Excel books: readable, and holding every row the ledger has booked."""

from __future__ import annotations

from naskah import pembukuan
from naskah.kantor import Kantor
from registers.dasar.galat import NaskahError
from registers.dasar.temuan import Temuan

NAMA = "Buku Excel"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report books that are missing, unreadable, or lack rows; with `menyeluruh` also changed cells."""
    from registers.proyeksi import periksa_buku

    temuan: list[Temuan] = []
    with kantor.ledger.baca() as baca:
        daftar = [(b.buku, b.tahun) for b in baca.semua_buku()]
    for id_, tahun in daftar:
        if id_ not in kantor.buku:
            temuan.append(Temuan(f"buku/{id_}-{tahun}.xlsx", "definisi bukunya tidak ada", "pasang lagi"))
            continue
        try:
            temuan += periksa_buku(
                kantor.ledger, kantor.folder / "buku", kantor.buku[id_], tahun, menyeluruh=menyeluruh
            )
        except NaskahError as galat:
            temuan.append(Temuan(f"buku/{id_}-{tahun}.xlsx", galat.message, galat.hint))
    return temuan


def perbaiki(kantor: Kantor) -> list[str]:
    """Write the rows that wait."""
    with kantor.ledger.baca() as baca:
        menunggu = sum(len(baca.baris_menunggu(b.buku, b.tahun)) for b in baca.buku_menunggu())
    peringatan = pembukuan.tulis_buku(kantor)
    return peringatan or ([f"{menunggu} baris buku ditulis"] if menunggu else [])
