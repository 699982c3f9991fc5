"""The rows of an incoming letter: what every book says about it, and how they change together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from naskah import jabatan, masuk_isi
from registers.dasar.isian import Nilai

if TYPE_CHECKING:
    from naskah.kantor import Kantor
    from registers.ledger import Naskah, Tx

_TETAP = ("status", "keterangan", "kode", "pengolah")  # of a row that was directed elsewhere


def nilai_buku(kantor: Kantor, naskah: Naskah) -> dict[str, Nilai]:
    """What every book says about an incoming letter, by booking key."""
    isi = naskah.isi
    lengkapi = f"belum lengkap: naskah masuk catat --lengkapi {naskah.id}"
    return {
        **isi,
        "id": naskah.id,
        "jenis": naskah.jenis,
        "judul": naskah.judul,
        "kepada": jabatan.sebutan(kantor.tatanan, kantor.tatanan.meja.pimpinan),
        "status": naskah.status,
        "keterangan": lengkapi if masuk_isi.belum_lengkap(naskah) else isi.get("keterangan", ""),
    }


def bukukan_ulang(tx: Tx, naskah: Naskah, ubahan: Mapping[str, Nilai], peristiwa: int) -> None:
    """Change the letter's row in every book that has one; a row directed elsewhere keeps saying so."""
    for baris in tx.baris_kunci(naskah.id):
        dialihkan = baris.nilai.get("status") == "dialihkan"
        tetap = {k: baris.nilai[k] for k in _TETAP if dialihkan and k in baris.nilai}
        nilai = {**baris.nilai, **ubahan, **tetap}
        if nilai != baris.nilai:
            tx.bukukan(baris.buku, baris.tahun, naskah.id, nilai, peristiwa)
