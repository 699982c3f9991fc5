"""Old agendas as offices keep them, row by row; everybody in them is invented."""

from __future__ import annotations

from typing import Any

KEPALA_MASUK = ("No", "Tgl Terima", "Asal Surat", "No. Surat", "Tgl Surat", "Perihal", "Disposisi", "Ket")
KEPALA_KELUAR = ("No. Urut", "Tanggal Surat", "Nomor Surat", "Tujuan", "Isi Ringkas", "Keterangan")


def masuk(no: Any, terima: Any, hal: str = "Undangan rapat", **lain: Any) -> list[Any]:
    """A row under `KEPALA_MASUK`."""
    isi = {
        "dari": "Dinas Contoh", "nomor": f"005/{no}/DC/2026", "tanggal": "1 Nov 2026", "disposisi": None,
        "ket": None, **lain,
    }  # fmt: skip
    return [no, terima, isi["dari"], isi["nomor"], isi["tanggal"], hal, isi["disposisi"], isi["ket"]]


def keluar(no: Any, tanggal: Any, nomor: Any, hal: str | None = "Laporan", **lain: Any) -> list[Any]:
    """A row under `KEPALA_KELUAR`."""
    return [no, tanggal, nomor, lain.get("kepada", "Camat Contoh"), hal, lain.get("ket")]
