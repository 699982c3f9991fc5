"""PDF through LibreOffice, the only room that knows it.

LibreOffice says 0 on garbage and hangs on some files, so nothing it says is believed: a PDF counts when it
exists, begins with %PDF and has pages. Every run has a fresh profile (macros off, links not followed) and its
own process group, which is killed whole.

Residual risk accepted: LibreOffice parses the file with the rights of the user who runs naskah.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from naskah.pdf.baca import IsiPdf, baca_pdf
from naskah.pdf.hangat import Hangat
from naskah.pdf.huruf import huruf_hilang
from naskah.pdf.proses import (
    jalankan,
    pastikan_tersedia,
    perintah_ubah,
    sah,
    saringan,
    siapkan_profil,
    tersedia,
)
from registers.dasar import berkas
from registers.dasar.galat import PdfTidakTersedia

__all__ = ["Hangat", "IsiPdf", "baca_pdf", "huruf_hilang", "ke_pdf", "pastikan_tersedia", "tersedia"]

_PER_PROSES = 50


def ke_pdf(files: Sequence[Path], keluar: Path, *, batas_waktu: float = 180) -> list[Path]:
    """Convert documents (.docx) and workbooks (.xlsx) to `keluar`/<same name>.pdf, all or none.

    Args:
        files: documents with different names.
        keluar: the folder for the PDFs.
        batas_waktu: seconds one run of LibreOffice may take; a run has up to 50 files.

    Returns:
        The PDFs in the order of `files`.

    Raises:
        PdfTidakTersedia: LibreOffice is missing, or could not convert the files it names.
        BerkasGagal: a document cannot be read, a PDF cannot be written.
        ValueError: two files of the same name.
    """
    soffice = pastikan_tersedia()
    if len({f.stem for f in files}) < len(files):
        raise ValueError("dua berkas bernama sama")
    with TemporaryDirectory(prefix="naskah-pdf-", ignore_cleanup_errors=True) as folder:
        kerja = Path(folder)
        masuk = [kerja / f"{nomor:05}{f.suffix}" for nomor, f in enumerate(files)]
        for asal, salinan in zip(files, masuk, strict=True):
            salinan.write_bytes(berkas.baca(asal))
        gagal: list[Path] = []
        for sejenis in _per_saringan(masuk):
            for awal in range(0, len(sejenis), _PER_PROSES):
                gagal += _konversi(soffice, sejenis[awal : awal + _PER_PROSES], kerja, batas_waktu)
        if gagal:
            nama = ", ".join(files[masuk.index(g)].name for g in gagal)
            raise PdfTidakTersedia(
                f"LibreOffice tidak dapat mengubah berkas ini menjadi PDF: {nama}.",
                "Buka berkas itu di Word atau LibreOffice untuk melihat kerusakannya.",
            )
        hasil = [keluar / f"{f.stem}.pdf" for f in files]
        for salinan, tujuan in zip(masuk, hasil, strict=True):
            berkas.tulis_atomik(tujuan, salinan.with_suffix(".pdf").read_bytes())
    return hasil


def _per_saringan(files: Sequence[Path]) -> list[list[Path]]:
    """The files that one run of LibreOffice can take together."""
    hasil: dict[tuple[str, str], list[Path]] = {}
    for satu in files:
        hasil.setdefault(saringan(satu), []).append(satu)
    return list(hasil.values())


def _konversi(soffice: str, files: list[Path], kerja: Path, batas_waktu: float) -> list[Path]:
    """Convert in place; the files that cannot be converted even alone."""
    _jalankan(soffice, files, kerja, batas_waktu)
    sisa = [f for f in files if not sah(f.with_suffix(".pdf"))]
    if not sisa or len(files) == 1:
        return sisa
    tengah = (len(sisa) + 1) // 2  # one bad file can take its neighbours with it: try again in halves
    return [g for paruh in (sisa[:tengah], sisa[tengah:]) if paruh
            for g in _konversi(soffice, paruh, kerja, batas_waktu)]  # fmt: skip


def _jalankan(soffice: str, files: Sequence[Path], kerja: Path, batas_waktu: float) -> None:
    """One run of LibreOffice with a profile of its own."""
    with TemporaryDirectory(prefix="profil-", dir=kerja, ignore_cleanup_errors=True) as folder:
        profil = Path(folder)
        siapkan_profil(profil)
        jalankan(perintah_ubah(soffice, files, kerja, profil), batas_waktu)
