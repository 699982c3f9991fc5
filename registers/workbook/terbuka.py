"""Whether someone has a book open right now: the lock files Excel and LibreOffice lay beside it.

Both leave their lock behind when they crash, so a lock alone proves nothing: a program must live that
holds the book. Where that cannot be seen (the book lies on a share and is open on another PC), a lock
counts for as long as a working day; writing under a living Excel is refused by Windows anyway. A lock that
names nobody (empty, damaged) was written by neither program and counts for nothing.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

_HARI_KERJA = timedelta(hours=12)
_EXCEL_MIN = 55  # bytes: the length of the name, and the room for it
_BIDANG_CALC, _KOMA = 5, re.compile(r"(?<!\\),")
_PROSES = Path("/proc")  # Linux only; elsewhere the age of the lock decides


def pembuka(path: Path, sekarang: datetime) -> str:
    """The program (and person, if known) that has the book open; empty when nobody has."""
    excel = path.with_name(f"~${path.name}")
    if excel.exists() and (siapa := _excel(excel, sekarang)):
        return siapa
    calc = path.with_name(f".~lock.{path.name}#")
    if calc.exists():
        return _libreoffice(path, calc, sekarang)
    return ""


def _excel(kunci: Path, sekarang: datetime) -> str:
    """Excel writes the length of the person's name in one byte, the name filled up to 54, then UTF-16."""
    if _dipegang(kunci):
        return "Excel"
    try:
        isi = kunci.read_bytes()
    except OSError:
        return "Excel" if _baru(kunci, sekarang) else ""
    if len(isi) < _EXCEL_MIN or not 0 < isi[0] < _EXCEL_MIN:
        return ""
    orang = isi[1 : 1 + isi[0]].decode("cp1252", errors="replace").strip()
    return f"Excel ({orang})" if orang.isprintable() and orang and _baru(kunci, sekarang) else ""


def _libreoffice(path: Path, kunci: Path, sekarang: datetime) -> str:
    """LibreOffice writes five fields: full name, login, PC, time, profile; commas in them are escaped."""
    try:
        bidang = _KOMA.split(kunci.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return "LibreOffice" if _baru(kunci, sekarang) else ""
    if len(bidang) < _BIDANG_CALC or not (bidang[1] or bidang[2]):
        return ""
    orang, pc = bidang[1:3]
    sebutan = f"LibreOffice ({orang})" if orang else "LibreOffice"
    if _PROSES.is_dir() and pc and pc.split(".")[0].casefold() == platform.node().split(".")[0].casefold():
        return sebutan if _ada_pemegang(path) else ""
    return sebutan if _baru(kunci, sekarang) else ""


def _dipegang(kunci: Path) -> bool:
    """Excel keeps its lock file open and shares it with nobody (seen on Windows only)."""
    try:
        with kunci.open("r+b"):
            return False
    except PermissionError:
        return True
    except OSError:
        return False


def _baru(kunci: Path, sekarang: datetime) -> bool:
    try:
        dibuat = datetime.fromtimestamp(kunci.stat().st_mtime, UTC)
    except OSError:
        return False
    return sekarang - dibuat < _HARI_KERJA


def _ada_pemegang(path: Path) -> bool:
    """Whether a process of this PC has the book open; another user's LibreOffice counts as one."""
    asli = path.resolve()
    return any(
        berkas == asli for proses in _PROSES.glob("[0-9]*") for berkas in _berkas_terbuka(proses, asli)
    )


def _berkas_terbuka(proses: Path, dugaan: Path) -> Iterator[Path]:
    try:
        for fd in (proses / "fd").iterdir():
            yield fd.readlink()
    except PermissionError:
        if _nama(proses).startswith("soffice"):
            yield dugaan
    except OSError:
        return  # it ended while we looked


def _nama(proses: Path) -> str:
    try:
        return (proses / "comm").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
