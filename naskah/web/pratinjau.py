"""The pages of a letter as pictures, kept for a while under the hash of what they show."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from naskah import gambar, pdf
from registers.dasar.berkas import sha256

_SIMPAN = 24  # letters whose pictures are kept
LEBAR = 900  # pixels


@dataclass
class Pratinjau:
    """Makes pictures of documents with one warm LibreOffice."""

    _hangat: pdf.Hangat = field(default_factory=pdf.Hangat)
    _halaman: OrderedDict[str, list[bytes]] = field(default_factory=OrderedDict[str, list[bytes]])
    _gembok: threading.Lock = field(default_factory=threading.Lock)

    def siapkan(self) -> None:
        """Warm LibreOffice up in the background."""
        self._hangat.nyalakan()

    def tersedia(self) -> bool:
        """Whether this machine can make pictures of letters."""
        return pdf.tersedia() is not None

    def halaman(self, docx: bytes) -> tuple[str, int]:
        """The key of a document's pictures and how many pages it has.

        Raises:
            PdfTidakTersedia: LibreOffice is missing, or failed twice.
        """
        kunci = sha256(docx)
        if self._ambil(kunci) is None:
            self._simpan(kunci, gambar.halaman_png(self._hangat.ke_pdf(docx), lebar=LEBAR))
        return kunci, len(self._ambil(kunci) or ())

    def pdf(self, docx: bytes) -> bytes:
        """The document as PDF; raises as `halaman`."""
        return self._hangat.ke_pdf(docx)

    def simpan(self, kunci: str, gambar_: list[bytes]) -> None:
        """Keep pictures made elsewhere (a scan)."""
        self._simpan(kunci, gambar_)

    def png(self, kunci: str, ke: int) -> bytes | None:
        """Page `ke` (from 1) of a document; None when it is not kept any more."""
        semua = self._ambil(kunci)
        return semua[ke - 1] if semua and 1 <= ke <= len(semua) else None

    def tutup(self) -> None:
        """End LibreOffice."""
        self._hangat.tutup()

    def _ambil(self, kunci: str) -> list[bytes] | None:
        with self._gembok:
            if kunci in self._halaman:
                self._halaman.move_to_end(kunci)
            return self._halaman.get(kunci)

    def _simpan(self, kunci: str, halaman: list[bytes]) -> None:
        with self._gembok:
            self._halaman[kunci] = halaman
            while len(self._halaman) > _SIMPAN:
                self._halaman.popitem(last=False)
