"""The words of a PDF somebody brings, read by pypdf in a child process with limits.

Time is limited everywhere, memory where the system can (not on Windows).
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess  # S404: our own interpreter, no shell
import sys
from dataclasses import dataclass

from registers.dasar import sistem

_DETIK = 20.0
_MEMORI = 1024 * 1024 * 1024  # bytes of address space
_HALAMAN_MAKS = 100  # some 10 seconds; a file with more is uncertain


@dataclass(frozen=True)
class IsiPdf:
    """What was read.

    Attributes:
        teks: the text of each page.
        info: what its information dictionary holds under the key asked for; "" for nothing.
        asing: what it shows, hides or does beside that text, in words.
        nomor: lines that may be the numbers of its pages, each once.
    """

    teks: tuple[str, ...]
    info: str
    asing: tuple[str, ...]
    nomor: tuple[str, ...]


def baca_pdf(data: bytes, kunci: str) -> IsiPdf | None:
    """The text of a PDF and one entry of its information dictionary; None when it cannot be read.

    Args:
        data: the PDF.
        kunci: the entry, such as "/Title".
    """
    lingkungan = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONIOENCODING": "utf-8"}
    lingkungan |= {n: os.environ[n] for n in ("SYSTEMROOT", "TEMP", "TMP") if n in os.environ}
    perintah = [sys.executable, "-c", "from naskah.pdf.baca import anak; anak()"]
    masuk = json.dumps({"pdf": base64.b64encode(data).decode(), "kunci": kunci})
    try:
        selesai = subprocess.run(  # noqa: S603
            perintah, input=masuk.encode(), capture_output=True, timeout=_DETIK, env=lingkungan, check=False
        )
        jawab = json.loads(selesai.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return IsiPdf(tuple(jawab["teks"]), jawab["info"], tuple(jawab["asing"]), tuple(jawab["nomor"]))


def anak() -> None:
    """The child's main: limits first, then read and answer. Whatever pypdf raises is the end of it."""
    sistem.batasi(_MEMORI)
    masuk = json.loads(sys.stdin.buffer.read())
    from pypdf import PdfReader

    from naskah.pdf import tampak

    pembaca = PdfReader(io.BytesIO(base64.b64decode(masuk["pdf"])))
    info = (pembaca.metadata or {}).get(masuk["kunci"])
    halaman = pembaca.pages[:_HALAMAN_MAKS]
    teks = [h.extract_text() for h in halaman]
    asing, nomor = [*tampak.berkas(pembaca)], list[str]()
    for satu, isi in zip(halaman, teks, strict=True):
        kini = tampak.halaman(satu, pembaca)
        asing += kini.asing
        nomor += tampak.nomor(isi.splitlines(), kini, len(teks))
    if len(pembaca.pages) > _HALAMAN_MAKS:
        asing.append(f"lebih dari {_HALAMAN_MAKS} halaman, dan sisanya tidak dibaca")
    jawab = {
        "teks": teks,
        "info": info if isinstance(info, str) else "",
        "asing": list(dict.fromkeys(asing)),
        "nomor": nomor,
    }
    sys.stdout.write(json.dumps(jawab))
