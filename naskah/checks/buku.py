"""The Excel books: readable, and holding every row the ledger has booked."""

from __future__ import annotations

from naskah import pembukuan
from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Buku Excel"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report books that are missing, unreadable, or lack rows; with `menyeluruh` also changed cells."""
    from registers.pemeriksaan import periksa_buku

    temuan: list[Temuan] = []
    with kantor.ledger.baca() as baca:
        daftar = [(b.buku, b.tahun) for b in baca.semua_buku()]
    for id_, tahun in daftar:
        if id_ not in kantor.buku:
            temuan.append(Temuan(f"buku/{id_}-{tahun}.xlsx", "definisi bukunya tidak ada", "pasang lagi"))
            continue
        temuan += periksa_buku(
            kantor.ledger, kantor.folder / "buku", kantor.buku[id_], tahun, menyeluruh=menyeluruh
        )
    return temuan


def perbaiki(kantor: Kantor) -> list[str]:
    """Write the rows that wait, and make books anew whose file is gone."""
    from registers.sinkron import lokasi

    with kantor.ledger.baca() as baca:
        menunggu = sum(len(baca.baris_menunggu(b.buku, b.tahun)) for b in baca.buku_menunggu())
        semua = [lokasi(kantor.folder / "buku", b.buku, b.tahun) for b in baca.semua_buku()]
    hilang = [path for path in semua if not path.exists()]
    peringatan = pembukuan.tulis_buku(kantor, bangun=True)
    dibangun = [f"Buku {path.name} dibuat lagi dari buku besar" for path in hilang if path.exists()]
    return [*dibangun, *(peringatan or ([f"{menunggu} baris buku ditulis"] if menunggu else []))]
