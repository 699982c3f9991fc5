"""The page "hari ini": what is due, late and waiting, per person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from naskah.cetak.halaman import umum
from registers.dasar.galat import TidakDitemukan

if TYPE_CHECKING:
    from naskah.kantor import Kantor


def susun_hari(kantor: Kantor) -> dict[str, object]:
    """What the template sees."""
    raise TidakDitemukan("Halaman hari ini belum tersedia.", str(umum(kantor, "")["judul"]))
