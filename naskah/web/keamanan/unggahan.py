"""What may come up: so many bytes, so many files, and only kinds known by their content."""

from __future__ import annotations

from dataclasses import dataclass

from naskah.perubahan import UKURAN_PINDAIAN, akhiran_pindaian
from registers.dasar import zipan
from registers.dasar.galat import DataTidakSah
from registers.dasar.temuan import Temuan
from registers.dasar.zipan import ZipSalah

UKURAN_PINTU = 64 * 1024  # bytes from whoever has not come in yet
UKURAN_FORMULIR = 4 * 1024 * 1024  # bytes of a form without files
UKURAN_UNGGAH = UKURAN_PINDAIAN + UKURAN_FORMULIR
BANYAK_BERKAS = 5
LAMA_KIRIM = 300.0  # seconds a form may take to arrive
BANYAK_ISIAN = 30_000  # 5,000 rows of a daftar with six columns
_ISI = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}


@dataclass(frozen=True)
class Unggahan:
    """One uploaded file.

    Attributes:
        isian: name of the form field.
        nama: its name on the person's PC; for showing only, never a path.
        data: its bytes.
    """

    isian: str
    nama: str
    data: bytes

    @property
    def akhiran(self) -> str:
        """Its kind by content: ".pdf", ".jpg", ".png", ".docx", ".xlsx"; ".csv" for text; "" for others."""
        return akhiran_pindaian(self.data) or _akhiran_zip(self.data) or _akhiran_teks(self.data)

    def wajib(self, *akhiran: str) -> bytes:
        """The bytes, if it is one of these kinds.

        Raises:
            DataTidakSah: it is another kind, or empty.
        """
        if self.data and self.akhiran in akhiran:
            return self.data
        pilihan = ", ".join(a.lstrip(".").upper() for a in akhiran)
        sebab = f"bukan {pilihan}" if self.data else "berkasnya kosong"
        raise DataTidakSah(
            "Berkas tidak dapat diterima.", [Temuan(self.nama[:80] or "berkas", sebab, f"pilih {pilihan}")]
        )


def _akhiran_zip(data: bytes) -> str:
    if not data.startswith(b"PK\x03\x04"):
        return ""
    try:
        nama = zipan.baca(data)
    except ZipSalah:
        return ""
    if any(n.lower().endswith("vbaproject.bin") for n in nama):  # a .docm or .xlsm, whatever it is called
        return ""
    return next((a for a, isi in _ISI.items() if isi in nama), "")


def _akhiran_teks(data: bytes) -> str:
    return ".csv" if data and b"\0" not in data[:4096] and not data.startswith((b"<", b"%", b"MZ")) else ""
