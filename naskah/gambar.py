"""Pictures of pages for the browser: the only room that knows pypdfium2 and Pillow.

Both come with the web extra and are imported when first needed. pypdfium2 is not thread safe: one lock.
"""

from __future__ import annotations

import io
import threading
import warnings

from registers.dasar.galat import PdfTidakTersedia

HALAMAN_TERBANYAK = 60
_PIKSEL_TERBANYAK = 60_000_000  # A4 at 600 dpi has 35 million
_NISBAH_TERTINGGI = 4  # a page may be this many times as high as wide; higher ones are drawn narrower
_KUNCI = threading.Lock()
_AKHIRAN = {"PNG": "png", "JPEG": "jpg"}


def jumlah_halaman(pdf: bytes) -> int:
    """How many pages a PDF has.

    Raises:
        PdfTidakTersedia: the web extra is missing, or the PDF cannot be read.
    """
    return _gambar_pdf(pdf, 0, 0)[0]


def halaman_png(pdf: bytes, *, lebar: int = 900) -> list[bytes]:
    """The pages of a PDF as PNG, `lebar` pixels wide.

    Raises:
        PdfTidakTersedia: the web extra is missing, the PDF cannot be read or has more than 60 pages.
    """
    jumlah, gambar = _gambar_pdf(pdf, lebar, HALAMAN_TERBANYAK)
    if jumlah > HALAMAN_TERBANYAK:
        raise PdfTidakTersedia(
            f"Pratinjau menampilkan paling banyak {HALAMAN_TERBANYAK} halaman; berkas ini {jumlah} halaman.",
            "Unduh berkasnya untuk melihat semua halaman.",
        )
    return gambar


def kecil(data: bytes, lebar: int) -> bytes:
    """The first page of a scan (PDF, JPG, PNG) as PNG, at most `lebar` pixels wide.

    Raises:
        PdfTidakTersedia: the web extra is missing, or the scan cannot be read or is too large.
    """
    if data[:4] == b"%PDF":
        gambar = _gambar_pdf(data, lebar, None)[1]
        if not gambar:
            raise _tak_terbaca()
        return gambar[0]
    try:
        from PIL import Image, ImageOps
    except ImportError as galat:
        raise _tanpa_web() from galat
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as asal:
            if asal.width * asal.height > _PIKSEL_TERBANYAK:  # the header says so, before anything unfolds
                raise PdfTidakTersedia("Gambar pindaian terlalu besar untuk ditampilkan.")
            asal.draft("RGB", (lebar, lebar * _NISBAH_TERTINGGI))
            tegak = ImageOps.exif_transpose(asal).convert("RGB")
            tegak.thumbnail((lebar, lebar * _NISBAH_TERTINGGI))
            return _png(tegak)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as galat:
        raise _tak_terbaca() from galat


def akhiran(data: bytes, sisi: int) -> str:
    """The suffix of a whole picture: "png" or "jpg"; "" for anything else.

    Args:
        data: its bytes.
        sisi: most pixels of a side.

    Raises:
        ValueError: it is a picture, but larger.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a decompression bomb is only a warning to Pillow
            with Image.open(io.BytesIO(data), formats=list(_AKHIRAN)) as satu:
                besar = max(satu.size) > sisi
                if not besar:
                    satu.load()
                jenis = _AKHIRAN[str(satu.format)]
    except Exception:  # Pillow raises whatever its decoder meets in a damaged file
        return ""
    if besar:
        raise ValueError(f"lebih dari {sisi} piksel")
    return jenis


def _gambar_pdf(pdf: bytes, lebar: int, terbanyak: int | None) -> tuple[int, list[bytes]]:
    """The number of pages, and their pictures when they are not more than `terbanyak`; None: the first."""
    try:
        import pypdfium2
    except ImportError as galat:
        raise _tanpa_web() from galat
    with _KUNCI:
        try:
            dokumen = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as galat:
            raise _tak_terbaca() from galat
        try:
            jumlah = len(dokumen)
            banyak = min(jumlah, 1) if terbanyak is None else jumlah if jumlah <= terbanyak else 0
            gambar: list[bytes] = []
            for nomor in range(banyak):
                halaman = dokumen[nomor]
                lebar_asal, tinggi_asal = halaman.get_size()
                # a hair less than `lebar`, because pypdfium2 rounds up
                skala = min(
                    (lebar - 0.01) / max(lebar_asal, 1), lebar * _NISBAH_TERTINGGI / max(tinggi_asal, 1)
                )
                gambar.append(_png(halaman.render(scale=skala).to_pil()))
                halaman.close()
            return jumlah, gambar
        except pypdfium2.PdfiumError as galat:
            raise _tak_terbaca() from galat
        finally:
            dokumen.close()


def _png(gambar: object) -> bytes:
    keluar = io.BytesIO()
    gambar.save(keluar, "PNG", compress_level=1)  # pyright: ignore
    return keluar.getvalue()


def _tanpa_web() -> PdfTidakTersedia:
    return PdfTidakTersedia(
        "Gambar halaman tidak dapat dibuat: bagian web belum terpasang.",
        "Pasang dengan: pip install 'naskah[web]'.",
    )


def _tak_terbaca() -> PdfTidakTersedia:
    return PdfTidakTersedia("Berkas ini tidak terbaca, jadi gambarnya tidak dapat ditampilkan.")
