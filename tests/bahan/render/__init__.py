"""Makers of small docx files for the renderer's tests; nothing here is a template of the office."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import docx
from docx.document import Document
from docxtpl import DocxTemplate


def surat(*paragraf: str, tabel: list[list[str]] | None = None, kepala: str = "", kaki: str = "") -> bytes:
    """A docx with these paragraphs, one table, a header and a footer."""
    dokumen = docx.Document()
    for satu in paragraf:
        dokumen.add_paragraph(satu)
    if tabel:
        isi = dokumen.add_table(len(tabel), len(tabel[0]))
        for baris, sel in enumerate(tabel):
            for kolom, teks in enumerate(sel):
                isi.cell(baris, kolom).text = teks
    if kepala:
        dokumen.sections[0].header.paragraphs[0].text = kepala
    if kaki:
        dokumen.sections[0].footer.paragraphs[0].text = kaki
    return simpan(dokumen)


def simpan(dokumen: Document) -> bytes:
    keluar = io.BytesIO()
    dokumen.save(keluar)
    return keluar.getvalue()


def lewat_docxtpl(docx_: bytes, konteks: Mapping[str, Any], *, autoescape: bool = True) -> bytes:
    """What plain docxtpl makes of the same template and values."""
    templat = DocxTemplate(io.BytesIO(docx_))
    templat.render(dict(konteks), autoescape=autoescape)
    keluar = io.BytesIO()
    templat.save(keluar)
    return keluar.getvalue()


def ubah(docx_: bytes, bagian: Mapping[str, bytes | Callable[[bytes], bytes] | None]) -> bytes:
    """The archive with parts replaced, edited, added (bytes) or removed (None)."""
    keluar = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_)) as asal, zipfile.ZipFile(keluar, "w", 8) as baru:
        nama = [*asal.namelist(), *(n for n in bagian if n not in asal.namelist())]
        for satu in nama:
            isi = bagian.get(satu, lambda lama: lama)
            if isi is not None:
                baru.writestr(satu, isi(asal.read(satu)) if callable(isi) else isi)
    return keluar.getvalue()


def anggota(docx_: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx_)) as arsip:
        return {n: arsip.read(n) for n in arsip.namelist()}


def png(lebar: int = 4, tinggi: int = 4) -> bytes:
    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    baris = b"".join(b"\0" + b"\x40\x80\xc0" * lebar for _ in range(tinggi))
    kepala = potong(b"IHDR", struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + kepala + potong(b"IDAT", zlib.compress(baris)) + potong(b"IEND", b"")
