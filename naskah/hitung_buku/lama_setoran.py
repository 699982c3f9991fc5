"""Days from a receipt to its deposit (SOP 10); while it stands blank the deposit is still due."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._setoran_penerimaan import setoran
from registers.dasar.isian import Nilai


def lama_setoran(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Calendar days, 0 on the same day; None until all of it is deposited."""
    return setoran(isi).lama


HITUNG = lama_setoran
