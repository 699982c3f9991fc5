"""A book against the ledger, for `naskah periksa`: nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from registers import workbook
from registers.dasar import berkas
from registers.dasar.galat import NaskahError
from registers.dasar.temuan import Temuan
from registers.definisi import Buku
from registers.sinkron import lokasi
from registers.workbook import KOLOM_PESAN

if TYPE_CHECKING:
    from registers.ledger import Ledger

_SARAN_HILANG = "kembalikan berkas itu, atau buat lagi dari buku besar: naskah buku sinkron"


def periksa_buku(ledger: Ledger, folder: Path, buku: Buku, tahun: int, *, menyeluruh: bool) -> list[Temuan]:
    """What a workbook lacks of the rows written into it; with `menyeluruh` also cells changed by hand.

    A workbook that is foreign, damaged or unreadable is one finding.

    Rows that still wait are no finding: the next write brings them.
    """
    path = lokasi(folder, buku.id, tahun)
    with ledger.baca() as baca:
        sampai = baca.keadaan_buku(buku.id, tahun).sampai_urut
        baris = [b for b in baca.semua_baris(buku.id, tahun) if b.peristiwa <= sampai]
    if not path.exists():
        return [Temuan(path.name, "berkas buku tidak ada", _SARAN_HILANG)] if baris else []
    return _dibaca(path, lambda: workbook.banding(path, buku, baris, sel=menyeluruh, tahun=tahun))


def belum_dicatat(ledger: Ledger, folder: Path, buku: Buku, tahun: int) -> list[Temuan]:
    """The rows of a workbook that the ledger does not have, each with what the book says of it.

    A sync names them only when it meets them first; whoever adds the book up must know of them every time.
    """
    path = lokasi(folder, buku.id, tahun)
    if not path.exists():
        return []
    with ledger.baca() as baca:
        ada = baca.kunci_baris(buku.id, tahun)
    return _dibaca(path, lambda: _tanpa_baris(path, buku, tahun, ada))


def _tanpa_baris(path: Path, buku: Buku, tahun: int, ada: Collection[str]) -> list[Temuan]:
    saran = f"ambil dahulu: naskah buku sinkron {buku.id}"
    return [
        Temuan(f"{path.name} baris {satu.nomor}", pesan or "belum dicatat", "" if pesan else saran)
        for satu in workbook.baca_isi(berkas.baca(path), path.name, buku, tahun).baris
        if satu.kunci not in ada and satu.nilai.keys() - {KOLOM_PESAN}
        for pesan in [str(satu.nilai.get(KOLOM_PESAN, ""))]
    ]


def _dibaca(path: Path, periksa: Callable[[], list[Temuan]]) -> list[Temuan]:
    """What was found; one damaged file must not hide what the other checks find."""
    try:
        return periksa()
    except NaskahError as galat:
        return [Temuan(path.name, galat.message, galat.hint)]
    except Exception:
        rusak = workbook.BukuAsing(path.name, "rusak, isinya tidak dapat diolah")
        return [Temuan(path.name, rusak.message, rusak.hint)]
