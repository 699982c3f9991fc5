"""How commands print reserved numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from naskah.commands._tampil import cetak_json, tabel

if TYPE_CHECKING:
    from registers.ledger import Nomor


def cetak_nomor(nomor: Sequence[Nomor], *, sebagai_json: bool) -> None:
    """Print numbers: JSON `{"nomor": [...]}`, or a table."""
    if sebagai_json:
        isi = [
            {"seri": n.seri, "periode": n.periode, "urut": f"{n.urut}{n.sisipan}", "nomor": n.teks}
            for n in nomor
        ]
        cetak_json({"nomor": isi})
    else:
        tabel(("Seri", "Urut", "Nomor"), [(n.seri, f"{n.urut}{n.sisipan}", n.teks) for n in nomor])
