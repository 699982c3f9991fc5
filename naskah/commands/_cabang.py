"""How commands print branches of a disposition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from naskah.commands._tampil import cetak_json, tabel, tulis

if TYPE_CHECKING:
    from naskah.disposisi import Hasil
    from naskah.kantor import Kantor
    from registers.ledger import Disposisi


def cetak_cabang(kantor: Kantor, hasil: Hasil, *, sebagai_json: bool) -> None:
    """Print branches: JSON `{"disposisi": [...], "peringatan": [...]}`, or a table."""
    if sebagai_json:
        cetak_json({"disposisi": cabang_json(hasil.cabang), "peringatan": list(hasil.peringatan)})
        return
    from naskah import jabatan

    tata = kantor.tatanan
    if not hasil.cabang:
        tulis("Tindak lanjut surat dicatat.")
        return
    tabel(
        ("ID", "Dari", "Kepada", "Batas", "Status", "Petunjuk"),
        [
            (
                d.id,
                jabatan.sebutan(tata, d.dari),
                jabatan.sebutan(tata, d.kepada),
                d.batas or "-",
                d.status,
                d.instruksi,
            )
            for d in hasil.cabang
        ],
    )
    for satu in hasil.peringatan:
        tulis(f"Perhatian: {satu}")


def cabang_json(cabang: Sequence[Disposisi]) -> list[dict[str, object]]:
    """Branches as JSON shows them."""
    return [{**vars(d), "batas": d.batas.isoformat() if d.batas else ""} for d in cabang]
