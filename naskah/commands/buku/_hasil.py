"""How the outcome of a sync is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from naskah.commands._tampil import cetak_json, tulis

if TYPE_CHECKING:
    from registers.sinkron import HasilBuku

_BAGIAN = (
    ("diambil", "Diambil dari buku"),
    ("masuk", "Baris baru dicatat"),
    ("dikembalikan", "Dihapus orang, dikembalikan"),
    ("konflik", "Konflik, kedua nilai disimpan"),
    ("ditolak", "Belum dicatat, tetap seperti diketik"),
    ("catatan", "Perhatian"),
)


def cetak_hasil(hasil: Sequence[HasilBuku], *, sebagai_json: bool, coba: bool = False) -> None:
    """Print what was done book by book; books in which nothing happened are only counted."""
    if sebagai_json:
        cetak_json({"buku": [asdict(h) for h in hasil], "coba": coba})
        return
    tenang = 0
    for satu in hasil:
        baris = _baris(satu, coba=coba)
        tenang += not baris
        for teks in baris:
            tulis(teks)
    if tenang:
        tulis(f"{tenang} buku sudah sesuai." if tenang < len(hasil) else "Semua buku sudah sesuai.")


def _baris(hasil: HasilBuku, *, coba: bool) -> list[str]:
    isi: list[str] = []
    if hasil.dibuat:
        isi.append("  Akan dibuat." if coba else "  Dibuat.")
    for nama, judul in _BAGIAN:
        semua = getattr(hasil, nama)
        if semua:
            isi.append(f"  {judul}:")
            isi += [f"    - {satu}" for satu in semua]
    if hasil.ditulis:
        isi.append(f"  {hasil.ditulis} baris {'akan ditulis' if coba else 'ditulis'} ke buku.")
    if hasil.menunggu:
        isi.append(f"  Menunggu: {hasil.menunggu}")
    return [f"{hasil.berkas}", *isi] if isi else []
