"""naskah: official letters from templates, numbered and booked.

The public library; everything else may move.

    from naskah import Kantor, Permintaan, buat

    kantor = Kantor.buka(Path("kantor-contoh"))
    surat = buat(kantor, Permintaan("nota-dinas", isi))[0]
    print(surat.nomor, surat.berkas[0].path)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from registers.dasar.galat import NaskahError

if TYPE_CHECKING:
    from naskah.draf import Permintaan
    from naskah.issue import buat, coba
    from naskah.kantor import Kantor
    from naskah.pencarian import cari
    from naskah.penerbitan import terbit
    from naskah.perubahan import batal, lampir, ralat
    from naskah.surat import Surat

_TEMPAT = {
    "Kantor": "naskah.kantor",
    "Permintaan": "naskah.draf",
    "Surat": "naskah.surat",
    "batal": "naskah.perubahan",
    "buat": "naskah.issue",
    "cari": "naskah.pencarian",
    "coba": "naskah.issue",
    "lampir": "naskah.perubahan",
    "ralat": "naskah.perubahan",
    "terbit": "naskah.penerbitan",
}

__all__ = [
    "Kantor",
    "NaskahError",
    "Permintaan",
    "Surat",
    "batal",
    "buat",
    "cari",
    "coba",
    "lampir",
    "ralat",
    "terbit",
]


def __getattr__(nama: str) -> object:
    """Load a public name when it is first used: `naskah --help` must not pay for the whole library."""
    if nama not in _TEMPAT:
        raise AttributeError(f"module {__name__!r} has no attribute {nama!r}")
    import importlib

    return getattr(importlib.import_module(_TEMPAT[nama]), nama)
