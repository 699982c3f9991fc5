"""What the next step of a row of the buku jaga is (SOP 16, 17, 18)."""

from __future__ import annotations

from collections.abc import Mapping

from naskah.hitung_buku import Hari
from naskah.hitung_buku._jaga import Jaga
from registers.dasar.isian import Nilai


def tindakan_jaga(isi: Mapping[str, Nilai], hari: Hari) -> Nilai:
    """A sentence that names the employee; None when there is nothing to do."""
    return Jaga.dari(isi, hari).tindakan or None


HITUNG = tindakan_jaga
