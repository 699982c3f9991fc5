"""PDF through LibreOffice, the only room that knows it.

LibreOffice says 0 on garbage and hangs on some files, so nothing it says is believed: a PDF counts when it
exists, begins with %PDF and has pages. Every run has a fresh profile (macros off, links not followed) and its
own process group, which is killed whole.

Residual risk accepted: LibreOffice parses the file with the rights of the user who runs naskah.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from naskah.pdf.baca import IsiPdf, baca_pdf
from naskah.pdf.banyak import BATAS_WAKTU, HasilPdf, TakTerubah, ke_pdf_banyak, ubah
from naskah.pdf.gabungan import banyak_halaman, gabung_cetak, satukan
from naskah.pdf.hangat import Hangat
from naskah.pdf.huruf import huruf_hilang
from naskah.pdf.proses import pastikan_tersedia, tersedia
from registers.dasar import berkas
from registers.dasar.galat import PdfTidakTersedia
from registers.dasar.sementara import folder_kerja

__all__ = [
    "Hangat",
    "HasilPdf",
    "IsiPdf",
    "TakTerubah",
    "baca_pdf",
    "banyak_halaman",
    "gabung_cetak",
    "huruf_hilang",
    "ke_pdf",
    "ke_pdf_banyak",
    "pastikan_tersedia",
    "satukan",
    "tersedia",
]


def ke_pdf(files: Sequence[Path], keluar: Path, *, batas_waktu: float = BATAS_WAKTU) -> list[Path]:
    """Convert documents (.docx) and workbooks (.xlsx) to `keluar`/<same name>.pdf, all or none.

    Args:
        files: documents with different names.
        keluar: the folder for the PDFs.
        batas_waktu: seconds LibreOffice may work without finishing a file.

    Returns:
        The PDFs in the order of `files`.

    Raises:
        PdfTidakTersedia: LibreOffice is missing, or could not convert the files it names.
        BerkasGagal: a document cannot be read, a PDF cannot be written.
        ValueError: two files of the same name.
    """
    if len({f.stem for f in files}) < len(files):
        raise ValueError("dua berkas bernama sama")
    with folder_kerja() as folder:
        sementara = {f: folder / f"{f.stem}.pdf" for f in files}
        with closing(ubah(sementara, proses=1, batas_waktu=batas_waktu)) as jalan:
            gagal = {f: galat for hasil in jalan for f, galat in hasil if galat is not None}
        for galat in gagal.values():
            if not isinstance(galat, PdfTidakTersedia):
                raise galat
        if gagal:
            nama = ", ".join(f.name for f in files if f in gagal)
            raise PdfTidakTersedia(
                f"LibreOffice tidak dapat mengubah berkas ini menjadi PDF: {nama}.",
                "Buka berkas itu di Word atau LibreOffice untuk melihat kerusakannya.",
            )
        for asal, pdf in sementara.items():
            berkas.tulis_atomik(keluar / f"{asal.stem}.pdf", pdf.read_bytes())
    return [keluar / f"{f.stem}.pdf" for f in files]
