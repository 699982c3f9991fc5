"""One soffice process: where it is, its hardened profile, its end, and whether its PDF is one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess  # S404: a program found on PATH, no shell
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from registers.dasar.galat import PdfTidakTersedia

_PENJAGA = Path(__file__).with_name("penjaga.py")
_BUNTU = "http://127.0.0.1:9"  # a proxy where nothing listens: no document fetches anything
_TEMPAT_LAIN = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# An empty document, as good as any.
KOSONG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text/></office:body>'
    "</office:document>"
)
# By suffix: the input filter, without which garbage would become a PDF of garbage, and the way out.
_SARINGAN = {
    ".xlsx": ("Calc MS Excel 2007 XML", "pdf:calc_pdf_Export"),
    ".docx": ("MS Word 2007 XML", "pdf:writer_pdf_Export"),
    ".fodt": ("OpenDocument Text Flat XML", "pdf:writer_pdf_Export"),
}
_KUNCI_PROFIL = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Common/Filter/PDF/Export", "ExportBookmarksToPDFDestination", "true"),  # see pisah.py
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


def saringan(path: Path) -> tuple[str, str]:
    """The input filter and the way out of a file."""
    return _SARINGAN.get(path.suffix.lower(), _SARINGAN[".docx"])


def siapkan_profil(profil: Path) -> None:
    """Write the hardened profile into the empty folder `profil`."""
    (profil / "user").mkdir()
    (profil / "user" / "registrymodifications.xcu").write_text(_isi_profil(), encoding="utf-8")


def lingkungan() -> dict[str, str]:
    """The environment of every soffice: a dead proxy."""
    return {**os.environ, "http_proxy": _BUNTU, "https_proxy": _BUNTU}


def perintah_ubah(soffice: str, files: Sequence[Path], keluar: Path, profil: Path) -> list[str]:
    """The command that converts `files`, all of one kind, into the folder `keluar`."""
    pilihan = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    masuk, jadi = saringan(files[0])
    return [
        soffice, f"-env:UserInstallation={profil.as_uri()}", *pilihan,
        f"--infilter={masuk}", "--convert-to", jadi, "--outdir", str(keluar), *map(str, files),
    ]  # fmt: skip


def mulai_terjaga(perintah: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a process under a guard that ends it and removes `folder` when we are gone."""
    return mulai([sys.executable, "-I", "-S", str(_PENJAGA), str(folder), *perintah], pipa=True)


def matikan_terjaga(proses: subprocess.Popen[bytes]) -> None:
    """End a process, by its guard where it has one."""
    if proses.stdin is not None:
        with suppress(OSError):
            proses.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            proses.wait(10)
    matikan(proses)


def mulai(perintah: Sequence[str], *, pipa: bool = False) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own; with `pipa`, its stdin is a pipe of ours."""
    return subprocess.Popen(  # noqa: S603
        perintah,
        stdin=subprocess.PIPE if pipa else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=lingkungan(),
        start_new_session=True,
    )


def jalankan(
    perintah: Sequence[str],
    batas_waktu: float,
    *,
    kemajuan: Callable[[], int] = lambda: 0,
    jaga: Path | None = None,
) -> None:
    """One run; when it returns, none of its processes lives.

    Args:
        perintah: the command.
        batas_waktu: seconds it may take without `kemajuan` growing.
        kemajuan: how far it is; asked every second, and what it raises ends the run.
        jaga: end it also when we are killed, and remove this folder.
    """
    proses = mulai(perintah) if jaga is None else mulai_terjaga(perintah, jaga)
    sudah, batas = 0, time.monotonic() + batas_waktu
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):  # what is missing afterwards says enough
                proses.wait(min(1.0, max(0.0, batas - time.monotonic())))
                return
            if (kini := kemajuan()) > sudah:
                sudah, batas = kini, time.monotonic() + batas_waktu
            if time.monotonic() >= batas:
                return
    finally:
        matikan_terjaga(proses)


if sys.platform == "win32":

    def matikan(proses: subprocess.Popen[bytes]) -> None:
        """Kill the process and its children."""
        perintah = ["taskkill", "/T", "/F", "/PID", str(proses.pid)]
        subprocess.run(perintah, capture_output=True, check=False)  # noqa: S603
        proses.wait()

else:

    def matikan(proses: subprocess.Popen[bytes]) -> None:
        """Kill the whole group of the process."""
        with suppress(ProcessLookupError):  # the whole group ended by itself
            os.killpg(proses.pid, signal.SIGKILL)
        proses.wait()


def sah(pdf: Path) -> bool:
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
