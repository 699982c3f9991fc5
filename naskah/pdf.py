"""PDF through LibreOffice, the only module that knows it.

LibreOffice says 0 on garbage and hangs on some files, so nothing it says is believed: a PDF counts when it
exists, begins with %PDF and has pages. Every run has a fresh profile (macros off, links not followed) and its
own process group, which is killed whole.

Residual risk accepted: LibreOffice parses the file with the rights of the user who runs naskah.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess  # S404: a program found on PATH, no shell
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from registers.dasar import berkas
from registers.dasar.galat import PdfTidakTersedia

_PER_PROSES = 50
_BUNTU = "http://127.0.0.1:9"  # a proxy where nothing listens: no document fetches anything
_TEMPAT_LAIN = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# Fonts of the same widths: lines break where they would have broken.
_SETARA = {
    "arial": ("liberation sans", "arimo"),
    "times new roman": ("liberation serif", "tinos"),
    "courier new": ("liberation mono", "cousine"),
    "calibri": ("carlito",),
    "cambria": ("caladea",),
    "bookman old style": ("urw bookman", "urw bookman l", "bookman urw", "tex gyre bonum"),
    "symbol": ("opensymbol", "standard symbols ps"),
    "wingdings": ("opensymbol",),
}
# By suffix: the input filter, without which garbage would become a PDF of garbage, and the way out.
_SARINGAN = {
    ".xlsx": ("Calc MS Excel 2007 XML", "pdf:calc_pdf_Export"),
    ".docx": ("MS Word 2007 XML", "pdf:writer_pdf_Export"),
}
_KUNCI_PROFIL = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
)


def tersedia() -> str | None:
    """The path of LibreOffice's soffice; None when there is none."""
    dari_path = shutil.which("soffice") or shutil.which("libreoffice")
    return dari_path or next((t for t in _TEMPAT_LAIN if Path(t).is_file()), None)


def pastikan_tersedia() -> str:
    """The path of LibreOffice's soffice.

    Raises:
        PdfTidakTersedia: there is none; with what to install.
    """
    soffice = tersedia()
    if soffice is None:
        raise PdfTidakTersedia(
            "LibreOffice tidak ditemukan, jadi PDF tidak dapat dibuat.",
            "Pasang LibreOffice dari https://id.libreoffice.org, lalu ulangi dengan --pdf.",
        )
    return soffice


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
        hasil.setdefault(_saringan(satu), []).append(satu)
    return list(hasil.values())


def _saringan(path: Path) -> tuple[str, str]:
    return _SARINGAN.get(path.suffix.lower(), _SARINGAN[".docx"])


def huruf_hilang(docx: bytes) -> list[str]:
    """Fonts the document asks for that this machine has neither itself nor in the same widths.

    Empty as well when the system does not tell its fonts.
    """
    from naskah.render.huruf import huruf_dipakai

    ada = _huruf_terpasang()
    if not ada:
        return []
    return [n for n in huruf_dipakai(docx) if not ({n.lower(), *_SETARA.get(n.lower(), ())} & ada)]


def _konversi(soffice: str, files: list[Path], kerja: Path, batas_waktu: float) -> list[Path]:
    """Convert in place; the files that cannot be converted even alone."""
    _jalankan(soffice, files, kerja, batas_waktu)
    sisa = [f for f in files if not _sah(f.with_suffix(".pdf"))]
    if not sisa or len(files) == 1:
        return sisa
    tengah = (len(sisa) + 1) // 2  # one bad file can take its neighbours with it: try again in halves
    return [g for paruh in (sisa[:tengah], sisa[tengah:]) if paruh
            for g in _konversi(soffice, paruh, kerja, batas_waktu)]  # fmt: skip


def _jalankan(soffice: str, files: Sequence[Path], kerja: Path, batas_waktu: float) -> None:
    """One run of LibreOffice with a profile of its own; when it returns, none of its processes lives."""
    with TemporaryDirectory(prefix="profil-", dir=kerja, ignore_cleanup_errors=True) as folder:
        profil = Path(folder)
        (profil / "user").mkdir()
        (profil / "user" / "registrymodifications.xcu").write_text(_isi_profil(), encoding="utf-8")
        pilihan = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
        perintah = [soffice, f"-env:UserInstallation={profil.as_uri()}", *pilihan]
        masuk, keluar = _saringan(files[0])
        perintah += [f"--infilter={masuk}", "--convert-to", keluar, "--outdir", str(kerja), *map(str, files)]
        lingkungan = {**os.environ, "http_proxy": _BUNTU, "https_proxy": _BUNTU}
        proses = subprocess.Popen(  # noqa: S603
            perintah,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=lingkungan,
            start_new_session=True,
        )
        try:
            with suppress(subprocess.TimeoutExpired):  # what is missing afterwards says enough
                proses.wait(batas_waktu)
        finally:
            _matikan(proses)


if sys.platform == "win32":

    def _matikan(proses: subprocess.Popen[bytes]) -> None:
        perintah = ["taskkill", "/T", "/F", "/PID", str(proses.pid)]
        subprocess.run(perintah, capture_output=True, check=False)  # noqa: S603
        proses.wait()

    def _nama_huruf() -> Iterator[str]:
        import winreg

        jalur = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
        for akar in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(akar, jalur) as kunci:
                    for nomor in range(winreg.QueryInfoKey(kunci)[1]):
                        # "Arial Bold Italic (TrueType)", "Cambria & Cambria Math (TrueType)"
                        nama = re.sub(r"\s*\(.*\)$", "", winreg.EnumValue(kunci, nomor)[0])
                        for satu in nama.split(" & "):
                            yield re.sub(r"(?i)( (bold|italic|regular|light|black))+$", "", satu)
            except OSError:
                continue

else:

    def _matikan(proses: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):  # the whole group ended by itself
            os.killpg(proses.pid, signal.SIGKILL)
        proses.wait()

    def _nama_huruf() -> Iterator[str]:
        fc = shutil.which("fc-list")
        if fc:
            keluaran = subprocess.run([fc, ":", "family"], capture_output=True, check=False).stdout  # noqa: S603
            for baris in keluaran.decode("utf-8", "replace").splitlines():
                yield from baris.split(",")


@cache
def _huruf_terpasang() -> frozenset[str]:
    return frozenset(n.strip().lower() for n in _nama_huruf())


def _sah(pdf: Path) -> bool:
    """Whether `pdf` exists, is a PDF and has pages."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if not pdf.is_file() or pdf.read_bytes()[:4] != b"%PDF":
        return False
    try:
        return len(PdfReader(pdf).pages) > 0
    except (PyPdfError, OSError, ValueError):
        return False


def _isi_profil() -> str:
    butir = "".join(
        f'<item oor:path="/org.openoffice.{jalur}"><prop oor:name="{nama}" oor:op="fuse">'
        f"<value>{nilai}</value></prop></item>"
        for jalur, nama, nilai in _KUNCI_PROFIL
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{butir}</oor:items>"
    )
