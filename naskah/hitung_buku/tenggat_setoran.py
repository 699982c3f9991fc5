"""By when a receipt is handed on to the kas daerah: the next working day (SOP 10 step 1; rules 3.5)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._nilai import iso
from naskah.hitung_buku._setoran_penerimaan import paling_lambat
from registers.dasar.isian import Nilai


def tenggat_setoran(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """The due date as ISO text; None while no day of receipt is known."""
    return iso(paling_lambat(isi, hari))


HITUNG = tenggat_setoran
