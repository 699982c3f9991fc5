"""A file somebody brings: which seal it carries, what it says. Nothing in it is trusted."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from naskah.segel import gambar
from naskah.segel.gambar import Bawaan
from naskah.segel.kode import baris_teks
from registers.dasar import berkas, zipan
from registers.dasar.galat import DataTidakSah, TidakDitemukan
from registers.dasar.temuan import Temuan
from registers.dasar.zipan import ZipSalah

UKURAN_MAKS = 50 * 1024 * 1024  # bytes
KUNCI_PDF = "/NaskahSegel"
_TEKS_MAKS = 300_000  # letters of a text that is compared
_XML_MAKS = 2 * 1024 * 1024  # bytes of one XML part of a docx; a certificate's largest has some 100,000
_GAMBAR_MAKS = 1024 * 1024  # bytes of a picture that may be a seal; ours has some 30,000


@dataclass(frozen=True)
class Berkas:
    """What was read of a file.

    Attributes:
        macam: docx, pdf, or png (the picture of a seal alone).
        sha256: hash of its bytes.
        baris: its lines; () when it says nothing, as a scan does.
        bawaan: the seal it carries; None when it has none.
        qr_sama: whether the QR in it shows the seal it carries; None when that cannot be looked at (PDF).
        halaman: pages of a PDF.
        asing: what it shows or hides beside its lines, in words.
        nomor: lines of a PDF that may be page numbers.
    """

    macam: Literal["docx", "pdf", "png"]
    sha256: str
    baris: tuple[str, ...]
    bawaan: Bawaan | None
    qr_sama: bool | None = None
    halaman: int = 1
    asing: tuple[str, ...] = ()
    nomor: tuple[str, ...] = ()


def baca(nama: str, data: bytes) -> Berkas:
    """The file, known by its content.

    Raises:
        DataTidakSah: no docx, PDF or PNG, damaged, or larger than 50 MB.
        TidakDitemukan: a picture that is no seal of ours: QR pictures and scans cannot be read here.
    """
    if len(data) > UKURAN_MAKS:
        raise _salah(nama, "lebih besar dari 50 MB", "periksa berkas suratnya sendiri")
    if data.startswith(b"%PDF"):
        return _pdf(nama, data)
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        return _gambar(nama, data)
    from naskah.render import teks, terlihat
    from registers.dasar.galat import TemplatSalah

    try:
        if any(a.ukuran > _XML_MAKS for a in zipan.baca(data).values() if a.nama.lower().endswith(".xml")):
            raise _salah(nama, "terlalu panjang untuk sebuah sertifikat", "pilih berkas suratnya")
        tampak = terlihat(data)
        baris = baris_teks(teks(data), tampak.nomor_halaman)
        bawaan, sama = _segel_docx(data, tampak.gambar)
    except (TemplatSalah, ZipSalah) as galat:
        sebab = galat.message if isinstance(galat, TemplatSalah) else str(galat)
        raise _salah(nama, f"bukan DOCX atau PDF yang utuh ({sebab})", "pilih berkas suratnya") from galat
    return Berkas("docx", berkas.sha256(data), _terbatas(nama, baris), bawaan, sama, asing=tampak.asing)


def bawaan_docx(docx: bytes) -> Bawaan | None:
    """The seal in a docx of ours."""
    return next((bawaan for _, _, bawaan in _segel(docx)), None)


def _segel_docx(docx: bytes, terlihat: Collection[str]) -> tuple[Bawaan | None, bool | None]:
    """The seal of a docx, and whether it is the one that is seen."""
    semua = [(isi, bawaan, nama in terlihat) for nama, isi, bawaan in _segel(docx)]
    if not semua:
        return None, None
    tampak = [(isi, bawaan) for isi, bawaan, ada in semua if ada]
    satu = tampak[0][1] if tampak else semua[0][1]
    return satu, bool(tampak) and all(b.kode == satu.kode and gambar.tergambar(i, b) for i, b in tampak)


def _segel(docx: bytes) -> Iterator[tuple[str, bytes, Bawaan]]:
    """Every picture of a seal: its part, its bytes, what it carries."""
    for nama, anggota in zipan.baca(docx).items():
        if nama.startswith("word/media/") and anggota.ukuran <= _GAMBAR_MAKS:
            isi = anggota.isi()
            if (bawaan := gambar.baca(isi)) is not None:
                yield nama, isi, bawaan


def _gambar(nama: str, data: bytes) -> Berkas:
    bawaan = gambar.baca(data) if len(data) <= _GAMBAR_MAKS else None
    if bawaan is None:
        raise TidakDitemukan(
            f"{nama} adalah gambar. QR dalam foto atau pindaian tidak dapat dibaca di sini.",
            "Pindai QR-nya dengan kamera ponsel, lalu periksa teks yang muncul.",
        )
    return Berkas("png", berkas.sha256(data), (), bawaan, gambar.tergambar(data, bawaan))


def _pdf(nama: str, data: bytes) -> Berkas:
    from naskah.pdf import baca_pdf

    isi = baca_pdf(data, KUNCI_PDF)
    if isi is None:
        raise _salah(nama, "PDF ini tidak terbaca", "buka di pembaca PDF untuk melihat kerusakannya")
    bawaan = gambar.urai(isi.info.encode()) if isi.info else None
    baris = _terbatas(nama, baris_teks("\n".join(isi.teks), ()))
    return Berkas("pdf", berkas.sha256(data), baris, bawaan, None, len(isi.teks), isi.asing, isi.nomor)


def _terbatas(nama: str, baris: tuple[str, ...]) -> tuple[str, ...]:
    if sum(map(len, baris)) > _TEKS_MAKS:
        raise _salah(nama, "terlalu panjang untuk sebuah sertifikat", "pilih berkas suratnya")
    return baris


def sisipkan_pdf(pdf: bytes, bawaan: Bawaan) -> bytes:
    """The PDF with the seal its document carries: without it a PDF could only be checked in the office."""
    from pypdf import PdfWriter

    tulis = PdfWriter(clone_from=io.BytesIO(pdf))
    isi = json.dumps({"kode": bawaan.kode, "teks": bawaan.teks}, ensure_ascii=False)
    tulis.add_metadata({KUNCI_PDF: isi})
    keluar = io.BytesIO()
    tulis.write(keluar)
    return keluar.getvalue()


def _salah(nama: str, sebab: str, saran: str) -> DataTidakSah:
    return DataTidakSah("Berkas tidak dapat diperiksa.", [Temuan(nama[:80] or "berkas", sebab, saran)])
