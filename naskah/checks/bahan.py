"""What letters were made of, templates and kop: kept in the ledger, so that a ralat looks like its letter."""

from __future__ import annotations

from naskah.kantor import Kantor
from registers.dasar.temuan import Temuan

NAMA = "Templat dan kop surat yang ada"


def periksa(kantor: Kantor, menyeluruh: bool) -> list[Temuan]:
    """Report material that letters name and the ledger has lost."""
    with kantor.ledger.baca() as baca:
        hilang = baca.bahan_hilang()
    return [
        Temuan(
            surat,
            f"templat atau kopnya ({hash_[:12]}) tidak ada di buku besar",
            "kembalikan dari cadangan",
        )
        for hash_, surat in hilang.items()
    ]
