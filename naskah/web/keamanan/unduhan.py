"""Only files the ledger knows leave the office folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from naskah import gudang
from registers.dasar import berkas
from registers.dasar.galat import TidakDitemukan

if TYPE_CHECKING:
    from naskah.kantor import Kantor

MIME = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}


def baca(kantor: Kantor, path: str) -> bytes:
    """The bytes of a registered file.

    Raises:
        TidakDitemukan: the ledger has no such file, or its bytes are gone.
    """
    with kantor.ledger.baca() as ledger:
        satu = ledger.berkas_di(path)
    if satu is None:
        raise TidakDitemukan("Berkas itu tidak ada di buku besar.", "Kembali ke halaman suratnya.")
    letak = kantor.lokasi(path, satu.sha256)
    if letak is None or not any(letak.resolve().is_relative_to(akar) for akar in gudang.akar(kantor)):
        raise TidakDitemukan(
            f"Berkas {path} hilang dari folder kantor.", "Beri tahu pengelola naskah: naskah periksa"
        )
    return berkas.baca(letak)


def mime(path: str) -> str:
    """Its type by suffix."""
    return MIME.get(Path(path).suffix.lower(), "application/octet-stream")
