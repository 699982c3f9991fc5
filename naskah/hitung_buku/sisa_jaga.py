"""How long until the next TMT of a row of the buku jaga (SOP 16, 17, 18)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._jaga import Jaga, sisa
from registers.dasar.isian import Nilai


def sisa_jaga(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """Days, or months when it is far; "lewat …" once it is past; None without a TMT."""
    return sisa(Jaga.dari(isi, hari)) or None


HITUNG = sisa_jaga
