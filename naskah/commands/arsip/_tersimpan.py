"""How letters in the archive are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from naskah.kearsipan import Tersimpan


def cetak_tersimpan(hasil: Sequence[Tersimpan], *, sebagai_json: bool) -> None:
    """Print letters with where they lie: JSON `{"arsip": [...]}`, or a table."""
    if sebagai_json:
        isi = [
            {"id": h.naskah.id, "nomor": h.naskah.nomor, **vars(h.simpanan), "peringatan": list(h.peringatan)}
            for h in hasil
        ]
        cetak_json({"arsip": isi})
        return
    tabel(
        ("ID", "Nomor", "Kode", "Keadaan", "Aktif s.d.", "Inaktif s.d.", "Nasib", "Lokasi"),
        [
            (
                h.naskah.id,
                h.naskah.nomor or "-",
                h.simpanan.klas or "-",
                h.simpanan.keadaan,
                h.simpanan.aktif_sampai or "-",
                h.simpanan.inaktif_sampai or "-",
                h.simpanan.nasib or "-",
                h.simpanan.lokasi,
            )
            for h in hasil
        ],
    )
    for h in hasil:
        for satu in h.peringatan:
            tulis(f"Perhatian ({h.naskah.id}): {satu}")
