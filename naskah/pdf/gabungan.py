"""Finished PDFs as one: the papers of a paket, or all letters of a job for the printer.

Written object by object while reading, so memory stays flat for thousands of letters; what several letters
have alike (the lambang, the fonts) is written once.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from registers.dasar import berkas
from registers.dasar.galat import BerkasGagal

_POHON, _KATALOG, _DAFTAR_ISI = 1, 2, 3  # object numbers


def satukan(semua: Sequence[bytes]) -> bytes:
    """Several PDFs as one, page after page."""
    keluar = io.BytesIO()
    tulis = _Penulis(keluar)
    for satu in semua:
        tulis.tambah(satu)
    tulis.selesai()
    return keluar.getvalue()


def banyak_halaman(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def gabung_cetak(pdfs: Sequence[tuple[str, Path]], keluar: Path, *, bolak_balik: bool) -> None:
    """One PDF for the printer, with a bookmark per letter.

    Args:
        pdfs: what the bookmark says and the PDF, in the order of printing.
        keluar: the file to write, whole or not at all.
        bolak_balik: printed on both sides: a letter of an odd number of pages gets an empty one, so that no
            two letters share a sheet.

    Raises:
        BerkasGagal: a PDF cannot be read (it is named), the file cannot be written.
    """
    from pypdf.errors import PyPdfError

    with berkas.alirkan(keluar) as aliran:
        tulis = _Penulis(aliran)
        for judul, satu in pdfs:
            isi = berkas.baca(satu)
            try:
                tulis.tambah(isi, judul, genap=bolak_balik)
            except (PyPdfError, ValueError) as galat:
                raise BerkasGagal(
                    f"PDF {satu.name} rusak, jadi tidak dapat digabung.", "Buat ulang PDF itu, lalu ulangi."
                ) from galat
        tulis.selesai()


class _Penulis:
    """A PDF that grows in a file; only the places of its objects are remembered."""

    def __init__(self, keluar: BinaryIO) -> None:
        self._keluar = keluar
        self._letak: dict[int, int] = {}
        self._akhir = _DAFTAR_ISI  # the highest object number given
        self._halaman: list[int] = []
        self._penanda: list[tuple[str, int]] = []
        self._ada: dict[bytes, int] = {}  # hash of an object → its number
        keluar.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def tambah(self, pdf: bytes, judul: str = "", *, genap: bool = False) -> None:
        """Append all pages of a PDF."""
        from pypdf import PdfReader

        salin = _Salinan(self)
        pertama, terakhir = len(self._halaman), None
        for terakhir in PdfReader(io.BytesIO(pdf)).pages:
            self._halaman.append(salin.halaman(terakhir))
        if terakhir is None:
            raise ValueError("PDF tanpa halaman")
        if judul:
            self._penanda.append((judul, self._halaman[pertama]))
        if genap and (len(self._halaman) - pertama) % 2:
            self._halaman.append(self.tulis(_kosong(terakhir), None))

    def selesai(self) -> None:
        """Write page tree, bookmarks and the table of objects."""
        kids = " ".join(f"{n} 0 R" for n in self._halaman)
        self.tulis(f"<</Type/Pages/Count {len(self._halaman)}/Kids[{kids}]>>".encode(), _POHON)
        daftar = f"/Outlines {_DAFTAR_ISI} 0 R/PageMode/UseOutlines" if self._penanda else ""
        self.tulis(f"<</Type/Catalog/Pages {_POHON} 0 R{daftar}>>".encode(), _KATALOG)
        self._tulis_penanda()
        mulai = self._keluar.tell()
        self._keluar.write(f"xref\n0 {self._akhir + 1}\n0000000000 65535 f \n".encode())
        for nomor in range(1, self._akhir + 1):
            self._keluar.write(f"{self._letak[nomor]:010} 00000 n \n".encode())
        ekor = f"trailer\n<</Size {self._akhir + 1}/Root {_KATALOG} 0 R>>\nstartxref\n{mulai}\n%%EOF\n"
        self._keluar.write(ekor.encode())

    def pesan(self) -> int:
        """A number for an object that is written later."""
        self._akhir += 1
        return self._akhir

    def tulis(self, isi: bytes, nomor: int | None) -> int:
        """Write an object under its number; without one, an equal one that is there serves as well."""
        sidik = hashlib.sha256(isi).digest()
        if nomor is None:
            if sidik in self._ada:
                return self._ada[sidik]
            nomor = self._ada[sidik] = self.pesan()
        self._letak[nomor] = self._keluar.tell()
        self._keluar.write(b"%d 0 obj\n%b\nendobj\n" % (nomor, isi))
        return nomor

    def _tulis_penanda(self) -> None:
        from pypdf.generic import TextStringObject

        semua = [self.pesan() for _ in self._penanda]
        for n, (judul, halaman) in enumerate(self._penanda):
            teks = io.BytesIO()
            TextStringObject(judul).write_to_stream(teks)
            tetangga = f"/Prev {semua[n - 1]} 0 R" if n else ""
            tetangga += f"/Next {semua[n + 1]} 0 R" if n + 1 < len(semua) else ""
            kepala = f"/Parent {_DAFTAR_ISI} 0 R{tetangga}/Dest[{halaman} 0 R/Fit]"
            self.tulis(b"<</Title %b%b>>" % (teks.getvalue(), kepala.encode()), semua[n])
        ujung = f"/First {semua[0]} 0 R/Last {semua[-1]} 0 R" if semua else ""
        self.tulis(f"<</Type/Outlines{ujung}/Count {len(semua)}>>".encode(), _DAFTAR_ISI)


class _Salinan:
    """The objects of one PDF on their way into another, each once."""

    def __init__(self, penulis: _Penulis) -> None:
        self._penulis = penulis
        self._baru: dict[int, int | None] = {}  # old object number → new one; None while it is being read

    def halaman(self, halaman: Any) -> int:
        """Write a page under a number of its own."""
        from pypdf.generic import IndirectObject, NameObject

        nomor = self._penulis.pesan()
        self._baru[halaman.indirect_reference.idnum] = nomor
        halaman.pop("/Parent", None)
        self._arahkan(halaman)
        halaman[NameObject("/Parent")] = IndirectObject(_POHON, 0, None)
        return self._penulis.tulis(_tulisan(halaman), nomor)

    def _arahkan(self, objek: Any) -> None:
        """Turn every reference inside an object into one of the new file."""
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

        if isinstance(objek, DictionaryObject):
            for nama in list(objek):
                nilai = objek.raw_get(nama)
                if isinstance(nilai, IndirectObject):
                    objek[NameObject(nama)] = IndirectObject(self._pindah(nilai), 0, None)
                else:
                    self._arahkan(nilai)
        elif isinstance(objek, ArrayObject):
            for n in range(len(objek)):
                nilai = list.__getitem__(objek, n)
                if isinstance(nilai, IndirectObject):
                    objek[n] = IndirectObject(self._pindah(nilai), 0, None)
                else:
                    self._arahkan(nilai)

    def _pindah(self, rujukan: Any) -> int:
        lama = rujukan.idnum
        if lama in self._baru:
            nomor = self._baru[lama]
            if nomor is None:  # it leads back to itself
                nomor = self._baru[lama] = self._penulis.pesan()
            return nomor
        self._baru[lama] = None
        objek = rujukan.get_object()
        self._arahkan(objek)
        nomor = self._baru[lama] = self._penulis.tulis(_tulisan(objek), self._baru[lama])
        return nomor


def _tulisan(objek: Any) -> bytes:
    keluar = io.BytesIO()
    objek.write_to_stream(keluar)
    return keluar.getvalue()


def _kosong(halaman: Any) -> bytes:
    """An empty page of the size of `halaman`."""
    ukuran = " ".join(str(float(n)) for n in halaman.mediabox)
    putar = halaman.get("/Rotate", 0)
    return f"<</Type/Page/Parent {_POHON} 0 R/MediaBox[{ukuran}]/Rotate {putar}/Resources<<>>>>".encode()
